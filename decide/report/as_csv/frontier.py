"""A frontier as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_csv.write import table
from decide.report.as_json.write import exact

if TYPE_CHECKING:
    from decide.model.portfolio import Frontier


def render(found: Frontier) -> str:
    """One row a portfolio, cheapest first: an option's column has 1 or its size where it is chosen, else 0."""
    names = [option.id for option in found.problem.options if not option.baseline]
    return table(
        ["value", "cost", "escalation_risk", "knee", *names],
        (
            [
                point.portfolio.value,
                exact(point.portfolio.cost),
                point.portfolio.escalation_risk,
                str(point.knee).lower(),
                *(point.portfolio.sizes.get(name, 1) if name in point.portfolio.options else 0 for name in names),
            ]
            for point in found.points
        ),
    )
