"""What `rank` finds: options by score, and what would change first place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from decide.model.option import Option
    from decide.model.problem import Problem
    from decide.model.weights import WeightProfile


@dataclass(frozen=True, slots=True)
class RankedOption:
    """One line of a ranking. Scores and contributions are points, rounded to 9 decimals."""

    option: Option
    rank: int
    tied: bool
    score: float
    interval: tuple[float, float]  # lowest and highest score, its unknown cells anywhere on their scales
    contributions: Mapping[str, float]
    unknown: tuple[str, ...]  # criteria on which it is not scored
    too_close: bool  # nearer to the next option below than the rounding of the inputs


@dataclass(frozen=True, slots=True)
class Switch:
    """The smallest change of one weight that takes an option past another."""

    option: str  # the one that would come first
    criterion: str
    weight: float  # share now, in [0, 1]
    switches_at: float  # share at which the two are equal, the others keeping their proportions


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest weights of all at which another option draws level with the leader."""

    option: str
    weights: Mapping[str, float]
    distance: float  # the share of weight that is shifted, or the straight line


@dataclass(frozen=True, slots=True)
class Seen:
    """The ranks that an option had under weights drawn near the profile's."""

    ranks: tuple[int, int]  # best and worst
    share: float  # of the weights under which it had the rank that it has now


@dataclass(frozen=True, slots=True)
class Nearby:
    """What weights near the profile's do to the ranking: sampled, not proved."""

    within: float  # how far each weight may move, as a share of it
    samples: int
    seed: int
    options: Mapping[str, Seen]
    shift: Nearest | None  # the least shift of weight that makes another option level; None where there is none


@dataclass(frozen=True, slots=True)
class Ranking:
    """Options by score under one weight profile, best first; equals in the order of their ids."""

    problem: Problem
    profile: WeightProfile
    method: str
    weights: Mapping[str, float]
    options: tuple[RankedOption, ...]
    stale: bool  # the profile was agreed for other scales
    switch: Switch | None  # None where no change of one weight moves first place
    inputs: str  # fingerprint of the files that were read
    nearby: Nearby | None = None  # None where nobody asked

    def to_frame(self) -> pd.DataFrame:
        """One row an option: rank, tied, score, and one column of contribution a criterion."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        rows = [
            {"option": line.option.id, "rank": line.rank, "tied": line.tied, "score": line.score}
            | dict(line.contributions)
            for line in self.options
        ]
        return pd.DataFrame(rows).set_index("option")
