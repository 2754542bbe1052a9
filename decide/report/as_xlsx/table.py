"""A table on a sheet: columns of texts, numbers, inputs or one formula each, written from top to bottom."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from decide.model import exchange
from decide.report.as_xlsx.places import ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from decide.report.as_xlsx.places import Place
    from decide.report.as_xlsx.styles import Styles

Plain: TypeAlias = "str | float | int"
DASH = "–"
_INPUT = "input"  # styles of inputs begin with it
_NUMERIC = frozenset({"whole", "amount", "money", "points", "fine", "percent", "input", "input_percent"})
_CENTRED = frozenset({"centre", "flag", "count", "share", "input_choice"})
_LINE = 13.5  # points that a line takes
_WORD, _WIDEST = 1.1, 22  # characters of a column that a letter of a bold head takes, and the most for one word
_SPARE = 1.05  # for words that do not break where the line ends


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    values : what stands in each row; of a formula, Python's own result, which readers see that calculate nothing
    formula : one for the whole column, with {r} for the row; or one a row, where empty means a plain value
    style : of all cells, or one a row
    width : in characters; 0 hides the column
    """

    head: str
    values: Sequence[Plain]
    formula: str | Sequence[str] = ""
    style: str | Sequence[str] = "text"
    width: float = 10.0


def open_marks(columns: Sequence[Column], mark: str) -> list[str]:
    """Of each row, a mark a column: what may be written into its cell, by the style of inputs."""
    rows = len(columns[0].values) if columns else 0
    marked = [
        [_mark(style, mark) for style in ([column.style] * rows if isinstance(column.style, str) else column.style)]
        for column in columns
    ]
    return ["".join(marks) for marks in zip(*marked, strict=True)]


def _mark(style: str, mark: str) -> str:
    if not style.startswith(_INPUT):
        return exchange.LOCKED
    return exchange.CATEGORY if style == f"{_INPUT}_word" else mark


def write_table(sheet: Worksheet, where: Place, columns: Sequence[Column], styles: Styles) -> None:
    """Heads in the row above the body, ids of columns in the hidden row above these."""
    widths = widths_of(columns)
    for place, width in enumerate(widths, where.left):
        sheet.set_column(place, place, width, styles["plain"], {"hidden": width == 0})
    write_under(sheet, where, columns, styles, widths)


def widths_of(columns: Sequence[Column]) -> list[float]:
    """How wide they are made."""
    return [_wide_enough(column) for column in columns]


def _wide_enough(column: Column) -> float:
    """Its width, or what the longest word of its head needs, within reason."""
    longest = max((len(word) for word in column.head.split()), default=0)
    return max(column.width, min(_WORD * longest + 1, _WIDEST)) if column.width else 0


def write_under(
    sheet: Worksheet, where: Place, columns: Sequence[Column], styles: Styles, widths: Sequence[float] = ()
) -> None:
    """A further table on a sheet, under one whose widths it takes over; these say how high its rows must be."""
    top = where.first - 1  # XlsxWriter counts rows from 0
    for offset, (key, column) in enumerate(zip(where.keys, columns, strict=True)):
        place = where.left + offset
        sheet.write_string(top - 2, place, key, styles["hidden"])
        sheet.write_string(top - 1, place, column.head or DASH, styles[_head(column)])
        _write_body(sheet, top, place, column, styles)
    sheet.set_row(top - 2, None, None, {"hidden": True})
    shown = [(column, width) for column, width in zip(columns, widths, strict=False) if width]
    sheet.set_row(top - 1, _LINE * max((_lines(column.head, width) for column, width in shown), default=1) + 2)
    wrapped = [(column, width) for column, width in shown if column.style == "long"]
    for number in range(where.count if wrapped else 0):
        make_room(sheet, top + number, [(str(column.values[number]), width) for column, width in wrapped])


def make_room(sheet: Worksheet, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Make a row, counted from 0, high enough for some texts in cells of some widths."""
    lines = max(_lines(text, width) for text, width in texts)
    if lines > 1:
        sheet.set_row(row, _LINE * lines + 2)


def _head(column: Column) -> str:
    """The style of a head: flush with what stands below it."""
    styles = {column.style} if isinstance(column.style, str) else set(column.style)
    if styles & _CENTRED and styles <= _CENTRED | {"whole"}:
        return "head_of_marks"
    return "head_of_numbers" if styles & _NUMERIC else "head"


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a cell, words kept whole."""
    return sum(max(1, math.ceil(len(part) * _SPARE / max(width, 1))) for part in text.split("\n"))


def _write_body(sheet: Worksheet, top: int, place: int, column: Column, styles: Styles) -> None:
    one_style = styles[column.style] if isinstance(column.style, str) else None
    one_formula = column.formula if isinstance(column.formula, str) else None
    for number, value in enumerate(column.values):
        row = top + number
        style = one_style or styles[column.style[number]]
        formula = one_formula if one_formula is not None else column.formula[number]
        if formula:
            sheet.write_formula(row, place, formula.replace(ROW, str(row + 1)), style, value)
        elif isinstance(value, str):
            sheet.write_string(row, place, value, style)
        else:
            sheet.write_number(row, place, value, style)
