"""Limits as lines of a table: from which file each comes, and what is taken of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.rules import BUDGET, ESCALATION_RISK
from decide.report.as_xlsx.table import DASH

if TYPE_CHECKING:
    from decide.model.workbook import View
    from decide.report.as_xlsx.layout import Layout


def own_limit(layout: Layout, key: str, view: View | None) -> str | float:
    """The limit that one profile states, or that all share; a dash where there is none."""
    if view is not None:
        return _amount(view, key) if key.partition(":")[0] in view.own_limits else DASH
    for one in layout.views:
        if key.partition(":")[0] not in one.own_limits and (amount := _amount(one, key)) != DASH:
            return amount
    return DASH


def limit_in_force(view: View, key: str) -> str | float:
    """The limit that a profile has to keep."""
    return _amount(view, key)


def _amount(view: View, key: str) -> str | float:
    name, _, period = key.partition(":")
    limit = view.rules.limits.get(name)
    if limit is None:
        return DASH
    if isinstance(limit.amount, tuple):
        return float(dict(limit.amount).get(period, 0)) if period else DASH
    return DASH if period else float(limit.amount)


def limit_title(layout: Layout, key: str) -> str:
    """What is limited."""
    name, _, period = key.partition(":")
    if name == BUDGET:
        return f"Budget, {period}" if period else f"Budget ({layout.book.problem.currency})"
    if name == ESCALATION_RISK:
        return "Escalation risk"
    resource = next(one for one in layout.views[0].rules.resources if one.id == name)
    return f"{resource.title} ({resource.unit})" if resource.unit else resource.title
