"""The order in which options are decided: groups are closed soon, and clear decisions come first."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decide.selection.order import closing_order

if TYPE_CHECKING:
    from collections.abc import Sequence


def _widest(order: Sequence[int], groups: Sequence[Sequence[int]]) -> int:
    """The most decided items at once that still have an open group."""
    place = {item: turn for turn, item in enumerate(order)}

    def waits(item: int, turn: int) -> bool:
        return any(item in group and max(place[other] for other in group) > turn for group in groups)

    return max((sum(waits(item, turn) for item in order[: turn + 1]) for turn in range(len(order))), default=0)


@given(st.data())
def test_every_item_has_its_turn_once(data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 12))
    members = st.lists(st.integers(0, count - 1), max_size=5) if count else st.just([])
    groups = data.draw(st.lists(members, max_size=6))
    weight = data.draw(st.lists(st.floats(0, 9), min_size=count, max_size=count))
    order = closing_order(groups, weight)
    assert sorted(order) == list(range(count))
    assert closing_order(groups, weight) == order


@pytest.mark.parametrize(
    ("groups", "weight", "order"),
    [
        ([], [], []),
        ([], [1, 3, 2], [1, 2, 0]),
        ([], [0, 0, 0], [0, 1, 2]),
        ([(0,), (1,)], [0, 1], [1, 0]),
        ([(0, 3)], [5, 4, 3, 2], [0, 3, 1, 2]),
        ([(0, 1), (1, 2), (2, 3)], [9, 0, 0, 0], [0, 1, 2, 3]),
        ([(0, 2), (0, 1)], [2, 0, 1], [0, 2, 1]),
        ([(0, 1, 2), (0, 1)], [9, 0, 5], [0, 1, 2]),
    ],
    ids=[
        "nothing",
        "the clearest first",
        "equals by number",
        "a group of one ties nothing",
        "a group is closed before another item comes",
        "along a chain",
        "of two that close as much, the clearer",
        "of two that leave as much open, the one that closes more",
    ],
)
def test_orders_by_hand(groups: list[tuple[int, ...]], weight: list[float], order: list[int]) -> None:
    assert closing_order(groups, weight) == order


def test_a_chain_in_any_numbering_has_one_open_item_at_a_time() -> None:
    chain = [4, 1, 5, 0, 3, 2]
    groups = list(itertools.pairwise(chain))
    weight = [0.0] * 6
    weight[4] = 1.0
    order = closing_order(groups, weight)
    assert order == chain
    assert _widest(order, groups) == 1


def test_groups_side_by_side_are_closed_one_after_another() -> None:
    groups = [(place, place + 5) for place in range(5)]
    order = closing_order(groups, [float(place < 5) for place in range(10)])
    assert _widest(order, groups) == 1
    assert _widest(range(10), groups) == 5, "the measure sees the difference"
