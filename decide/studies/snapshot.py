"""The snapshot: ranking, portfolio and robustness of every profile, as a file that is kept under git."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from decide.errors import InputsRefused, WrongUse
from decide.methods.ranking import rank_options
from decide.model.snapshot import Snapshot, Standing
from decide.robustness.sampling import standard_error
from decide.selection.solve import AUTO, Engine
from decide.studies.choosing.asked import solved
from decide.studies.choosing.question import question
from decide.studies.choosing.whole import case_of
from decide.studies.trust.nearby import NEAR, SEED
from decide.studies.verdicts import SAMPLES, Verdicts
from decide.workspace.fingerprint import scales_fingerprint
from decide.workspace.load_all import load_all
from decide.workspace.locate import find_workspace
from decide.workspace.source import Folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from decide.workspace.load_all import Whole

SNAPSHOT = "reports/ranking.md"
_SECONDS = 20.0  # for a solver, where one is used


def snapshot(workspace: str | Path = ".", *, advance: Callable[[], None] = lambda: None) -> Snapshot:
    """Work out what the snapshot of a workspace shows.

    Parameters
    ----------
    workspace : the workspace, or any folder below it
    advance : called after each file that was read

    Raises
    ------
    WrongUse : no workspace, or no weight profile in it
    InputsRefused : faults in any of its files
    """
    whole = load_all(Folder(find_workspace(Path(workspace))), advance)
    if whole.issues:
        raise InputsRefused(whole.issues)
    return snapshot_of(whole)


def snapshot_of(whole: Whole) -> Snapshot:
    """The same of a workspace that was read without a fault."""
    if whole.problem is None or not whole.profiles:
        raise WrongUse("there is no weight profile", "add a file weights/NAME.yaml")
    standings = tuple(_standing(whole, name) for name in sorted(whole.profiles))
    shares = (count / SAMPLES for one in standings for count in one.firsts.values())
    error = max((standard_error(share, SAMPLES) for share in shares), default=0.0)
    return Snapshot(whole.problem, standings, SAMPLES, NEAR, SEED, error)


def _standing(whole: Whole, name: str) -> Standing:
    case = case_of(whole, name)
    problem, profile = case.loaded.problem, case.loaded.profile
    asking = question(case)
    answer = solved(asking.programme, 1, Engine(AUTO, _SECONDS))
    stale = bool(profile.agreed_for) and profile.agreed_for != scales_fingerprint(problem.criteria)
    return Standing(
        ranking=rank_options(problem, profile, stale=stale),
        status=str(answer.status),
        portfolio=asking.portfolio(answer.portfolios[0]) if answer.portfolios else None,
        limits=case.rules.limits,
        firsts=Verdicts(whole, name).firsts,
    )
