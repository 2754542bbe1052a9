"""`why`: where an option's score comes from, and why one beats another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from decide.errors import WrongUse
from decide.methods.ranking import rank_options
from decide.methods.ranks import SCORE_DECIMALS
from decide.methods.switching import switching_weights
from decide.methods.value_table import status_quo_values, value_table
from decide.model.explanation import Difference, Duel, Explanation, Reason
from decide.workspace.load import Desk, load
from decide.workspace.load_all import read_sources
from decide.workspace.names import suggestion
from decide.workspace.source import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from decide.model.evidence import Source
    from decide.model.ranking import Ranking


def why(
    option: str,
    other: str | None = None,
    workspace: str | Path = ".",
    weights: str | None = None,
    *,
    advance: Callable[[], None] = lambda: None,
) -> Explanation | Duel:
    """Explain one option's score, or the gap between two options.

    Parameters
    ----------
    option, other : ids; with two, the result is a `Duel` whose first is the better one
    workspace, weights, advance : as in `rank`

    Raises
    ------
    WrongUse : no workspace, no such profile, no such option, or twice the same
    InputsRefused : faults in criteria.yaml, an option, the profile, or a source card
    """
    loaded = load(Path(workspace), weights, advance)
    desk = Desk(Folder(loaded.root), advance=advance)
    sources = read_sources(desk)
    desk.refuse()
    ranking = rank_options(loaded.problem, loaded.profile, stale=loaded.stale, inputs=loaded.inputs)
    if other is None:
        return _explain(ranking, option, sources)
    if option == other:
        raise WrongUse(f"'{option}' is named twice", "name two options, or one")
    pair = sorted((_explain(ranking, name, sources) for name in (option, other)), key=lambda found: found.line.rank)
    return _duel(pair[0], pair[1])


def _row(ranking: Ranking, name: str) -> int:
    ids = [option.id for option in ranking.problem.options]
    if name not in ids:
        raise WrongUse(f"there is no option '{name}'", suggestion(name, ids))
    return ids.index(name)


def _explain(ranking: Ranking, name: str, sources: Mapping[str, Source]) -> Explanation:
    row = _row(ranking, name)
    values, nothing = value_table(ranking.problem).values[row], status_quo_values(ranking.problem)
    line = next(line for line in ranking.options if line.option.id == name)
    reasons = [
        Reason(
            criterion=criterion,
            judgement=line.option.performance[criterion.id],
            value=float(values[column]),
            weight=ranking.weights[criterion.id],
            contribution=line.contributions[criterion.id],
            gain=round(100 * ranking.weights[criterion.id] * float(values[column] - nothing[column]), SCORE_DECIMALS),
        )
        for column, criterion in enumerate(ranking.problem.criteria)
    ]
    return Explanation(ranking, line, tuple(sorted(reasons, key=lambda reason: -reason.contribution)), sources)


def _duel(first: Explanation, second: Explanation) -> Duel:
    ranking = first.ranking
    values = value_table(ranking.problem).values
    advantage = values[_row(ranking, first.line.option.id)] - values[_row(ranking, second.line.option.id)]
    weights = np.array([ranking.weights[criterion.id] for criterion in ranking.problem.criteria])
    switches = switching_weights(advantage[None, :], weights)[0]
    parts = [
        Difference(
            criterion=criterion,
            first=first.line.option.performance[criterion.id],
            second=second.line.option.performance[criterion.id],
            weight=ranking.weights[criterion.id],
            points=round(
                first.line.contributions[criterion.id] - second.line.contributions[criterion.id],
                SCORE_DECIMALS,
            ),
            switches_at=None if np.isnan(switches[column]) else round(float(switches[column]), SCORE_DECIMALS),
        )
        for column, criterion in enumerate(ranking.problem.criteria)
    ]
    return Duel(first, second, tuple(sorted(parts, key=lambda part: -part.points)))
