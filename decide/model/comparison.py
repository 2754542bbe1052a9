"""What `compare` finds: several profiles' portfolios side by side, and why they differ."""

from __future__ import annotations

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
class Comparison:
    """Several profiles' portfolios side by side."""

    problem: Problem
    counted: tuple[Criterion, ...]  # criteria whose value adds up for some profile
    sides: tuple[Side, ...]
    swapped: tuple[Swapped, ...]  # one for each ordered pair whose limits differ
    inputs: str

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
