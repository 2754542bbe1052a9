"""Limits: never negative, a probability never above 1, and only money by period."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.workspace.build.page import Page

BUDGET = "budget"
ESCALATION_RISK = "escalation_risk"
LimitEntry: TypeAlias = "Decimal | Mapping[str, Decimal]"


def check_limits(limits: Mapping[str, LimitEntry], page: Page) -> None:
    """The limits under the key `limits` of a file."""
    for key, limit in limits.items():
        if isinstance(limit, Decimal):
            _check(key, limit, page, ("limits", key))
            continue
        if key != BUDGET:
            page.report("wrong-type", "only a budget goes by period", ("limits", key), "write one number", key=True)
        if not limit:
            page.report("empty-value", "a budget of no period", ("limits", key), "write {2027: …, 2028: …}", key=True)
        for period, part in limit.items():
            _check(key, part, page, ("limits", key, period))


def _check(key: str, limit: Decimal, page: Page, route: tuple[str, ...]) -> None:
    if limit < 0:
        page.report("negative", f"a limit of {limit} is negative", route, "write 0 or more")
    elif key == ESCALATION_RISK and limit > 1:
        page.report("off-scale", f"{limit} is not a probability", route, "write 0.3 for 30 percent")
