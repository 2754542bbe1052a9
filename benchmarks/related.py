"""Many problems that differ in values only: all in one go, against each of them solved anew."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import bare, programmes
from benchmarks.rows import Row, at_least
from benchmarks.timing import call
from decide.selection.programme import measure
from decide.selection.related import best_for_each
from decide.selection.solve import HIGHS, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.selection.programme import Programme

_VECTORS, _OPTIONS, _CRITERIA = 1_000, 60, 5
_PARTS, _SAMPLES = 4, 10  # parts of the run, and problems of each that are solved anew as well
_REHEARSED = 20  # problems to warm up with; they also tell how many there is time for
_MOST = 30.0  # seconds for all in one go
_LIMIT = 5.0


def rows() -> list[Row]:
    """Against HiGHS, and against our own search begun anew for each."""
    programme = programmes.five_limits(1, _OPTIONS)
    random = np.random.default_rng(20260301)
    scores = random.integers(0, 1_001, (_OPTIONS, _CRITERIA))
    weights = np.rint(100 * random.dirichlet(np.ones(_CRITERIA), _VECTORS)).astype(np.int64)
    values = (weights @ scores.T).tolist()
    rehearsal = call(lambda: best_for_each(programme, values[:_REHEARSED]))().wall
    least = _PARTS * _SAMPLES
    count = min(max(int(_MOST / rehearsal * _REHEARSED) // least, 1) * least, _VECTORS)
    race = _Race(programme, values[:count])
    if not race.run():
        return [Row("1,000 related problems", met=False, note="other values: not the same work")]
    scaled = f", times {_VECTORS / count:.3g}" if count < _VECTORS else ""
    note = (
        f"{count:,} problems{scaled}, {race.asked} left to HiGHS; {least} anew, scaled up; same values; {_PARTS} parts"
    )
    return [
        at_least("1,000 related problems / anew by PuLP with HiGHS", race.ours, race.highs, _LIMIT, note),
        at_least("1,000 related problems / anew by solve()", race.ours, race.anew, None, note),
    ]


class _Race:
    """All problems in one go; every few of them the clock is stopped, and one is solved anew, by HiGHS and by us.

    Attributes
    ----------
    ours, highs, anew : for each part of the run, the seconds that 1,000 problems take
    asked : how many of the problems we left to HiGHS
    """

    def __init__(self, programme: Programme, values: Sequence[Sequence[int]]) -> None:
        self.programme, self.values = programme, values
        self.ours, self.highs, self.anew = [0.0] * _PARTS, [0.0] * _PARTS, [0.0] * _PARTS
        self.asked = 0
        self._best: dict[int, tuple[int, int]] = {}  # the values found anew, by problem
        self._done = 0
        self._since = 0.0

    def run(self) -> bool:
        """Solve them all; returns whether the values found agree."""
        self._since = time.perf_counter()
        answers = best_for_each(self.programme, self.values, advance=self._advance)
        self.asked = sum(answer.engine == HIGHS for answer in answers)
        return all(
            set(found) == {measure(self._problem(number), answers[number].portfolios[0]).value}
            for number, found in self._best.items()
        )

    def _advance(self) -> None:
        number, every = self._done, len(self.values) // (_PARTS * _SAMPLES)
        part = number * _PARTS // len(self.values)
        self.ours[part] += (time.perf_counter() - self._since) * _VECTORS * _PARTS / len(self.values)
        if number % every == every - 1:
            problem = self._problem(number)
            (highs, first), (anew, second) = _timed(bare.best, problem), _timed(_best, problem)
            self.highs[part] += highs * _VECTORS / _SAMPLES
            self.anew[part] += anew * _VECTORS / _SAMPLES
            self._best[number] = first, second
        self._done += 1
        self._since = time.perf_counter()

    def _problem(self, number: int) -> Programme:
        return programmes.with_values(self.programme, self.values[number])


def _timed(solver: Callable[[Programme], int], problem: Programme) -> tuple[float, int]:
    start = time.perf_counter()
    found = solver(problem)
    return time.perf_counter() - start, found


def _best(problem: Programme) -> int:
    return measure(problem, solve(problem).portfolios[0]).value
