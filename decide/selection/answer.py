"""What an engine hands back, and the one order of portfolios: value, then cost, then risk, then ids."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from decide.selection.programme import MONEY, measure
from decide.selection.search import FROM_NOTHING, Start

if TYPE_CHECKING:
    from collections.abc import Iterable

    from decide.selection.programme import Picks, Programme

_VALUE_DECIMALS = 9  # points that agree so far are equal


class Status(enum.StrEnum):
    """What is known of an answer."""

    OPTIMAL = "optimal"  # proved
    BEST_FOUND = "best_found"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """The best portfolios, best first.

    `equals` counts the portfolios of the same value as the first, None where they were not counted; `bound` is a value
    in points that no portfolio exceeds, None where none is known; `start` is for related problems.
    """

    status: Status
    portfolios: tuple[Picks, ...]
    equals: int | None
    bound: Fraction | None
    engine: str
    start: Start = FROM_NOTHING


def points(programme: Programme, picks: Picks) -> Fraction:
    """The value of a portfolio in points, rounded as ties are."""
    return round(measure(programme, picks).value * programme.value_unit, _VALUE_DECIMALS)


def tie_slack(programme: Programme) -> int:
    """By how many units of value portfolios may differ whose points are equal when rounded."""
    return int(Fraction(1, 10**_VALUE_DECIMALS) // programme.value_unit)


def in_order(programme: Programme, portfolios: Iterable[Picks]) -> list[Picks]:
    """Best first: by value, then exact cost, then exact risk, then sorted ids and sizes."""

    def place(picks: Picks) -> tuple[Fraction, int, Fraction, list[tuple[str, str]]]:
        found = measure(programme, picks)
        value = round(found.value * programme.value_unit, _VALUE_DECIMALS)
        return -value, found.uses[MONEY], -found.survival, names(programme, picks)

    return sorted(set(portfolios), key=place)


def names(programme: Programme, picks: Picks) -> list[tuple[str, str]]:
    """Ids and sizes, sorted."""
    found = ((programme.items[item], choice) for item, choice in picks)
    return sorted((item.id, item.choices[choice].size) for item, choice in found)
