"""Scores of all options in many states at once, as weighted sums: what most states share is worked out once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.value_table import value_table, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from decide.studies.reviewing.blend import Blend
    from decide.studies.reviewing.cases import Cases

    Real = NDArray[np.float64]


ABSENT = -10_000.0  # points, below every score
_ALL = slice(None)
_CELLS = 500_000  # scores held at a time


class Tables:
    """Weights and values in many states.

    Attributes
    ----------
    ways : options and their sizes, as (id, size)
    weights : (n_states, n_criteria), shares in [0, 1]; 0 for a criterion that is not there
    """

    def __init__(self, blend: Blend, profile: str, cases: Cases, *, sizes: bool) -> None:
        self.blend, self.cases = blend, cases
        names = [(name, size) for name in blend.options for size in (blend.sizes(name) if sizes else ("",))]
        self.ways: tuple[tuple[str, str], ...] = tuple(names)
        self.row = {way: row for row, way in enumerate(self.ways)}
        found, place = cases.each(blend.weight_edits(profile), lambda made: self._shares(blend, profile, made))
        self.weights: Real = np.array(found).reshape(len(found), len(blend.criteria))[place]
        self.values, self.changing = self._values()

    @staticmethod
    def _shares(blend: Blend, profile: str, made: frozenset[int]) -> list[float]:
        weights = blend.profile(made, profile).weights
        return [weights.get(name, 0.0) for name in blend.criteria]

    def _values(self) -> tuple[Real, dict[tuple[int, int], Real]]:
        """(n_ways, n_criteria) values in the first state, and those that are not the same in all, by row and column."""
        values = self._as_they_are()
        changing: dict[tuple[int, int], Real] = {}
        for row, column in self._unsettled(values):
            option, size = self.ways[row]
            name = self.blend.criteria[column]
            needs = self.blend.performance_edits(option, size, name)
            found, place = self.cases.each(needs, partial(self._value, option, size, name))
            values[row, column] = found[place[0]]
            if len(found) > 1:
                changing[row, column] = np.array(found)[place]
        return values, changing

    def _as_they_are(self) -> Real:
        """Values after the change, or before it of what is gone; not a number where neither side says."""
        values = np.full((len(self.ways), len(self.blend.criteria)), np.nan)
        for side in (self.blend.before, self.blend.after):
            table = value_table(side.problem)
            columns = [self.blend.criteria.index(name) for name in table.criteria]
            rows = [self.row[name, ""] for name in table.options]
            values[np.ix_(rows, columns)] = table.values
        return values

    def _unsettled(self, values: Real) -> list[tuple[int, int]]:
        """Rows and columns whose value an edit may change, or that no side gives."""
        blend = self.blend
        touched = blend.touched_options
        rows = np.array([name in touched or bool(size) for name, size in self.ways], dtype=np.bool_)
        columns = np.array([bool(blend.criterion_edits(name)) for name in blend.criteria], dtype=np.bool_)
        rows_of_nothing = np.array([blend.may_be_baseline(name) for name, _ in self.ways], dtype=np.bool_)
        moving = np.array([bool(blend.status_quo_edits(name)) for name in blend.criteria], dtype=np.bool_)
        open_ = rows[:, None] | columns[None, :] | np.isnan(values) | (rows_of_nothing[:, None] & moving[None, :])
        return [(int(row), int(column)) for row, column in np.argwhere(open_)]

    def _value(self, option: str, size: str, name: str, made: frozenset[int]) -> float:
        criterion = self.blend.criterion(made, name)
        return values_of((criterion,), {name: self.blend.performance(made, option, size, criterion)})[0]

    def worth(self, rows: slice = _ALL, weights: Real | None = None) -> Real:
        """(n_states, n_ways) points in some states: the sum over criteria of weight times value."""
        shares = (self.weights if weights is None else weights)[rows]
        points: Real = 100 * (shares @ self.values.T)
        for (row, column), cell in self.changing.items():
            points[:, row] += 100 * shares[:, column] * (cell[rows] - self.values[row, column])
        return points


class Scores:
    """Score of every option in every state, block by block: all at once would be slow where there are many."""

    def __init__(self, blend: Blend, profile: str, cases: Cases) -> None:
        self._tables = Tables(blend, profile, cases, sizes=False)
        self._absent: dict[int, NDArray[np.bool_]] = {}
        self._count = len(cases)
        for column, name in enumerate(blend.options):
            edit = blend.presence("option", name)
            if edit in cases.edits:
                here, place = cases.each([edit], partial(_has, blend, name))
                self._absent[column] = ~np.array(here)[place]

    def block(self, rows: slice) -> Real:
        """(n_states, n_options) points in some states, options as in `blend.options`; `ABSENT` where there is none."""
        found = self._tables.worth(rows)
        for column, absent in self._absent.items():
            found[absent[rows], column] = ABSENT
        return found

    def blocks(self) -> Iterator[tuple[slice, Real]]:
        """All states, so many at a time."""
        step = max(_CELLS // max(len(self._tables.ways), 1), 1)
        for start in range(0, self._count, step):
            rows = slice(start, min(start + step, self._count))
            yield rows, self.block(rows)

    def all(self) -> Real:
        """All states at once."""
        return self.block(_ALL)


def _has(blend: Blend, name: str, made: frozenset[int]) -> bool:
    return blend.has(made, "option", name)
