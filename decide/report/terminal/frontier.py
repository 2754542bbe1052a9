"""A frontier on a terminal: a picture, then some of the portfolios, the knee among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_portfolio as say
from decide.report import words
from decide.report.layout import columns, line, natural_widths, paragraph
from decide.report.terminal.scatter import Dot, scatter

if TYPE_CHECKING:
    from decide.model.portfolio import Frontier, Portfolio
    from decide.report.canvas import Canvas
    from decide.report.layout import Line

_GAP = 2
_HEIGHT = 16
_MOST_WIDE = 100
_SHOWN = 14  # portfolios in the table, besides the knee
_LEAST_LAST = 16
_NARROW = 60  # below this, what comes and goes is left out
_LEVELS = ((".", "cyan"), ("o", "yellow"), ("O", "red"))  # of risk, in thirds of its range
_KNEE = ("#", "bold magenta", 9)


def render(found: Frontier, canvas: Canvas, *, quiet: bool = False) -> str:
    """The picture and a table of some portfolios; with `quiet` all portfolios in a table."""
    width = canvas.width
    if quiet:
        return canvas.text(_table(found, list(range(len(found.points))), width))
    lines = [*paragraph(f"{found.profile.title}: {found.problem.decision}", width, "bold"), line("")]
    lines += paragraph(say.frontier_headline(found), width)
    if found.clash is not None:
        for text in say.clash_lines(found.clash):
            bare = text.lstrip()
            lines += paragraph(bare, width, "" if bare != text else "bold", indent=len(text) - len(bare))
        return canvas.text(lines)
    rows = _some(found)
    lines += [line(""), *_picture(found, width), line(""), *_table(found, rows, width), line("")]
    for text in say.frontier_notes(found, len(rows)):
        lines += paragraph(text, width, "dim")
    return canvas.text(lines)


def _picture(found: Frontier, width: int) -> list[Line]:
    """Value against cost, or against risk where only that counts; the third dimension is the sign."""
    if len(found.points) < 2:  # noqa: PLR2004 - a point is no picture
        return []
    by_cost = "cost" in found.by
    both = len(found.by) > 1
    risks = [point.portfolio.escalation_risk for point in found.points]
    low, span = min(risks), max(risks) - min(risks)
    dots = []
    for point in found.points:
        one = point.portfolio
        x = float(one.cost) if by_cost else one.escalation_risk * 100
        level = min(int((one.escalation_risk - low) / span * 3), 2) if both and span else 0
        look = _KNEE if point.knee else (*_LEVELS[level], len(_LEVELS) - level)
        dots.append(Dot(x, one.value, *look))
    x_name = f"cost, {found.problem.currency}" if by_cost else "escalation risk, %"
    lines = scatter(dots, x_name, "value", min(width, _MOST_WIDE), _HEIGHT)
    if lines and both and span:
        ends = [words.percent(low + span * third / 3) for third in range(4)]
        text = f"# knee   . risk {ends[0]} to {ends[1]}   o to {ends[2]}   O to {ends[3]}"
        lines += paragraph(text, width, "dim")
    return lines


def _some(found: Frontier) -> list[int]:
    """Some places spread evenly over the frontier, both ends and the knee among them."""
    count = len(found.points)
    if count <= _SHOWN + 1:
        return list(range(count))
    spread = {round(place * (count - 1) / (_SHOWN - 1)) for place in range(_SHOWN)}
    return sorted(spread | {place for place, point in enumerate(found.points) if point.knee})


def _table(found: Frontier, rows: list[int], width: int) -> list[Line]:
    """Value, cost, risk, and what comes and goes from one line to the next."""
    cells = [[line(head, "bold") for head in ("#", "Value", "Cost", "Risk", "", "Against the line above")]]
    before: Portfolio | None = None
    for place in rows:
        point = found.points[place]
        one = point.portfolio
        cells.append(
            [
                line(str(place + 1)),
                line(words.points(one.value)),
                line(words.number(one.cost)),
                line(words.percent(one.escalation_risk)),
                line("knee" if point.knee else "", "bold magenta"),
                line(_moves(before, one) or ("–" if one.options else "nothing chosen"), "dim"),
            ]
        )
        before = one
    if width < _NARROW:
        cells = [row[:-1] for row in cells]
    widths = natural_widths(cells)
    spare = width - sum(widths) - _GAP * (len(widths) - 1)
    widths[-1] = max(widths[-1] + min(spare, 0), min(_LEAST_LAST, widths[-1]))
    return columns(cells, widths, {0, 1, 2, 3}, _GAP)


def _moves(before: Portfolio | None, now: Portfolio) -> str:
    old = dict.fromkeys(before.options, "") | dict(before.sizes) if before else {}
    new = dict.fromkeys(now.options, "") | dict(now.sizes)
    enters = [f"+{name}" + (f":{size}" if size else "") for name, size in new.items() if old.get(name) != size]
    leaves = [f"-{name}" for name in old if name not in new]
    return " ".join([*enters, *leaves])
