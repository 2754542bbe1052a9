"""A problem, one weight profile, and the rules for portfolios: what `portfolio` and `frontier` work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.errors import InternalError, WrongUse
from decide.model.option import Periods
from decide.model.relation import Fixed, Together
from decide.model.rules import BUDGET, ESCALATION_RISK, Limit, Rules
from decide.workspace.build import relations as build
from decide.workspace.build.amounts import check_digits, of_option, of_relations
from decide.workspace.build.page import Page
from decide.workspace.build.references import check_limit_names, check_portfolio, check_uses
from decide.workspace.load import OPTIONS, Desk, finished, read_chosen, read_problem
from decide.workspace.locate import find_workspace
from decide.workspace.names import suggestion
from decide.workspace.schema.portfolio import PortfolioFile
from decide.workspace.source import SUFFIX, Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from decide.model.option import Cost
    from decide.model.problem import Problem
    from decide.model.weights import WeightProfile
    from decide.workspace.build.amounts import Amount
    from decide.workspace.load import Loaded

PORTFOLIO = "portfolio.yaml"
_LONGEST = 60  # characters of a name that a message shows


@dataclass(frozen=True)
class Asked:
    """What the command line says of a portfolio: limits that go before all others, and options fixed in or out.

    A limit of None lifts what the files say.
    """

    limits: Mapping[str, Decimal | None]
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


NOTHING_ASKED = Asked({})


@dataclass(frozen=True)
class Case:
    """Everything that a portfolio is chosen from."""

    loaded: Loaded
    rules: Rules


def load_case(
    start: Path, weights: str | None, asked: Asked = NOTHING_ASKED, advance: Callable[[], None] = lambda: None
) -> Case:
    """The problem of the workspace at or above `start`, one weight profile, and the rules in force.

    Raises
    ------
    WrongUse : no workspace or profile; an unknown option or resource on the command line
    InputsRefused : faults in criteria.yaml, an option, the profile, or portfolio.yaml
    """
    return load_cases(start, (weights,), asked, advance)[0]


def load_cases(
    start: Path,
    weights: Sequence[str | None],
    asked: Asked = NOTHING_ASKED,
    advance: Callable[[], None] = lambda: None,
    beside: Callable[[Desk, Problem | None, Rules | None], None] = lambda *_: None,
) -> list[Case]:
    """The same for several profiles, each with its own limits; everything else is read once.

    `beside` reads more files on the same desk, before any fault is raised.
    """
    desk = Desk(Folder(find_workspace(start)), advance=advance)
    problem = read_problem(desk)
    chosen = [read_chosen(desk, start, name, problem) for name in weights]
    stated = read_rules(desk, problem)
    limits = [_limits(desk, problem, stated, profile, file, asked) for profile, file in chosen]
    beside(desk, problem, stated)
    loaded = [finished(desk, problem, profile) for profile, _ in chosen]
    if stated is None:  # cannot be: it has left an issue
        raise InternalError("portfolio.yaml was neither read nor refused")
    _check_asked(asked, loaded[0].problem, stated)
    fixed = [Fixed((name,), chosen=True) for name in asked.must]
    fixed += [Fixed((name,), chosen=False) for name in asked.must_not]
    relations = (*stated.relations, *fixed)
    return [Case(one, Rules(stated.resources, own, relations)) for one, own in zip(loaded, limits, strict=True)]


def _limits(  # noqa: PLR0913, PLR0917 - the places that limits come from
    desk: Desk, problem: Problem | None, stated: Rules | None, profile: WeightProfile | None, file: str, asked: Asked
) -> dict[str, Limit]:
    """The limits in force, key by key: the command line's, else the profile's, else those of portfolio.yaml."""
    if problem is None or profile is None or stated is None:
        return {}
    check_limit_names(profile.limits or {}, _ids(stated), Page(desk.documents[file], desk.issues))
    limits = {**stated.limits, **limits_of(desk, profile, file)}
    limits = {key: limit for key, limit in limits.items() if key not in asked.limits}
    check_periods(desk, problem, stated, limits)
    return limits | {key: Limit(key, amount) for key, amount in asked.limits.items() if amount is not None}


def read_rules(desk: Desk, problem: Problem | None) -> Rules | None:
    """portfolio.yaml against the names of options, criteria and resources; None where it is of no use.

    Relations are left out where some of them are faulty.
    """
    if not desk.folder.has(PORTFOLIO):
        rules = Rules((), {}, ())
    else:
        reading = desk.read(PORTFOLIO, PortfolioFile)
        entry = reading.entry
        if problem is None or not isinstance(entry, PortfolioFile):
            return None
        page = desk.page(reading)
        before = len(desk.issues)
        check_portfolio(entry, option_names(desk), problem.criteria, page)
        relations = build.relations(entry, page) if len(desk.issues) == before else ()
        rules = Rules(build.resources(entry), build.limits(entry.limits, page.document), relations)
    if problem is not None:
        _check_amounts(desk, problem, rules)
    return rules


def _check_amounts(desk: Desk, problem: Problem, rules: Rules) -> None:
    """What is taken exists, and can be added."""
    amounts: list[Amount] = []
    for option in problem.options:
        page = Page(desk.documents[f"{OPTIONS}/{option.id}{SUFFIX}"], desk.issues)
        check_uses(option, _ids(rules), page)
        amounts += of_option(option, page)
    if rules.relations:
        amounts += of_relations(rules.relations, Page(desk.documents[PORTFOLIO], desk.issues))
    check_digits(amounts)


def option_names(desk: Desk) -> list[str]:
    """Ids of all options, faulty or not."""
    prefix = f"{OPTIONS}/"
    return [file.removeprefix(prefix).removesuffix(SUFFIX) for file in desk.documents if file.startswith(prefix)]


def limits_of(desk: Desk, profile: WeightProfile, file: str) -> dict[str, Limit]:
    """A profile's own limits."""
    return build.limits(profile.limits or {}, desk.documents[file])


def check_periods(desk: Desk, problem: Problem, rules: Rules, limits: Mapping[str, Limit]) -> None:
    """A budget by period needs costs by period from whatever costs anything."""
    budget = limits.get(BUDGET)
    if budget is None or not isinstance(budget.amount, tuple):
        return
    hint = "write cost: {2027: …, 2028: …}, since the budget is by period"
    for option in problem.options:
        page = Page(desk.documents[f"{OPTIONS}/{option.id}{SUFFIX}"], desk.issues)
        for cost, route in (
            (option.cost, ("cost",)),
            *((size.cost, ("sizes", size.id, "cost")) for size in option.sizes),
        ):
            if _whole(cost) and not option.baseline:
                page.report("cost-without-periods", "a cost for all periods together", route, hint, key=True)
    for place, relation in enumerate(rules.relations):
        if isinstance(relation, Together) and _whole(relation.cost):
            page = Page(desk.documents[PORTFOLIO], desk.issues)
            at = ("relations", place, "cost")
            page.report("cost-without-periods", "a cost for all periods together", at, hint, key=True)


def _whole(cost: Cost) -> bool:
    return not isinstance(cost, Periods) and cost.quantity.best != 0


def _ids(rules: Rules) -> list[str]:
    return [resource.id for resource in rules.resources]


def _check_asked(asked: Asked, problem: Problem, rules: Rules) -> None:
    """Names on the command line must exist."""
    keys = [BUDGET, ESCALATION_RISK, *_ids(rules)]
    for key in asked.limits:
        if key not in keys:
            raise WrongUse(f"there is no resource '{key[:_LONGEST]}' to limit", suggestion(key, keys))
    options = [option.id for option in problem.options]
    for name in (*asked.must, *asked.must_not):
        if name not in options:
            raise WrongUse(f"there is no option '{name[:_LONGEST]}'", suggestion(name, options))
    if both := sorted({*asked.must} & {*asked.must_not}):
        raise WrongUse(f"'{both[0]}' cannot be both in and out", "name it under --must or under --must-not")
