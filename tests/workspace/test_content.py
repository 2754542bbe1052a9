"""What a spreadsheet stores as a number, and how a file says it."""

from __future__ import annotations

import pytest

from decide.workspace.workbook.content import same, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (70.0, "70"),
        (-0.0, "0"),
        (1e15, "1000000000000000"),
        (1e-7, "0.0000001"),
        (-2.5, "-2.5"),
        (1234567.891, "1234567.891"),
        ("very much", "very much"),
    ],
)
def test_a_number_is_shown_in_its_shortest_plain_form(value: float | str, text: str) -> None:
    assert shown(value) == text


def test_noise_behind_the_twelfth_digit_is_no_difference() -> None:
    assert same(0.1 + 0.2, 0.3)
    assert same(0.0, -0.0)
    assert not same(0.3, 0.300000000001)
    assert not same(1, "1")
