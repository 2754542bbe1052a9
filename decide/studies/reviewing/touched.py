"""Changes that move no rank and no portfolio: titles, notes, evidence, the ends of ranges, and whole files beside."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from decide.model.review import Touched
from decide.studies.reviewing.edits import PRESENT, SHAPE
from decide.studies.reviewing.parts import criteria_routes
from decide.workspace.load import OPTIONS
from decide.workspace.load_rules import PORTFOLIO
from decide.workspace.locate import CRITERIA, WEIGHTS
from decide.workspace.source import SUFFIX
from decide.workspace.tree import Mapping, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.studies.reviewing.edits import Change
    from decide.studies.reviewing.side import Side
    from decide.workspace.document import Document, Route
    from decide.workspace.tree import Node

_IN_ORDER = {"order", "categories", "ranges", "uniform"}  # lists whose order means something

Place = tuple[str, "Route"]


def touched(before: Side, after: Side, change: Change) -> tuple[Touched, ...]:
    """What differs in the files, less what the edits speak of; comments, order and formatting are no difference."""
    known = _spoken_of(before, after, change)
    found: list[Touched] = []
    for old, new in _pairs(before, after):
        for route, gone in _different(old, new, before):
            document = old if gone else new
            if document is not None:
                found += [_touched(document, one, gone=gone) for one in _unspoken(document, route, known)]
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.path)))


def _unspoken(document: Document, route: Route, known: set[Place]) -> Iterator[Route]:
    """What of a place no edit speaks of: all of it, some of what stands below it, or nothing."""
    if any((document.file, route[:end]) in known for end in range(len(route) + 1)):
        return
    node = document.node(route)
    if isinstance(node, Mapping) and any(file == document.file and at[: len(route)] == route for file, at in known):
        for name in node:
            yield from _unspoken(document, (*route, str(name)), known)
    else:
        yield route


def _touched(document: Document, route: Route, *, gone: bool) -> Touched:
    line = document.place(route, key=True).line if route else 1
    return Touched(document.file, line, gone, ".".join(str(step) for step in route))


def _pairs(before: Side, after: Side) -> Iterator[tuple[Document | None, Document | None]]:
    """Each file before and after, by the name that it has now; files that say the same are left out."""
    old = {_now(before, file): file for file in before.whole.documents}
    for file in sorted({*old, *after.whole.documents}):
        was = old.get(file, file)
        if before.whole.readings.get(was) is not after.whole.readings.get(file):
            yield before.whole.documents.get(was), after.whole.documents.get(file)


def _now(side: Side, file: str) -> str:
    folder, _, name = file.partition("/")
    names = {OPTIONS: side.names.options, WEIGHTS: side.names.profiles}.get(folder, {})
    stem = name.removesuffix(SUFFIX)
    return f"{folder}/{names[stem]}{SUFFIX}" if stem in names else file


def _spoken_of(before: Side, after: Side, change: Change) -> set[Place]:
    """The places that edits speak of."""
    found: set[Place] = set()
    for one in change.of:
        for parts in (change.before, change.after):
            if one in parts:
                found.add((parts[one].document.file, parts[one].route))
        if one[0] == SHAPE:
            found |= {(side.profile_document(one[1]).file, ("weights",)) for side in (before, after)}
        if one[0] == PRESENT:
            found |= _of_what_came(before, after, one[1:])
    edited = {relation.where for relation, brings, takes in change.relations if brings or takes}
    for side in (before, after):
        for place, relation in enumerate(side.rules.relations):
            if relation.where in edited:
                found.add((PORTFOLIO, ("relations", place)))
    return found


def _of_what_came(before: Side, after: Side, one: tuple[str, ...]) -> set[Place]:
    """The places of a criterion, option or size that is on one side only."""
    kind, name, *size = one
    if kind == "criterion":
        side = after if name in after.criteria else before
        found: set[Place] = {(CRITERIA, criteria_routes(side)[side.criterion_before(name)])}
        for file in side.whole.documents:
            if file.startswith((OPTIONS, WEIGHTS)):
                found |= {(file, (key, name)) for key in ("performance", "weights")}
        return found
    side = after if name in after.options else before
    if kind == "option":
        return {(side.option_document(name).file, ())}
    files = {here.option_document(name).file for here in (before, after)}
    return {(file, ("sizes", size[0])) for file in files}


def _different(old: Document | None, new: Document | None, before: Side) -> Iterator[tuple[Route, bool]]:
    """Routes that differ, each with whether it is in the old file only."""
    if old is None or new is None:
        yield (), new is None
        return
    yield from _compare(old.root, new.root, (), before)


def _compare(old: Node | None, new: Node | None, route: Route, before: Side) -> Iterator[tuple[Route, bool]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        called = {before.names.criteria.get(name, str(name)): str(name) for name in old}
        for name, below in new.items():
            if name in called:
                yield from _compare(old[called[str(name)]], below, (*route, str(name)), before)
            else:
                yield (*route, str(name)), False
        yield from (((*route, was), True) for now, was in called.items() if now not in new)
    elif isinstance(old, Sequence) and isinstance(new, Sequence):
        yield from _lists(old, new, route, before)
    elif not _same(old, new, before):
        yield route, False


def _lists(old: Sequence, new: Sequence, route: Route, before: Side) -> Iterator[tuple[Route, bool]]:
    """Lists are compared without their order, but for those in which it means something."""
    if not _IN_ORDER.isdisjoint(route) or all(isinstance(item, Text) for item in [*old, *new]):
        was, now = [_called(before, item) for item in old], [str(item) for item in new]
        if was != now and (not _IN_ORDER.isdisjoint(route) or sorted(was) != sorted(now)):
            yield route, False
        return
    left = list(range(len(old)))
    for place, item in enumerate(new):
        twin = next((at for at in left if not any(_compare(old[at], item, (), before))), None)
        if twin is None:
            yield (*route, place), False
        else:
            left.remove(twin)
    yield from (((*route, at), True) for at in left)


def _called(before: Side, item: object) -> str:
    """A scalar of the files before; an id by the name that it has now."""
    text, names = str(item), before.names
    return next((known[text] for known in (names.options, names.criteria, names.profiles) if text in known), text)


def _same(old: object, new: object, before: Side) -> bool:
    """Whether two scalars say the same; numbers do whatever their digits."""
    if not isinstance(old, Text) or not isinstance(new, Text):
        return False
    if _called(before, old) == new:
        return True
    try:
        return old.plain and new.plain and Decimal(old) == Decimal(new)
    except InvalidOperation:
        return False
