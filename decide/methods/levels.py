"""Where a chosen set ends up on each scale: the status quo plus all gains, which may leave the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.methods.value_added import exact_value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from fractions import Fraction

    from decide.model.criterion import Criterion
    from decide.model.option import Judgement


def levels(
    performances: Iterable[Mapping[str, Judgement]],
    adds: Iterable[Mapping[str, Fraction]],
    criteria: Collection[Criterion],
) -> Mapping[str, Fraction]:
    """The level of a chosen set on each criterion, in value.

    Parameters
    ----------
    performances : of each option chosen
    adds : value points (0-100) by criterion, of each `together` relation that the set has
    criteria : those that count

    Returns
    -------
    Criterion id to value: the status quo's plus each option's gain over it plus what is added. 0 is worst and 1 best;
    a level outside says that the sum promises more than the scale holds.

    Raises
    ------
    KeyError : an option without a performance on a criterion

    References
    ----------
    Golabi, Kirkwood & Sicherman (1981), *Management Science* 27: when portfolio values add.
    """
    found = {criterion.id: exact_value(criterion, criterion.status_quo) for criterion in criteria}
    nothing = dict(found)
    for performance in performances:
        for criterion in criteria:
            found[criterion.id] += exact_value(criterion, performance[criterion.id].quantity) - nothing[criterion.id]
    for extra in adds:
        for name, points in extra.items():
            if name in found:
                found[name] += points / 100
    return found
