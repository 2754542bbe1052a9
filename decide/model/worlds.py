"""What `compare --scenarios` finds: one profile's ranking and portfolio as the files stand and if the world changes."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from decide.model.portfolio import Clash, Portfolio
    from decide.model.problem import Problem
    from decide.model.rules import Limit
    from decide.model.scenario import Change, Clipped, NotApplied, Scenario
    from decide.model.weights import WeightProfile

AS_IT_STANDS = "as it stands"


@dataclass(frozen=True, slots=True)
class World:
    """What the files say, or what they would say under a scenario, and what follows from it."""

    scenario: Scenario | None  # None: as it stands
    ranks: Mapping[str, int]
    limits: Mapping[str, Limit]
    status: str  # of the portfolio: optimal, best_found, infeasible or unknown
    portfolio: Portfolio | None
    clash: Clash | None  # why there is no portfolio
    clipped: tuple[Clipped, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()

    @property
    def name(self) -> str:
        """The scenario's id; `as it stands` for the files as they are."""
        return AS_IT_STANDS if self.scenario is None else self.scenario.id

    @property
    def leaders(self) -> tuple[str, ...]:
        """The options that are first."""
        return tuple(name for name, rank in self.ranks.items() if rank == 1)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a portfolio in a world."""

    lost: float | None  # points against the best of that world; None where it is not allowed there
    breaks: tuple[str, ...] = ()  # keys of the limits that it breaks there


@dataclass(frozen=True, slots=True)
class Candidate:
    """A portfolio that is best in some world, or whose largest loss is least."""

    options: tuple[str, ...]
    sizes: Mapping[str, str]  # where another size than the option itself is chosen
    best_in: tuple[int, ...]  # the places of the worlds that choose it
    least_regret: bool
    fates: tuple[Fate, ...]  # one a world

    @property
    def largest(self) -> float | None:
        """The most points that it loses in any world; None where some world does not allow it."""
        lost = [fate.lost for fate in self.fates if fate.lost is not None]
        return max(lost) if len(lost) == len(self.fates) else None


class Regret(enum.StrEnum):
    """Whether there is a portfolio with the least largest loss."""

    PROVED = "proved"  # no portfolio that all worlds allow loses less
    BEST_FOUND = "best-found"
    NONE = "none"  # proved: no portfolio is within the rules and limits of all worlds
    UNKNOWN = "unknown"  # none was found


class Recommendation(enum.StrEnum):
    """What a scenario may break."""

    LEADER = "leader"
    PORTFOLIO = "portfolio"


@dataclass(frozen=True, slots=True)
class Alone:
    """A single change that by itself breaks a recommendation."""

    change: Change
    whole: bool  # it brings about by itself just what the whole scenario does


@dataclass(frozen=True, slots=True)
class Break:
    """A recommendation that a scenario breaks, and the changes of which each alone does so."""

    world: int  # its place
    of: Recommendation
    alone: tuple[Alone, ...]  # none: only several changes together


@dataclass(frozen=True, slots=True)
class Worlds:
    """One profile in several worlds, the first of them as the files stand."""

    problem: Problem
    profile: WeightProfile
    worlds: tuple[World, ...]
    candidates: tuple[Candidate, ...]  # as they are met from the first world on; least regret last, if best nowhere
    regret: Regret
    breaks: tuple[Break, ...]
    stale: bool
    inputs: str

    @property
    def proved(self) -> bool:
        """Whether every portfolio that is shown, or said not to exist, is proved."""
        settled = all(one.status in {"optimal", "infeasible"} for one in self.worlds)
        return settled and self.regret in {Regret.PROVED, Regret.NONE}

    @property
    def always(self) -> tuple[str, ...]:
        """Options that are chosen in every world."""
        return tuple(name for name in self._choosable() if all(name in chosen for chosen in self._sets()))

    @property
    def sometimes(self) -> tuple[str, ...]:
        """Options that are chosen in some worlds and not in others."""
        return tuple(name for name in self._choosable() if name not in {*self.always, *self.never})

    @property
    def never(self) -> tuple[str, ...]:
        """Options that are chosen in no world."""
        return tuple(name for name in self._choosable() if not any(name in chosen for chosen in self._sets()))

    @property
    def safest(self) -> Candidate | None:
        """The portfolio whose largest loss is least."""
        return next((one for one in self.candidates if one.least_regret), None)

    def _choosable(self) -> list[str]:
        return [option.id for option in self.problem.options if not option.baseline]

    def _sets(self) -> list[frozenset[str]]:
        return [frozenset(() if one.portfolio is None else one.portfolio.options) for one in self.worlds]

    def to_frame(self) -> pd.DataFrame:
        """One row an option; for each world its rank, and whether the portfolio has it."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        names = [option.id for option in self.problem.options]
        columns = {}
        for place, (one, chosen) in enumerate(zip(self.worlds, self._sets(), strict=True)):
            columns[2 * place] = [one.ranks[name] for name in names]
            columns[2 * place + 1] = [name in chosen for name in names]
        found = pd.DataFrame(columns, index=pd.Index(names, name="option"))
        found.columns = pd.Index([head for one in self.worlds for head in (one.name, f"{one.name}: chosen")])
        return found
