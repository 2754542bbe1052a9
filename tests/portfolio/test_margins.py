"""What a larger limit would buy, against every portfolio: the staircase of one limit, and its next step."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from decide.selection.front import COST, risk_column
from decide.selection.margins import _next_limited, growth, lifted, next_better, next_grown, taken
from decide.selection.programme import Fix, Needs, Tally
from decide.selection.relax import limited_columns
from decide.selection.search import FROM_NOTHING, Start
from decide.selection.sweep import TooLarge
from tests.portfolio import brute
from tests.portfolio.programmes import option, options, programme, random_programme, together, way, with_limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from decide.selection.programme import Picks, Programme

FEW = "decide.selection.margins._FEW"
SEEDS = range(270)
RESOURCE = COST + 1
RISK = COST + 2  # of a programme with money and one resource


def _varied(seed: int) -> Programme:
    """Of three, one as it comes, one in which unlike values are equal when rounded, and one in which most are equal."""
    whole = random_programme(seed)
    match seed % 3:
        case 0:
            return whole
        case 1:
            return replace(whole, value_unit=Fraction(1, 3 * 10**9))
        case _:
            items = (
                replace(item, choices=tuple(replace(choice, value=choice.value // 8) for choice in item.choices))
                for item in whole.items
            )
            return replace(whole, items=tuple(items))


def _points(whole: Programme, one: brute.Found) -> int:
    """Value in billionths of a point, rounded as values are before they are compared."""
    return round(one.value * whole.value_unit * 10**9)


def _first(whole: Programme, found: Iterable[brute.Found]) -> brute.Found:
    return brute.ranked(whole, (one._replace(value=_points(whole, one)) for one in found))[0]


def _amount(whole: Programme, one: brute.Found, column: int) -> Fraction | int:
    return one.risk if column > len(whole.accounts) else one.uses[column - 1]


def _free(whole: Programme, column: int) -> list[brute.Found]:
    """Every portfolio that keeps to all but the limit on one column."""
    limits = [None if column == 1 + place else own.limit for place, own in enumerate(whole.accounts)]
    no_risk = column > len(whole.accounts) or whole.least_survival is None
    risk = None if no_risk or whole.least_survival is None else 1 - whole.least_survival
    return brute.feasible(with_limits(whole, limits, risk))


def _next(whole: Programme, column: int) -> Picks | None:
    """Of all that is worth more than the best, what takes least of the column, and of that the first."""
    free = _free(whole, column)
    top = max(_points(whole, one) for one in free if brute.keeps(whole, one))
    better = [one for one in free if _points(whole, one) > top]
    least = min((_amount(whole, one, column) for one in better), default=None)
    return _first(whole, (one for one in better if _amount(whole, one, column) == least)).picks if better else None


def _limits(seeds: Iterable[int], *, each: bool = True) -> Iterator[tuple[int, Programme, Picks, int]]:
    """Each limit of many programmes, or one in turn, with the best portfolio under all of them."""
    for seed in seeds:
        whole = _varied(seed)
        columns = limited_columns(whole)
        found = brute.feasible(whole)
        if found and columns:
            best = _first(whole, found).picks
            for column in columns if each else columns[-1 - seed // 3 % len(columns) :][:1]:
                yield seed, whole, best, column


def test_growth_is_the_staircase_of_the_best_value_for_each_amount(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FEW, 99)  # so that it answers for many limits too
    steps = 0
    for seed in SEEDS[:80]:
        whole = _varied(seed)
        for column in range(1, risk_column(whole) + 1):
            free = {one.picks: one for one in _free(whole, column)}
            grown = [free[picks] for picks in growth(whole, column)]  # each keeps to the other limits
            stairs = brute.front((_amount(whole, one, column), -one.value) for one in free.values())
            assert [(_amount(whole, one, column), -one.value) for one in grown] == sorted(stairs), (seed, column)
            steps += max(len(grown) - 1, 0)
    assert steps > 250, "many staircases have steps"


def test_the_next_better_portfolio_takes_least_of_what_is_limited_and_is_the_first_of_those() -> None:
    found: list[bool] = []
    risks = 0
    for seed, whole, best, column in _limits(SEEDS[:150]):
        better = _next(whole, column)
        assert next_better(whole, best, column) == better, (seed, column)
        found.append(better is not None)
        risks += better is not None and column == risk_column(whole)
    assert min(found.count(True), found.count(False)) > 50
    assert risks > 20


def test_the_staircase_and_the_search_for_one_step_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FEW, 99)
    seeds: set[int] = set()
    risks: set[int] = set()
    for seed, whole, best, column in _limits(SEEDS, each=False):
        by_steps = _next_limited(whole, best, column, FROM_NOTHING)
        assert by_steps == _next(whole, column), (seed, column)
        assert by_steps == next_grown(whole, best, growth(whole, column), column), (seed, column)
        seeds.add(seed)
        if column == risk_column(whole):
            risks.add(seed)
    assert len(seeds) > 200
    assert len(risks) > 60


def test_what_is_known_at_the_start_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FEW, 0)
    for seed, whole, best, column in _limits(SEEDS[:45], each=False):
        chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
        known = tuple(one.picks for one in brute.every(whole) if chance.randint(0, 9) == 0)  # broken ones too
        assert next_better(whole, best, column, Start(known)) == _next(whole, column), (seed, column)


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_lifted_is_without_that_limit_and_with_all_others(seed: int) -> None:
    whole = random_programme(seed)
    for column in range(1, risk_column(whole) + 1):
        assert brute.feasible(lifted(whole, column)) == _free(whole, column)
        for one in brute.feasible(whole):
            assert taken(whole, one.picks, column) == _amount(whole, one, column)


BOTH_ROUTES = pytest.mark.parametrize("few", [0, 99], ids=["step by step", "by the staircase"])


@BOTH_ROUTES
def test_the_smallest_step_is_named_not_the_largest_gain(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With 3 only a is paid for; 4 buy b, and 9 would buy c, which is worth far more but is further away."""
    monkeypatch.setattr(FEW, few)
    whole = programme(options(way(5, 3), way(6, 4), way(99, 9)), limits=[3])
    assert next_better(whole, ((0, 0),), COST) == ((1, 0),)


@BOTH_ROUTES
def test_there_is_no_next_step_where_everything_of_value_is_in(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both good options are in; the third takes value away and nobody would pay for it."""
    monkeypatch.setattr(FEW, few)
    whole = programme(options(way(5, 3), way(6, 4), way(-1, 9)), limits=[7])
    assert next_better(whole, ((0, 0), (1, 0)), COST) is None


@BOTH_ROUTES
def test_more_money_alone_helps_only_as_far_as_the_other_limits_allow(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The resource allows b or c beside nothing else; 6 would pay for a and b, but only c for 8 is allowed."""
    monkeypatch.setattr(FEW, few)
    whole = programme(options(way(5, 2, 2), way(4, 4, 3), way(9, 8, 3)), limits=[2, 3])
    assert next_better(whole, ((0, 0),), COST) == ((2, 0),)


@BOTH_ROUTES
def test_of_steps_that_take_as_much_the_most_valuable_is_named(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both b and c take 4 of the resource; c is worth more, though it costs more."""
    monkeypatch.setattr(FEW, few)
    whole = programme(options(way(5, 1, 3), way(6, 1, 4), way(7, 2, 4)), limits=[None, 3], rules=[])
    assert next_better(whole, ((0, 0),), RESOURCE) == ((2, 0),)


@BOTH_ROUTES
def test_of_steps_that_take_and_bring_as_much_the_cheaper_is_named(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both b and c take 4 of the resource and bring 6; c costs 1 and b costs 9."""
    monkeypatch.setattr(FEW, few)
    whole = programme(options(way(5, 1, 3), way(6, 9, 4), way(6, 1, 4)), limits=[None, 3])
    assert next_better(whole, ((0, 0),), RESOURCE) == ((2, 0),)


@BOTH_ROUTES
def test_of_steps_that_cost_and_bring_as_much_the_safer_is_named(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both b and c cost 4 and bring 6; c has no risk."""
    monkeypatch.setattr(FEW, few)
    whole = programme(options(way(5, 3), way(6, 4, risk="0.1"), way(6, 4)), limits=[3])
    assert next_better(whole, ((0, 0),), COST) == ((2, 0),)


@BOTH_ROUTES
def test_of_steps_whose_points_are_equal_when_rounded_the_cheaper_is_named(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both b and c take 4 of the resource; b is worth a trifle more, which counts as equal, and costs more."""
    monkeypatch.setattr(FEW, few)
    found = options(way(10**12, 1, 3), way(2 * 10**12 + 1, 9, 4), way(2 * 10**12, 1, 4))
    whole = programme(found, limits=[None, 3], value_unit=Fraction(1, 10**12))
    assert next_better(whole, ((0, 0),), RESOURCE) == ((2, 0),)


@BOTH_ROUTES
def test_what_is_better_by_less_than_is_counted_is_no_step(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a trillion units a point, one more is nothing."""
    monkeypatch.setattr(FEW, few)
    whole = programme(options(way(10**12, 3), way(10**12 + 1, 4)), limits=[3], value_unit=Fraction(1, 10**12))
    assert next_better(whole, ((0, 0),), COST) == ((0, 0), (1, 0)), "at 7 there is twice as much"
    either = replace(whole, rules=(Fix(0, taken=False),), items=(*whole.items, replace(whole.items[0], id="c")))
    assert next_better(either, ((2, 0),), COST) == ((1, 0), (2, 0))


@BOTH_ROUTES
def test_of_two_steps_that_are_all_but_equal_the_smaller_is_named(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """b takes a trifle less than c and is worth less; halving what is between 0 and c tells the two not apart."""
    monkeypatch.setattr(FEW, few)
    one_of = [Tally((0, 1), 0, 1)]
    money = programme(options(way(6, 99_999), way(7, 100_000)), limits=[0], rules=one_of)
    assert next_better(money, (), COST) == ((0, 0),)
    found = options(way(6, risk="0.1999999999"), way(7, risk="0.2"))
    risk = programme(found, limits=[None, None], risk="0.01", rules=one_of)
    assert next_better(risk, (), RISK) == ((0, 0),)


@BOTH_ROUTES
def test_a_larger_joint_risk_is_exact(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under 10% only a or b; both together come to 1 - 0.9 * 0.95 = 14.5%, before c with 20%."""
    monkeypatch.setattr(FEW, few)
    found = options(way(5, risk="0.1"), way(4, risk="0.05"), way(99, risk="0.2"))
    whole = programme(found, limits=[None, None], risk="0.1")
    better = next_better(whole, ((0, 0),), RISK)
    assert better == ((0, 0), (1, 0))
    assert taken(whole, better, RISK) == Fraction("0.145")


@BOTH_ROUTES
def test_a_shared_trigger_and_a_saving_bonus_count_as_they_do_everywhere(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """a and b together cost 9 less 4 and risk what the riskier does, so 5 of money buys both at once."""
    monkeypatch.setattr(FEW, few)
    found = [
        option("a", way(5, 4, risk="0.1"), trigger="spark"),
        option("b", way(6, 5, risk="0.2"), trigger="spark"),
        option("c", way(1, 1)),
    ]
    bonus = together([0, 1], 0, -4)
    whole = programme(found, bonuses=[bonus], limits=[4, None], risk="0.2", rules=[Needs(2, (1,))])
    assert next_better(whole, ((0, 0),), COST) == ((0, 0), (1, 0))
    risky = with_limits(whole, [9, None], Fraction("0.1"))
    assert next_better(risky, ((0, 0),), RISK) == ((0, 0), (1, 0), (2, 0))


def test_the_staircase_begins_with_nothing_and_has_the_limit_on_no_step() -> None:
    """0 buys nothing, 2 buy a, 3 buy b, 5 both; that the limit is 2 does not matter."""
    whole = programme(options(way(2, 2), way(4, 3), way(1, 9)), limits=[2], rules=[Fix(2, taken=False)])
    assert growth(whole, COST) == [(), ((0, 0),), ((1, 0),), ((0, 0), (1, 0))]


def test_where_rules_leave_nothing_there_is_no_staircase() -> None:
    whole = programme(options(way(2, 2)), limits=[2], rules=[Fix(0, taken=True), Fix(0, taken=False)])
    assert growth(whole, COST) == []


def test_a_staircase_beside_two_other_limits_is_too_much() -> None:
    whole = programme(options(way(1, 1, 1)), limits=[1, 1], risk="0.1")
    for column in limited_columns(whole):
        with pytest.raises(TooLarge):
            growth(whole, column)
        assert next_better(whole, ((0, 0),), column) is None
    assert growth(with_limits(whole, [1, 1], None), COST) == [(), ((0, 0),)]
