"""What may be typed into inputs, and what shows that something is no longer as published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_xlsx.places import letters
from decide.report.as_xlsx.styles import GREEN, ORANGE, RED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.places import Place

_LONGEST_LIST = 250  # of the 255 characters that a list of choices may have
_LONGEST_HINT = 250
_LONGEST_TITLE = 32


def number(  # noqa: PLR0913, PLR0917 - a range of cells, a range of numbers, and what is said
    sheet: Worksheet, rows: tuple[int, int], column: int, low: float, high: float, title: str, hint: str
) -> None:
    """Only numbers of a range."""
    options = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
    sheet.data_validation(rows[0], column, rows[1], column, {**options, **_said(title, hint)})


def formula(sheet: Worksheet, rows: tuple[int, int], column: int, allowed: str, title: str, hint: str) -> None:  # noqa: PLR0913, PLR0917 - as above
    """Only what a formula allows, written for the first cell."""
    options = {"validate": "custom", "value": allowed}
    sheet.data_validation(rows[0], column, rows[1], column, {**options, **_said(title, hint)})


def one_of(sheet: Worksheet, row: int, column: int, words: Sequence[str], title: str, hint: str) -> None:  # noqa: PLR0913, PLR0917 - as above
    """One of some words, offered as a list where that is short enough."""
    if len(",".join(words)) <= _LONGEST_LIST:
        options = {"validate": "list", "source": list(words)}
        sheet.data_validation(row, column, row, column, {**options, **_said(title, hint)})


def listed(sheet: Worksheet, rows: tuple[int, int], column: int, source: str, title: str, hint: str) -> None:  # noqa: PLR0913, PLR0917 - as above
    """One of the words that stand in some cells."""
    options = {"validate": "list", "source": f"={source}"}
    sheet.data_validation(rows[0], column, rows[1], column, {**options, **_said(title, hint)})


def _said(title: str, hint: str) -> dict[str, str]:
    return {
        "error_title": title[:_LONGEST_TITLE],
        "error_message": hint[:_LONGEST_HINT],
        "input_title": title[:_LONGEST_TITLE],
        "input_message": hint[:_LONGEST_HINT],
    }


def mark_changed(draft: Draft, sheet: Worksheet, here: Place, key: str, was: Place, was_key: str) -> None:  # noqa: PLR0913, PLR0917 - two columns, each of a table
    """Paint inputs that differ from what was published."""
    column = here.column(key)
    now = f"{letters(column)}{here.first}"
    before = f"{was.sheet}!{letters(was.column(was_key))}{was.first}"
    options = {"type": "formula", "criteria": f"={now}<>{before}", "format": draft.styles.fill(ORANGE)}
    sheet.conditional_format(here.first - 1, column, here.last - 1, column, options)


def mark_check(draft: Draft, sheet: Worksheet, here: Place, key: str) -> None:
    """Paint the words ok and kept, CHANGED, and BROKEN or LOOK."""
    column = here.column(key)
    mark_cells(draft, sheet, (here.first - 1, column, here.last - 1, column))


def mark_cells(draft: Draft, sheet: Worksheet, cells: tuple[int, int, int, int]) -> None:
    """The same for any cells: first row, first column, last row, last column, counted from 0."""
    for words, colour in ((("ok", "kept"), GREEN), (("CHANGED",), ORANGE), (("BROKEN", "LOOK"), RED)):
        for word in words:
            options = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": draft.styles.fill(colour)}
            sheet.conditional_format(*cells, options)
