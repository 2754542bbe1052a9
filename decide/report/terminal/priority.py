"""The order of priority on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_portfolio as say
from decide.report import words
from decide.report.layout import columns, line, natural_widths, paragraph

if TYPE_CHECKING:
    from decide.model.portfolio import PortfolioResult
    from decide.report.canvas import Canvas

_GAP = 2
_LEAST_TITLE = 12
HUNDRED = 100  # of money, for which a value is easier to read than for one


def render(found: PortfolioResult, canvas: Canvas, *, quiet: bool = False) -> str:
    """Options by value for money, with value for risk beside, and whether the best portfolio has them."""
    width = canvas.width
    heads = ("#", "Option", "Adds", "Cost", f"Per {HUNDRED}", "Risk", "Per 1%", "Best")
    rows = [[line(head, "bold") for head in heads]]
    for place, stand in enumerate(say.by_value_for_money(found), 1):
        cells = [str(place), stand.option.title, words.points(stand.value_added), words.number(stand.cost)]
        cells += [say.ratio(stand.value_for_money, HUNDRED), words.percent(stand.escalation_risk)]
        cells += [say.ratio(stand.value_for_risk), "in" if stand.chosen else ""]
        rows.append([line(cell) for cell in cells])
    widths = natural_widths(rows)
    spare = width - sum(widths) - _GAP * (len(widths) - 1)
    widths[1] = max(_LEAST_TITLE, widths[1] + min(spare, 0))
    table = columns(rows, widths, {0, 2, 3, 4, 5, 6}, _GAP)
    if quiet:
        return canvas.text(table)
    head = f"{found.profile.title}: options by value added for each {HUNDRED} {found.problem.currency}"
    return canvas.text(
        [
            *paragraph(head, width, "bold"),
            line(""),
            *table,
            line(""),
            *paragraph(say.priority_note(found), width),
            *(row for note in say.notes(found) for row in paragraph(note, width, "dim")),
        ]
    )
