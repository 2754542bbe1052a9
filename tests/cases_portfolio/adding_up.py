"""What a portfolio comes to, out of the data of its case alone."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tests.cases_portfolio.workspaces_of import Vector


class Sum(NamedTuple):
    """All exact; `risk` is the joint probability, `uses` is in the order of the case."""

    value: Fraction
    cost: Fraction
    risk: Fraction
    uses: tuple[Fraction, ...]


def added_up(vector: Vector, chosen: Collection[str], weights: Sequence[Any] = ()) -> Sum:
    """A portfolio by the names of its options; `weights` are those of the scores, where the case has scores alone."""
    options = [option for option in vector["options"] if option["id"] in chosen]
    earned = [part for part in vector.get("synergies", ()) if set(part["options"]) <= set(chosen)]
    worth = [Fraction(option["value"]) if "value" in option else _weighted(option, weights) for option in options]
    paid = [
        Fraction(option.get("cost", 0)) + sum(map(Fraction, option.get("cost_by_period", ()))) for option in options
    ]
    safe = Fraction(1)
    for option in options:
        safe *= 1 - Fraction(option.get("p_escalation", 0))
    return Sum(
        value=sum((*worth, *(Fraction(part["value"]) for part in earned)), start=Fraction(0)),
        cost=sum((*paid, *(Fraction(part["cost"]) for part in earned)), start=Fraction(0)),
        risk=1 - safe,
        uses=tuple(
            sum((Fraction(option["resources"][place]) for option in options), start=Fraction(0))
            for place in range(len(vector["options"][0].get("resources", ())))
        ),
    )


def _weighted(option: Vector, weights: Sequence[Any]) -> Fraction:
    shares = [Fraction(weight) for weight in weights]
    scores = zip(shares, map(Fraction, option["scores"]), strict=True)
    return sum((share * score for share, score in scores), start=Fraction(0)) / sum(shares)
