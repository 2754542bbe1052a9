"""Swing weights, flat or by group: every node named once, and something to divide by."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.criterion import Criterion, Group
from decide.model.weights import GroupWeight
from decide.workspace.names import nearest, suggestion
from decide.workspace.schema.weights import GroupWeightEntry

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from decide.model.criterion import ValueTree
    from decide.model.weights import SwingWeights
    from decide.workspace.build.page import Page
    from decide.workspace.document import Route
    from decide.workspace.schema.weights import SwingNode

SMALLEST_SUM = 1e-9


def is_grouped(entries: Mapping[str, SwingNode]) -> bool:
    """Whether the weights follow the value tree; flat ones name its leaves."""
    return any(isinstance(entry, GroupWeightEntry) for entry in entries.values())


def swing_weights(
    entries: Mapping[str, SwingNode], tree: ValueTree, page: Page, refused: frozenset[str] = frozenset()
) -> SwingWeights:
    """The weights; `refused` are criteria that exist but cannot be used, and are passed over."""
    builder = _Builder(page, refused)
    if is_grouped(entries):
        return builder.grouped(entries, tree.children, ("weights",))
    return builder.flat(entries, tree.criteria, ("weights",))


class _Builder:
    """Reports on one page."""

    def __init__(self, page: Page, refused: frozenset[str]) -> None:
        self.page, self.refused = page, refused

    def flat(self, entries: Mapping[str, SwingNode], criteria: Sequence[Criterion], route: Route) -> SwingWeights:
        names = [criterion.id for criterion in criteria]
        self.names(names, "criterion", route)
        swings = {name: entry for name, entry in entries.items() if name in names and isinstance(entry, Decimal)}
        self.sum(swings.values(), route)
        return swings

    def grouped(
        self, entries: Mapping[str, SwingNode], nodes: Sequence[Group | Criterion], route: Route, *, idle: bool = False
    ) -> SwingWeights:
        """Weights of sibling nodes; where their group is idle, with the weight 0, they may all be 0."""
        by_id = {node.id: node for node in nodes}
        self.names(by_id, "criterion or group", route)
        swings: dict[str, Decimal | GroupWeight] = {}
        for name, entry in entries.items():
            weight = self.node(name, entry, by_id.get(name), (*route, name))
            if weight is not None:
                swings[name] = weight
        parts = [part.weight if isinstance(part, GroupWeight) else part for part in swings.values()]
        if not idle:
            self.sum(parts, route)
        return swings

    def node(
        self, name: str, entry: SwingNode, node: Group | Criterion | None, route: Route
    ) -> Decimal | GroupWeight | None:
        if isinstance(entry, GroupWeightEntry) and isinstance(node, Group):
            inside = (*route, "criteria")
            return GroupWeight(
                entry.weight, self.grouped(entry.criteria, node.children, inside, idle=entry.weight == 0)
            )
        if isinstance(entry, Decimal) and isinstance(node, Criterion):
            return entry
        if isinstance(node, Criterion):
            self.page.report("wrong-type", f"'{name}' is a criterion, and has a weight only", route, key=True)
        elif isinstance(node, Group):
            hint = f"write {name}: {{weight: …, criteria: {{…}}}}"
            self.page.report("wrong-type", f"'{name}' is a group", route, hint, key=True)
        return None

    def names(self, names: Collection[str], what: str, route: Route) -> None:
        meant: set[str | None] = set()  # a misspelt name is one fault, not two
        for name in self.page.stated(route):
            if name not in names and name not in self.refused:
                meant.add(nearest(name, names))
                message = f"there is no {what} '{name}' here"
                self.page.report("unknown-criterion", message, (*route, name), suggestion(name, names), key=True)
        missing = [name for name in names if name not in self.page.stated(route) and name not in meant]
        if missing:
            message = f"no weight for: {', '.join(missing)}"
            self.page.report("missing-weight", message, route, "write 0 where it shall not count", key=True)

    def sum(self, parts: Collection[Decimal], route: Route) -> None:
        total = math.fsum(map(float, parts))
        if len(parts) == len(self.page.stated(route)) and total < SMALLEST_SUM:
            what = "all weights are 0" if total == 0 else f"the weights sum to {total:g}, too little to divide by"
            self.page.report("zero-weights", what, route, "at least one criterion must count", key=True)
