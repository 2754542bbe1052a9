"""The portfolios that stand whatever the admissible weights: found once, then looked at from all sides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from decide.errors import InternalError
from decide.model.robust_portfolios import AtBudget, Confident, RobustPortfolio, RobustPortfolios
from decide.model.rules import BUDGET, Limit
from decide.model.sampled import Sampled
from decide.robustness.sampling import standard_error, uniform_weights
from decide.selection.columns import columns_of, with_values
from decide.selection.nondominated.find import MOST_WORK, nondominated
from decide.selection.nondominated.measures import regret, times_best, worst
from decide.selection.nondominated.worth import UNIT, in_parts, tie_order
from decide.selection.related import best_for_each
from decide.selection.solve import ANY_ENGINE, solve
from decide.studies.choosing.clash import clash_of
from decide.studies.choosing.question import question
from decide.studies.robust_portfolios.chances import Chances
from decide.studies.robust_portfolios.steps import steps
from decide.studies.robust_portfolios.worth import contributions, worth

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope
    from decide.selection.nondominated.worth import Worth
    from decide.selection.programme import Picks, Programme
    from decide.studies.choosing.question import Question
    from decide.studies.robust_portfolios.worth import Contributions
    from decide.workspace.load_rules import Case

    Real = NDArray[np.float64]

_SOLVED = 200  # weights for which the best portfolio is found one by one, where there is no other way
_SLOW = 12_000  # options times these weights, at most
_DIGITS = 9  # of points, in which equals are told
_WORK_WITH_SCORES = 100_000  # where scores vary, far more of what is listed stands
_MOST_COMPARED = 3_000  # portfolios whose regret against each other is found pair by pair
_MOST_DRAWN = 100_000  # weights that tell how often each is best


@dataclass(frozen=True)
class Asked:
    """What is asked of portfolios beside the weights."""

    scores: bool
    samples: int
    seed: int
    confidence: float | None = None
    budgets: tuple[Decimal, ...] = ()
    most_work: int = MOST_WORK


def robust_portfolios(
    case: Case, polytope: Polytope, asked: Asked, advance: Callable[[], None] = lambda: None
) -> RobustPortfolios | None:
    """The portfolios that no other one beats for all admissible weights; None where nothing limits what is chosen."""
    if not case.rules.limits and not case.rules.relations:
        return None
    asking, added = question(case), contributions(case)
    by_budget = tuple(_at_budget(case, polytope, asked, budget, advance) for budget in asked.budgets)
    usual = solve(asking.programme, 1, ANY_ENGINE)
    if not usual.portfolios:
        return _none(asking, asked, by_budget)
    known = worth(added, polytope, scores=asked.scores)
    samples = min(asked.samples, _MOST_DRAWN)
    weights = uniform_weights(polytope, samples, asked.seed)
    found = _standing(added, known, asked, advance)
    chances = Chances(asking, added.programme, asked.samples, asked.seed)
    look = _Look(asking, added.programme, known, chances)
    if found is None:
        weights = weights[: max(1, min(_SOLVED, _SLOW // len(asking.programme.items)))]
        portfolios, counts = _one_by_one(added, weights, asked)
    else:
        portfolios = list(found)
        if not portfolios:
            raise InternalError("a portfolio is possible, and none was found that no other beats")
        counts = times_best(columns_of(added.programme, portfolios), known, weights)
    seen = look.at(portfolios, counts, len(weights))
    mine = usual.portfolios[0]
    # It is not among them where the profile's own weights are not admissible, or where it is worth the same as another.
    own = portfolios.index(mine) if mine in portfolios else None
    ordered = sorted(range(len(seen)), key=lambda place: -int(counts[place]))
    return RobustPortfolios(
        rules=case.rules,
        complete=found is not None,
        samples=len(weights),
        found=tuple(seen[place] for place in ordered),
        usual=look.beside(mine, portfolios, len(weights)) if own is None else seen[own],
        maximin=max(seen, key=lambda one: (round(one.least, _DIGITS), one.portfolio.value)),
        least_regret=min(seen, key=lambda one: (round(one.regret, _DIGITS), -one.portfolio.value)),
        oftenest=seen[ordered[0]],
        kept=chances.kept(mine),
        core_index=_core_index(added.programme, portfolios, counts if found is None else np.ones(len(seen))),
        confident=None if asked.confidence is None else chances.often_enough(asked.confidence, mine),
        by_budget=by_budget,
        clash=None,
    )


def _standing(
    added: Contributions, known: Worth, asked: Asked, advance: Callable[[], None]
) -> tuple[Picks, ...] | None:
    """What no other portfolio beats; None where that is too much to be found, or to be compared pair by pair."""
    work = asked.most_work if known.certain else min(asked.most_work, _WORK_WITH_SCORES)
    with steps(advance) as one:
        found = nondominated(added.programme, known, one, work)
    in_pairs = not (known.certain and known.spanning)
    return None if found is not None and in_pairs and len(found) > _MOST_COMPARED else found


def _none(asking: Question, asked: Asked, by_budget: tuple[AtBudget, ...]) -> RobustPortfolios:
    """No portfolio keeps to the limits."""
    return RobustPortfolios(
        rules=asking.case.rules,
        complete=True,
        samples=0,
        found=(),
        usual=None,
        maximin=None,
        least_regret=None,
        oftenest=None,
        kept=None,
        core_index={},
        confident=None if asked.confidence is None else Confident(asked.confidence, None, None, proved=True),
        by_budget=by_budget,
        clash=clash_of(asking),
    )


class _Look:
    """Portfolios in the users' terms, with what holds for all weights."""

    def __init__(self, asking: Question, programme: Programme, known: Worth, chances: Chances) -> None:
        self.asking, self.programme, self.known, self.chances = asking, programme, known, chances

    def at(self, portfolios: Sequence[Picks], counts: NDArray[np.int64], samples: int) -> list[RobustPortfolio]:
        """Portfolios, with their regret against one another."""
        rows = columns_of(self.programme, portfolios)
        least, most = worst(rows, self.known).tolist(), regret(rows, self.known).tolist()
        figures = zip(least, most, counts.tolist(), self.chances.together(portfolios), strict=True)
        return [
            RobustPortfolio(self.asking.portfolio(picks), low, lost, _sampled(count, samples), keeps)
            for picks, (low, lost, count, keeps) in zip(portfolios, figures, strict=True)
        ]

    def beside(self, picks: Picks, portfolios: Sequence[Picks], samples: int) -> RobustPortfolio:
        """One that is not among the others, against these; it is never alone the best."""
        rows = columns_of(self.programme, [*portfolios, picks])
        least, most = float(worst(rows[-1:], self.known)[0]), float(regret(rows, self.known)[-1])
        (keeps,) = self.chances.together([picks])
        return RobustPortfolio(self.asking.portfolio(picks), least, most, _sampled(0, samples), keeps)


def _one_by_one(added: Contributions, weights: Real, asked: Asked) -> tuple[list[Picks], NDArray[np.int64]]:
    """The best portfolio for each of some weights, and how often each is, in the order that decides between equals."""
    stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(asked.seed, spawn_key=(0, 1))))
    points = added.drawn(stream, len(weights)) if asked.scores else np.tile(added.best, (len(weights), 1, 1))
    values = in_parts(np.einsum("scn,sn->sc", points, weights))
    programme = with_values(added.programme, values[0].tolist(), UNIT)
    answers = best_for_each(programme, values.tolist())
    best = [answer.portfolios[0] for answer in answers]
    found = list(dict.fromkeys(best))
    order = tie_order(programme, columns_of(programme, found)).tolist()
    counted = [best.count(found[place]) for place in order]
    return [found[place] for place in order], np.array(counted, dtype=np.int64)


def _core_index(programme: Programme, portfolios: Sequence[Picks], counts: NDArray[np.generic]) -> Mapping[str, float]:
    """The share of portfolios that have each option, in whatever size."""
    shares = dict.fromkeys((item.id for item in programme.items if item.choices), Fraction(0))
    total = int(counts.sum())
    for picks, count in zip(portfolios, counts.tolist(), strict=True):
        for item, _ in picks:
            shares[programme.items[item].id] += Fraction(int(count), total)
    return {name: float(share) for name, share in shares.items()}


def _at_budget(case: Case, polytope: Polytope, asked: Asked, budget: Decimal, advance: Callable[[], None]) -> AtBudget:
    """The core indices if the whole budget were another; with it, a criterion that measures cost does not count."""
    limits = {**case.rules.limits, BUDGET: Limit(BUDGET, budget)}
    added = contributions(replace(case, rules=replace(case.rules, limits=limits)))
    programme = added.programme
    found = _standing(added, worth(added, polytope, scores=asked.scores), asked, advance)
    if not found:
        return AtBudget(budget, None if found is None else 0, {})
    return AtBudget(budget, len(found), _core_index(programme, found, np.ones(len(found))))


def _sampled(count: int, samples: int) -> Sampled:
    share = count / samples
    return Sampled(share, standard_error(share, samples))
