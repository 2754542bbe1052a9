"""Beside a ranking: what weights near by do to it, quickly and without a solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.methods.additive import scores
from decide.methods.ranks import ranks
from decide.methods.value_table import value_table
from decide.model.ranking import Nearby, Seen
from decide.robustness.admissible import bounded
from decide.robustness.flips import nearest_by_shift
from decide.robustness.sampling import BLOCK, uniform_weights
from decide.robustness.within import within
from decide.studies.trust.canonical import canonical
from decide.studies.trust.names import nearest

if TYPE_CHECKING:
    from decide.model.ranking import Ranking

NEAR = 0.2  # how far each weight may move, as a share of it
SEED = 0
_MOST_RANKED = 500_000  # options times samples, so that nobody waits for it
_FEWEST = 64


def nearby(ranking: Ranking) -> Nearby:
    """Rank the options under weights drawn near the profile's, and find the nearest flip.

    Parameters
    ----------
    ranking : whose problem and weights are looked at

    Returns
    -------
    How often each option keeps its rank, and between which ranks it moves: as seen in samples, which proves no bound.
    """
    table = value_table(canonical(ranking.problem))
    weights = np.array([ranking.weights[name] for name in table.criteria])
    samples = max(min(BLOCK, _MOST_RANKED // len(table.options)), _FEWEST)
    drawn = uniform_weights(bounded(*within(weights, NEAR)), samples, SEED)
    places = ranks(scores(table.values, drawn))
    now = {line.option.id: line.rank for line in ranking.options}
    seen = {
        name: Seen((int(column.min()), int(column.max())), float((column == now[name]).mean()))
        for name, column in zip(table.options, places.T, strict=True)
    }
    first = table.options.index(ranking.options[0].option.id)
    rivals = [row for row in range(len(table.options)) if row != first]
    alone = sum(line.rank == 1 for line in ranking.options) == 1
    flip = nearest_by_shift(table.values[first] - table.values[rivals], weights) if alone and rivals else None
    return Nearby(NEAR, samples, SEED, seen, nearest(table.criteria, flip, [table.options[row] for row in rivals]))
