"""`import`: the edits of a workbook back into the files they came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from decide.errors import GitRefused, InputsRefused, WrongUse
from decide.model.imported import Imported
from decide.model.review import Version
from decide.studies.merging.plan import NOTHING, Asked, plan
from decide.studies.reviewing.choices import MOST
from decide.studies.reviewing.review import inputs_of, review
from decide.workspace.commit import author_of, check_branch, commit_files
from decide.workspace.committed import committed
from decide.workspace.load_all import load_all
from decide.workspace.locate import CRITERIA, find_workspace
from decide.workspace.overlay import Overlay
from decide.workspace.source import Folder
from decide.workspace.workbook.read import read_workbook
from decide.workspace.write import write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.errors import Issue
    from decide.model.imported import ImportedChange
    from decide.model.returned import Returned
    from decide.model.review import Review
    from decide.studies.merging.plan import Plan
    from decide.workspace.load_all import Whole


@dataclass(frozen=True)
class _Way:
    """Where the files are read, and where the changed ones go."""

    folder: Folder
    branch: str = ""
    author: tuple[str, str] | None = None


def import_workbook(  # noqa: PLR0913 - one option of the command each
    file: str | Path,
    workspace: str | Path = ".",
    *,
    dry_run: bool = False,
    branch: str = "",
    author: str = "",
    portfolio: bool = False,
    as_profile: str = "",
    advance: Callable[[], None] = lambda: None,
) -> Imported:
    """Bring the edits of a workbook's inputs back into the files, three ways; all of them or none.

    Parameters
    ----------
    file : a workbook that `export` wrote, edited and saved
    workspace : the workspace, or any folder below it
    dry_run : say what would change, and write nothing
    branch : leave the files as they are, and make a commit on a new branch of this name from the last commit
    author : of that commit, as `Name <address>`; without it, whom git knows
    portfolio : bring back what was put into the portfolio or taken out, as relations `must` and `must_not`
    as_profile : write the workbook's weights as a new profile of this name, and leave the one they came from
    advance : called after each file that was read

    Raises
    ------
    WrongUse : no workspace; no workbook of ours; a profile of that name exists
    InputsRefused : inputs that cannot be read, or that the files contradict; faults in the files, before or after
    GitRefused : no repository, no such branch possible, no name for the commit
    CannotWrite : a file may not be written
    """
    root = find_workspace(Path(workspace))
    way = _way(root, branch, author)
    returned = read_workbook(Path(file))
    before = load_all(way.folder, advance)
    faults = (*before.issues, *returned.faults, *(returned.toggle_faults if portfolio else ()))
    found = _planned(root, returned, before, Asked(portfolio, as_profile), faults)
    known = {name: reading for name, reading in before.readings.items() if name not in found.files}
    after = load_all(Overlay(root, way.folder, found.files), known=known, before=before) if found.files else before
    _refuse([_told(issue, found, after) for issue in after.issues])
    commit = "" if dry_run else _written(root, way, returned, found)
    names = [*returned.profiles, *([as_profile] if as_profile else [])]
    return Imported(
        name=returned.name,
        stamp=returned.stamp,
        from_commit=found.from_commit,
        changes=found.changes,
        already=found.already,
        outside=returned.outside,
        toggled=0 if portfolio else len(returned.toggles),
        written=bool(found.files) and not dry_run,
        branch=way.branch,
        commit=commit,
        review=_review(before, after, [name for name in names if name in after.profiles]),
    )


def _way(root: Path, branch: str, author: str) -> _Way:
    if author and not branch:
        raise WrongUse("--author names who wrote a commit, and none is made", "add --branch NAME")
    if not branch:
        return _Way(Folder(root))
    by = author_of(author) if author else None
    found = committed(root, check_branch(root, branch))
    if found is None or not found.has(CRITERIA):
        raise GitRefused("the workspace is not in the last commit", "commit it first, or leave out --branch")
    return _Way(found, branch, by)


def _planned(root: Path, returned: Returned, whole: Whole, asked: Asked, faults: Sequence[Issue]) -> Plan:
    """What is to be written; refused with all that stands against it, the faults found before included."""
    if whole.issues:
        _refuse(faults)
    try:
        found = plan(root, returned, whole, asked)
    except InputsRefused as refusal:
        raise InputsRefused([*faults, *refusal.issues], NOTHING) from None
    _refuse(faults)
    return found


def _refuse(issues: Sequence[Issue]) -> None:
    if issues:
        raise InputsRefused(issues, NOTHING)


def _written(root: Path, way: _Way, returned: Returned, found: Plan) -> str:
    """Write the files, or commit them; the commit, if one was made."""
    if not found.files:
        return ""
    if way.branch:
        return commit_files(root, way.branch, found.files, _message(returned, found.changes), way.author)
    write_all({root / name: data for name, data in found.files.items()})
    return ""


def _told(issue: Issue, found: Plan, after: Whole) -> Issue:
    """A fault that the change would make, with the cell it comes from; else with those that change its line."""
    places = {
        cell: after.documents[file].place(route)
        for (file, route), cell in found.cells.items()
        if file == issue.where.file
    }
    exact = [
        cell for cell, place in places.items() if (place.line, place.column) == (issue.where.line, issue.where.column)
    ]
    cells = exact or [cell for cell, place in places.items() if place.line == issue.where.line]
    return replace(issue, message=f"{issue.message} (from {', '.join(cells)})") if cells else issue


def _review(before: Whole, after: Whole, names: list[str]) -> Review:
    """What the changes do; portfolios are left out where choosing one takes long."""
    sides = [
        (Version(name, "", 0, inputs_of(whole)), whole) for name, whole in (("files", before), ("workbook", after))
    ]
    few = after.problem is not None and len(after.problem.options) <= MOST
    return review(sides[0], sides[1], names, portfolio=few)


def _message(returned: Returned, changes: tuple[ImportedChange, ...]) -> str:
    """What the commit says."""
    count = f"{len(changes)} change{'s' if len(changes) != 1 else ''}"
    lines = [f"{one.file}: {one.title}: {one.before + ' → ' if one.before else ''}{one.after}" for one in changes]
    return "\n".join([f"Import {returned.name}: {count}", "", *lines]) + "\n"
