"""What the rooms hand back: frozen results that carry what made them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from decide.errors import Issue
    from decide.model.criterion import Criterion
    from decide.model.evidence import Claim, Source
    from decide.model.option import Judgement, Option
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

    def to_frame(self) -> pd.DataFrame:
        """One row an option: rank, tied, score, and one column of contribution a criterion."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        rows = [
            {"option": line.option.id, "rank": line.rank, "tied": line.tied, "score": line.score}
            | dict(line.contributions)
            for line in self.options
        ]
        return pd.DataFrame(rows).set_index("option")


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


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Every fault and every doubt, in file order."""

    issues: tuple[Issue, ...]
    files: int
    options: int
    criteria: int
    profiles: int
    sources: int
    passages: int | None = None  # cited paragraphs compared with the essays; None where no essays were given

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The faults that make the workspace unusable."""
        return tuple(issue for issue in self.issues if issue.severity == "error")

    @property
    def doubts(self) -> tuple[Issue, ...]:
        """What a careful reader would ask."""
        return tuple(issue for issue in self.issues if issue.severity == "doubt")

    def to_frame(self) -> pd.DataFrame:
        """One row an issue."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        columns = ["severity", "code", "file", "line", "column", "message", "hint"]
        rows = [
            [str(i.severity), i.code, i.where.file, i.where.line, i.where.column, i.message, i.hint]
            for i in self.issues
        ]
        return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a weight profile was stamped with."""

    profile: WeightProfile
    problem: Problem
    file: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the file had to be written."""
        return self.before != self.after
