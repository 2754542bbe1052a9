"""options/ID.yaml → Option."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.criterion import Measures
from decide.model.option import Argument, Judgement, NumberJudgement, Option, Periods, Size
from decide.model.quantity import Known
from decide.workspace.build import quantity
from decide.workspace.names import nearest, suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.model.criterion import Criterion
    from decide.model.option import Cost
    from decide.workspace.build.page import Page
    from decide.workspace.document import Route
    from decide.workspace.schema.option import ArgumentEntry, OptionFile, SizeEntry
    from decide.workspace.schema.quantity import QuantityEntry
    from decide.workspace.tree import Text

_CERTAIN = Decimal(1)


def option(
    name: str, entry: OptionFile, criteria: tuple[Criterion, ...], page: Page, refused: frozenset[str] = frozenset()
) -> Option:
    """One option; every criterion has a performance, or the page has an issue that says why not.

    `refused` are criteria that exist but cannot be used: what is said on them is passed over.
    """
    cost = quantity.cost(entry.cost, page, ("cost",))
    risk = quantity.number(entry.escalation_risk, page, ("escalation_risk",), below=_CERTAIN)
    uses = {key: quantity.number(part, page, ("uses", key)) for key, part in entry.uses.items()}
    performance = _performances(entry.performance, criteria, page, ("performance",), refused)
    for criterion in criteria:
        if criterion.measures is not None:
            performance[criterion.id] = _measured(criterion, cost, risk, page, ())
    unclear = "baseline" in page.stated(()) and "baseline" not in entry.model_fields_set  # refused: it may be one
    _fill(performance, criteria, page, baseline=entry.baseline or unclear)
    whole = Option(
        id=name,
        title=entry.title,
        performance={criterion.id: performance[criterion.id] for criterion in criteria if criterion.id in performance},
        summary=entry.summary or "",
        actors=tuple(entry.actors),
        instrument=entry.instrument or "",
        reversibility=entry.reversibility or "",
        arguments_for=_arguments(entry.arguments.for_ if entry.arguments else []),
        arguments_against=_arguments(entry.arguments.against if entry.arguments else []),
        cost=cost,
        uses=uses,
        escalation_risk=risk,
        trigger=entry.trigger or "",
        lead_time=quantity.lead_time(entry.lead_time, page, ("lead_time",)),
        baseline=entry.baseline,
    )
    sizes = (_size(key, size, whole, criteria, page, refused) for key, size in entry.sizes.items())
    return replace(whole, sizes=tuple(sizes))


def _performances(
    entries: Mapping[str, Text | QuantityEntry],
    criteria: tuple[Criterion, ...],
    page: Page,
    route: Route,
    refused: frozenset[str],
) -> dict[str, Judgement]:
    """The performances that a file states; a name that is no criterion, or is measured elsewhere, is reported."""
    known = {criterion.id: criterion for criterion in criteria}
    found: dict[str, Judgement] = {}
    for name, entry in entries.items():
        criterion = known.get(name)
        if name in refused:
            continue
        if criterion is None:
            page.report(
                "unknown-criterion",
                f"there is no criterion '{name}'",
                (*route, name),
                suggestion(name, known),
                key=True,
            )
        elif criterion.measures is not None:
            page.report(
                "written-twice",
                f"'{name}' measures {criterion.measures}, so it is not written here",
                (*route, name),
                f"write it once, as {criterion.measures}",
                key=True,
            )
        elif (judgement := quantity.performance(entry, criterion, page, (*route, name))) is not None:
            found[name] = judgement
        else:
            found[name] = Judgement(Known(Decimal(0)))  # refused above; kept so that it is not called missing too
    return found


def _fill(performance: dict[str, Judgement], criteria: tuple[Criterion, ...], page: Page, *, baseline: bool) -> None:
    """A baseline that is silent performs as the status quo; any other option must speak on every criterion."""
    stated = page.stated(("performance",))
    known = [criterion.id for criterion in criteria]
    stated_or_meant = {*stated, *(nearest(name, known) for name in stated if name not in known)}
    silent = [criterion for criterion in criteria if criterion.id not in performance]
    if baseline:
        performance.update({criterion.id: Judgement(criterion.status_quo) for criterion in silent})
    elif names := ", ".join(criterion.id for criterion in silent if criterion.id not in stated_or_meant):
        page.report(
            "missing-score",
            f"no performance on: {names}",
            ("performance",),
            "score it, or write `unknown`",
            key=True,
        )


def _measured(criterion: Criterion, cost: Cost, risk: NumberJudgement, page: Page, route: Route) -> Judgement:
    """The performance that is a key of the option, or of one of its sizes."""
    key = str(criterion.measures)
    if criterion.measures is Measures.COST and isinstance(cost, Periods):
        judgement = Judgement(Known(cost.best))
    else:
        number = cost if criterion.measures is Measures.COST and isinstance(cost, NumberJudgement) else risk
        judgement = Judgement(number.quantity, number.grade, number.evidence, number.judged, number.note)
    quantity.on_scale(judgement.quantity, criterion, page, (*route, key))  # type: ignore[arg-type]
    return judgement


def _arguments(entries: list[ArgumentEntry]) -> tuple[Argument, ...]:
    return tuple(Argument(entry.says, tuple(entry.evidence)) for entry in entries)


def _size(  # noqa: PLR0913, PLR0917 - what a size says, and what it inherits
    name: str,
    entry: SizeEntry,
    whole: Option,
    criteria: tuple[Criterion, ...],
    page: Page,
    refused: frozenset[str],
) -> Size:
    route: Route = ("sizes", name)
    cost, risk = whole.cost, whole.escalation_risk
    if entry.cost is not None:
        cost = quantity.cost(entry.cost, page, (*route, "cost"))
    if entry.escalation_risk is not None:
        risk = quantity.number(entry.escalation_risk, page, (*route, "escalation_risk"), below=_CERTAIN)
    own = {key: quantity.number(part, page, (*route, "uses", key)) for key, part in (entry.uses or {}).items()}
    stated = _performances(entry.performance, criteria, page, (*route, "performance"), refused)
    for criterion in criteria:
        key = str(criterion.measures)
        if criterion.measures is not None and getattr(entry, key) is not None:
            stated[criterion.id] = _measured(criterion, cost, risk, page, route)
    return Size(
        id=name,
        title=entry.title or name,
        cost=cost,
        escalation_risk=risk,
        uses={**(whole.uses or {}), **own},
        performance={**whole.performance, **stated},
    )
