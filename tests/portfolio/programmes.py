"""Small programmes: made by hand in a few words, by Hypothesis, or by chance from a seed."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from decide.selection.programme import Account, Bonus, Choice, Fix, Item, Needs, Programme, Tally
from decide.selection.units import risk_logs, risk_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.selection.programme import Rule

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TRIGGERS = ("", "", "", "spark", "flame")
PERCENTS = (0, 0, 1, 2, 5, 10, 20, 28)
RISK_LIMITS = (0, 5, 10, 20, 28, 30, 50, 64)


class Way(NamedTuple):
    """What taking something brings and takes; `risk` is a probability."""

    value: int
    uses: tuple[int, ...]
    risk: Fraction


class Option(NamedTuple):
    """An option in all of its sizes."""

    name: str
    ways: tuple[Way, ...]
    trigger: str


class Together(NamedTuple):
    """Options that bring something more when all of them are taken."""

    members: tuple[int, ...]
    way: Way


def way(value: int, *uses: int, risk: str | Fraction = "0") -> Way:
    """A size: way(5, 3, risk="0.05") is worth 5, costs 3 and fails in one case of twenty."""
    return Way(value, uses, Fraction(risk))


def option(name: str, *ways: Way, trigger: str = "") -> Option:
    return Option(name, ways, trigger)


def options(*ways: Way) -> list[Option]:
    """Options `a`, `b`, ... with one size each."""
    return [option(chr(ord("a") + place), own) for place, own in enumerate(ways)]


def together(members: Sequence[int], *amounts: int, risk: str | Fraction = "0") -> Together:
    """A bonus: together([0, 1], 5, -2) adds 5 and saves 2 when both are taken."""
    return Together(tuple(members), way(*amounts, risk=risk))


def programme(
    found: Sequence[Option],
    *,
    bonuses: Sequence[Together] = (),
    rules: Sequence[Rule] = (),
    limits: Sequence[int | None] = (None,),
    risk: str | Fraction | None = None,
    value_unit: Fraction = Fraction(1),
) -> Programme:
    """A programme with one account a limit; amounts that are left off are 0. `risk` limits the joint risk."""
    ways = [own for one in found for own in one.ways] + [bonus.way for bonus in bonuses]
    least = None if risk is None else 1 - Fraction(risk)
    survivals = [1 - own.risk for own in ways] + ([least] if least else [])
    unit = risk_unit(survivals)
    logs = risk_logs(survivals, unit)

    def amounts(own: Way) -> tuple[int, tuple[int, ...], int, Fraction]:
        uses = (*own.uses, *(0 for _ in limits[len(own.uses) :]))
        return own.value, uses, logs[1 - own.risk], 1 - own.risk

    return Programme(
        items=tuple(
            Item(name, tuple(Choice(f"s{size}" if size else "", *amounts(own)) for size, own in enumerate(ways)), spark)
            for name, ways, spark in found
        ),
        bonuses=tuple(Bonus(members, *amounts(own)) for members, own in bonuses),
        rules=tuple(rules),
        accounts=tuple(
            Account(f"resource{number}" if number else "budget", "", Fraction(1), limit)
            for number, limit in enumerate(limits)
        ),
        least_survival=least or None,
        risk_limit=logs[least] if least else None,
        value_unit=value_unit,
        risk_unit=unit,
    )


def with_limits(whole: Programme, limits: Sequence[int | None], risk: Fraction | None) -> Programme:
    """The same programme under other limits."""
    least = None if risk is None else 1 - risk
    survivals = {choice.survival for item in whole.items for choice in item.choices}
    survivals |= {bonus.survival for bonus in whole.bonuses} | ({least} if least else set())
    unit = risk_unit(survivals)
    logs = risk_logs(survivals, unit)
    items = (
        replace(item, choices=tuple(replace(choice, risk=logs[choice.survival]) for choice in item.choices))
        for item in whole.items
    )
    return replace(
        whole,
        items=tuple(items),
        bonuses=tuple(replace(bonus, risk=logs[bonus.survival]) for bonus in whole.bonuses),
        accounts=tuple(replace(own, limit=limit) for own, limit in zip(whole.accounts, limits, strict=True)),
        least_survival=least or None,
        risk_limit=logs[least] if least else None,
        risk_unit=unit,
    )


def random_programme(seed: int, most_items: int = 6) -> Programme:
    """Any kind of programme; the same for the same seed."""
    return _made(random.Random(seed), most_items)  # noqa: S311 - chance, not secrecy


def programmes(most_items: int = 6) -> st.SearchStrategy[Programme]:
    """Any kind of programme."""
    return st.randoms(use_true_random=False).map(lambda chance: _made(chance, most_items))


def _made(chance: random.Random, most_items: int) -> Programme:
    accounts = chance.randint(1, 3)
    count = max(chance.randint(0, most_items), chance.randint(0, most_items))

    def percent(among: Sequence[int]) -> Fraction:
        return Fraction(chance.choice(among), 100)

    def size() -> Way:
        uses = tuple(chance.choice([*range(10), -2 if chance.randint(0, 4) == 0 else 0]) for _ in range(accounts))
        return Way(chance.randint(-5, 20), uses, percent(PERCENTS))

    def bonus() -> Together:
        members = tuple(sorted(chance.sample(range(count), chance.randint(2, min(3, count)))))
        uses = tuple(chance.choice([0, 0, -3, 2]) for _ in range(accounts))
        return Together(members, Way(chance.randint(-8, 8), uses, percent([0, 0, 0, 3, 10])))

    found = [
        option(f"o{number}", *(size() for _ in range(chance.choice([1] * 8 + [2] * 4 + [3] * 3 + [0]))))._replace(
            trigger=chance.choice(TRIGGERS)
        )
        for number in range(count)
    ]
    several = count > 1
    return programme(
        found,
        bonuses=[bonus() for _ in range(chance.randint(0, 3) if several else 0)],
        rules=[_rule(chance, count) for _ in range(chance.randint(0, 3) if several else 0)],
        limits=[chance.choice([None, chance.randint(0, 25)]) for _ in range(accounts)],
        risk=chance.choice([None, percent(RISK_LIMITS)]),
        value_unit=chance.choice([Fraction(1), Fraction(1, 100)]),
    )


def _rule(chance: random.Random, count: int) -> Rule:
    members = tuple(chance.sample(range(count), chance.randint(2, count)))
    match chance.randint(0, 4):
        case 0 | 1:
            return Needs(members[0], members[1:3])
        case 2:
            return Tally(members, 0, chance.randint(0, len(members)))
        case 3:
            least = chance.randint(0, 2)
            return Tally(members, least, chance.randint(least, len(members)))
        case _:
            return Fix(members[0], taken=chance.choice([True, False]))
