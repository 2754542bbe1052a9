"""The judge of all engines: every portfolio added up in exact fractions, by the plainest loop there is."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from decide.selection.programme import Fix, Needs, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from decide.selection.programme import Picks, Programme, Rule


class Found(NamedTuple):
    """A portfolio and what it comes to; `risk` is the joint probability."""

    picks: Picks
    value: int
    uses: tuple[int, ...]
    risk: Fraction


def every(programme: Programme) -> Iterator[Found]:
    """All portfolios, whether they keep to rules and limits or not."""
    ways = [[None, *range(len(item.choices))] for item in programme.items]
    for pick in itertools.product(*ways):
        picks = tuple((item, choice) for item, choice in enumerate(pick) if choice is not None)
        yield _added_up(programme, picks)


def feasible(programme: Programme) -> list[Found]:
    """All portfolios that keep to rules and limits."""
    return [found for found in every(programme) if keeps(programme, found)]


def keeps(programme: Programme, found: Found) -> bool:
    """Whether a portfolio keeps to rules and limits."""
    if programme.least_survival is not None and found.risk > 1 - programme.least_survival:
        return False
    if any(a.limit is not None and used > a.limit for a, used in zip(programme.accounts, found.uses, strict=True)):
        return False
    taken = {item for item, _ in found.picks}
    return all(_holds(rule, taken) for rule in programme.rules)


def _added_up(programme: Programme, picks: Picks) -> Found:
    taken = {item for item, _ in picks}
    parts = [programme.items[item].choices[choice] for item, choice in picks]
    bonuses = [bonus for bonus in programme.bonuses if all(member in taken for member in bonus.members)]
    value = sum(part.value for part in (*parts, *bonuses))
    uses = [sum(amounts) for amounts in zip(*(part.uses for part in (*parts, *bonuses)), strict=True)]
    causes = [bonus.survival for bonus in bonuses]
    sparks: dict[str, list[Fraction]] = {}
    for item, choice in picks:
        found = programme.items[item]
        if found.trigger:
            sparks.setdefault(found.trigger, []).append(found.choices[choice].survival)
        else:
            causes.append(found.choices[choice].survival)
    causes += [min(survivals) for survivals in sparks.values()]
    safe = Fraction(1)
    for survival in causes:
        safe *= survival
    return Found(picks, value, tuple(uses) or (0,) * len(programme.accounts), 1 - safe)


def _holds(rule: Rule, taken: set[int]) -> bool:
    match rule:
        case Needs(member, needed):
            return member not in taken or any(other in taken for other in needed)
        case Tally(members, least, most):
            return least <= sum(member in taken for member in members) <= most
        case Fix(member, wanted):
            return (member in taken) is wanted


def ranked(programme: Programme, found: Iterable[Found]) -> list[Found]:
    """Best first: value, then cost, then risk, then ids and sizes."""

    def place(one: Found) -> tuple[int, int, Fraction, list[tuple[str, str]]]:
        items = [(programme.items[item], choice) for item, choice in one.picks]
        return -one.value, one.uses[0], one.risk, sorted((item.id, item.choices[size].size) for item, size in items)

    return sorted(found, key=place)


def front(points: Iterable[tuple[Fraction | int, ...]]) -> set[tuple[Fraction | int, ...]]:
    """The points that no other beats; every column is better when smaller."""
    kept: list[tuple[Fraction | int, ...]] = []
    for point in sorted(set(points)):  # whatever beats a point comes before it
        if not any(all(one <= own for one, own in zip(other, point, strict=True)) for other in kept):
            kept.append(point)
    return set(kept)
