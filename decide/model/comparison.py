"""What `compare` finds: several profiles' rankings and portfolios side by side, and why they differ."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from decide.model.criterion import Criterion
    from decide.model.portfolio import Clash, Portfolio
    from decide.model.problem import Problem
    from decide.model.rules import Limit
    from decide.model.weights import WeightProfile


@dataclass(frozen=True, slots=True)
class Side:
    """One profile and the portfolio that it chooses."""

    profile: WeightProfile
    limits: Mapping[str, Limit]
    status: str
    portfolio: Portfolio | None
    clash: Clash | None  # why there is no portfolio
    added: Mapping[str, float]  # value added of each option under this profile, alone
    worth: Mapping[str, float | None]  # of the others' portfolios under this profile's weights, by their profile
    breaks: Mapping[str, tuple[str, ...]]  # keys of this profile's limits that the others' portfolios break
    stale: bool


@dataclass(frozen=True, slots=True)
class Swapped:
    """What one profile's weights would choose within another's limits."""

    weights: str
    limits: str
    portfolio: Portfolio | None


@dataclass(frozen=True, slots=True)
class Rankings:
    """The options ranked under each profile, and the ranking that is nearest to all of these."""

    ranks: Mapping[str, tuple[int, ...]]  # by option, one a profile
    consensus: Mapping[str, int]  # the ranking with the least sum of Kemeny distances
    proved: bool  # that none is nearer
    borda: Mapping[str, int]  # by mean rank
    tau: tuple[tuple[float, ...], ...]  # Kendall's tau-b of each two profiles
    alike: int  # pairs of options that all profiles order the same way
    pairs: int

    def leaders(self, place: int) -> tuple[str, ...]:
        """The options that are first under one profile."""
        return tuple(name for name, ranks in self.ranks.items() if ranks[place] == 1)


class Obstacle(enum.StrEnum):
    """Why no portfolio can be shared."""

    NONE_OF_ITS_OWN = "none-of-its-own"  # some profile has no portfolio at all
    WORTH_NOTHING = "worth-nothing"  # to some profile its own best is worth nothing, so that there are no shares of it
    NONE_IN_COMMON = "none-in-common"  # none is within the rules and limits of all
    NOT_FOUND = "not-found"  # whether there is one was not settled


@dataclass(frozen=True, slots=True)
class Fairest:
    """The portfolio of which the worst-off profile keeps the largest share of what its own best is worth to it."""

    obstacle: Obstacle | None  # None: there is one
    portfolio: Portfolio | None = None  # with its value to the first profile
    worth: tuple[float, ...] = ()  # points, one a profile
    shares: tuple[float, ...] = ()  # of the worth of its own best, one a profile
    worst_off: tuple[str, ...] = ()  # the profiles whose share is least
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several profiles' rankings and portfolios side by side."""

    problem: Problem
    counted: tuple[Criterion, ...]  # criteria whose value adds up for some profile
    sides: tuple[Side, ...]
    swapped: tuple[Swapped, ...]  # one for each ordered pair whose limits differ
    rankings: Rankings
    fairest: Fairest
    inputs: str

    @property
    def proved(self) -> bool:
        """Whether every portfolio that is shown, or said not to exist, is proved."""
        settled = all(side.status in {"optimal", "infeasible"} for side in self.sides)
        fair = self.fairest
        return settled and (fair.proved if fair.obstacle is None else fair.obstacle is not Obstacle.NOT_FOUND)

    @property
    def disputed(self) -> tuple[str, ...]:
        """Options that some portfolios have and others do not."""
        sets = self._sets()
        return tuple(sorted(frozenset.union(*sets) - frozenset.intersection(*sets))) if sets else ()

    @property
    def agreed(self) -> tuple[str, ...]:
        """Options that all portfolios have; none where some profile has no portfolio."""
        sets = self._sets()
        return tuple(sorted(frozenset.intersection(*sets))) if sets else ()

    def _sets(self) -> list[frozenset[str]]:
        return [frozenset(() if side.portfolio is None else side.portfolio.options) for side in self.sides]

    def to_frame(self) -> pd.DataFrame:
        """One row an option, one column a profile: true where its portfolio has the option."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        names = [option.id for option in self.problem.options if not option.baseline]
        return pd.DataFrame(
            {
                side.profile.id: [side.portfolio is not None and name in side.portfolio.options for name in names]
                for side in self.sides
            },
            index=pd.Index(names, name="option"),
        )
