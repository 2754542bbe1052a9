"""The consensus of several rankings: the weak order with the least sum of Kemeny distances to them, proved.

If for each pair of an option in A and one in B nothing costs as little as the first above the second, every best
ranking has A above B: to put it so, with the order within A and within B as it was, makes each pair across as cheap as
can be and changes no other (the extended Condorcet criterion). So such groups are ranked apart. Distance counts first,
and then the distance to Borda's, as if that were one more ranking that hardly counts; so that this is as true of the
ranking closest to Borda's among the best.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from decide.errors import InternalError
from decide.methods.borda import borda
from decide.methods.kemeny_costs import Costs
from decide.methods.kemeny_distance import kemeny_distance, weak_orders
from decide.methods.kemeny_model import Found, Programme

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from decide.methods.kemeny_costs import Order, Relation

LARGEST_GROUP = 200  # options that rankings mix up so that no model of them is tried


@dataclass(frozen=True, slots=True)
class Consensus:
    """The ranking closest to several rankings.

    Attributes
    ----------
    ranks : standard competition ranks (1, 1, 3), by column
    distance : the sum of its Kemeny distances to the rankings
    proved : no ranking is closer, and of those as close it is the one that the rules name; else it is the best found
    """

    ranks: tuple[int, ...]
    distance: int
    proved: bool


def consensus(ranks: ArrayLike, seconds: float | None = None) -> Consensus:
    """The ranking, ties allowed, with the least sum of Kemeny distances to the rankings given.

    Of several, the one closest to Borda's ranking; of several of these, the one with the first column ranked highest,
    then the second, and so on.

    Parameters
    ----------
    ranks : (n_rankings, n_options), at least one of each, finite, smaller is better; only their order counts
    seconds : after which the best ranking found is taken, at worst the best of Borda's and those given; None: no limit

    Returns
    -------
    The consensus. With `proved` it is the same on every machine. More than 200 options that the rankings do not put
    apart are never proved.

    Raises
    ------
    ValueError : `ranks` is not such a table
    InternalError : the distance, added up by other code, is not what the model made of it

    References
    ----------
    Kemeny (1959), *Daedalus* 88(4): 577-591, and Kemeny & Snell (1962), *Mathematical Models in the Social Sciences*,
    chapter 2: the consensus. Truchon (1998), *An extension of the Condorcet criterion and Kemeny orders*: groups.
    """
    given = weak_orders(ranks)
    end = math.inf if seconds is None else time.monotonic() + seconds
    middle = borda(given)
    order = np.zeros_like(middle)
    proved, above = True, 0
    for group in _groups(_goal(given, middle).cheapest()):
        found = _closest(given[:, group], middle[group], end)
        order[group] = np.searchsorted(np.sort(found.order), found.order) + 1 + above
        proved, above = proved and found.proved, above + len(group)
    return Consensus(tuple(order.tolist()), _distance(given, order), proved)


def _goal(given: NDArray[np.int64], middle: Order) -> Costs:
    """The distance, and where that is equal the distance to Borda's ranking."""
    base = len(middle) ** 2  # more than two distances to one ranking can differ
    return Costs(base * Costs.distance(given).cells + Costs.distance(middle[None]).cells)


def _groups(relation: Relation) -> list[NDArray[np.intp]]:
    """The options in groups that every best ranking keeps apart, best first, from what is cheapest pair by pair.

    An option of a first group leads more others than one of the rest can, so that only heads of one list are to be
    tried: such a head is a group if it leads the rest in all pairs across.
    """
    leads = relation & ~relation.T
    listed = np.argsort(-leads.sum(axis=1), kind="stable")
    later = np.triu(leads[np.ix_(listed, listed)], 1)
    across = np.cumsum(later.sum(axis=1) - later.sum(axis=0))
    sizes = np.arange(1, len(listed) + 1)
    cuts = np.flatnonzero(across == sizes * (len(listed) - sizes)) + 1
    return [np.sort(part) for part in np.split(listed, cuts[:-1])]


def _closest(given: NDArray[np.int64], middle: Order, end: float) -> Found:
    """The consensus of one group."""
    goal = _goal(given, middle)
    order = goal.polished(min((middle, *given), key=goal.of))
    found = Found(order, rows=np.empty((0, 3), dtype=np.int64))
    if len(order) > LARGEST_GROUP:
        return found
    equals, found = Programme(goal), Programme(goal).least(found, end)
    for part in (Costs.distance(given), Costs.distance(middle[None])):  # apart: solvers are better at small numbers
        equals = equals.within(part, found.order)
    return _first(equals, found, end)


def _first(equals: Programme, found: Found, end: float) -> Found:
    """Of rankings that are equally good, the one with the first column ranked highest, then the second, and so on."""
    found, varies = _varied(equals, found, end)
    for column in np.flatnonzero(varies.any(axis=1)).tolist():
        if found.proved:
            cells = np.zeros_like(equals.costs.cells)
            cells[column, varies[column]] = -1  # its rank, but for a constant: all that it is not below
            rank = Costs(cells)
            found = replace(equals, costs=rank).least(found, end)
            equals = equals.within(rank, found.order)
    return found


def _varied(equals: Programme, found: Found, end: float) -> tuple[Found, Relation]:
    """One of several equals, and the cells in which some differ: it looks for the one that differs most."""
    relation = found.order[:, None] <= found.order
    varies, alone = np.zeros_like(relation), np.eye(len(relation), dtype=np.bool_)
    more = found.proved
    while more:
        likeness = Costs(np.where(varies | alone, 0, np.where(relation, 1, -1)))
        found = replace(equals, costs=likeness).least(found, end)
        differs = relation != (found.order[:, None] <= found.order)
        more = found.proved and bool((differs & ~varies).any())
        varies |= differs
    return found, varies


def _distance(given: NDArray[np.int64], order: Order) -> int:
    """The distance, by code that the search knows nothing of."""
    distance = sum(kemeny_distance(order, ranking) for ranking in given)
    costs = Costs.distance(given)
    modelled = costs.of(order) + (len(given) * len(order) * (len(order) - 1) - int(costs.cells.sum())) // 2
    if modelled != distance:
        raise InternalError(f"the consensus is {distance} away from the rankings, not {modelled}")
    return distance
