"""What a change did, in words that every format shares."""

from decide.report.sentences_diff.causes import (
    causes,
    largest,
    masked,
    method,
    mostly,
    needed,
    player_sign,
    players,
    reasons,
    short_causes,
)
from decide.report.sentences_diff.names import (
    called,
    change,
    count,
    origin,
    place,
    points,
    rank,
    titles,
    total,
    version,
    what,
)
from decide.report.sentences_diff.portfolio import portfolio_notes, portfolio_parts, portfolio_totals, proof
from decide.report.sentences_diff.rest import asked, elsewhere, margin, switches, touched
from decide.report.sentences_diff.verdict import extent, first_place, has_moved, portfolio_change, verdict

__all__ = [
    "SMALLEST",
    "asked",
    "called",
    "causes",
    "change",
    "count",
    "elsewhere",
    "extent",
    "first_place",
    "has_moved",
    "largest",
    "margin",
    "masked",
    "method",
    "mostly",
    "needed",
    "origin",
    "place",
    "player_sign",
    "players",
    "points",
    "portfolio_change",
    "portfolio_notes",
    "portfolio_parts",
    "portfolio_totals",
    "proof",
    "rank",
    "reasons",
    "short_causes",
    "switches",
    "titles",
    "total",
    "touched",
    "verdict",
    "version",
    "what",
]

SMALLEST = "Changes of less than 0.01 points are shown as 0.00."
