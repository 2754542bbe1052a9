"""criteria.yaml → the value tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.criterion import CategoryScale, Criterion, Group, Measures, Scale, ValueTree
from decide.model.quantity import Known
from decide.workspace.build.quantity import known
from decide.workspace.build.scale import extent, scale
from decide.workspace.build.value_function import value_function
from decide.workspace.schema.criteria import GroupEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.workspace.build.page import Page
    from decide.workspace.document import Route
    from decide.workspace.schema.criteria import CriteriaFile, CriterionEntry, TreeNode


def value_tree(entry: CriteriaFile, page: Page) -> tuple[ValueTree, frozenset[str]]:
    """The value tree, and the ids of criteria that it lacks because they are refused."""
    builder = _Builder(page)
    tree = ValueTree(builder.nodes(entry.criteria, ("criteria",)))
    built = {criterion.id for criterion in tree.criteria}
    return tree, frozenset(_leaves(page, ("criteria",)) - built)


def _leaves(page: Page, route: Route) -> set[str]:
    """The ids of all criteria that the file states, usable or not."""
    found: set[str] = set()
    for name in page.stated(route):
        inside = (*route, name)
        found |= _leaves(page, (*inside, "criteria")) if "criteria" in page.stated(inside) else {name}
    return found


class _Builder:
    """Walks the tree once, and remembers where each id and each measure was seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: dict[str, Route] = {}
        self.measured: dict[str, str] = {}

    def nodes(self, entries: Mapping[str, TreeNode], route: Route) -> tuple[Group | Criterion, ...]:
        if not entries:
            self.page.report("empty-value", "no criterion here", route, "a group needs at least one", key=True)
        found = [self.node(name, entry, (*route, name)) for name, entry in entries.items()]
        return tuple(node for node in found if node is not None)

    def node(self, name: str, entry: TreeNode, route: Route) -> Group | Criterion | None:
        if name in self.seen:
            lines = [self.page.document.place(at, key=True).line for at in (self.seen[name], route)]
            message = f"the id '{name}' stands twice, in lines {lines[0]} and {lines[1]}"
            self.page.report("duplicate-id", message, route, "rename one", key=True)
        self.seen.setdefault(name, route)
        title = entry.title or name
        if isinstance(entry, GroupEntry):
            return Group(name, title, self.nodes(entry.criteria, (*route, "criteria")), entry.note or "")
        return self.criterion(name, title, entry, route)

    def criterion(self, name: str, title: str, entry: CriterionEntry, route: Route) -> Criterion | None:
        made = scale(entry.scale, self.page, (*route, "scale"))
        if made is None:
            return None
        value = value_function(entry.value, made, self.page, (*route, "value"))
        at = (*route, "status_quo")
        status_quo = known(entry.status_quo, made, self.page, at)
        if isinstance(status_quo, Known) and isinstance(made, Scale) and not made.holds(status_quo.best):
            self.page.report("off-scale", f"{status_quo.best} is off the scale", at, extent(made))
        measures = self.measures(name, entry, made, (*route, "measures"))
        if value is None or status_quo is None or self.page.refused(entry, route):
            return None
        return Criterion(
            id=name,
            title=title,
            scale=made,
            value=value,
            status_quo=status_quo,
            question=entry.question or "",
            note=entry.note or "",
            measures=measures,
            in_portfolio=entry.in_portfolio,
            evidence=tuple(entry.evidence),
        )

    def measures(self, name: str, entry: CriterionEntry, made: Scale | CategoryScale, route: Route) -> Measures | None:
        if entry.measures is None:
            return None
        if isinstance(made, CategoryScale):
            message = f"{entry.measures} is a number, and this scale has categories"
            self.page.report("bad-value-function", message, route, "give it worst and best")
        elif entry.measures in self.measured:
            message = f"'{self.measured[entry.measures]}' measures {entry.measures} already"
            self.page.report("duplicate-id", message, route, "one criterion is enough")
        self.measured.setdefault(entry.measures, name)
        return Measures(entry.measures)
