"""The portfolio whose largest shortfall over several worlds is least.

Let g_s(z) be the weighted shortfall of portfolio z in world s. For any mixture of the worlds, shares that add up to 1,
the mean of g_s(z) is at most the largest: so a portfolio that is best for a mixture gives a lower bound, and everything
whose largest shortfall is at most R has a mean of at most R, which is one threshold on one sum. Portfolios and mixtures
that answer each other find the mixture for which that threshold lets least through; what it lets through is listed
completely, and the best of it is the answer.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.answer import Status, names
from decide.selection.columns import columns_of, with_values
from decide.selection.joint import all_bonuses, joint, parts_of
from decide.selection.programme import MONEY, is_feasible, measure
from decide.selection.search import Start, at_least
from decide.selection.solve import AUTO, Engine, solve
from decide.selection.sweep import TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from decide.selection.programme import Picks, Programme

    Real = NDArray[np.float64]

DECIMALS = 9  # shortfalls that agree so far are equal
_ROUNDS = 24  # of mixtures and portfolios that answer each other
_STEPS = 400  # towards the mixture that known portfolios do worst in
_PARTS = 4_096  # whole numbers that the shares of a mixture are out of
_FINE = 1 << 50  # units that the values of everything together are counted in
_WORK = 20_000_000  # rows that one list may look at
_HALVINGS = 8  # of the bound, where everything within it is too much to list
_MORE = (1, 32, 1_024)  # portfolios that are asked for until one of them is allowed in every world
_BLOCK = 20_000  # portfolios added up at once
_NEAR = 1e-7  # points; more than sums of floats may be off


@dataclass(frozen=True, slots=True)
class LeastRegret:
    """The portfolio with the least largest shortfall.

    `picks` and `regret` are None where no portfolio is allowed in every world, or, if that is not proved, where none
    was found. `regret` is weighted and exact.
    """

    picks: Picks | None
    regret: Fraction | None
    proved: bool


def least_regret(
    worlds: Sequence[Programme],
    targets: Sequence[Fraction],
    weights: Sequence[Fraction] | None = None,
    known: Sequence[Picks] = (),
    seconds: float | None = None,
) -> LeastRegret:
    """The portfolio, allowed in every world, whose largest weighted shortfall max_s u_s (t_s - V_s(z)) is least.

    Of equals to 9 decimals: the one whose shortfalls add up to least, also to 9 decimals, then the one that costs least
    in the first world, then the one that comes first by sorted ids and sizes.

    Parameters
    ----------
    worlds : (n_worlds,) at least one; the same items, choices and rules in the same order. Values, uses, limits, risks
        and bonuses may differ
    targets : (n_worlds,) points, t_s: what a portfolio is compared with, such as the best that the world allows
    weights : (n_worlds,) above 0, u_s; all 1 where none are given. With 1 / t_s, shortfalls are shares of the targets
    known : portfolios that may be good, such as the best of each world; they change nothing but the time it takes
    seconds : after which the best that was found is handed back, not proved; None is no limit

    Returns
    -------
    The portfolio; with `proved`, there is none better, or none at all.

    Raises
    ------
    ValueError : no world, not one target and one weight a world, a weight of 0 or less, or worlds of other items

    References
    ----------
    Savage (1951), *Journal of the American Statistical Association* 46: minimax regret. Kouvelis & Yu (1997), *Robust
    Discrete Optimization and Its Applications*. Glover (1968), *Operations Research* 16: surrogate constraints.
    Tammelin (2014), *Solving large imperfect information games using CFR+*: regret matching, for the mixtures.
    """
    shares = [Fraction(1)] * len(worlds) if weights is None else list(weights)
    if not worlds or len(worlds) != len(targets) or len(worlds) != len(shares):
        raise ValueError("there is to be a world, and one target and one weight for each")
    if min(shares) <= 0:
        raise ValueError("weights are above 0")
    end = math.inf if seconds is None else time.monotonic() + seconds
    search = _Search(list(worlds), list(targets), shares, end)
    search.learn(known)
    return search.run()


@dataclass
class _Search:
    """One search: the portfolios met so far that every world allows, and the mixtures that they do worst in."""

    worlds: list[Programme]
    targets: list[Fraction]
    shares: list[Fraction]
    end: float  # when to stop looking
    pool: dict[Picks, tuple[Fraction, ...]] = field(default_factory=dict)  # with their weighted shortfalls
    best: Picks | None = None
    least: Fraction | None = None  # no portfolio has a smaller largest shortfall

    def __post_init__(self) -> None:
        bonuses = all_bonuses(self.worlds)
        parts = [parts_of(world, bonuses) for world in self.worlds]
        self.joint = joint(self.worlds, parts, bonuses)
        self.points = [
            [value * world.value_unit * share for value in own.values]
            for world, own, share in zip(self.worlds, parts, self.shares, strict=True)
        ]
        self.aims = [target * share for target, share in zip(self.targets, self.shares, strict=True)]

    @property
    def left(self) -> float | None:
        """Seconds that are left; None is no limit."""
        return None if math.isinf(self.end) else max(self.end - time.monotonic(), 0.0)

    @property
    def engine(self) -> Engine:
        return Engine(AUTO, self.left)

    def run(self) -> LeastRegret:
        mixture = self.play()
        if mixture is None:
            return LeastRegret(None, None, proved=True)
        if self.best is None and not self.find_any(mixture):
            return LeastRegret(None, None, proved=True)
        if self.best is not None and self.settle(mixture):
            return self.answer(proved=True)
        before = self.best
        self.ask_solver()
        return self.answer(proved=self.best != before and self.settle(mixture))

    def answer(self, *, proved: bool) -> LeastRegret:
        return LeastRegret(self.best, None if self.best is None else max(self.pool[self.best]), proved)

    def learn(self, found: Iterable[Picks]) -> None:
        """Portfolios that may be good; those that some world does not allow are passed over."""
        for picks in found:
            if picks in self.pool or not all(is_feasible(world, picks) for world in self.worlds):
                continue
            self.pool[picks] = self.shortfalls(picks)
            if self.best is None or self.place(picks) < self.place(self.best):
                self.best = picks

    def shortfalls(self, picks: Picks) -> tuple[Fraction, ...]:
        return tuple(
            share * (target - measure(world, picks).value * world.value_unit)
            for world, target, share in zip(self.worlds, self.targets, self.shares, strict=True)
        )

    def place(self, picks: Picks) -> tuple[Fraction, Fraction, int, list[tuple[str, str]]]:
        """What the best has least of."""
        lost = self.pool[picks]
        cost = measure(self.worlds[0], picks).uses[MONEY]
        return round(max(lost), DECIMALS), round(sum(lost, Fraction(0)), DECIMALS), cost, names(self.joint, picks)

    def play(self) -> list[Fraction] | None:
        """The mixture with the highest lower bound; None where nothing is allowed in every world."""
        count = len(self.worlds)
        mixture = [Fraction(1, count)] * count
        chosen = mixture
        asked: dict[Picks, tuple[Fraction, ...]] = {}
        for turn in range(count + _ROUNDS):
            if self.left == 0:
                break
            single = turn < count  # first each world by itself
            if not single:
                mixture = _worst_mixture(np.array([[float(lost) for lost in row] for row in asked.values()]))
            now = [Fraction(int(place == turn)) for place in range(count)] if single else mixture
            programme, unit = self.mixed(now)
            answer = solve(programme, 1, self.engine, Start(tuple(asked)))
            if answer.status is Status.INFEASIBLE:
                return None
            if not answer.portfolios:
                break
            (picks,) = answer.portfolios
            self.learn([picks])
            if answer.status is Status.OPTIMAL:
                reach = (measure(programme, picks).value + self.blur) * unit
                bound = sum((part * aim for part, aim in zip(now, self.aims, strict=True)), Fraction(0)) - reach
                if self.least is None or bound > self.least:
                    self.least, chosen = bound, now
            met = picks in asked
            asked[picks] = self.shortfalls(picks)
            if turn >= count - 1 and (self.is_settled or (met and not single)):
                break
        return chosen

    @property
    def is_settled(self) -> bool:
        """Whether the lower bound leaves no room for anything better."""
        return self.best is not None and self.least is not None and _up_to(max(self.pool[self.best])) <= self.least

    @property
    def blur(self) -> int:
        """By how many units of a mixed value rounding may be off."""
        return len(self.points[0])

    def mixed(self, mixture: Sequence[Fraction]) -> tuple[Programme, Fraction]:
        """The joint programme with the mean of the weighted values, and what one of its units of value is worth."""
        mean = [
            sum((part * value for part, value in zip(mixture, column, strict=True) if part), Fraction(0))
            for column in zip(*self.points, strict=True)
        ]
        unit = sum(map(abs, mean), Fraction(0)) / _FINE or Fraction(1)
        # A unit of one point: values are rounded already, and nothing that is near the best has to be listed for it.
        return with_values(self.joint, [round(value / unit) for value in mean], Fraction(1)), unit

    def find_any(self, mixture: Sequence[Fraction]) -> bool:
        """Look for a portfolio that every world allows; False where that was all there is, and none was."""
        programme, _ = self.mixed(mixture)
        for count in _MORE:
            if self.left == 0:
                break
            answer = solve(programme, count, self.engine)
            self.learn(answer.portfolios)
            if self.best is not None:
                return True
            if answer.status in {Status.OPTIMAL, Status.INFEASIBLE} and len(answer.portfolios) < count:
                return False
        return True

    def settle(self, mixture: Sequence[Fraction]) -> bool:
        """List everything that may be as good as the best so far; where that is too much, everything below less."""
        if self.best is None:
            return False
        bound = too_much = _up_to(max(self.pool[self.best]))
        for _ in range(_HALVINGS):
            if self.left == 0:
                break
            listed = self.listed(mixture, bound)
            if listed is None:
                too_much = bound
            else:
                self.learn(listed)
                best = _up_to(max(self.pool[self.best]))
                if best <= bound:
                    return True
                self.least, too_much = bound, min(too_much, best)  # all that is within the bound was looked at
            if self.least is None:
                return False
            bound = (self.least + too_much) / 2
        return False

    def listed(self, mixture: Sequence[Fraction], bound: Fraction) -> list[Picks] | None:
        """What may have shortfalls within a bound, the most promising only; None where there is too much of it."""
        programme, unit = self.mixed(mixture)
        mean = sum((part * aim for part, aim in zip(mixture, self.aims, strict=True)), Fraction(0))
        try:
            found = at_least(programme, (mean - bound) // unit - self.blur, _WORK)
        except TooLarge:
            return None
        return self.promising(found, float(bound))

    def promising(self, found: Sequence[Picks], bound: float) -> list[Picks]:
        """Of many portfolios those that may be best, by sums of floats: allowed, and within what allowed ones need."""
        values = np.array([[float(value) for value in row] for row in self.points]).T
        aims = np.array([float(aim) for aim in self.aims])
        lost = np.zeros(len(found))
        for start in range(0, len(found), _BLOCK):
            some = found[start : start + _BLOCK]
            lost[start : start + len(some)] = (aims - columns_of(self.joint, some) @ values).max(axis=1)
        kept: list[Picks] = []
        slack = _NEAR * (1.0 + float(np.abs(values).sum() + np.abs(aims).max()))
        for place in np.argsort(lost, kind="stable").tolist():
            if lost[place] > bound + slack:
                break
            if all(is_feasible(world, found[place]) for world in self.worlds):
                bound = min(bound, float(lost[place]) + slack)
                kept.append(found[place])
        return kept

    def ask_solver(self) -> None:
        """Let a solver look for a better one; its word proves nothing here."""
        from decide.engine.solvers import highs_is_here  # noqa: PLC0415 - solvers take long to load

        if highs_is_here():
            from decide.selection.milp.least_regret import by_solver  # noqa: PLC0415 - likewise

            self.learn(by_solver(self.joint, self.points, self.aims, self.left))


def _up_to(regret: Fraction) -> Fraction:
    """The largest regret that is equal to this when rounded."""
    return round(regret, DECIMALS) + Fraction(1, 2 * 10**DECIMALS)


def _worst_mixture(table: Real) -> list[Fraction]:
    """The mixture of worlds, the columns, in which portfolios, the rows, do worst if they are mixed at their best.

    Both sides play against each other by regret matching; the mean of what the worlds played comes close to it.
    """
    rows, columns = table.shape
    ours, theirs = np.zeros(columns), np.zeros(rows)
    played = np.full(columns, 1 / columns)
    total = np.zeros(columns)
    answer = np.full(rows, 1 / rows)
    for step in range(1, _STEPS + 1):
        gained = answer @ table
        ours = np.maximum(ours + gained - played @ gained, 0.0)
        played = ours / ours.sum() if ours.any() else np.full(columns, 1 / columns)
        lost = table @ played
        theirs = np.maximum(theirs + answer @ lost - lost, 0.0)
        answer = theirs / theirs.sum() if theirs.any() else np.full(rows, 1 / rows)
        total += step * played
    parts = [int(part) for part in np.rint(total / total.sum() * _PARTS).tolist()]
    return [Fraction(part, sum(parts)) for part in parts]
