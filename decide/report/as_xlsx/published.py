"""Published: what every input and result was when the workbook was made. Hidden; the way back compares with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_xlsx.draft import CONTROL
from decide.report.as_xlsx.limits import own_limit
from decide.report.as_xlsx.nodes import WHOLE
from decide.report.as_xlsx.scores import level, taken_by
from decide.report.as_xlsx.table import DASH, Column, write_under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout

_LEAD = "What every input and result was when this workbook was made. Checks compare with it."


def write(draft: Draft) -> None:
    """The sheet."""
    layout, styles = draft.layout, draft.styles
    sheet = draft.sheet("Published", _LEAD, CONTROL)
    tables = (
        (layout.was_nodes, list(_nodes(layout))),
        (layout.was_rows, list(_rows(layout))),
        (layout.was_limits, list(_limits(layout))),
        (layout.was_totals, list(_totals(layout))),
    )
    for where, columns in tables:
        write_under(sheet, where, columns, styles)
    sheet.hide()


def _nodes(layout: Layout) -> Iterator[Column]:
    nodes = [node.id for node in layout.book.problem.tree.walk()]
    yield Column("Node", [WHOLE, *nodes], style="hidden")
    for name, family in zip(layout.profiles, layout.families, strict=True):
        yield Column(f"Swing: {name}", [DASH, *(family.swings.get(node, DASH) for node in nodes)], style="amount")
    for name, family in zip(layout.profiles, layout.families, strict=True):
        yield Column(f"Weight: {name}", [family.weights.get(node, DASH) for node in (WHOLE, *nodes)], style="fine")


def _rows(layout: Layout) -> Iterator[Column]:
    yield Column("Id", [row.id for row in layout.rows], style="hidden")
    yield Column("Option", [row.option.id if row.option else DASH for row in layout.rows], style="hidden")
    for criterion in layout.criteria:
        yield Column(criterion.id, [level(criterion, row) for row in layout.rows], style="amount")
    for key in layout.taken:
        yield Column(key, [taken_by(row.what, key) for row in layout.rows], style="amount")
    for view in layout.views:
        lines = {line.option.id: line for line in view.ranking.options}
        scores = [lines[row.option.id].score if row.ranked and row.option else DASH for row in layout.rows]
        yield Column(f"Score: {view.profile.id}", scores, style="fine")
    for view in layout.views:
        lines = {line.option.id: line for line in view.ranking.options}
        ranks = [lines[row.option.id].rank if row.ranked and row.option else DASH for row in layout.rows]
        yield Column(f"Rank: {view.profile.id}", ranks, style="whole")
    for view in layout.views:
        one = view.portfolio
        chosen = {(name, one.sizes.get(name, "")) for name in one.options} if one is not None else set()
        yield Column(f"In: {view.profile.id}", [int(row.way in chosen) for row in layout.rows], style="whole")


def _limits(layout: Layout) -> Iterator[Column]:
    keys = layout.limit_keys
    yield Column("Limit", list(keys) or [DASH], style="hidden")
    yield Column("All profiles", [own_limit(layout, key, None) for key in keys] or [DASH], style="amount")
    for view in layout.views:
        yield Column(view.profile.id, [own_limit(layout, key, view) for key in keys] or [DASH], style="amount")


def _totals(layout: Layout) -> Iterator[Column]:
    yield Column("Portfolio", ["value", "cost", "escalation_risk"], style="hidden")
    for view in layout.views:
        one = view.portfolio
        totals = [0.0, 0.0, 0.0] if one is None else [one.value, float(one.cost), one.escalation_risk]
        yield Column(view.profile.id, totals, style="fine")
