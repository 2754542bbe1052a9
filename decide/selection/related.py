"""Many problems that differ in values only: what one of them finds is where the next begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.selection.columns import with_values
from decide.selection.search import Start
from decide.selection.solve import ANY_ENGINE, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.selection.answer import Answer
    from decide.selection.programme import Picks, Programme
    from decide.selection.solve import Engine


def best_for_each(
    programme: Programme,
    values: Sequence[Sequence[int]],
    engine: Engine = ANY_ENGINE,
    advance: Callable[[], None] = lambda: None,
) -> list[Answer]:
    """The best portfolio for each of several sets of values, under the same rules and limits.

    Parameters
    ----------
    programme : rules, limits and what everything takes
    values : (n_problems, n_choices + n_bonuses) whole numbers in units of `programme.value_unit`: the choices of all
        items in order, then the bonuses
    engine : as in `solve`
    advance : called after each problem

    Returns
    -------
    One answer a problem, each proved as if it had been solved alone: the best of all portfolios found so far is only
    where the search begins.

    Raises
    ------
    ValueError : a row of another length
    """
    pool: dict[Picks, None] = {}
    columns = _Columns(programme)
    found: list[Answer] = []
    for row in values:
        answer = solve(with_values(programme, row), 1, engine, Start(columns.best(pool, row)))
        pool |= dict.fromkeys(answer.portfolios)
        found.append(answer)
        advance()
    return found


class _Columns:
    """What each portfolio of a pool takes, as rows of 0 and 1 over choices and bonuses."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        pairs = [(number, choice) for number, item in enumerate(programme.items) for choice in range(len(item.choices))]
        self.place = {pair: column for column, pair in enumerate(pairs)}
        self.rows: list[list[int]] = []

    def best(self, pool: dict[Picks, None], values: Sequence[int]) -> tuple[Picks, ...]:
        """The portfolio of a pool that is worth most at these values; the pool only ever grows."""
        for picks in list(pool)[len(self.rows) :]:
            taken = {item for item, _ in picks}
            row = [0] * len(self.place)
            for pair in picks:
                row[self.place[pair]] = 1
            self.rows.append(row + [int(taken.issuperset(bonus.members)) for bonus in self.programme.bonuses])
        if not self.rows:
            return ()
        worth = np.array(self.rows, dtype=np.int64) @ np.array(values, dtype=np.int64)
        return (list(pool)[int(worth.argmax())],)
