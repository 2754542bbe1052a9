"""Problem + weight profile → ranking, by the additive value model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.errors import InternalError
from decide.methods.additive import contributions, exact_scores, intervals
from decide.methods.dominance import dominators
from decide.methods.ranks import SCORE_DECIMALS, ranks
from decide.methods.rounding import rounding_errors
from decide.methods.switching import switching_weights
from decide.methods.value_table import value_table
from decide.model.ranking import RankedOption, Ranking, Switch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.methods.value_table import ValueTable
    from decide.model.problem import Problem
    from decide.model.weights import WeightProfile

METHOD = "additive"


def rank_options(problem: Problem, profile: WeightProfile, *, stale: bool = False, inputs: str = "") -> Ranking:
    """Rank all options under one weight profile.

    Parameters
    ----------
    problem : at least one option, each with a performance on every criterion
    profile : swing weights for every criterion, not all 0
    stale, inputs : carried into the result

    Returns
    -------
    Scores and contributions in points (0 to 100, rounded to 9 decimals); ranks by the one tie rule.

    Raises
    ------
    InternalError : an option came first although another dominates it, which weights cannot do

    References
    ----------
    Keeney & Raiffa (1976), chapter 3; Belton & Stewart (2002), chapter 5.
    """
    table = value_table(problem)
    weights = np.array([profile.weights[criterion] for criterion in table.criteria])
    parts = contributions(table.values, weights)
    scores = exact_scores(parts)
    places = ranks(scores)
    order = np.lexsort((np.arange(len(places)), places))
    _check_winner(table, places, int(order[0]))
    low, high = intervals(table.values, table.unknown, weights)
    close = _too_close(scores[order], rounding_errors(problem, weights)[order])
    shared = np.bincount(places, minlength=len(places) + 1) > 1
    rounded = (np.round(parts, SCORE_DECIMALS) + 0.0).tolist()  # + 0.0: a value of -0.0 is 0
    lines = tuple(
        RankedOption(
            option=problem.options[row],
            rank=int(places[row]),
            tied=bool(shared[places[row]]),
            score=round(float(scores[row]), SCORE_DECIMALS),
            interval=(round(float(low[row]), SCORE_DECIMALS), round(float(high[row]), SCORE_DECIMALS)),
            contributions=dict(zip(table.criteria, rounded[row], strict=True)),
            unknown=tuple(name for name, hidden in zip(table.criteria, table.unknown[row], strict=True) if hidden),
            too_close=bool(close[place]),
        )
        for place, row in enumerate(order.tolist())
    )
    return Ranking(
        problem=problem,
        profile=profile,
        method=METHOD,
        weights=dict(zip(table.criteria, weights.tolist(), strict=True)),
        options=lines,
        stale=stale,
        switch=_switch(table, weights, places, int(order[0])),
        inputs=inputs,
    )


def _check_winner(table: ValueTable, places: NDArray[np.int64], winner: int) -> None:
    """An independent check: what dominates the winner must share its place."""
    for other in dominators(table.values, winner).tolist():
        if places[other] > places[winner]:
            raise InternalError(f"{table.options[winner]} came before {table.options[other]}, which dominates it")


def _too_close(scores: NDArray[np.float64], errors: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each option's lead over the next is within what rounding explains; a tie is not called close."""
    gaps = np.round(scores[:-1] - scores[1:], SCORE_DECIMALS)
    close = (gaps > 0) & (gaps < np.hypot(errors[:-1], errors[1:]))
    return np.append(close, False)


def _switch(table: ValueTable, weights: NDArray[np.float64], places: NDArray[np.int64], winner: int) -> Switch | None:
    """The smallest change of one weight that makes another option the equal of the first."""
    rivals = np.flatnonzero(places > 1)
    if np.count_nonzero(places == 1) > 1 or not len(rivals):
        return None
    found = switching_weights(table.values[winner] - table.values[rivals], weights)
    moves = np.abs(found - weights)
    if np.isnan(moves).all():
        return None
    row, column = np.unravel_index(int(np.nanargmin(moves)), moves.shape)
    return Switch(
        option=table.options[rivals[row]],
        criterion=table.criteria[column],
        weight=float(weights[column]),
        switches_at=round(float(found[row, column]), SCORE_DECIMALS),
    )
