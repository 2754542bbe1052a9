"""One way of writing CSV: a text that a spreadsheet would run as a formula gets an apostrophe before it."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# CWE-1236: signs with which a cell becomes a formula.
_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")  # it would become itself
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")


def text(value: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) and not _NUMBER.fullmatch(value) else value


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, raw: bool = False) -> str:
    """The head and the rows, as CSV; with `raw`, for programs that are no spreadsheets, texts as they are."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([text(cell) if isinstance(cell, str) and not raw else cell for cell in row] for row in rows)
    return out.getvalue()
