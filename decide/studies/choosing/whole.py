"""From everything that a workspace holds to what `portfolio` would choose from under one of its profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.rules import Rules
from decide.workspace.load import Loaded
from decide.workspace.load_rules import Case

if TYPE_CHECKING:
    from decide.workspace.load_all import Whole


def case_of(whole: Whole, profile: str) -> Case:
    """The case under a profile, with its own limits.

    Raises
    ------
    ValueError : the files were refused
    """
    if whole.problem is None or whole.rules is None:
        raise ValueError("a workspace that was refused has no case")
    limits = {**whole.rules.limits, **whole.own_limits[profile]}
    loaded = Loaded(whole.folder.root, whole.problem, whole.profiles[profile], stale=False, inputs="")
    return Case(loaded, Rules(whole.rules.resources, limits, whole.rules.relations))
