"""A programme by its columns: the choices of all items in order, then the bonuses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from decide.selection.programme import Account, Picks, Programme

_T = TypeVar("_T")


def with_values(programme: Programme, values: Sequence[int], unit: Fraction | None = None) -> Programme:
    """The same rules, limits and uses with other values, one a column, in their own unit or another.

    Raises
    ------
    ValueError : not one value for each column
    """
    left = iter(_one_each(programme, values))
    items = tuple(
        replace(item, choices=tuple(replace(choice, value=next(left)) for choice in item.choices))
        for item in programme.items
    )
    bonuses = tuple(replace(bonus, value=next(left)) for bonus in programme.bonuses)
    return replace(programme, items=items, bonuses=bonuses, value_unit=programme.value_unit if unit is None else unit)


def with_accounts(programme: Programme, accounts: Sequence[Account], uses: Sequence[Sequence[int]]) -> Programme:
    """The same with further accounts; `uses` has one row a column, with one number for each of them.

    Raises
    ------
    ValueError : not one row for each column
    """
    left = iter(_one_each(programme, uses))
    items = tuple(
        replace(item, choices=tuple(replace(choice, uses=(*choice.uses, *next(left))) for choice in item.choices))
        for item in programme.items
    )
    bonuses = tuple(replace(bonus, uses=(*bonus.uses, *next(left))) for bonus in programme.bonuses)
    return replace(programme, items=items, bonuses=bonuses, accounts=(*programme.accounts, *accounts))


def columns_of(programme: Programme, portfolios: Sequence[Picks]) -> NDArray[np.bool_]:
    """Which columns each portfolio has, bonuses too: (n_portfolios, n_columns)."""
    starts = np.cumsum([0, *(len(item.choices) for item in programme.items)]).tolist()
    found = np.zeros((len(portfolios), starts[-1] + len(programme.bonuses)), dtype=np.bool_)
    taken = np.zeros((len(portfolios), len(programme.items)), dtype=np.bool_)
    for row, picks in enumerate(portfolios):
        found[row, [starts[item] + choice for item, choice in picks]] = True
        taken[row, [item for item, _ in picks]] = True
    for number, bonus in enumerate(programme.bonuses, starts[-1]):
        found[:, number] = taken[:, list(bonus.members)].all(axis=1)
    return found


def _one_each(programme: Programme, given: Sequence[_T]) -> Sequence[_T]:
    if len(given) != sum(len(item.choices) for item in programme.items) + len(programme.bonuses):
        raise ValueError("a value is due for each choice and each bonus")
    return given
