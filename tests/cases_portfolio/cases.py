"""The cases, and their best portfolios under one name each, whatever the file calls them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.cases_portfolio.workspaces_of import load

if TYPE_CHECKING:
    from tests.cases_portfolio.workspaces_of import Vector

VECTORS = Path(__file__).parent / "vectors"
CASES = {path.stem: load(path) for path in sorted(VECTORS.glob("*.json"))}

AUTO = "auto"
ENUMERATION = "enumeration"
DYNAMIC = "dynamic"
HIGHS = "highs"
CBC = "cbc"
ENGINES = (AUTO, ENUMERATION, DYNAMIC, HIGHS, CBC)
MOST_TO_ENUMERATE = 2**22  # portfolios


@dataclass(frozen=True)
class Best:
    """The best portfolio as the source gives it; None where the source is silent."""

    value: float
    portfolios: tuple[frozenset[str], ...] | None = None
    cost: float | None = None
    risk: float | None = None
    equals: int | None = None
    arguments: tuple[str, ...] = ()


def enumerable(vector: Vector) -> bool:
    """Whether all portfolios of a case can be added up one by one."""
    return bool(2 ** len(vector["options"]) <= MOST_TO_ENUMERATE)


def engines(vector: Vector) -> tuple[str, ...]:
    """The engines that can do a case."""
    return tuple(name for name in ENGINES if name != ENUMERATION or enumerable(vector))


def portfolio_of(entry: Vector) -> frozenset[str]:
    """The options of an entry of the expected answer."""
    return frozenset(entry["portfolio"])


def best_of(vector: Vector) -> Best | None:
    """The best portfolio of a case with one set of weights; None where there is no such thing."""
    said = vector["expected"]
    if "optimal_value" in said:
        listed = [said["published_selection"]] if "published_selection" in said else said.get("optimal_portfolios")
        portfolios = None if listed is None else tuple(frozenset(names) for names in listed)
        only = len(said["optimal_portfolios"]) if "optimal_portfolios" in said else None
        return Best(
            value=float(said["optimal_value"]),
            portfolios=portfolios,
            cost=_float(said.get("optimal_cost", said.get("cost"))),
            risk=_float(said.get("p_escalation")),
            equals=said.get("number_of_optimal_portfolios", only),
        )
    if "optimum_at_budget_20" in said:
        return _entry(said["optimum_at_budget_20"], "--budget", "20")
    if "optimal" in said:
        return _entry(said["optimal"])
    for key in ("portfolios", "portfolios_in_order_value_then_cost", "pareto"):
        if key in said:
            return _entry(max(said[key], key=lambda entry: entry["value"]))
    return None


def _entry(entry: Vector, *arguments: str) -> Best:
    return Best(
        value=float(entry["value"]),
        portfolios=(portfolio_of(entry),),
        cost=float(entry["cost"]),
        risk=_float(entry.get("p_escalation")),
        arguments=arguments,
    )


def _float(number: Any) -> float | None:  # noqa: ANN401 - a Decimal, an int or None
    return None if number is None else float(number)
