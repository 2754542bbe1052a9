"""What it costs to have an option otherwise: the best portfolio with it forced in, or out."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decide.selection.answer import Status, in_order, points, tie_slack
from decide.selection.programme import Fix, measure
from decide.selection.search import FROM_NOTHING, Start, listing
from decide.selection.solve import ANY_ENGINE, AUTO, DYNAMIC, solve
from decide.selection.sweep import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable

    from decide.selection.programme import Picks, Programme
    from decide.selection.solve import Engine

_NEAR = (0.08, 0.04, 0.02)  # of the best value, as far down as is quickly listed
_WORK = 20_000  # rows looked at for what is nearly as good
_PASSED_ON = 64  # of these, to the problems that are left


@dataclass(frozen=True, slots=True)
class Forced:
    """The best portfolio with an item the other way; None where there is none, or, if not proved, none was found."""

    item: int
    portfolio: Picks | None
    proved: bool


def forced(
    programme: Programme,
    best: Picks,
    start: Start = FROM_NOTHING,
    engine: Engine = ANY_ENGINE,
    advance: Callable[[], None] = lambda: None,
) -> list[Forced]:
    """For each item, the best portfolio if it were in where it is out, or out where it is in.

    Most of these are nearly as good as the best: one listing of all that is nearly as good settles them. What one of
    the remaining problems finds is where the next begins.
    """
    taken = {item for item, _ in best}
    near = _nearly_as_good(programme, best, start) if engine.name in {AUTO, DYNAMIC} else []
    pool = dict.fromkeys((best, *start.known, *near[:_PASSED_ON]))
    found: list[Forced] = []
    for number, item in enumerate(programme.items):
        if item.choices:
            wanted = number not in taken
            other = next((picks for picks in near if (number in dict(picks)) == wanted), None)
            if other is not None:
                found.append(Forced(number, other, proved=True))
            else:
                forcing = replace(programme, rules=(*programme.rules, Fix(number, wanted)))
                answer = solve(forcing, 1, engine, Start(tuple(pool), start.prices))
                pool |= dict.fromkeys(answer.portfolios)
                proved = answer.status in {Status.OPTIMAL, Status.INFEASIBLE}
                found.append(Forced(number, answer.portfolios[0] if answer.portfolios else None, proved))
        advance()
    return found


def _nearly_as_good(programme: Programme, best: Picks, start: Start) -> list[Picks]:
    """Every portfolio not far below the best, in the one order of portfolios; empty where that is much work."""
    value = measure(programme, best).value
    ties = tie_slack(programme)
    for share in _NEAR:
        slack = int(abs(value) * share)
        with contextlib.suppress(TooLarge):
            listed = in_order(programme, listing(programme, 1, slack + ties, start, _WORK).portfolios)
            values = [measure(programme, picks).value for picks in listed]
            # The last of them may have equals just below, which were not listed.
            sure = max(values) - slack
            edge = min(points(programme, picks) for picks, own in zip(listed, values, strict=True) if own >= sure)
            return [picks for picks in listed if points(programme, picks) >= edge]
    return []
