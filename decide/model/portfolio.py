"""What `portfolio` and `frontier` find: chosen options, why they are in or out, and what limits cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    import pandas as pd

    from decide.model.criterion import Criterion
    from decide.model.option import Option
    from decide.model.problem import Problem
    from decide.model.relation import Relation, Together
    from decide.model.rules import Limit, Rules
    from decide.model.weights import WeightProfile


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A set of options, each in one size, and what it comes to. All numbers were added up twice, exactly."""

    options: tuple[str, ...]  # ids, in order
    sizes: Mapping[str, str]  # where another size than the option itself is chosen
    value: float  # points against doing nothing
    cost: Decimal
    escalation_risk: float  # joint probability, in [0, 1)
    uses: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Change:
    """From one portfolio to another; an option in another size is in both."""

    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an option stands: in or out, and what it costs to have it otherwise."""

    option: Option
    size: str
    chosen: bool
    value_added: float  # points, alone
    bonus: float  # points of `together` relations that it is part of, each shared among its members; 0 if out
    cost: Decimal
    escalation_risk: Decimal
    risk_share: float  # of -ln(1 - joint risk), in [0, 1]; 0 if out
    loss: float | None  # points lost if it is forced out, or in; None where that is impossible or was not worked out
    possible: bool | None  # whether it can be otherwise at all; None where that was not worked out
    change: Change | None  # what else comes and goes then
    value_for_money: float | None  # points per unit of money; None where it costs nothing
    value_for_risk: float | None  # points per percentage point of risk; None where it has none


@dataclass(frozen=True, slots=True)
class Step:
    """The next better portfolio, if one limit were larger."""

    at: Decimal | float  # what it takes of the limited thing
    gain: float  # points
    change: Change


@dataclass(frozen=True, slots=True)
class LimitState:
    """A limit, how much of it is taken, and what a larger one would buy."""

    limit: Limit
    title: str
    unit: str
    period: str
    amount: Decimal
    taken: Decimal | float
    next: Step | None  # None where no larger limit would change the choice, or where that was not worked out
    worked_out: bool


@dataclass(frozen=True, slots=True)
class BreakPoint:
    """From this much money on, this portfolio is the best."""

    cost: Decimal
    value: float
    options: tuple[str, ...]
    sizes: Mapping[str, str]
    change: Change  # from the best portfolio within the budget


@dataclass(frozen=True, slots=True)
class FundingStep:
    """One option more, in an order that never takes back what was funded."""

    option: str
    cost: Decimal  # of all so far
    value: float
    best_value: float  # of any portfolio for the same money


@dataclass(frozen=True, slots=True)
class RatioChoice:
    """What going down the list by value for money would choose, where that is not the best."""

    options: tuple[str, ...]
    value: float
    cost: Decimal
    change: Change  # from the best to this


@dataclass(frozen=True, slots=True)
class BeyondScale:
    """A chosen set's level, status quo plus gains, leaves a scale: the sum overstates what can be had."""

    criterion: Criterion
    level: float  # value, 0 to 1 on the scale


@dataclass(frozen=True, slots=True)
class Clash:
    """The smallest set of limits and relations that cannot all be kept, and ways to mend it, cheapest first."""

    limits: tuple[Limit, ...]
    relations: tuple[Relation, ...]
    larger: tuple[tuple[Limit, Decimal | float], ...]  # the least that a limit alone would have to be
    without: tuple[Relation, ...]  # relations of which any one alone could be dropped


@dataclass(frozen=True, slots=True)
class PortfolioResult:
    """The best portfolio under one weight profile, and what explains it."""

    problem: Problem
    profile: WeightProfile
    rules: Rules
    status: str  # optimal, best_found, infeasible or unknown
    engine: str
    gap: float | None  # share by which a better one could be better; 0 where proved, None where unknown
    equals: int | None  # portfolios of the same value; None where they were not counted
    top: int | None  # how many portfolios were asked for; None: the best one
    portfolios: tuple[Portfolio, ...]  # best first
    stands: tuple[Stand, ...]
    earned: tuple[tuple[Together, float], ...]  # relations that the best portfolio has, with their points
    limits: tuple[LimitState, ...]
    growth: tuple[BreakPoint, ...]  # as the budget grows from nothing, other limits as they are
    funding: tuple[FundingStep, ...]
    by_ratio: RatioChoice | None
    beyond: tuple[BeyondScale, ...]
    left_out: tuple[Criterion, ...]  # criteria not counted because a limit stands for them
    clash: Clash | None
    stale: bool
    inputs: str

    @property
    def best(self) -> Portfolio | None:
        """The best portfolio, or None."""
        return self.portfolios[0] if self.portfolios else None

    def to_frame(self) -> pd.DataFrame:
        """One row an option: whether it is chosen, its value added, cost, risk, and what having it otherwise costs."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        rows = [
            {
                "option": stand.option.id,
                "size": stand.size,
                "chosen": stand.chosen,
                "value_added": stand.value_added,
                "bonus": stand.bonus,
                "cost": float(stand.cost),
                "escalation_risk": float(stand.escalation_risk),
                "loss": stand.loss,
            }
            for stand in self.stands
        ]
        return pd.DataFrame(rows).set_index("option")


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """A portfolio that nothing beats; of those equal in all that counts, the first by id stands for all."""

    portfolio: Portfolio
    knee: bool


@dataclass(frozen=True, slots=True)
class Frontier:
    """Every portfolio that no other beats on value, cost and escalation risk together, cheapest first."""

    problem: Problem
    profile: WeightProfile
    rules: Rules
    by: tuple[str, ...]  # what counts against value: cost, escalation_risk or both
    complete: bool
    points: tuple[FrontierPoint, ...]
    clash: Clash | None
    stale: bool
    inputs: str

    def to_frame(self) -> pd.DataFrame:
        """One row a portfolio: value, cost, risk, and one column an option, true where it is chosen."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        names = [option.id for option in self.problem.options if not option.baseline]
        rows = [
            {
                "value": point.portfolio.value,
                "cost": float(point.portfolio.cost),
                "escalation_risk": point.portfolio.escalation_risk,
                "knee": point.knee,
            }
            | {name: name in point.portfolio.options for name in names}
            for point in self.points
        ]
        return pd.DataFrame(rows)
