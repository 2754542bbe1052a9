"""Limits and forced options of a portfolio, as `portfolio`, `frontier` and `compare` take them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, TypeAlias

import typer

from decide.cli.arguments import complete_option
from decide.errors import WrongUse

_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?(%?)")
_LIFTED = "none"

Budget: TypeAlias = Annotated[
    str | None,
    typer.Option("--budget", metavar="AMOUNT", help="Money, or `none` for no limit.", show_default=False),
]
EscalationRisk: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--escalation-risk", metavar="P", help="Joint probability, such as 0.15 or 15%, or `none`.", show_default=False
    ),
]
Limits: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="NAME=AMOUNT", help="A limit by name; may be repeated.", show_default=False),
]
Must: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--must", metavar="OPTION", autocompletion=complete_option, help="In, whatever comes.", show_default=False
    ),
]
MustNot: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--must-not", metavar="OPTION", autocompletion=complete_option, help="Out, whatever comes.", show_default=False
    ),
]


def stated(budget: str | None, escalation_risk: str | None, limits: list[str] | None) -> dict[str, Decimal | None]:
    """The limits of the command line, by key; None lifts one.

    Raises
    ------
    WrongUse : a limit that is no number, a probability above 1, or the same limit twice
    """
    said = [("budget", budget), ("escalation_risk", escalation_risk)]
    pairs = [(key, text) for key, text in said if text is not None]
    for entry in limits or []:
        key, equals, text = entry.partition("=")
        if not equals:
            raise WrongUse(f"'{entry[:60]}' is no limit", "write --limit NAME=AMOUNT")
        pairs.append((key, text))
    found: dict[str, Decimal | None] = {}
    for key, text in pairs:
        if key in found:
            raise WrongUse(f"the limit on '{key[:60]}' is given twice", "give it once")
        found[key] = _amount(key, text)
    return found


def _amount(key: str, text: str) -> Decimal | None:
    if text == _LIFTED:
        return None
    match = _NUMBER.fullmatch(text)
    risk = key == "escalation_risk"
    if match is None or (match[2] and not risk):
        example = "0.15, or 15%" if risk else "500"
        raise WrongUse(f"'{text[:60]}' is no limit on '{key[:60]}'", f"write a number such as {example}; or none")
    amount = Decimal(text.removesuffix("%")) / (100 if match[2] else 1)
    if risk and amount > 1:
        raise WrongUse(f"{text} is not a probability", "write 0.3 or 30% for 30 percent")
    return amount
