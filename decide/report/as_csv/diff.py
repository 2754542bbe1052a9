"""Ranks before and after, as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_csv.write import table

if TYPE_CHECKING:
    from decide.model.review import Review


def render(found: Review) -> str:
    """One row a profile and option; empty where it was, or is, not there."""
    rows = (
        [
            one.profile.id,
            move.option,
            move.title,
            *("" if line is None else line.rank for line in (move.before, move.after)),
            *("" if line is None else line.score for line in (move.before, move.after)),
        ]
        for one in found.profiles
        for move in one.moves
    )
    return table(["profile", "option", "title", "rank_before", "rank", "score_before", "score"], rows)
