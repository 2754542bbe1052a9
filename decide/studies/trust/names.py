"""From rows and columns back to the names of options and criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.ranking import Nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.robustness.flips import Flip


def nearest(criteria: Sequence[str], flip: Flip | None, rivals: Sequence[str]) -> Nearest | None:
    """A flip in the names of options and criteria."""
    if flip is None:
        return None
    return Nearest(rivals[flip.rival], dict(zip(criteria, flip.weights.tolist(), strict=True)), flip.distance)
