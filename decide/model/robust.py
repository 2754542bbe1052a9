"""What `robust` finds: how far a ranking can be trusted, and what would change it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from decide.model.ranking import Nearest, RankedOption, Ranking
    from decide.model.robust_portfolios import RobustPortfolios
    from decide.model.sampled import Sampled


class Firmness(enum.StrEnum):
    """How far first place can be relied on."""

    FIRM = "firm"
    LEANING = "leaning"
    CLOSE = "too close to call"


@dataclass(frozen=True, slots=True)
class WeightSet:
    """Which weights are admissible."""

    label: str  # as in `within 20%`
    lower: Mapping[str, float]  # the least that each criterion may weigh, in [0, 1]
    upper: Mapping[str, float]
    drawn: str  # how weights are drawn: exactly, or by walks


@dataclass(frozen=True, slots=True)
class RobustOption:
    """How far one option's place can be trusted."""

    line: RankedOption
    ranks: tuple[int, int]  # best and worst rank for any admissible weights, exactly
    acceptability: tuple[Sampled, ...]  # by rank, from the first; weights vary
    with_scores: tuple[Sampled, ...]  # the same where scores vary as well
    central_weights: Mapping[str, Sampled] | None  # the mean of the weights that put it first; None where none did
    confidence: Sampled | None  # how often it is first at its central weights when scores vary

    @property
    def can_be_first(self) -> bool:
        """Whether some admissible weights put it first, alone or with others."""
        return self.ranks[0] == 1


@dataclass(frozen=True, slots=True)
class Pair:
    """How one option stands to another."""

    option: str
    other: str
    necessary: bool  # at least as good for all admissible weights
    possible: bool  # at least as good for some
    winning: Sampled  # how often it is strictly better


@dataclass(frozen=True, slots=True)
class Turn:
    """The weight of one criterion at which first place moves, and to whom."""

    weight: float  # in [0, 1], the others keeping their proportions
    option: str


@dataclass(frozen=True, slots=True)
class Room:
    """How far one weight may move before first place does; None where it may move all the way."""

    criterion: str
    weight: float  # now
    down: Turn | None
    up: Turn | None


@dataclass(frozen=True, slots=True)
class Swing:
    """What one score does to the leader's lead over the best of the others, within the score's own range."""

    option: str
    criterion: str
    leads: tuple[float, float]  # points, where the score is at its low and at its high end
    ahead: tuple[str, str]  # who is first then
    turns_at: float | None  # the performance at which the lead is lost


@dataclass(frozen=True, slots=True)
class Worth:
    """What it would be worth to know something before choosing: a score, or the weight of a criterion."""

    option: str  # empty: it is a weight
    criterion: str
    points: float


@dataclass(frozen=True, slots=True)
class Leader:
    """What would move the first from its place; only where one option alone is first and there are others."""

    rooms: tuple[Room, ...]  # by criterion, the tightest first
    shift: Nearest | None  # the least weight to be shifted
    straight: Nearest | None  # the shortest way
    swings: tuple[Swing, ...]  # the widest first


@dataclass(frozen=True, slots=True)
class Robustness:
    """How far a ranking can be trusted under admissible weights."""

    ranking: Ranking
    weights: WeightSet
    samples: int
    seed: int
    scores_vary: bool  # whether exact statements hold for the ranges of scores, too
    options: tuple[RobustOption, ...]  # in the order of the ranking
    pairs: tuple[Pair, ...]
    leader: Leader | None
    worths: tuple[Worth, ...]  # the largest first
    everything: Sampled  # what it would be worth to know all weights and scores, in points
    firmness: Firmness
    portfolios: RobustPortfolios | None  # None where nothing limits what is chosen

    @property
    def titles(self) -> Mapping[str, str]:
        """Titles of the options by id."""
        return {one.line.option.id: one.line.option.title for one in self.options}

    @property
    def lead(self) -> float:
        """Points by which the first is ahead of the next; 0 where there is no next."""
        scores = sorted((one.line.score for one in self.options), reverse=True)
        return scores[0] - scores[1] if len(scores) > 1 else 0.0

    def to_frame(self) -> pd.DataFrame:
        """One row an option: rank, its exact interval, confidence, and the acceptability of each rank."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        rows = [
            {
                "option": one.line.option.id,
                "rank": one.line.rank,
                "best_rank": one.ranks[0],
                "worst_rank": one.ranks[1],
                "confidence": None if one.confidence is None else one.confidence.share,
            }
            | {f"rank_{place}": sampled.share for place, sampled in enumerate(one.acceptability, 1)}
            for one in self.options
        ]
        return pd.DataFrame(rows).set_index("option")
