"""Scores: how each option performs, what it costs, and what it risks, as yellow cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model import exchange
from decide.model.criterion import CategoryScale, Measures
from decide.model.option import Periods
from decide.model.quantity import ZERO, Category, LogNormal, Uniform, Unknown
from decide.report import words
from decide.report.as_xlsx import rules
from decide.report.as_xlsx.draft import INPUTS
from decide.report.as_xlsx.layout import performance_key
from decide.report.as_xlsx.places import letters
from decide.report.as_xlsx.scales import level_rows
from decide.report.as_xlsx.table import DASH, Column, open_marks, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.worksheet import Worksheet

    from decide.model.criterion import Criterion
    from decide.model.option import Judgement, NumberJudgement, Option, Size
    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout, Row

UNKNOWN = exchange.UNKNOWN
WORST_ROW, BEST_ROW = 5, 6  # above the table: the ends of each scale
_LEAD = (
    "How each option performs on each criterion (best estimate), what it costs and what it risks. Yellow cells are "
    "inputs; write the word unknown where nobody knows. Grades run from A (confirmed) to D (judgement)."
)


def write(draft: Draft) -> None:
    """The sheet."""
    layout, styles = draft.layout, draft.styles
    where = layout.scores
    sheet = draft.sheet("Scores", _LEAD, INPUTS, width=min(14, where.column("lead_time")))
    _write_scales(draft, sheet)
    columns = list(_columns(layout))
    write_table(sheet, where, columns, styles)
    scored, taken = columns[2 : 2 + len(layout.names)], columns[2 + len(layout.names) :][: len(layout.taken)]
    marks = zip(open_marks(scored, exchange.LEVEL), open_marks(taken, exchange.NUMBER), strict=True)
    draft.offer(exchange.SCORES, where, layout.taken[-1], ["".join(pair) for pair in marks])
    sheet.set_row(where.first - 3, None, None, {"hidden": True})
    rows = (where.first, where.last - 1)  # the status quo is no input
    for criterion in layout.criteria:
        _allow(layout, sheet, rows, criterion)
    for key in layout.taken:
        risk = key == "escalation_risk"
        hint = "A probability from 0 to below 1." if risk else "A number of 0 or more."
        rules.number(sheet, rows, where.column(key), 0, 0.999999 if risk else 1e15, _title(layout, key), hint)
    for key in (*layout.performances, *layout.taken):
        rules.mark_changed(draft, sheet, where, key, layout.was_rows, key)
    sheet.freeze_panes(where.first - 1, 2)
    sheet.repeat_rows(WORST_ROW - 2, where.first - 2)
    sheet.repeat_columns(0, 1)
    sheet.print_area(0, 0, where.last - 1, where.column("lead_time"))  # grades are printed with the evidence


def _write_scales(draft: Draft, sheet: Worksheet) -> None:
    """Unit and ends of each scale, above its column."""
    layout, styles = draft.layout, draft.styles
    for row, title in ((WORST_ROW - 1, "Unit"), (WORST_ROW, "Worst: value 0"), (BEST_ROW, "Best: value 100")):
        sheet.write_string(row - 1, 1, title, styles["strong"])
    for number, criterion in enumerate(layout.criteria):
        column = layout.scores.column(performance_key(criterion.id))
        sheet.write_string(WORST_ROW - 2, column, criterion.scale.unit or DASH, styles["centre"])
        for row, key in ((WORST_ROW - 1, "worst"), (BEST_ROW - 1, "best")):
            scale = criterion.scale
            if isinstance(scale, CategoryScale):
                value: str | float = scale.categories[0 if key == "worst" else -1]
            else:
                value = float(scale.worst if key == "worst" else scale.best)
            style = styles["centre" if isinstance(value, str) else "amount"]
            sheet.write_formula(row, column, f"={layout.scales.cell(key, number)}", style, value)


def end(layout: Layout, criterion: Criterion, row: int) -> str:
    """The cell with an end of a scale."""
    return f"Scores!${letters(layout.scores.column(performance_key(criterion.id)))}${row}"


def _allow(layout: Layout, sheet: Worksheet, rows: tuple[int, int], criterion: Criterion) -> None:
    if criterion.measures is not None:
        return
    column = layout.scores.column(performance_key(criterion.id))
    if isinstance(criterion.scale, CategoryScale):
        begin, last = level_rows(layout, criterion)
        first, final = layout.levels.cell("category", begin), layout.levels.cell("category", last)
        rules.listed(
            sheet, rows, column, f"{first}:{final.partition('!')[2]}", criterion.title, "One of the categories."
        )
        return
    cell = f"{letters(column)}{rows[0] + 1}"
    worst, best = (f"{letters(column)}${row}" for row in (WORST_ROW, BEST_ROW))
    allowed = f'=OR({cell}="{UNKNOWN}",AND(ISNUMBER({cell}),{cell}>=MIN({worst},{best}),{cell}<=MAX({worst},{best})))'
    low, high = sorted((criterion.scale.worst, criterion.scale.best))
    hint = f"A number from {words.number(low)} to {words.number(high)}, or the word {UNKNOWN}."
    rules.formula(sheet, rows, column, allowed, criterion.title, hint)


def _title(layout: Layout, key: str) -> str:
    name, _, part = key.partition(":")
    if name == "cost":
        return f"Cost, {part}" if part else f"Cost ({layout.book.problem.currency})"
    if name == "escalation_risk":
        return "Escalation risk"
    resource = next(one for one in layout.views[0].rules.resources if one.id == part)
    return f"{resource.title} ({resource.unit})" if resource.unit else resource.title


def _columns(layout: Layout) -> Iterator[Column]:
    rows = layout.rows
    yield Column("", [row.id for row in rows], style="hidden", width=0)
    yield Column("Option", [row.title for row in rows], style=_bold(layout), width=34)
    for number, criterion in enumerate(layout.criteria):
        yield _scored(layout, criterion, number)
    for key in layout.taken:
        yield _taken(layout, key)
    yield Column("Lead time", [_lead(row.option) for row in rows], style="centre", width=9)
    for criterion in layout.criteria:
        grades = [DASH if row.what is None else row.what.performance[criterion.id].grade or DASH for row in rows]
        yield Column(f"Grade: {criterion.title}", grades, style="centre", width=9)


def _bold(layout: Layout) -> list[str]:
    return ["text" if row.size else "strong" for row in layout.rows]


def _lead(option: Option | None) -> str:
    return DASH if option is None or option.lead_time is None else f"{words.number(option.lead_time.best)} mo"


def level(criterion: Criterion, row: Row) -> str | float:
    """A performance as its cell shows it."""
    quantity = criterion.status_quo if row.what is None else row.what.performance[criterion.id].quantity
    match quantity:
        case Unknown():
            return UNKNOWN
        case Category(name):
            return name
        case _:
            return float(quantity.best)


def _scored(layout: Layout, criterion: Criterion, number: int) -> Column:
    """A column of performances: inputs, what a size takes over from its option, and what is measured elsewhere."""
    values = [level(criterion, row) for row in layout.rows]
    formulas, styles = [], []
    for row in layout.rows:
        source = _source(layout, criterion, number, row)
        formulas.append(source)
        entry = None if row.what is None or source else row.what.performance[criterion.id]
        styles.append(_style(criterion, entry))
    return Column(criterion.title, values, formulas, styles, width=12)


def _source(layout: Layout, criterion: Criterion, number: int, row: Row) -> str:
    """The formula of a cell that is no input."""
    if row.what is None or row.option is None or _is_silent(criterion, row.what):
        return f"={layout.scales.cell('status_quo', number)}"
    where = layout.scores
    if criterion.measures is not None:
        key = "cost" if criterion.measures is Measures.COST else "escalation_risk"
        return f"={where.cell(key, layout.row_of[row.id])}"
    whole = row.option
    if row.size and row.what.performance[criterion.id] is whole.performance[criterion.id]:
        return f"={where.cell(performance_key(criterion.id), layout.row_of[whole.id])}"
    return ""


def _is_silent(criterion: Criterion, what: Option | Size) -> bool:
    """A baseline that says nothing of a criterion performs as the status quo does, and is that very quantity."""
    return criterion.measures is None and what.performance[criterion.id].quantity is criterion.status_quo


def _style(criterion: Criterion, entry: Judgement | None) -> str:
    if isinstance(criterion.scale, CategoryScale):
        return "input_word" if entry is not None else "text"
    if entry is None or not is_one_number(entry.quantity):
        return "percent" if criterion.measures is Measures.ESCALATION_RISK else "amount"
    return "input"


def is_one_number(quantity: object) -> bool:
    """Whether one number of the file stands for it; of a span between two ends, or a logarithm, none does."""
    return not isinstance(quantity, Uniform | LogNormal)


def taken_by(what: Option | Size | None, key: str) -> float:
    """What an option or size takes of a column."""
    if what is None:
        return 0.0
    name, _, part = key.partition(":")
    if name == "cost":
        if not part:
            return float(what.cost.best if isinstance(what.cost, Periods) else what.cost.quantity.best)
        periods = dict(what.cost.by_period) if isinstance(what.cost, Periods) else {}
        return float(periods[part].quantity.best) if part in periods else 0.0
    if name == "escalation_risk":
        return float(what.escalation_risk.quantity.best)
    uses = what.uses or {}
    return float(uses[part].quantity.best) if part in uses else 0.0


def _entry(what: Option | Size | None, key: str) -> NumberJudgement | Periods | None:
    """Where a number stands; None where the file says nothing."""
    if what is None:
        return None
    name, _, part = key.partition(":")
    if name == "escalation_risk":
        return what.escalation_risk
    if name == "uses":
        return (what.uses or {}).get(part)
    if isinstance(what.cost, Periods):
        return dict(what.cost.by_period).get(part) if part else what.cost
    return None if part else what.cost


def _taken(layout: Layout, key: str) -> Column:
    """A column of costs, risks or uses: inputs, what a size takes over, and the sum of all periods."""
    where = layout.scores
    values: list[str | float] = []
    formulas, styles = [], []
    plain, yellow = ("percent", "input_percent") if key == "escalation_risk" else ("money", "input")
    for number, row in enumerate(layout.rows):
        entry = _entry(row.what, key)
        formula = ""
        if isinstance(entry, Periods):
            first, last = f"cost:{layout.periods[0]}", f"cost:{layout.periods[-1]}"
            formula = f"=SUM({where.spanned(first, last, number)})"
        elif row.size and row.option is not None and entry is not None and entry is _entry(row.option, key):
            formula = f"={where.cell(key, layout.row_of[row.option.id])}"
        editable = entry is not None and not formula and is_stated(entry)
        values.append(taken_by(row.what, key))
        formulas.append(formula)
        styles.append(yellow if editable and row.option is not None and not row.option.baseline else plain)
    return Column(_title(layout, key), values, formulas, styles, width=11)


def is_stated(entry: NumberJudgement | Periods) -> bool:
    """Whether one number of the file stands behind it, rather than the 0 of what is not said."""
    return not isinstance(entry, Periods) and entry.quantity is not ZERO and is_one_number(entry.quantity)
