"""A comparison as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decide.report.as_json.portfolio import clash, limits, one_portfolio
from decide.report.as_json.write import dumps

if TYPE_CHECKING:
    from decide.model.comparison import Comparison, Side


def render(found: Comparison) -> str:
    """Each profile's portfolio, where they agree, and what limits alone would change."""
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
            "inputs": found.inputs,
        }
    )


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
