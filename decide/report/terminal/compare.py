"""Portfolios of several profiles side by side on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_compare as say
from decide.report import sentences_portfolio, words
from decide.report.layout import columns, line, natural_widths, paragraph

if TYPE_CHECKING:
    from decide.model.comparison import Comparison, Side
    from decide.report.canvas import Canvas
    from decide.report.layout import Line

_GAP = 2
_LEAST_TITLE = 12
_IN = "in"


def render(found: Comparison, canvas: Canvas, *, quiet: bool = False) -> str:
    """Totals, then each option with what it adds under each profile, marked where it is chosen."""
    width = canvas.width
    table = [*_options(found, width), line(""), *_totals(found, width)]
    if quiet:
        return canvas.text(table)
    lines = [*paragraph(found.problem.decision, width, "bold"), line(""), *paragraph(say.headline(found), width)]
    for text in say.clashes(found):
        lines += paragraph(text.lstrip(), width, indent=len(text) - len(text.lstrip()))
    lines += [line(""), *table, line("")]
    for text in say.reasons(found):
        lines += paragraph(text, width)
    key = f"{_IN}: chosen; the number is what the option adds alone."
    more = f"More: decide portfolio --weights {found.sides[0].profile.id}"
    for text in (*say.notes(found), key, more):
        lines += paragraph(text, width, "dim")
    return canvas.text(lines)


def _options(found: Comparison, width: int) -> list[Line]:
    """Agreed options first, then those in dispute, then those that nobody chooses."""
    rows = [[line(head, "bold") for head in ("Option", *(side.profile.title for side in found.sides))]]
    titles = {option.id: option.title for option in found.problem.options if not option.baseline}
    nobody = tuple(name for name in titles if name not in found.agreed and name not in found.disputed)
    for head, names in (("Agreed", found.agreed), ("In dispute", found.disputed), ("Chosen by nobody", nobody)):
        if names:
            rows.append([line(head, "dim"), *(line("") for _ in found.sides)])
        rows += [[line(f"  {titles[name]}"), *(_cell(side, name) for side in found.sides)] for name in names]
    return _fitted(rows, width)


def _cell(side: Side, name: str) -> Line:
    chosen = side.portfolio is not None and name in side.portfolio.options
    size = side.portfolio.sizes.get(name, "") if side.portfolio is not None else ""
    mark = (f"{_IN}:{size}" if size else _IN) if chosen else ""
    return line(f"{mark} {words.points(side.added[name], signed=True):>5}", "" if chosen else "dim")


def _totals(found: Comparison, width: int) -> list[Line]:
    rows = [[line(head, "bold") for head in ("Whole", *(side.profile.title for side in found.sides))]]
    ones = [side.portfolio for side in found.sides]
    rows.append([line("Value"), *(line("none" if one is None else words.points(one.value)) for one in ones)])
    rows.append([line("Cost"), *(line("" if one is None else words.number(one.cost)) for one in ones)])
    risks = ["" if one is None else words.percent(one.escalation_risk) for one in ones]
    rows.append([line("Escalation risk"), *map(line, risks)])
    keys = dict.fromkeys(key for side in found.sides for key in side.limits)
    rows += [[line(f"Limit: {key}"), *(line(_limit(side, key)) for side in found.sides)] for key in keys]
    return _fitted(rows, width)


def _limit(side: Side, key: str) -> str:
    limit = side.limits.get(key)
    if limit is None:
        return "none"
    return "by period" if isinstance(limit.amount, tuple) else sentences_portfolio.amount(key, limit.amount)


def _fitted(rows: list[list[Line]], width: int) -> list[Line]:
    widths = natural_widths(rows)
    spare = width - sum(widths) - _GAP * (len(widths) - 1)
    widths[0] = max(_LEAST_TITLE, widths[0] + min(spare, 0))
    return columns(rows, widths, set(range(1, len(widths))), _GAP)
