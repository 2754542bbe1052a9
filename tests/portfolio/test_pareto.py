"""The rows that no other row beats, against comparing every row with every other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decide.selection.pareto import unbeaten


def _plain(columns: np.ndarray, groups: np.ndarray) -> list[int]:
    """Every row against every other of its group."""
    rows = [(group, *row) for group, row in zip(groups.tolist(), columns.T.tolist(), strict=True)]

    def beaten(place: int) -> bool:
        group, *own = rows[place]
        return any(
            other[0] == group
            and all(one <= mine for one, mine in zip(other[1:], own, strict=True))
            and (other[1:] != tuple(own) or before < place)
            for before, other in enumerate(rows)
            if before != place
        )

    return [place for place in range(len(rows)) if not beaten(place)]


@st.composite
def _tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Few different numbers, so that many are equal."""
    count, wide, span = draw(st.integers(1, 5)), draw(st.integers(0, 25)), draw(st.sampled_from([1, 3, 10**15]))
    numbers = st.integers(-span, span)
    rows = draw(st.lists(st.lists(numbers, min_size=count, max_size=count), min_size=wide, max_size=wide))
    groups = draw(st.lists(st.sampled_from([0, 3, 2**60]), min_size=wide, max_size=wide))
    return np.array(rows, dtype=np.int64).reshape(wide, count).T, np.array(groups, dtype=np.int64)


@settings(max_examples=300, deadline=None)
@given(_tables())
def test_exactly_the_unbeaten_rows_are_kept_and_of_equals_the_first(table: tuple[np.ndarray, np.ndarray]) -> None:
    columns, groups = table
    assert unbeaten(columns, groups).tolist() == _plain(columns, groups)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("span", [2, 6, 40])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_long_tables_too(count: int, span: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    columns = chance.integers(0, span, (count, 300))
    groups = chance.integers(0, 4, 300)
    assert unbeaten(columns, groups).tolist() == _plain(columns, groups)


@pytest.mark.parametrize("count", [3, 4])
def test_a_front_longer_than_one_block_keeps_all_of_it(count: int) -> None:
    numbers = np.arange(1500)
    columns = np.array([numbers, -numbers, *([numbers % 7] * (count - 2))])
    behind = columns + 1  # each beaten by the row before it
    found = unbeaten(np.concatenate((behind, columns), axis=1), np.zeros(3000, dtype=np.int64))
    assert found.tolist() == list(range(1500, 3000))


@settings(deadline=None)
@given(st.data())
def test_the_points_kept_do_not_depend_on_the_order_of_the_rows(data: st.DataObject) -> None:
    columns, groups = data.draw(_tables())
    order = np.array(data.draw(st.permutations(range(len(groups)))), dtype=np.int64)

    def points(columns: np.ndarray, groups: np.ndarray) -> list[tuple[int, ...]]:
        kept = unbeaten(columns, groups)
        return sorted(zip(groups[kept].tolist(), *columns[:, kept].tolist(), strict=True))

    assert points(columns[:, order], groups[order]) == points(columns, groups)


def test_the_table_is_left_as_it_was() -> None:
    columns, groups = np.array([[3, 1, 2], [1, 2, 3], [0, 1, 0]]), np.array([0, 0, 0])
    before = columns.copy(), groups.copy()
    unbeaten(columns, groups)
    assert (columns == before[0]).all()
    assert (groups == before[1]).all()
