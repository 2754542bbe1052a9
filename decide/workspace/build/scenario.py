"""scenarios/NAME.yaml → Scenario; what no number can become is refused at its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from decide.model.criterion import CategoryScale
from decide.model.option import Periods
from decide.model.quantity import Known, LogNormal
from decide.model.relation import Together
from decide.model.rules import BUDGET, ESCALATION_RISK
from decide.model.scenario import (
    Change,
    LimitOn,
    OptionCost,
    OptionRisk,
    Performance,
    Scenario,
    SwingWeight,
    Way,
)
from decide.workspace.build.amounts import DIGITS, Amount, check_digits
from decide.workspace.build.page import Page
from decide.workspace.build.quantity import on_scale
from decide.workspace.build.references import MONEY_AND_RISK, check_scenario
from decide.workspace.schema.scenario import AIMS, OF_OPTION, WITH_WAY
from decide.workspace.schema.weights import MAX_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from decide.errors import Issue
    from decide.model.criterion import Criterion
    from decide.model.option import Cost, NumberJudgement, Option, Size
    from decide.model.problem import Problem
    from decide.model.quantity import Quantity
    from decide.model.rules import Rules
    from decide.model.scenario import Target
    from decide.workspace.document import Route
    from decide.workspace.schema.scenario import AmountEntry, ChangeEntry, ScenarioFile

MOST_TIMES = 1_000_000  # more would take numbers where floats end
_PERCENT = "write 0.3 for 30 percent"


@dataclass(frozen=True)
class Ground:
    """What scenarios are checked against."""

    problem: Problem
    rules: Rules
    names: Collection[str]  # ids of all options, faulty or not
    refused: Collection[str] = ()  # criteria that exist but cannot be used

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """The criteria by id."""
        return {criterion.id: criterion for criterion in self.problem.criteria}

    @cached_property
    def options(self) -> Mapping[str, Option]:
        """The options that could be read, by id."""
        return {option.id: option for option in self.problem.options}


@dataclass(frozen=True, slots=True)
class _Stated:
    """A change, the route to the key that says of what, and the route to its number."""

    change: Change
    key: Route
    route: Route


def scenario(name: str, entry: ScenarioFile, ground: Ground, page: Page) -> Scenario:
    """One scenario; changes of a wrong shape, which were refused before, are left out."""
    start = len(page.issues)
    limits = [*MONEY_AND_RISK, *(resource.id for resource in ground.rules.resources)]
    check_scenario(entry, ground.names, ground.problem.criteria, limits, page, ground.refused)
    stated = [
        one
        for place, part in enumerate(entry.changes)
        if part is not None and (one := _stated(part, ("changes", place))) is not None
    ]
    sound: list[_Stated] = []
    for one in stated:
        before = len(page.issues)
        _check_number(one, ground, page)
        _check_fit(one, ground, page)
        if len(page.issues) == before:
            sound.append(one)
    _check_twice(stated, page)
    _check_digits({one.change.target: one for one in sound}, ground, page)
    changes = [one.change for one in stated]
    if len(page.issues) == start:  # finding places takes time, and nobody asks for those of what was refused
        changes = [replace(one.change, where=page.document.place(one.key, key=True)) for one in stated]
    return Scenario(name, entry.title, entry.reason or "", tuple(entry.evidence), tuple(changes))


def _stated(entry: ChangeEntry, route: Route) -> _Stated | None:
    """The change that an entry states; None where it has another shape than a change has."""
    aims = [key for key in AIMS if getattr(entry, key) is not None]
    parts = [key for key in OF_OPTION if getattr(entry, key) is not None]
    if len(aims) != 1 or len(parts) != (aims == ["option"]):
        return None
    key = [*parts, *aims][0]
    inner = getattr(entry, key) if key in WITH_WAY else None
    ways = _ways_of(entry) if inner is None else _ways_of(inner)
    if len(ways) != 1 or (inner is not None and _ways_of(entry)):
        return None
    way, number = ways[0]
    said = (*route, key)
    at = said if inner is not None else route
    return _Stated(Change(_target(entry, key), way, number, entry.note or ""), said, (*at, way.value))


def _ways_of(entry: AmountEntry | ChangeEntry) -> list[tuple[Way, Decimal]]:
    return [(way, number) for way in Way if (number := getattr(entry, way.value)) is not None]


def _target(entry: ChangeEntry, key: str) -> Target:
    option, named = entry.option or "", getattr(entry, key)
    match key:
        case "criterion":
            return Performance(option, named)
        case "cost":
            return OptionCost(option)
        case "escalation_risk":
            return OptionRisk(option)
        case "limit":
            return LimitOn(named)
        case _:
            return SwingWeight(named)


def _check_number(one: _Stated, ground: Ground, page: Page) -> None:
    """A number that would leave the range of its kind whatever it is applied to."""
    number = one.change.number
    match one.change.way:
        case Way.TIMES if number < 0:
            page.report("negative", f"times {number} is negative", one.route, "write 0 or more")
        case Way.TIMES if number > MOST_TIMES:
            page.report("off-scale", f"times {number} leaves every scale", one.route, f"at most {MOST_TIMES:,}")
        case Way.SET:
            _check_set(one, ground, page)
        case Way.ADD:
            _check_add(one, ground, page)


def _check_set(one: _Stated, ground: Ground, page: Page) -> None:
    number, target = one.change.number, one.change.target
    if isinstance(target, Performance):
        criterion = ground.criteria.get(target.criterion)
        if criterion is not None:
            on_scale(Known(number), criterion, page, one.route)
    elif number < 0:
        page.report("negative", f"{target.says} would be {number}", one.route, "write 0 or more")
    elif isinstance(target, SwingWeight) and number > MAX_WEIGHT:
        _report_huge(one, page)
    elif isinstance(target, OptionRisk) and number >= 1:
        page.report("off-scale", f"{number} is not a probability below 1", one.route, _PERCENT)
    elif target == LimitOn(ESCALATION_RISK) and number > 1:
        page.report("off-scale", f"{number} is not a probability", one.route, _PERCENT)


def _check_add(one: _Stated, ground: Ground, page: Page) -> None:
    """A sum that takes any number beyond the end of its range is a slip, such as percent for a share."""
    target, by = one.change.target, abs(one.change.number)
    if isinstance(target, Performance):
        criterion = ground.criteria.get(target.criterion)
        if criterion is None or isinstance(criterion.scale, CategoryScale):
            return
        low, high = sorted((criterion.scale.worst, criterion.scale.best))
        if by > high - low:
            message = f"{one.change.number} is more than the whole scale of '{criterion.id}'"
            page.report("off-scale", message, one.route, f"it runs from {low} to {high}")
    elif isinstance(target, SwingWeight) and by > MAX_WEIGHT:
        _report_huge(one, page)
    elif (isinstance(target, OptionRisk) and by >= 1) or (target == LimitOn(ESCALATION_RISK) and by > 1):
        page.report("off-scale", f"no probability changes by {one.change.number}", one.route, _PERCENT)


def _report_huge(one: _Stated, page: Page) -> None:
    message = f"{one.change.number} is beyond every weight"
    page.report("huge-weight", message, one.route, "swing weights run from 0 to 100")


def _check_fit(one: _Stated, ground: Ground, page: Page) -> None:
    """What the change is applied to is a number that it can be applied to."""
    change = one.change
    target = change.target
    if isinstance(target, LimitOn | SwingWeight):
        return
    option = ground.options.get(target.option)
    if isinstance(target, Performance):
        criterion = ground.criteria.get(target.criterion)
        if criterion is not None and isinstance(criterion.scale, CategoryScale):
            message = f"'{criterion.id}' has categories, and no numbers"
            page.report("wrong-type", message, one.route, "a scenario changes numbers only")
            return
    if option is None:
        return
    if isinstance(target, OptionCost):
        _check_periods(one, option, ground, page)
    if change.way is Way.ADD and any(isinstance(quantity, LogNormal) for quantity in _quantities(target, option)):
        message = f"nothing can be added to a lognormal, as {target.says} is"
        page.report("bad-change", message, one.route, "multiply it with times, or set it")


def _check_periods(one: _Stated, option: Option, ground: Ground, page: Page) -> None:
    """What is added or set has no period, so that it fits no cost and no budget that goes by period."""
    change = one.change
    if change.way is Way.TIMES:
        return
    costs = [way.cost for way in _ways(option)] if change.way is Way.ADD else [option.cost]
    budget = ground.rules.limits.get(BUDGET)
    if any(isinstance(cost, Periods) for cost in costs):
        message = f"the cost of '{option.id}' goes by period, and how to spread {change.number} is not said"
        page.report("bad-change", message, one.route, "multiply it with times, which needs no spreading")
    elif (
        budget is not None
        and isinstance(budget.amount, tuple)
        and change.moved(Decimal(0))  # a cost that is not by period is 0 here, or was refused before
        and not option.baseline
    ):
        hint = f"write a cost by period in options/{option.id}.yaml, and multiply it with times"
        page.report("cost-without-periods", "a cost for all periods together", one.route, hint)


def _ways(option: Option) -> list[Option | Size]:
    return [option, *option.sizes]


def _quantities(target: Target, option: Option) -> Iterator[Quantity]:
    """The numbers of an option and of its sizes that a change is of."""
    for way in _ways(option):
        match target:
            case Performance(_, criterion) if criterion in way.performance:
                yield way.performance[criterion].quantity
            case OptionCost():
                yield from (part.quantity for part in _parts(way.cost))
            case OptionRisk():
                yield way.escalation_risk.quantity
            case _:
                pass


def _parts(cost: Cost) -> list[NumberJudgement]:
    return [part for _, part in cost.by_period] if isinstance(cost, Periods) else [cost]


def _check_twice(stated: Sequence[_Stated], page: Page) -> None:
    """Of two changes of one thing, neither comes first."""
    first: dict[Target, _Stated] = {}
    lines: dict[Target, int] = {}
    for one in stated:
        target = one.change.target
        before = first.setdefault(target, one)
        if before is not one:
            if target not in lines:
                lines[target] = page.document.place(before.key).line
            message = f"{target.says} is changed in line {lines[target]} already"
            page.report("changed-twice", message, one.key, "which would come first? make one change of them", key=True)


def _check_digits(stated: Mapping[Target, _Stated], ground: Ground, page: Page) -> None:
    """Costs can be added exactly after the changes too."""
    changes = [one for target, one in stated.items() if isinstance(target, OptionCost)]
    if not changes or not _fit([], ground, page) or _fit(changes, ground, page):  # some were refused before
        return
    for one in [one for one in changes if not _fit([one], ground, page)] or changes:
        message = f"{one.change.target.says} and the other amounts could not be added exactly"
        hint = f"from the largest sum to the last decimal at most {DIGITS} digits"
        page.report("too-many-digits", message, one.route, hint)


def _fit(changes: Sequence[_Stated], ground: Ground, page: Page) -> bool:
    """Whether all money after some changes can be added exactly."""
    by_option = {one.change.target: one.change for one in changes}
    numbers: list[Decimal] = []
    for option in ground.problem.options:
        change = by_option.get(OptionCost(option.id))
        costs = [part.quantity.best for way in _ways(option) for part in _parts(way.cost)]
        numbers += costs if change is None else [change.moved(cost) for cost in costs]
    for relation in ground.rules.relations:
        if isinstance(relation, Together):
            numbers += [part.quantity.best for part in _parts(relation.cost)]
    found: list[Issue] = []
    blank = Page(page.document, found)
    check_digits([Amount(BUDGET, number, blank, ()) for number in numbers])
    return not found
