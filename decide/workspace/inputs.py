"""Where an input of a workbook stands in the files: the one scalar that says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from decide.model import exchange
from decide.workspace.load import OPTIONS
from decide.workspace.load_rules import PORTFOLIO
from decide.workspace.locate import WEIGHTS
from decide.workspace.source import SUFFIX
from decide.workspace.tree import Mapping, Text

if TYPE_CHECKING:
    from decide.model.returned import InputKey
    from decide.workspace.document import Document, Route

_STATED = ("value", "best", "mean")  # of an entry, the one number that a workbook shows


@dataclass(frozen=True, slots=True)
class Stated:
    """A scalar of a file."""

    document: Document
    route: Route
    text: str

    @property
    def line(self) -> int:
        """Its line, from 1."""
        return self.document.place(self.route).line


def file_of(key: InputKey) -> str:
    """The file that an input stands in."""
    table, row, column = key
    owner = column.partition(":")[2]
    if table == exchange.WEIGHTS:
        return f"{WEIGHTS}/{owner}{SUFFIX}"
    if table == exchange.LIMITS:
        return PORTFOLIO if column == exchange.COMMON else f"{WEIGHTS}/{owner}{SUFFIX}"
    return f"{OPTIONS}/{row.partition(':')[0]}{SUFFIX}"


def stated(document: Document, key: InputKey) -> Stated | None:
    """The scalar behind an input; None where the file says nothing of it, or says it in more than one number."""
    table, row, column = key
    if table == exchange.WEIGHTS:
        route = _of_weight(document.root, row)
    elif table == exchange.LIMITS:
        name, _, period = row.partition(":")
        route = ("limits", name, period) if period else ("limits", name)
    else:
        route = _of_score(row, column)
    return None if route is None else _scalar(document, route)


def _of_weight(root: Mapping | None, node: str) -> Route | None:
    """A criterion's or group's swing weight, wherever in the tree of weights it stands."""

    def within(weights: Any, route: Route) -> Route | None:  # noqa: ANN401 - any node of a tree
        if not isinstance(weights, Mapping):
            return None
        for name, entry in weights.items():
            if name == node:
                return (*route, name, "weight") if isinstance(entry, Mapping) else (*route, name)
            if isinstance(entry, Mapping):
                found = within(entry.get("criteria"), (*route, name, "criteria"))
                if found is not None:
                    return found
        return None

    return within(root.get("weights") if root is not None else None, ("weights",))


def _of_score(row: str, column: str) -> Route:
    _, _, size = row.partition(":")
    base: Route = ("sizes", size) if size else ()
    name, _, part = column.partition(":")
    return (*base, name, part) if part else (*base, name)


def _scalar(document: Document, route: Route) -> Stated | None:
    node: Any = document.root
    for step in route:
        if not isinstance(node, Mapping) or step not in node:
            return None
        node = node[str(step)]
    if isinstance(node, Mapping):
        for name in _STATED:
            if isinstance(node.get(name), Text):
                return Stated(document, (*route, name), str(node[name]))
        return None
    return Stated(document, route, str(node)) if isinstance(node, Text) else None
