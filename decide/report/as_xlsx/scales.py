"""Scales: what each criterion asks, between which ends it is judged, and how levels become values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.criterion import Categorical, CategoryScale, Exponential, Linear, Piecewise
from decide.model.quantity import Category
from decide.report import words
from decide.report.as_xlsx.draft import INPUTS
from decide.report.as_xlsx.table import DASH, Column, write_table, write_under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.model.criterion import Criterion
    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout

_LEAD = "What each criterion asks, and how a level on its scale becomes a value from 0 (worst) to 100 (best)."


def write(draft: Draft) -> None:
    """The sheet: criteria, and below them the points and categories of value functions."""
    layout, styles = draft.layout, draft.styles
    sheet = draft.sheet("Scales", _LEAD, INPUTS, width=layout.scales.column("anchors"))
    criteria = list(_columns(layout))
    write_table(sheet, layout.scales, criteria, styles)
    widths = [column.width for column in criteria]
    for where, title, columns in (
        (layout.knots, "Points of value functions that are straight between points", list(_knots(layout))),
        (layout.levels, "Categories and their values", list(_levels(layout))),
    ):
        if columns[0].values:
            sheet.write_string(where.first - 4, 1, title, styles["part"])
            write_under(sheet, where, columns, styles, widths)
    sheet.set_row(layout.scales.first - 3, None, None, {"hidden": True})
    sheet.freeze_panes(layout.scales.first - 1, 2)


def _columns(layout: Layout) -> Iterator[Column]:
    criteria = layout.criteria
    yield Column("", [one.id for one in criteria], style="hidden", width=0)
    yield Column("Criterion", [one.title for one in criteria], style="long", width=30)
    yield Column("Question", [one.question or DASH for one in criteria], style="long", width=46)
    yield Column("Unit", [one.scale.unit or DASH for one in criteria], style="long", width=12)
    yield Column(
        "Worst: value 0", [_end(one, 0) for one in criteria], style=[_style(one) for one in criteria], width=13
    )
    yield Column(
        "Best: value 100", [_end(one, -1) for one in criteria], style=[_style(one) for one in criteria], width=13
    )
    yield Column(
        "Status quo", [_status_quo(one) for one in criteria], style=[_style(one) for one in criteria], width=13
    )
    yield Column("Value function", [_kind(one) for one in criteria], style="long", width=14)
    yield Column("Where", [_detail(one) for one in criteria], style="long", width=22)
    steep = [layout.book.steepness.get(one.id, DASH) for one in criteria]
    yield Column("Steepness of the curve", steep, style=["centre" if c == DASH else "fine" for c in steep], width=11)
    yield Column("Anchors", [_anchors(one) for one in criteria], style="long", width=60)


def _style(criterion: Criterion) -> str:
    return "text" if isinstance(criterion.scale, CategoryScale) else "amount"


def _end(criterion: Criterion, place: int) -> str | float:
    if isinstance(criterion.scale, CategoryScale):
        return criterion.scale.categories[place]
    return float(criterion.scale.worst if place == 0 else criterion.scale.best)


def _status_quo(criterion: Criterion) -> str | float:
    now = criterion.status_quo
    return now.name if isinstance(now, Category) else float(now.best)


def _kind(criterion: Criterion) -> str:
    match criterion.value:
        case Linear():
            return "equal steps" if isinstance(criterion.scale, CategoryScale) else "straight line"
        case Exponential():
            return "curve"
        case Piecewise():
            return "straight between points"
        case _:
            return "by category"


def _detail(criterion: Criterion) -> str:
    match criterion.value:
        case Exponential(midpoint):
            return f"value 50 at {words.number(midpoint)}"
        case Piecewise():
            return "points below"
        case Categorical():
            return "values below"
        case _:
            return DASH


def _anchors(criterion: Criterion) -> str:
    texts = [
        f"{words.number(level) if not isinstance(level, str) else level}: {text}"
        for level, text in criterion.scale.anchors
    ]
    return "\n".join(texts) or DASH


def rising(criterion: Criterion) -> list[tuple[float, float]]:
    """Points of a piecewise value function, levels rising, values 0 to 100."""
    points = criterion.value.points if isinstance(criterion.value, Piecewise) else ()
    return sorted((float(level), float(value)) for level, value in points)


def knot_rows(layout: Layout, criterion: Criterion) -> tuple[int, int]:
    """First and last row of its points, counted from 0 in the table of points."""
    begin = 0
    for one in layout.criteria:
        count = len(rising(one))
        if one is criterion:
            return begin, begin + count - 1
        begin += count
    raise KeyError(criterion.id)


def level_rows(layout: Layout, criterion: Criterion) -> tuple[int, int]:
    """First and last row of its categories, likewise."""
    begin = 0
    for one in layout.criteria:
        count = len(one.scale.categories) if isinstance(one.scale, CategoryScale) else 0
        if one is criterion:
            return begin, begin + count - 1
        begin += count
    raise KeyError(criterion.id)


def _knots(layout: Layout) -> Iterator[Column]:
    where = layout.knots
    rows = [(one, place, point) for one in layout.criteria for place, point in enumerate(rising(one))]
    last = [place == len(rising(one)) - 1 for one, place, _ in rows]
    yield Column("", [one.id for one, _, _ in rows], style="hidden", width=0)
    yield Column("Criterion", [one.title for one, _, _ in rows], style="long")
    yield Column("Level", [point[0] for _, _, point in rows], style="amount")
    yield Column("Value", [point[1] for _, _, point in rows], style="amount")
    slopes = [
        0.0 if end else (rising(one)[place + 1][1] - point[1]) / (rising(one)[place + 1][0] - point[0])
        for (one, place, point), end in zip(rows, last, strict=True)
    ]
    formulas = []
    for number, end in enumerate(last):
        value, level = (where.cell(key, number) for key in ("value", "level"))
        after_value, after_level = (where.cell(key, min(number + 1, where.count - 1)) for key in ("value", "level"))
        formulas.append("" if end else f"=({after_value}-{value})/({after_level}-{level})")
    yield Column("Slope to the next", slopes, formulas, "fine")


def _levels(layout: Layout) -> Iterator[Column]:
    rows = [
        (one, name, 100 * value)
        for one in layout.criteria
        if isinstance(one.scale, CategoryScale)
        for name, value in category_values(one)
    ]
    yield Column("", [one.id for one, _, _ in rows], style="hidden", width=0)
    yield Column("Criterion", [one.title for one, _, _ in rows], style="long")
    yield Column("Category", [name for _, name, _ in rows], style="text")
    yield Column("Value", [value for _, _, value in rows], style="amount")


def category_values(criterion: Criterion) -> list[tuple[str, float]]:
    """Each category with its value in [0, 1], in the order of the scale."""
    if not isinstance(criterion.scale, CategoryScale):
        return []
    if isinstance(criterion.value, Categorical):
        known = {name: float(value) / 100 for name, value in criterion.value.values}
        return [(name, known[name]) for name in criterion.scale.categories]
    steps = len(criterion.scale.categories) - 1
    return [(name, place / steps) for place, name in enumerate(criterion.scale.categories)]
