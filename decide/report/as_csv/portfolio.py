"""A portfolio as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_csv.write import table
from decide.report.as_json.write import exact

if TYPE_CHECKING:
    from decide.model.portfolio import PortfolioResult


def render(found: PortfolioResult) -> str:
    """One row an option; where several portfolios were asked for, one row a portfolio."""
    if found.top is not None:
        return _several(found)
    head = ["option", "title", "chosen", "size", "value_added", "bonus", "cost", "escalation_risk", "risk_share"]
    return table(
        [*head, "loss", "enters", "leaves", "value_for_money", "value_for_risk"],
        (
            [
                stand.option.id,
                stand.option.title,
                str(stand.chosen).lower(),
                stand.size,
                stand.value_added,
                stand.bonus,
                exact(stand.cost),
                exact(stand.escalation_risk),
                stand.risk_share,
                "" if stand.loss is None else stand.loss,
                " ".join(stand.change.enters) if stand.change else "",
                " ".join(stand.change.leaves) if stand.change else "",
                "" if stand.value_for_money is None else stand.value_for_money,
                "" if stand.value_for_risk is None else stand.value_for_risk,
            ]
            for stand in found.stands
        ),
    )


def _several(found: PortfolioResult) -> str:
    names = [option.id for option in found.problem.options if not option.baseline]
    return table(
        ["place", "value", "cost", "escalation_risk", *names],
        (
            [
                place,
                one.value,
                exact(one.cost),
                one.escalation_risk,
                *(one.sizes.get(name, 1) if name in one.options else 0 for name in names),
            ]
            for place, one in enumerate(found.portfolios, 1)
        ),
    )
