"""Cases, and the scenarios under which they are to be looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from decide.errors import WrongUse
from decide.workspace.build.scenario import Ground, scenario
from decide.workspace.load_all import SCENARIOS
from decide.workspace.load_rules import NOTHING_ASKED, load_cases, option_names
from decide.workspace.names import suggestion
from decide.workspace.schema.scenario import ScenarioFile
from decide.workspace.source import SUFFIX, Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.model.problem import Problem
    from decide.model.rules import Rules
    from decide.model.scenario import Scenario
    from decide.workspace.load import Desk
    from decide.workspace.load_rules import Asked, Case

_LONGEST = 200  # characters of a name that a message shows


class _Found(NamedTuple):
    """Where a scenario stands, and how messages call its file."""

    folder: Folder
    file: str
    shown: str
    name: str


def load_scenarios(
    start: Path,
    weights: Sequence[str | None],
    names: Sequence[str] | None = None,
    asked: Asked = NOTHING_ASKED,
    advance: Callable[[], None] = lambda: None,
) -> tuple[list[Case], tuple[Scenario, ...]]:
    """The cases of several profiles, as `load_cases` reads them, and scenarios; each file is read once.

    Parameters
    ----------
    start, weights, asked, advance : as in `load_cases`
    names : scenarios by name or by file; None for all of the workspace

    Raises
    ------
    WrongUse : as in `load_cases`; an unknown scenario, one named twice, or none at all
    InputsRefused : faults in criteria.yaml, an option, a profile, portfolio.yaml, or one of the scenarios
    """
    found: list[Scenario] = []

    def read(desk: Desk, problem: Problem | None, rules: Rules | None) -> None:
        found.extend(read_scenarios(desk, start, names, problem, rules))

    cases = load_cases(start, weights, asked, advance, read)
    return cases, tuple(found)


def read_scenarios(
    desk: Desk, start: Path, names: Sequence[str] | None, problem: Problem | None, rules: Rules | None
) -> tuple[Scenario, ...]:
    """Scenarios by name or by file, in that order, or all of the workspace; faults stay on the desk.

    Raises
    ------
    WrongUse : an unknown scenario, one named twice, or none at all
    """
    if names is None:
        files = [f"{SCENARIOS}/{name}{SUFFIX}" for name in desk.names(SCENARIOS)]
        found = [_Found(desk.folder, file, file, Path(file).stem) for file in files]
        if not found and not desk.issues:
            raise WrongUse("there is no scenario", f"add a file {SCENARIOS}/NAME{SUFFIX}")
    else:
        found = [_find(desk.folder.root, start, name) for name in names]
    said = [one.name for one in found]
    if twice := sorted({name for name in said if said.count(name) > 1}):
        raise WrongUse(f"the scenario '{twice[0]}' is named twice", "name each scenario once")
    readings = [(one, desk.read(one.file, ScenarioFile, one.folder, one.shown)) for one in found]
    for one in found:  # a scenario of one's own counts by its name, wherever on this machine its file stands
        desk.counted[one.shown] = f"{SCENARIOS}/{one.name}{SUFFIX}"
    if problem is None or rules is None:
        return ()
    ground = Ground(problem, rules, option_names(desk), desk.refused)
    return tuple(
        scenario(one.name, reading.entry, ground, desk.page(reading))
        for one, reading in readings
        if isinstance(reading.entry, ScenarioFile)
    )


def _find(root: Path, start: Path, asked: str) -> _Found:
    """A scenario: as given from `start`, then in scenarios/, then as given from the current folder."""
    known = [name.removesuffix(SUFFIX) for name in Folder(root).names(SCENARIOS) if name.endswith(SUFFIX)]
    if _is_there(start / asked):
        return _as_given(start / asked, root)
    name = asked.removesuffix(SUFFIX)
    if name in known:
        file = f"{SCENARIOS}/{name}{SUFFIX}"
        return _Found(Folder(root), file, file, name)
    if _is_there(Path(asked)):
        return _as_given(Path(asked), root)
    raise WrongUse(f"there is no scenario '{asked[:_LONGEST]}'", suggestion(name, known))


def _is_there(path: Path) -> bool:
    try:
        return path.exists() and not path.is_dir()
    except (OSError, ValueError):  # a name that the system cannot even look up
        return False


def _as_given(path: Path, root: Path) -> _Found:
    absolute = path.absolute()
    if absolute.parent.resolve() == (root / SCENARIOS).resolve():
        shown = f"{SCENARIOS}/{absolute.name}"
        return _Found(Folder(root), shown, shown, absolute.name.removesuffix(SUFFIX))
    return _Found(Folder(absolute.parent), absolute.name, str(path), absolute.stem)
