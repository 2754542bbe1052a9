"""The decision problem: one question, one value tree, and the options that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decide.model.criterion import Criterion, ValueTree
    from decide.model.option import Option


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be decided; options stand in the order of their ids."""

    decision: str
    currency: str
    horizon: str
    tree: ValueTree
    options: tuple[Option, ...]
    profile: str = ""  # the weight profile used where none is named
    context: str = ""

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The leaves of the value tree, in the order of the file."""
        return self.tree.criteria
