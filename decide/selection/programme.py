"""The one model that every engine reads: options with sizes, bonuses, rules and limits, all in whole numbers.

Value, money, resources and risk are counted in units so small that every number of the files is a whole multiple of
one. Sums are then exact, and a limit that equals a portfolio's cost admits it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

MONEY = 0  # the account of the whole cost


@dataclass(frozen=True, slots=True)
class Choice:
    """An option in one of its sizes; `size` is empty for the option itself."""

    size: str
    value: int
    uses: tuple[int, ...]  # one an account
    risk: int  # -ln(1 - p), in `Programme.risk_unit`
    survival: Fraction  # 1 - p, exactly


@dataclass(frozen=True, slots=True)
class Item:
    """An option: at most one of its choices is taken. Items with one `trigger` share the risk of the riskiest."""

    id: str
    choices: tuple[Choice, ...]
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Bonus:
    """What is added when all members are taken; its risk is one more independent cause."""

    members: tuple[int, ...]
    value: int
    uses: tuple[int, ...]
    risk: int
    survival: Fraction


@dataclass(frozen=True, slots=True)
class Needs:
    """If the member is taken, so is one of the needed."""

    member: int
    needed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some members may be taken."""

    members: tuple[int, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Fix:
    """A member that is taken whatever comes, or never."""

    member: int
    taken: bool


Rule: TypeAlias = Needs | Tally | Fix


@dataclass(frozen=True, slots=True)
class Account:
    """Something that a portfolio uses up; `limit` is in units, None where there is none."""

    key: str  # budget, or the id of a resource
    period: str  # of a budget by period, else empty
    unit: Fraction  # what one whole number stands for
    limit: int | None


@dataclass(frozen=True, slots=True)
class Programme:
    """A portfolio problem. Accounts begin with the whole cost."""

    items: tuple[Item, ...]
    bonuses: tuple[Bonus, ...]
    rules: tuple[Rule, ...]
    accounts: tuple[Account, ...]
    least_survival: Fraction | None  # one less the limit on risk, exactly
    risk_limit: int | None  # the same in risk units
    value_unit: Fraction  # points that one whole number of value stands for
    risk_unit: float  # what one whole number of -ln(1 - p) stands for


Picks: TypeAlias = tuple[tuple[int, int], ...]
"""A portfolio: (item, choice) pairs in the order of the items."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a portfolio comes to, in the programme's units, and the joint survival exactly."""

    value: int
    uses: tuple[int, ...]
    survival: Fraction


def measure(programme: Programme, picks: Picks) -> Measure:
    """Add a portfolio up, one option after another."""
    taken = {item for item, _ in picks}
    chosen = [(programme.items[item], programme.items[item].choices[choice]) for item, choice in picks]
    bonuses = [bonus for bonus in programme.bonuses if taken.issuperset(bonus.members)]
    value = sum(choice.value for _, choice in chosen) + sum(bonus.value for bonus in bonuses)
    uses = tuple(
        sum(choice.uses[place] for _, choice in chosen) + sum(bonus.uses[place] for bonus in bonuses)
        for place in range(len(programme.accounts))
    )
    alone = [choice.survival for item, choice in chosen if not item.trigger]
    triggered: dict[str, Fraction] = {}
    for item, choice in chosen:
        if item.trigger:
            triggered[item.trigger] = min(triggered.get(item.trigger, choice.survival), choice.survival)
    parts = [*alone, *triggered.values(), *(bonus.survival for bonus in bonuses)]
    # Reduced once, not at each step: large frontiers spend most of their time here.
    survival = Fraction(math.prod(p.numerator for p in parts), math.prod(p.denominator for p in parts))
    return Measure(value, uses, survival)


def rule_members(rule: Rule) -> tuple[int, ...]:
    """The items that a rule speaks of."""
    match rule:
        case Needs(member, needed):
            return (member, *needed)
        case Tally(members):
            return members
        case Fix(member):
            return (member,)


def holds(rule: Rule, taken: set[int]) -> bool:
    """Whether a portfolio keeps to a rule."""
    match rule:
        case Needs(member, needed):
            return member not in taken or not taken.isdisjoint(needed)
        case Tally(members, least, most):
            return least <= len(taken.intersection(members)) <= most
        case Fix(member, wanted):
            return (member in taken) == wanted


def is_feasible(programme: Programme, picks: Picks) -> bool:
    """Whether a portfolio keeps to every rule and limit, in exact arithmetic."""
    found = measure(programme, picks)
    taken = {item for item, _ in picks}
    within = all(
        account.limit is None or used <= account.limit
        for account, used in zip(programme.accounts, found.uses, strict=True)
    )
    safe = programme.least_survival is None or found.survival >= programme.least_survival
    return within and safe and len(taken) == len(picks) and all(holds(rule, taken) for rule in programme.rules)
