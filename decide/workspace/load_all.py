"""The whole workspace, for `check`: every file, and every name that one file uses of another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from decide.model.rules import BUDGET
from decide.workspace.build.card import source
from decide.workspace.build.expectations import expectations
from decide.workspace.build.page import Page
from decide.workspace.build.references import check_limit_names
from decide.workspace.build.scenario import Ground, scenario
from decide.workspace.load import Desk, read_problem, read_profiles
from decide.workspace.load_rules import check_periods, limits_of, option_names, read_rules
from decide.workspace.locate import CRITERIA, WEIGHTS
from decide.workspace.names import suggestion
from decide.workspace.schema.expectations import ExpectationsFile
from decide.workspace.schema.scenario import ScenarioFile
from decide.workspace.schema.source import SourceFile
from decide.workspace.source import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from decide.errors import Issue
    from decide.model.evidence import Source
    from decide.model.expectation import Expectation
    from decide.model.problem import Problem
    from decide.model.rules import Limit, Rules
    from decide.model.scenario import Scenario
    from decide.model.weights import WeightProfile
    from decide.workspace.document import Document
    from decide.workspace.read import Reading
    from decide.workspace.source import Folder

SCENARIOS = "scenarios"
SEEDS = "seeds"
EXPECTATIONS = "expectations.yaml"


@dataclass(frozen=True)
class Whole:
    """Everything that could be read, and everything wrong with it; no problem where criteria.yaml is of no use."""

    folder: Folder
    problem: Problem | None
    rules: Rules | None
    profiles: Mapping[str, WeightProfile]
    own_limits: Mapping[str, Mapping[str, Limit]]  # of each profile
    sources: Mapping[str, Source]
    documents: Mapping[str, Document]
    readings: Mapping[str, Reading[Any]]
    issues: tuple[Issue, ...]
    expectations: tuple[Expectation, ...] = ()
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)


def load_all(
    folder: Folder,
    advance: Callable[[], None] = lambda: None,
    known: Mapping[str, Reading[Any]] | None = None,
    before: Whole | None = None,
) -> Whole:
    """Read every file of a workspace, but for those that are known already from what was read `before`."""
    desk = Desk(folder, advance=advance, known=known or {})
    if before is not None and before.problem is not None and not before.issues and CRITERIA in desk.known:
        desk.built = {option.id: option for option in before.problem.options}
    problem = read_problem(desk)
    profiles = read_profiles(desk, problem)
    if problem is not None and problem.profile and f"{WEIGHTS}/{problem.profile}{SUFFIX}" not in desk.documents:
        hint = suggestion(problem.profile, list(profiles))
        message = f"there is no weight profile '{problem.profile}'"
        desk.issues.append(desk.documents[CRITERIA].issue("unknown-profile", message, ("profile",), hint))
    rules = _read_rules(desk, problem, profiles)
    scenarios = _read_scenarios(desk, problem, rules)
    sources = read_sources(desk)
    own = {name: limits_of(desk, profile, f"{WEIGHTS}/{name}{SUFFIX}") for name, profile in profiles.items()}
    expected = _read_expectations(desk)
    issues = tuple(desk.issues)
    return Whole(
        desk.folder, problem, rules, profiles, own, sources, desk.documents, desk.readings, issues, expected, scenarios
    )


def read_sources(desk: Desk) -> Mapping[str, Source]:
    """Every source card."""
    found: dict[str, Source] = {}
    for name in desk.names(SEEDS):
        entry = desk.read(f"{SEEDS}/{name}{SUFFIX}", SourceFile).entry
        if isinstance(entry, SourceFile):
            found[name] = source(name, entry)
    return found


def _read_rules(desk: Desk, problem: Problem | None, profiles: Mapping[str, WeightProfile]) -> Rules | None:
    """portfolio.yaml and the profiles' limits, against the names of options, criteria and resources."""
    rules = read_rules(desk, problem)
    if problem is None or rules is None:
        return None
    resources = [resource.id for resource in rules.resources]
    check_periods(desk, problem, rules, rules.limits)
    for profile in profiles.values():
        if profile.limits:
            file = f"{WEIGHTS}/{profile.id}{SUFFIX}"
            check_limit_names(profile.limits, resources, _page_of(desk, file))
            if BUDGET in profile.limits and BUDGET not in rules.limits:
                check_periods(desk, problem, rules, limits_of(desk, profile, file))
    return rules


def _read_scenarios(desk: Desk, problem: Problem | None, rules: Rules | None) -> Mapping[str, Scenario]:
    """Every scenario, against the options, criteria and limits that it changes."""
    readings = {name: desk.read(f"{SCENARIOS}/{name}{SUFFIX}", ScenarioFile) for name in desk.names(SCENARIOS)}
    if problem is None or rules is None:
        return {}
    ground = Ground(problem, rules, option_names(desk), desk.refused)
    return {
        name: scenario(name, reading.entry, ground, desk.page(reading))
        for name, reading in readings.items()
        if isinstance(reading.entry, ScenarioFile)
    }


def _read_expectations(desk: Desk) -> tuple[Expectation, ...]:
    """expectations.yaml, where it is there, against the names of options and profiles, faulty or not."""
    if not desk.folder.has(EXPECTATIONS):
        return ()
    reading = desk.read(EXPECTATIONS, ExpectationsFile)
    if not isinstance(reading.entry, ExpectationsFile):
        return ()
    prefix = f"{WEIGHTS}/"
    profiles = [file.removeprefix(prefix).removesuffix(SUFFIX) for file in desk.documents if file.startswith(prefix)]
    return expectations(reading.entry, option_names(desk), profiles, desk.page(reading))


def _page_of(desk: Desk, file: str) -> Page:
    return Page(desk.documents[file], desk.issues)
