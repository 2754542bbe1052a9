"""Checks: what holds, what was changed, and what is broken, each with one word, and all together with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.criterion import CategoryScale
from decide.report.as_xlsx import rules
from decide.report.as_xlsx.draft import CONTROL
from decide.report.as_xlsx.layout import performance_key
from decide.report.as_xlsx.places import place
from decide.report.as_xlsx.portfolio import AS_PUBLISHED, STATE, broken_at_first
from decide.report.as_xlsx.table import Column, write_table
from decide.report.as_xlsx.values import WEIGHT_ROW, weights_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout

OVERALL = "Checks!$C$4"
_FIRST = 10
_LEAD = (
    "ok: as published. CHANGED: an input was changed since. BROKEN: a relation or limit is not kept. "
    "LOOK: something is wrong."
)


def write(draft: Draft) -> None:
    """The sheet."""
    layout, styles = draft.layout, draft.styles
    lines = list(_lines(layout))
    sheet = draft.sheet("Checks", _LEAD, CONTROL, width=5)
    where = place("Checks", _FIRST, len(lines), ("id", "check", "state", "count", "expected", "hint"))
    columns = [
        Column("", [str(number) for number in range(1, len(lines) + 1)], style="hidden", width=0),
        Column("Check", [line[0] for line in lines], style="strong", width=40),
        Column("State", [line[2] for line in lines], [line[1] for line in lines], "flag", 12),
        Column("Counted", [line[4] for line in lines], [line[3] for line in lines], "count", 10),
        Column("Due", [line[5] for line in lines], style="count", width=10),
        Column("If it is not ok", [line[6] for line in lines], style="long", width=80),
    ]
    write_table(sheet, where, columns, styles)
    sheet.set_row(where.first - 3, None, None, {"hidden": True})
    sheet.write_string(3, 1, "All together", styles["strong"])
    states = where.all("state")
    broken = f'COUNTIF({states},"BROKEN")+COUNTIF({states},"LOOK")'
    good = f'COUNTIF({states},"ok")={len(lines)}'
    overall = f'=IF({broken}>0,"LOOK",IF({good},"ok","CHANGED"))'
    sheet.write_formula(3, 2, overall, styles["flag"], overall_at_first(layout))
    rules.mark_check(draft, sheet, where, "state")
    rules.mark_cells(draft, sheet, (3, 2, 3, 2))
    sheet.freeze_panes(_FIRST - 1, 2)


def overall_at_first(layout: Layout) -> str:
    """What it says of the workbook as it is made."""
    states = [line[2] for line in _lines(layout)]
    return "LOOK" if {"BROKEN", "LOOK"} & set(states) else "ok"


def _lines(layout: Layout) -> Iterator[tuple[str, str, str, str, int, int, str]]:
    """Name, formula of the state, state; formula of a count, count, what is due; what to do."""
    board, nodes, values, scores = layout.board, layout.weights, layout.values, layout.scores
    was_nodes, was_rows, was_limits, limits = layout.was_nodes, layout.was_rows, layout.was_limits, layout.limits

    def counted(name: str, formula: str, due: int, hint: str, word: str) -> tuple[str, str, str, str, int, int, str]:
        row = _FIRST + next(numbers)
        return name, f'=IF($D{row}=$E{row},"ok","{word}")', "ok", f"={formula}", due, due, hint

    numbers = iter(range(100))
    differ = [
        _differ(
            nodes.block(f"swing:{layout.profiles[0]}", f"swing:{layout.profiles[-1]}"),
            was_nodes.block(f"swing:{layout.profiles[0]}", f"swing:{layout.profiles[-1]}"),
        ),
        _differ(
            scores.block(layout.performances[0], layout.taken[-1]),
            was_rows.block(layout.performances[0], layout.taken[-1]),
        ),
    ]
    if layout.limit_keys:
        last = f"own:{layout.profiles[-1]}"
        differ.append(_differ(limits.block("common", last), was_limits.block("common", last)))
    hint = "Orange cells were changed. decide import writes them into the files."
    yield counted("Inputs changed", "+".join(differ), 0, hint, "CHANGED")
    hint = "See the column Check of the sheet Ranking."
    yield counted("Ranking as published", f'COUNTIF({board.all("check")},"CHANGED")', 0, hint, "CHANGED")
    hint = "See the column Check of the sheet Weights."
    yield counted("Weights as published", f'COUNTIF({nodes.all("check")},"CHANGED")', 0, hint, "CHANGED")
    if len(layout.profiles) > 1:
        changed = f'COUNTIF({layout.compared.all("check")},"CHANGED")'
        yield counted("All rankings as published", changed, 0, "See the sheet Compare.", "CHANGED")
    row = _FIRST + next(numbers)
    state = f'IF({AS_PUBLISHED}="ok",0,1)'
    yield (
        "Portfolio as published",
        f'=IF($D{row}=$E{row},"ok","CHANGED")',
        "ok",
        f"={state}",
        0,
        0,
        "See the sheet Portfolio.",
    )
    row = _FIRST + next(numbers)
    at_first = "BROKEN" if layout.views[0].portfolio is None and broken_at_first(layout) else "ok"
    kept = f'IF({STATE}="kept",0,1)'
    hint = "See the lines of Limits and Relations on the sheet Portfolio that say BROKEN."
    yield (
        "Relations and limits are kept",
        f'=IF($D{row}=$E{row},"ok","BROKEN")',
        at_first,
        f"={kept}",
        int(at_first != "ok"),
        0,
        hint,
    )
    weights = weights_row(layout, WEIGHT_ROW)
    hint = "Weights of one group are all 0: give one of them a number."
    yield counted("Weights add up to 100%", f"ROUND(100*SUM({weights}),6)", 100, hint, "LOOK")
    cells = [f"COUNT({nodes.all(f'swing:{name}')})" for name in layout.profiles]
    due = sum(len(family.swings) for family in layout.families)
    yield counted("Every weight is a number", "+".join(cells), due, "Some weight is empty or a text.", "LOOK")
    numeric = [performance_key(one.id) for one in layout.criteria if not isinstance(one.scale, CategoryScale)]
    cells = [f'COUNT({scores.all(name)})+COUNTIF({scores.all(name)},"unknown")' for name in numeric]
    cells += [f"COUNT({scores.all(key)})" for key in layout.taken]
    due = len(layout.rows) * (len(numeric) + len(layout.taken))
    hint = "Some score or cost is empty, or a text other than unknown."
    yield counted("Every score and cost is a number", "+".join(cells), due, hint, "LOOK")
    block = values.block(f"value:{layout.names[0]}", "order")
    hint = "A level lies beyond its scale, or is no category of it."
    yield counted("No cell has an error", f"SUMPRODUCT(--ISERROR({block}))", 0, hint, "LOOK")
    count = len(layout.book.problem.options)
    yield counted("Every option has a place", f"SUM({values.all('order')})", count * (count + 1) // 2, hint, "LOOK")


def _differ(now: str, before: str) -> str:
    return f"SUMPRODUCT(--({now}<>{before}))"
