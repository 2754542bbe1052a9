"""The rows that the tests of reviews answer for."""

from __future__ import annotations

from tests.hostile import test_comment, test_git
from tests.hostile.cases import covered, rows


def test_every_row_is_answered() -> None:
    elsewhere = {"D13", "D14", "D15"}  # tests/hostile/test_output.py
    named = {case[:3].upper() for case in test_comment.NAMES}
    found = covered(test_git) | covered(test_comment) | named | elsewhere
    assert found == rows("C", 7, 16) | rows("D", 8, 18)
