"""Portfolio: what is chosen, as 0 and 1 in yellow cells; its value, cost and risk; and what it keeps or breaks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from decide.model import exchange
from decide.report.as_xlsx import portfolio_tables as tables
from decide.report.as_xlsx import rules
from decide.report.as_xlsx.draft import RESULTS
from decide.report.as_xlsx.limits import limit_title
from decide.report.as_xlsx.places import letters
from decide.report.as_xlsx.scores import taken_by
from decide.report.as_xlsx.table import DASH, Column, open_marks, write_table, write_under
from decide.report.as_xlsx.values import COUNTED_ROW, weights_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.worksheet import Worksheet

    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout

VALUE, STATE = "Portfolio!$C$4", "Portfolio!$C$7"
_MOST_ON_A_PAGE = 30  # ways; from there on the tables below begin a page of their own
AS_PUBLISHED = "Portfolio!$G$7"
_LEAD = (
    "What is chosen: 1 in, 0 out. Change a yellow cell: value, cost and risk follow, and each relation and limit says "
    "whether it is kept. Nothing is optimised here."
)


def write(draft: Draft) -> None:
    """The sheet."""
    layout, styles = draft.layout, draft.styles
    where = layout.chosen
    sheet = draft.sheet("Portfolio", f"{_LEAD} {_told(layout)}", RESULTS, width=where.column("check"))
    _write_totals(draft, sheet)
    options = list(_chosen(layout))
    write_table(sheet, where, options, styles)
    widths = [column.width for column in options]
    sheet.set_row(where.first - 3, None, None, {"hidden": True})
    column = where.column("in")
    rules.number(sheet, (where.first, where.last - 1), column, 0, 1, "In", "1 in, 0 out.")
    rules.mark_check(draft, sheet, where, "check")
    for below, title, columns in (
        (layout.limits, "Limits", list(tables.limits(layout))),
        (layout.kept, "Relations that must be kept", list(tables.kept(layout))),
        (layout.gained, "What standing together adds, once all are in", list(tables.gained(layout))),
        (layout.causes, "Causes that options share: each counts once, at its riskiest", list(tables.causes(layout))),
    ):
        sheet.write_string(below.first - 4, 1, title, styles["part"])
        write_under(sheet, below, columns, styles, widths)
        if below is layout.limits and layout.limit_keys:
            marks = open_marks(columns[2 : 3 + len(layout.profiles)], exchange.NUMBER)
            draft.offer(exchange.LIMITS, below, f"own:{layout.profiles[-1]}", marks)
        if "state" in below.keys:
            rules.mark_check(draft, sheet, below, "state")
    write_under(sheet, layout.kept_members, list(tables.kept_members(layout)), styles)
    write_under(sheet, layout.gained_members, list(tables.gained_members(layout)), styles)
    tables.allow_limits(draft, sheet)
    draft.name(exchange.PORTFOLIO, where, "in")
    sheet.freeze_panes(where.first - 1, 2)
    sheet.print_area(0, 0, layout.causes.last - 1, layout.beyond - 2)
    if where.count > _MOST_ON_A_PAGE:
        sheet.repeat_rows(where.first - 2)
        sheet.set_h_pagebreaks([layout.limits.first - 4])


def _write_totals(draft: Draft, sheet: Worksheet) -> None:
    layout, styles = draft.layout, draft.styles
    chosen, gained, causes = layout.chosen, layout.gained, layout.causes
    view = layout.views[0]
    one = view.portfolio
    value, cost, risk = (0.0, 0.0, 0.0) if one is None else (one.value, float(one.cost), one.escalation_risk)
    taken, whole = chosen.all("in"), gained.all("whole")
    logs = f"SUM({chosen.all('log')})+SUM({gained.all('log')})+SUM({causes.all('log')})"
    kept = f'COUNTIF({layout.kept.all("state")},"BROKEN")+COUNTIF({layout.limits.all("state")},"BROKEN")'
    state = "kept" if one is not None or not broken_at_first(layout) else "BROKEN"
    lines = (
        (
            "Value, points",
            f"=SUMPRODUCT({taken},{chosen.all('adds')})+SUMPRODUCT({whole},{gained.all('points')})",
            "points",
            value,
        ),
        (
            f"Cost, {layout.book.problem.currency}",
            f"=SUMPRODUCT({taken},{chosen.all('cost')})+SUMPRODUCT({whole},{gained.all('cost')})",
            "money",
            cost,
        ),
        ("Escalation risk, joint", f"=1-EXP({logs})", "percent", risk),
        ("Relations and limits", f'=IF({kept}=0,"kept","BROKEN")', "flag", state),
    )
    for row, (title, formula, style, cached) in enumerate(lines, 3):
        sheet.write_string(row, 1, title, styles["strong"])
        sheet.write_formula(row, 2, formula, styles[style], cached)
    was = layout.was_totals
    for row, (title, total, style) in enumerate(
        (("Published value", value, "points"), ("Published cost", cost, "money"), ("Published risk", risk, "percent"))
    ):
        formula = f"={layout.shown(was, 'total')}".replace("{r}", str(was.first + row))
        sheet.merge_range(row + 3, 4, row + 3, 5, title, styles["strong"])
        sheet.write_formula(row + 3, 6, formula, styles[style], total)
    sheet.merge_range(6, 4, 6, 5, "As published", styles["strong"])
    moved = "+".join(f"(ABS({cell}-$G${row})>1E-9)" for cell, row in ((VALUE, 4), (tables.COST, 5), (tables.RISK, 6)))
    same = f'=IF(COUNTIF({chosen.all("check")},"CHANGED")+{moved}=0,"ok","CHANGED")'
    sheet.write_formula(6, 6, same, styles["flag"], "ok")
    rules.mark_cells(draft, sheet, (6, 2, 6, 6))


def _told(layout: Layout) -> str:
    """What is known of the portfolio it opens with."""
    view = layout.views[0]
    said = {
        "optimal": "proved best under the limits",
        "best_found": "the best found, not proved",
        "infeasible": "none: no portfolio keeps to all limits and relations",
        "unknown": "none was found",
        "not asked": "none was looked for",
    }
    return f"Opens with: {said.get(view.status, view.status)}, for the profile {view.profile.id}."


def broken_at_first(layout: Layout) -> bool:
    """Whether choosing nothing breaks something."""
    return any(demand.least > 0 and not demand.needs for demand in layout.demands)


def _chosen(layout: Layout) -> Iterator[Column]:
    where, rows, view = layout.chosen, layout.rows, layout.views[0]
    now = tables.chosen_now(layout)
    inside = [now[row.way] for row in rows]
    risks = [taken_by(row.what, "escalation_risk") for row in rows]
    triggers = [row.option.trigger or DASH if row.option else DASH for row in rows]
    yield Column("", [row.id for row in rows], style="hidden", width=0)
    yield Column(
        "Option", [row.title for row in rows], style=["text" if row.size else "strong" for row in rows], width=34
    )
    yield Column("In", inside, style=["input_choice" if row.choosable else "whole" for row in rows], width=9)
    first, last = f"value:{layout.names[0]}", f"value:{layout.names[-1]}"
    left, right = (letters(layout.values.column(key)) for key in (first, last))
    gain = f"Values!${left}{{r}}:${right}{{r}}-{layout.values.spanned(first, last, 0)}"
    added = [view.gains.get(row.way, 0.0) if row.option else 0.0 for row in rows]
    yield Column("Adds, points", added, f"=SUMPRODUCT({weights_row(layout, COUNTED_ROW)},{gain})", "points", 10)
    costs = [taken_by(row.what, "cost") for row in rows]
    yield Column("Cost", costs, f"={layout.scores.beside('cost')}", "money", 10)
    yield Column("Risk", risks, f"={layout.scores.beside('escalation_risk')}", "percent", 9)
    yield Column("Shared cause", triggers, style="centre", width=12)
    log = f'=IF({where.here("trigger")}="{DASH}",{where.here("in")}*LN(1-{where.here("risk")}),0)'
    logs = [
        taken * math.log1p(-risk) if cause == DASH else 0.0
        for taken, risk, cause in zip(inside, risks, triggers, strict=True)
    ]
    yield Column("ln(1 - risk)", [value + 0.0 for value in logs], log, "fine", 10)
    for key in layout.taken:
        if ":" in key:
            yield Column(
                _head(layout, key),
                [taken_by(row.what, key) for row in rows],
                f"={layout.scores.beside(key)}",
                "money",
                10,
            )
    yield Column("Published", inside, f"={layout.shown(layout.was_rows, 'in')}", "whole", 10)
    yield Column(
        "Check", ["ok"] * len(rows), f'=IF({where.here("in")}={where.here("published")},"ok","CHANGED")', "flag", 11
    )


def _head(layout: Layout, key: str) -> str:
    name, _, part = key.partition(":")
    return f"Cost, {part}" if name == "cost" else limit_title(layout, part)
