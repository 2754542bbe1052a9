"""A workbook that recalculates itself; formulas carry Python's own results, for readers that calculate nothing."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from decide.model import exchange
from decide.report.as_xlsx import (
    about,
    checks,
    compare,
    evidence,
    frontier,
    pictures,
    portfolio,
    portfolios,
    published,
    ranking,
    robustness,
    scales,
    scores,
    values,
    weights,
)
from decide.report.as_xlsx.draft import Draft
from decide.report.as_xlsx.layout import Layout
from decide.report.as_xlsx.styles import Styles

if TYPE_CHECKING:
    from decide.model.workbook import Book

_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same input gives the same bytes


def render(book: Book) -> bytes:
    """The bytes of an .xlsx file."""
    import xlsxwriter  # noqa: PLC0415 - only workbooks need it

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    layout = Layout(book)
    draft = Draft(workbook, Styles(workbook), layout)
    _stamp(draft)
    for sheet in (about, weights, scores, ranking, portfolio, frontier, robustness, portfolios):
        sheet.write(draft)
    if len(layout.profiles) > 1:
        compare.write(draft)
    for sheet in (pictures, scales, values, evidence, checks, published):
        sheet.write(draft)
    workbook.close()
    return stream.getvalue()


def _stamp(draft: Draft) -> None:
    """What the way back needs to know, as properties of the document."""
    book = draft.book
    names = ", ".join(draft.layout.profiles)
    draft.workbook.set_properties(
        {"title": book.problem.decision, "subject": names, "author": "decide", "created": _NO_CLOCK}
    )
    for name, value in (
        (exchange.STAMP, exchange.FORMAT),
        (exchange.VERSION, book.stamp.version),
        (exchange.COMMIT, book.stamp.commit or exchange.NO_COMMIT),
        (exchange.CHANGED, book.stamp.changed),
        (exchange.INPUTS, book.stamp.inputs),
        (exchange.PROFILES, " ".join(draft.layout.profiles)),
    ):
        draft.workbook.set_custom_property(name, value)
