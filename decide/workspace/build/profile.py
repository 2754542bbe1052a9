"""weights/NAME.yaml → WeightProfile."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.weights import WeightProfile
from decide.workspace.build.limits import check_limits
from decide.workspace.build.weights import is_grouped, swing_weights
from decide.workspace.names import suggestion

if TYPE_CHECKING:
    from decide.model.criterion import ValueTree
    from decide.workspace.build.page import Page
    from decide.workspace.schema.weights import WeightsFile

_ROUNDING = 1e-12  # of all weight: shares that differ by less are equal


def profile(
    name: str, entry: WeightsFile, tree: ValueTree, page: Page, refused: frozenset[str] = frozenset()
) -> WeightProfile:
    """One weight profile; it names every criterion, or the page has an issue that says which it lacks.

    `refused` are criteria that exist but cannot be used: what is said on them is passed over.
    """
    names = {criterion.id for criterion in tree.criteria} | refused
    _check_ranges(entry, names, page)
    _check_order(entry, names, page)
    check_limits(entry.limits, page)
    found = WeightProfile(
        id=name,
        title=entry.title,
        swings=swing_weights(entry.weights, tree, page, refused),
        rationale=entry.rationale or "",
        method=entry.method or "",
        people=tuple(entry.people),
        agreed_on=entry.agreed_on or "",
        agreed_for=entry.agreed_for or "",
        evidence=tuple(entry.evidence),
        ranges={key: (low, high) for key, (low, high) in entry.ranges.items()},
        order=tuple(entry.order),
        limits=dict(entry.limits),
    )
    _check_falling(found, page)
    return found


def _check_ranges(entry: WeightsFile, names: set[str], page: Page) -> None:
    """Ranges are of swing weights, contain them, and are at least two."""
    if entry.ranges and is_grouped(entry.weights):
        page.report(
            "bad-ranges", "ranges need flat weights", ("ranges",), "weigh the criteria without groups", key=True
        )
    elif len(page.stated(("ranges",))) == 1:
        message = "one range alone leaves nothing to trade against"
        page.report("bad-ranges", message, ("ranges",), "give two or more", key=True)
    for key, (low, high) in entry.ranges.items():
        at = ("ranges", key)
        weight = entry.weights.get(key)
        if key not in names:
            hint = suggestion(key, sorted(names))
            page.report("unknown-criterion", f"there is no criterion '{key}'", at, hint, key=True)
        elif isinstance(weight, Decimal) and not low <= weight <= high:
            message = f"the weight {weight} of '{key}' is outside its range"
            page.report("bad-ranges", message, at, "a range contains the weight", key=True)


def _check_order(entry: WeightsFile, names: set[str], page: Page) -> None:
    """An order names criteria, each once."""
    for place, key in enumerate(entry.order):
        at = ("order", place)
        if key not in names:
            page.report("unknown-criterion", f"there is no criterion '{key}'", at, suggestion(key, sorted(names)))
        elif key in entry.order[:place]:
            page.report("duplicate-id", f"'{key}' stands twice in the order", at, "name it once")


def _check_falling(found: WeightProfile, page: Page) -> None:
    """Along its own order, a profile's weights do not rise, or the order would rule the profile itself out."""
    known = [(place, key) for place, key in enumerate(found.order) if key in found.weights]
    for (_, before), (place, key) in itertools.pairwise(known):
        more, less = found.weights[before], found.weights[key]
        if less > more + _ROUNDING:
            message = f"'{key}' weighs {100 * less:.4g}% of all, more than '{before}' before it, {100 * more:.4g}%"
            page.report("bad-order", message, ("order", place), "an order goes from the weightiest on")
