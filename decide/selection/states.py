"""One portfolio problem in many states, between which values, amounts, limits and rules differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from fractions import Fraction

    import numpy as np
    from numpy.typing import NDArray

    from decide.selection.programme import Rule

    Real = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

Columns: TypeAlias = tuple[int, ...]
"""A portfolio, as the columns of its choices."""


@dataclass(frozen=True)
class States:
    """A portfolio problem in `n` states; columns are the choices of all items in order, then the bonuses.

    Attributes
    ----------
    items : ids
    choices : (item, size) of each choice
    bonuses : the items that must all be taken for each bonus
    rules : all rules that are in force in some state
    edits : (n, k) of bool: what tells the states apart
    present : (n, n_choices) of bool: whether the choice exists
    values : (n, n_columns) points; 0 for a bonus that does not exist
    uses : (n, n_columns, n_accounts) whole units; the whole cost is the first account
    units : of each account
    limits : (n, n_accounts) whole units, `LARGEST` where there is none
    survivals : the numbers 1 - p that occur
    survival : (n, n_columns) places in `survivals`
    least : (n,) places in `survivals` of the least joint survival; -1 where there is no limit
    trigger : (n, n_items) numbers of triggers, 0 for none
    in_force : (n, n_rules) of bool
    """

    items: tuple[str, ...]
    choices: tuple[tuple[int, str], ...]
    bonuses: tuple[tuple[int, ...], ...]
    rules: tuple[Rule, ...]
    edits: Flags
    present: Flags
    values: Real
    uses: Whole
    units: tuple[Fraction, ...]
    limits: Whole
    survivals: tuple[Fraction, ...]
    survival: Whole
    least: Whole
    trigger: Whole
    in_force: Flags

    def __len__(self) -> int:
        return len(self.edits)


@dataclass(frozen=True)
class BestInEach:
    """The best portfolio in each state.

    Attributes
    ----------
    portfolios : those that are best somewhere, as (id, size) pairs, sorted
    place : (n,) which of them is best in each state; -1 where none is possible
    values : (n,) its points; 0 where none is possible
    """

    portfolios: tuple[tuple[tuple[str, str], ...], ...]
    place: Whole
    values: Real
