"""The judge of robust portfolios: everything against everything at the exact corners, by the plainest loops."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from tests.portfolio import brute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.selection.programme import Picks, Programme

    Points = Sequence[Sequence[int]]  # of each column under each criterion
    Corners = Sequence[Sequence[Fraction]]


class Known(NamedTuple):
    """A portfolio within rules and limits, and which columns it has."""

    found: brute.Found
    has: tuple[bool, ...]


def columns(programme: Programme, picks: Picks) -> tuple[bool, ...]:
    """Whether a portfolio has each choice of each item, and earns each bonus."""
    taken = {item for item, _ in picks}
    choices = [
        (item, choice) in picks for item, own in enumerate(programme.items) for choice in range(len(own.choices))
    ]
    return (*choices, *(taken.issuperset(bonus.members) for bonus in programme.bonuses))


def known(programme: Programme) -> list[Known]:
    """All portfolios within rules and limits: the cheapest first, then the least risky, then of earlier options."""
    every = [Known(found, columns(programme, found.picks)) for found in brute.feasible(programme)]
    count = sum(len(item.choices) for item in programme.items)
    return sorted(every, key=lambda one: (one.found.uses[0], one.found.risk, [not has for has in one.has[:count]]))


def worths(portfolio: Known, points: Points, corners: Corners) -> tuple[Fraction, ...]:
    """What a portfolio is worth at each corner."""
    mine = [row for row, has in zip(points, portfolio.has, strict=True) if has]
    return tuple(sum((_weighted(corner, row) for row in mine), Fraction(0)) for corner in corners)


def _weighted(corner: Sequence[Fraction], row: Sequence[int]) -> Fraction:
    return sum((weight * points for weight, points in zip(corner, row, strict=True)), Fraction(0))


def unbeaten(every: Sequence[Known], points: Points, corners: Corners) -> list[Picks]:
    """The portfolios that no other one beats where scores are certain; of equals the first."""
    first: dict[tuple[Fraction, ...], Picks] = {}
    for one in every:
        first.setdefault(worths(one, points, corners), one.found.picks)
    kept = brute.front(tuple(-worth for worth in own) for own in first)
    return [picks for own, picks in first.items() if tuple(-worth for worth in own) in kept]


class Ranges:
    """By how much one portfolio leads another at the least and at the most, over all corners and all scores."""

    def __init__(self, low: Points, high: Points, corners: Corners) -> None:
        self.times = math.lcm(
            *(weight.denominator for corner in corners for weight in corner)
        )  # whole numbers add fast
        self.low = [[int(_weighted(corner, row) * self.times) for row in low] for corner in corners]
        self.high = [[int(_weighted(corner, row) * self.times) for row in high] for corner in corners]

    def lead(self, one: Known, other: Known) -> tuple[Fraction, Fraction]:
        """What both have is worth the same in both."""
        more = [column for column, has in enumerate(one.has) if has and not other.has[column]]
        less = [column for column, has in enumerate(other.has) if has and not one.has[column]]
        each = list(zip(self.low, self.high, strict=True))
        least = min(sum(low[column] for column in more) - sum(high[column] for column in less) for low, high in each)
        most = max(sum(high[column] for column in more) - sum(low[column] for column in less) for low, high in each)
        return Fraction(least, self.times), Fraction(most, self.times)

    def unbeaten(self, every: Sequence[Known]) -> list[Picks]:
        """The portfolios that no other one beats, pair by pair; of equals the first."""
        return [one.found.picks for place, one in enumerate(every) if not self._falls(every, place)]

    def _falls(self, every: Sequence[Known], place: int) -> bool:
        for before, other in enumerate(every):
            least, most = self.lead(other, every[place])
            if before != place and least >= 0 and (most > 0 or before < place):
                return True
        return False


def exact_corners(
    lower: Sequence[Fraction], upper: Sequence[Fraction], order: Sequence[int] = ()
) -> tuple[tuple[Fraction, ...], ...]:
    """The corners of weights between bounds and in a rank order: as many limits met exactly as it takes."""
    count = len(lower)
    unit = [[Fraction(int(one == other)) for other in range(count)] for one in range(count)]
    planes = [(unit[one], lower[one]) for one in range(count)] + [(unit[one], upper[one]) for one in range(count)]
    planes += [
        ([unit[more][place] - unit[less][place] for place in range(count)], Fraction(0))
        for more, less in itertools.pairwise(order)
    ]
    found: dict[tuple[Fraction, ...], None] = {}
    for met in itertools.combinations(planes, count - 1):
        point = _solved([([Fraction(1)] * count, Fraction(1)), *met])
        if point is None or any(not a <= w <= b for w, a, b in zip(point, lower, upper, strict=True)):
            continue
        if all(point[more] >= point[less] for more, less in itertools.pairwise(order)):
            found[tuple(point)] = None
    return tuple(found)


def _solved(planes: list[tuple[list[Fraction], Fraction]]) -> list[Fraction] | None:
    """Where planes meet in one point."""
    rows = [[*normal, bound] for normal, bound in planes]
    for place in range(len(rows)):
        pivot = next((row for row in rows[place:] if row[place]), None)
        if pivot is None:
            return None
        rows.remove(pivot)
        rows.insert(place, [part / pivot[place] for part in pivot])
        rows = [
            row if other == place else [a - row[place] * b for a, b in zip(row, rows[place], strict=True)]
            for other, row in enumerate(rows)
        ]
    return [row[-1] for row in rows]
