"""Which portfolios stand where weights, scores, costs and risks are not certain."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from decide.model.portfolio import Clash, Portfolio
    from decide.model.rules import Rules
    from decide.model.sampled import Sampled


class Role(enum.StrEnum):
    """What an option is to the portfolios that no other one beats."""

    CORE = "core"  # in all of them: choose it, whatever else becomes known
    BORDERLINE = "borderline"  # in some: know more about these
    EXTERIOR = "exterior"  # in none: leave it, whatever else becomes known


@dataclass(frozen=True, slots=True)
class RobustPortfolio:
    """One portfolio, for all admissible weights."""

    portfolio: Portfolio  # its value is that under the profile's own weights
    least: float  # points, for the weights (and scores) that suit it least
    regret: float  # points, the most by which another one can be better
    best: Sampled  # how often it is the best for drawn weights
    keeps: Sampled | None  # how often it keeps to all limits where costs and risks vary; None where nothing varies


@dataclass(frozen=True, slots=True)
class Kept:
    """How often a portfolio keeps to its limits where costs and risks vary within their ranges."""

    accounts: Mapping[tuple[str, str], Sampled]  # by key and period
    risk: Sampled | None
    together: Sampled


@dataclass(frozen=True, slots=True)
class Confident:
    """The best portfolio that keeps to all limits often enough."""

    confidence: float  # asked for, in (0, 1]
    portfolio: Portfolio | None
    kept: Kept | None
    proved: bool  # no better one does (or none at all), of those that keep to the limits by best estimates


@dataclass(frozen=True, slots=True)
class AtBudget:
    """The core indices if the budget were another."""

    budget: Decimal
    portfolios: int | None  # that no other beats; None where there were too many to find
    core_index: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RobustPortfolios:
    """The portfolios that no other one beats for all admissible weights, and what they say of the options.

    Where there were too many, `complete` is false, and `found` has the best for each of some drawn weights.
    """

    rules: Rules
    complete: bool
    samples: int  # weights drawn to tell how often each is best
    found: tuple[RobustPortfolio, ...]  # the most often best first; empty where no portfolio keeps to the limits
    usual: RobustPortfolio | None  # the best under the profile's own weights
    maximin: RobustPortfolio | None  # the best at its worst
    least_regret: RobustPortfolio | None
    oftenest: RobustPortfolio | None  # the most often best
    kept: Kept | None  # how often the usual one keeps to the limits; None where nothing varies, or nothing is limited
    core_index: Mapping[str, float]  # the share of `found` with each option; of the samples, where not complete
    confident: Confident | None
    by_budget: tuple[AtBudget, ...]
    clash: Clash | None

    def role(self, option: str) -> Role:
        """What an option is to these portfolios."""
        share = self.core_index[option]
        return Role.CORE if share == 1 else Role.EXTERIOR if share == 0 else Role.BORDERLINE
