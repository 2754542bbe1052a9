"""What a size does not say is inherited."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.quantity import Known
from decide.workspace.load import load
from tests import workspaces

if TYPE_CHECKING:
    from pathlib import Path

OPTION = """\
version: 1
title: Alpha
cost: 300
escalation_risk: 0.2
uses: {crews: 4, boats: 1}
performance: {effect: 80}
sizes:
  small: {cost: 100, uses: {crews: 2}, performance: {effect: 60}}
  same: {}
"""


def test_a_size_is_the_option_but_for_what_it_says(tmp_path: Path) -> None:
    criteria = workspaces.CRITERIA + "    measures: cost\n"
    beta = workspaces.BETA.replace(", price: 100", "")
    workspaces.write(tmp_path, {"criteria.yaml": criteria, "options/alpha.yaml": OPTION, "options/beta.yaml": beta})
    alpha = load(tmp_path, "even").problem.options[0]
    small, same = alpha.sizes
    assert (same.cost, same.escalation_risk, same.performance) == (alpha.cost, alpha.escalation_risk, alpha.performance)
    assert small.performance["effect"].quantity == Known(Decimal(60))
    assert small.performance["price"].quantity == Known(Decimal(100)), "measured from the size's own cost"
    assert alpha.performance["price"].quantity == Known(Decimal(300))
    assert small.escalation_risk == alpha.escalation_risk
    assert {name: use.quantity for name, use in small.uses.items()} == {
        "crews": Known(Decimal(2)),
        "boats": Known(Decimal(1)),
    }
