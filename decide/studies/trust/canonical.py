"""A problem as it is looked at here: its criteria in the order of their ids.

What is drawn then does not depend on the order in which a file names them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from decide.model.criterion import ValueTree

if TYPE_CHECKING:
    from decide.model.problem import Problem


def canonical(problem: Problem) -> Problem:
    """The same problem with a flat tree of sorted criteria, which changes no score."""
    return replace(problem, tree=ValueTree(tuple(sorted(problem.criteria, key=lambda one: one.id))))
