"""Several rankings of the same options: how far they agree, and the one nearest to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.methods.borda import borda
from decide.methods.kemeny import consensus
from decide.methods.kendall import tau
from decide.methods.ranking import rank_options
from decide.model.comparison import Rankings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from decide.workspace.load_rules import Case

    Whole = NDArray[np.int64]


def ranks_of(case: Case) -> dict[str, int]:
    """The rank of each option, in the order of the problem."""
    lines = {line.option.id: line.rank for line in rank_options(case.loaded.problem, case.loaded.profile).options}
    return {option.id: lines[option.id] for option in case.loaded.problem.options}


def rankings(cases: Sequence[Case], seconds: float | None) -> Rankings:
    """The ranks under each profile, their consensus, Borda's ranking, and how far each two agree."""
    found = [ranks_of(case) for case in cases]
    names = tuple(found[0])
    table = np.array([list(ranks.values()) for ranks in found], dtype=np.int64)
    nearest = consensus(table, seconds)
    return Rankings(
        ranks={name: tuple(ranks[name] for ranks in found) for name in names},
        consensus=dict(zip(names, nearest.ranks, strict=True)),
        proved=nearest.proved,
        borda=dict(zip(names, borda(table).tolist(), strict=True)),
        tau=tuple(tuple(row) for row in tau(table).tolist()),
        alike=_alike(table),
        pairs=len(names) * (len(names) - 1) // 2,
    )


def _alike(table: Whole) -> int:
    """Pairs of options of which all rankings say the same: the one before the other, or both equal."""
    count = 0
    for place in range(table.shape[1] - 1):
        signs = np.sign(table[:, place + 1 :] - table[:, place : place + 1])
        count += int((signs == signs[0]).all(axis=0).sum())
    return count
