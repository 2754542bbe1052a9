"""How far a ranking can be trusted, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_json.robust_portfolios import portfolios
from decide.report.as_json.write import dumps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.model.ranking import Nearest
    from decide.model.robust import Leader, Robustness, RobustOption, Turn
    from decide.model.sampled import Sampled


def render(found: Robustness) -> str:
    """Exact and sampled figures, options in the order of the ranking; each sampled figure has its standard error."""
    weights = found.weights
    return dumps(
        {
            "profile": found.ranking.profile.id,
            "weights": {
                "set": weights.label,
                "lower": dict(weights.lower),
                "upper": dict(weights.upper),
                "drawn": weights.drawn,
            },
            "samples": found.samples,
            "seed": found.seed,
            "exact_for_score_ranges": found.scores_vary,
            "firmness": str(found.firmness),
            "options": [_option(one) for one in found.options],
            "pairs": [
                {
                    "option": one.option,
                    "other": one.other,
                    "necessary": one.necessary,
                    "possible": one.possible,
                    "winning": one.winning.share,
                    "winning_error": one.winning.error,
                }
                for one in found.pairs
            ],
            "leader": None if found.leader is None else _leader(found.leader),
            "information": [
                {"option": one.option or None, "criterion": one.criterion, "points": one.points} for one in found.worths
            ],
            "information_on_everything": {"points": found.everything.share, "error": found.everything.error},
            "portfolios": None if found.portfolios is None else portfolios(found.portfolios),
            "inputs": found.ranking.inputs,
        }
    )


def _option(one: RobustOption) -> dict[str, object]:
    central = one.central_weights
    return {
        "option": one.line.option.id,
        "rank": one.line.rank,
        "rank_interval": list(one.ranks),
        "can_be_first": one.can_be_first,
        "acceptability": _shares(one.acceptability),
        "acceptability_errors": _errors(one.acceptability),
        "with_scores": _shares(one.with_scores),
        "with_scores_errors": _errors(one.with_scores),
        "confidence": None if one.confidence is None else one.confidence.share,
        "confidence_error": None if one.confidence is None else one.confidence.error,
        "central_weights": None if central is None else {name: sampled.share for name, sampled in central.items()},
        "central_weights_errors": None
        if central is None
        else {name: sampled.error for name, sampled in central.items()},
    }


def _shares(sampled: Sequence[Sampled]) -> list[float]:
    return [one.share for one in sampled]


def _errors(sampled: Sequence[Sampled]) -> list[float]:
    return [one.error for one in sampled]


def _leader(leader: Leader) -> dict[str, object]:
    return {
        "weights": [
            {"criterion": one.criterion, "weight": one.weight, "down": _turn(one.down), "up": _turn(one.up)}
            for one in leader.rooms
        ],
        "nearest_by_shift": nearest(leader.shift),
        "nearest_by_distance": nearest(leader.straight),
        "scores": [
            {
                "option": one.option,
                "criterion": one.criterion,
                "lead_at_low": one.leads[0],
                "lead_at_high": one.leads[1],
                "first_at_low": one.ahead[0],
                "first_at_high": one.ahead[1],
                "turns_at": one.turns_at,
            }
            for one in leader.swings
        ],
    }


def _turn(turn: Turn | None) -> dict[str, object] | None:
    return None if turn is None else {"weight": turn.weight, "option": turn.option}


def nearest(found: Nearest | None) -> dict[str, object] | None:
    """The nearest weights at which another option draws level."""
    if found is None:
        return None
    return {"option": found.option, "distance": found.distance, "weights": dict(found.weights)}
