"""Many states at once: what depends on few edits is worked out once for each of their combinations."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

T = TypeVar("T")


class Cases:
    """States as rows: which of some edits are made in each."""

    def __init__(self, made: NDArray[np.bool_], edits: Sequence[int]) -> None:
        self.made, self.edits = made, tuple(edits)
        self._column = {edit: column for column, edit in enumerate(self.edits)}
        self._seen: dict[tuple[int, ...], tuple[list[frozenset[int]], NDArray[np.int64]]] = {}

    def __len__(self) -> int:
        return len(self.made)

    def state(self, row: int) -> frozenset[int]:
        """The edits that are made in one state."""
        return frozenset(edit for edit, made in zip(self.edits, self.made[row].tolist(), strict=True) if made)

    def each(self, needs: Iterable[int], work: Callable[[frozenset[int]], T]) -> tuple[list[T], NDArray[np.int64]]:
        """What something comes to in every state, when it depends on some edits only.

        Returns
        -------
        The different results, and for each state the place of its own.
        """
        combinations, place = self._combinations(tuple(sorted(set(needs) & self._column.keys())))
        return [work(made) for made in combinations], place

    def _combinations(self, needs: tuple[int, ...]) -> tuple[list[frozenset[int]], NDArray[np.int64]]:
        """The combinations of some edits that occur, and which of them each state has."""
        if needs not in self._seen:
            columns = [self._column[edit] for edit in needs]
            rows, place = np.unique(self.made[:, columns], axis=0, return_inverse=True)
            found = [frozenset(edit for edit, made in zip(needs, row, strict=True) if made) for row in rows.tolist()]
            self._seen[needs] = found, place.reshape(-1)
        return self._seen[needs]
