"""Where tables stand in a workbook, so that formulas can name cells before these are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = "{r}"  # stands for the number of the row in a column's formula


def letters(column: int) -> str:
    """The name of a column, counted from 0: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name


@dataclass(frozen=True, slots=True)
class Place:
    """A table: its sheet, its columns by key, and its rows. Rows count from 1, as they do on screen."""

    sheet: str
    first: int  # row of its body
    count: int  # rows of its body, at least 1
    left: int  # its first column, counted from 0
    keys: tuple[str, ...]

    @property
    def last(self) -> int:
        """The last row of its body."""
        return self.first + self.count - 1

    def column(self, key: str) -> int:
        """A column, counted from 0 on the whole sheet."""
        return self.left + self.keys.index(key)

    def all(self, key: str) -> str:
        """All cells of a column: Weights!$C$5:$C$14."""
        name = letters(self.column(key))
        return f"{self.sheet}!${name}${self.first}:${name}${self.last}"

    def above(self, key: str) -> str:
        """The cells of a column down to the row at hand; for formulas of the table itself."""
        name = letters(self.column(key))
        return f"${name}${self.first}:${name}{ROW}"

    def here(self, key: str) -> str:
        """The cell of a column in the row at hand; for formulas of the table itself."""
        return f"${letters(self.column(key))}{ROW}"

    def beside(self, key: str) -> str:
        """The same for a table of another sheet whose rows stand at the same height."""
        return f"{self.sheet}!${letters(self.column(key))}{ROW}"

    def cell(self, key: str, row: int) -> str:
        """One cell, its row counted from 0 in the body: Weights!$C$7."""
        return f"{self.sheet}!${letters(self.column(key))}${self.first + row}"

    def span(self, first: str, last: str) -> str:
        """The row at hand from one column to another; for formulas of the table itself."""
        return f"${letters(self.column(first))}{ROW}:${letters(self.column(last))}{ROW}"

    def spanned(self, first: str, last: str, row: int) -> str:
        """One row from one column to another: Values!$D$6:$M$6."""
        left, right = letters(self.column(first)), letters(self.column(last))
        return f"{self.sheet}!${left}${self.first + row}:${right}${self.first + row}"

    def whole(self, last: str) -> str:
        """The table to one of its columns, with the rows of keys and of heads above it: Weights!$A$8:$C$20."""
        left, right = letters(self.left), letters(self.column(last))
        return f"{self.sheet}!${left}${self.first - 2}:${right}${self.last}"

    def block(self, first: str, last: str) -> str:
        """All rows from one column to another."""
        left, right = letters(self.column(first)), letters(self.column(last))
        return f"{self.sheet}!${left}${self.first}:${right}${self.last}"


def place(sheet: str, first: int, count: int, keys: Sequence[str], left: int = 0) -> Place:
    """A table with its body from row `first` on; an empty table keeps one row, which says so."""
    return Place(sheet, first, max(count, 1), left, tuple(keys))
