"""Three ways: what was published, what the workbook says, what the files say now; edit by edit."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from decide.errors import Issue, Location
from decide.model import exchange
from decide.model.criterion import CategoryScale
from decide.model.imported import ImportedChange
from decide.workspace.committed import blobs
from decide.workspace.document import parsed
from decide.workspace.inputs import file_of, stated
from decide.workspace.names import suggestion
from decide.workspace.source import Unreadable, decode
from decide.workspace.workbook.content import same, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from decide.model.problem import Problem
    from decide.model.returned import CellEdit, Plain
    from decide.model.workbook import Stamp
    from decide.workspace.document import Document, Route
    from decide.workspace.inputs import Stated


@dataclass
class Merge:
    """What is to be changed, and what stands against it."""

    values: dict[str, dict[Route, str]] = field(default_factory=dict)  # by file and route
    cells: dict[tuple[str, Route], str] = field(default_factory=dict)  # of the workbook, by file and route
    changes: list[ImportedChange] = field(default_factory=list)
    already: list[ImportedChange] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def bases(root: Path, stamp: Stamp, edits: Iterable[CellEdit]) -> Mapping[str, Document]:
    """The files of some edits as they stand in the commit that a workbook was made from, as far as git has them."""
    if not stamp.commit or stamp.changed:
        return {}
    found: dict[str, Document] = {}
    for file, data in blobs(root, stamp.commit, dict.fromkeys(file_of(edit.key) for edit in edits)).items():
        try:
            text = decode(data).text
        except Unreadable:
            continue
        found[file] = parsed(file, text)
    return found


def merge(
    edits: Iterable[CellEdit],
    base: Mapping[str, Document],
    documents: Mapping[str, Document],
    problem: Problem,
    name: str,
) -> Merge:
    """Decide each edit.

    Parameters
    ----------
    edits : inputs of the workbook that are not as published
    base : files as they were when the workbook was made; where one is missing, what the workbook says was published
    documents : files as they are now
    problem : for the categories of its criteria
    name : of the workbook
    """
    found = Merge()
    scales = {criterion.id: criterion.scale for criterion in problem.criteria}
    for edit in edits:
        file = file_of(edit.key)
        document = documents.get(file)
        here = stated(document, edit.key) if document is not None else None
        if document is None or here is None:
            found.issues.append(_lost(edit, file, document, name))
            continue
        before = stated(base[file], edit.key) if file in base else None
        was = edit.before if before is None else _value(before)
        kind, _, criterion = edit.key[2].partition(":")
        scale = scales.get(criterion) if kind == exchange.PERFORMANCE else None
        if isinstance(scale, CategoryScale) and edit.after not in {*scale.categories, exchange.UNKNOWN}:
            message = f"{edit.cell}: '{edit.after}' is none of its categories"
            hint = suggestion(str(edit.after), scale.categories)
            found.issues.append(Issue("unknown-category", message, Location(name, 0, 0), hint))
        elif not same(edit.after, was):
            _decide(found, edit, here, was)
    return found


def _decide(found: Merge, edit: CellEdit, here: Stated, was: Plain) -> None:
    ours, theirs = _value(here), edit.after
    file = here.document.file
    change = ImportedChange(edit.cell, edit.title, file, here.line, here.text, shown(theirs))
    if same(ours, theirs):
        found.already.append(change)
    elif same(ours, was):
        found.changes.append(change)
        found.values.setdefault(file, {})[here.route] = shown(theirs)
        found.cells[file, here.route] = edit.cell
    else:
        message = f"{edit.cell} says {shown(theirs)}, the file says {here.text}; it was {shown(was)} in both"
        hint = "set the cell to what the file says, or the file to what it was, and import again"
        found.issues.append(here.document.issue("edit-conflict", message, here.route, hint))


def _lost(edit: CellEdit, file: str, document: Document | None, name: str) -> Issue:
    """An edit of something that the files no longer say."""
    where = Location(name, 0, 0)
    if document is None:
        hint = (
            "--as NAME makes a new profile of it" if edit.key[2].partition(":")[2] in file else "it was removed since"
        )
        return Issue("edit-lost", f"{edit.cell} says {shown(edit.after)}, but there is no {file}", where, hint)
    message = f"{edit.cell} says {shown(edit.after)}, but {file} does not say this in one number"
    return Issue("edit-lost", message, where, "change the file by hand")


def _value(here: Stated) -> Plain:
    try:
        return float(Decimal(here.text))
    except (InvalidOperation, ValueError):
        return here.text
