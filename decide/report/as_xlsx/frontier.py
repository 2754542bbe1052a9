"""Frontier: every portfolio that nothing beats, as decide found it, and where the chosen one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_xlsx.charts import DOT, scatter
from decide.report.as_xlsx.draft import RESULTS
from decide.report.as_xlsx.places import place
from decide.report.as_xlsx.portfolio import VALUE
from decide.report.as_xlsx.portfolio_tables import COST
from decide.report.as_xlsx.table import Column, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.model.portfolio import FrontierPoint
    from decide.report.as_xlsx.draft import Draft

MOST = 5_000  # portfolios that are listed
_FIRST = 34  # the row of the first portfolio: the chart stands above
_PRINTED = 60  # portfolios; all of them stand on the sheet
_KEYS = ("number", "value", "cost", "risk", "knee", "count", "options")
_LEAD = (
    "Every portfolio within the limits that no other beats on {what}, as it was published. This list does not "
    "recalculate; the red mark is the portfolio of the sheet Portfolio, and moves with it. All are listed, the first "
    "60 are printed."
)
_WHAT = {1: "value and cost", 2: "value, cost and escalation risk together"}


def write(draft: Draft) -> None:
    """The sheet."""
    found, styles = draft.book.frontier, draft.styles
    what = _WHAT[2 if found is None else len(found.by)]
    sheet = draft.sheet("Frontier", _LEAD.format(what=what), RESULTS, width=6)
    if found is None or not found.points:
        why = "There are too many to list." if found is None else "No portfolio keeps to all limits and relations."
        sheet.write_string(3, 1, why, styles["plain"])
        sheet.set_column(1, 6, 14)
        return
    points = found.points[:MOST]
    where = place("Frontier", _FIRST, len(points), _KEYS)
    write_table(sheet, where, list(_columns(points)), styles)
    sheet.set_row(where.first - 3, None, None, {"hidden": True})
    if len(points) < len(found.points):
        sheet.write_string(_FIRST - 4, 1, f"The first {len(points):,} of {len(found.points):,}.", styles["pale"])
    series = [
        {"name": "Portfolios that nothing beats", "x": where.all("cost"), "y": where.all("value"), "marker": DOT},
        {
            "name": "The portfolio on the sheet Portfolio",
            "x": COST,
            "y": VALUE,
            "marker": {**DOT, "type": "diamond", "size": 12, "fill": {"color": "#EE6677"}},
        },
    ]
    axes = (f"Cost, {draft.book.problem.currency}", "Value, points")
    said = f"Value against cost of {len(points)} efficient portfolios, and of the chosen one."
    scatter(draft, sheet, (2, 1), series, axes, "Efficient portfolios", said)
    sheet.print_area(0, 0, where.first + min(len(points), _PRINTED) - 2, 6)
    sheet.freeze_panes(2, 0)


def _columns(points: tuple[FrontierPoint, ...]) -> Iterator[Column]:
    ones = [point.portfolio for point in points]
    yield Column("", list(range(1, len(ones) + 1)), style="whole", width=0)
    yield Column("Value, points", [one.value for one in ones], style="points", width=13)
    yield Column("Cost", [float(one.cost) for one in ones], style="money", width=13)
    yield Column("Escalation risk", [one.escalation_risk for one in ones], style="percent", width=13)
    yield Column("Knee", ["knee" if point.knee else "–" for point in points], style="centre", width=8)
    yield Column("Options", [len(one.options) for one in ones], style="count", width=9)
    names = [
        ", ".join(f"{name}:{one.sizes[name]}" if name in one.sizes else name for name in one.options) for one in ones
    ]
    yield Column("Which", [text or "none" for text in names], style="long", width=110)
