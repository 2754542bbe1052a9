"""What `diff` finds: the edits between two states of a workspace, what they did, and which of them did it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from decide.errors import Issue
    from decide.model.expectation import Broken
    from decide.model.portfolio import Portfolio
    from decide.model.problem import Problem
    from decide.model.ranking import RankedOption, Ranking
    from decide.model.rules import Rules
    from decide.model.weights import WeightProfile


class EditKind(enum.StrEnum):
    """What an edit changes."""

    CRITERION_ADDED = "criterion added"
    CRITERION_REMOVED = "criterion removed"
    CRITERION_RENAMED = "criterion renamed"
    SCALE = "scale"
    VALUE = "value function"
    STATUS_QUO = "status quo"
    COUNTED = "in_portfolio"
    WEIGHT = "weight"
    REGROUPED = "weights regrouped"
    PROFILE_RENAMED = "profile renamed"
    OPTION_ADDED = "option added"
    OPTION_REMOVED = "option removed"
    OPTION_RENAMED = "option renamed"
    PERFORMANCE = "performance"
    COST = "cost"
    ESCALATION_RISK = "escalation risk"
    USES = "resource used"
    TRIGGER = "trigger"
    BASELINE = "baseline"
    SIZE_ADDED = "size added"
    SIZE_REMOVED = "size removed"
    LIMIT = "limit"
    PERIODS = "money by period"
    RELATION_ADDED = "relation added"
    RELATION_REMOVED = "relation removed"
    RELATION = "relation"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one place in one file, or a structural change, that can move ranks or portfolios."""

    number: int  # from 1
    kind: EditKind
    file: str
    line: int
    gone: bool  # the place is in the files before
    path: str  # as the file says it: weights.autonomy
    title: str  # in words: the weight of Autonomy from Russia
    before: str
    after: str
    profile: str = ""  # the one profile that it counts for; empty where it counts for all


@dataclass(frozen=True, slots=True)
class Touched:
    """A change that moves no rank and no portfolio: a title, a note, evidence, the ends of a range."""

    file: str
    line: int
    gone: bool
    path: str


class Method(enum.StrEnum):
    """How the change was shared out."""

    EXACT = "exact"  # every combination of edits
    BY_FILE = "by file"  # every combination of files
    SAMPLED = "sampled"  # random orders of files


@dataclass(frozen=True, slots=True)
class Player:
    """Edits that count as one: a single edit, or all of a file."""

    name: str  # the number of the edit, or the file
    edits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why an outcome is another now. Players are numbered from 0."""

    enough: tuple[tuple[int, ...], ...]  # smallest sets that are enough whatever the rest, shortest first
    needed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Masked:
    """What one player alone would have done, although the sum hides it."""

    player: int
    enters: tuple[str, ...]  # options that would come first, or into the portfolio
    leaves: tuple[str, ...]  # options that would go out of the portfolio
    undone_by: tuple[tuple[int, ...], ...]  # smallest sets of others that undo it whatever the rest


@dataclass(frozen=True, slots=True)
class Move:
    """One option before and after, with the part of each player in the change of its score."""

    option: str
    title: str
    before: RankedOption | None
    after: RankedOption | None
    parts: tuple[float, ...]  # points; empty where the option is new or gone
    errors: tuple[float, ...]  # standard errors, where sampled
    why: Why | None  # why it is as good as now, or as bad; None where its rank did not move, or that was not worked out

    @property
    def change(self) -> float:
        """Points gained."""
        return 0.0 if self.before is None or self.after is None else self.after.score - self.before.score

    @property
    def moved(self) -> bool:
        """Whether its rank is another, or it came or went."""
        return self.before is None or self.after is None or self.before.rank != self.after.rank


@dataclass(frozen=True, slots=True)
class Chosen:
    """One portfolio under its rules; none where none is possible, or none was found."""

    status: str
    portfolio: Portfolio | None
    rules: Rules


@dataclass(frozen=True, slots=True)
class PortfolioMove:
    """The best portfolio before and after, and why it is another."""

    before: Chosen
    after: Chosen
    comparable: bool  # false where weights or scales changed: the two values are in different units
    worked_out: bool  # whether the change was shared out
    parts: tuple[float, ...]  # points of value, by player
    errors: tuple[float, ...]
    why: Mapping[str, Why]  # by option that came or went
    masked: tuple[Masked, ...]

    @property
    def enters(self) -> tuple[str, ...]:
        """Options that came; a new size of one that stays is OPTION:SIZE."""
        return _beyond(self.after.portfolio, self.before.portfolio)

    @property
    def leaves(self) -> tuple[str, ...]:
        """Options that went."""
        return _beyond(self.before.portfolio, self.after.portfolio)

    @property
    def moved(self) -> bool:
        """Whether the choice is another."""
        return bool(self.enters or self.leaves) or (self.before.portfolio is None) != (self.after.portfolio is None)


def _beyond(one: Portfolio | None, other: Portfolio | None) -> tuple[str, ...]:
    mine, theirs = (
        {name: found.sizes.get(name, "") for name in found.options} if found is not None else {}
        for found in (one, other)
    )
    return tuple(
        name if name not in theirs else f"{name}:{size or 'whole'}"
        for name, size in sorted(mine.items())
        if theirs.get(name) != size
    )


@dataclass(frozen=True, slots=True)
class ProfileReview:
    """What the change did under one weight profile."""

    profile: WeightProfile
    before: Ranking | None  # None where the profile is new, or the files before cannot be read
    after: Ranking
    method: Method
    orders: int  # that were sampled; 0 where all combinations were looked at
    players: tuple[Player, ...]
    moves: tuple[Move, ...]  # every option, in the new order; those that are gone at the end
    first: Why | None  # why first place is another; None where it is not, or that was not worked out
    masked: tuple[Masked, ...]  # first places
    portfolio: PortfolioMove | None  # None where it was not asked for

    @property
    def winners(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who was first, who is first."""
        return (
            tuple(move.option for move in self.moves if move.before is not None and move.before.rank == 1),
            tuple(move.option for move in self.moves if move.after is not None and move.after.rank == 1),
        )

    @property
    def winner_moved(self) -> bool:
        """Whether first place is another."""
        before, after = self.winners
        return self.before is not None and set(before) != set(after)

    @property
    def ranks_moved(self) -> int:
        """How many options have another rank, came or went."""
        return sum(move.moved for move in self.moves) if self.before is not None else 0

    @property
    def moved(self) -> bool:
        """Whether a rank or the portfolio is another, or would have been but for another edit."""
        chosen = self.portfolio is not None and (self.portfolio.moved or bool(self.portfolio.masked))
        return bool(self.ranks_moved or self.masked) or chosen

    @property
    def became_stale(self) -> bool:
        """Whether the weights were agreed for scales that this change left behind."""
        return self.after.stale and not (self.before is not None and self.before.stale)


class ConcernKind(enum.StrEnum):
    """What a careful reviewer would ask."""

    STALE = "stale"  # weights agreed for other scales
    SCALE = "scale"  # a scale changed under agreed weights, which were confirmed in the same change
    REWARDED = "rewarded"  # a weight raised in the same change that raises what it rewards
    LOOSENED = "loosened"  # a limit or relation
    UNGROUNDED = "ungrounded"  # a score that rests on nobody's word


@dataclass(frozen=True, slots=True)
class Concern:
    """One of these, in words, with the edits that it is about."""

    kind: ConcernKind
    says: str
    edits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two states that were compared."""

    name: str  # as it was asked for: main
    commit: str  # empty for the working tree
    changed: int  # files of the working tree that differ from its commit
    inputs: str  # fingerprint of the files


@dataclass(frozen=True, slots=True)
class Review:
    """Two states of a workspace, and what lies between them."""

    before: Version
    after: Version
    problem: Problem | None  # after; None where it cannot be read
    edits: tuple[Edit, ...]
    elsewhere: tuple[Edit, ...]  # edits that count only for profiles that were not asked for
    touched: tuple[Touched, ...]
    profiles: tuple[ProfileReview, ...]
    gone: tuple[str, ...]  # profiles that are no more
    concerns: tuple[Concern, ...]
    broken: tuple[Broken, ...]  # expectations that held before
    invalid: tuple[Issue, ...]  # why the files after cannot be read
    unreadable: tuple[Issue, ...]  # why the files before cannot be read
    decide: str = ""  # the version that found it
    place: str = ""  # of the workspace in its repository; empty for the top

    @property
    def moved(self) -> bool:
        """Whether anything moved that a reader would want to know of; a question about what moved nothing can wait."""
        grave = {ConcernKind.STALE, ConcernKind.SCALE}
        return bool(
            self.invalid
            or self.unreadable
            or self.broken
            or self.gone
            or any(one.kind in grave for one in self.concerns)
            or any(one.before is None or one.moved for one in self.profiles)
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a profile and option: ranks and scores before and after."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        columns = ["profile", "option", "rank_before", "rank", "score_before", "score"]
        rows = [
            [
                one.profile.id,
                move.option,
                move.before.rank if move.before else None,
                move.after.rank if move.after else None,
                move.before.score if move.before else None,
                move.after.score if move.after else None,
            ]
            for one in self.profiles
            for move in one.moves
        ]
        return pd.DataFrame(rows, columns=columns)
