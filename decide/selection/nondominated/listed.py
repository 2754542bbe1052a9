"""Non-dominated portfolios where weights are known well: all that may lead a few good ones somewhere is listed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.columns import columns_of, with_accounts, with_values
from decide.selection.nondominated.worth import TIE, UNIT
from decide.selection.programme import Account
from decide.selection.search import at_least
from decide.selection.solve import ANY_ENGINE, solve
from decide.selection.sweep import MOST_WORK, TooLarge

if TYPE_CHECKING:
    from decide.selection.nondominated.worth import Whole, Worth
    from decide.selection.programme import Picks, Programme

_REFERENCES = 8
_MOST_LISTED = 100_000


def listed(programme: Programme, worth: Worth, most_work: int = MOST_WORK) -> tuple[Picks, ...]:
    """Every portfolio that may be worth more than each of a few good ones for some admissible weights and scores.

    What a portfolio has beyond another counts at its most, and what it lacks at its least; so does everything at once,
    as if each option had weights of its own. Whatever none of the good ones beats is among those listed.

    Parameters
    ----------
    programme : rules and limits; its values do not count
    worth : of its columns
    most_work : rows that may be looked at, all in all

    Returns
    -------
    The portfolios in no order; none where none keeps to rules and limits.

    Raises
    ------
    TooLarge : too many would have to be looked at

    References
    ----------
    Liesiö, Mild & Salo (2008), *European Journal of Operational Research* 190: intervals of value.
    """
    most, least = worth.most(worth.high.astype(np.float64)), -worth.most(-worth.low.astype(np.float64))
    known = _good(programme, worth)
    if not known:
        return ()
    rows = columns_of(programme, known)
    kind = np.rint(np.where(rows, least, most)).astype(np.int64)
    asked = np.where(rows, kind, 0).sum(axis=1) - int(TIE) - rows.shape[1]
    watching = _watching(with_values(programme, kind[0].tolist(), UNIT), kind[1:], asked[1:])
    found = at_least(watching, int(asked[0]), most_work)
    if len(found) > _MOST_LISTED:
        raise TooLarge
    return found


def _good(programme: Programme, worth: Worth) -> list[Picks]:
    """Portfolios that are best for some admissible weights and middling scores."""
    middling = (worth.low + worth.high) / 2
    found: dict[Picks, None] = {}
    for weights in (worth.middle, *worth.some(_REFERENCES - 1)):
        values = np.rint(middling @ weights).astype(np.int64).tolist()
        answer = solve(with_values(programme, values, UNIT), 1, ANY_ENGINE)
        found |= dict.fromkeys(answer.portfolios[:1])
        if not found:
            break
    return list(found)


def _watching(programme: Programme, values: Whole, asked: Whole) -> Programme:
    """The programme with more sums that must come to so much at least, as accounts."""
    accounts = [Account(f"worth {number}", "", Fraction(1), -least) for number, least in enumerate(asked.tolist())]
    return with_accounts(programme, accounts, (-values).T.tolist())
