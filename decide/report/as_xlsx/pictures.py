"""Pictures: where scores come from, and what they cost; both follow the yellow cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_xlsx.charts import bars, scatter
from decide.report.as_xlsx.draft import RESULTS
from decide.report.as_xlsx.places import letters

if TYPE_CHECKING:
    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.places import Place

_MOST_BARS, _MOST_LABELS = 30, 30
_SCALE = 70  # percent, at which a picture fits a page
_ROW_HEIGHT = 20  # pixels of a row
_LEAD = "Both pictures follow the yellow cells. The first shows the options in rank order, best at the top."


def write(draft: Draft) -> None:
    """The sheet: one picture a page."""
    layout = draft.layout
    board = layout.board
    sheet = draft.sheet("Pictures", _LEAD, RESULTS, width=14)
    shown = min(board.count, _MOST_BARS)
    series = [(node.title, _first(board, f"branch:{node.id}", shown)) for node, _ in layout.book.problem.tree.branches]
    title = "Score by contribution" if shown == board.count else f"Score by contribution: the first {shown}"
    names = ", ".join(name for name, _ in series)
    said = f"Stacked bars: what {names} contribute to the score of each option, best first."
    height = bars(draft, sheet, (3, 1), _first(board, "title", shown), series, shown, title, said)
    below = 3 + height // _ROW_HEIGHT + 2
    named = range(board.count if board.count <= _MOST_LABELS else 0)
    dots = [
        {
            "name": f"={board.cell('title', row)}",
            "x": board.cell("cost", row),
            "y": board.cell("score", row),
        }
        for row in named
    ] or [{"name": "Options", "x": board.all("cost"), "y": board.all("score")}]
    axes = (f"Cost, {layout.book.problem.currency}", "Score, points")
    said = "Each option's score against its cost."
    scatter(draft, sheet, (below, 1), dots, axes, "Score against cost", said, named=bool(named))
    sheet.set_h_pagebreaks([below - 1])
    sheet.set_column(1, 14, 9)
    sheet.set_print_scale(_SCALE)  # not fitted: a page each


def _first(where: Place, key: str, count: int) -> str:
    name = letters(where.column(key))
    return f"{where.sheet}!${name}${where.first}:${name}${where.first + count - 1}"
