"""criteria.yaml → the value tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.criterion import (
    Categorical,
    CategoryScale,
    Criterion,
    Exponential,
    Group,
    Linear,
    Measures,
    Piecewise,
    Scale,
    ValueTree,
)
from decide.model.quantity import Known
from decide.workspace.build.quantity import known
from decide.workspace.schema.criteria import (
    CategoryScaleEntry,
    CategoryValuesEntry,
    CriterionEntry,
    ExponentialEntry,
    GroupEntry,
    PointsEntry,
)

if TYPE_CHECKING:
    from decide.model.criterion import ValueFunction
    from decide.workspace.build.page import Page
    from decide.workspace.document import Route
    from decide.workspace.schema.criteria import CriteriaFile, ScaleEntry, TreeNode


def value_tree(entry: CriteriaFile, page: Page) -> ValueTree:
    """The value tree; incomplete where the page got issues."""
    builder = _Builder(page)
    children = builder.nodes(entry.criteria, ("criteria",))
    return ValueTree(children)


class _Builder:
    """Walks the tree once, and remembers where each id and each measure was seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: dict[str, Route] = {}
        self.measured: dict[str, str] = {}

    def nodes(self, entries: dict[str, TreeNode], route: Route) -> tuple[Group | Criterion, ...]:
        if not entries:
            self.page.report("empty-value", "no criterion here", route, "a group needs at least one", key=True)
        found = [self.node(name, entry, (*route, name)) for name, entry in entries.items()]
        return tuple(node for node in found if node is not None)

    def node(self, name: str, entry: TreeNode, route: Route) -> Group | Criterion | None:
        if name in self.seen:
            line = self.page.document.place(self.seen[name], key=True).line
            here = self.page.document.place(route, key=True).line
            self.page.report("duplicate-id", f"the id '{name}' stands twice, in lines {line} and {here}", route, "rename one", key=True)
        self.seen.setdefault(name, route)
        title = entry.title or name
        if isinstance(entry, GroupEntry):
            return Group(name, title, self.nodes(entry.criteria, (*route, "criteria")), entry.note or "")
        return self.criterion(name, title, entry, route)

    def criterion(self, name: str, title: str, entry: CriterionEntry, route: Route) -> Criterion | None:
        scale = self.scale(entry, route)
        if scale is None:
            return None
        value = self.value(entry, scale, route)
        status_quo = known(entry.status_quo, scale, self.page, (*route, "status_quo"))
        if isinstance(status_quo, Known) and isinstance(scale, Scale) and not scale.holds(status_quo.best):
            low, high = sorted((scale.worst, scale.best))
            self.page.report("off-scale", f"{status_quo.best} is off the scale", (*route, "status_quo"), f"it runs from {low} to {high}")
        measures = self.measures(name, entry, scale, route)
        if value is None or status_quo is None:
            return None
        return Criterion(
            name, title, scale, value, status_quo, entry.question or "", entry.note or "", measures,
            entry.in_portfolio, tuple(entry.evidence),
        )

    def measures(self, name: str, entry: CriterionEntry, scale: Scale | CategoryScale, route: Route) -> Measures | None:
        if entry.measures is None:
            return None
        if isinstance(scale, CategoryScale):
            self.page.report("wrong-value-function", f"{entry.measures} is a number, and this scale has categories", (*route, "measures"))
        elif entry.measures in self.measured:
            self.page.report("duplicate-id", f"'{self.measured[entry.measures]}' measures {entry.measures} already", (*route, "measures"))
        self.measured.setdefault(entry.measures, name)
        return Measures(entry.measures)

    def scale(self, entry: CriterionEntry, route: Route) -> Scale | CategoryScale | None:
        at = (*route, "scale")
        if isinstance(entry.scale, CategoryScaleEntry):
            return self.category_scale(entry.scale, at)
        return self.numeric_scale(entry.scale, at)

    def numeric_scale(self, entry: ScaleEntry, at: Route) -> Scale | None:
        if entry.worst == entry.best:
            self.page.report("equal-ends", f"worst and best are both {entry.best}", (*at, "best"), "a scale needs two different ends")
            return None
        scale = Scale(entry.unit, entry.worst, entry.best, tuple(entry.anchors.items()))
        low, high = sorted((scale.worst, scale.best))
        for level in entry.anchors:
            if not scale.holds(level):
                self.page.report("off-scale", f"an anchor at {level} is off the scale", (*at, "anchors"), f"it runs from {low} to {high}")
        return scale

    def category_scale(self, entry: CategoryScaleEntry, at: Route) -> CategoryScale | None:
        if len(set(entry.categories)) != len(entry.categories):
            self.page.report("duplicate-id", "a category is named twice", (*at, "categories"), key=True)
            return None
        if len(entry.categories) < 2:  # noqa: PLR2004 - a worst and a best
            self.page.report("equal-ends", "a scale needs at least two categories", (*at, "categories"), key=True)
            return None
        for name in entry.anchors:
            if name not in entry.categories:
                self.page.report("unknown-category", f"an anchor for '{name}', which is no category", (*at, "anchors"))
        return CategoryScale(entry.unit, tuple(entry.categories), tuple(entry.anchors.items()))

    def value(self, entry: CriterionEntry, scale: Scale | CategoryScale, route: Route) -> ValueFunction | None:
        at = (*route, "value")
        numeric = isinstance(scale, Scale)
        match entry.value:
            case PointsEntry(points=points) if numeric:
                return self.points(list(points.items()), scale, (*at, "points"))
            case ExponentialEntry(exponential=midpoint) if numeric:
                low, high = sorted((scale.worst, scale.best))
                if low < midpoint < high:
                    return Exponential(midpoint)
                self.page.report("bad-value-function", f"the midpoint {midpoint} is not strictly inside the scale", (*at, "exponential"),
                                 f"it runs from {low} to {high}")
                return None
            case CategoryValuesEntry(categories=values) if not numeric:
                return self.category_values(values, scale, (*at, "categories"))
            case None:
                return Linear()
            case "linear" if numeric:
                return Linear()
            case _:
                kind = "a numeric scale" if numeric else "a scale of categories"
                self.page.report("bad-value-function", f"this value function does not fit {kind}", at, key=True)
                return None

    def points(self, points: list[tuple], scale: Scale, at: Route) -> Piecewise | None:  # type: ignore[type-arg]
        levels, values = [x for x, _ in points], [v for _, v in points]
        rising = scale.best > scale.worst
        fault = ""
        if not points or points[0] != (scale.worst, 0) or points[-1] != (scale.best, 100):
            fault = f"the first point is {scale.worst}: 0 and the last {scale.best}: 100"
        elif any((after <= before) if rising else (after >= before) for before, after in zip(levels, levels[1:], strict=False)):
            fault = "the levels run strictly from worst to best"
        elif any(after < before for before, after in zip(values, values[1:], strict=False)):
            fault = "the values never fall from worst to best"
        if fault:
            self.page.report("bad-value-function", "these points are no value function", at, fault, key=True)
            return None
        return Piecewise(tuple(points))

    def category_values(self, values: dict[str, object], scale: CategoryScale, at: Route) -> Categorical | None:
        fault = ""
        if set(values) != set(scale.categories):
            fault = f"each category has one value: {', '.join(scale.categories)}"
        else:
            ordered = [values[name] for name in scale.categories]
            if ordered[0] != 0 or ordered[-1] != 100:  # noqa: PLR2004 - values run from 0 to 100
                fault = f"'{scale.categories[0]}' is 0 and '{scale.categories[-1]}' is 100"
            elif any(after < before for before, after in zip(ordered, ordered[1:], strict=False)):  # type: ignore[operator]
                fault = "the values never fall from worst to best"
        if fault:
            self.page.report("bad-value-function", "these values do not fit the categories", at, fault, key=True)
            return None
        return Categorical(tuple((name, values[name]) for name in scale.categories))  # type: ignore[misc]
