"""One programme for what is allowed in several worlds at once."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from decide.selection.programme import Account, Bonus, Choice, Programme
from decide.selection.risk import SLACK

if TYPE_CHECKING:
    from collections.abc import Sequence

    Members = tuple[int, ...]


@dataclass(frozen=True)
class Parts:
    """What a world says of each choice, all items in order, and then of each bonus; of one that it lacks, nothing.

    Attributes
    ----------
    values : in the world's own unit
    uses : one row an account
    risks : in the world's own unit
    survivals : exactly
    """

    values: tuple[int, ...]
    uses: tuple[tuple[int, ...], ...]
    risks: tuple[int, ...]
    survivals: tuple[Fraction, ...]


def parts_of(world: Programme, bonuses: Sequence[Members]) -> Parts:
    """A world in terms that are the same for all: bonuses of the same members are one."""
    choices = [choice for item in world.items for choice in item.choices]
    earned = [[bonus for bonus in world.bonuses if bonus.members == members] for members in bonuses]
    return Parts(
        values=(*(choice.value for choice in choices), *(sum(bonus.value for bonus in own) for own in earned)),
        uses=tuple(
            (*(choice.uses[place] for choice in choices), *(sum(bonus.uses[place] for bonus in own) for own in earned))
            for place in range(len(world.accounts))
        ),
        risks=(*(choice.risk for choice in choices), *(sum(bonus.risk for bonus in own) for own in earned)),
        survivals=(
            *(choice.survival for choice in choices),
            *(math.prod((bonus.survival for bonus in own), start=Fraction(1)) for own in earned),
        ),
    )


def all_bonuses(worlds: Sequence[Programme]) -> tuple[Members, ...]:
    """The members of every bonus that some world has."""
    return tuple(dict.fromkeys(bonus.members for world in worlds for bonus in world.bonuses))


def joint(worlds: Sequence[Programme], parts: Sequence[Parts], bonuses: Sequence[Members]) -> Programme:
    """A programme that allows whatever is allowed in every world, and little else; its values are those of the first.

    Accounts and risks that are the same in several worlds are taken once, under the tightest limit. Where risks differ,
    those of the first world that limits them count as they are; those of the others as an account, options of one
    trigger each with its part of the risk, so that a portfolio may be too risky in one of these and still be allowed.

    Raises
    ------
    ValueError : the worlds have not the same items, choices and rules
    """
    first = worlds[0]
    if any(_shape(world) != _shape(first) for world in worlds):
        raise ValueError("the worlds have not the same items, choices and rules")
    columns = _columns(worlds, parts)
    risky, further = _risks(worlds, parts)
    columns += further
    told = parts[risky]
    place = 0
    items = []
    for item in first.items:
        choices = []
        for choice in item.choices:
            uses = tuple(column.uses[place] for column in columns)
            value = parts[0].values[place]
            choices.append(Choice(choice.size, value, uses, told.risks[place], told.survivals[place]))
            place += 1
        items.append(replace(item, choices=tuple(choices)))
    extra = []
    for members in bonuses:
        uses = tuple(column.uses[place] for column in columns)
        extra.append(Bonus(members, parts[0].values[place], uses, told.risks[place], told.survivals[place]))
        place += 1
    return Programme(
        items=tuple(items),
        bonuses=tuple(extra),
        rules=first.rules,
        accounts=tuple(column.account for column in columns),
        least_survival=worlds[risky].least_survival,
        risk_limit=worlds[risky].risk_limit,
        value_unit=first.value_unit,
        risk_unit=worlds[risky].risk_unit,
    )


@dataclass(frozen=True)
class _Column:
    """An account, and what each choice and bonus uses of it."""

    account: Account
    uses: tuple[int, ...]


def _shape(world: Programme) -> tuple[object, ...]:
    items = [(item.id, item.trigger, [choice.size for choice in item.choices]) for item in world.items]
    return items, world.rules


def _columns(worlds: Sequence[Programme], parts: Sequence[Parts]) -> list[_Column]:
    """All accounts of the first world, and every limited one of the others that is not among them."""
    found = [_Column(account, uses) for account, uses in zip(worlds[0].accounts, parts[0].uses, strict=True)]
    for world, own in zip(worlds[1:], parts[1:], strict=True):
        for account, uses in zip(world.accounts, own.uses, strict=True):
            if account.limit is None:
                continue
            same = [n for n, one in enumerate(found) if (one.uses, one.account.unit) == (uses, account.unit)]
            if not same:
                found.append(_Column(account, uses))
                continue
            before = found[same[0]].account
            limit = account.limit if before.limit is None else min(before.limit, account.limit)
            found[same[0]] = _Column(replace(before, limit=limit), uses)
    return found


def _risks(worlds: Sequence[Programme], parts: Sequence[Parts]) -> tuple[int, list[_Column]]:
    """The world whose risks count as they are, and accounts for the risks of worlds where they are others."""
    tightest: dict[tuple[Fraction, ...], int] = {}
    for number, world in enumerate(worlds):
        if world.least_survival is None:
            continue
        before = tightest.setdefault(parts[number].survivals, number)
        if world.least_survival > (worlds[before].least_survival or 0):
            tightest[parts[number].survivals] = number
    if not tightest:
        return 0, []
    exact, *others = tightest.values()
    return exact, [_as_account(worlds[number], parts[number]) for number in others]


def _as_account(world: Programme, own: Parts) -> _Column:
    sharers = Counter(item.trigger for item in world.items if item.trigger)
    shares = [sharers[item.trigger] if item.trigger else 1 for item in world.items for _ in item.choices]
    shares += [1] * (len(own.risks) - len(shares))  # of bonuses
    uses = tuple(risk // share for risk, share in zip(own.risks, shares, strict=True))
    limit = None if world.risk_limit is None else world.risk_limit + SLACK
    return _Column(Account("risk", "", world.value_unit, limit), uses)
