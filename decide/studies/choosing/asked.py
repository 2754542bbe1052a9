"""What a caller asks of a portfolio, and of the engine that is to find it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from decide.errors import WrongUse
from decide.model.rules import ESCALATION_RISK
from decide.selection.search import FROM_NOTHING
from decide.selection.solve import ENGINES, HIGHS, Engine, solve
from decide.selection.sweep import TooLarge
from decide.workspace.load_rules import Asked
from decide.workspace.names import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from decide.selection.answer import Answer
    from decide.selection.programme import Programme
    from decide.selection.search import Start


def asked(
    limits: Mapping[str, Decimal | float | str | None] | None, must: Iterable[str], must_not: Iterable[str]
) -> Asked:
    """Limits as exact numbers, and options each once.

    Raises
    ------
    WrongUse : a limit that is no number, or negative, or a probability above 1
    """
    found = {key: None if amount is None else _exact(key, amount) for key, amount in (limits or {}).items()}
    return Asked(found, tuple(dict.fromkeys(must)), tuple(dict.fromkeys(must_not)))


def amounts(key: str, said: Iterable[Decimal | float | str]) -> tuple[Decimal, ...]:
    """Several amounts of one limit, each once, from the smallest.

    Raises
    ------
    WrongUse : one that is no number, or negative
    """
    return tuple(sorted({_exact(key, amount) for amount in said}))


def _exact(key: str, amount: Decimal | float | str) -> Decimal:
    try:
        number = Decimal(str(amount))
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or number < 0:
        raise WrongUse(f"'{amount}' is no limit on '{key}'", "give a number of 0 or more, or None to lift it")
    if key == ESCALATION_RISK and number > 1:
        raise WrongUse(f"{amount} is not a probability", "give 0.3 for 30 percent")
    return number


def engine_of(solver: str, time_limit: float | None) -> Engine:
    """The engine asked for.

    Raises
    ------
    WrongUse : there is no such engine, or its solver is not installed
    """
    if solver not in ENGINES:
        raise WrongUse(f"there is no engine '{solver[:60]}'", suggestion(solver.lower(), ENGINES))
    if solver == HIGHS and not _highs_is_here():
        raise WrongUse("the HiGHS solver is not installed", "pip install highspy, or leave the choice to auto")
    return Engine(solver, time_limit)


def _highs_is_here() -> bool:
    from decide.engine.solvers import highs_is_here  # noqa: PLC0415 - solvers take long to load

    return highs_is_here()


def solved(programme: Programme, count: int, engine: Engine, start: Start = FROM_NOTHING) -> Answer:
    """The best portfolios; the search begins with what related problems have found.

    Raises
    ------
    WrongUse : the case is too large for the engine asked for
    """
    try:
        return solve(programme, count, engine, start)
    except TooLarge:
        raise WrongUse(f"the case is too large for the engine '{engine.name}'", "leave the choice to auto") from None
