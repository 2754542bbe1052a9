"""What a caller asks of a portfolio, in numbers of any kind."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from decide.errors import WrongUse
from decide.model.rules import ESCALATION_RISK
from decide.workspace.load_rules import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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
