"""How far each option's place can be trusted, from exact intervals and from counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.model.robust import Pair, RobustOption
from decide.model.sampled import Sampled
from decide.robustness.acceptability import acceptability, central_weights, winning
from decide.robustness.preference import least_leads, necessary, possible
from decide.robustness.rank_interval import RankInterval, rank_interval
from decide.robustness.sampling import standard_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from decide.methods.value_table import ValueTable
    from decide.model.ranking import Ranking
    from decide.robustness.acceptability import Tally
    from decide.robustness.polytope import Polytope

    Real = NDArray[np.float64]


@dataclass(frozen=True)
class Exact:
    """What holds for all admissible weights.

    Attributes
    ----------
    intervals : of the ranks of each option, row by row
    leads : (n_options, n_options), from `least_leads`
    """

    intervals: tuple[RankInterval, ...]
    leads: Real


def exact(low: Real, high: Real, polytope: Polytope, seen: Tally, advance: Callable[[], None]) -> Exact:
    """Rank intervals and preferences; what samples have shown to be possible needs no proof."""
    found = []
    for option in range(len(low)):
        ranks = np.flatnonzero(seen.ranks[option]) + 1
        found.append(rank_interval(low, high, polytope, option, RankInterval(int(ranks[0]), int(ranks[-1]))))
        advance()
    return Exact(tuple(found), least_leads(low, high, polytope))


def robust_options(
    ranking: Ranking, table: ValueTable, proved: Exact, tallies: tuple[Tally, Tally], firsts: NDArray[np.int64]
) -> tuple[RobustOption, ...]:
    """One line an option, in the order of the ranking; tallies are with scores as they are, and with all varying."""
    plain, varied = tallies
    rows = {name: row for row, name in enumerate(table.options)}
    means, errors = central_weights(plain)
    shares = [acceptability(one) for one in tallies]
    found = []
    for line in ranking.options:
        row = rows[line.option.id]
        never = np.isnan(means[row]).any()
        middle = {
            name: Sampled(weight, 0.0 if np.isnan(error) else error)
            for name, weight, error in zip(table.criteria, means[row].tolist(), errors[row].tolist(), strict=True)
        }
        interval = proved.intervals[row]
        found.append(
            RobustOption(
                line=line,
                ranks=(interval.best, interval.worst),
                acceptability=_sampled(shares[0][row], plain.samples),
                with_scores=_sampled(shares[1][row], varied.samples),
                central_weights=None if never else middle,
                confidence=None if never else share(int(firsts[row]), varied.samples),
            )
        )
    return tuple(found)


def pairs(ranking: Ranking, table: ValueTable, proved: Exact, counted: Tally) -> tuple[Pair, ...]:
    """Each option beside each other one, in the order of the ranking."""
    rows = {name: row for row, name in enumerate(table.options)}
    certain, thinkable, wins = necessary(proved.leads), possible(proved.leads), winning(counted)
    names = [line.option.id for line in ranking.options]
    return tuple(
        Pair(
            one,
            other,
            bool(certain[rows[one], rows[other]]),
            bool(thinkable[rows[one], rows[other]]),
            Sampled(float(wins[rows[one], rows[other]]), standard_error(wins[rows[one], rows[other]], counted.samples)),
        )
        for one in names
        for other in names
        if one != other
    )


def share(count: int, samples: int) -> Sampled:
    """A count as a share, with its standard error."""
    found = count / samples
    return Sampled(found, standard_error(found, samples))


def _sampled(shares: Real, samples: int) -> tuple[Sampled, ...]:
    return tuple(Sampled(one, standard_error(one, samples)) for one in shares.tolist())
