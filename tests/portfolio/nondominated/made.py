"""Random cases: a programme with every kind of rule, what its columns add, and admissible weights."""

from __future__ import annotations

import functools
import random
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tests.portfolio.nondominated.judge import known, unbeaten, worths
from tests.portfolio.nondominated.weights import KINDS, random_set, worth
from tests.portfolio.programmes import random_programme

if TYPE_CHECKING:
    from fractions import Fraction

    from decide.selection.nondominated.worth import Worth
    from decide.selection.programme import Picks, Programme
    from tests.portfolio.nondominated.weights import Admissible


class Case(NamedTuple):
    """A case whose answer brute force knows; scores are certain.

    `worths` has what each portfolio within rules and limits is worth at the corners.
    """

    programme: Programme
    points: list[list[int]]
    admissible: Admissible
    worths: dict[Picks, tuple[Fraction, ...]]
    unbeaten: tuple[Picks, ...]

    def worth(self, *, spanning: bool = True) -> Worth:
        return worth(self.points, self.admissible, spanning=spanning)


@functools.cache
def random_case(seed: int, most_items: int = 5, criteria: tuple[int, ...] = (1, 2, 3, 3, 3, 4)) -> Case:
    """The same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    programme = random_programme(seed, most_items)
    if seed % 4 == 0:  # under many rules few portfolios are left
        programme = replace(programme, rules=programme.rules[:1])
    count = chance.choice(criteria)
    points = random_points(chance, programme, count)
    return judged(programme, points, random_set(chance, KINDS[seed % len(KINDS)], count))


def judged(programme: Programme, points: list[list[int]], admissible: Admissible) -> Case:
    """A case and its answer."""
    every = known(programme)
    return Case(
        programme,
        points,
        admissible,
        {one.found.picks: worths(one, points, admissible.corners) for one in every},
        tuple(unbeaten(every, points, admissible.corners)),
    )


def random_points(chance: random.Random, programme: Programme, criteria: int) -> list[list[int]]:
    """What each column adds: much, little, nothing or less than nothing; some columns twice."""
    count = sum(len(item.choices) for item in programme.items) + len(programme.bonuses)
    kind = chance.choice([range(8), range(-4, 9), range(-20, 21), range(-3, 40)])
    found: list[list[int]] = []
    for _ in range(count):
        match chance.randint(0, 9):
            case 0:
                found.append([0] * criteria)
            case 1 if found:
                found.append(list(chance.choice(found)))
            case _:
                found.append([chance.choice(kind) for _ in range(criteria)])
    return found
