"""Why no portfolio is possible, in the files' own limits and relations."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from decide.model.portfolio import Clash
from decide.model.relation import Together
from decide.selection.clash import Demand, can_be_met, least_needed, smallest_clash
from decide.selection.formulate import rules_of
from decide.selection.sweep import TooLarge
from decide.studies.choosing.limits import columns_of_limits, exact

if TYPE_CHECKING:
    from decimal import Decimal

    from decide.model.relation import Relation
    from decide.model.rules import Limit
    from decide.studies.choosing.question import Question


def clash_of(asked: Question) -> Clash | None:
    """The smallest set of limits and relations that clash; None where that is too much to work out."""
    relations = [relation for relation in asked.case.rules.relations if not isinstance(relation, Together)]
    columns: dict[str, list[int]] = {}
    for column, limit, _ in columns_of_limits(asked):
        columns.setdefault(limit.key, []).append(column)
    limits = [asked.case.rules.limits[key] for key in columns]
    demands = [Demand(rules=tuple(rules_of(relation, asked.place))) for relation in relations]
    demands += [Demand(columns=tuple(columns[limit.key])) for limit in limits]
    try:
        found = smallest_clash(asked.programme, demands)
        clashing: list[Relation] = [relations[number] for number in found if number < len(relations)]
        tight = [limits[number - len(relations)] for number in found if number >= len(relations)]
        needs = [(limit, _needed(asked, columns[limit.key])) for limit in tight]
        hard = [number for number in found if number < len(relations)]
        mending = [number for number in hard if can_be_met(asked.programme, demands, number)]
    except TooLarge:
        return None
    return Clash(
        limits=tuple(tight),
        relations=tuple(clashing),
        larger=tuple(sorted(((limit, least) for limit, least in needs if least is not None), key=_growth)),
        without=tuple(relations[number] for number in mending),
    )


def _needed(asked: Question, columns: list[int]) -> Decimal | float | None:
    """The least that a limit, alone changed, would have to be; None for a budget by period."""
    if len(columns) > 1:
        return None
    least = least_needed(asked.programme, columns[0])
    return None if least is None else exact(asked, columns[0], least)


def _growth(pair: tuple[Limit, Decimal | float]) -> Fraction:
    """By what factor a limit would have to grow; the cheapest way out comes first."""
    limit, needed = pair
    total = Fraction(limit.total)
    return Fraction(needed) / total if total else Fraction(10**12)
