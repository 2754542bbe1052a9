"""A case as it would be under a scenario."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decide.model.rules import BUDGET
from decide.model.scenario import Clipped, LimitOn, NotApplied, OptionCost, OptionRisk, Performance, SwingWeight
from decide.studies.scenarios.limits import shifted_limits
from decide.studies.scenarios.option import shifted_option
from decide.studies.scenarios.profile import shifted_profile

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from decide.model.rules import Rules
    from decide.model.scenario import Change, Scenario
    from decide.workspace.load_rules import Case


@dataclass(frozen=True, slots=True)
class Shifted:
    """A case under a scenario, what was cut off where a range ends, and what could not be applied."""

    case: Case
    clipped: tuple[Clipped, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()


def shifted(case: Case, scenario: Scenario) -> Shifted:
    """The case with all changes of a scenario applied; the case itself stays as it is.

    A limit in force changes, whoever states it. Notes stand in the order of the changes.

    Raises
    ------
    ValueError : a scenario that loading it beside this case would have refused
    """
    loaded, problem = case.loaded, case.loaded.problem
    changes = scenario.changes
    _check_names(changes, [option.id for option in problem.options], [criterion.id for criterion in problem.criteria])
    limits, notes = shifted_limits(
        case.rules.limits, {change.target.key: change for change in changes if isinstance(change.target, LimitOn)}
    )
    profile, more = shifted_profile(
        loaded.profile,
        {change.target.criterion: change for change in changes if isinstance(change.target, SwingWeight)},
    )
    notes += more
    options = []
    for option in problem.options:
        mine = _of(option.id, changes)
        new, more = shifted_option(option, mine, problem.criteria, by_period=_by_period(case.rules))
        options.append(new)
        notes += more
    place = {change.target: number for number, change in enumerate(changes)}
    notes.sort(key=lambda note: place[note.change.target])
    return Shifted(
        replace(
            case,
            loaded=replace(loaded, problem=replace(problem, options=tuple(options)), profile=profile),
            rules=replace(case.rules, limits=limits),
        ),
        tuple(note for note in notes if isinstance(note, Clipped)),
        tuple(note for note in notes if isinstance(note, NotApplied)),
    )


def _of(option: str, changes: Sequence[Change]) -> list[Change]:
    """The changes that are of an option."""
    return [
        change
        for change in changes
        if not isinstance(change.target, LimitOn | SwingWeight) and change.target.option == option
    ]


def _by_period(rules: Rules) -> bool:
    """Whether the budget goes by period."""
    budget = rules.limits.get(BUDGET)
    return budget is not None and isinstance(budget.amount, tuple)


def _check_names(changes: Sequence[Change], options: Collection[str], criteria: Collection[str]) -> None:
    """A scenario of another workspace would be applied in part, and nobody would notice."""
    for change in changes:
        match change.target:
            case Performance(option, criterion):
                known = option in options and criterion in criteria
            case OptionCost(option) | OptionRisk(option):
                known = option in options
            case SwingWeight(criterion):
                known = criterion in criteria
            case LimitOn():
                known = True  # what is not limited is said, and no fault
        if not known:
            raise ValueError(f"there is no such thing as {change.target.says}")
