"""What it costs to have an option otherwise: the best portfolio with it forced in, or out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decide.selection.answer import Status
from decide.selection.programme import Fix
from decide.selection.search import FROM_NOTHING, Start
from decide.selection.solve import ANY_ENGINE, solve

if TYPE_CHECKING:
    from collections.abc import Callable

    from decide.selection.programme import Picks, Programme
    from decide.selection.solve import Engine


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

    What one of these problems finds is where the next begins.
    """
    taken = {item for item, _ in best}
    pool = dict.fromkeys((best, *start.known))
    found: list[Forced] = []
    for number, item in enumerate(programme.items):
        if item.choices:
            other = replace(programme, rules=(*programme.rules, Fix(number, number not in taken)))
            answer = solve(other, 1, engine, Start(tuple(pool), start.prices))
            pool |= dict.fromkeys(answer.portfolios)
            proved = answer.status in {Status.OPTIMAL, Status.INFEASIBLE}
            found.append(Forced(number, answer.portfolios[0] if answer.portfolios else None, proved))
        advance()
    return found
