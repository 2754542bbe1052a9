"""What must stay true of a workspace, who says so, and where it is no longer true."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decide.errors import Location


_NONE = Decimal(0)


class Kind(enum.StrEnum):
    """What is expected, by the word of the file."""

    TOP = "top"
    IN_PORTFOLIO = "in_portfolio"
    NEVER_FIRST = "never_first"
    RANKS_ABOVE = "ranks_above"
    ROBUST_FIRST = "robust_first"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that must stay true; of `ranks_above` the first option ranks above the second."""

    kind: Kind
    options: tuple[str, ...]
    reason: str
    owner: str
    number: Decimal = _NONE  # the last rank of `top`, the least share of `robust_first`
    wanted: bool = True  # `in_portfolio: false` wants the option out
    profiles: tuple[str, ...] = ()  # none: all profiles
    where: Location | None = field(default=None, compare=False)  # it is the same one after its lines have moved

    @property
    def says(self) -> str:
        """What is expected of whom, in the words of the file; the same whatever the reason, the owner and the place."""
        match self.kind:
            case Kind.RANKS_ABOVE:
                return f"{self.kind}: [{', '.join(self.options)}]"
            case Kind.TOP | Kind.ROBUST_FIRST:
                due = f"{self.number.normalize():f}"
            case _:
                due = str(self.wanted).lower()
        return f"option: {self.options[0]}, {self.kind}: {due}"


@dataclass(frozen=True, slots=True)
class Broken:
    """An expectation that does not hold under a profile, and what was found instead, in words."""

    expectation: Expectation
    profile: str
    found: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """An expectation of which it could not be said whether it holds under a profile, and why not."""

    expectation: Expectation
    profile: str
    why: str
