"""A comparison as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_compare as say
from decide.report import words
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.comparison import Comparison, Side


def render(found: Comparison) -> str:
    """A heading, each option under each profile, and why they differ."""
    head = ["Option", *(escape(side.profile.title) for side in found.sides)]
    options = [option for option in found.problem.options if not option.baseline]
    rows = [[escape(option.title), *(_cell(side, option.id) for side in found.sides)] for option in options]
    ones = [side.portfolio for side in found.sides]
    rows += [
        ["**Value**", *("none" if one is None else words.points(one.value) for one in ones)],
        ["**Cost**", *("" if one is None else words.number(one.cost) for one in ones)],
        ["**Escalation risk**", *("" if one is None else words.percent(one.escalation_risk) for one in ones)],
    ]
    return lines(
        f"## {escape(found.problem.decision)}",
        escape(say.headline(found)),
        *(f"- {escape(text.strip())}" for text in say.clashes(found)),
        table(head, rows, right=range(1, len(head))),
        *map(escape, say.reasons(found)),
        *map(escape, say.notes(found)),
        f"Inputs `{found.inputs}`.",
    )


def _cell(side: Side, name: str) -> str:
    one = side.portfolio
    if one is None or name not in one.options:
        return ""
    size = one.sizes.get(name)
    return f"in ({escape(size)})" if size else "in"
