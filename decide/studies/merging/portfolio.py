"""Toggles of a workbook's portfolio as relations: what was put in must be in, what was taken out must be out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.errors import Issue, Location
from decide.model.imported import ImportedChange
from decide.model.relation import Fixed
from decide.workspace.append import append_item
from decide.workspace.document import parsed
from decide.workspace.load_rules import PORTFOLIO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.model.problem import Problem
    from decide.model.returned import CellEdit
    from decide.model.rules import Rules
    from decide.workspace.document import Document

_RELATIONS = "relations"
_EMPTY = "version: 1\n"


def toggled(
    toggles: Sequence[CellEdit], rules: Rules, problem: Problem, name: str
) -> tuple[tuple[ImportedChange, ...], tuple[Issue, ...]]:
    """The relations that toggles ask for, and what stands against them."""
    changes: list[ImportedChange] = []
    issues: list[Issue] = []
    fixed = {
        one: (rule.chosen, rule.where) for rule in rules.relations if isinstance(rule, Fixed) for one in rule.options
    }
    known = {option.id for option in problem.options}
    moves: dict[str, dict[bool, CellEdit]] = {}
    for edit in toggles:
        moves.setdefault(edit.key[1].partition(":")[0], {})[bool(edit.after)] = edit
    for option, ways in moves.items():
        edit = next(iter(ways.values()))
        chosen = bool(edit.after)
        if len(ways) > 1:
            message = f"{edit.cell}: another size of '{option}' was chosen"
            issues.append(
                Issue("edit-lost", message, Location(name, 0, 0), "a relation fixes options, not their sizes")
            )
        elif option not in known:
            message = f"{edit.cell}: there is no option '{option}' any more"
            issues.append(Issue("edit-lost", message, Location(name, 0, 0), "it was removed since"))
        elif option in fixed and fixed[option][0] != chosen:
            says = "must" if fixed[option][0] else "must_not"
            where = fixed[option][1] or Location(PORTFOLIO, 0, 0)
            issues.append(Issue("edit-conflict", f"{edit.cell}: {says} is said of '{option}' already", where))
        elif option not in fixed:
            key = "must" if chosen else "must_not"
            changes.append(ImportedChange(edit.cell, edit.title, PORTFOLIO, 0, "", f"{key}: {option}"))
    return tuple(changes), tuple(issues)


def with_relations(
    document: Document | None, changes: Sequence[ImportedChange], name: str
) -> tuple[str | None, tuple[ImportedChange, ...]]:
    """The text of portfolio.yaml with relations added, None where it cannot be; and the changes with their lines."""
    document = document or parsed(PORTFOLIO, _EMPTY)
    for key in ("must", "must_not"):
        names = [change.after.partition(": ")[2] for change in changes if change.after.startswith(f"{key}:")]
        if not names:
            continue
        note = f"As in the workbook {name}.".replace(chr(92), "/").replace('"', "'")
        text = append_item(document, _RELATIONS, f'{{{key}: [{", ".join(names)}], note: "{note}"}}')
        if text is None:
            return None, ()
        document = parsed(PORTFOLIO, text)
    return document.text, tuple(_placed(document, changes))


def _placed(document: Document, changes: Sequence[ImportedChange]) -> list[ImportedChange]:
    """Each change at the line of its relation, which are the last of the list."""
    items = document.root[_RELATIONS] if document.root is not None else ()
    lines = {key: document.place((_RELATIONS, place)).line for place, item in enumerate(items) for key in item}
    return [
        ImportedChange(one.cell, one.title, one.file, lines[one.after.partition(":")[0]], one.before, one.after)
        for one in changes
    ]
