"""What a change did to the best portfolio, and which players did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.audit.portfolio import Auditor
from decide.errors import InternalError
from decide.model.review import Chosen, EditKind, Masked, Method, PortfolioMove, Why
from decide.review.enough import causes, undone_by
from decide.review.shapley import sampled_shapley, shapley
from decide.selection.answer import Status
from decide.selection.best_in_each import best_in_each
from decide.selection.solve import AUTO, Engine
from decide.selection.sweep import TooLarge
from decide.studies.choosing.asked import solved
from decide.studies.choosing.question import question
from decide.studies.reviewing.portfolios import states_of
from decide.workspace.load import Loaded
from decide.workspace.load_rules import Case

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.model.portfolio import Portfolio
    from decide.model.rules import Rules
    from decide.selection.states import BestInEach
    from decide.studies.reviewing.blend import Blend
    from decide.studies.reviewing.players import Table
    from decide.studies.reviewing.side import Side

    Real = NDArray[np.float64]

_SECONDS = 20.0  # for a solver, where one is used
MOST = 60  # options for which the change is shared out
_ORDERS = 32  # random orders, where there are too many files for every combination
_CLOSE = 1e-7  # points
_UNITS = {
    EditKind.WEIGHT,
    EditKind.REGROUPED,
    EditKind.SCALE,
    EditKind.VALUE,
    EditKind.CRITERION_ADDED,
    EditKind.CRITERION_REMOVED,
    EditKind.COUNTED,
}  # edits after which points of value mean something else


def chosen(side: Side, profile: str) -> Chosen:
    """The best portfolio of one state under a profile."""
    rules = side.rules
    limits = {**rules.limits, **side.own_limits(profile)}
    return _chosen(side, profile, type(rules)(rules.resources, limits, rules.relations))


def _chosen(side: Side, profile: str, rules: Rules) -> Chosen:
    loaded = Loaded(side.whole.folder.root, side.problem, side.profiles[profile], stale=False, inputs="")
    asking = question(Case(loaded, rules))
    answer = solved(asking.programme, 1, Engine(AUTO, _SECONDS))
    portfolio = asking.portfolio(answer.portfolios[0]) if answer.portfolios else None
    return Chosen(str(answer.status), portfolio, rules)


def portfolio_move(blend: Blend, profile: str, table: Table) -> PortfolioMove:
    """The best portfolio before and after, shared out among the players where that can be done."""
    before, after = chosen(blend.before, profile), chosen(blend.after, profile)
    kinds = {blend.change.edits[edit - 1].kind for player in table.players for edit in player.edits}
    run = _Run(blend, profile, table, before, after)
    found = run.found() if _can_be(blend, before, after) else None
    return PortfolioMove(
        before=before,
        after=after,
        comparable=kinds.isdisjoint(_UNITS),
        worked_out=found is not None,
        parts=found.parts if found else (),
        errors=found.errors if found else (),
        why=found.why if found else {},
        masked=found.masked if found else (),
    )


def _can_be(blend: Blend, before: Chosen, after: Chosen) -> bool:
    """Only what is proved is shared out, and only in cases of usual size."""
    proved = {str(Status.OPTIMAL), str(Status.INFEASIBLE)}
    return len(blend.options) <= MOST and {before.status, after.status} <= proved


@dataclass(frozen=True)
class _Found:
    parts: tuple[float, ...]
    errors: tuple[float, ...]
    why: dict[str, Why]
    masked: tuple[Masked, ...]


class _Run:
    """One profile."""

    def __init__(self, blend: Blend, profile: str, table: Table, before: Chosen, after: Chosen) -> None:
        self.blend, self.profile, self.table = blend, profile, table
        self.before, self.after = before, after

    def found(self) -> _Found | None:
        return self._sampled() if self.table.method is Method.SAMPLED else self._exact()

    def _best(self, states: NDArray[np.bool_]) -> BestInEach | None:
        try:
            return best_in_each(states_of(self.blend, self.profile, self.table.cases(states)))
        except TooLarge:
            return None

    def _exact(self) -> _Found | None:
        best = self._best(self.table.all)
        if best is None:
            return None
        self._check(best, 0, self.before.portfolio)
        self._check(best, -1, self.after.portfolio)
        for player in range(len(self.table.players)):
            self._recount(best, 1 << player)
        parts = shapley(best.values)
        ways = sorted({pair for one in best.portfolios for pair in one})
        # The last row stands for no portfolio at all.
        has = np.array([[pair in one for pair in ways] for one in [*best.portfolios, ()]], dtype=np.bool_)[best.place]
        return _Found(tuple(parts.tolist()), (), self._why(ways, has), self._masked(ways, has))

    def _sampled(self) -> _Found | None:
        found: list[BestInEach | None] = []

        def evaluate(states: NDArray[np.bool_]) -> Real:
            best = self._best(states)
            found.append(best)
            return np.zeros((len(states), 1)) if best is None else best.values[:, None]

        shares = sampled_shapley(evaluate, len(self.table.players), _ORDERS)
        if None in found:
            return None
        return _Found(tuple(shares.parts[:, 0].tolist()), tuple(shares.errors[:, 0].tolist()), {}, ())

    def _check(self, best: BestInEach, state: int, portfolio: Portfolio | None) -> None:
        """The ends must be what was chosen from the files of that side, and added up twice."""
        place = int(best.place[state])
        mine = best.portfolios[place] if place >= 0 else None
        theirs = None
        if portfolio is not None:
            theirs = tuple((name, portfolio.sizes.get(name, "")) for name in portfolio.options)
            if abs(portfolio.value - float(best.values[state])) > _CLOSE:
                raise InternalError("the edits put together give a portfolio of another value than the files")
        if mine != theirs:
            raise InternalError("the edits put together choose another portfolio than the files")

    def _recount(self, best: BestInEach, state: int) -> None:
        """A state, put together as files would say it, and added up by other code."""
        place = int(best.place[state])
        if place < 0:
            return
        made = self.table.cases(self.table.all[state : state + 1]).state(0)
        problem, rules = self.blend.problem(made), self.blend.rules(made, self.profile)
        again = Auditor(problem, self.blend.profile(made, self.profile), rules).recount(dict(best.portfolios[place]))
        if again.broken or abs(float(again.value) - float(best.values[state])) > _CLOSE:
            raise InternalError("a portfolio between the two states does not add up")

    def _why(self, ways: list[tuple[str, str]], has: NDArray[np.bool_]) -> dict[str, Why]:
        """Causes of what came and went; an option in another size is OPTION:SIZE."""
        found: dict[str, Why] = {}
        before, after = has[0], has[-1]
        held = {name for (name, _), was in zip(ways, before.tolist(), strict=True) if was}
        holds = {name for (name, _), now in zip(ways, after.tolist(), strict=True) if now}
        for column, (name, size) in enumerate(ways):
            if before[column] != after[column]:
                causing = causes(has[:, column] == after[column])
                both = name in held and name in holds
                found[f"{name}:{size or 'whole'}" if both else name] = Why(causing.enough, causing.needed)
        return found

    def _masked(self, ways: list[tuple[str, str]], has: NDArray[np.bool_]) -> tuple[Masked, ...]:
        """What one player alone would bring in or take out, though the whole change does neither."""
        found: list[Masked] = []
        still = has[0] == has[-1]
        for player in range(len(self.table.players)):
            odd = still & (has[1 << player] != has[0])
            if odd.any():
                _, codes = np.unique(has[:, odd], axis=0, return_inverse=True)
                enters, leaves = (
                    tuple(_called(ways[column]) for column in np.flatnonzero(odd & (has[0] == was)).tolist())
                    for was in (False, True)
                )
                found.append(Masked(player, enters, leaves, undone_by(codes.reshape(-1), player)))
        return tuple(found)


def _called(way: tuple[str, str]) -> str:
    name, size = way
    return f"{name}:{size}" if size else name
