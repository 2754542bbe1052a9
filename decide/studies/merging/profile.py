"""A new weight profile, from the weights and limits of a workbook."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import yaml

from decide.errors import WrongUse
from decide.model import exchange
from decide.model.criterion import Group
from decide.workspace.locate import WEIGHTS
from decide.workspace.scalars import ID
from decide.workspace.source import SUFFIX
from decide.workspace.workbook.content import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from decide.model.criterion import Criterion, ValueTree
    from decide.model.returned import CellEdit, Plain, Returned

_WIDTH = 120


def profile_meant(returned: Returned) -> str:
    """The profile of a workbook that a new one is to be made from.

    Raises
    ------
    WrongUse : it has several, and the weights of none or of several were changed
    """
    edited = {owner(edit) for edit in returned.edits} & set(returned.profiles)
    found = edited if len(returned.profiles) > 1 else set(returned.profiles)
    if len(found) != 1:
        which = "several profiles" if found else "no profile"
        raise WrongUse(f"the weights of {which} were changed in {returned.name}", "--as makes a profile of one")
    return found.pop()


def owner(edit: CellEdit) -> str:
    """The profile whose weight or own limit an edit changes; empty where it is neither."""
    table, _, column = edit.key
    return column.partition(":")[2] if table in {exchange.WEIGHTS, exchange.LIMITS} else ""


def new_profile(name: str, returned: Returned, meant: str, tree: ValueTree) -> tuple[str, bytes]:
    """File and text of a profile with all weights and own limits that the workbook gives to one of its profiles.

    Raises
    ------
    WrongUse : `name` is no id
    """
    if not ID.fullmatch(name):
        raise WrongUse(f"'{name[:60]}' is not an id", "an id begins with a letter a-z; then a-z, 0-9, _ and -")
    inputs = returned.inputs
    swings = {row: value for (table, row, column), value in inputs.items() if column == f"{exchange.SWING}:{meant}"}
    limits = {row: value for (table, row, column), value in inputs.items() if column == f"{exchange.OWN}:{meant}"}
    commit = f", exported from commit {returned.stamp.commit[:10]}" if returned.stamp.commit else ""
    content: dict[str, Any] = {
        "version": 1,
        "title": name.replace("-", " ").replace("_", " ").capitalize(),
        "rationale": f"Weights of the workbook {returned.name}{commit} with the profile {meant}, and changed there.",
        "method": "workbook",
        "weights": _weights(tree.children, swings),
    }
    if limits:
        content["limits"] = _limits(limits)
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return f"{WEIGHTS}/{name}{SUFFIX}", text.encode()


def _weights(children: Sequence[Group | Criterion], swings: Mapping[str, Plain]) -> dict[str, Any]:
    """Swing weights as a file has them: by group where groups have weights, else flat."""
    found: dict[str, Any] = {}
    for node in children:
        if not isinstance(node, Group):
            found[node.id] = _number(swings.get(node.id, 0))
        elif node.id in swings:
            found[node.id] = {"weight": _number(swings[node.id]), "criteria": _weights(node.children, swings)}
        else:
            found |= _weights(node.children, swings)
    return found


def _limits(limits: Mapping[str, Plain]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row, amount in limits.items():
        key, _, period = row.partition(":")
        if period:
            found.setdefault(key, {})[period] = _number(amount)
        else:
            found[key] = _number(amount)
    return found


def _number(value: Plain) -> int | float:
    exact = Decimal(shown(value))
    return int(exact) if exact == exact.to_integral_value() else float(exact)
