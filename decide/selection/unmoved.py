"""Whether a best portfolio must still be the best: seen without looking for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction
    from typing import TypeAlias

    from decide.selection.programme import Bonus, Choice, Picks, Programme

    Amounts: TypeAlias = tuple[Fraction, ...]
    Place: TypeAlias = tuple[int, int] | frozenset[int]  # of a choice, or the members of a bonus


def must_stay_best(before: Programme, after: Programme, best: Picks) -> bool:
    """Whether the best portfolio of one programme is surely that of another, since only its rivals got worse.

    So it is if nothing that it takes has changed, nothing else is worth more, takes less or is less risky than before,
    and no limit is wider: then whatever is allowed was allowed before, and stands no higher in the one order.

    Parameters
    ----------
    before, after : programmes
    best : the first portfolio of `before` in the one order; it has to be allowed in `after`

    Returns
    -------
    False says nothing: it may be the best or not.
    """
    if _shape(before) != _shape(after) or not _limits_no_wider(before, after):
        return False
    taken = dict(best)
    return all(
        new == old if _is_taken(part, taken) else all(map(_no_better, new, old))
        for part, old, new in _amounts(before, after)
    )


def _shape(programme: Programme) -> tuple[object, ...]:
    items = [(item.id, item.trigger, [choice.size for choice in item.choices]) for item in programme.items]
    accounts = [(account.key, account.period) for account in programme.accounts]
    return items, [bonus.members for bonus in programme.bonuses], programme.rules, accounts


def _limits_no_wider(before: Programme, after: Programme) -> bool:
    for old, new in zip(before.accounts, after.accounts, strict=True):
        if old.limit is None or old == new:
            continue
        # A limit is rounded down to whole units: it may stand for anything up to one unit more.
        if new.limit is None or (new.limit + 1) * new.unit > old.limit * old.unit:
            return False
    if before.least_survival is None:
        return True
    return after.least_survival is not None and after.least_survival >= before.least_survival


def _amounts(before: Programme, after: Programme) -> Iterator[tuple[Place, Amounts, Amounts]]:
    """For each choice and each bonus what is the better the larger, before and after."""
    for number, (old, new) in enumerate(zip(before.items, after.items, strict=True)):
        for place, pair in enumerate(zip(old.choices, new.choices, strict=True)):
            yield (number, place), _of(before, pair[0]), _of(after, pair[1])
    for bonuses in zip(before.bonuses, after.bonuses, strict=True):
        yield frozenset(bonuses[0].members), _of(before, bonuses[0]), _of(after, bonuses[1])


def _of(programme: Programme, part: Choice | Bonus) -> Amounts:
    used = (-used * account.unit for used, account in zip(part.uses, programme.accounts, strict=True))
    return part.value * programme.value_unit, part.survival, *used


def _is_taken(part: Place, taken: dict[int, int]) -> bool:
    if isinstance(part, frozenset):
        return part <= taken.keys()
    return part in taken.items()


def _no_better(new: Fraction, old: Fraction) -> bool:
    return new <= old
