"""How portfolios do at their worst, against one another, and how often they are best."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from decide.selection.nondominated import measures
from decide.selection.nondominated.measures import regret, times_best, worst
from tests.portfolio.nondominated.weights import simplex, worth

ROWS = np.eye(3, dtype=np.bool_)
KNOWN = worth([[4, 1], [1, 5], [3, 3]], simplex(2))


def test_each_at_its_worst() -> None:
    assert worst(ROWS, KNOWN).tolist() == [1, 1, 3]
    assert str(worst(np.zeros((1, 3), dtype=np.bool_), KNOWN).tolist()) == "[0.0]"


@pytest.mark.parametrize("spanning", [True, False])
def test_each_against_the_best_of_the_others(*, spanning: bool) -> None:
    known = KNOWN if spanning else replace(KNOWN, spanning=False, weights=KNOWN.weights[:1])
    assert regret(ROWS, known).tolist() == [4, 3, 2]
    assert regret(ROWS[:1], known).tolist() == [0]
    assert regret(ROWS[:0], known).tolist() == []


@pytest.mark.parametrize("cells", [1, 5, 1 << 21])
def test_how_often_each_is_the_best(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "_CELLS", cells)
    weights = np.array([[1, 0], [0.9, 0.1], [0.5, 0.5], [0.1, 0.9], [0, 1], [0, 1], [0.55, 0.45]])
    assert times_best(ROWS, KNOWN, weights).tolist() == [2, 4, 1]


@pytest.mark.parametrize("more", [0, 40, -40])
def test_of_equals_the_first_is_the_best_even_if_another_is_more_by_rounding(more: int) -> None:
    raised = KNOWN.low + np.array([[0], [0], [more]])
    known = replace(KNOWN, low=raised, high=raised)
    assert times_best(ROWS, known, np.array([[2 / 3, 1 / 3]])).tolist() == [1, 0, 0]
    assert times_best(ROWS[::-1], known, np.array([[2 / 3, 1 / 3]])).tolist() == [1, 0, 0]


def test_scores_are_in_the_middle_of_their_ranges() -> None:
    known = worth([[1], [4]], simplex(1), [[9], [5]])
    assert times_best(ROWS[:2, :2], known, np.ones((4, 1))).tolist() == [4, 0]
    assert worst(ROWS[:2, :2], known).tolist() == [1, 4]
    assert regret(ROWS[:2, :2], known).tolist() == [4, 5]


def test_without_portfolios_there_is_no_best() -> None:
    with pytest.raises(ValueError, match="empty"):
        times_best(ROWS[:0], KNOWN, np.ones((1, 2)))
