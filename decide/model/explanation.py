"""What `why` finds: where a score comes from, and why one option beats another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from decide.model.criterion import Criterion
    from decide.model.evidence import Claim, Source
    from decide.model.option import Judgement
    from decide.model.ranking import RankedOption, Ranking


@dataclass(frozen=True, slots=True)
class Reason:
    """What one criterion adds to an option's score, and what that rests on."""

    criterion: Criterion
    judgement: Judgement
    value: float  # in [0, 1]
    weight: float  # share, in [0, 1]
    contribution: float  # points
    gain: float  # points above the status quo


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where one option's score comes from, largest contribution first."""

    ranking: Ranking
    line: RankedOption
    reasons: tuple[Reason, ...]
    sources: Mapping[str, Source]

    def claim(self, reference: str) -> tuple[Source, Claim] | None:
        """The source and claim that CARD#N names, where there is such a card."""
        card, _, number = reference.partition("#")
        source = self.sources.get(card)
        claim = source.claims.get(number) if source else None
        return (source, claim) if source and claim else None

    def to_frame(self) -> pd.DataFrame:
        """One row a criterion: value, weight, contribution, gain over the status quo."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        rows = [
            {
                "criterion": reason.criterion.id,
                "value": reason.value,
                "weight": reason.weight,
                "contribution": reason.contribution,
                "gain": reason.gain,
            }
            for reason in self.reasons
        ]
        return pd.DataFrame(rows).set_index("criterion")


@dataclass(frozen=True, slots=True)
class Difference:
    """One criterion's part in the gap between two options."""

    criterion: Criterion
    first: Judgement
    second: Judgement
    weight: float
    points: float  # contribution of the first minus that of the second
    switches_at: float | None  # share of this criterion at which the two are equal


@dataclass(frozen=True, slots=True)
class Duel:
    """Why one option beats another, largest advantage first."""

    first: Explanation
    second: Explanation
    differences: tuple[Difference, ...]

    @property
    def gap(self) -> float:
        """Points between the two."""
        return self.first.line.score - self.second.line.score

    def to_frame(self) -> pd.DataFrame:
        """One row a criterion: weight, points, switching weight."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        rows = [
            {
                "criterion": part.criterion.id,
                "weight": part.weight,
                "points": part.points,
                "switches_at": part.switches_at,
            }
            for part in self.differences
        ]
        return pd.DataFrame(rows).set_index("criterion")
