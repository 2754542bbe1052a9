"""Doubts about portfolios: relations without effect or against each other, and gains that leave a scale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from decide.model.relation import Requires, Together, members
from decide.studies.choosing.asked import engine_of, solved
from decide.studies.choosing.clash import clash_of
from decide.studies.choosing.levels import beyond_scales
from decide.studies.choosing.question import question
from decide.studies.choosing.whole import case_of
from decide.studies.doubts.ask import doubt
from decide.studies.doubts.criteria import routes_of
from decide.workspace.load_rules import PORTFOLIO
from decide.workspace.locate import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.errors import Issue
    from decide.model.problem import Problem
    from decide.model.rules import Rules
    from decide.workspace.document import Route
    from decide.workspace.load_all import Whole

_MOST = 60  # options for which every profile's portfolio is chosen
_NAMED = 3
_SECONDS = 5.0


def about_portfolios(whole: Whole) -> Iterator[Issue]:
    """Relations that say nothing or too much, and, on cases of usual size, what the best portfolios add up to."""
    problem, rules = whole.problem, whole.rules
    if problem is None or rules is None:
        return
    yield from _relations(whole, problem, rules)
    if len(problem.options) <= _MOST:
        yield from _contradiction(whole, rules)
        yield from _beyond(whole, problem)


def _relations(whole: Whole, problem: Problem, rules: Rules) -> Iterator[Issue]:
    nothing = {option.id for option in problem.options if option.baseline}
    silent = {criterion.id for criterion in problem.criteria if not criterion.in_portfolio}
    needed = {
        (relation.option, name)
        for relation in rules.relations
        if isinstance(relation, Requires) and not relation.any_of
        for name in relation.needed
    }
    for place, relation in enumerate(rules.relations):
        document, route = whole.documents[PORTFOLIO], ("relations", place)
        for name in sorted(nothing.intersection(members(relation))):
            message = f"'{name}' is doing nothing, which is never chosen"
            yield doubt(document, "baseline-in-relation", message, route, "leave it out of relations")
        if isinstance(relation, Together):
            for name in sorted(silent.intersection(relation.adds)):
                message = f"'{name}' does not count in portfolios: adding to it has no effect"
                yield doubt(document, "idle-bonus", message, (*route, "adds", name), "leave it out")
        if isinstance(relation, Requires):
            for name in relation.needed:
                if relation.option < name and {(relation.option, name), (name, relation.option)} <= needed:
                    message = f"'{relation.option}' and '{name}' need each other: both are chosen or neither"
                    yield doubt(document, "circle", message, route, "are they one option?")


def _contradiction(whole: Whole, rules: Rules) -> Iterator[Issue]:
    """Relations that no portfolio can keep together, whatever the limits are."""
    profile = next(iter(whole.profiles), None)
    if profile is None:
        return
    clash = clash_of(question(replace(case_of(whole, profile), rules=replace(rules, limits={}))))
    if clash is not None and clash.relations:
        lines = ", ".join(str(relation.where.line) for relation in clash.relations if relation.where is not None)
        where = clash.relations[0].where
        document = whole.documents[PORTFOLIO]
        message = f"no portfolio can keep these relations together: lines {lines}"
        if where is not None:
            yield replace(doubt(document, "contradiction", message, (), "drop one of them"), where=where)


def _beyond(whole: Whole, problem: Problem) -> Iterator[Issue]:
    """Criteria on which the best portfolio of some profile gains more than the scale holds."""
    found: dict[str, list[tuple[str, float]]] = {}
    for name in whole.profiles:
        asking = question(case_of(whole, name))
        answer = solved(asking.programme, 1, engine_of("auto", _SECONDS))
        for part in beyond_scales(asking, answer.portfolios[0]) if answer.portfolios else ():
            found.setdefault(part.criterion.id, []).append((name, part.level))
    routes: dict[str, Route] = dict(routes_of(problem))
    for criterion, levels in sorted(found.items(), key=lambda pair: routes[pair[0]]):
        named = ", ".join(f"{name} ({level:.0%})" for name, level in levels[:_NAMED])
        more = f" and {len(levels) - _NAMED} more" if len(levels) > _NAMED else ""
        yield doubt(
            whole.documents[CRITERIA],
            "beyond-scale",
            f"gains on '{criterion}' add up beyond its scale in the best portfolio of {named}{more}",
            routes[criterion],
            "say with `together` what is lost when both are chosen, or widen the scale",
        )
