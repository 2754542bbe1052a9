"""A comparison as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decide.report.as_json.portfolio import clash, limits, one_portfolio
from decide.report.as_json.write import dumps

if TYPE_CHECKING:
    from decide.model.comparison import Comparison, Side


def render(found: Comparison) -> str:
    """Each profile's portfolio, where they agree, what limits alone would change, the rankings, and what is fairest."""
    return dumps(
        {
            "profiles": [_side(side) for side in found.sides],
            "agreed": list(found.agreed),
            "disputed": list(found.disputed),
            "swapped": [
                {
                    "weights": swap.weights,
                    "limits": swap.limits,
                    "portfolio": None if swap.portfolio is None else one_portfolio(swap.portfolio),
                }
                for swap in found.swapped
            ],
            "rankings": _rankings(found),
            "fairest": _fairest(found),
            "inputs": found.inputs,
        }
    )


def _rankings(found: Comparison) -> dict[str, Any]:
    ranked = found.rankings
    profiles = [side.profile.id for side in found.sides]
    return {
        "options": [
            {
                "option": name,
                "ranks": dict(zip(profiles, ranks, strict=True)),
                "consensus": ranked.consensus[name],
                "borda": ranked.borda[name],
            }
            for name, ranks in ranked.ranks.items()
        ],
        "leaders": {name: list(ranked.leaders(place)) for place, name in enumerate(profiles)},
        "consensus_proved": ranked.proved,
        "kendall_tau": {
            name: dict(zip(profiles, row, strict=True)) for name, row in zip(profiles, ranked.tau, strict=True)
        },
        "pairs": ranked.pairs,
        "pairs_ordered_alike": ranked.alike,
    }


def _fairest(found: Comparison) -> dict[str, Any]:
    fair = found.fairest
    if fair.portfolio is None:
        return {"obstacle": fair.obstacle, "portfolio": None}
    profiles = [side.profile.id for side in found.sides]
    portfolio = one_portfolio(fair.portfolio)
    del portfolio["value"]  # which differs between profiles
    return {
        "obstacle": None,
        "portfolio": portfolio,
        "worth": dict(zip(profiles, fair.worth, strict=True)),
        "shares": dict(zip(profiles, fair.shares, strict=True)),
        "worst_off": list(fair.worst_off),
        "proved": fair.proved,
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "profile": side.profile.id,
        "status": side.status,
        "limits": limits(dict(side.limits)),
        "portfolio": None if side.portfolio is None else one_portfolio(side.portfolio),
        "clash": None if side.clash is None else clash(side.clash),
        "value_added": dict(side.added),
        "worth_of_others": dict(side.worth),
        "limits_broken_by_others": {name: list(keys) for name, keys in side.breaks.items()},
        "stale": side.stale,
    }
