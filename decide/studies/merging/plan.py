"""What an import would write: every file that changes, or every reason why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decide.errors import CannotWrite, InputsRefused, WrongUse
from decide.model.imported import ImportedChange
from decide.studies.merging.merge import bases, merge
from decide.studies.merging.portfolio import toggled, with_relations
from decide.studies.merging.profile import new_profile, owner, profile_meant
from decide.workspace.document import parsed
from decide.workspace.load_rules import PORTFOLIO
from decide.workspace.source import decode, encode_like
from decide.workspace.splice import set_scalars

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from decide.errors import Issue
    from decide.model.problem import Problem
    from decide.model.returned import CellEdit, Returned
    from decide.model.rules import Rules
    from decide.workspace.document import Route
    from decide.workspace.load_all import Whole

NOTHING = "nothing was written"


@dataclass(frozen=True)
class Plan:
    """Files with their new bytes, and what changes in them."""

    files: Mapping[str, bytes]
    changes: tuple[ImportedChange, ...]
    cells: Mapping[tuple[str, Route], str]  # of the workbook, by the file and route that they change
    already: tuple[ImportedChange, ...]
    from_commit: bool


@dataclass(frozen=True)
class Asked:
    """What the command asks for besides edits of numbers."""

    portfolio: bool = False  # toggles as relations
    as_profile: str = ""  # weights as a new profile


def plan(root: Path, returned: Returned, whole: Whole, asked: Asked) -> Plan:
    """Merge a workbook into the files, on paper.

    Raises
    ------
    WrongUse : the new profile exists, or cannot be called so, or it is not clear whose weights it gets
    InputsRefused : conflicts, edits of what is no longer there, or a style in which one line cannot be changed
    CannotWrite : a file changed while it was being read
    """
    problem, rules = whole.problem, whole.rules
    if problem is None or rules is None:  # cannot be: a fault of the files has said why
        raise InputsRefused(whole.issues, NOTHING)
    edits, files, made = _new_profile(returned, whole, problem, asked.as_profile)
    base = bases(root, returned.stamp, edits)
    found = merge(edits, base, whole.documents, problem, returned.name)
    texts = {file: set_scalars(whole.documents[file], values) for file, values in found.values.items()}
    added, against = _relations(returned, whole, problem, rules, texts) if asked.portfolio else ((), ())
    awkward = [_awkward(whole, file) for file, text in texts.items() if text is None]
    if issues := [*found.issues, *against, *awkward]:
        raise InputsRefused(issues, NOTHING)
    files |= {file: _bytes(whole, file, text) for file, text in texts.items() if text is not None}
    changes = (*made, *found.changes, *added)
    return Plan(files, changes, found.cells, tuple(found.already), bool(base) or not edits)


def _new_profile(
    returned: Returned, whole: Whole, problem: Problem, name: str
) -> tuple[tuple[CellEdit, ...], dict[str, bytes], tuple[ImportedChange, ...]]:
    """The edits that are left once the weights have gone into a new profile, and the new file."""
    if not name:
        return returned.edits, {}, ()
    meant = profile_meant(returned)
    file, data = new_profile(name, returned, meant, problem.tree)
    if whole.folder.has(file):
        raise WrongUse(f"there is a profile '{name}' already", "take another name")
    edits = tuple(edit for edit in returned.edits if owner(edit) != meant)
    return edits, {file: data}, (ImportedChange("Weights", f"profile {name}, from {meant}", file, 1, "", "new"),)


def _relations(
    returned: Returned, whole: Whole, problem: Problem, rules: Rules, texts: dict[str, str | None]
) -> tuple[Sequence[ImportedChange], Sequence[Issue]]:
    """Toggles as relations, added to portfolio.yaml as it will be."""
    added, against = toggled(returned.toggles, rules, problem, returned.name)
    if not added:
        return (), against
    text = texts.get(PORTFOLIO)
    document = parsed(PORTFOLIO, text) if text is not None else whole.documents.get(PORTFOLIO)
    texts[PORTFOLIO], added = with_relations(document, added, returned.name)
    return added, against


def _awkward(whole: Whole, file: str) -> Issue:
    issue = whole.documents[file].issue("awkward-style", "the style of the file does not allow the change", ())
    return replace(issue, hint="change it by hand")


def _bytes(whole: Whole, file: str, text: str) -> bytes:
    """The new bytes of a file, in the encoding of the old ones."""
    if not whole.folder.has(file):
        return text.encode()
    data = whole.folder.read_bytes(file)
    if decode(data).text != whole.documents[file].text:
        raise CannotWrite(file, "it was changed at the same moment")
    return encode_like(data, text)
