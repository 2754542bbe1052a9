"""The rows that no other row beats, against comparing every row with every other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decide.selection import pareto
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


def _shortest(columns: np.ndarray, groups: np.ndarray) -> list[int]:
    """As `_plain`, a row at a time against all others at once: for long tables without equal rows."""
    kept = []
    for place in range(columns.shape[1]):
        others = (groups == groups[place]) & (np.arange(len(groups)) != place)
        if not (columns[:, others] <= columns[:, [place]]).all(axis=0).any():
            kept.append(place)
    return kept


@pytest.mark.parametrize("count", [4, 6])
@pytest.mark.parametrize("wide", [65_534, 65_535, 65_536, 65_537])
def test_more_different_numbers_than_sixteen_bits_hold(wide: int, count: int) -> None:
    # Each row is beaten by the first, and the last row has the smallest numbers in all columns but one.
    line = np.tile(np.arange(wide) * 10**9, (count, 1))
    last = np.array([[10**15], *([[-1]] * (count - 1))])
    columns = np.concatenate((line, last), axis=1)
    assert unbeaten(columns, np.zeros(wide + 1, dtype=np.int64)).tolist() == [0, wide]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("count", [4, 5, 8])
def test_tables_of_many_blocks(count: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pareto, "_BLOCK", 32)
    monkeypatch.setattr(pareto, "_KEPT", 50)
    chance = np.random.default_rng(seed)
    columns = chance.permuted(np.tile(np.arange(900), (count, 1)), axis=1)
    groups = chance.integers(0, 3, 900) * 2**40
    assert unbeaten(columns, groups).tolist() == _shortest(columns, groups)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("count", [1, 2, 3, 4, 6])
def test_what_is_preferred_decides_between_equals(count: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    columns, groups = chance.integers(0, 3, (count, 200)), chance.integers(0, 2, 200)
    prefer = chance.integers(-3, 3, (2, 200))
    # Of rows in this order, the first of equals is the preferred one; of those preferred alike, the first at all.
    order = np.lexsort((np.arange(200), *prefer[::-1]))
    expected = sorted(order[_plain(columns[:, order], groups[order])].tolist())
    assert unbeaten(columns, groups, prefer).tolist() == expected


def test_what_is_preferred_beats_nothing() -> None:
    columns, prefer = np.array([[1, 2], [2, 1], [0, 0], [5, 5], [1, 2]]), np.array([[9, 0]])
    assert unbeaten(columns, np.zeros(2, dtype=np.int64), prefer).tolist() == [0, 1]
    columns = np.array([[1, 2], [1, 1], [1, 2], [3, 4], [1, 2]])
    assert unbeaten(columns, np.zeros(2, dtype=np.int64), prefer).tolist() == [0]
