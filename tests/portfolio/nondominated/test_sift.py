"""The sieve by itself, on rows made by hand: one column a portfolio, so that its worth can be whatever it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from decide.selection.nondominated import sift as module
from decide.selection.nondominated.sift import sift
from decide.selection.nondominated.worth import PARTS, TIE, Worth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Real = NDArray[np.float64]

_TIE = int(TIE)


def _worth(
    low: Sequence[Sequence[int]],
    corners: Sequence[Sequence[float]] | None = None,
    high: Sequence[Sequence[int]] | None = None,
    middle: Sequence[float] | None = None,
    weights: Sequence[Sequence[float]] | None = None,
) -> Worth:
    """In parts of a point; `weights` are others than all the corners."""
    span = np.eye(len(low[0])) if corners is None else np.array(corners, dtype=np.float64)
    return Worth(
        low=np.array(low, dtype=np.int64),
        high=np.array(low if high is None else high, dtype=np.int64),
        most=lambda directions: np.asarray((directions @ span.T).max(axis=1)),
        middle=span.mean(axis=0) if middle is None else np.array(middle),
        weights=span if weights is None else np.array(weights, dtype=np.float64),
        spanning=weights is None,
    )


def _kept(worth: Worth) -> list[int]:
    return sift(np.eye(len(worth.low), dtype=np.bool_), worth).tolist()


def _plain(low: NDArray[np.int64]) -> list[int]:
    """Every row against every other, at the corners of all weights; of equals the first."""

    def falls(place: int) -> bool:
        lead = low - low[place]
        nowhere_less, somewhere_more = (lead >= 0).all(axis=1), (lead > 0).any(axis=1)
        return bool((nowhere_less & (somewhere_more | (np.arange(len(low)) < place))).any())

    return [place for place in range(len(low)) if not falls(place)]


def test_nothing_is_kept_of_nothing() -> None:
    found = sift(np.zeros((0, 2), dtype=np.bool_), _worth([[1, 2], [2, 1]]))
    assert found.tolist() == []
    assert found.dtype == np.int64


def test_places_are_those_of_the_rows_ascending() -> None:
    assert _kept(_worth([[3 * PARTS, 0], [PARTS, PARTS], [2 * PARTS, 0], [0, 9 * PARTS]])) == [0, 1, 3]


@pytest.mark.parametrize("weights", [None, [[0.5, 0.5]], [[0.5, 0.5], [0.4, 0.6]]])
def test_a_lead_just_below_equality_is_none_and_just_above_is_one(weights: list[list[float]] | None) -> None:
    base = 7 * PARTS
    below, above = _TIE - 1, _TIE + 1
    assert _kept(_worth([[base, base], [base + below, base]], weights=weights)) == [0]
    assert _kept(_worth([[base, base], [base + above, base]], weights=weights)) == [1]
    assert _kept(_worth([[base, base], [base + above, base - below]], weights=weights)) == [1]
    assert _kept(_worth([[base, base], [base + above, base - above]], weights=weights)) == [0, 1]


def test_a_billionth_of_a_point_is_the_least_that_counts() -> None:
    assert len(_kept(_worth([[10**11], [10**11 + 99]]))) == 1
    assert _kept(_worth([[10**11], [10**11 + 49]])) == [0]
    assert _kept(_worth([[10**11], [10**11 + 101]])) == [1]


def test_who_beats_may_be_worth_the_same_in_the_middle_and_come_later() -> None:
    # A lead in the third part alone, where the middle has next to no weight.
    middle = [0.5, 0.4999, 0.0001]
    assert _kept(_worth([[0, 0, 0], [0, 0, 5 * _TIE]], middle=middle)) == [1]
    assert _kept(_worth([[0, 0, 5 * _TIE], [0, 0, 0]], middle=middle)) == [0]
    assert _kept(_worth([[0, 0, 0], [0, 5 * _TIE, 0], [0, 0, 5 * _TIE]], middle=middle)) == [1, 2]


def test_who_beats_may_come_later_by_rounding_alone() -> None:
    half = _TIE // 2
    for first, second in ((half + 1, half - 1), (3 * half, half)):  # in the middle, one unit and two units less
        low = [[first, first, 0], [second, second, 5 * _TIE]]
        assert _kept(_worth(low, middle=[0.5, 0.5, 0.0])) == [1]


def test_who_beats_may_come_in_a_later_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BLOCK", 2)
    middle = [0.5, 0.5, 0.0]
    low = [[0, 0, 0], [9 * _TIE, -9 * _TIE, 0], [-9 * _TIE, 9 * _TIE, 0], [0, 0, 5 * _TIE], [0, 0, 3 * _TIE]]
    assert _kept(_worth(low, middle=middle)) == [1, 2, 3]


@pytest.mark.parametrize("order", [[0, 2, 1], [0, 1, 2], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
def test_near_equals_that_beat_one_another_in_a_ring_are_never_all_lost(order: list[int]) -> None:
    # The second is worth more than the first; the third is as good as either.
    low = [[9, 9, 9 * _TIE], [9, 9, 10 * _TIE + _TIE // 2], [9, 9, 9 * _TIE + 3 * _TIE // 4]]
    kept = _kept(_worth([low[place] for place in order], middle=[0.5, 0.45, 0.05]))
    assert len(kept) == 1
    assert order[kept[0]] != 0


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("criteria", [1, 2, 3, 5, 30])  # with 30 corners not all of them are tried
@pytest.mark.parametrize("spanning", [True, False])
def test_long_lists(criteria: int, seed: int, *, spanning: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(seed)
    monkeypatch.setattr(module, "_BLOCK", int(chance.choice([7, 64, 256])))
    monkeypatch.setattr(module, "_PAIRS", int(chance.choice([1, 100, 1 << 20])))
    low = chance.integers(0, int(chance.choice([2, 4, 12])), (270, criteria))
    if criteria > 5:
        low[:, 3:] = low[:, :1]
    rows, weights = low * PARTS, None if spanning else np.full((1, criteria), 1 / criteria)
    assert _kept(_worth(rows, weights=weights)) == _plain(low)  # type: ignore[arg-type]


def test_a_lead_where_no_weights_are_tried_counts() -> None:
    # Of 40 corners, 24 are tried beside the middle: the first row leads at all of these, not at the others.
    low = np.zeros((2, 40), dtype=np.int64)
    tried = np.unique(np.linspace(0, 39, 24).astype(int))
    low[0, tried], low[1, :] = 9 * PARTS, 4 * PARTS
    assert _kept(_worth(low)) == [0, 1]  # type: ignore[arg-type]


def test_ranges_count_where_rows_differ() -> None:
    low, high = (
        [[PARTS, PARTS], [5 * PARTS, 0], [4 * PARTS, 0]],
        [[9 * PARTS, 9 * PARTS], [5 * PARTS, 0], [4 * PARTS, 0]],
    )
    rows = np.array([[1, 1, 0], [1, 0, 1], [0, 1, 0], [0, 1, 1]], dtype=np.bool_)
    assert sift(rows, _worth(low, high=high)).tolist() == [0, 3]


def test_what_may_only_be_as_good_is_no_better() -> None:
    low, high = [[0], [PARTS]], [[PARTS], [2 * PARTS]]
    assert _kept(_worth(low, high=high)) == [1]
    assert _kept(_worth(low, high=[[PARTS + _TIE // 2], [2 * PARTS]])) == [1]
    assert _kept(_worth(low, high=[[PARTS + 2 * _TIE], [2 * PARTS]])) == [0, 1]


def test_what_is_never_less_and_perhaps_more_is_better_though_later() -> None:
    # Both are worth the same in the middle of what is tried; the second may be worth more elsewhere.
    assert _kept(_worth([[0, 0], [0, 0]], high=[[0, 0], [0, PARTS]], middle=[1.0, 0.0], weights=[[1.0, 0.0]])) == [1]
