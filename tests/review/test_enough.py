"""Which edits are enough, by definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decide.review.enough import causes, undone_by

outcomes = st.integers(0, 5).flatmap(
    lambda count: st.lists(st.integers(0, 2), min_size=1 << count, max_size=1 << count).map(np.array)
)


def members(state: int) -> tuple[int, ...]:
    return tuple(edit for edit in range(8) if state >> edit & 1)


def smallest(holds: dict[int, bool]) -> set[tuple[int, ...]]:
    """By the definition: all that contain it hold, and no smaller one does that."""
    sure = [one for one in holds if all(holds[other] for other in holds if other & one == one)]
    return {members(one) for one in sure if not any(other != one and other & one == other for other in sure)}


@given(outcomes)
def test_enough_and_needed(found: np.ndarray) -> None:
    holds = found == found[-1]
    said = causes(holds)
    assert set(said.enough) == smallest(dict(enumerate(holds.tolist())))
    assert len(set(said.enough)) == len(said.enough)
    assert [len(one) for one in said.enough] == sorted(len(one) for one in said.enough)
    always = [members(state) for state in np.flatnonzero(holds).tolist()]
    assert set(said.needed) == {edit for edit in range(8) if all(edit in one for one in always)}


@given(outcomes)
def test_what_undoes_one(found: np.ndarray) -> None:
    count = (len(found) - 1).bit_length()
    for edit in range(count):
        own = 1 << edit
        others = {state & ~own: found[state] != found[own] for state in range(len(found)) if state & own}
        assert set(undone_by(found, edit)) == smallest(others)


def test_the_trial_in_which_plain_sufficiency_misleads() -> None:
    # Edit 2 alone puts S first, edits 2 and 3 together put L first, all four put S first again.
    first = {
        frozenset(): "N", frozenset({0}): "N", frozenset({1}): "S", frozenset({2}): "L", frozenset({0, 1}): "S",
        frozenset({0, 2}): "N", frozenset({1, 2}): "L", frozenset({0, 1, 2}): "S",
    }  # fmt: skip
    table = np.array(
        [
            "S" if state >> 3 & 1 else first[frozenset(edit for edit in range(3) if state >> edit & 1)]
            for state in range(16)
        ]
    )
    said = causes(table == table[-1])
    assert said.enough == ((3,), (0, 1))
    assert said.needed == ()
    _, codes = np.unique(table, return_inverse=True)
    assert undone_by(codes, 2) == ((0,), (3,))


def test_an_outcome_that_does_not_hold_has_no_cause() -> None:
    assert causes(np.array([False, False])).enough == ()
    assert causes(np.array([False, False])).needed == ()


def test_one_that_always_holds_needs_nothing() -> None:
    assert causes(np.array([True] * 8)).enough == ((),)


def test_the_states_are_not_changed() -> None:
    given_ = np.array([True, False, True, True])
    causes(given_)
    assert given_.tolist() == [True, False, True, True]


def test_only_every_combination_will_do() -> None:
    with pytest.raises(ValueError, match="combination"):
        causes(np.array([True] * 3))
