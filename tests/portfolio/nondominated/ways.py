"""One way to the non-dominated portfolios by itself, up to their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.selection.columns import columns_of
from decide.selection.enumeration import enumerate_all
from decide.selection.nondominated.sift import sift
from decide.selection.nondominated.worth import tie_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from decide.selection.nondominated.worth import Worth
    from decide.selection.programme import Picks, Programme


def everything(programme: Programme) -> list[Picks]:
    """All portfolios within rules and limits."""
    found = enumerate_all(programme)
    return [found.portfolio(row) for row in np.flatnonzero(found.feasible).tolist()]


def sifted(programme: Programme, worth: Worth, found: Iterable[Picks]) -> list[Picks]:
    """Those that no other of them beats, the cheapest first."""
    portfolios = list(found)
    rows = columns_of(programme, portfolios)
    order = tie_order(programme, rows)
    return [portfolios[place] for place in order[sift(rows[order], worth)].tolist()]
