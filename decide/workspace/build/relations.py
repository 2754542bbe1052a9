"""portfolio.yaml → relations and limits, each with its place."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from decide.errors import InternalError
from decide.model.relation import Count, Fixed, Requires, Together
from decide.model.rules import Limit, Resource
from decide.workspace.build import quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.model.relation import Relation
    from decide.workspace.build.limits import LimitEntry
    from decide.workspace.build.page import Page
    from decide.workspace.document import Document, Route
    from decide.workspace.schema.portfolio import PortfolioFile, RelationEntry

_CERTAIN = Decimal(1)
_COUNTS = ("excludes", "at_least", "at_most", "exactly")


def resources(entry: PortfolioFile) -> tuple[Resource, ...]:
    """What portfolio.yaml declares besides money."""
    return tuple(Resource(key, part.title, part.unit or "") for key, part in entry.resources.items())


def limits(entries: Mapping[str, LimitEntry], document: Document) -> dict[str, Limit]:
    """The limits under the key `limits` of a file."""
    return {
        key: Limit(
            key,
            amount if isinstance(amount, Decimal) else tuple(amount.items()),
            document.place(("limits", key), key=True),
        )
        for key, amount in entries.items()
    }


def relations(entry: PortfolioFile, page: Page) -> tuple[Relation, ...]:
    """The relations, in the order of the file; their names were checked before."""
    return tuple(
        _relation(part, page, ("relations", place)) for place, part in enumerate(entry.relations) if part is not None
    )


def _relation(entry: RelationEntry, page: Page, route: Route) -> Relation:
    note = entry.note or ""
    if entry.option is not None:
        any_of = entry.requires is None
        where = page.document.place((*route, "requires_any" if any_of else "requires"), key=True)
        return Requires(entry.option, tuple(entry.requires_any or entry.requires or ()), any_of, where, note)
    if entry.together is not None:
        where = page.document.place((*route, "together"), key=True)
        cost = quantity.cost(entry.cost, page, (*route, "cost"), signed=True)
        risk = quantity.number(entry.escalation_risk, page, (*route, "escalation_risk"), below=_CERTAIN)
        return Together(tuple(entry.together), dict(entry.adds), cost, risk, where, note)
    for chosen, names in ((True, entry.must), (False, entry.must_not)):
        if names is not None:
            where = page.document.place((*route, "must" if chosen else "must_not"), key=True)
            return Fixed(tuple(names), chosen, where, note)
    return _count(entry, page, route)


def _count(entry: RelationEntry, page: Page, route: Route) -> Count:
    says = next((key for key in _COUNTS if getattr(entry, key) is not None), None)
    if says is None:
        raise InternalError("a relation passed its schema without a kind")
    where = page.document.place((*route, says), key=True)
    note = entry.note or ""
    if entry.excludes is not None:
        return Count(says, tuple(entry.excludes), 0, 1, where, note)
    number = int(getattr(entry, says))
    least, most = {"at_least": (number, None), "at_most": (0, number), "exactly": (number, number)}[says]
    return Count(says, tuple(entry.of or ()), least, most, where, note)
