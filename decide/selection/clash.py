"""Why no portfolio is possible: the smallest set of limits and rules that clash, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decide.selection.front import front, risk_column
from decide.selection.margins import lifted, taken
from decide.selection.programme import holds, measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from decide.selection.programme import Picks, Programme, Rule


_CORRECTIONS = 60  # looked at before the fewest demands are given up for few


@dataclass(frozen=True, slots=True)
class Demand:
    """What a user would call one demand: the rules of a relation, or the columns of a limit."""

    rules: tuple[Rule, ...] = ()
    columns: tuple[int, ...] = ()


def smallest_clash(programme: Programme, demands: Sequence[Demand]) -> list[int]:
    """Places of the fewest demands that no portfolio meets together; empty where all can be met.

    Where there are too many ways to choose them, they are as few as can be by leaving out one after another: none of
    them can be spared, but another choice might have been smaller.

    Raises
    ------
    TooLarge : too many portfolios to look at

    References
    ----------
    Ignatiev, Previti, Liffiton & Marques-Silva (2015), *CP 2015*: smallest MUS extraction with minimal hitting set
    dualization.
    """
    plain = _without_value(programme)
    corrections: list[frozenset[int]] = []  # of each, some demand must go
    while len(corrections) < _CORRECTIONS:
        tried = _smallest_hitting(corrections)
        picks = _any_portfolio(plain, demands, tried)
        if picks is None:
            return sorted(tried)
        met = tried | _met(plain, demands, picks)
        for number in range(len(demands)):
            if number not in met and (more := _any_portfolio(plain, demands, met | {number})) is not None:
                met = met | {number} | _met(plain, demands, more)
        if len(met) == len(demands):
            return []
        corrections.append(frozenset(range(len(demands))) - met)
    return _irreducible(plain, demands)


def _irreducible(plain: Programme, demands: Sequence[Demand]) -> list[int]:
    """Demands that clash, and would not without any one of them; those that stand last are left out first.

    References
    ----------
    Bakker, Dikker, Tempelman & Wognum (1993), *IJCAI* 13: diagnosing overconstrained problems by deletion.
    """
    kept = frozenset(range(len(demands)))
    for number in reversed(range(len(demands))):
        if _any_portfolio(plain, demands, kept - {number}) is None:
            kept -= {number}
    return sorted(kept)


def least_needed(programme: Programme, column: int) -> Fraction | int | None:
    """The least of a column that some portfolio takes with its limit lifted and all else kept; None if none can."""
    free = lifted(_without_value(programme), column)
    found = front(free, (column,))
    return taken(free, found[0], column) if found else None


def can_be_met(programme: Programme, demands: Sequence[Demand], without: int) -> bool:
    """Whether some portfolio meets all demands but one."""
    kept = frozenset(range(len(demands))) - {without}
    return _any_portfolio(_without_value(programme), demands, kept) is not None


def _without_value(programme: Programme) -> Programme:
    """The same with nothing to gain, so that any portfolio is as good as any other."""
    items = tuple(
        replace(item, choices=tuple(replace(choice, value=0) for choice in item.choices)) for item in programme.items
    )
    return replace(programme, items=items, bonuses=tuple(replace(bonus, value=0) for bonus in programme.bonuses))


def _any_portfolio(programme: Programme, demands: Sequence[Demand], kept: frozenset[int]) -> Picks | None:
    """Some portfolio that meets these demands."""
    rules = tuple(rule for number in sorted(kept) for rule in demands[number].rules)
    columns = {column for number in kept for column in demands[number].columns}
    freed = replace(programme, rules=rules)
    for column in range(1, risk_column(programme) + 1):
        if column not in columns:
            freed = lifted(freed, column)
    found = front(freed, ())
    return found[0] if found else None


def _met(programme: Programme, demands: Sequence[Demand], picks: Picks) -> frozenset[int]:
    total = measure(programme, picks)
    items = {item for item, _ in picks}

    def within(column: int) -> bool:
        if column == risk_column(programme):
            return programme.least_survival is None or total.survival >= programme.least_survival
        limit = programme.accounts[column - 1].limit
        return limit is None or total.uses[column - 1] <= limit

    return frozenset(
        number
        for number, demand in enumerate(demands)
        if all(holds(rule, items) for rule in demand.rules) and all(within(column) for column in demand.columns)
    )


def _smallest_hitting(sets: list[frozenset[int]]) -> frozenset[int]:
    """The fewest numbers of which every set has one; of equals, the first in order."""
    size = 0
    while True:
        for found in _hitting(sets, frozenset(), size):
            return found
        size += 1


def _hitting(sets: list[frozenset[int]], chosen: frozenset[int], left: int) -> Iterator[frozenset[int]]:
    missed = next((group for group in sets if chosen.isdisjoint(group)), None)
    if missed is None:
        yield chosen
    elif left:
        for number in sorted(missed):
            yield from _hitting(sets, chosen | {number}, left - 1)
