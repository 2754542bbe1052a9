"""Where little is to be found, or much of it is equal."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest

from decide.selection.columns import columns_of
from decide.selection.nondominated import find
from decide.selection.nondominated.find import nondominated
from decide.selection.nondominated.listed import listed
from decide.selection.nondominated.swept import swept
from decide.selection.nondominated.worth import tie_order
from decide.selection.programme import Fix, Needs, Tally
from tests.portfolio.nondominated.made import judged
from tests.portfolio.nondominated.ways import everything, sifted
from tests.portfolio.nondominated.weights import hull, ranked, simplex, worth
from tests.portfolio.programmes import option, options, programme, together, way, with_limits

if TYPE_CHECKING:
    from decide.selection.programme import Picks, Programme
    from tests.portfolio.nondominated.weights import Admissible

BOTH = ((0, 0), (1, 0))
THIRD = Fraction(1, 3)


@pytest.fixture(params=[0, 2**12], ids=["searched", "all added up"], autouse=True)
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "_FEW", request.param)


def _found(whole: Programme, points: list[list[int]], admissible: Admissible) -> list[Picks]:
    """What every way finds, and brute force too."""
    known = worth(points, admissible)
    found = nondominated(whole, known)
    assert found is not None
    assert found == judged(whole, points, admissible).unbeaten
    assert sifted(whole, known, swept(whole, known)) == list(found)
    assert sifted(whole, known, listed(whole, known)) == list(found)
    return list(found)


def test_what_is_forced_in_is_found_though_all_of_it_is_worth_less_than_nothing() -> None:
    whole = programme(options(way(0, 1), way(0, 1)), rules=[Fix(0, taken=True)], limits=[5])
    assert _found(whole, [[-9, -5], [-2, -1]], simplex(2)) == [((0, 0),)]
    assert _found(whole, [[-9, -5], [3, -1]], simplex(2)) == [((0, 0),), BOTH]


def test_a_bonus_may_take_more_than_its_members_add() -> None:
    found, bonus = options(way(0, 1), way(0, 1)), together([0, 1], 0)
    whole = programme(found, bonuses=[bonus], limits=[5])
    assert _found(whole, [[5, 1], [1, 5], [-5, -5]], simplex(2)) == [((0, 0),), ((1, 0),)]
    assert _found(whole, [[5, 1], [1, 5], [-2, -2]], simplex(2)) == [((0, 0),), ((1, 0),), BOTH]
    assert _found(whole, [[-5, -1], [-1, -5], [7, 7]], simplex(2)) == [BOTH]


def test_where_rules_contradict_each_other_there_is_none() -> None:
    whole = programme(options(way(0), way(0)), rules=[Fix(0, taken=True), Fix(0, taken=False)])
    assert _found(whole, [[1, 2], [2, 1]], simplex(2)) == []
    whole = programme(options(way(0), way(0)), rules=[Needs(0, (1,)), Fix(0, taken=True), Tally((0, 1), 0, 1)])
    assert _found(whole, [[1, 2], [2, 1]], simplex(2)) == []


def test_where_a_limit_cannot_be_met_there_is_none() -> None:
    whole = programme(options(way(0, 3)), rules=[Fix(0, taken=True)], limits=[2])
    assert _found(whole, [[1, 2]], simplex(2)) == []


def test_taking_nothing_may_be_all_there_is() -> None:
    assert _found(programme(options(way(0, 3)), limits=[2]), [[1, 2]], simplex(2)) == [()]
    assert _found(programme(options(way(0, 3)), limits=[3]), [[-1, -2]], simplex(2)) == [()]


def test_without_options_taking_nothing_is_what_is_left() -> None:
    assert nondominated(programme([]), worth([], simplex(2))) == ((),)


def test_where_nothing_is_worth_anything_the_first_stands_for_all() -> None:
    whole = programme(options(way(0, 1), way(0, 0)), limits=[2])
    assert nondominated(whole, worth([[0, 0], [0, 0]], simplex(2))) == (((1, 0),),)


def test_a_corner_where_nothing_counts_does_not_matter() -> None:
    whole = programme(options(way(0, 1), way(0, 1)), rules=[Tally((0, 1), 0, 1)], limits=[2])
    assert _found(whole, [[3, 0, 1], [1, 0, 3]], simplex(3)) == [((0, 0),), ((1, 0),)]


def test_limits_that_equal_what_is_taken_admit_it_and_a_step_less_refuses_it() -> None:
    one, other = Fraction(7, 100), Fraction(13, 100)
    joint = 1 - (1 - one) * (1 - other)
    whole = programme(options(way(0, 300_003, risk=one), way(0, 200_002, risk=other)), limits=[500_005], risk=joint)
    points = [[2, 1], [1, 2]]
    assert _found(whole, points, simplex(2)) == [BOTH]
    assert _found(with_limits(whole, [500_004], joint), points, simplex(2)) == [((1, 0),), ((0, 0),)]
    less = with_limits(whole, [500_005], joint - Fraction(1, 10**15))
    assert _found(less, points, simplex(2)) == [((1, 0),), ((0, 0),)]


def test_of_equals_the_cheapest_then_the_least_risky_then_the_earliest_stands_for_all() -> None:
    one = [Tally((0, 1, 2), 1, 1)]
    for ways, place in (
        ([way(0, 3), way(0, 2, risk="0.1"), way(0, 4)], 1),
        ([way(0, 2, risk="0.2"), way(0, 2, risk="0.1"), way(0, 2, risk="0.1")], 1),
        ([way(0, 2, risk="0.2"), way(0, 2, risk="0.2"), way(0, 2, risk="0.1")], 2),
        ([way(0, 2), way(0, 2), way(0, 2)], 0),
    ):
        whole = programme(options(*ways), rules=one, limits=[9])
        assert _found(whole, [[4, 5]] * 3, simplex(2)) == [((place, 0),)]


def test_a_bonus_may_make_the_cheaper_or_the_safer_of_equals() -> None:
    found = options(way(0, 2), way(0, 2), way(0, 3))
    rules = [Tally((0, 2), 0, 1), Tally((1, 2), 0, 1)]
    points = [[1, 1], [1, 1], [2, 2], [0, 0]]
    for saved, expected in ((0, [((2, 0),)]), (-1, [BOTH]), (-2, [BOTH])):
        whole = programme(found, bonuses=[together([0, 1], 0, saved)], rules=rules, limits=[9])
        assert _found(whole, points, simplex(2)) == expected
    whole = programme(found, bonuses=[together([0, 1], 0, -1, risk="0.1")], rules=rules, limits=[9])
    assert _found(whole, points, simplex(2)) == [((2, 0),)]


def test_of_one_trigger_the_riskiest_counts_among_equals() -> None:
    shared = [option(name, way(0, 1, risk="0.1"), trigger="spark") for name in "ab"]
    alone = [option(name, way(0, 1, risk="0.06")) for name in "cd"]
    rules = [Tally((0, 2), 1, 1), Tally((0, 3), 1, 1), Tally((1, 2), 1, 1)]
    whole = programme([*alone, *shared], rules=rules, limits=[9])
    points = [[1, 1]] * 4
    assert _found(whole, points, simplex(2)) == [((2, 0), (3, 0))]
    whole = programme([*(one._replace(trigger="") for one in shared), *alone], rules=rules, limits=[9])
    assert _found(whole, points, simplex(2)) == [((2, 0), (3, 0))]


def test_an_option_that_adds_nothing_and_takes_nothing_is_one_of_the_earliest() -> None:
    whole = programme(options(way(0, 0), way(0, 2), way(0, 3)), limits=[4])
    assert _found(whole, [[0, 0], [3, 1], [1, 3]], simplex(2)) == [BOTH, ((0, 0), (2, 0))]


@pytest.mark.parametrize("points", [[[1, 0, 0], [1, 1, 2], [2, 1, 2]], [[5, 5, 0], [5, 5, 0], [10, 10, 0]]])
def test_portfolios_of_the_same_scores_are_equal_where_weights_are_thirds(points: list[list[int]]) -> None:
    rules = [Tally((0, 2), 0, 1), Tally((1, 2), 0, 1)]
    whole = programme(options(way(0, 1), way(0, 1), way(0, 3)), rules=rules, limits=[4])
    assert _found(whole, points, ranked((0, 1, 2))) == [BOTH]


def test_different_scores_may_be_worth_the_same_for_all_admissible_weights() -> None:
    whole = programme(options(way(0, 2), way(0, 1)), rules=[Tally((0, 1), 0, 1)], limits=[4])
    one = hull([[THIRD, THIRD, THIRD]])
    assert _found(whole, [[6, 0, 0], [2, 2, 2]], one) == [((1, 0),)]
    line = hull([[Fraction(1, 2), Fraction(1, 2), Fraction(0)], [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)]])
    assert _found(whole, [[5, 1, 7], [3, 3, 7]], line) == [((1, 0),)]


def test_equals_are_listed_whatever_rounding_says() -> None:
    rules = [Tally((0, 2), 0, 1), Tally((1, 2), 0, 1)]
    whole = programme(options(way(0, 1), way(0, 1), way(0, 3)), rules=rules, limits=[4])
    known = worth([[2, 0, 0], [2, 0, 0], [4, 0, 0]], hull([[THIRD, THIRD, THIRD]]))
    assert {*listed(whole, known)} == {BOTH, ((2, 0),)}


def test_weights_of_many_digits_are_not_taken_for_simple_fractions() -> None:
    whole = programme(options(way(0, 1), way(0, 1)), rules=[Tally((0, 1), 0, 1)])
    weight = Fraction(1_234_567, 10**7)  # next to 10/81, by which the first would be worth more
    known = worth([[10**7, 0], [0, 1_408_450]], hull([[weight, 1 - weight]]))
    known = replace(known, low=known.low // 10**4, high=known.high // 10**4)
    assert swept(whole, known) == (((1, 0),),)


def test_sizes_of_an_option_are_portfolios_of_their_own() -> None:
    whole = programme([option("a", way(0, 1), way(0, 2), way(0, 3)), option("b", way(0, 1))], limits=[3])
    assert _found(whole, [[1, 1], [4, 0], [0, 9], [2, 2]], simplex(2)) == [BOTH, ((0, 1), (1, 0)), ((0, 2),)]


def test_the_order_of_ties() -> None:
    whole = programme(
        [option("a", way(0, 1, risk="0.1"), way(0, 1)), option("b", way(0, 1, risk="0.1"), trigger="s")],
        bonuses=[together([0, 1], 0, -1, risk="0.5")],
    )
    rows = columns_of(whole, everything(whole))
    assert [everything(whole)[place] for place in tie_order(whole, rows).tolist()] == [
        (),
        ((0, 1),),
        ((0, 0),),
        ((1, 0),),
        ((0, 1), (1, 0)),
        ((0, 0), (1, 0)),
    ]
    assert rows.dtype == np.bool_
    assert columns_of(whole, [((0, 1), (1, 0))]).tolist() == [[False, True, True, True]]
    assert columns_of(whole, []).shape == (0, 4)
    assert columns_of(replace(whole, bonuses=()), [((1, 0),)]).tolist() == [[False, False, True]]
