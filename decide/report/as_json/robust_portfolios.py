"""Which portfolios stand whatever the admissible weights, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decide.report.as_json.portfolio import clash, limits, one_portfolio
from decide.report.as_json.write import exact

if TYPE_CHECKING:
    from decide.model.robust_portfolios import Confident, Kept, RobustPortfolio, RobustPortfolios
    from decide.model.sampled import Sampled


def portfolios(found: RobustPortfolios) -> dict[str, Any]:
    """The sets, the core index, and each portfolio with its figures; `non_dominated` is null where not complete."""
    return {
        "limits": limits(dict(found.rules.limits)),
        "complete": found.complete,
        "samples": found.samples,
        "non_dominated": [list(one.portfolio.options) for one in found.found] if found.complete else None,
        "core_index": dict(found.core_index),
        "roles": {name: str(found.role(name)) for name in found.core_index},
        "found": [_one(one) for one in found.found],
        "usual": _maybe(found.usual),
        "maximin": _maybe(found.maximin),
        "least_regret": _maybe(found.least_regret),
        "most_often_best": _maybe(found.oftenest),
        "kept": None if found.kept is None else _kept(found.kept),
        "confident": None if found.confident is None else _confident(found.confident),
        "by_budget": [
            {"budget": exact(one.budget), "portfolios": one.portfolios, "core_index": dict(one.core_index)}
            for one in found.by_budget
        ],
        "clash": None if found.clash is None else clash(found.clash),
    }


def _maybe(one: RobustPortfolio | None) -> dict[str, Any] | None:
    return None if one is None else _one(one)


def _one(one: RobustPortfolio) -> dict[str, Any]:
    return one_portfolio(one.portfolio) | {
        "least": one.least,
        "regret": one.regret,
        "best": one.best.share,
        "best_error": one.best.error,
        "keeps": None if one.keeps is None else one.keeps.share,
        "keeps_error": None if one.keeps is None else one.keeps.error,
    }


def _kept(one: Kept) -> dict[str, Any]:
    return {
        "limits": [
            {"limit": key, "period": period or None, **_sampled(sampled)}
            for (key, period), sampled in one.accounts.items()
        ],
        "escalation_risk": None if one.risk is None else _sampled(one.risk),
        "together": _sampled(one.together),
    }


def _confident(one: Confident) -> dict[str, Any]:
    return {
        "confidence": one.confidence,
        "portfolio": None if one.portfolio is None else one_portfolio(one.portfolio),
        "kept": None if one.kept is None else _kept(one.kept),
        "proved": one.proved,
    }


def _sampled(one: Sampled) -> dict[str, float]:
    return {"share": one.share, "error": one.error}
