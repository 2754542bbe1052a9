"""What stands in a cell where an input is due: a number or a word, or why it is neither."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from typing import Any

from decide.model import exchange

_DIGITS = 12  # beyond these, spreadsheets make noise
_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")
_NUMERIC = re.compile(r"[-+]?[0-9.,' \u00a0]*[0-9][0-9.,' \u00a0]*%?")
_LONGEST = 40


class NotAnInput(Exception):
    """The cell cannot be read as an input."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        self.code, self.hint = code, hint
        super().__init__(message)


def read_input(cell: Any, mark: str, before: object) -> str | float:  # noqa: ANN401 - a cell of openpyxl, or None
    """What an input cell says; `mark` is what may be written there, `before` what stood there.

    Raises
    ------
    NotAnInput : empty, a formula, a date, an error, true or false, or a text where a number is due
    """
    kind, value = (None, None) if cell is None else (cell.data_type, cell.value)
    due = "a word" if mark == exchange.CATEGORY else "a number"
    if value is None or (isinstance(value, str) and not value.strip()):
        raise NotAnInput("cell-is-empty", "is empty", f"it was {_brief(before)}")
    if kind == "f":
        raise NotAnInput("cell-is-formula", "is a formula", f"write {due}: formulas are not brought back")
    if kind == "e":
        raise NotAnInput("cell-is-error", f"is the error {_brief(value)}", f"it was {_brief(before)}")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise NotAnInput("cell-is-date", "became a date", f"write {due}; it was {_brief(before)}")
    if isinstance(value, bool):
        raise NotAnInput("cell-is-flag", f"is {str(value).upper()}", f"write {due}; it was {_brief(before)}")
    if isinstance(value, str):
        return _word(value.strip(), mark, before)
    if mark == exchange.CATEGORY:
        return shown(value)  # a category may look like a number, and spreadsheets then make it one
    if not math.isfinite(value):
        raise NotAnInput("cell-is-error", "is no finite number", f"it was {_brief(before)}")
    return float(value)


def _word(text: str, mark: str, before: object) -> str:
    if mark == exchange.CATEGORY:
        return text
    if mark == exchange.LEVEL and text.casefold() == exchange.UNKNOWN:
        return exchange.UNKNOWN
    hint = f"write a number{', or the word unknown' if mark == exchange.LEVEL else ''}; it was {_brief(before)}"
    if _COMMA.fullmatch(text):
        hint = f"write the number {text.replace(',', '.')}, not as text"
    elif _NUMERIC.fullmatch(text):
        hint = "it looks like a number, but is stored as text: type it again in a cell that is not formatted as text"
    raise NotAnInput("cell-is-text", f"'{text[:_LONGEST]}' is text", hint)


def _brief(value: object) -> str:
    return shown(value)[:_LONGEST]


def same(one: object, other: object) -> bool:
    """Whether two contents are equal as far as a spreadsheet can tell."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return shown(one) == shown(other)
    return one == other


def shown(value: object) -> str:
    """A number in its shortest form, to twelve digits; a text as it is."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        plain = f"{Decimal(f'{value:.{_DIGITS}g}'):f}"
        return "0" if plain == "-0" else plain
    return str(value)
