"""What a workspace says under every profile, to be kept beside its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.model.portfolio import Portfolio
    from decide.model.problem import Problem
    from decide.model.ranking import Ranking
    from decide.model.rules import Limit


@dataclass(frozen=True, slots=True)
class Standing:
    """One profile: the ranking, the best portfolio, and how far first place can be trusted."""

    ranking: Ranking
    status: str  # of the portfolio: optimal, best_found, infeasible or unknown
    portfolio: Portfolio | None
    limits: Mapping[str, Limit]
    firsts: Mapping[str, int]  # by option: under how many of the weights drawn near by it is first


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every profile, in the order of their names."""

    problem: Problem
    standings: tuple[Standing, ...]
    samples: int  # weights drawn for each profile
    near: float  # how far each weight may move, as a share of it
    seed: int
    error: float  # the largest standard error of a share of first places
