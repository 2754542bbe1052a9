"""Draws of costs and risks, and how often portfolios keep to their limits, against plain loops."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decide.methods.amounts import Amounts, draw_number, within_limits
from decide.methods.drawing import is_open
from decide.model.quantity import Category, Known, LogNormal, Normal, Triangular, Uniform, Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from decide.model.quantity import Number, Quantity

D = Decimal


def _amounts(used: object, risks: object = None, triggers: Sequence[int] = ()) -> Amounts:
    """Used is (samples, accounts, things)."""
    table = np.array(used, dtype=np.float64)
    samples, _, things = table.shape
    chances = np.zeros((samples, things)) if risks is None else np.array(risks, dtype=np.float64)
    return Amounts(table, chances, np.array(triggers or [0] * things, dtype=np.int64))


def _rows(*rows: Sequence[int]) -> NDArray[np.bool_]:
    return np.array(rows, dtype=np.bool_)


def _plain(
    amounts: Amounts, row: Sequence[bool], sample: int, limits: Sequence[float | None], risk: float | None
) -> list[bool]:
    """One portfolio in one sample, by the plainest loops there are."""
    taken = [thing for thing, one in enumerate(row) if one]
    found = [
        limit is None or math.fsum(amounts.used[sample, place, thing] for thing in taken) <= limit + 1e-9
        for place, limit in enumerate(limits)
    ]
    survival, sparks = 1.0, dict[int, float]()
    for thing in taken:
        trigger, chance = int(amounts.triggers[thing]), float(amounts.risks[sample, thing])
        if trigger:
            sparks[trigger] = max(sparks.get(trigger, 0.0), chance)
        else:
            survival *= 1 - chance
    for chance in sparks.values():
        survival *= 1 - chance
    return [*found, risk is None or 1 - survival <= risk + 1e-9]


@st.composite
def _cases(draw: st.DrawFn, *, negative: bool = True) -> tuple[Amounts, NDArray[np.bool_]]:
    """Amounts in quarters and risks in tenths, so that sums often equal a limit; some portfolios."""
    things, accounts, samples = draw(st.integers(1, 6)), draw(st.integers(1, 3)), draw(st.integers(1, 4))
    quarters = st.integers(-8 if negative else 0, 40).map(lambda number: number / 4)
    tenths = st.integers(0, 10).map(lambda number: number / 10)

    def table(cell: st.SearchStrategy[float], *shape: int) -> NDArray[np.float64]:
        count = math.prod(shape)
        return np.array(draw(st.lists(cell, min_size=count, max_size=count))).reshape(shape)

    triggers = draw(st.lists(st.integers(0, 2), min_size=things, max_size=things))
    rows = draw(st.lists(st.lists(st.booleans(), min_size=things, max_size=things), min_size=1, max_size=4))
    return _amounts(table(quarters, samples, accounts, things), table(tenths, samples, things), triggers), _rows(*rows)


_LIMITS = st.lists(st.none() | st.integers(-8, 60).map(lambda number: number / 4), min_size=3, max_size=3)
_RISK = st.none() | st.integers(0, 20).map(lambda number: number / 20)


@given(_cases(), _LIMITS, _RISK)
def test_every_portfolio_in_every_sample(
    case: tuple[Amounts, NDArray[np.bool_]], limits: list[float | None], risk: float | None
) -> None:
    amounts, rows = case
    limits = limits[: amounts.used.shape[1]]
    found = within_limits(amounts, rows, limits, risk)
    assert found.shape == (len(limits) + 1, len(rows), len(amounts))
    for number, row in enumerate(rows.tolist()):
        for sample in range(len(amounts)):
            assert found[:, number, sample].tolist() == _plain(amounts, row, sample, limits, risk)


@given(_cases(), _LIMITS, st.integers(0, 20), st.integers(0, 12), st.integers(0, 10))
def test_a_larger_limit_never_lowers_a_share(
    case: tuple[Amounts, NDArray[np.bool_]], limits: list[float | None], risk: int, more: int, riskier: int
) -> None:
    amounts, rows = case
    limits = limits[: amounts.used.shape[1]]
    larger = [None if limit is None else limit + more / 4 for limit in limits]
    before = within_limits(amounts, rows, limits, risk / 20)
    after = within_limits(amounts, rows, larger, (risk + riskier) / 20)
    assert (before <= after).all()


@given(_cases(negative=False), _LIMITS, _RISK, st.integers(0, 5))
def test_more_options_never_raise_a_share_where_nothing_is_negative(
    case: tuple[Amounts, NDArray[np.bool_]], limits: list[float | None], risk: float | None, thing: int
) -> None:
    amounts, rows = case
    assume(thing < rows.shape[1])
    limits = limits[: amounts.used.shape[1]]
    fuller = rows.copy()
    fuller[:, thing] = True
    assert (within_limits(amounts, fuller, limits, risk) <= within_limits(amounts, rows, limits, risk)).all()


def test_a_limit_that_equals_an_amount_admits_it_whatever_binary_sums_are() -> None:
    """0.1 + 0.2 is more than 0.3 in binary, and 1 - 0.9 * 0.8 more than 0.28."""
    amounts = _amounts([[[0.1, 0.2]], [[0.1, 0.2]]], [[0.1, 0.2], [0.1, 0.2]])
    assert within_limits(amounts, _rows([1, 1]), [0.3], 0.28).all()
    assert not within_limits(amounts, _rows([1, 1]), [0.3 - 1e-9], None)[0].any()
    assert not within_limits(amounts, _rows([1, 1]), [0.3], 0.28 - 1e-9)[1].any()
    for one in range(1, 10):  # of these, a third are off by a hair in binary
        for other in range(1, 10):
            both = _amounts([[[0.0, 0.0]]], [[one / 10, other / 10]])
            assert within_limits(both, _rows([1, 1]), [None], (10 * (one + other) - one * other) / 100)[1].all()
    many = _amounts([[[0.1] * 30]])
    assert within_limits(many, _rows([1] * 30), [3.0], None).all()
    large = _amounts([[[1e9 + 0.1, 1e9 + 0.2]]])
    assert within_limits(large, _rows([1, 1]), [2e9 + 0.3], None).all()
    assert not within_limits(large, _rows([1, 1]), [2e9 + 0.2], None)[0].any()


def test_triggers_share_the_risk_of_the_riskiest() -> None:
    risks = [[0.1, 0.3, 0.2, 0.5]]
    amounts = _amounts(np.zeros((1, 1, 4)), risks, [1, 1, 2, 0])

    def keeps(row: Sequence[int], risk: float) -> bool:
        return bool(within_limits(amounts, _rows(row), [None], risk)[-1, 0, 0])

    assert keeps([1, 1, 0, 0], 0.3)
    assert not keeps([1, 1, 0, 0], 0.2999)
    assert keeps([1, 0, 0, 0], 0.1), "the riskiest of those taken, not of all"
    assert keeps([1, 1, 1, 0], 1 - 0.7 * 0.8), "two triggers are two causes"
    assert not keeps([1, 1, 1, 0], 1 - 0.7 * 0.8 - 1e-6)
    assert keeps([0, 1, 0, 1], 1 - 0.7 * 0.5)
    assert not keeps([0, 1, 0, 1], 1 - 0.7 * 0.5 - 1e-6)


def test_what_is_certain_to_escalate() -> None:
    amounts = _amounts(np.zeros((1, 1, 3)), [[1.0, 1.0, 0.2]], [0, 1, 1])
    assert within_limits(amounts, _rows([1, 0, 0], [1, 1, 1], [0, 1, 0]), [None], 1.0)[-1].all()
    found = within_limits(amounts, _rows([1, 0, 0], [0, 1, 1], [0, 0, 1], [0, 0, 0]), [None], 0.999)[-1, :, 0]
    assert found.tolist() == [False, False, True, True]


def test_negative_amounts_make_room() -> None:
    amounts = _amounts([[[5.0, -2.0]], [[5.0, 2.0]]])
    assert within_limits(amounts, _rows([1, 0], [1, 1]), [3.0], None)[0].tolist() == [[False, False], [True, False]]
    assert within_limits(amounts, _rows([0, 1], [0, 0]), [-1.0], None)[0].tolist() == [[True, False], [False, False]]


def test_without_a_limit_everything_keeps_to_it() -> None:
    amounts = _amounts([[[1e300, 5.0], [1.0, 1.0]]], [[0.9, 1.0]])
    found = within_limits(amounts, _rows([1, 1]), [None, 1.0], None)
    assert found[:, 0, 0].tolist() == [True, False, True]


def test_what_is_certain_takes_no_random_numbers() -> None:
    stream, other = (np.random.Generator(np.random.PCG64(7)) for _ in range(2))
    known = [Known(D("0.1")), Triangular(D(2), D(2), D(2)), Normal(D("0.2"), D(0)), Uniform(D(3), D(3))]
    assert draw_number(known, stream, 3).tolist() == [pytest.approx(5.3)] * 3
    assert draw_number((), stream, 3).tolist() == [0, 0, 0]
    assert stream.random() == other.random()


@pytest.mark.parametrize(
    ("quantity", "mean", "deviation"),
    [
        (Triangular(D(10), D(20), D(60)), 30.0, math.sqrt((100 + 400 + 3600 - 200 - 600 - 1200) / 18)),
        (Uniform(D(2), D(8)), 5.0, 6 / math.sqrt(12)),
        (Normal(D(7), D(2)), 7.0, 2.0),
        (LogNormal(D(1), D("0.5")), math.exp(1.125), math.exp(1.125) * math.sqrt(math.exp(0.25) - 1)),
    ],
    ids=["triangular", "uniform", "normal", "lognormal"],
)
def test_draws_have_the_mean_and_spread_of_their_distribution(quantity: Number, mean: float, deviation: float) -> None:
    samples = 40_000
    drawn = draw_number([quantity], np.random.Generator(np.random.PCG64(3)), samples)
    assert drawn.shape == (samples,)
    assert abs(drawn.mean() - mean) < 4 * deviation / math.sqrt(samples)
    assert drawn.std() == pytest.approx(deviation, rel=0.05)


def test_parts_of_a_sum_are_independent() -> None:
    """Two parts that were drawn alike would spread as far as one of twice the width."""
    samples = 40_000
    parts = [Uniform(D(0), D(12)), Uniform(D(0), D(12)), Known(D(5))]
    drawn = draw_number(parts, np.random.Generator(np.random.PCG64(3)), samples)
    assert abs(drawn.mean() - 17) < 4 * math.sqrt(24 / samples)
    assert drawn.var() == pytest.approx(24, rel=0.05)


@pytest.mark.parametrize(
    ("quantity", "varies"),
    [
        (Known(D(1)), False),
        (Category("fine"), False),
        (Triangular(D(1), D(1), D(1)), False),
        (Triangular(D(1), D(1), D(2)), True),
        (Uniform(D(1), D(1)), False),
        (Uniform(D(1), D(2)), True),
        (Normal(D(1), D(0)), False),
        (Normal(D(1), D(1)), True),
        (LogNormal(D(1), D(0)), False),
        (LogNormal(D(1), D(1)), True),
        (Unknown(), True),
    ],
)
def test_what_can_be_another(quantity: Quantity, varies: bool) -> None:  # noqa: FBT001 - a case of the table
    assert is_open(quantity) == varies
