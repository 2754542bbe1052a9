"""Of portfolios equal in all that counts the cheapest stays, then the least risky, then the one of earlier options."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from decide.selection.front import COST, front, risk_column
from decide.selection.programme import Tally
from decide.selection.reduce import Keep, reduce
from decide.selection.sweep import VALUE, sweep
from tests.portfolio import brute
from tests.portfolio.programmes import option, options, programme, random_programme, together, way

if TYPE_CHECKING:
    from fractions import Fraction

    from decide.selection.programme import Picks, Programme

ONE = [Tally((0, 1, 2), 1, 1)]
by_seeds = pytest.mark.parametrize("seeds", [range(first, first + 50) for first in range(0, 400, 50)], ids=str)


def _best(whole: Programme, against: tuple[int, ...] = ()) -> list[Picks]:
    """One a line of a front; those of a sweep are the same."""
    found = front(whole, against)
    swept = sweep(whole, [VALUE, *against])
    assert sorted(swept.portfolios(np.arange(len(swept)))) == sorted(found)
    return found


def test_the_cheapest() -> None:
    assert _best(programme(options(way(5, 3), way(5, 2), way(5, 4)), rules=ONE)) == [((1, 0),)]


def test_of_the_cheapest_the_least_risky() -> None:
    found = options(way(5, 2, risk="0.2"), way(5, 2, risk="0.1"), way(5, 3))
    assert _best(programme(found, rules=ONE)) == [((1, 0),)]
    assert _best(programme(found, rules=ONE), (COST,)) == [((1, 0),)]


def test_of_these_the_one_of_earlier_options() -> None:
    assert _best(programme(options(way(5, 2), way(5, 2), way(5, 2)), rules=ONE)) == [((0, 0),)]
    sizes = programme([option("a", way(5, 2), way(5, 2)), option("b", way(5, 2))], rules=[Tally((0, 1), 1, 1)])
    assert _best(sizes) == [((0, 0),)]


def test_earlier_options_come_first_in_whatever_order_they_are_decided() -> None:
    whole = programme(
        options(way(1, 1), way(2, 2), way(2, 2), way(1, 1)), rules=[Tally((0, 1, 2, 3), 2, 2)], limits=[3]
    )
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]):
        found = sweep(whole, [VALUE], order=order)
        assert found.portfolios(np.arange(len(found))) == [((0, 0), (1, 0))]


def test_a_bonus_that_comes_last_may_make_it_cheaper() -> None:
    found = options(way(1, 2), way(1, 2), way(2, 3))
    rules = [Tally((0, 2), 0, 1), Tally((1, 2), 0, 1)]
    assert _best(programme(found, rules=rules)) == [((2, 0),)]
    assert _best(programme(found, rules=rules, bonuses=[together([0, 1], 0, -2)])) == [((0, 0), (1, 0))]


def test_more_than_sixty_choices_stand_in_more_than_one_word() -> None:
    many = [option(f"o{place:02d}", way(0 if place < 60 else 5, 2)) for place in range(70)]
    whole = programme(many, rules=[Tally(tuple(range(60, 70)), 1, 1), Tally(tuple(range(60)), 0, 0)], limits=[2])
    assert _best(whole) == [((60, 0),)]
    many = [option(f"o{place:02d}", way(5, 2)) for place in range(70)]
    assert _best(programme(many, rules=[Tally(tuple(range(70)), 1, 1)], limits=[2])) == [((0, 0),)]


def _place(found: brute.Found, whole: Programme) -> tuple[int, Fraction, list[bool]]:
    columns = [(item, choice) for item, own in enumerate(whole.items) for choice in range(len(own.choices))]
    return found.uses[0], found.risk, [pair not in found.picks for pair in columns]


@by_seeds
def test_of_equals_brute_force_takes_the_same_where_nothing_else_is_limited(seeds: range) -> None:
    several = 0
    for seed in seeds:
        whole = _with_money_alone(random_programme(seed))
        small = reduce(whole, Keep.ALL)
        if small is None:
            continue
        every = sorted(brute.feasible(small.programme), key=lambda found: _place(found, small.programme))
        risk = risk_column(small.programme)
        for against in ((), (COST,), (risk,), (COST, risk)):
            first: dict[tuple[Fraction | int, ...], Picks] = {}
            for found in every:
                columns = (found.value, *found.uses, found.risk)
                first.setdefault((-found.value, *(columns[one] for one in against)), found.picks)
            kept = brute.front(first)
            swept = sweep(small.programme, [VALUE, *against])
            assert {*swept.portfolios(np.arange(len(swept)))} == {first[point] for point in kept}, seed
            several += len(every) > len(first)
    assert several > 40


def _with_money_alone(whole: Programme) -> Programme:
    """Limits on other things than money may be kept to by dearer portfolios, which are then kept instead."""
    accounts = (whole.accounts[0], *(replace(account, limit=None) for account in whole.accounts[1:]))
    return replace(whole, accounts=accounts, least_survival=None, risk_limit=None)
