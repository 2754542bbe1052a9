"""A frontier as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_json.portfolio import clash, limits, one_portfolio
from decide.report.as_json.write import dumps

if TYPE_CHECKING:
    from decide.model.portfolio import Frontier


def render(found: Frontier) -> str:
    """Every efficient portfolio, cheapest first."""
    return dumps(
        {
            "complete": found.complete,
            "profile": found.profile.id,
            "by": list(found.by),
            "limits": limits(dict(found.rules.limits)),
            "portfolios": [one_portfolio(point.portfolio) | {"knee": point.knee} for point in found.points],
            "clash": None if found.clash is None else clash(found.clash),
            "stale": found.stale,
            "inputs": found.inputs,
        }
    )
