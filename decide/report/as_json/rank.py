"""A ranking as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_json.write import dumps

if TYPE_CHECKING:
    from decide.model.ranking import Ranking


def render(ranking: Ranking) -> str:
    """Profile, weights, and the ranking, best first. Scores are rounded to 9 decimals, as ranks are."""
    switch = ranking.switch
    return dumps(
        {
            "profile": ranking.profile.id,
            "method": ranking.method,
            "weights": dict(ranking.weights),
            "ranking": [
                {
                    "option": line.option.id,
                    "rank": line.rank,
                    "tied": line.tied,
                    "score": line.score,
                    "contributions": dict(line.contributions),
                    "interval": list(line.interval),
                    "unknown": list(line.unknown),
                    "too_close": line.too_close,
                }
                for line in ranking.options
            ],
            "stale": ranking.stale,
            "switch": None
            if switch is None
            else {
                "option": switch.option,
                "criterion": switch.criterion,
                "weight": switch.weight,
                "switches_at": switch.switches_at,
            },
            "inputs": ranking.inputs,
        }
    )
