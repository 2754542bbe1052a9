"""`rank`: who comes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from decide.methods.ranking import rank_options
from decide.studies.trust.nearby import nearby
from decide.workspace.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from decide.model.ranking import Ranking


def rank(
    workspace: str | Path = ".", weights: str | None = None, *, advance: Callable[[], None] = lambda: None
) -> Ranking:
    """Rank the options of a workspace under one weight profile.

    Parameters
    ----------
    workspace : the workspace, or any folder below it
    weights : a profile, by name or by file; without it, the one that criteria.yaml names
    advance : called after each file that was read

    Raises
    ------
    WrongUse : no workspace, or no such profile
    InputsRefused : faults in criteria.yaml, an option, or the profile
    """
    loaded = load(Path(workspace), weights, advance)
    found = rank_options(loaded.problem, loaded.profile, stale=loaded.stale, inputs=loaded.inputs)
    return replace(found, nearby=nearby(found))
