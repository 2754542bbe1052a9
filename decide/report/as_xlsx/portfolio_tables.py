"""Tables below the options of the sheet Portfolio: limits, relations, what standing together adds, shared causes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from decide.model.option import Periods
from decide.model.rules import BUDGET, ESCALATION_RISK
from decide.report.as_xlsx import rules
from decide.report.as_xlsx.limits import limit_in_force, limit_title, own_limit
from decide.report.as_xlsx.scores import taken_by
from decide.report.as_xlsx.table import DASH, Column
from decide.report.as_xlsx.values import COUNTED_ROW, weights_row
from decide.report.sentences_portfolio import place as stands_at
from decide.report.sentences_portfolio import relation_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.worksheet import Worksheet

    from decide.model.option import Cost
    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout
    from decide.report.as_xlsx.places import Place

COST, RISK = "Portfolio!$C$5", "Portfolio!$C$6"
_CLOSE = 1e-9  # by which a sum of rounded numbers may pass a limit that it equals


def chosen_now(layout: Layout) -> dict[tuple[str, str], int]:
    """Of each way, 1 if it is in the portfolio that the sheet opens with, else 0."""
    one = layout.views[0].portfolio
    chosen = {(name, one.sizes.get(name, "")) for name in one.options} if one is not None else set()
    return {row.way: int(row.way in chosen) for row in layout.rows}


def limits(layout: Layout) -> Iterator[Column]:
    """Each limit: from which file, what is taken, what is left."""
    where, keys, view = layout.limits, layout.limit_keys, layout.views[0]
    if not keys:
        yield from _nothing(where, "no limits")
        return
    common = [own_limit(layout, key, None) for key in keys]
    yield Column("", list(keys), style="hidden")
    yield Column("Limit", [limit_title(layout, key) for key in keys], style="strong")
    yield Column(
        "All profiles", common, style=[_limit_style(key, value) for key, value in zip(keys, common, strict=True)]
    )
    for one in layout.views:
        own = [own_limit(layout, key, one) for key in keys]
        styles = [_limit_style(key, value) for key, value in zip(keys, own, strict=True)]
        yield Column(f"Own: {one.profile.title}", own, style=styles)
    shown = layout.shown(where, "own")
    in_force = [limit_in_force(view, key) for key in keys]
    plain = ["percent" if key == ESCALATION_RISK else "money" for key in keys]
    yield Column("In force", in_force, f"=IF(ISNUMBER({shown}),{shown},{where.here('common')})", plain)
    taken = [_taken(layout, key) for key in keys]
    yield Column("Taken", [number for number, _ in taken], [formula for _, formula in taken], plain)
    limit, used = where.here("limit"), where.here("taken")
    left = [
        amount - number if isinstance(amount, float) else DASH
        for amount, (number, _) in zip(in_force, taken, strict=True)
    ]
    yield Column("Left", left, f'=IF(ISNUMBER({limit}),{limit}-{used},"{DASH}")', plain)
    state = f'=IF(ISNUMBER({limit}),IF({used}-{limit}<=1E-9*MAX(1,{limit}),"kept","BROKEN"),"kept")'
    kept = ["BROKEN" if isinstance(room, float) and room < -_CLOSE else "kept" for room in left]
    yield Column("State", kept, state, "flag")


def _limit_style(key: str, value: str | float) -> str:
    if isinstance(value, str):
        return "centre"
    return "input_percent" if key == ESCALATION_RISK else "input"


def _taken(layout: Layout, key: str) -> tuple[float, str]:
    """What the portfolio takes of something limited, and its formula."""
    one = layout.views[0].portfolio
    name, _, period = key.partition(":")
    if name == ESCALATION_RISK:
        return (one.escalation_risk if one else 0.0), f"={RISK}"
    if name == BUDGET and not period:
        return (float(one.cost) if one else 0.0), f"={COST}"
    column = f"cost:{period}" if name == BUDGET else f"uses:{name}"
    inside = chosen_now(layout)
    total = math.fsum(inside[row.way] * taken_by(row.what, column) for row in layout.rows)
    formula = f"=SUMPRODUCT({layout.chosen.all('in')},{layout.chosen.all(column)})"
    if name == BUDGET:
        whole = _wholes(layout)
        total += math.fsum(on * _in_period(own.cost, period) for on, own in zip(whole, layout.together, strict=True))
        formula += f"+SUMPRODUCT({layout.gained.all('whole')},{layout.gained.all(column)})"
    return total, formula


def _in_period(cost: Cost, period: str) -> float:
    periods = dict(cost.by_period) if isinstance(cost, Periods) else {}
    return float(periods[period].quantity.best) if period in periods else 0.0


def allow_limits(draft: Draft, sheet: Worksheet) -> None:
    """What may be typed as a limit."""
    layout, where = draft.layout, draft.layout.limits
    for row, key in enumerate(layout.limit_keys):
        high = 1 if key == ESCALATION_RISK else 1e15
        for name in ("common", *(f"own:{profile}" for profile in layout.profiles)):
            lines = (where.first - 1 + row, where.first - 1 + row)
            rules.number(
                sheet, lines, where.column(name), 0, high, limit_title(layout, key), f"A number from 0 to {high:g}."
            )
    if layout.limit_keys:
        for name in ("common", *(f"own:{profile}" for profile in layout.profiles)):
            rules.mark_changed(draft, sheet, where, name, layout.was_limits, name)


def kept(layout: Layout) -> Iterator[Column]:
    """Each relation that must be kept, and whether it is."""
    where, found = layout.kept, layout.demands
    if not found:
        yield from _nothing(where, "no relations")
        return
    inside = chosen_now(layout)
    counts = {row.option.id: 0 for row in layout.rows if row.option}
    for row in layout.rows:
        if row.option:
            counts[row.option.id] += inside[row.way]
    active = [counts.get(one.needs, 0) if one.needs else 1 for one in found]
    number = [sum(counts.get(name, 0) for name in one.counted) for one in found]
    yield Column("", [str(place) for place in range(1, len(found) + 1)], style="hidden")
    yield Column("Relation", [f"{one.says} ({one.where})" for one in found], style="long")
    needs = where.here("needs")
    options, taken = layout.was_rows.all("option"), layout.chosen.all("in")
    yield Column("Matters", active, f'=IF({needs}="{DASH}",1,SUMIF({options},{needs},{taken}))', "whole")
    members = layout.kept_members
    counted = members.span(members.keys[0], members.keys[-1])
    yield Column("Chosen", number, f"=SUMPRODUCT(SUMIF({options},{counted},{taken}))", "whole")
    yield Column("At least", [one.least for one in found], style="whole")
    yield Column("At most", [one.most for one in found], style="whole")
    count = where.here("count")
    within = f"AND({count}>={where.here('least')},{count}<={where.here('most')})"
    kept = [
        "kept" if not on or one.least <= many <= one.most else "BROKEN"
        for on, many, one in zip(active, number, found, strict=True)
    ]
    yield Column("State", kept, f'=IF(OR({where.here("active")}=0,{within}),"kept","BROKEN")', "flag")
    yield Column("If in", [one.needs or DASH for one in found], style="text")


def kept_members(layout: Layout) -> Iterator[Column]:
    """The options that each of them counts."""
    found = layout.demands
    for place in range(len(layout.kept_members.keys)):
        names = [one.counted[place] if place < len(one.counted) else DASH for one in found]
        yield Column("Options counted" if place == 0 else "", names or [DASH], style="pale")


def _wholes(layout: Layout) -> list[int]:
    """Of each relation that adds something, whether all its options are chosen."""
    one = layout.views[0].portfolio
    chosen = set(one.options) if one is not None else set()
    return [int(chosen.issuperset(relation.options)) for relation in layout.together]


def gained(layout: Layout) -> Iterator[Column]:
    """Each relation that adds something, and whether all its options are in."""
    where, found, view = layout.gained, layout.together, layout.views[0]
    if not found:
        yield from _nothing(where, "nothing")
        return
    whole = _wholes(layout)
    risks = [float(one.escalation_risk.quantity.best) for one in found]
    yield Column("", [str(place) for place in range(1, len(found) + 1)], style="hidden")
    says = [f"{relation_text(one).removeprefix('together ')} ({stands_at(one)})" for one in found]
    yield Column("Together", says, style="long")
    members = layout.gained_members
    options, taken = layout.was_rows.all("option"), layout.chosen.all("in")
    names = [key for key in members.keys if key.startswith("member")]
    count = f"SUMPRODUCT(SUMIF({options},{members.span(names[0], names[-1])},{taken}))"
    yield Column("All in", whole, f"=IF({count}>={where.here('size')},1,0)", "whole")
    adds = members.span(f"adds:{layout.names[0]}", f"adds:{layout.names[-1]}")
    yield Column("Points", list(view.bonuses), f"=SUMPRODUCT({weights_row(layout, COUNTED_ROW)},{adds})", "points")
    costs = [float(one.cost.best if isinstance(one.cost, Periods) else one.cost.quantity.best) for one in found]
    yield Column("Cost", costs, style="money")
    yield Column("Risk", risks, style="percent")
    yield Column("Options", [len(one.options) for one in found], style="whole")
    logs = [on * math.log1p(-risk) + 0.0 for on, risk in zip(whole, risks, strict=True)]
    yield Column("ln(1 - risk)", logs, f"={where.here('whole')}*LN(1-{where.here('risk')})", "fine")
    for period in layout.periods:
        yield Column(f"Cost, {period}", [_in_period(one.cost, period) for one in found], style="money")


def gained_members(layout: Layout) -> Iterator[Column]:
    """The options of each of them, and its points on each criterion."""
    found = layout.together
    for key in layout.gained_members.keys:
        if key.startswith("member"):
            place = int(key.removeprefix("member"))
            names = [one.options[place] if place < len(one.options) else DASH for one in found]
            yield Column("Options" if place == 0 else "", names or [DASH], style="pale")
    for criterion in layout.criteria:
        adds = [float(one.adds.get(criterion.id, 0)) for one in found]
        yield Column(f"Adds: {criterion.title}", adds or [0.0], style="amount")


def causes(layout: Layout) -> Iterator[Column]:
    """Each shared cause, and the riskiest option of it that is in."""
    where = layout.causes
    if not layout.triggers:
        yield from _nothing(where, "none")
        return
    inside = chosen_now(layout)
    risks = [
        max(
            (
                inside[row.way] * taken_by(row.what, ESCALATION_RISK)
                for row in layout.rows
                if row.option and row.option.trigger == name
            ),
            default=0.0,
        )
        for name in layout.triggers
    ]
    yield Column("", list(layout.triggers), style="hidden")
    yield Column("Shared cause", list(layout.triggers), style="strong")
    chosen = layout.chosen
    worst = f"=SUMPRODUCT(MAX(({chosen.all('trigger')}={where.here('title')})*{chosen.all('in')}*{chosen.all('risk')}))"
    yield Column("Riskiest chosen", risks, worst, "percent")
    yield Column("ln(1 - risk)", [math.log1p(-risk) + 0.0 for risk in risks], f"=LN(1-{where.here('risk')})", "fine")


def _nothing(where: Place, said: str) -> Iterator[Column]:
    """The one line of a table that is empty."""
    for key in where.keys:
        if key in {"title", "says"}:
            yield Column(key.capitalize(), [said], style="pale")
        elif key == "state":
            yield Column("State", ["kept"], style="flag")
        else:
            numeric = key not in {"id", "where", "needs"} and not key.startswith("member")
            yield Column("", [0 if numeric else DASH], style="whole" if numeric else "hidden")
