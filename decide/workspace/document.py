"""One file that has been read: its text, its tree, and the way from a route to a line and column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from decide.errors import Issue, Location, Severity
from decide.workspace.tree import Mapping, Sequence, Text, compose

if TYPE_CHECKING:
    from decide.workspace.source import Fault
    from decide.workspace.tree import Node

Route: TypeAlias = tuple[str | int, ...]

_LONGEST_EXCERPT = 2_000  # a longer line helps nobody


def parsed(file: str, text: str) -> Document:
    """A text as a file would hold it; its root is None where it cannot be read."""
    root, faults = compose(text)
    return Document(file, text, None if faults else root)


@dataclass(frozen=True)
class Document:
    """A file of the workspace as it stands; `root` is None where it cannot be read as YAML."""

    file: str
    text: str
    root: Mapping | None
    encoding: str = "utf-8"

    @cached_property
    def _begins(self) -> dict[int, int]:
        """Where the lines begin that something was found on; a list of all lines could be larger than the file."""
        return {1: 0}

    def location(self, start: int, end: int) -> Location:
        """The place of a stretch of text; its width ends with the line."""
        line = self.text.count("\n", 0, start) + 1
        begin = self._begins[line] = self.text.rfind("\n", 0, start) + 1
        width = min(end, begin + len(self.line(line))) - start
        return Location(self.file, line, start - begin + 1, max(width, 1))

    def line(self, number: int) -> str:
        """A line that something was found on, without its end."""
        begin = self._begins[number]
        end = self.text.find("\n", begin)
        return self.text[begin : end if end >= 0 else len(self.text)].rstrip("\r")

    def node(self, route: Route) -> Node | None:
        """The node at the end of a route, or the last one on the way to it that exists."""
        node: Node | None = self.root
        for step in route:
            if isinstance(node, Mapping) and step in node:
                node = node[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
                node = node[step]
            else:
                break
        return node

    def place(self, route: Route, *, key: bool = False) -> Location:
        """Where a route leads: to the value, or to the key that stands before it."""
        if key and route:
            parent = self.node(route[:-1])
            name = parent.key(str(route[-1])) if isinstance(parent, Mapping) else None
            if name is not None:
                return self.location(name.start, name.end)
        node = self.node(route)
        if node is None:
            return self.location(0, 0)
        if isinstance(node, Text):
            return self.location(node.start, node.end)
        return self.location(node.start, node.start + 1)

    def issue(  # noqa: PLR0913 - one argument a part of the sentence
        self,
        code: str,
        message: str,
        where: Location | Route,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        *,
        key: bool = False,
    ) -> Issue:
        """An issue at a place of this file, with the line as it stands there."""
        location = where if isinstance(where, Location) else self.place(where, key=key)
        excerpt = self.line(location.line) if self.text else ""
        return Issue(code, message, location, hint, severity, excerpt if len(excerpt) <= _LONGEST_EXCERPT else "")

    def of_fault(self, fault: Fault) -> Issue:
        """The issue that a fault of the text is."""
        return self.issue(fault.code, fault.message, self.location(fault.start, fault.end), fault.hint)
