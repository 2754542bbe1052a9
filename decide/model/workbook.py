"""What a workbook shows: a problem under one or more profiles, with every number that Python worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.model.evidence import Source
    from decide.model.portfolio import Frontier, Portfolio
    from decide.model.problem import Problem
    from decide.model.ranking import Ranking
    from decide.model.robust import Robustness
    from decide.model.rules import Rules
    from decide.model.weights import WeightProfile

Way: TypeAlias = tuple[str, str]
"""An option by its id, and a size of it; the size is empty for the option itself."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a workbook was made from, so that an edit in it can find its way back."""

    commit: str  # empty where the workspace is not under git
    changed: bool  # whether files differed from that commit
    inputs: str  # fingerprint of the files
    version: str  # of decide


@dataclass(frozen=True, slots=True)
class View:
    """What one profile makes of the problem."""

    ranking: Ranking
    rules: Rules
    own_limits: frozenset[str]  # keys of limits that the profile itself states
    counted: frozenset[str]  # criteria whose value adds up over a portfolio
    gains: Mapping[Way, float]  # points that each way adds to a portfolio
    bonuses: tuple[float, ...]  # points of each `together` relation, in the order of the file
    status: str  # of the portfolio: optimal, best_found, infeasible, unknown
    portfolio: Portfolio | None

    @property
    def profile(self) -> WeightProfile:
        """Whose weights these are."""
        return self.ranking.profile


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that a workbook shows; the first profile is the one it opens with."""

    problem: Problem
    views: tuple[View, ...]
    values: Mapping[Way, tuple[float, ...]]  # of each way on each criterion, in [0, 1]
    status_quo: tuple[float, ...]  # values of the status quo, likewise
    steepness: Mapping[str, float]  # c of each exponential value function, by criterion
    frontier: Frontier | None  # of the first profile; None where it is too large to be found
    robustness: Robustness | None  # of the first profile; None where there are too many options
    sources: Mapping[str, Source]
    stamp: Stamp
