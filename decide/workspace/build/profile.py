"""weights/NAME.yaml → WeightProfile."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.criterion import Criterion, Group
from decide.model.weights import GroupWeight, WeightProfile
from decide.workspace.names import suggestion
from decide.workspace.schema.weights import GroupWeightEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from decide.model.criterion import ValueTree
    from decide.model.weights import SwingWeights
    from decide.workspace.build.page import Page
    from decide.workspace.document import Route
    from decide.workspace.schema.weights import WeightsFile

SMALLEST_SUM = 1e-9


def profile(name: str, entry: WeightsFile, tree: ValueTree, page: Page) -> WeightProfile:
    """One weight profile; it names every criterion, or the page has an issue that says which it lacks."""
    grouped = any(isinstance(part, GroupWeightEntry) for part in entry.weights.values())
    if grouped:
        swings = _grouped(entry.weights, tree.children, page, ("weights",))
    else:
        swings = _flat(entry.weights, tree.criteria, page, ("weights",))
    _admissible(entry, tree, page, grouped=grouped)
    for key, limit in entry.limits.items():
        check_limit(key, limit, page, ("limits", key))
    return WeightProfile(
        id=name,
        title=entry.title,
        swings=swings,
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


def check_limit(key: str, limit: Decimal | Mapping[str, Decimal], page: Page, route: Route) -> None:
    """A limit is never negative; a probability never above 1."""
    parts = (
        [((*route, period), part) for period, part in limit.items()] if isinstance(limit, dict) else [(route, limit)]
    )
    for at, part in parts:
        if part < 0:  # type: ignore[operator]
            page.report("negative", f"a limit of {part} is negative", at)
        elif key == "escalation_risk" and part > 1:  # type: ignore[operator]
            page.report("off-scale", f"{part} is not a probability", at, "write 0.3 for 30 percent")
    if key == "escalation_risk" and isinstance(limit, dict):
        page.report("wrong-type", "only a budget goes by period", route, key=True)


def _flat(entries: Mapping[str, object], criteria: Sequence[Criterion], page: Page, route: Route) -> SwingWeights:
    names = [criterion.id for criterion in criteria]
    _names(entries, names, page, route, what="criterion")
    swings = {name: entries[name] for name in names if name in entries}
    _sum(list(swings.values()), page, route)
    return swings  # type: ignore[return-value]


def _grouped(
    entries: Mapping[str, object], nodes: Sequence[Group | Criterion], page: Page, route: Route
) -> SwingWeights:
    by_id = {node.id: node for node in nodes}
    _names(entries, list(by_id), page, route, what="criterion or group")
    swings: dict[str, Decimal | GroupWeight] = {}
    for name, entry in entries.items():
        node = by_id.get(name)
        at = (*route, name)
        if node is None:
            continue
        if isinstance(entry, GroupWeightEntry):
            if isinstance(node, Group):
                children = _grouped(entry.criteria, node.children, page, (*at, "criteria"))
                swings[name] = GroupWeight(entry.weight, children)
            else:
                page.report("wrong-type", f"'{name}' is a criterion, and has a weight only", at, key=True)
        elif isinstance(node, Group):
            page.report(
                "wrong-type",
                f"'{name}' is a group",
                at,
                f"write {name}: {{weight: …, criteria: {{…}}}}",
                key=True,
            )
        else:
            swings[name] = entry  # type: ignore[assignment]
    _sum([part.weight if isinstance(part, GroupWeight) else part for part in swings.values()], page, route)
    return swings


def _names(entries: Mapping[str, object], names: Sequence[str], page: Page, route: Route, *, what: str) -> None:
    for name in entries:
        if name not in names:
            page.report(
                "unknown-criterion",
                f"there is no {what} '{name}' here",
                (*route, name),
                suggestion(name, names),
                key=True,
            )
    missing = [name for name in names if name not in entries]
    if missing:
        page.report(
            "missing-weight",
            f"no weight for: {', '.join(missing)}",
            route,
            "write 0 where it shall not count",
            key=True,
        )


def _sum(parts: Sequence[object], page: Page, route: Route) -> None:
    total = math.fsum(float(part) for part in parts)  # type: ignore[arg-type]
    if parts and total < SMALLEST_SUM:
        what = "all weights are 0" if total == 0 else f"the weights sum to {total:g}, too little to divide by"
        page.report("zero-weights", what, route, "at least one criterion must count", key=True)


def _admissible(entry: WeightsFile, tree: ValueTree, page: Page, *, grouped: bool) -> None:
    names = [criterion.id for criterion in tree.criteria]
    for key in entry.ranges:
        if key not in names:
            page.report(
                "unknown-criterion",
                f"there is no criterion '{key}'",
                ("ranges", key),
                suggestion(key, names),
                key=True,
            )
    if entry.ranges and grouped:
        page.report(
            "bad-ranges",
            "ranges need flat weights",
            ("ranges",),
            "a range is of a criterion's swing weight",
            key=True,
        )
    elif len(entry.ranges) == 1:
        page.report(
            "bad-ranges",
            "one range alone leaves nothing to trade against",
            ("ranges",),
            "give two or more",
            key=True,
        )
    for key, (low, high) in entry.ranges.items():
        weight = entry.weights.get(key)
        if isinstance(weight, Decimal) and not low <= weight <= high:
            page.report(
                "bad-ranges",
                f"the weight {weight} of '{key}' is outside its range",
                ("ranges", key),
                key=True,
            )
    for place, key in enumerate(entry.order):
        if key not in names:
            page.report(
                "unknown-criterion",
                f"there is no criterion '{key}'",
                ("order", place),
                suggestion(key, names),
            )
        elif key in entry.order[:place]:
            page.report("duplicate-id", f"'{key}' stands twice in the order", ("order", place))
