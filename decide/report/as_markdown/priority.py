"""The order of priority as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_portfolio as say
from decide.report import words
from decide.report.as_markdown.text import escape, lines, table
from decide.report.terminal.priority import HUNDRED

if TYPE_CHECKING:
    from decide.model.portfolio import PortfolioResult


def render(found: PortfolioResult) -> str:
    """Options by value for money, and what going down the list would choose."""
    rows = [
        [
            escape(stand.option.title),
            words.points(stand.value_added),
            words.number(stand.cost),
            say.ratio(stand.value_for_money, HUNDRED),
            words.percent(stand.escalation_risk),
            say.ratio(stand.value_for_risk),
            "in" if stand.chosen else "",
        ]
        for stand in say.by_value_for_money(found)
    ]
    head = ["Option", "Adds", "Cost", f"Per {HUNDRED}", "Risk", "Per 1%", "Best"]
    return lines(
        f"## {escape(found.profile.title)}: options by value for money",
        table(head, rows, right=range(1, 6)),
        escape(say.priority_note(found)),
        f"Inputs `{found.inputs}`.",
    )
