"""Which weights are admissible: what was asked for, as a polytope."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from decide.errors import WrongUse
from decide.robustness.admissible import any_weights, between, bounded
from decide.robustness.corners import TooMany
from decide.robustness.polytope import NoWeights
from decide.robustness.within import within
from decide.workspace.names import suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from decide.model.weights import WeightProfile
    from decide.robustness.polytope import Polytope

    Real = NDArray[np.float64]

NEAR = 0.2  # how far each weight may move where nothing else is said, as a share of it
_FEWEST = 2


@dataclass(frozen=True)
class AskedWeights:
    """What the command line says of the weights; nothing: the profile's own ranges and order, or within 20 %.

    An order of ("profile",) is the order of the profile's own weights.
    """

    any_weights: bool = False
    within: float | None = None
    order: tuple[str, ...] = ()
    between: tuple[str, ...] = ()


@dataclass(frozen=True)
class Admissible:
    """A set of weights, and what it is called."""

    polytope: Polytope
    label: str


def check_asked(asked: AskedWeights) -> None:
    """Refuse what cannot be meant together.

    Raises
    ------
    WrongUse : two ways of saying what is admissible, one profile alone to be between, a share outside [0, 1]
    """
    said = [
        name
        for name, given in (
            ("--any-weights", asked.any_weights),
            ("--within", asked.within is not None),
            ("--between", bool(asked.between)),
        )
        if given
    ]
    if len(said) > 1 or (asked.between and asked.order):
        both = said if len(said) > 1 else ["--between", "--order"]
        raise WrongUse(f"{' and '.join(both)} say two different things", "give one of them")
    if asked.within is not None and not 0 <= asked.within <= 1:
        raise WrongUse(f"--within {asked.within:g} is no share of a weight", "from 0% to 100%, as in --within 20%")
    if len(asked.between) == 1:
        raise WrongUse("--between needs two profiles or more", "as in --between hawkish,dovish")


def admissible(
    asked: AskedWeights, profile: WeightProfile, others: Sequence[WeightProfile], criteria: tuple[str, ...]
) -> Admissible:
    """The weights that were asked for.

    Parameters
    ----------
    asked : what the command line says
    profile : whose weights are in the middle, or whose ranges and order hold
    others : the profiles to be between
    criteria : in the order that the weights shall have

    Raises
    ------
    WrongUse : an order of unknown criteria, or one that no weights keep to
    """
    weights = np.array([profile.weights[name] for name in criteria])
    if others:
        return _between(others, criteria)
    order = _order(asked.order, profile, criteria)
    if asked.any_weights or (asked.order and asked.within is None):
        every = any_weights(len(criteria))
        return Admissible(
            _ordered(every.lower, every.upper, order, criteria, "any weights"), _label("any weights", order)
        )
    if asked.within is None and not asked.order and (profile.ranges or profile.order):
        return _own(profile, criteria, weights)
    share = NEAR if asked.within is None else asked.within
    near = f"within {100 * share:g}%"
    low, high = within(weights, share)
    return Admissible(_ordered(low, np.minimum(high, 1.0), order, criteria, near), _label(near, order))


def _label(base: str, order: tuple[int, ...]) -> str:
    return f"{base}, in the order given" if order else base


def _own(profile: WeightProfile, criteria: tuple[str, ...], weights: Real) -> Admissible:
    """The profile's own ranges and order."""
    low, high = weights.copy(), weights.copy()
    flat = [swing for swing in profile.swings.values() if isinstance(swing, Decimal)]  # where there are ranges, all are
    total = float(sum(flat))
    for name, (least, most) in (profile.ranges or {}).items():
        place = criteria.index(name)
        low[place], high[place] = float(least) / total, min(float(most) / total, 1.0)
    if not profile.ranges:
        low[:], high[:] = 0.0, 1.0
    order = tuple(criteria.index(name) for name in profile.order)
    said = " and ".join(what for what, given in (("ranges", profile.ranges), ("order", profile.order)) if given)
    label = f"the {said} of {profile.id}"
    return Admissible(_ordered(low, high, order, criteria, label), label)


def _between(profiles: Sequence[WeightProfile], criteria: tuple[str, ...]) -> Admissible:
    rows = np.array([[one.weights[name] for name in criteria] for one in profiles])
    label = f"between {', '.join(one.id for one in profiles)}"
    try:
        return Admissible(between(rows), label)
    except TooMany:
        raise WrongUse(f"{len(profiles)} profiles span too much to draw from", "name fewer profiles") from None


def _order(named: tuple[str, ...], profile: WeightProfile, criteria: tuple[str, ...]) -> tuple[int, ...]:
    if named == ("profile",) and "profile" not in criteria:
        falling = sorted(range(len(criteria)), key=lambda place: (-profile.weights[criteria[place]], place))
        return tuple(falling)
    for name in named:
        if name not in criteria:
            raise WrongUse(f"there is no criterion '{name}' to put in order", suggestion(name, sorted(criteria)))
    if twice := [name for name in named if named.count(name) > 1]:
        raise WrongUse(f"'{twice[0]}' stands twice in the order", "name each criterion once")
    if len(named) == 1:
        raise WrongUse("one criterion alone is in no order", "name two or more, the most important first")
    return tuple(criteria.index(name) for name in named)


def _ordered(low: Real, high: Real, order: tuple[int, ...], criteria: tuple[str, ...], base: str) -> Polytope:
    try:
        return bounded(low, high, order)
    except NoWeights:
        raise WrongUse(f"no weights {base} are in that order", _clash(low, high, order, criteria)) from None


def _clash(low: Real, high: Real, order: tuple[int, ...], criteria: tuple[str, ...]) -> str:
    """Which bounds an order cannot keep to: two of them, or those that are left when none can be spared."""
    for more, less in itertools.combinations(order, _FEWEST):
        if high[more] < low[less]:
            return (
                f"'{criteria[more]}' weighs {high[more]:.1%} at most, and '{criteria[less]}', which comes after it, "
                f"{low[less]:.1%} at least"
            )
    kept = list(order)
    for place in order:
        without = tuple(one for one in kept if one != place)
        if not _fits(low, high, without):
            kept.remove(place)
    return f"{', '.join(criteria[place] for place in kept)} cannot be in this order within their bounds"


def _fits(low: Real, high: Real, order: tuple[int, ...]) -> bool:
    try:
        bounded(low, high, order)
    except NoWeights:
        return False
    return True
