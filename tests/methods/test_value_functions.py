"""Value functions: worked examples, and what holds for every one of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decide.methods.value_functions import category_values, exponential, exponential_constant, numeric_values, piecewise
from decide.model.criterion import CategoryScale, Criterion, Linear, Scale
from decide.model.quantity import Category
from tests.strategies import category_criteria, numeric_criteria


@given(numeric_criteria("c"), st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_values_run_from_zero_at_worst_to_one_at_best_and_never_fall(criterion: Criterion, ways: list[float]) -> None:
    assert isinstance(criterion.scale, Scale)
    worst, best = float(criterion.scale.worst), float(criterion.scale.best)
    levels = worst + (best - worst) * np.array([0.0, *sorted(ways), 1.0])
    levels[-1] = best
    values = numeric_values(criterion, levels)
    assert values[0] == pytest.approx(0, abs=1e-12)
    assert values[-1] == pytest.approx(1, abs=1e-12)
    assert (np.diff(values) >= -1e-12).all()


@given(category_criteria("c"))
def test_categories_run_from_zero_to_one(criterion: Criterion) -> None:
    values = list(category_values(criterion).values())
    assert (values[0], values[-1]) == (0, 1)
    assert values == sorted(values)


def test_categories_without_values_stand_at_equal_steps() -> None:
    scale = CategoryScale("level", ("none", "some", "strong"))
    criterion = Criterion("c", "C", scale, Linear(), Category("none"))
    assert category_values(criterion) == {"none": 0, "some": 0.5, "strong": 1}


def test_piecewise_smaa_vanvalkenhoef_rising() -> None:
    """G. van Valkenhoef, R package smaa, tests/pvf.R."""
    levels = np.array([0.35, -0.15, 0, 0.25, 0.1])
    found = piecewise(levels, [-0.15, 0, 0.25, 0.35], [0, 0.1, 0.9, 1])
    assert found == pytest.approx([1, 0, 0.1, 0.9, 0.42], abs=1e-12)


def test_piecewise_smaa_vanvalkenhoef_falling() -> None:
    """G. van Valkenhoef, R package smaa, tests/pvf.R; our knots run from worst to best."""
    found = piecewise(np.array([50, 60, 75, 90, 100.0]), [100, 90, 75, 50], [0, 0.5, 0.8, 1])
    assert found == pytest.approx([1, 0.92, 0.8, 0.5, 0], abs=1e-12)


@given(st.floats(1e-6, 1 - 1e-6))
def test_exponential_is_one_half_at_its_midpoint(midpoint: float) -> None:
    constant = exponential_constant(midpoint)
    found = exponential(np.array([0.0, midpoint, 1.0]), constant)
    assert found == pytest.approx([0, 0.5, 1], abs=1e-9)


def test_exponential_constant_is_solved_to_double_precision() -> None:
    # At a midpoint of 1/3, e^-c solves 1 - x^(1/3) = (1 - x) / 2; with y = x^(1/3): y^2 + y - 1 = 0.
    golden = (math.sqrt(5) - 1) / 2
    assert exponential_constant(1 / 3) == pytest.approx(-3 * math.log(golden), rel=1e-14)
    assert exponential_constant(2 / 3) == pytest.approx(3 * math.log(golden), rel=1e-14)
    assert exponential_constant(0.5) == 0


@pytest.mark.parametrize("midpoint", [0.0, 1.0, -0.1, 1.5, math.nan])
def test_exponential_refuses_a_midpoint_outside(midpoint: float) -> None:
    with pytest.raises(ValueError, match="strictly inside"):
        exponential_constant(midpoint)


def test_each_kind_of_scale_has_its_own_function() -> None:
    numeric = Criterion("c", "C", Scale("points", 0, 1), Linear(), Category("x"))  # type: ignore[arg-type]
    named = Criterion("c", "C", CategoryScale("level", ("a", "b")), Linear(), Category("a"))
    with pytest.raises(TypeError, match="numeric_values"):
        category_values(numeric)
    with pytest.raises(TypeError, match="category_values"):
        numeric_values(named, np.array([0.5]))
