"""A value function that fits its scale: 0 at the worst level, 100 at the best, never falling between."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from decide.model.criterion import Categorical, CategoryScale, Exponential, Linear, Piecewise, Scale
from decide.workspace.build.scale import extent
from decide.workspace.schema.criteria import CategoryValuesEntry, ExponentialEntry, PointsEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from decide.model.criterion import ValueFunction
    from decide.workspace.build.page import Page
    from decide.workspace.document import Route
    from decide.workspace.schema.criteria import ValueKind

_TOP = 100


def value_function(
    entry: ValueKind | None, scale: Scale | CategoryScale, page: Page, route: Route
) -> ValueFunction | None:
    """The value function, or None where it is refused."""
    match entry, scale:
        case ((None | "linear"), _):
            return Linear()
        case PointsEntry(points=points), Scale():
            fault = _points_fault(list(points.items()), scale)
            at: Route = (*route, "points")
            made: ValueFunction = Piecewise(tuple(points.items()))
        case ExponentialEntry(exponential=midpoint), Scale():
            inside = 0 < float((midpoint - scale.worst) / (scale.best - scale.worst)) < 1
            fault = "" if inside else f"the midpoint lies strictly inside the scale; {extent(scale)}"
            at, made = (*route, "exponential"), Exponential(midpoint)
        case CategoryValuesEntry(categories=values), CategoryScale():
            fault = _categories_fault(values, scale)
            at = (*route, "categories")
            made = Categorical(tuple((name, values[name]) for name in scale.categories if name in values))
        case _:
            kind = "a numeric scale" if isinstance(scale, Scale) else "a scale of categories"
            page.report("bad-value-function", f"this value function does not fit {kind}", route, key=True)
            return None
    if fault:
        whole = not isinstance(made, Exponential)  # points and categories are at fault together
        page.report("bad-value-function", "this is no value function on this scale", at, fault, key=whole)
        return None
    return made


def _points_fault(points: list[tuple[Decimal, Decimal]], scale: Scale) -> str:
    ends = ((scale.worst, Decimal(0)), (scale.best, Decimal(_TOP)))
    if not points or (points[0], points[-1]) != ends:
        return f"the first point is {scale.worst}: 0 and the last {scale.best}: 100"
    levels = [float(level if scale.best > scale.worst else -level) for level, _ in points]
    if any(after <= before for before, after in pairwise(levels)):
        return "the levels run strictly from worst to best"
    return _falling([value for _, value in points])


def _categories_fault(values: Mapping[str, Decimal], scale: CategoryScale) -> str:
    if set(values) != set(scale.categories):
        return f"each category has one value: {', '.join(scale.categories)}"
    ordered = [values[name] for name in scale.categories]
    if ordered[0] != 0 or ordered[-1] != _TOP:
        return f"'{scale.categories[0]}' is 0 and '{scale.categories[-1]}' is 100"
    return _falling(ordered)


def _falling(values: Sequence[Decimal]) -> str:
    falls = any(after < before for before, after in pairwise(values))
    return "the values never fall from worst to best" if falls else ""
