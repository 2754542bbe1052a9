"""What every sheet shares: how it looks on screen, how it prints, and what may be changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_xlsx.recorded import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from decide.model.workbook import Book

_A4 = 9
_CHARACTERS = 96  # that columns on a page may have together, at full size and with the widest of likely fonts
_LEAST_SCALE = 10  # that spreadsheets know
_LONGEST_HEADER = 200  # of the 255 characters that a header may have
_ALLOWED = {"select_locked_cells": True, "select_unlocked_cells": True, "format_columns": True, "format_rows": True}


def new_sheet(workbook: Workbook, name: str, book: Book, colour: str) -> Sheet:
    """An empty sheet: landscape on A4, one page wide, locked but for its inputs, and without a password."""
    sheet: Sheet = workbook.add_worksheet(name, Sheet)
    sheet.set_tab_color(colour)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.65, bottom=0.55)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L&9{_escaped(book.problem.decision)}&R&9&A")
    made = f"decide {book.stamp.version}"
    if book.stamp.commit:
        made += f", commit {book.stamp.commit[:10]}{' and changes' if book.stamp.changed else ''}"
    sheet.set_footer(f"&L&8{_escaped(made)}&R&8&P / &N")
    sheet.protect("", _ALLOWED)
    return sheet


def print_in_groups(sheet: Worksheet, widths: Sequence[float], repeated: int, starts: Sequence[int]) -> None:
    """Print groups of columns on pages of their own, as large as the widest of them allows.

    Parameters
    ----------
    widths : of all columns, in characters
    repeated : how many columns stand on each page
    starts : the first column of each group, rising
    """
    ends = [*starts[1:], len(widths)]
    widest = max(sum(widths[begin:end]) for begin, end in zip(starts, ends, strict=True)) + sum(widths[:repeated])
    sheet.set_print_scale(max(_LEAST_SCALE, min(100, int(100 * _CHARACTERS / widest))))
    sheet.set_v_pagebreaks(list(starts[1:]))


def _escaped(text: str) -> str:
    """In headers, an ampersand begins a code, and a digit behind a size would belong to it."""
    kept = ""
    for sign in text:
        if len(kept) >= _LONGEST_HEADER:
            break
        kept += "&&" if sign == "&" else sign
    return f" {kept}" if kept[:1].isdigit() else kept
