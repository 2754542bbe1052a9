"""Values: from levels to values, from values to contributions, scores and ranks. All of it is formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.criterion import CategoryScale, Exponential, Piecewise
from decide.report.as_xlsx.draft import WORKINGS
from decide.report.as_xlsx.layout import performance_key
from decide.report.as_xlsx.page import print_in_groups
from decide.report.as_xlsx.places import ROW, letters
from decide.report.as_xlsx.scales import knot_rows, level_rows
from decide.report.as_xlsx.scores import BEST_ROW, UNKNOWN, WORST_ROW, end
from decide.report.as_xlsx.table import DASH, Column, widths_of, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.worksheet import Worksheet

    from decide.model.criterion import Criterion
    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout

DECIMALS = 9  # of scores when they are compared
WEIGHT_ROW, COUNTED_ROW = 5, 6  # above the table: weights in use, and those that count in a portfolio
_HUNDRED = 100
_LEAD = (
    "Workings, nothing to type here: the value of each level from 0 to 100, times the weight of its criterion, is what "
    "it contributes to the score. Scores are rounded to 9 decimals before they are ranked; equals share a rank."
)


def write(draft: Draft) -> None:
    """The sheet."""
    layout, styles = draft.layout, draft.styles
    where = layout.values
    columns, values = list(_columns(layout)), where.column(f"value:{layout.names[0]}")
    contributions = where.column(f"part:{layout.names[0]}")
    sheet = draft.sheet("Values", _LEAD, WORKINGS, width=max(6, contributions - 1), begin=values)
    _write_weights(draft, sheet)
    write_table(sheet, where, columns, styles)
    sheet.set_row(where.first - 3, None, None, {"hidden": True})
    sheet.freeze_panes(where.first - 1, 2)
    sheet.repeat_rows(WEIGHT_ROW - 1, where.first - 2)
    sheet.repeat_columns(0, 1)
    print_in_groups(sheet, widths_of(columns), 2, [values, contributions, where.column("score")])


def _write_weights(draft: Draft, sheet: Worksheet) -> None:
    """Weights above the columns of values."""
    layout, styles = draft.layout, draft.styles
    where, nodes = layout.values, layout.weights
    view = layout.views[0]
    titles = ((WEIGHT_ROW, "Weight"), (COUNTED_ROW, "Weight in portfolios"))
    for row, title in titles:
        sheet.write_string(row - 1, 1, title, styles["strong"])
    for name in layout.names:
        column = where.column(f"value:{name}")
        line = next(line for line, node in enumerate(layout.book.problem.tree.walk(), 1) if node.id == name)
        weight = view.profile.weights[name]
        sheet.write_formula(WEIGHT_ROW - 1, column, f"={nodes.cell('use', line)}", styles["percent"], weight)
        flags = layout.shown(nodes, "counted").replace(ROW, str(nodes.first + line))
        formula = f"={letters(column)}{WEIGHT_ROW}*{flags}"
        share = weight if name in view.counted else 0.0
        sheet.write_formula(COUNTED_ROW - 1, column, formula, styles["percent"], share)


def weights_row(layout: Layout, row: int) -> str:
    """The weights above the columns of values, as a range."""
    return layout.span_over(layout.values, [f"value:{name}" for name in layout.names], row)


def value_formula(layout: Layout, criterion: Criterion) -> str:
    """From the level in Scores to the value, by the kind of the criterion's value function."""
    cell = layout.scores.beside(performance_key(criterion.id))
    return f'=IF({cell}="{UNKNOWN}",50,{_known(layout, criterion, cell)})'


def _known(layout: Layout, criterion: Criterion, cell: str) -> str:
    if isinstance(criterion.scale, CategoryScale):
        begin, last = level_rows(layout, criterion)
        names, values = (
            _part(layout.levels.all(key), layout.levels.first, begin, last) for key in ("category", "value")
        )
        return f"INDEX({values},MATCH({cell},{names},0))"
    worst, best = end(layout, criterion, WORST_ROW), end(layout, criterion, BEST_ROW)
    way = f"({cell}-{worst})/({best}-{worst})"
    if isinstance(criterion.value, Piecewise):
        begin, last = knot_rows(layout, criterion)
        levels, values, slopes = (
            _part(layout.knots.all(key), layout.knots.first, begin, last) for key in ("level", "value", "slope")
        )
        at = f"MATCH({cell},{levels},1)"
        return f"INDEX({values},{at})+({cell}-INDEX({levels},{at}))*INDEX({slopes},{at})"
    if isinstance(criterion.value, Exponential) and (steep := layout.book.steepness[criterion.id]):
        constant = layout.scales.cell("steepness", layout.criteria.index(criterion))
        if steep > 0:
            return f"100*(1-EXP(-{constant}*{way}))/(1-EXP(-{constant}))"
        # Mirrored, so that no exponential is too large for a cell.
        return f"100*(1-(1-EXP({constant}*(1-{way})))/(1-EXP({constant})))"
    return f"100*{way}"


def _part(column: str, first: int, begin: int, last: int) -> str:
    """Some rows of a column: Scales!$D$30:$D$33."""
    sheet, _, cells = column.partition("!")
    letter = cells.split("$")[1]
    return f"{sheet}!${letter}${first + begin}:${letter}${first + last}"


def numbers(layout: Layout) -> list[list[float]]:
    """Values of all rows on all criteria, from 0 to 100."""
    book = layout.book
    return [
        [_HUNDRED * value for value in (book.status_quo if row.option is None else book.values[row.way])]
        for row in layout.rows
    ]


def _columns(layout: Layout) -> Iterator[Column]:
    where, rows, view = layout.values, layout.rows, layout.views[0]
    values = numbers(layout)
    weights = [view.profile.weights[name] for name in layout.names]
    lines = {line.option.id: line for line in view.ranking.options}
    yield Column("", [row.id for row in rows], style="hidden", width=0)
    yield Column(
        "Option", [row.title for row in rows], style=["text" if row.size else "strong" for row in rows], width=34
    )
    yield Column("Ranked", [int(row.ranked) for row in rows], style="whole", width=0)
    for number, criterion in enumerate(layout.criteria):
        own = [line[number] for line in values]
        yield Column(criterion.title, own, value_formula(layout, criterion), "points", 12)
    for number, criterion in enumerate(layout.criteria):
        weight = f"{letters(where.column(f'value:{criterion.id}'))}${WEIGHT_ROW}"
        formula = f"={where.here(f'value:{criterion.id}')}*{weight}"
        own = [line[number] * weights[number] for line in values]
        yield Column(f"Contribution: {criterion.title}", own, formula, "points", 12)
    parts = where.span(f"part:{layout.names[0]}", f"part:{layout.names[-1]}")
    ranked = where.here("ranked")
    score, rank = where.here("score"), where.here("rank")
    scores: list[str | float] = [lines[row.option.id].score if row.ranked and row.option else DASH for row in rows]
    yield Column("Score", scores, f'=IF({ranked}=1,ROUND(SUM({parts}),{DECIMALS}),"{DASH}")', "points", 9)
    ranks: list[str | float] = [lines[row.option.id].rank if row.ranked and row.option else DASH for row in rows]
    yield Column("Rank", ranks, f'=IF({ranked}=1,RANK({score},{_own(layout, "score")}),"{DASH}")', "whole", 7)
    order = f'=IF({ranked}=1,{rank}+COUNTIF({where.above("rank")},{rank})-1,"{DASH}")'
    yield Column("Order", _order(ranks), order, "whole", 7)
    was = layout.was_rows
    yield Column("Published score", scores, f"={layout.shown(was, 'score')}", "points", 10)
    yield Column("Published rank", ranks, f"={layout.shown(was, 'rank')}", "whole", 10)


def _own(layout: Layout, key: str) -> str:
    return layout.values.all(key).partition("!")[2]


def _order(ranks: list[str | float]) -> list[str | float]:
    """Equals one after another, as they stand."""
    seen: dict[float, int] = {}
    found: list[str | float] = []
    for rank in ranks:
        if isinstance(rank, str):
            found.append(DASH)
            continue
        found.append(rank + seen.get(rank, 0))
        seen[rank] = seen.get(rank, 0) + 1
    return found
