"""A ranking as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences, words
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.ranking import Ranking, Seen


def render(ranking: Ranking) -> str:
    """A heading, the table, and what to know about it."""
    branches = ranking.problem.tree.branches
    near = ranking.nearby
    head = [
        "#",
        *([f"±{near.within:.0%}"] if near else []),
        "Option",
        "Score",
        *(escape(node.title) for node, _ in branches),
        "Cost",
        "Risk",
        "Lead",
    ]
    rows = [
        [
            words.place(line.rank, tied=line.tied) + (" ~" if line.too_close else ""),
            *(_seen(near.options[line.option.id]) if near else []),
            escape(line.option.title),
            words.points(line.score)
            + (f" ? {words.points(line.interval[0])}–{words.points(line.interval[1])}" if line.unknown else ""),
            *(words.points(sum(line.contributions[leaf] for leaf in leaves)) for _, leaves in branches),
            words.cost(line.option.cost),
            words.risk(line.option),
            words.lead_time(line.option.lead_time),
        ]
        for line in ranking.options
    ]
    right = [place for place, name in enumerate(head) if name != "Option"]
    return lines(
        f"## {escape(ranking.profile.title)}: {escape(ranking.problem.decision)}",
        table(head, rows, right=right),
        f"Cost in {escape(ranking.problem.currency)} over {escape(ranking.problem.horizon)}.",
        escape(sentences.why_first(ranking)),
        escape(sentences.what_would_change_it(ranking)),
        *([escape(sentences.least_shift(ranking, near.shift))] if near and near.shift else []),
        *([escape(sentences.near(ranking))] if near else []),
        *[escape(note) for note in sentences.notes(ranking)],
        f"Inputs `{ranking.inputs}`.",
    )


def _seen(seen: Seen) -> list[str]:
    return [f"{words.ranks(*seen.ranks)}, {words.roughly(seen.share)}"]
