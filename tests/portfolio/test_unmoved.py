"""That a best portfolio must still be the best: never said where it is not so, and said where it is plain."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from decide.selection.programme import Fix, is_feasible
from decide.selection.solve import solve
from decide.selection.unmoved import must_stay_best
from tests.portfolio.programmes import option, options, programme, random_programme, together, way
from tests.portfolio.test_least_regret import _world

if TYPE_CHECKING:
    from decide.selection.programme import Picks, Programme

A, B = ((0, 0),), ((1, 0),)


def test_it_is_never_said_of_a_portfolio_that_is_no_longer_the_first() -> None:
    said = 0
    for seed in range(1500):
        before = random_programme(seed, 5)
        after = _tampered(before, seed)
        best = solve(before).portfolios
        if not best or not is_feasible(after, best[0]) or not must_stay_best(before, after, best[0]):
            continue
        said += 1
        assert solve(after).portfolios == best, seed
    assert said > 150


def _tampered(before: Programme, seed: int) -> Programme:
    """Another world, of which most is as it was."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    other = _world(before, seed)
    if len(other.bonuses) != len(before.bonuses):
        other = replace(other, bonuses=before.bonuses)
    items = list(before.items)
    bonuses = list(before.bonuses)
    if items:
        at = chance.randrange(len(items))
        scaled = tuple(
            replace(old, value=new.value, uses=new.uses, survival=new.survival, risk=new.risk)
            for old, new in zip(items[at].choices, other.items[at].choices, strict=True)
        )
        items[at] = replace(items[at], choices=scaled)
    if bonuses and chance.random() < 0.3:
        at = chance.randrange(len(bonuses))
        bonuses[at] = replace(bonuses[at], value=bonuses[at].value + chance.randint(-2, 1))
    accounts = tuple(
        replace(own, limit=own.limit if own.limit is None else max(own.limit - chance.choice([0, 0, 1, 2]), 0))
        for own in before.accounts
    )
    return replace(before, items=tuple(items), bonuses=tuple(bonuses), accounts=accounts)


BASE = programme(
    [option("a", way(5, 2, risk="0.1")), option("b", way(4, 2, risk="0.1")), option("c", way(0, 1))],
    bonuses=[together([1, 2], 1)],
    limits=[3],
    risk="0.3",
)


def _with(
    number: int, own: tuple[int, int, str], *, limit: int = 3, risk: str = "0.3", bonus: int = 1, unit: int = 1
) -> Programme:
    ways = [(5, 2, "0.1"), (4, 2, "0.1"), (0, 1, "0")]
    ways[number] = own
    found = [
        option(name, way(value * unit, cost, risk=chance))
        for name, (value, cost, chance) in zip("abc", ways, strict=True)
    ]
    return programme(
        found, bonuses=[together([1, 2], bonus * unit)], limits=[limit], risk=risk, value_unit=Fraction(1, unit)
    )


@pytest.mark.parametrize(
    ("after", "stays"),
    [
        (_with(1, (4, 2, "0.1")), True),
        (_with(1, (4, 2, "0.1"), unit=7), True),
        (_with(1, (3, 2, "0.1")), True),
        (_with(1, (4, 3, "0.1")), True),
        (_with(1, (4, 2, "0.2")), True),
        (_with(1, (4, 2, "0.1"), bonus=0), True),
        (_with(1, (4, 2, "0.1"), limit=2), True),
        (_with(1, (4, 2, "0.1"), risk="0.2"), True),
        (_with(1, (5, 2, "0.1")), False),
        (_with(1, (4, 1, "0.1")), False),
        (_with(1, (4, 2, "0.05")), False),
        (_with(1, (3, 1, "0.2")), False),
        (_with(0, (6, 2, "0.1")), False),  # it would, but that is not seen
        (_with(0, (4, 2, "0.1")), False),
        (_with(1, (4, 2, "0.1"), bonus=2), False),
        (_with(1, (4, 2, "0.1"), limit=4), False),
        (_with(1, (4, 2, "0.1"), risk="0.4"), False),
        (replace(BASE, least_survival=None, risk_limit=None), False),
        (replace(BASE, rules=(Fix(2, taken=False),)), False),
        (replace(BASE, accounts=(replace(BASE.accounts[0], limit=None),)), False),
        (replace(BASE, items=(*BASE.items[:2], replace(BASE.items[2], trigger="spark"))), False),
    ],
)
def test_by_hand(after: Programme, *, stays: bool) -> None:
    assert must_stay_best(BASE, after, ((0, 0), (2, 0))) is stays


def test_the_amounts_of_a_bonus_that_it_has_must_not_change() -> None:
    before = programme(options(way(1), way(1)), bonuses=[together([0, 1], 3)])
    after = programme(options(way(1), way(1)), bonuses=[together([0, 1], -3)])
    assert not must_stay_best(before, after, A + B)
    assert must_stay_best(before, after, A)


@pytest.mark.parametrize(("size", "stays"), [(0, True), (1, False)])
def test_other_sizes_of_what_it_takes_are_rivals(size: int, *, stays: bool) -> None:
    before = programme([option("a", way(5), way(4))])
    after = programme([option("a", way(5), way(3))])
    best: Picks = ((0, size),)
    assert must_stay_best(before, after, best) is stays


def test_a_limit_that_units_round_down_may_be_wider_than_it_looks() -> None:
    """Before, at most 3 in wholes; after, 1 in units of two, which may stand for anything below 4."""
    before = programme(options(way(1, 2)), limits=[3])
    after = programme(options(way(1, 1)), limits=[1])
    after = replace(after, accounts=(replace(after.accounts[0], unit=Fraction(2)),))
    assert not must_stay_best(before, after, A)
