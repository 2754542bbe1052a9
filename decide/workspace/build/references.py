"""portfolio.yaml, scenarios and options name each other: every name must exist."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from decide.workspace.build.limits import BUDGET, ESCALATION_RISK, check_limits
from decide.workspace.build.quantity import cost, number
from decide.workspace.names import suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from decide.model.criterion import Criterion
    from decide.model.option import Option
    from decide.workspace.build.page import Page
    from decide.workspace.document import Route
    from decide.workspace.schema.portfolio import PortfolioFile, RelationEntry
    from decide.workspace.schema.scenario import ScenarioFile

MONEY_AND_RISK = (BUDGET, ESCALATION_RISK)
_CERTAIN = Decimal(1)
_MOST_POINTS = 10_000  # a hundred times a criterion's scale: beyond that sums lose their last digits
_OPTION_LISTS = ("requires", "requires_any", "excludes", "of", "together", "must", "must_not")


def check_portfolio(
    entry: PortfolioFile, options: Collection[str], criteria: Collection[Criterion], page: Page
) -> None:
    """Options, criteria and resources that portfolio.yaml names."""
    for key in entry.resources:
        if key in MONEY_AND_RISK:
            message = f"'{key}' is no name for a resource: it is limited as it is"
            page.report("duplicate-id", message, ("resources", key), "take another name", key=True)
    check_limit_names(entry.limits, entry.resources, page)
    check_limits(entry.limits, page)
    for place, relation in enumerate(entry.relations):
        if relation is not None:
            _check_relation(relation, options, {criterion.id for criterion in criteria}, page, ("relations", place))


def _check_relation(
    relation: RelationEntry, options: Collection[str], criteria: Collection[str], page: Page, route: Route
) -> None:
    if relation.option is not None:
        _known(relation.option, options, "unknown-option", page, (*route, "option"))
    for key in _OPTION_LISTS:
        names = getattr(relation, key) or []
        one = isinstance(page.document.node((*route, key)), str)
        for place, name in enumerate(names):
            at = (*route, key) if one else (*route, key, place)
            _known(name, options, "unknown-option", page, at)
            if name in names[:place]:
                page.report("duplicate-id", f"'{name}' stands twice in this relation", at, "name it once")
    cost(relation.cost, page, (*route, "cost"), signed=True)
    number(relation.escalation_risk, page, (*route, "escalation_risk"), below=_CERTAIN)
    for name in relation.adds:
        _known(name, criteria, "unknown-criterion", page, (*route, "adds", name), key=True)
        if abs(relation.adds[name]) > _MOST_POINTS:
            message = f"{relation.adds[name]} points, where a criterion's whole scale is 100"
            page.report("off-scale", message, (*route, "adds", name), f"at most {_MOST_POINTS:,}")


def check_limit_names(limits: Iterable[str], resources: Iterable[str], page: Page) -> None:
    """A limit is on money, escalation risk, or a declared resource."""
    known = [*MONEY_AND_RISK, *resources]
    for key in limits:
        _known(key, known, "unknown-resource", page, ("limits", key), key=True)


def check_uses(option: Option, resources: Iterable[str], page: Page) -> None:
    """An option and its sizes use declared resources."""
    known = list(resources)
    for key in option.uses or {}:
        _known(key, known, "unknown-resource", page, ("uses", key), key=True)
    for size in option.sizes:
        for key in size.uses or {}:
            if key not in (option.uses or {}):  # else it was said already
                _known(key, known, "unknown-resource", page, ("sizes", size.id, "uses", key), key=True)


def check_scenario(  # noqa: PLR0913, PLR0917 - the names that a scenario may use, and where to report
    entry: ScenarioFile,
    options: Collection[str],
    criteria: Collection[Criterion],
    limits: Collection[str],
    page: Page,
    refused: Collection[str] = (),
) -> None:
    """Options, criteria and limits that a scenario changes.

    `refused` are criteria that exist but cannot be used: what is said on them is passed over.
    """
    measured = {criterion.id: criterion.measures for criterion in criteria if criterion.measures}
    names = [*(criterion.id for criterion in criteria), *refused]
    for place, change in enumerate(entry.changes):
        if change is None:
            continue
        route: Route = ("changes", place)
        if change.option is not None:
            _known(change.option, options, "unknown-option", page, (*route, "option"))
        if change.criterion is not None:
            at = (*route, "criterion")
            _known(change.criterion, names, "unknown-criterion", page, at)
            if key := measured.get(change.criterion):
                page.report(
                    "written-twice",
                    f"'{change.criterion}' measures {key}",
                    at,
                    f"change {key} of the option instead",
                )
        if change.limit is not None:
            _known(change.limit, limits, "unknown-limit", page, (*route, "limit"))
        if change.weight is not None:
            _known(change.weight, names, "unknown-criterion", page, (*route, "weight"))


def _known(  # noqa: PLR0913 - name and names, the code of the fault, and where to report
    name: str, names: Collection[str], code: str, page: Page, route: Route, *, key: bool = False
) -> None:
    if name not in names:
        what = code.removeprefix("unknown-")
        page.report(code, f"there is no {what} '{name}'", route, suggestion(name, sorted(names)), key=key)
