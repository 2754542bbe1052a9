"""The second sum's value functions and weights, against definitions and against the first ones."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decide.audit.values import value_of, weights_of
from decide.methods.value_added import exact_shares, exact_value
from decide.model.criterion import Categorical, CategoryScale, Criterion, Exponential, Linear, Piecewise, Scale
from decide.model.quantity import Category, Known, Unknown
from decide.model.weights import GroupWeight

RISING = Scale("points", Decimal(0), Decimal(100))
FALLING = Scale("days", Decimal(30), Decimal(10))


def _criterion(value: Linear | Exponential | Piecewise, scale: Scale = RISING) -> Criterion:
    return Criterion("c", "C", scale, value, Known(scale.worst))


def _known(number: str) -> Known:
    return Known(Decimal(number))


@pytest.mark.parametrize(
    ("criterion", "level", "value"),
    [
        (_criterion(Linear()), "33", Fraction(33, 100)),
        (_criterion(Linear(), FALLING), "25", Fraction(1, 4)),
        (
            _criterion(Piecewise(((Decimal(0), Decimal(0)), (Decimal(50), Decimal(60)), (Decimal(100), Decimal(100))))),
            "75",
            Fraction(4, 5),
        ),
        (
            _criterion(
                Piecewise(((Decimal(30), Decimal(0)), (Decimal(20), Decimal(90)), (Decimal(10), Decimal(100)))), FALLING
            ),
            "25",
            Fraction(9, 20),
        ),
        (_criterion(Exponential(Decimal(50))), "20", Fraction(1, 5)),
    ],
)
def test_values_by_definition(criterion: Criterion, level: str, value: Fraction) -> None:
    assert value_of(criterion, _known(level)) == value
    assert math.isclose(exact_value(criterion, _known(level)), value, abs_tol=1e-15)


@given(st.integers(5, 95), st.integers(0, 100))
def test_the_exponential_is_one_half_at_its_midpoint_and_agrees(midpoint: int, level: int) -> None:
    criterion = _criterion(Exponential(Decimal(midpoint)))
    assert math.isclose(value_of(criterion, _known(str(midpoint))), 0.5, abs_tol=1e-12)
    assert math.isclose(
        value_of(criterion, _known(str(level))), exact_value(criterion, _known(str(level))), abs_tol=1e-11
    )


def test_categories_and_what_nobody_knows() -> None:
    scale = CategoryScale("verdict", ("bad", "fair", "good"))
    plain = Criterion("c", "C", scale, Linear(), Category("bad"))
    valued = Criterion(
        "c",
        "C",
        scale,
        Categorical((("bad", Decimal(0)), ("fair", Decimal(70)), ("good", Decimal(100)))),
        Category("bad"),
    )
    for value in (value_of, exact_value):
        assert value(plain, Category("fair")) == Fraction(1, 2)
        assert value(valued, Category("fair")) == Fraction(7, 10)
        assert value(valued, Unknown()) == Fraction(1, 2)


def test_weights_multiply_down_the_tree() -> None:
    swings = {"a": GroupWeight(Decimal(60), {"b": Decimal(100), "c": Decimal(50)}), "d": Decimal(40), "e": Decimal(0)}
    expected = {"b": Fraction(2, 5), "c": Fraction(1, 5), "d": Fraction(2, 5), "e": Fraction(0)}
    assert weights_of(swings) == expected
    assert exact_shares(swings) == expected
