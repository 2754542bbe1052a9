"""Numbers as words."""

from __future__ import annotations

import pytest

from decide.report import words


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (4.26, "+4.3"),
        (-0.05, "-0.1"),
        (0.049, "+0.05"),
        (-0.0123, "-0.01"),
        (4e-9, "+4e-09"),
        (0.0, "0.0"),
        (-0.0, "0.0"),
    ],
)
def test_a_difference_is_never_shown_as_nothing(value: float, said: str) -> None:
    assert words.difference(value) == said


@pytest.mark.parametrize(("value", "said"), [(4.26, "4.3"), (-0.04, "0.0"), (0.0, "0.0"), (12.0, "12.0")])
def test_points_have_one_digit_and_no_negative_zero(value: float, said: str) -> None:
    assert words.points(value) == said
