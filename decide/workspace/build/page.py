"""A file being checked: what it states, and where to report what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.workspace.tree import MAX_FAULTS, Mapping

if TYPE_CHECKING:
    from collections.abc import Collection

    from decide.errors import Issue
    from decide.workspace.document import Document, Route
    from decide.workspace.schema.base import Schema


class Page:
    """One document, and the issues found so far; after a hundred of its own it takes no more.

    An entry lacks the parts that its schema refused. What the file states all the same is looked up here, so that
    a part already reported is not called missing as well.
    """

    def __init__(self, document: Document, issues: list[Issue]) -> None:
        self.document, self.issues = document, issues
        self._reported = 0

    def report(self, code: str, message: str, route: Route, hint: str = "", *, key: bool = False) -> None:
        """Add an error at the end of a route; `key` points at the key instead of its value."""
        self._reported += 1
        if self._reported <= MAX_FAULTS:
            self.issues.append(self.document.issue(code, message, route, hint, key=key))

    def stated(self, route: Route) -> Collection[str]:
        """The keys that stand at the end of a route, refused or not; empty where no mapping is there."""
        node = self.document.root
        for step in route:
            inner = node.get(str(step)) if isinstance(node, Mapping) else None
            node = inner if isinstance(inner, Mapping) else None
        return node.keys() if node is not None else ()

    def refused(self, entry: Schema, route: Route) -> bool:
        """Whether a part of an entry was refused, so that it says less than its file."""
        known = type(entry).model_fields
        return any(key in known and key not in entry.model_fields_set for key in self.stated(route))
