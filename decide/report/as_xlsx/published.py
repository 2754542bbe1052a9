"""Published: what every input and result was when the workbook was made. Hidden; the way back compares with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model import exchange
from decide.report.as_xlsx.draft import CONTROL
from decide.report.as_xlsx.limits import limit_title, own_limit
from decide.report.as_xlsx.nodes import WHOLE
from decide.report.as_xlsx.scores import level, taken_by
from decide.report.as_xlsx.table import DASH, Column, write_under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout

_LEAD = "What every input and result was when this workbook was made. Checks and decide import compare with it."


def write(draft: Draft) -> None:
    """The sheet."""
    layout, styles = draft.layout, draft.styles
    runs = [run for before in draft.workbook.worksheets() for run in before.formula_runs()]
    sheet = draft.sheet("Published", _LEAD, CONTROL)
    tables = (
        (layout.was_nodes, list(_nodes(draft))),
        (layout.was_rows, list(_rows(draft))),
        (layout.was_limits, list(_limits(draft))),
        (layout.was_totals, list(_totals(layout))),
        (layout.was_formulas(len(runs)), [Column("Formulas", runs, style="hidden")]),
    )
    for where, columns in tables:
        write_under(sheet, where, columns, styles)
    for name, where in (
        (exchange.WAS_WEIGHTS, layout.was_nodes),
        (exchange.WAS_SCORES, layout.was_rows),
        (exchange.FORMULAS, layout.was_formulas(len(runs))),
    ):
        draft.name(name, where, where.keys[-1])
    if layout.limit_keys:
        draft.name(exchange.WAS_LIMITS, layout.was_limits, layout.was_limits.keys[-1])
    sheet.hide()


def _nodes(draft: Draft) -> Iterator[Column]:
    layout = draft.layout
    nodes = [node.id for node in layout.book.problem.tree.walk()]
    yield Column("Node", [WHOLE, *nodes], style="hidden")
    yield Column("Title", ["Whole", *(node.title for node in layout.book.problem.tree.walk())], style="hidden")
    yield Column("Open", draft.open_marks[exchange.WEIGHTS], style="hidden")
    for name, family in zip(layout.profiles, layout.families, strict=True):
        yield Column(f"Swing: {name}", [DASH, *(family.swings.get(node, DASH) for node in nodes)], style="amount")
    for name, family in zip(layout.profiles, layout.families, strict=True):
        yield Column(f"Weight: {name}", [family.weights.get(node, DASH) for node in (WHOLE, *nodes)], style="fine")


def _rows(draft: Draft) -> Iterator[Column]:
    layout = draft.layout
    yield Column("Id", [row.id for row in layout.rows], style="hidden")
    yield Column("Title", [row.title.strip() for row in layout.rows], style="hidden")
    yield Column("Option", [row.option.id if row.option else DASH for row in layout.rows], style="hidden")
    yield Column("Open", draft.open_marks[exchange.SCORES], style="hidden")
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


def _limits(draft: Draft) -> Iterator[Column]:
    layout = draft.layout
    keys = layout.limit_keys
    yield Column("Limit", list(keys) or [DASH], style="hidden")
    yield Column("Title", [limit_title(layout, key) for key in keys] or [DASH], style="hidden")
    yield Column("Open", draft.open_marks.get(exchange.LIMITS, [DASH]), style="hidden")
    yield Column("All profiles", [own_limit(layout, key, None) for key in keys] or [DASH], style="amount")
    for view in layout.views:
        yield Column(view.profile.id, [own_limit(layout, key, view) for key in keys] or [DASH], style="amount")


def _totals(layout: Layout) -> Iterator[Column]:
    yield Column("Portfolio", ["value", "cost", "escalation_risk"], style="hidden")
    for view in layout.views:
        one = view.portfolio
        totals = [0.0, 0.0, 0.0] if one is None else [one.value, float(one.cost), one.escalation_risk]
        yield Column(view.profile.id, totals, style="fine")
