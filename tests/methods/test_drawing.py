"""Uncertain performances: quantiles against distribution functions, and what becomes of them on a scale."""

from __future__ import annotations

import dataclasses
import math
from decimal import Decimal
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decide.methods.drawing import Cell, drawn_values, least_and_most, levels, uncertain_cells, values_at
from decide.methods.value_table import value_table
from decide.model.criterion import CategoryScale, Criterion, Exponential, Linear, Piecewise, Scale, ValueTree
from decide.model.option import Judgement, Option
from decide.model.problem import Problem
from decide.model.quantity import Category, Known, LogNormal, Normal, Triangular, Uniform, Unknown
from tests.strategies import problems

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.model.quantity import Quantity

    Real = NDArray[np.float64]

EVEN = (np.arange(999) + 0.5) / 999
HALF = Decimal("0.5")


def number(text: str | float) -> Decimal:
    return Decimal(str(text))


def triangular(low: float, best: float, high: float) -> Triangular:
    return Triangular(number(low), number(best), number(high))


def criterion(worst: float = 0, best: float = 100, value: Any = None, name: str = "c") -> Criterion:  # noqa: ANN401
    scale = Scale("points", number(worst), number(best))
    return Criterion(name, name, scale, value or Linear(), Known(number(worst)))


def categories(name: str = "k") -> Criterion:
    return Criterion(name, name, CategoryScale("level", ("none", "some", "all")), Linear(), Category("none"))


def problem(criteria: list[Criterion], rows: list[list[Quantity]]) -> Problem:
    options = tuple(
        Option(f"o{place}", "O", {one.id: Judgement(cell) for one, cell in zip(criteria, row, strict=True)})
        for place, row in enumerate(rows)
    )
    return Problem("Which?", "USD million", "60 months", ValueTree(tuple(criteria)), options)


def _share_below(quantity: Triangular, level: float) -> float:
    """The exact distribution function of the triangular distribution."""
    low, best, high = float(quantity.low), float(quantity.best), float(quantity.high)
    if level < best:
        return (level - low) ** 2 / ((high - low) * (best - low))
    return 1 - ((high - level) ** 2 / ((high - low) * (high - best)) if high > best else 0)


@settings(deadline=None)
@given(st.integers(-50, 50), st.integers(0, 40), st.integers(0, 40))
def test_triangular_quantiles_have_their_share_below_kotz_van_dorp_2004(low: int, rise: int, fall: int) -> None:
    if rise + fall == 0:
        rise = 1
    quantity = triangular(low, low + rise, low + rise + fall)
    found = levels(quantity, EVEN)
    shares = [_share_below(quantity, level) for level in found.tolist()]
    assert shares == pytest.approx(EVEN.tolist(), abs=1e-9)
    assert levels(quantity, np.array([0.0, 1.0])).tolist() == [low, low + rise + fall]
    assert levels(quantity, np.array([rise / (rise + fall)]))[0] == pytest.approx(low + rise)
    assert found.mean() == pytest.approx(low + (2 * rise + fall) / 3, abs=1e-2), "the mean of its three numbers"


def test_triangular_quantiles_by_hand() -> None:
    """Low 0, best 2, high 10: a fifth lies below the best, and a twentieth above 8, as (2 / 10) * (2 / 8) says."""
    found = levels(triangular(0, 2, 10), np.array([0.05, 0.2, 0.8, 0.95]))
    assert found == pytest.approx([1, 2, 6, 8])


@pytest.mark.parametrize(
    ("quantity", "at"),
    [
        (triangular(0, 0, 4), [0, 4 - math.sqrt(8), 4]),
        (triangular(0, 4, 4), [0, math.sqrt(8), 4]),
        (triangular(3, 3, 3), [3, 3, 3]),
        (Known(Decimal(7)), [7, 7, 7]),
        (Uniform(Decimal(-2), Decimal(6)), [-2, 2, 6]),
        (Uniform(Decimal(5), Decimal(5)), [5, 5, 5]),
        (Normal(Decimal(7), Decimal(0)), [7, 7, 7]),
        (LogNormal(Decimal(0), Decimal(0)), [1, 1, 1]),
    ],
)
def test_ends_and_middles(quantity: Any, at: list[float]) -> None:  # noqa: ANN401
    found = levels(quantity, np.array([[0.0, 0.5, 1.0]]))
    assert found.shape == (1, 3)
    assert found[0] == pytest.approx(at)


def test_uniform_quantiles_are_straight() -> None:
    assert levels(Uniform(Decimal(10), Decimal(30)), EVEN) == pytest.approx(10 + 20 * EVEN)


def test_normal_quantiles_have_their_share_below() -> None:
    quantity, known = Normal(Decimal(50), Decimal(8)), NormalDist(50, 8)
    found = levels(quantity, EVEN.reshape(27, 37))
    assert found.shape == (27, 37)
    assert [known.cdf(level) for level in found.reshape(-1).tolist()] == pytest.approx(EVEN.tolist())
    assert levels(quantity, np.array([0.975])) == pytest.approx([50 + 1.959964 * 8], abs=1e-5)


def test_lognormal_quantiles_are_powers_of_normal_ones() -> None:
    quantity = LogNormal(Decimal("1.5"), HALF)
    found = levels(quantity, EVEN)
    known = NormalDist(1.5, 0.5)
    assert [known.cdf(math.log(level)) for level in found.tolist()] == pytest.approx(EVEN.tolist())
    assert levels(quantity, np.array([0.5])) == pytest.approx([float(quantity.best)]), "the median is the best estimate"


def test_what_has_no_ends_is_far_out_but_finite_at_0_and_1() -> None:
    ends = np.array([0.0, 1e-12, 1.0])
    found = levels(Normal(Decimal(0), Decimal(1)), ends)
    assert found == pytest.approx([-7.034, -7.034, 7.034], abs=1e-3)
    assert np.log(levels(LogNormal(Decimal(0), Decimal(1)), ends)) == pytest.approx(found)


def test_a_lognormal_beyond_all_numbers_is_at_the_end_of_the_scale() -> None:
    cell = Cell(0, 0, criterion(), LogNormal(Decimal(1), Decimal(500)))
    assert values_at(cell, np.array([0.01, 0.5, 0.99])) == pytest.approx([0, math.e / 100, 1])


@pytest.mark.parametrize("quantity", [Category("some"), Unknown()])
def test_what_is_no_number_has_no_quantiles(quantity: Any) -> None:  # noqa: ANN401
    with pytest.raises(TypeError, match="no quantiles"):
        levels(quantity, EVEN)


@pytest.mark.parametrize(
    ("scale", "known"),
    [((0, 100), [0.25, 0.5, 0.75]), ((100, 0), [0.75, 0.5, 0.25]), ((40, 60), [0, 0.5, 1]), ((60, 40), [1, 0.5, 0])],
)
def test_values_of_a_range_on_scales_either_way(scale: tuple[float, float], known: list[float]) -> None:
    """What lies beyond the scale counts as its end."""
    cell = Cell(0, 0, criterion(*scale), Uniform(Decimal(25), Decimal(75)))
    assert values_at(cell, np.array([0.0, 0.5, 1.0])) == pytest.approx(known)


def test_values_go_through_the_value_function() -> None:
    at = np.array([0.0, 0.5, 1.0])
    points = Piecewise(((Decimal(0), Decimal(0)), (Decimal(50), Decimal(90)), (Decimal(100), Decimal(100))))
    cell = Cell(0, 0, criterion(value=points), Uniform(Decimal(0), Decimal(100)))
    assert values_at(cell, at) == pytest.approx([0, 0.9, 1])
    curved = Cell(0, 0, criterion(value=Exponential(Decimal(20))), triangular(0, 20, 20))
    assert values_at(curved, at)[[0, 2]] == pytest.approx([0, 0.5])


def test_a_normal_that_is_wider_than_the_scale_piles_up_at_its_ends() -> None:
    found = values_at(Cell(0, 0, criterion(), Normal(Decimal(50), Decimal(100))), EVEN)
    below = NormalDist(50, 100).cdf(0)
    assert (found == 0).mean() == pytest.approx(below, abs=2e-3)
    assert (found == 1).mean() == pytest.approx(below, abs=2e-3)


def test_what_is_unknown_is_uniform_in_value_on_any_scale() -> None:
    for scale in (criterion(100, 0, Exponential(Decimal(20))), categories()):
        found = values_at(Cell(0, 0, scale, Unknown()), EVEN)
        assert found.tolist() == EVEN.tolist()
        assert found is not EVEN


def test_a_category_is_certain() -> None:
    with pytest.raises(TypeError, match="k has categories"):
        values_at(Cell(0, 0, categories(), Category("some")), EVEN)


ROWS: list[list[Quantity]] = [
    [triangular(20, 30, 60), Uniform(Decimal(100), Decimal(300)), Category("some"), Known(Decimal(50))],
    [Normal(Decimal(50), Decimal(5)), Known(Decimal(200)), Unknown(), LogNormal(Decimal(3), HALF)],
    [triangular(5, 5, 5), Uniform(Decimal(9), Decimal(9)), Category("all"), Normal(Decimal(1), Decimal(0))],
    [triangular(5, 5, 6), Unknown(), Category("none"), LogNormal(Decimal(1), Decimal(0))],
]
CRITERIA = [criterion(name="up"), criterion(500, 0, name="down"), categories(), criterion(name="more")]
OPEN = [(0, 0), (0, 1), (1, 0), (1, 2), (1, 3), (3, 0), (3, 1)]


def test_what_is_not_certain_option_by_option() -> None:
    """Ranges without room and distributions without spread are certain."""
    cells = uncertain_cells(problem(CRITERIA, ROWS))
    assert [(cell.row, cell.column) for cell in cells] == OPEN
    assert all(cell.criterion is CRITERIA[cell.column] for cell in cells)
    assert all(cell.quantity is ROWS[cell.row][cell.column] for cell in cells)


def test_an_option_without_a_performance_is_refused() -> None:
    whole = problem(CRITERIA, ROWS)
    bare = dataclasses.replace(whole, options=(Option("bare", "Bare", {}),))
    with pytest.raises(KeyError):
        uncertain_cells(bare)
    with pytest.raises(KeyError):
        least_and_most(bare)


def test_drawn_tables_touch_only_what_is_not_certain() -> None:
    whole = problem(CRITERIA, ROWS)
    values = value_table(whole).values
    found = drawn_values(values, uncertain_cells(whole), np.random.default_rng(0), 400)
    assert found.shape == (400, 4, 4)
    assert found.min() >= 0
    assert found.max() <= 1
    differs = (found != values).any(axis=0)
    assert np.argwhere(differs).tolist() == [list(place) for place in OPEN]
    assert (np.array([len(np.unique(found[:, row, column])) for row, column in OPEN]) == 400).all()


def test_each_cell_has_its_own_distribution_and_is_drawn_by_itself() -> None:
    whole, count = problem(CRITERIA, ROWS), 20_000
    cells = uncertain_cells(whole)
    found = drawn_values(value_table(whole).values, cells, np.random.default_rng(1), count)
    columns = np.array([found[:, cell.row, cell.column] for cell in cells])
    for drawn, cell in zip(columns, cells, strict=True):
        known = values_at(cell, (np.arange(4_000) + 0.5) / 4_000)
        assert abs(drawn.mean() - known.mean()) < 4 * known.std() / math.sqrt(count)
        assert drawn.std() == pytest.approx(known.std(), rel=0.05)
    related = np.corrcoef(columns) - np.eye(len(cells))
    assert np.abs(related).max() < 4 / math.sqrt(count)


def test_the_same_stream_draws_the_same_and_no_cell_none() -> None:
    whole = problem(CRITERIA, ROWS)
    values, cells = value_table(whole).values, uncertain_cells(whole)
    one, two = (drawn_values(values, cells, np.random.default_rng(5), 30).tobytes() for _ in range(2))
    assert one == two
    assert (drawn_values(values, (), np.random.default_rng(5), 3) == values).all()


def test_least_and_most_by_hand() -> None:
    """What has no ends may be anywhere on the scale; where less is better, the high end is the least value."""
    low, high = least_and_most(problem(CRITERIA, ROWS))
    best = value_table(problem(CRITERIA, ROWS)).values
    assert low[0] == pytest.approx([0.2, 0.4, 0.5, 0.5])
    assert high[0] == pytest.approx([0.6, 0.8, 0.5, 0.5])
    assert low[1] == pytest.approx([0, 0.6, 0, 0])
    assert high[1] == pytest.approx([1, 0.6, 1, 1])
    assert low[2].tolist() == high[2].tolist() == best[2].tolist()
    assert low[3] == pytest.approx([0.05, 0, 0, best[3, 3]])
    assert high[3] == pytest.approx([0.06, 1, 0, best[3, 3]])


def test_ranges_beyond_the_scale_end_with_it() -> None:
    rows: list[list[Quantity]] = [[triangular(-20, 30, 160), Uniform(Decimal(-100), Decimal(900))]]
    low, high = least_and_most(problem([criterion(), criterion(500, 0, name="down")], rows))
    assert low.tolist() == [[0, 0]]
    assert high.tolist() == [[1, 1]]


@settings(deadline=None)
@given(problems(), st.data())
def test_no_draw_lies_outside_the_least_and_the_most(whole: Problem, data: st.DataObject) -> None:
    """Of any problem, with ranges put in around some performances."""
    options = []
    for option in whole.options:
        performance = dict(option.performance)
        for one in whole.criteria:
            quantity = performance[one.id].quantity
            if isinstance(quantity, Known) and data.draw(st.booleans()):
                down, up = (Decimal(data.draw(st.integers(0, 50))) for _ in range(2))
                performance[one.id] = Judgement(Triangular(quantity.best - down, quantity.best, quantity.best + up))
        options.append(dataclasses.replace(option, performance=performance))
    ranged = dataclasses.replace(whole, options=tuple(options))
    values = value_table(ranged).values
    low, high = least_and_most(ranged)
    found = drawn_values(values, uncertain_cells(ranged), np.random.default_rng(0), 20)
    assert (found >= low - 1e-12).all()
    assert (found <= high + 1e-12).all()
    assert (low <= values + 1e-12).all()
    assert (values <= high + 1e-12).all()
    certain = np.ones_like(values, dtype=np.bool_)
    for cell in uncertain_cells(ranged):
        certain[cell.row, cell.column] = False
    assert (low[certain] == values[certain]).all()
    assert (high[certain] == values[certain]).all()
