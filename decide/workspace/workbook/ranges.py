"""Named ranges of a workbook: where they stand, and their cells by ids and keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openpyxl.utils.cell import get_column_letter, range_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_CELLS = 2_000_000  # of a sheet, from its first cell on; ours with 2,000 options have a tenth of that
_ABOVE = 2  # rows of keys and of heads


class Misshapen(Exception):
    """A named range is missing, or is none that we write."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a sheet; rows and columns count from 1."""

    sheet: str
    left: int
    top: int
    right: int
    bottom: int

    def __contains__(self, place: tuple[int, int]) -> bool:
        """Whether a row and column lie in it."""
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right


def box(reference: str, name: str) -> Box:
    """The rectangle that a reference such as Scores!$A$8:$F$35 names.

    Raises
    ------
    Misshapen : it is no such reference, or larger than anything we write
    """
    sheet, _, cells = reference.rpartition("!")
    try:
        left, top, right, bottom = (int(number) for number in range_boundaries(cells))
    except (ValueError, TypeError):
        raise Misshapen(f"the range {name} does not say where it is") from None
    if not sheet or bottom * right > MOST_CELLS:
        raise Misshapen(f"the range {name} is not where decide has put it")
    return Box(sheet.strip("'").replace("''", "'"), left, top, right, bottom)


@dataclass(slots=True)
class Grid:
    """The cells of some boxes of one sheet, by row and column."""

    boxes: list[Box] = field(default_factory=list)
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)

    def value(self, row: int, column: int) -> Any:  # noqa: ANN401 - whatever a cell may hold
        """What a cell holds; None where it is empty."""
        cell = self.cells.get((row, column))
        return None if cell is None else cell.value


@dataclass(frozen=True, slots=True)
class Table:
    """A named range with its grid: where each id and each key stands."""

    where: Box
    grid: Grid
    rows: Mapping[str, tuple[int, ...]]  # of each id; more than one if it was copied
    columns: Mapping[str, int]  # of each key
    strays: tuple[int, ...]  # rows that hold something, but no id

    def cell(self, row: int, key: str) -> Any:  # noqa: ANN401 - a cell of openpyxl; None where it is empty
        """The cell of a row in the column of a key."""
        return self.grid.cells.get((row, self.columns[key]))

    def value(self, row: int, key: str) -> Any:  # noqa: ANN401 - whatever a cell may hold
        """What the column of a key holds in a row."""
        return self.grid.value(row, self.columns[key]) if key in self.columns else None

    def text(self, row: int, key: str) -> str:
        """The same as text."""
        found = self.value(row, key)
        return "" if found is None else str(found).strip()

    def address(self, row: int, key: str) -> str:
        """The cell as a reader finds it: Scores!E5."""
        return f"{self.where.sheet}!{get_column_letter(self.columns[key])}{row}"

    def head(self, key: str) -> str:
        """What stands above the column."""
        found = self.grid.value(self.where.top + 1, self.columns[key])
        return "" if found is None else str(found).strip()


def table(where: Box, grid: Grid) -> Table:
    """A named range as a table.

    Raises
    ------
    Misshapen : a column stands twice
    """
    columns: dict[str, int] = {}
    for column in range(where.left, where.right + 1):
        key = grid.value(where.top, column)
        if key is not None and str(key) in columns:
            raise Misshapen(f"on the sheet {where.sheet} the column '{str(key)[:60]}' stands twice")
        if key is not None:
            columns[str(key)] = column
    rows: dict[str, tuple[int, ...]] = {}
    strays: list[int] = []
    for row in range(where.top + _ABOVE, where.bottom + 1):
        found = grid.value(row, where.left)
        if found is not None and str(found).strip():
            rows[str(found)] = (*rows.get(str(found), ()), row)
        elif any(grid.value(row, column) is not None for column in range(where.left, where.right + 1)):
            strays.append(row)
    return Table(where, grid, rows, columns, tuple(strays))


def cells_of(reference: str) -> Iterator[tuple[str, int, int]]:
    """Sheet, row and column of every cell of a reference."""
    where = box(reference, reference)
    for column in range(where.left, where.right + 1):
        for row in range(where.top, where.bottom + 1):
            yield where.sheet, row, column
