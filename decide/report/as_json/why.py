"""Explanations as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decide.model.explanation import Duel
from decide.model.quantity import Category, Known, LogNormal, Normal, Triangular, Uniform, Unknown
from decide.report.as_json.write import dumps, exact

if TYPE_CHECKING:
    from decide.model.explanation import Explanation
    from decide.model.option import Judgement
    from decide.model.quantity import Quantity


def render(found: Explanation | Duel) -> str:
    """One option's reasons, or two options' differences."""
    return _duel(found) if isinstance(found, Duel) else _explanation(found)


def _explanation(found: Explanation) -> str:
    line = found.line
    return dumps(
        {
            "profile": found.ranking.profile.id,
            "option": line.option.id,
            "rank": line.rank,
            "tied": line.tied,
            "of": len(found.ranking.options),
            "score": line.score,
            "interval": list(line.interval),
            "reasons": [
                {
                    "criterion": reason.criterion.id,
                    "performance": _quantity(reason.judgement.quantity),
                    "value": reason.value,
                    "weight": reason.weight,
                    "contribution": reason.contribution,
                    "gain": reason.gain,
                }
                | _ground(found, reason.judgement)
                for reason in found.reasons
            ],
            "arguments": {
                "for": [{"says": said.says, "evidence": list(said.evidence)} for said in line.option.arguments_for],
                "against": [
                    {"says": said.says, "evidence": list(said.evidence)} for said in line.option.arguments_against
                ],
            },
            "inputs": found.ranking.inputs,
        }
    )


def _duel(found: Duel) -> str:
    return dumps(
        {
            "profile": found.first.ranking.profile.id,
            "options": [side.line.option.id for side in (found.first, found.second)],
            "ranks": [side.line.rank for side in (found.first, found.second)],
            "scores": [side.line.score for side in (found.first, found.second)],
            "gap": round(found.gap, 9),
            "differences": [
                {
                    "criterion": part.criterion.id,
                    "weight": part.weight,
                    "points": part.points,
                    "switches_at": part.switches_at,
                    "performances": [_quantity(part.first.quantity), _quantity(part.second.quantity)],
                    "grounds": [_ground(found.first, part.first), _ground(found.second, part.second)],
                }
                for part in found.differences
            ],
            "inputs": found.first.ranking.inputs,
        }
    )


def _ground(found: Explanation, judgement: Judgement) -> dict[str, Any]:
    claims = [(reference, found.claim(reference)) for reference in judgement.evidence]
    return {
        "grade": judgement.grade,
        "judgement": judgement.judged,
        "note": judgement.note,
        "evidence": [
            {"claim": reference}
            | (
                {}
                if known is None
                else {
                    "source": known[0].byline,
                    "paragraph": known[1].paragraph,
                    "says": known[1].says,
                    "disputes": list(known[1].disputes),
                }
            )
            for reference, known in claims
        ],
    }


def _quantity(value: Quantity) -> Any:  # noqa: ANN401 - a number, a text or a mapping, as in the files
    match value:
        case Known(best):
            return exact(best)
        case Triangular(low, best, high):
            return {"low": exact(low), "best": exact(best), "high": exact(high)}
        case Normal(mean, sd):
            return {"mean": exact(mean), "sd": exact(sd)}
        case Uniform(low, high):
            return {"uniform": [exact(low), exact(high)]}
        case LogNormal(mean, sd):
            return {"lognormal": {"mean": exact(mean), "sd": exact(sd)}}
        case Category(name):
            return name
        case Unknown():
            return "unknown"
