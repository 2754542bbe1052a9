"""The rows that the tests of workbooks answer for."""

from __future__ import annotations

from tests.hostile import (
    test_workbook_edits,
    test_workbook_files,
    test_workbook_moved,
    test_workbook_texts,
    test_workbook_unsafe,
    test_workbook_values,
)
from tests.hostile.cases import covered, rows

MODULES = (
    test_workbook_edits,
    test_workbook_files,
    test_workbook_moved,
    test_workbook_texts,
    test_workbook_unsafe,
    test_workbook_values,
)


def test_every_row_is_answered() -> None:
    found = set().union(*map(covered, MODULES))
    assert found == rows("D", 1, 5) | rows("E", 1, 24) | rows("G", 5, 9)
