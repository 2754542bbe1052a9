"""How far a ranking can be trusted, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_robust as say
from decide.report import words
from decide.report.as_markdown.robust_portfolios import section
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.robust import Robustness

_SHOWN = 10  # weights and scores that are shown


def render(found: Robustness) -> str:
    """The sentence, every option's ranks, and what would move first place."""
    ranking = found.ranking
    head = ["#", "Option", "Ranks", "First", "First, scores vary", "Confidence"]
    rows = [
        [
            words.place(one.line.rank, tied=one.line.tied),
            escape(one.line.option.title),
            words.ranks(*one.ranks),
            say.with_error(one.acceptability[0]),
            say.with_error(one.with_scores[0]),
            "" if one.confidence is None else say.with_error(one.confidence),
        ]
        for one in found.options
    ]
    parts = [
        f"## {escape(ranking.profile.title)}: {escape(ranking.problem.decision)}",
        escape(" ".join(text for text in (say.headline(found), say.rivals(found)) if text)),
        table(head, rows, right=[0, 2, 3, 4, 5]),
        *_leader(found),
        *section(found, say.which(found)),
        *[
            escape(text)
            for text in (
                say.research(found),
                say.nearest(found),
                *say.choices(found),
                say.method(found),
                *say.notes(found),
            )
            if text
        ],
        f"Inputs `{ranking.inputs}`.",
    ]
    return lines(*parts)


def _leader(found: Robustness) -> list[str]:
    if found.leader is None:
        return []
    rooms = [
        [escape(say.room(found, one)), words.percent(one.weight)]
        for one in found.leader.rooms[:_SHOWN]
        if one.down or one.up
    ]
    swings = [
        [escape(say.turn(found, one)), *(words.points(lead, signed=True) for lead in one.leads)]
        for one in found.leader.swings[:_SHOWN]
    ]
    parts = [table(["First place holds while the weight of", "Now"], rooms, right=[1])] if rooms else []
    if swings:
        parts.append(
            table(
                ["First place holds while the score of", "Lead at its low end", "At its high end"], swings, right=[1, 2]
            )
        )
    return parts
