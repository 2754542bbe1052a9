"""A comparison as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_compare as say
from decide.report import words
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.comparison import Comparison, Side
    from decide.model.portfolio import Portfolio


def render(found: Comparison) -> str:
    """How far they agree, each option's ranks and where it is chosen, each portfolio's totals, and why they differ."""
    titles = [escape(side.profile.title) for side in found.sides]
    head = ["Option", *titles, "Consensus", "Borda"]
    ranked = found.rankings
    rows = [
        [
            escape(option.title),
            *(_cell(side, option.id, ranked.ranks[option.id][place]) for place, side in enumerate(found.sides)),
            str(ranked.consensus[option.id]),
            str(ranked.borda[option.id]),
        ]
        for option in found.problem.options
    ]
    return lines(
        f"## {escape(found.problem.decision)}",
        escape(say.headline(found)),
        *(f"- {escape(text.strip())}" for text in say.clashes(found)),
        *map(escape, say.order(found)),
        table(head, rows, right=range(1, len(head))),
        "Ranks; *in* where the portfolio has the option.",
        _totals(found),
        _tau(found) if len(found.sides) > 2 else "",  # noqa: PLR2004 - of two, a sentence says it
        *map(escape, say.fairest(found)),
        *map(escape, say.reasons(found)),
        *map(escape, say.notes(found)),
        f"Inputs `{found.inputs}`.",
    )


def _totals(found: Comparison) -> str:
    keys = dict.fromkeys(key for side in found.sides for key in side.limits)
    shares = found.fairest.shares
    head = ["Profile", "Value", "Cost", "Escalation risk", *(f"Limit: {escape(key)}" for key in keys)]
    rows = []
    for place, side in enumerate(found.sides):
        one = side.portfolio
        row = [escape(side.profile.title), *(["none", "", ""] if one is None else _amounts(one))]
        row += [escape(say.limit_amount(side, key)) for key in keys]
        rows.append([*row, *([words.share(shares[place])] if shares else [])])
    return table([*head, *(["Fairest keeps"] if shares else [])], rows, right=range(1, len(head) + 1))


def _amounts(one: Portfolio) -> list[str]:
    return [words.points(one.value), words.number(one.cost), words.percent(one.escalation_risk)]


def _tau(found: Comparison) -> str:
    titles = [escape(side.profile.title) for side in found.sides]
    rows = [[title, *(f"{value:.2f}" for value in row)] for title, row in zip(titles, found.rankings.tau, strict=True)]
    return table(["Kendall's tau", *titles], rows, right=range(1, len(titles) + 1))


def _cell(side: Side, name: str, rank: int) -> str:
    one = side.portfolio
    if one is None or name not in one.options:
        return str(rank)
    size = one.sizes.get(name)
    return f"{rank} *in* ({escape(size)})" if size else f"{rank} *in*"
