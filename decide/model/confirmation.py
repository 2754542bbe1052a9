"""What `weights confirm` did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decide.model.problem import Problem
    from decide.model.weights import WeightProfile


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a weight profile was stamped with."""

    profile: WeightProfile
    problem: Problem
    file: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the file had to be written."""
        return self.before != self.after
