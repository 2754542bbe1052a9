"""What was renamed: an id that is gone and one that is new, whose files say mostly the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.studies.doubts.criteria import routes_of
from decide.studies.reviewing.side import Names
from decide.workspace.load import OPTIONS
from decide.workspace.locate import CRITERIA, WEIGHTS
from decide.workspace.source import SUFFIX
from decide.workspace.tree import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.workspace.document import Route
    from decide.workspace.load_all import Whole
    from decide.workspace.tree import Node

_ENOUGH = 0.6  # of what the files say
_MOST = 10_000  # pairs that are compared

Leaves = frozenset[tuple["Route", str]]


def renames(before: Whole, after: Whole) -> Names:
    """What things are called now, by what they were called."""
    return Names(
        options=_matched(_files(before, after, OPTIONS), _files(after, before, OPTIONS)),
        criteria=_matched(_criteria(before, after), _criteria(after, before)),
        profiles=_matched(_files(before, after, WEIGHTS), _files(after, before, WEIGHTS)),
    )


def _matched(gone: dict[str, Leaves], new: dict[str, Leaves]) -> dict[str, str]:
    """Pairs that say mostly the same, the most alike first."""
    if len(gone) * len(new) > _MOST:
        same = {leaves: name for name, leaves in new.items()}
        return {name: same[leaves] for name, leaves in gone.items() if leaves in same}
    alike = sorted(
        (-len(old & other) / max(len(old), len(other), 1), was, now)
        for was, old in gone.items()
        for now, other in new.items()
    )
    found: dict[str, str] = {}
    for share, was, now in alike:
        if -share >= _ENOUGH and was not in found and now not in found.values():
            found[was] = now
    return found


def _files(whole: Whole, other: Whole, folder: str) -> dict[str, Leaves]:
    """What the files say that only one side has, by id."""
    prefix = f"{folder}/"
    return {
        file.removeprefix(prefix).removesuffix(SUFFIX): frozenset(leaves(document.root))
        for file, document in whole.documents.items()
        if file.startswith(prefix) and file not in other.documents and document.root is not None
    }


def _criteria(whole: Whole, other: Whole) -> dict[str, Leaves]:
    """The same of criteria."""
    if whole.problem is None or other.problem is None:
        return {}
    known = {criterion.id for criterion in other.problem.criteria}
    routes = dict(routes_of(whole.problem))
    document = whole.documents[CRITERIA]
    return {
        criterion.id: frozenset(leaves(document.node(routes[criterion.id])))
        for criterion in whole.problem.criteria
        if criterion.id not in known
    }


def leaves(node: Node | None, route: Route = ()) -> Iterator[tuple[Route, str]]:
    """Every scalar below a node, with the way to it."""
    if isinstance(node, Mapping):
        for name, below in node.items():
            yield from leaves(below, (*route, str(name)))
    elif isinstance(node, Sequence):
        for place, below in enumerate(node):
            yield from leaves(below, (*route, place))
    elif node is not None:
        yield route, str(node)
