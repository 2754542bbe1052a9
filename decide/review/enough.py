"""Which edits are enough: the smallest sets that bring an outcome about whatever the other edits do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.review.lattice import count_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Causes:
    """Why an outcome came about.

    Attributes
    ----------
    enough : the smallest sets of edits that bring it about in every combination with the others, shortest first
    needed : edits without which it does not come about in any combination
    """

    enough: tuple[tuple[int, ...], ...]
    needed: tuple[int, ...]


def causes(holds: NDArray[np.bool_]) -> Causes:
    """The causes of an outcome, from whether it holds in every combination of edits.

    Parameters
    ----------
    holds : (2**k,) in the order of `decide.review.lattice.all_states`

    Returns
    -------
    Edits are numbered from 0. Nothing is enough where the outcome does not hold after all edits; the empty set is
    enough where it holds always.

    Raises
    ------
    ValueError : the length is no power of two

    References
    ----------
    Halpern (2016), *Actual Causality*, chapter 2: an "and" of edits that suffices in every setting of the others.
    Plain sufficiency misleads, because ranks do not move one way only.
    """
    return causes_of_each(holds[:, None])[0]


def causes_of_each(holds: NDArray[np.bool_]) -> list[Causes]:
    """The causes of several outcomes.

    Parameters
    ----------
    holds : (2**k, n), one column an outcome, as in `causes`

    Returns
    -------
    One for each column.

    Raises
    ------
    ValueError : the first length is no power of two

    References
    ----------
    As for `causes`.
    """
    count = count_of(len(holds))
    always = holds.copy()
    for edit in range(count):
        without, made = _halves(always, edit)
        without &= made
    smallest = always.copy()
    for edit in range(count):
        without, _ = _halves(always, edit)
        _, made = _halves(smallest, edit)
        made &= ~without
    some = holds.any(axis=0)
    needed = np.array([some & ~_halves(holds, edit)[0].any(axis=(0, 1)) for edit in range(count)])
    return [
        Causes(
            tuple(sorted((_members(state) for state in np.flatnonzero(column).tolist()), key=_short_first)),
            tuple(edit for edit in range(count) if needed[edit, place]),
        )
        for place, column in enumerate(smallest.T)
    ]


def undone_by(outcome: NDArray[np.int64], edit: int) -> tuple[tuple[int, ...], ...]:
    """What undoes that which an edit alone brings about.

    Parameters
    ----------
    outcome : (2**k,) codes of outcomes, equal where outcomes are
    edit : its number

    Returns
    -------
    The smallest sets of other edits that undo it in every combination with the rest, shortest first.

    Raises
    ------
    ValueError : the length is no power of two

    References
    ----------
    docs/review.md, "Masked effects".
    """
    count = count_of(len(outcome))
    states = np.arange(len(outcome))
    made = states[states >> edit & 1 == 1]  # in the order of the combinations of the others
    others = [other for other in range(count) if other != edit]
    found = causes(outcome[made] != outcome[1 << edit])
    return tuple(tuple(others[place] for place in one) for one in found.enough)


def _halves(flags: NDArray[np.bool_], edit: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Views of the states without an edit and with it, in the same order."""
    pairs = flags.reshape(-1, 2, 1 << edit, flags.shape[1])
    return pairs[:, 0], pairs[:, 1]


def _short_first(one: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return len(one), one


def _members(state: int) -> tuple[int, ...]:
    return tuple(edit for edit in range(state.bit_length()) if state >> edit & 1)
