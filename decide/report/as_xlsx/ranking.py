"""Ranking: options in rank order, with what was published beside, and whether it still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_xlsx import rules
from decide.report.as_xlsx.draft import RESULTS
from decide.report.as_xlsx.layout import SELECTED
from decide.report.as_xlsx.scores import taken_by
from decide.report.as_xlsx.table import Column, write_table
from decide.report.as_xlsx.values import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout

_LEAD = (
    "Options in rank order under the weights shown. Check says ok where score and rank are as published, and CHANGED "
    "where an input was changed since."
)


def write(draft: Draft) -> None:
    """The sheet."""
    layout, styles = draft.layout, draft.styles
    where = layout.board
    sheet = draft.sheet("Ranking", _LEAD, RESULTS, width=where.column("check"))
    problem = layout.book.problem
    sheet.write_string(3, 2, "Profile shown", styles["strong"])
    sheet.write_formula(3, 3, f"={SELECTED}", styles["text"], layout.profiles[0])
    sheet.write_string(
        4, 2, f"Cost in {problem.currency} over {problem.horizon}. Contributions add up to the score.", styles["pale"]
    )
    write_table(sheet, where, list(_columns(layout)), styles)
    sheet.set_row(where.first - 3, None, None, {"hidden": True})
    rules.mark_check(draft, sheet, where, "check")
    column = where.column("score")
    bar = {"type": "data_bar", "bar_color": "#B7CDE6", "min_type": "num", "min_value": 0}
    sheet.conditional_format(
        where.first - 1, column, where.last - 1, column, {**bar, "max_type": "num", "max_value": 100}
    )
    sheet.freeze_panes(where.first - 1, 3)
    sheet.repeat_rows(where.first - 2)
    sheet.repeat_columns(0, 2)


def _columns(layout: Layout) -> Iterator[Column]:
    where, values, scores = layout.board, layout.values, layout.scores
    view = layout.views[0]
    lines = view.ranking.options
    rows = {row.option.id: number for number, row in enumerate(layout.rows) if row.option and not row.size}
    weights = [view.profile.weights[name] for name in layout.names]
    table = numbers(layout)

    def looked_up(column: str) -> str:
        return f"=INDEX({column},{where.here('row')})"

    yield Column("Place", list(range(1, len(lines) + 1)), style="whole", width=0)
    rank, ranks = f"INDEX({values.all('rank')},{where.here('row')})", values.all("rank")
    said = [f"{line.rank}{'=' if line.tied else ''}" for line in lines]
    yield Column("Rank", said, f'={rank}&IF(COUNTIF({ranks},{rank})>1,"=","")', "centre", 6)
    titles = [line.option.title for line in lines]
    yield Column("Option", titles, looked_up(values.all("title")), "strong", 30)
    yield Column("Score", [line.score for line in lines], looked_up(values.all("score")), "points", 10)
    for number, criterion in enumerate(layout.criteria):
        parts = [table[rows[line.option.id]][number] * weights[number] for line in lines]
        yield Column(criterion.title, parts, looked_up(values.all(f"part:{criterion.id}")), "points", 10.5)
    for key, head, style in (("cost", "Cost", "money"), ("escalation_risk", "Escalation risk", "percent")):
        numbers_ = [taken_by(line.option, key) for line in lines]
        yield Column(head, numbers_, looked_up(scores.all(key)), style, 9)
    yield Column("Published rank", [line.rank for line in lines], looked_up(values.all("published_rank")), "whole", 9)
    yield Column(
        "Published score", [line.score for line in lines], looked_up(values.all("published_score")), "points", 10
    )
    same_score = f"ROUND({where.here('score')}-{where.here('was_score')},9)=0"
    same_rank = f"INDEX({ranks},{where.here('row')})={where.here('was_rank')}"
    yield Column("Check", ["ok"] * len(lines), f'=IF(AND({same_score},{same_rank}),"ok","CHANGED")', "flag", 11)
    match = f"=MATCH({where.here('place')},{values.all('order')},0)"
    yield Column("Row", [rows[line.option.id] + 1 for line in lines], match, "whole", 0)
    place = {name: number for number, name in enumerate(layout.names)}
    for node, leaves in layout.book.problem.tree.branches:  # for the picture: a part a branch of the value tree
        cells = "+".join(where.here(f"part:{name}") for name in leaves)
        own = [
            sum(table[rows[line.option.id]][place[name]] * weights[place[name]] for name in leaves) for line in lines
        ]
        yield Column(node.title, own, f"={cells}", "points", 0)
