"""Weights: what each profile weighs, as yellow cells, and the share of the whole that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model import exchange
from decide.model.criterion import Group
from decide.report.as_xlsx import rules
from decide.report.as_xlsx.draft import INPUTS
from decide.report.as_xlsx.nodes import WHOLE
from decide.report.as_xlsx.page import print_in_groups
from decide.report.as_xlsx.table import DASH, Column, open_marks, widths_of, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.model.criterion import Criterion
    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout
    from decide.report.as_xlsx.nodes import Family

_LEAD = (
    "How much each criterion counts: 100 for the swing from worst to best that matters most, others beside it. "
    "Change a yellow cell and everything follows; a changed cell turns orange."
)

_MOST_ON_A_PAGE = 3  # profiles


def write(draft: Draft) -> None:
    """The sheet."""
    layout, styles = draft.layout, draft.styles
    where = layout.weights
    in_groups = len(layout.profiles) > _MOST_ON_A_PAGE
    last = where.column(f"swing:{layout.profiles[-1]}") if in_groups else max(9, where.column("check"))
    sheet = draft.sheet("Weights", _LEAD, INPUTS, width=last, begin=2 if in_groups else 1)
    sheet.write_string(3, 1, "Profile shown", styles["strong"])
    several = len(layout.profiles) > 1
    sheet.write_string(3, 2, layout.profiles[0], styles["input_word" if several else "text"])
    if several:
        rules.one_of(sheet, 3, 2, layout.profiles, "Profile", "Every sheet then shows this profile.")
    columns = list(_columns(layout))
    write_table(sheet, where, columns, styles)
    marks = open_marks(columns[2 : 2 + len(layout.profiles)], exchange.NUMBER)
    draft.offer(exchange.WEIGHTS, where, f"swing:{layout.profiles[-1]}", marks)
    sheet.set_row(where.first - 3, None, None, {"hidden": True})
    rows = (where.first - 1, where.last - 1)
    for name in layout.profiles:
        column = where.column(f"swing:{name}")
        rules.number(
            sheet, rows, column, 0, 1_000_000, "Swing weight", "A number from 0 to 1,000,000; 0 counts nothing."
        )
        rules.mark_changed(draft, sheet, where, f"swing:{name}", layout.was_nodes, f"swing:{name}")
    rules.mark_check(draft, sheet, where, "check")
    sheet.freeze_panes(where.first - 1, 2)
    sheet.repeat_rows(where.first - 2)
    sheet.repeat_columns(0, 1)
    if in_groups:
        starts = [where.column(f"{what}:{layout.profiles[0]}") for what in ("swing", "share", "weight")]
        print_in_groups(sheet, widths_of(columns), 2, starts)


def _columns(layout: Layout) -> Iterator[Column]:
    where = layout.weights
    nodes = list(layout.book.problem.tree.walk())
    titles = {view.profile.id: view.profile.title for view in layout.views}
    yield Column("", [WHOLE, *(node.id for node in nodes)], style="hidden", width=0)
    names = [("   " * _level(layout, node)) + node.title for node in nodes]
    styles = ["strong", *("strong" if isinstance(node, Group) else "text" for node in nodes)]
    yield Column("Criterion", ["Whole", *names], style=styles, width=34)
    several = len(layout.profiles) > 1
    for name, family in zip(layout.profiles, layout.families, strict=True):
        yield _swings(nodes, family, f"Swing weight: {titles[name]}" if several else "Swing weight")
    for name, family in zip(layout.profiles, layout.families, strict=True):
        yield _shares(
            layout, nodes, name, family, f"Share of its group: {titles[name]}" if several else "Share of its group"
        )
    for name, family in zip(layout.profiles, layout.families, strict=True):
        yield _weights(layout, nodes, name, family, f"Weight: {titles[name]}" if several else "Weight")
    first = layout.families[0]
    weights = [_weight(first, WHOLE), *(_weight(first, node.id) for node in nodes)]
    yield Column("Weight shown", weights, f"={layout.shown(where, 'weight')}", "percent", 10)
    yield Column("Published", weights, f"={layout.shown(layout.was_nodes, 'weight')}", "percent", 10)
    use, before = where.here("use"), where.here("published")
    same = f'=IF(ISNUMBER({use}),IF(ROUND({use}-{before},9)=0,"ok","CHANGED"),"{DASH}")'
    yield Column("Check", [DASH if weight == DASH else "ok" for weight in weights], same, "flag", 11)
    for view in layout.views:
        counted = [0, *(int(node.id in view.counted) for node in nodes)]
        yield Column("Counted in portfolios", counted, style="whole", width=0)
    for family in layout.families:
        for level in range(layout.depth):
            above = [WHOLE, *(_above(family, node, level) for node in nodes)]
            yield Column("Above", above, style="hidden", width=0)


def _level(layout: Layout, node: Group | Criterion) -> int:
    """How deep a node stands in the value tree."""
    return 1 + sum(
        node is not group and any(node is inner for inner in _below(group))
        for group in layout.book.problem.tree.walk()
        if isinstance(group, Group)
    )


def _below(group: Group) -> Iterator[Group | Criterion]:
    for child in group.children:
        yield child
        if isinstance(child, Group):
            yield from _below(child)


def _above(family: Family, node: Group | Criterion, level: int) -> str:
    names = family.above.get(node.id, (WHOLE,))
    return names[level] if level < len(names) else WHOLE


def _swings(nodes: list[Group | Criterion], family: Family, head: str) -> Column:
    values = [DASH, *(family.swings.get(node.id, DASH) for node in nodes)]
    return Column(head, values, style=["centre" if value == DASH else "input" for value in values], width=11)


def _shares(layout: Layout, nodes: list[Group | Criterion], name: str, family: Family, head: str) -> Column:
    where = layout.weights
    swing, above = f"swing:{name}", f"up1:{name}"
    total = f"SUMIF({where.all(above)},{where.here(above)},{where.all(swing)})"
    own = where.here(swing)
    formula = f'=IF(ISNUMBER({own}),IF({own}=0,0,{own}/{total}),"{DASH}")'
    values: list[str | float] = [1.0, *(family.shares.get(node.id, DASH) for node in nodes)]
    return Column(head, values, ["", *[formula] * len(nodes)], "percent", 10)


def _weights(layout: Layout, nodes: list[Group | Criterion], name: str, family: Family, head: str) -> Column:
    """The share, times the shares of all groups above."""
    where = layout.weights
    share = where.all(f"share:{name}")
    factors = [
        f"INDEX({share},MATCH({where.here(f'up{level}:{name}')},{where.all('id')},0))"
        for level in range(1, layout.depth + 1)
    ]
    own = where.here(f"share:{name}")
    formula = f'=IF(ISNUMBER({own}),{"*".join([own, *factors])},"{DASH}")'
    values = [_weight(family, WHOLE), *(_weight(family, node.id) for node in nodes)]
    return Column(head, values, formula, "percent", 10)


def _weight(family: Family, name: str) -> str | float:
    return family.weights.get(name, DASH)
