"""A portfolio as JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from decide.report import sentences_portfolio as say
from decide.report.as_json.write import dumps, exact

if TYPE_CHECKING:
    from decide.model.portfolio import Change, Clash, LimitState, Portfolio, PortfolioResult, Stand
    from decide.model.relation import Relation
    from decide.model.rules import Limit


def render(found: PortfolioResult) -> str:
    """The best portfolio and what explains it; where several were asked for, these, best first."""
    if found.top is not None:
        ones = {"portfolios": [_one(one, found) for one in found.portfolios]}
        why_not = None if found.clash is None else clash(found.clash)
        return dumps({"status": found.status, **ones, **_about(found), "clash": why_not})
    best = found.best
    return dumps(
        {
            **(_one(best, found) if best is not None else _nothing(found)),
            **_about(found),
            "why": [_stand(stand) for stand in found.stands],
            "together": [{"options": list(part.options), "value": points} for part, points in found.earned],
            "limit_states": [_limit(state) for state in found.limits],
            "growth": [
                {
                    "cost": exact(point.cost),
                    "value": point.value,
                    "options": list(point.options),
                    "sizes": dict(point.sizes),
                }
                for point in found.growth
            ],
            "funding_order": [
                {"option": step.option, "cost": exact(step.cost), "value": step.value, "best_value": step.best_value}
                for step in found.funding
            ],
            "by_ratio": None
            if found.by_ratio is None
            else {
                "options": list(found.by_ratio.options),
                "value": found.by_ratio.value,
                "cost": exact(found.by_ratio.cost),
            },
            "beyond_scale": {part.criterion.id: part.level for part in found.beyond},
            "clash": None if found.clash is None else clash(found.clash),
        }
    )


def one_portfolio(one: Portfolio) -> dict[str, Any]:
    """A portfolio by itself."""
    return {
        "options": list(one.options),
        "sizes": dict(one.sizes),
        "value": one.value,
        "cost": exact(one.cost),
        "escalation_risk": one.escalation_risk,
        "uses": {key: exact(amount) for key, amount in one.uses.items()},
    }


def limits(entries: dict[str, Limit]) -> dict[str, Any]:
    """Limits in force, by key."""
    return {
        key: {period: exact(part) for period, part in limit.amount}
        if isinstance(limit.amount, tuple)
        else exact(limit.amount)
        for key, limit in entries.items()
    }


def _one(one: Portfolio, found: PortfolioResult) -> dict[str, Any]:
    return {
        "status": found.status,
        "profile": found.profile.id,
        **one_portfolio(one),
        "limits": limits(dict(found.rules.limits)),
        "gap": found.gap,
    }


def _nothing(found: PortfolioResult) -> dict[str, Any]:
    return {
        "status": found.status,
        "profile": found.profile.id,
        "options": [],
        "sizes": {},
        "value": None,
        "cost": None,
        "escalation_risk": None,
        "uses": {},
        "limits": limits(dict(found.rules.limits)),
        "gap": found.gap,
    }


def _about(found: PortfolioResult) -> dict[str, Any]:
    return {
        "engine": found.engine,
        "equally_good": found.equals,
        "not_counted": [criterion.id for criterion in found.left_out],
        "stale": found.stale,
        "inputs": found.inputs,
    }


def _stand(stand: Stand) -> dict[str, Any]:
    return {
        "option": stand.option.id,
        "chosen": stand.chosen,
        "value_added": stand.value_added,
        "bonus": stand.bonus,
        "cost": exact(stand.cost),
        "escalation_risk": exact(stand.escalation_risk),
        "risk_share": stand.risk_share,
        "loss": stand.loss,
        "possible": stand.possible,
        "then": None if stand.change is None else _change(stand.change),
        "value_for_money": stand.value_for_money,
        "value_for_risk": stand.value_for_risk,
    }


def _change(change: Change) -> dict[str, list[str]]:
    return {"enters": list(change.enters), "leaves": list(change.leaves)}


def _limit(state: LimitState) -> dict[str, Any]:
    step = state.next
    return {
        "limit": state.limit.key,
        "period": state.period,
        "amount": exact(state.amount),
        "taken": _amount(state.taken),
        "worked_out": state.worked_out,
        "next": None if step is None else {"at": _amount(step.at), "gain": step.gain, "then": _change(step.change)},
    }


def _amount(amount: Decimal | float) -> int | float:
    return exact(amount) if isinstance(amount, Decimal) else amount


def clash(found: Clash) -> dict[str, Any]:
    """What clashes, and what would mend it."""
    return {
        "limits": [{"limit": limit.key, "where": say.place(limit)} for limit in found.limits],
        "relations": [_relation(relation) for relation in found.relations],
        "larger": [{"limit": limit.key, "needed": _amount(needed)} for limit, needed in found.larger],
        "without": [_relation(relation) for relation in found.without],
    }


def _relation(relation: Relation) -> dict[str, str]:
    return {"relation": say.relation_text(relation), "where": say.place(relation)}
