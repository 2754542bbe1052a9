"""What a change did to a ranking, and which players did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.errors import InternalError
from decide.methods.ranks import ranks
from decide.model.review import Masked, Method, Move, Why
from decide.review.enough import causes, causes_of_each, undone_by
from decide.review.shapley import ORDERS, factors, sampled_shapley, settled
from decide.studies.reviewing.scores import Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.model.ranking import RankedOption, Ranking
    from decide.studies.reviewing.blend import Blend
    from decide.studies.reviewing.players import Table

    Real = NDArray[np.float64]

_CLOSE = 1e-8  # points: more than rounding to 9 decimals hides


@dataclass(frozen=True)
class RankMoves:
    """Every option, why first place is another, and what is masked."""

    moves: tuple[Move, ...]
    first: Why | None
    masked: tuple[Masked, ...]
    orders: int


def rank_moves(blend: Blend, profile: str, table: Table, before: Ranking, after: Ranking) -> RankMoves:
    """Share the change of every score out among the players, and find the causes of every move."""
    run = _Run(blend, profile, table, before, after)
    return run.sampled() if table.method is Method.SAMPLED else run.exact()


def moves_without_causes(before: Ranking | None, after: Ranking) -> tuple[Move, ...]:
    """Options before and after, where there is nothing to share out."""
    was = {line.option.id: line for line in before.options} if before is not None else {}
    now = {line.option.id for line in after.options}
    gone = [Move(name, line.option.title, line, None, (), (), None) for name, line in was.items() if name not in now]
    return (
        *(
            Move(line.option.id, line.option.title, was.get(line.option.id), line, (), (), None)
            for line in after.options
        ),
        *gone,
    )


class _Run:
    """One profile."""

    def __init__(self, blend: Blend, profile: str, table: Table, before: Ranking, after: Ranking) -> None:
        self.blend, self.profile, self.table = blend, profile, table
        self.before = {line.option.id: line for line in before.options}
        self.after = {line.option.id: line for line in after.options}
        self.column = {name: column for column, name in enumerate(blend.options)}

    def exact(self) -> RankMoves:
        count = len(self.table.players)
        share = factors(count)
        parts = np.zeros((count, len(self.blend.options)))
        moved = [
            name for name, line in self.after.items() if name in self.before and self.before[name].rank != line.rank
        ]
        columns = [self.column[name] for name in moved]
        kept = np.zeros((share.shape[1], len(moved)), dtype=np.int64)
        first = np.zeros((share.shape[1], (len(self.blend.options) + 7) // 8), dtype=np.uint8)
        for rows, found in Scores(self.blend, self.profile, self.table.cases(self.table.all)).blocks():
            if rows.start == 0:
                self._check(found[0], self.before)
            if rows.stop == len(kept):
                self._check(found[-1], self.after)
            parts += share[:, rows] @ found
            places = ranks(found)
            kept[rows] = places[:, columns]
            first[rows] = np.packbits(places == 1, axis=1)
        _, codes = np.unique(first, axis=0, return_inverse=True)
        codes = codes.reshape(-1)
        why = None if codes[0] == codes[-1] else _why(codes == codes[-1])
        moves = self._moves(settled(parts), None, self._whys(moved, kept))
        return RankMoves(moves, why, self._masked(codes, first), 0)

    def sampled(self) -> RankMoves:
        def evaluate(states: NDArray[np.bool_]) -> Real:
            return Scores(self.blend, self.profile, self.table.cases(states)).all()

        ends = np.array([[False] * len(self.table.players), [True] * len(self.table.players)])
        first, last = evaluate(ends)
        self._check(first, self.before)
        self._check(last, self.after)
        found = sampled_shapley(evaluate, len(self.table.players), ORDERS)
        return RankMoves(self._moves(found.parts, found.errors, {}), None, (), found.orders)

    def _check(self, found: Real, lines: dict[str, RankedOption]) -> None:
        """The ends, put together piece by piece, must be what the files of that side come to."""
        for name, line in lines.items():
            if abs(found[self.column[name]] - line.score) > _CLOSE:
                raise InternalError(f"the edits put together give '{name}' another score than its files")

    def _moves(self, parts: Real, errors: Real | None, whys: dict[str, Why]) -> tuple[Move, ...]:
        order = [*self.after, *(name for name in self.before if name not in self.after)]
        return tuple(self._move(name, parts, errors, whys.get(name)) for name in order)

    def _move(self, name: str, parts: Real, errors: Real | None, why: Why | None) -> Move:
        before, after, column = self.before.get(name), self.after.get(name), self.column[name]
        title = (after or self.before[name]).option.title
        if before is None or after is None:
            return Move(name, title, before, after, (), (), None)
        mistakes = () if errors is None else tuple(errors[:, column].tolist())
        return Move(name, title, before, after, tuple(parts[:, column].tolist()), mistakes, why)

    def _whys(self, moved: list[str], places: NDArray[np.int64]) -> dict[str, Why]:
        """Why each option whose rank moved is as good as it is now, or as bad."""
        now = np.array([self.after[name].rank for name in moved], dtype=np.int64)
        up = np.array([self.after[name].rank < self.before[name].rank for name in moved], dtype=np.bool_)
        causing = causes_of_each(np.where(up, places <= now, places >= now)) if moved else []
        return {name: Why(one.enough, one.needed) for name, one in zip(moved, causing, strict=True)}

    def _masked(self, codes: NDArray[np.int64], first: NDArray[np.uint8]) -> tuple[Masked, ...]:
        """What one player alone would put first, though the whole change does not."""
        found: list[Masked] = []
        for player in range(len(self.table.players)):
            alone = 1 << player
            if codes[alone] not in {codes[0], codes[-1]}:
                flags = np.unpackbits(first[alone], count=len(self.blend.options))
                names = tuple(self.blend.options[place] for place in np.flatnonzero(flags).tolist())
                found.append(Masked(player, names, (), undone_by(codes, player)))
        return tuple(found)


def _why(holds: NDArray[np.bool_]) -> Why:
    found = causes(holds)
    return Why(found.enough, found.needed)
