"""A frontier as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_portfolio as say
from decide.report import words
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.portfolio import Frontier


def render(found: Frontier) -> str:
    """A heading and every efficient portfolio, cheapest first."""
    rows = [
        [
            words.points(point.portfolio.value),
            words.number(point.portfolio.cost),
            words.percent(point.portfolio.escalation_risk),
            "knee" if point.knee else "",
            escape(", ".join(point.portfolio.options)) or "–",
        ]
        for point in found.points
    ]
    mending = [] if found.clash is None else [escape(text.strip()) for text in say.clash_lines(found.clash)]
    return lines(
        f"## {escape(found.profile.title)}: {escape(found.problem.decision)}",
        escape(say.frontier_headline(found)),
        *mending,
        table(["Value", "Cost", "Risk", "", "Options"], rows, right=range(3)) if rows else "",
        *map(escape, say.frontier_notes(found, len(rows))),
        f"Inputs `{found.inputs}`.",
    )
