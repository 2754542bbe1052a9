"""An option after changes: its performances, cost and risk, those of its sizes, and the criteria that measure them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from decide.model.criterion import CategoryScale, Measures
from decide.model.option import Judgement, NumberJudgement, Periods
from decide.model.quantity import Category, Known, Unknown
from decide.model.scenario import Clipped, NotApplied, OptionCost, OptionRisk, Performance, Way, Why
from decide.studies.scenarios.quantity import Room, moved, risk_room, within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.model.criterion import Criterion
    from decide.model.option import Cost, Option, Size
    from decide.model.quantity import Number
    from decide.model.scenario import Change
    from decide.studies.scenarios.quantity import Cut

    Note: TypeAlias = Clipped | NotApplied

T = TypeVar("T")
_MONEY = Room(Decimal(0))


def shifted_option(
    option: Option, changes: Sequence[Change], criteria: Sequence[Criterion], *, by_period: bool
) -> tuple[Option, list[Note]]:
    """An option after the changes that are of it; `by_period` says that the budget goes by period.

    Raises
    ------
    ValueError : a change that the loader refuses
    """
    notes: list[Note] = []
    for change in changes:
        match change.target:
            case Performance(_, name):
                criterion = next(criterion for criterion in criteria if criterion.id == name)
                option, more = _performance(option, change, criterion)
            case OptionCost():
                option, more = _cost(option, change, criteria, by_period=by_period and not option.baseline)
            case OptionRisk():
                option, more = _risk(option, change, criteria)
            case _:
                raise ValueError(f"{change.target.says} is none of an option")
        notes += more
    return option, notes


def _performance(option: Option, change: Change, criterion: Criterion) -> tuple[Option, list[Note]]:
    if criterion.measures is not None:
        raise ValueError(f"'{criterion.id}' measures {criterion.measures}, which is what changes")

    def judged(old: Judgement, size: str) -> tuple[Judgement, list[Note]]:
        match old.quantity:
            case Unknown() if change.way is not Way.SET:
                return old, [NotApplied(change, Why.UNKNOWN, size)]
            case Category():
                raise ValueError(f"'{criterion.id}' has categories, and no numbers")
            case Unknown():
                quantity: Number = Known(change.number)
            case number:
                quantity = moved(number, change)
        found, cuts = within(quantity, _room(criterion))
        return _on_ground(old, found, change), _clipped(change, cuts, size, criterion.id)

    return _with_performance(option, criterion.id, change, judged)


def _cost(
    option: Option, change: Change, criteria: Sequence[Criterion], *, by_period: bool
) -> tuple[Option, list[Note]]:
    def costing(old: Cost, size: str) -> tuple[Cost, list[Note]]:
        if isinstance(old, Periods):
            return _by_period(old, change, size)
        found, cuts = within(moved(old.quantity, change), _MONEY)
        if by_period and found.best:
            return old, [NotApplied(change, Why.BY_PERIOD, size)]
        return _of_number(old, found, change), _clipped(change, cuts, size)

    cost, own, notes = _in_all_sizes(option.cost, [(size.id, size.cost) for size in option.sizes], change, costing)
    sizes = tuple(replace(size, cost=mine) for size, mine in zip(option.sizes, own, strict=True))
    whole, more = _measured(replace(option, cost=cost, sizes=sizes), change, criteria, Measures.COST)
    return whole, notes + more


def _by_period(old: Periods, change: Change, size: str) -> tuple[Cost, list[Note]]:
    """Only `times` can be spread over periods; it moves no amount below 0."""
    if change.way is not Way.TIMES:
        raise ValueError(f"{change.target.says} goes by period")
    parts = [(period, within(moved(part.quantity, change), _MONEY), part) for period, part in old.by_period]
    notes = [note for _, (_, cuts), _ in parts for note in _clipped(change, cuts, size)]
    return Periods(tuple((period, _of_number(part, found, change)) for period, (found, _), part in parts)), notes


def _risk(option: Option, change: Change, criteria: Sequence[Criterion]) -> tuple[Option, list[Note]]:
    def risking(old: NumberJudgement, size: str) -> tuple[NumberJudgement, list[Note]]:
        quantity = moved(old.quantity, change)
        found, cuts = within(quantity, risk_room(quantity))
        return _of_number(old, found, change), _clipped(change, cuts, size)

    own = [(size.id, size.escalation_risk) for size in option.sizes]
    risk, risks, notes = _in_all_sizes(option.escalation_risk, own, change, risking)
    sizes = tuple(replace(size, escalation_risk=mine) for size, mine in zip(option.sizes, risks, strict=True))
    whole, more = _measured(
        replace(option, escalation_risk=risk, sizes=sizes), change, criteria, Measures.ESCALATION_RISK
    )
    return whole, notes + more


def _measured(
    option: Option, change: Change, criteria: Sequence[Criterion], measures: Measures
) -> tuple[Option, list[Note]]:
    """The performance that is taken from what changed, on its own scale; at most one criterion measures it."""
    criterion = next((criterion for criterion in criteria if criterion.measures is measures), None)
    if criterion is None:
        return option, []
    ways: dict[str, Option | Size] = {"": option, **{size.id: size for size in option.sizes}}
    name, room = criterion.id, _room(criterion)

    def judged(_: Judgement, size: str) -> tuple[Judgement, list[Note]]:
        source = ways[size].cost if measures is Measures.COST else ways[size].escalation_risk
        number = NumberJudgement(Known(source.best)) if isinstance(source, Periods) else source
        found, cuts = within(number.quantity, room)
        judgement = Judgement(found, number.grade, number.evidence, number.judged, number.note)
        return judgement, _clipped(change, cuts, size, name)

    return _with_performance(option, name, change, judged)


def _with_performance(
    option: Option, name: str, change: Change, judged: Callable[[Judgement, str], tuple[Judgement, list[Note]]]
) -> tuple[Option, list[Note]]:
    """An option, and its sizes, with another performance on a criterion."""
    own = [(size.id, size.performance[name]) for size in option.sizes]
    whole, parts, notes = _in_all_sizes(option.performance[name], own, change, judged)
    sizes = tuple(
        replace(size, performance={**size.performance, name: part})
        for size, part in zip(option.sizes, parts, strict=True)
    )
    return replace(option, performance={**option.performance, name: whole}, sizes=sizes), notes


def _in_all_sizes(
    whole: T, own: Sequence[tuple[str, T]], change: Change, move: Callable[[T, str], tuple[T, list[Note]]]
) -> tuple[T, list[T], list[Note]]:
    """What becomes of something of the option, and of the same thing of each of its sizes.

    A size inherits the very object that its option has, so that what it states itself can be told apart even where
    the two are equal. What it inherits stays the option's. What it states moves by as much, but is not set: one number
    would wipe out the difference between sizes.
    """
    new, notes = move(whole, "")
    found: list[T] = []
    for size, mine in own:
        if mine is whole:
            found.append(new)
        elif change.way is Way.SET:
            found.append(mine)
        else:
            part, more = move(mine, size)
            found.append(part)
            notes = notes + more
    return new, found, notes


def _room(criterion: Criterion) -> Room:
    match criterion.scale:
        case CategoryScale():
            raise ValueError(f"'{criterion.id}' has categories, and no numbers")
        case scale:
            return Room(*sorted((scale.worst, scale.best)))


def _on_ground(old: Judgement, quantity: Number, change: Change) -> Judgement:
    """A judgement of what was moved keeps its ground; what was set has none but the scenario's."""
    return Judgement(quantity, note=change.note) if change.way is Way.SET else replace(old, quantity=quantity)


def _of_number(old: NumberJudgement, quantity: Number, change: Change) -> NumberJudgement:
    return NumberJudgement(quantity, note=change.note) if change.way is Way.SET else replace(old, quantity=quantity)


def _clipped(change: Change, cuts: Sequence[Cut], size: str, criterion: str = "") -> list[Note]:
    return [Clipped(change, cut.would, cut.end, cut.part, size, criterion) for cut in cuts]
