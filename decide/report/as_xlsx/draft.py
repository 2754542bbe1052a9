"""A workbook being written: its sheets in order, its styles, and where everything stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from decide.report.as_xlsx.page import new_sheet

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from decide.model.workbook import Book
    from decide.report.as_xlsx.layout import Layout
    from decide.report.as_xlsx.places import Place
    from decide.report.as_xlsx.recorded import Sheet
    from decide.report.as_xlsx.styles import Styles

INPUTS, WORKINGS, RESULTS, CONTROL = "#E0B400", "#8A97A6", "#2F6FB3", "#3E8E41"  # colours of tabs


@dataclass(frozen=True)
class Draft:
    """What every sheet is written with."""

    workbook: Workbook
    styles: Styles
    layout: Layout
    open_marks: dict[str, list[str]] = field(default_factory=dict)  # of the rows of each range of inputs

    @property
    def book(self) -> Book:
        """What is to be shown."""
        return self.layout.book

    def offer(self, name: str, where: Place, last: str, marks: list[str]) -> None:
        """Name a range of inputs, to its last column of them, and keep what may be written into each row."""
        self.name(name, where, last)
        self.open_marks[name] = marks

    def name(self, name: str, where: Place, last: str) -> None:
        """Name a table to one of its columns, for the way back."""
        self.workbook.define_name(name, f"={where.whole(last)}")

    def sheet(self, name: str, lead: str, colour: str, width: int = 9, begin: int = 1) -> Sheet:
        """A sheet with its title and one sentence on what it is for, from one column to another.

        Where the first columns are repeated on further pages the sentence begins behind them, or it would be cut there.
        """
        sheet = new_sheet(self.workbook, name, self.book, colour)
        sheet.set_column(0, 0, 0, None, {"hidden": True})  # ids, for the way back
        sheet.write_string(0, 1, name, self.styles["title"])
        sheet.set_row(0, 24)
        sheet.merge_range(1, begin, 1, width, lead, self.styles["lead"])
        sheet.set_row(1, 32)
        return sheet
