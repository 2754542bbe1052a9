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


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0%"),
        (1e-9, "<1%"),
        (0.005, "<1%"),
        (0.006, "1%"),
        (0.5, "50%"),
        (0.994, "99%"),
        (0.995, ">99%"),
        (1.0, "100%"),
    ],
)
def test_a_share_is_never_all_or_nothing_when_it_is_not(share: float, said: str) -> None:
    assert words.roughly(share) == said
