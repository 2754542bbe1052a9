"""Which rows no other row beats: exact, on whole numbers, within groups."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

_BLOCK = 256  # rows that are compared with others at once, where there are four columns or more
_KEPT = 4_096  # of these others, so that one comparison stays in the cache


def unbeaten(columns: Whole, groups: Whole, prefer: Whole | None = None) -> NDArray[np.int64]:
    """Rows that no other row of their group beats.

    Parameters
    ----------
    columns : (k, n) integers, all of them better when smaller, k >= 1
    groups : (n,) integers; rows of different groups are never compared
    prefer : (m, n) integers that decide between equal rows, the smaller first; without it the first row is kept

    Returns
    -------
    Places of the rows kept, ascending. One row beats another if it is nowhere larger and somewhere smaller; of equal
    rows one is kept.

    Raises
    ------
    Nothing of its own.

    References
    ----------
    Kung, Luccio & Preparata (1975), *Journal of the ACM* 22: maxima of a set of vectors.
    """
    count = columns.shape[1]
    if count < 2:  # noqa: PLR2004 - one row, or none
        return np.arange(count)
    varying = columns[(columns != columns[:, :1]).any(axis=1)]
    order = np.lexsort((*(() if prefer is None else prefer[::-1]), *varying[::-1], groups))
    sorted_groups = groups[order]
    starts = np.concatenate(([0], np.cumsum(sorted_groups[1:] != sorted_groups[:-1])))
    rows = varying[:, order]
    match len(rows):
        case 0:
            alive = _first_of_groups(starts)
        case 1:
            alive = _first_of_groups(starts)
        case 2:
            alive = _two(rows[1], starts)
        case 3:
            alive = _three(rows[1], rows[2], starts)
        case _:
            alive = _many(rows, starts)
    return np.sort(order[alive])


def _first_of_groups(groups: Whole) -> NDArray[np.bool_]:
    return np.concatenate(([True], groups[1:] != groups[:-1]))


def _two(second: Whole, groups: Whole) -> NDArray[np.bool_]:
    """Rows sorted by group and first column: alive where the second is smaller than all before."""
    place = np.unique(second, return_inverse=True)[1].astype(np.int64)
    shifted = place - groups * (int(place.max()) + 1)  # later groups lie below all earlier ones
    least = np.minimum.accumulate(shifted)
    return np.concatenate(([True], shifted[1:] < least[:-1]))


def _three(second: Whole, third: Whole, groups: Whole) -> NDArray[np.bool_]:
    """Rows sorted by group and first column: halves are merged, and the left one strikes out rows of the right."""
    count = len(groups)
    alive = np.ones(count, dtype=np.bool_)
    two = np.unique(second, return_inverse=True)[1].astype(np.int64)
    three = np.unique(third, return_inverse=True)[1].astype(np.int64)
    width, height = int(two.max()) + 1, int(three.max()) + 1
    bands = int(groups[-1]) + 1
    size = 1
    while size < count:
        live = np.flatnonzero(alive)
        right = (live // size) & 1
        band = live // (2 * size) * bands + groups[live]  # rows that may meet in this round
        order = np.argsort((band * width + two[live]) * 2 + right, kind="stable")
        left = right[order] == 0
        ordered = band[order]
        segment = np.concatenate(([0], np.cumsum(ordered[1:] != ordered[:-1])))
        level = np.where(left, three[live[order]], height) - segment * (height + 1)
        least = np.minimum.accumulate(level) + segment * (height + 1)
        beaten = ~left & (least <= three[live[order]])
        alive[live[order[beaten]]] = False
        size *= 2
    return alive


def _many(rows: Whole, groups: Whole) -> NDArray[np.bool_]:
    """Any number of columns, in blocks: rows sorted by group and columns are beaten only by earlier ones."""
    places = _places(rows[1:])  # in the first column, earlier rows of a group are never larger
    alive = np.ones(len(groups), dtype=np.bool_)
    bounds = np.searchsorted(groups, np.arange(int(groups[-1]) + 2))
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        kept = np.empty((len(places), end - begin), dtype=places.dtype)
        count = 0
        for start in range(begin, end, _BLOCK):
            block = places[:, start : min(start + _BLOCK, end)]
            free = np.flatnonzero(~np.tril(_over(block, block), -1).any(axis=1))
            for old in range(0, count, _KEPT):
                free = free[~_over(block[:, free], kept[:, old : min(old + _KEPT, count)]).any(axis=1)]
            alive[start : start + block.shape[1]] = False
            alive[start + free] = True
            kept[:, count : count + len(free)] = block[:, free]
            count += len(free)
    return alive


def _places(rows: Whole) -> NDArray[np.uint16] | NDArray[np.uint32]:
    """Each number's place among those of its column: the same order in small numbers, which compare faster."""
    places = np.array([np.unique(row, return_inverse=True)[1] for row in rows])
    return places.astype(np.uint16) if int(places.max()) <= np.iinfo(np.uint16).max else places.astype(np.uint32)


def _over(ones: NDArray[np.unsignedinteger], others: NDArray[np.unsignedinteger]) -> NDArray[np.bool_]:
    """Where one of the first is nowhere smaller than one of the others: (n_first, n_others)."""
    found = others[0] <= ones[0][:, None]
    for one, other in zip(ones[1:], others[1:], strict=True):
        found &= other <= one[:, None]
    return np.asarray(found)
