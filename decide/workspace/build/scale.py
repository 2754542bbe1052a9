"""A scale: two different ends, or at least two categories, and anchors that lie on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.criterion import CategoryScale, Scale
from decide.workspace.schema.criteria import CategoryScaleEntry

if TYPE_CHECKING:
    from decide.workspace.build.page import Page
    from decide.workspace.document import Route
    from decide.workspace.schema.criteria import ScaleEntry


def scale(entry: ScaleEntry | CategoryScaleEntry, page: Page, route: Route) -> Scale | CategoryScale | None:
    """The scale, or None where it is refused."""
    return _categories(entry, page, route) if isinstance(entry, CategoryScaleEntry) else _numeric(entry, page, route)


def extent(scale: Scale) -> str:
    """A hint: between which levels a scale runs."""
    low, high = sorted((scale.worst, scale.best))
    return f"it runs from {low} to {high}"


def _numeric(entry: ScaleEntry, page: Page, route: Route) -> Scale | None:
    if float(entry.worst) == float(entry.best):
        message = f"worst and best are both {entry.best}"
        page.report("equal-ends", message, (*route, "best"), "a scale needs two different ends")
        return None
    made = Scale(entry.unit, entry.worst, entry.best, tuple(entry.anchors.items()))
    for level in entry.anchors:
        if not made.holds(level):
            page.report("off-scale", f"an anchor at {level} is off the scale", (*route, "anchors"), extent(made))
    return made


def _categories(entry: CategoryScaleEntry, page: Page, route: Route) -> CategoryScale | None:
    at = (*route, "categories")
    if len(set(entry.categories)) != len(entry.categories):
        page.report("duplicate-id", "a category is named twice", at, "name each once", key=True)
        return None
    if len(entry.categories) < 2:  # noqa: PLR2004 - a worst and a best
        page.report("equal-ends", "a scale needs at least two categories", at, "from worst to best", key=True)
        return None
    for name in entry.anchors:
        if name not in entry.categories:
            page.report("unknown-category", f"an anchor for '{name}', which is no category", (*route, "anchors"))
    return CategoryScale(entry.unit, tuple(entry.categories), tuple(entry.anchors.items()))
