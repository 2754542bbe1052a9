"""Doubts about criteria: without weight, without difference, or two that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.studies.doubts.ask import doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from decide.errors import Issue
    from decide.methods.value_table import ValueTable
    from decide.model.criterion import Criterion, Group
    from decide.model.problem import Problem
    from decide.model.weights import WeightProfile
    from decide.workspace.document import Document, Route

CORRELATED = 0.95
_FEWEST = 3  # with two options, any two criteria correlate fully


def about_criteria(
    problem: Problem, table: ValueTable, profiles: Mapping[str, WeightProfile], document: Document
) -> Iterator[Issue]:
    """Criteria that no profile weights, on which all options are equal, or that move together."""
    routes = dict(routes_of(problem))
    if len(problem.criteria) == 1:
        yield doubt(document, "one-criterion", "one criterion: no weight can vary", ("criteria",))
    for name in table.criteria:
        if profiles and all(profile.weights[name] == 0 for profile in profiles.values()):
            yield doubt(
                document,
                "unweighted-criterion",
                f"no profile gives '{name}' any weight",
                routes[name],
                "weigh it, or remove it",
            )
    values = table.values
    if len(values) > 1:
        for column in np.flatnonzero((values == values[0]).all(axis=0)).tolist():
            name = table.criteria[column]
            yield doubt(
                document,
                "equal-criterion",
                f"all options are equal on '{name}'",
                routes[name],
                "it cannot tell them apart",
            )
    yield from _correlated(table, document, routes)


def _correlated(table: ValueTable, document: Document, routes: Mapping[str, Route]) -> Iterator[Issue]:
    varying = np.flatnonzero(table.values.std(axis=0) > 0)
    if len(table.values) < _FEWEST or len(varying) < 2:  # noqa: PLR2004 - a pair
        return
    correlation = np.atleast_2d(np.corrcoef(table.values[:, varying], rowvar=False))
    for one, two in np.argwhere(np.triu(correlation, 1) > CORRELATED).tolist():
        first, second = table.criteria[varying[one]], table.criteria[varying[two]]
        message = f"'{first}' and '{second}' correlate at {correlation[one, two]:.2f} over the options"
        yield doubt(document, "correlated-criteria", message, routes[second], "is the same thing counted twice?")


def routes_of(problem: Problem) -> Iterator[tuple[str, Route]]:
    """Where each node of the value tree stands in criteria.yaml."""
    return _routes(problem.tree.children, ("criteria",))


def _routes(nodes: tuple[Group | Criterion, ...], route: Route) -> Iterator[tuple[str, Route]]:
    for node in nodes:
        at = (*route, node.id)
        yield node.id, at
        yield from _routes(getattr(node, "children", ()), (*at, "criteria"))
