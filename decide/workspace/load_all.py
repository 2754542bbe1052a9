"""The whole workspace, for `check`: every file, and every name that one file uses of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.workspace.build.card import source
from decide.workspace.build.page import Page
from decide.workspace.build.references import (
    MONEY_AND_RISK,
    check_limit_names,
    check_portfolio,
    check_scenario,
    check_uses,
)
from decide.workspace.load import OPTIONS, Desk, read_problem, read_profiles
from decide.workspace.locate import CRITERIA, WEIGHTS
from decide.workspace.names import suggestion
from decide.workspace.schema.portfolio import PortfolioFile
from decide.workspace.schema.scenario import ScenarioFile
from decide.workspace.schema.source import SourceFile
from decide.workspace.source import SUFFIX, Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from decide.errors import Issue
    from decide.model.evidence import Source
    from decide.model.problem import Problem
    from decide.model.weights import WeightProfile
    from decide.workspace.document import Document

PORTFOLIO = "portfolio.yaml"
SCENARIOS = "scenarios"
SEEDS = "seeds"


@dataclass(frozen=True)
class Whole:
    """Everything that could be read, and everything wrong with it; no problem where criteria.yaml is of no use."""

    folder: Folder
    problem: Problem | None
    profiles: Mapping[str, WeightProfile]
    sources: Mapping[str, Source]
    documents: Mapping[str, Document]
    issues: tuple[Issue, ...]


def load_all(root: Path, advance: Callable[[], None] = lambda: None) -> Whole:
    """Read every file of the workspace at `root`."""
    desk = Desk(Folder(root), advance=advance)
    problem = read_problem(desk)
    profiles = read_profiles(desk, problem)
    if problem is not None and problem.profile and f"{WEIGHTS}/{problem.profile}{SUFFIX}" not in desk.documents:
        hint = suggestion(problem.profile, list(profiles))
        message = f"there is no weight profile '{problem.profile}'"
        desk.issues.append(desk.documents[CRITERIA].issue("unknown-profile", message, ("profile",), hint))
    _read_relations(desk, problem, profiles)
    sources = read_sources(desk)
    return Whole(desk.folder, problem, profiles, sources, desk.documents, tuple(desk.issues))


def read_sources(desk: Desk) -> Mapping[str, Source]:
    """Every source card."""
    found: dict[str, Source] = {}
    for name in desk.names(SEEDS):
        entry = desk.read(f"{SEEDS}/{name}{SUFFIX}", SourceFile).entry
        if isinstance(entry, SourceFile):
            found[name] = source(name, entry)
    return found


def _read_relations(desk: Desk, problem: Problem | None, profiles: Mapping[str, WeightProfile]) -> None:
    """portfolio.yaml and the scenarios, against the names of options, criteria and resources."""
    reading = desk.read(PORTFOLIO, PortfolioFile) if desk.folder.has(PORTFOLIO) else None
    scenarios = {name: desk.read(f"{SCENARIOS}/{name}{SUFFIX}", ScenarioFile) for name in desk.names(SCENARIOS)}
    portfolio = reading.entry if reading and isinstance(reading.entry, PortfolioFile) else None
    if problem is None or (reading is not None and portfolio is None):
        return
    options = [
        path.removeprefix(f"{OPTIONS}/").removesuffix(SUFFIX) for path in desk.documents if path.startswith(OPTIONS)
    ]
    if reading is not None and portfolio is not None:
        check_portfolio(portfolio, options, problem.criteria, desk.page(reading))
    resources = list(portfolio.resources) if portfolio else []
    limits = [*MONEY_AND_RISK, *resources]
    for option in problem.options:
        if option.uses:
            check_uses(option.uses, resources, _page_of(desk, f"{OPTIONS}/{option.id}{SUFFIX}"))
    for profile in profiles.values():
        if profile.limits:
            check_limit_names(profile.limits, resources, _page_of(desk, f"{WEIGHTS}/{profile.id}{SUFFIX}"))
    for scenario in scenarios.values():
        if isinstance(scenario.entry, ScenarioFile):
            check_scenario(scenario.entry, options, problem.criteria, limits, desk.page(scenario))


def _page_of(desk: Desk, file: str) -> Page:
    return Page(desk.documents[file], desk.issues)
