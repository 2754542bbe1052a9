"""`check`: every fault and every doubt in a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from decide.methods.value_table import value_table
from decide.model.check_report import CheckReport
from decide.studies.doubts.criteria import about_criteria
from decide.studies.doubts.evidence import about_evidence
from decide.studies.doubts.expectations import about_expectations
from decide.studies.doubts.files import about_files, about_profiles
from decide.studies.doubts.options import about_options
from decide.studies.doubts.portfolios import about_portfolios
from decide.studies.doubts.snapshot import about_snapshot
from decide.workspace.essays import verify
from decide.workspace.load_all import load_all
from decide.workspace.locate import CRITERIA, find_workspace
from decide.workspace.source import Folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from decide.errors import Issue
    from decide.workspace.load_all import Whole


def check(
    workspace: str | Path = ".",
    essays: str | Path | None = None,
    *,
    advance: Callable[[], None] = lambda: None,
) -> CheckReport:
    """Read every file of a workspace and say all that is wrong or doubtful.

    Doubts that need the whole problem are raised only where nothing is wrong.

    Parameters
    ----------
    workspace : the workspace, or any folder below it
    essays : a folder with the texts behind the source cards; their locators are then verified
    advance : called after each file that was read

    Raises
    ------
    WrongUse : no workspace, or `essays` is no folder
    """
    whole = load_all(Folder(find_workspace(Path(workspace))), advance)
    issues: list[Issue] = [*whole.issues, *about_files(whole.folder, whole.documents)]
    passages = None
    if essays is not None:
        passages, wrong = verify(Path(essays), whole.sources, whole.documents)
        issues += wrong
    if not whole.issues:
        issues += _doubts(whole)
    return CheckReport(
        issues=tuple(sorted(issues, key=lambda issue: (issue.where, issue.code))),
        files=len(whole.documents),
        options=len(whole.problem.options) if whole.problem else 0,
        criteria=len(whole.problem.criteria) if whole.problem else 0,
        profiles=len(whole.profiles),
        sources=len(whole.sources),
        passages=passages,
    )


def _doubts(whole: Whole) -> list[Issue]:
    problem = whole.problem
    if problem is None:
        return []
    table = value_table(problem)
    return [
        *about_criteria(problem, table, whole.profiles, whole.documents[CRITERIA]),
        *about_options(problem, table, whole.documents),
        *about_evidence(problem, whole.sources, whole.documents),
        *about_profiles(problem, whole.profiles, whole.documents),
        *about_portfolios(whole),
        *about_expectations(whole),
        *about_snapshot(whole),
    ]
