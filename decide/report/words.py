"""Numbers and names as words, the same in every format."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.option import Periods
from decide.model.quantity import Category, Known, LogNormal, Normal, Triangular, Uniform, Unknown

if TYPE_CHECKING:
    from decide.model.option import Cost, Months, Option
    from decide.model.quantity import Quantity
    from decide.model.ranking import Ranking

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_SMALLEST = 0.05  # that one digit behind the point shows


def number(value: Decimal | float) -> str:
    """A number without needless digits: 1,500; 0.07; 12.5."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: Decimal | float) -> str:
    """A share as a percentage with at most one digit behind the point: 7%, 0.5%, 21.7%."""
    value = float(share) * 100
    if 0 < value < 0.1:  # noqa: PLR2004 - below the last digit shown
        return f"{value:.2g}%"
    return f"{value:.1f}".removesuffix(".0") + "%"


def share(value: float) -> str:
    """A share in a column of shares: always one digit behind the point."""
    return f"{value * 100:.1f}%"


def points(value: float, *, signed: bool = False) -> str:
    """Points with one digit behind the point; a difference carries its sign."""
    text = f"{value:+.1f}" if signed else f"{value:.1f}"
    return "0.0" if text in {"-0.0", "+0.0"} else text


def difference(value: float) -> str:
    """A difference in points, of which at least one digit is no zero: something is not nothing."""
    return points(value, signed=True) if abs(value) >= _SMALLEST or not value else f"{value:+.1g}"


def quantity(value: Quantity, *, share: bool = False) -> str:
    """A performance in words: 68 (57–80), unknown, a category."""
    show = percent if share else number
    match value:
        case Known(best):
            return show(best)
        case Triangular(low, best, high):
            return f"{show(best)} ({show(low)}–{show(high)})"
        case Uniform(low, high):
            return f"{show(low)}–{show(high)}"
        case Normal(mean, sd):
            return f"{show(mean)} ± {show(sd)}"
        case LogNormal():
            return show(round(value.best, 4))
        case Category(name):
            return name
        case Unknown():
            return "unknown"


def cost(value: Cost) -> str:
    """The best estimate of a cost, summed over its periods."""
    return number(value.best if isinstance(value, Periods) else value.quantity.best)


def risk(option: Option) -> str:
    """The best estimate of an option's escalation risk."""
    return percent(option.escalation_risk.quantity.best)


def lead_time(value: Months | None) -> str:
    """A lead time: 36 mo."""
    return "" if value is None else f"{number(value.best)} mo"


def place(rank: int, *, tied: bool) -> str:
    """A rank; equals carry the sign =."""
    return f"{rank}=" if tied else str(rank)


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def titles(ranking: Ranking) -> dict[str, str]:
    """Titles of criteria by id."""
    return {criterion.id: criterion.title for criterion in ranking.problem.criteria}


def roughly(share: float) -> str:
    """A share in whole percent, never as all or nothing when it is not."""
    said = f"{share:.0%}"
    return said if share in {0.0, 1.0} else {"0%": "<1%", "100%": ">99%"}.get(said, said)


def ranks(best: int, worst: int) -> str:
    """Between which ranks: 1–4; one rank alone stands alone."""
    return str(best) if best == worst else f"{best}–{worst}"
