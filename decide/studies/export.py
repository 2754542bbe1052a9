"""`export`: a workbook of one or more profiles, with everything that it shows worked out."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from decide import __version__
from decide.errors import WrongUse
from decide.methods.ranking import rank_options
from decide.methods.value_functions import exponential_constant
from decide.methods.value_table import status_quo_values, value_table, values_of
from decide.model.criterion import Exponential, Scale
from decide.model.rules import BUDGET
from decide.model.workbook import Book, Stamp, View
from decide.selection.solve import AUTO, Engine, solve
from decide.selection.sweep import TooLarge
from decide.studies.choosing.question import question
from decide.studies.frontier import BOTH, BY_COST, frontier_of
from decide.studies.trust.admissible import AskedWeights
from decide.studies.trust.robustness import Drawn, robustness
from decide.workspace.git import revision
from decide.workspace.load import OPTIONS, Desk, load
from decide.workspace.load_all import read_sources
from decide.workspace.load_rules import NOTHING_ASKED, PORTFOLIO, load_cases
from decide.workspace.locate import CRITERIA, WEIGHTS, find_profile, find_workspace, profile_names
from decide.workspace.source import SUFFIX, Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from decide.model.criterion import Criterion
    from decide.model.portfolio import Frontier
    from decide.model.problem import Problem
    from decide.model.robust import Robustness
    from decide.model.workbook import Way
    from decide.studies.choosing.question import Question
    from decide.workspace.load_rules import Case

ALL = "all"
REPORTS = "reports"
WORKBOOK = ".xlsx"
MARKDOWN = ".md"
SUFFIXES = (WORKBOOK, ".csv", ".json", MARKDOWN)
_SECONDS = 20.0  # for a solver, where one is used
_FRONT_WORK = 300_000  # rows looked at for a frontier, and for the portfolios that stand
_MOST_OPTIONS = 60  # of which exact intervals of ranks are found while somebody waits for a workbook
_SHARES = (Decimal("0.5"), Decimal("0.75"), Decimal(1), Decimal("1.25"), Decimal("1.5"))  # of the budget


def workbook(
    workspace: str | Path = ".",
    weights: Sequence[str] = (),
    *,
    advance: Callable[[], None] = lambda: None,
) -> Book:
    """Work out everything that a workbook shows.

    Parameters
    ----------
    workspace : the workspace, or any folder below it
    weights : profiles, by name or by file, the one it opens with first; `all` is every profile of the workspace;
        without any, the one that criteria.yaml names
    advance : called after each file that was read

    Raises
    ------
    WrongUse : no workspace, or no such profile
    InputsRefused : faults in criteria.yaml, an option, a profile, or portfolio.yaml
    """
    root = find_workspace(Path(workspace))
    names = tuple(weights)
    if names == (ALL,):
        names = tuple(profile_names(root))
        if not names:
            raise WrongUse("there is no weight profile", "add a file weights/NAME.yaml")
    cases = load_cases(Path(workspace), names or (None,), NOTHING_ASKED, advance)
    if tuple(weights) == (ALL,):  # it opens with the one that is used where none is named
        usual = cases[0].loaded.problem.profile
        cases.sort(key=lambda case: case.loaded.profile.id != usual)
    questions = [question(case) for case in cases]
    problem = cases[0].loaded.problem
    return Book(
        problem=problem,
        views=tuple(map(_view, questions)),
        values=_values(problem),
        status_quo=tuple(status_quo_values(problem).tolist()),
        steepness=_steepness(problem.criteria),
        frontier=_frontier(questions[0]),
        robustness=_robustness(cases[0], advance),
        sources=read_sources(Desk(Folder(root))),
        stamp=_stamp(root, Path(workspace), cases, names),
    )


def outputs(
    workspace: str | Path, files: Sequence[Path], weights: Sequence[str]
) -> tuple[tuple[Path, tuple[str, ...]], ...]:
    """What to write, and with which profiles.

    Without files, a workbook a profile in the workspace's folder reports/.

    Raises
    ------
    WrongUse : a kind of file that is not known; several profiles for files that can show one
    """
    for file in files:
        if file.suffix not in SUFFIXES:
            raise WrongUse(f"'{file.name}' does not say what to write", f"end it with one of {', '.join(SUFFIXES)}")
    names = tuple(dict.fromkeys(weights))
    if files:
        if len(names) > 1:
            raise WrongUse("several profiles for one file", "name no file, or take --weights all")
        for file in files if names == (ALL,) else ():
            if file.suffix not in {WORKBOOK, MARKDOWN}:
                raise WrongUse(
                    f"{file.name} can show one profile only", "name one with --weights, or write .xlsx or .md"
                )
        return tuple((file, names) for file in files)
    folder = find_workspace(Path(workspace)) / REPORTS
    if not names:
        names = (load(Path(workspace), None).profile.id,)
    return tuple((folder / f"{Path(name).stem}{WORKBOOK}", (name,)) for name in names)


def _stamp(root: Path, start: Path, cases: Sequence[Case], names: Sequence[str]) -> Stamp:
    """The commit, and whether all that was read stands in it as it is; a profile from elsewhere does not."""
    folder = Folder(root)
    profiles = [f"{WEIGHTS}/{case.loaded.profile.id}{SUFFIX}" for case in cases]
    options = [f"{OPTIONS}/{option.id}{SUFFIX}" for option in cases[0].loaded.problem.options]
    files = [CRITERIA, *options, *profiles, *([PORTFOLIO] if folder.has(PORTFOLIO) else [])]
    found_at = (find_profile(root, start, name) for name in names)
    known = {(root / file).resolve() for file in profiles}
    own = any((found.folder.root / found.file).resolve() not in known for found in found_at)
    found = revision(root, {file: folder.read_bytes(file) for file in files if folder.has(file)})
    changed = bool(found.commit) and (found.changed or own)
    return Stamp(found.commit, changed, cases[0].loaded.inputs, __version__)


def _view(asking: Question) -> View:
    case = asking.case
    loaded, rules = case.loaded, case.rules
    answer = solve(asking.programme, 1, Engine(AUTO, _SECONDS))
    return View(
        ranking=rank_options(loaded.problem, loaded.profile, stale=loaded.stale, inputs=loaded.inputs),
        rules=rules,
        own_limits=frozenset(loaded.profile.limits or {}),
        counted=frozenset(criterion.id for criterion in asking.criteria),
        gains={way: float(gain) for way, gain in asking.gains.options.items()},
        bonuses=tuple(map(float, asking.gains.together)),
        status=str(answer.status),
        portfolio=asking.portfolio(answer.portfolios[0]) if answer.portfolios else None,
    )


def _values(problem: Problem) -> Mapping[Way, tuple[float, ...]]:
    """Values of all options and their sizes."""
    found = {
        (name, ""): tuple(row)
        for name, row in zip(value_table(problem).options, value_table(problem).values.tolist(), strict=True)
    }
    for option in problem.options:
        for size in option.sizes:
            found[option.id, size.id] = values_of(problem.criteria, size.performance)
    return found


def _steepness(criteria: Sequence[Criterion]) -> Mapping[str, float]:
    """The constant of each exponential value function."""
    return {
        one.id: exponential_constant(float((one.value.midpoint - one.scale.worst) / (one.scale.best - one.scale.worst)))
        for one in criteria
        if isinstance(one.value, Exponential) and isinstance(one.scale, Scale)
    }


def _frontier(asking: Question) -> Frontier | None:
    """On value, cost and risk; where these are too many, on value and cost; where these are too, none."""
    for by in (BOTH, (BY_COST,)):
        with contextlib.suppress(TooLarge):
            return frontier_of(asking, by, most_work=_FRONT_WORK)
    return None


def _robustness(case: Case, advance: Callable[[], None]) -> Robustness | None:
    """How far the first profile can be trusted, by what is admissible where nothing else is said."""
    if len(case.loaded.problem.options) > _MOST_OPTIONS:
        return None
    limit = case.rules.limits.get(BUDGET)
    whole = None if limit is None or isinstance(limit.amount, tuple) else limit.amount
    budgets = () if not whole else tuple(whole * share for share in _SHARES)
    return robustness(case, (), AskedWeights(), Drawn(), (None, budgets), advance, _FRONT_WORK)
