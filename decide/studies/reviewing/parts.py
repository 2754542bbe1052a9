"""What the files state, piece by piece: each number and each rule that ranks or portfolios can depend on.

A piece has a key; what two states say under one key can be told apart, and put together again in any combination.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from decide.model.criterion import CategoryScale
from decide.model.option import NumberJudgement, Periods
from decide.model.quantity import Category, Unknown
from decide.model.relation import Count, Requires, Together
from decide.model.weights import GroupWeight
from decide.studies.doubts.criteria import routes_of
from decide.workspace.build.page import Page
from decide.workspace.load_rules import PORTFOLIO
from decide.workspace.locate import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from decide.model.option import Cost, Option, Size
    from decide.model.quantity import Quantity
    from decide.model.relation import Relation
    from decide.model.rules import Limit
    from decide.model.weights import SwingWeights
    from decide.studies.reviewing.side import Side
    from decide.workspace.document import Document, Route

Key: TypeAlias = tuple[str, ...]

SCALE = "scale"
VALUE = "value"
STATUS_QUO = "status_quo"
COUNTED = "in_portfolio"
BASELINE = "baseline"
TRIGGER = "trigger"
COST = "cost"
RISK = "escalation_risk"
USES = "uses"
PERFORMANCE = "performance"
WEIGHT = "weight"
LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Part:
    """One piece: what it holds, what of that counts, and where it stands."""

    holds: object
    means: object  # equal where two pieces come to the same
    document: Document
    route: Route


def criterion_parts(side: Side, name: str, routes: dict[str, Route]) -> Iterator[tuple[Key, Part]]:
    """The pieces of a criterion."""
    criterion, document = side.criteria[name], side.whole.documents[CRITERIA]
    route = routes[side.criterion_before(name)]
    scale = criterion.scale
    ends = scale.categories if isinstance(scale, CategoryScale) else (scale.worst, scale.best)
    means = (scale.unit, ends, criterion.measures)
    yield (SCALE, name), Part((scale, criterion.measures), means, document, (*route, "scale"))
    yield (VALUE, name), Part(criterion.value, criterion.value, document, (*route, "value"))
    yield (STATUS_QUO, name), Part(criterion.status_quo, criterion.status_quo, document, (*route, "status_quo"))
    counted = criterion.in_portfolio
    yield (COUNTED, name), Part(counted, counted, document, (*route, "in_portfolio"))


def criteria_routes(side: Side) -> dict[str, Route]:
    """Where each criterion of this state stands in criteria.yaml, by the name it has there."""
    return {} if side.whole.problem is None else dict(routes_of(side.whole.problem))


def option_parts(side: Side, name: str) -> Iterator[tuple[Key, Part]]:
    """The pieces of an option and its sizes: what its file states, not what follows from it."""
    option, document = side.options[name], side.option_document(name)
    page = Page(document, [])
    yield (BASELINE, name), Part(option.baseline, option.baseline, document, ("baseline",))
    yield (TRIGGER, name), Part(option.trigger, option.trigger, document, ("trigger",))
    yield from _way_parts(side, name, "", option, page, ())
    for size in option.sizes:
        yield from _way_parts(side, name, size.id, size, page, ("sizes", size.id))


def _way_parts(  # noqa: PLR0913, PLR0917 - an option or size, and where it stands
    side: Side, name: str, size: str, way: Option | Size, page: Page, route: Route
) -> Iterator[tuple[Key, Part]]:
    stated, document = page.stated(route), page.document
    if not size or "cost" in stated:
        yield (COST, name, size), Part(way.cost, money(way.cost), document, (*route, "cost"))
    if not size or "escalation_risk" in stated:
        risk = way.escalation_risk
        yield (RISK, name, size), Part(risk, risk.quantity.best, document, (*route, "escalation_risk"))
    uses = way.uses or {}
    for resource in page.stated((*route, "uses")):
        if resource in uses:
            used = uses[resource]
            yield (USES, name, size, resource), Part(used, used.quantity.best, document, (*route, "uses", resource))
    for stands in page.stated((*route, "performance")):
        criterion = side.names.criteria.get(stands, stands)
        if criterion in way.performance:
            judged = way.performance[criterion]
            at = (*route, "performance", str(stands))
            yield (PERFORMANCE, name, size, criterion), Part(judged, level(judged.quantity), document, at)


def level(quantity: Quantity) -> Decimal | str | None:
    """Of a performance, what ranks depend on: the best estimate, a category, or None for unknown."""
    match quantity:
        case Unknown():
            return None
        case Category(name):
            return name
        case _:
            return quantity.best


def money(cost: Cost) -> Decimal | tuple[tuple[str, Decimal], ...]:
    """Of a cost, what portfolios depend on."""
    if isinstance(cost, NumberJudgement):
        return cost.quantity.best
    return tuple(sorted((period, part.quantity.best) for period, part in cost.by_period))


def is_by_period(holds: object) -> bool:
    """Whether a cost, or the amount of a limit, goes by period."""
    return isinstance(holds, Periods | tuple)


def weight_parts(side: Side, profile: str) -> Iterator[tuple[Key, Part]]:
    """The swing weights of a profile: of its criteria, and of groups where it has such."""
    yield from _weights(side, profile, side.profiles[profile].swings, ("weights",))


def _weights(side: Side, profile: str, swings: SwingWeights, route: Route) -> Iterator[tuple[Key, Part]]:
    document = side.profile_document(profile)
    for name, entry in swings.items():
        at = (*route, side.criterion_before(name))
        if isinstance(entry, GroupWeight):
            yield (WEIGHT, profile, name), Part(entry.weight, entry.weight, document, (*at, "weight"))
            yield from _weights(side, profile, entry.children, (*at, "criteria"))
        else:
            yield (WEIGHT, profile, name), Part(entry, entry, document, at)


def shape(swings: SwingWeights, above: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """The groups with a weight of their own above each criterion."""
    found: dict[str, tuple[str, ...]] = {}
    for name, entry in swings.items():
        if isinstance(entry, GroupWeight):
            found |= shape(entry.children, (*above, name))
        else:
            found[name] = above
    return found


def limit_parts(side: Side, profile: str = "") -> Iterator[tuple[Key, Part]]:
    """The limits of a profile, or those of portfolio.yaml."""
    limits = side.own_limits(profile) if profile else side.rules.limits
    document = side.profile_document(profile) if profile else side.whole.documents.get(PORTFOLIO)
    for key, limit in limits.items():
        if document is not None:
            yield (LIMIT, profile, key), Part(limit, _amount(limit), document, ("limits", key))


def _amount(limit: Limit) -> object:
    return tuple(sorted(limit.amount)) if isinstance(limit.amount, tuple) else limit.amount


def relation_means(relation: Relation) -> tuple[object, ...]:
    """What a relation says, without its note and place."""
    match relation:
        case Requires(option, needed, any_of):
            return ("requires_any" if any_of else "requires", option, frozenset(needed))
        case Count(_, options, at_least, at_most):
            return ("count", frozenset(options), at_least, at_most)
        case Together(options, adds, cost, risk):
            worth = frozenset((name, points) for name, points in adds.items() if points)
            return ("together", frozenset(options), worth, money(cost), risk.quantity.best)
        case _:
            return ("fixed", relation.chosen, frozenset(relation.options))


def relation_subject(relation: Relation) -> tuple[object, ...]:
    """What a relation is about: two that share it are one relation that changed."""
    match relation:
        case Requires(option, needed, _):
            return ("requires", option, frozenset(needed))
        case Together(options):
            return ("together", frozenset(options))
        case Count(_, options):
            return ("count", frozenset(options))
        case _:
            return ("fixed", relation.chosen, frozenset(relation.options))
