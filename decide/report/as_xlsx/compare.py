"""Compare: scores and ranks under every profile side by side, all live."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from decide.report.as_xlsx import rules
from decide.report.as_xlsx.draft import RESULTS
from decide.report.as_xlsx.page import print_in_groups
from decide.report.as_xlsx.places import ROW, letters
from decide.report.as_xlsx.table import DASH, Column, widths_of, write_table, write_under
from decide.report.as_xlsx.values import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout

_LEAD = (
    "Every profile's ranking side by side; each follows its own weights. Colours run from the first rank to the last; "
    "in: the option is in that profile's published portfolio."
)

_MOST_ON_A_PAGE = 3  # profiles


def write(draft: Draft) -> None:
    """The sheet."""
    layout, styles = draft.layout, draft.styles
    where, weights = layout.compared, layout.compared_weights
    in_groups = len(layout.profiles) > _MOST_ON_A_PAGE
    last = where.column(f"rank:{layout.profiles[-1]}") if in_groups else max(9, len(where.keys) - 1)
    sheet = draft.sheet("Compare", _LEAD, RESULTS, width=last, begin=2 if in_groups else 1)
    shares = list(_weights(layout))
    options = _as_wide_as(list(_columns(layout)), widths_of(shares))
    write_table(sheet, where, options, styles)
    sheet.set_row(where.first - 3, None, None, {"hidden": True})
    sheet.write_string(weights.first - 4, 1, "Weights of each profile", styles["part"])
    write_under(sheet, weights, shares, styles, widths_of(options))
    count = len(layout.book.problem.options)
    for name in layout.profiles:
        column = where.column(f"rank:{name}")
        scale = {
            "type": "2_color_scale",
            "min_type": "num",
            "min_value": 1,
            "max_type": "num",
            "max_value": max(count, 2),
        }
        colours = {"min_color": "#9CC3E6", "max_color": "#FFFFFF"}
        sheet.conditional_format(where.first - 1, column, where.last - 1, column, {**scale, **colours})
    rules.mark_check(draft, sheet, where, "check")
    sheet.freeze_panes(where.first - 1, 2)
    sheet.repeat_rows(where.first - 2)
    sheet.repeat_columns(0, 1)
    if in_groups:
        starts = [where.column(f"{what}:{layout.profiles[0]}") for what in ("rank", "score", "in")]
        print_in_groups(sheet, widths_of(options), 2, starts)


def _as_wide_as(columns: list[Column], widths: list[float]) -> list[Column]:
    """The columns with room for those of the table below."""
    room = [*widths, *[0.0] * len(columns)]
    return [
        replace(column, width=max(column.width, least)) if column.width else column
        for column, least in zip(columns, room, strict=False)
    ]


def _columns(layout: Layout) -> Iterator[Column]:
    where, values, weights, was = layout.compared, layout.values, layout.compared_weights, layout.was_rows
    rows = layout.rows
    lines = [{line.option.id: line for line in view.ranking.options} for view in layout.views]
    yield Column("", [row.id for row in rows], style="hidden", width=0)
    yield Column(
        "Option", [row.title for row in rows], style=["text" if row.size else "strong" for row in rows], width=34
    )
    ranked = values.beside("ranked")
    left, right = (letters(values.column(f"value:{name}")) for name in (layout.names[0], layout.names[-1]))
    for view, own in zip(layout.views, lines, strict=True):
        score = where.here(f"score:{view.profile.id}")
        scores = where.all(f"score:{view.profile.id}").partition("!")[2]
        ranks: list[str | float] = [own[row.option.id].rank if row.ranked and row.option else DASH for row in rows]
        yield Column(
            f"Rank: {view.profile.title}", ranks, f'=IF({ranked}=1,RANK({score},{scores}),"{DASH}")', "whole", 10
        )
    for number, (view, own) in enumerate(zip(layout.views, lines, strict=True)):
        line = weights.spanned(f"weight:{layout.names[0]}", f"weight:{layout.names[-1]}", number)
        total = f"ROUND(SUMPRODUCT({line},Values!${left}{ROW}:${right}{ROW}),{DECIMALS})"
        found: list[str | float] = [own[row.option.id].score if row.ranked and row.option else DASH for row in rows]
        yield Column(f"Score: {view.profile.title}", found, f'=IF({ranked}=1,{total},"{DASH}")', "points", 10)
    changed = "+".join(
        f"({where.here(f'{what}:{name}')}<>{was.beside(f'{what}:{name}')})"
        for what in ("rank",)
        for name in layout.profiles
    )
    yield Column("Check", ["ok"] * len(rows), f'=IF({changed}=0,"ok","CHANGED")', "flag", 11)
    for view in layout.views:
        one = view.portfolio
        chosen = {(name, one.sizes.get(name, "")) for name in one.options} if one is not None else set()
        inside = ["in" if row.way in chosen else DASH for row in rows]
        yield Column(f"Published portfolio: {view.profile.title}", inside, style="centre", width=10)


def _weights(layout: Layout) -> Iterator[Column]:
    """A line a profile, across the criteria, as the scores need them."""
    nodes = layout.weights
    lines = {node.id: line for line, node in enumerate(layout.book.problem.tree.walk(), 1)}
    yield Column("", list(layout.profiles), style="hidden")
    yield Column("Profile", [view.profile.title for view in layout.views], style="strong")
    for criterion in layout.criteria:
        cells = [nodes.cell(f"weight:{name}", lines[criterion.id]) for name in layout.profiles]
        shares = [view.profile.weights[criterion.id] for view in layout.views]
        yield Column(criterion.title, shares, [f"={cell}" for cell in cells], "percent")
