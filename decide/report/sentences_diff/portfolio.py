"""What became of a portfolio, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.review import Method
from decide.report import words
from decide.report.sentences_diff.causes import player_sign
from decide.report.sentences_diff.names import points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.model.review import PortfolioMove, ProfileReview, Review

_SMALL = 0.005  # points that two digits show
_NO_VALUE = "The two values are not comparable, because weights or scales changed."


def portfolio_totals(found: Review, move: PortfolioMove) -> str:
    """Value, cost and risk before and after."""
    before, after = move.before.portfolio, move.after.portfolio
    if before is None or after is None or found.problem is None:
        return ""
    value = f"value {before.value:.2f} → {after.value:.2f}"
    cost = f"cost {words.number(before.cost)} → {words.number(after.cost)} {found.problem.currency}"
    risk = f"escalation risk {words.percent(before.escalation_risk)} → {words.percent(after.escalation_risk)}"
    return f"{value}, {cost}, {risk}"


def proof(move: PortfolioMove) -> str:
    """Whether both are proved."""
    states = {move.before.status, move.after.status}
    if states == {"optimal"}:
        return "proved best both times"
    return "not both proved best" if states & {"best_found", "unknown"} else ""


def portfolio_notes(one: ProfileReview, move: PortfolioMove) -> Iterator[str]:
    """What is to be known of the two portfolios."""
    if not move.comparable and move.before.portfolio is not None and move.after.portfolio is not None:
        yield _NO_VALUE
    if not move.worked_out and move.moved and one.players:
        yield "Which edit changed the portfolio was not worked out: the case is too large."


def portfolio_parts(one: ProfileReview, move: PortfolioMove) -> str:
    """The change of value by edit."""
    parts = [(number, part) for number, part in enumerate(move.parts) if abs(part) >= _SMALL]
    if not parts or not move.comparable:
        return ""
    listed = ", ".join(f"{player_sign(one, number)} {points(part)}" for number, part in parts)
    return (
        f"Change of value by edit: {listed}." if one.method is Method.EXACT else f"Change of value by file: {listed}."
    )
