"""A ranking as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_json.robust import nearest
from decide.report.as_json.write import dumps

if TYPE_CHECKING:
    from decide.model.ranking import RankedOption, Ranking


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
                    **_seen(ranking, line),
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
            "nearby": _nearby(ranking),
            "inputs": ranking.inputs,
        }
    )


def _seen(ranking: Ranking, line: RankedOption) -> dict[str, object]:
    if ranking.nearby is None:
        return {}
    seen = ranking.nearby.options[line.option.id]
    return {"nearby_ranks": list(seen.ranks), "nearby_share": seen.share}


def _nearby(ranking: Ranking) -> dict[str, object] | None:
    found = ranking.nearby
    if found is None:
        return None
    return {"within": found.within, "samples": found.samples, "seed": found.seed, "shift": nearest(found.shift)}
