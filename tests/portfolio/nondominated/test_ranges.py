"""Scores that are anything between a low and a high one: what both of two portfolios have is worth the same in both."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from decide.selection.columns import columns_of
from decide.selection.nondominated import find
from decide.selection.nondominated.find import nondominated
from decide.selection.nondominated.listed import listed
from decide.selection.nondominated.measures import regret, worst
from tests.portfolio.nondominated import judge
from tests.portfolio.nondominated.made import random_points
from tests.portfolio.nondominated.ways import everything, sifted
from tests.portfolio.nondominated.weights import KINDS, random_set, simplex, worth
from tests.portfolio.programmes import options, programme, random_programme, way

if TYPE_CHECKING:
    from decide.selection.programme import Programme
    from tests.portfolio.nondominated.weights import Admissible

MOST = 40  # portfolios that are compared pair by pair


class Case(NamedTuple):
    """A case with ranges, and all portfolios within its rules and limits."""

    programme: Programme
    low: list[list[int]]
    high: list[list[int]]
    admissible: Admissible
    every: list[judge.Known]


def _case(seed: int) -> Case:
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    whole = random_programme(seed, 4)
    if seed % 3 == 0:
        whole = replace(whole, rules=())
    low = random_points(chance, whole, chance.choice([1, 2, 2, 3]))
    high = [[own + chance.choice([0, 0, 0, 0, 1, 3, 6]) for own in row] for row in low]
    return Case(
        whole, low, high, random_set(chance, KINDS[seed % len(KINDS)], len(low[0]) if low else 1), judge.known(whole)
    )


CASES = {seed: case for seed in range(2000, 2250) if len((case := _case(seed)).every) <= MOST}
by_seeds = pytest.mark.parametrize("seeds", [[*CASES][first::5] for first in range(5)], ids=["0", "1", "2", "3", "4"])


@by_seeds
def test_what_is_found_is_what_no_other_beats_for_all_scores(seeds: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    several = 0
    for seed in seeds:
        case = CASES[seed]
        ranges = judge.Ranges(case.low, case.high, case.admissible.corners)
        expected = ranges.unbeaten(case.every)
        several += len(expected) > 1
        for spanning in (True, False):
            known = worth(case.low, case.admissible, case.high, spanning=spanning)
            assert sifted(case.programme, known, everything(case.programme)) == expected, seed
            assert sifted(case.programme, known, listed(case.programme, known)) == expected, seed
        for few in (0, 2**12):
            monkeypatch.setattr(find, "_FEW", few)
            assert nondominated(case.programme, known) == tuple(expected), seed
    assert several > len(seeds) // 5


@by_seeds
def test_at_their_worst_and_against_all_others(seeds: list[int]) -> None:
    for seed in seeds:
        case = CASES[seed]
        known = worth(case.low, case.admissible, case.high)
        found = nondominated(case.programme, known)
        assert found is not None
        rows = columns_of(case.programme, found)
        members = [one for picks in found for one in case.every if one.found.picks == picks]
        least = [min(judge.worths(one, case.low, case.admissible.corners)) for one in members]
        assert worst(rows, known) == pytest.approx([float(own) for own in least], abs=1e-9)
        ranges = judge.Ranges(case.low, case.high, case.admissible.corners)
        most = [max(ranges.lead(other, one)[1] for other in case.every) for one in members]
        assert regret(rows, known) == pytest.approx([float(own) for own in most], abs=1e-9)


def test_a_range_counts_only_where_two_differ() -> None:
    whole = programme(options(way(0, 1), way(0, 1), way(0, 1)), limits=[2])
    admissible = simplex(1)
    low, high = [[0], [5], [4]], [[100], [5], [4]]
    # With and without the first, the second is the better partner, whatever the first is worth.
    known = worth(low, admissible, high)
    assert nondominated(whole, known) == (((0, 0), (1, 0)), ((1, 0), (2, 0)))
    assert worst(columns_of(whole, [((0, 0), (1, 0)), ((1, 0), (2, 0))]), known).tolist() == [5, 9]
    assert regret(columns_of(whole, [((0, 0), (1, 0)), ((1, 0), (2, 0))]), known).tolist() == [4, 96]


def test_ranges_that_touch_decide_and_ranges_that_overlap_do_not() -> None:
    whole = programme(options(way(0, 1), way(0, 1)), limits=[1])
    for gap, count in ((0, 1), (-1, 2)):
        known = worth([[5], [1]], simplex(1), [[8], [5 - gap]])
        assert len(nondominated(whole, known) or ()) == count
    assert not known.certain


def test_equal_ranges_are_not_equal_scores() -> None:
    whole = programme(options(way(0, 1), way(0, 1)), limits=[1])
    assert len(nondominated(whole, worth([[1], [1]], simplex(1), [[2], [2]])) or ()) == 2
    assert len(nondominated(whole, worth([[1], [1]], simplex(1))) or ()) == 1
