"""Where a chosen set's gains leave a scale, so that their sum overstates what can be had."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from decide.methods.levels import levels
from decide.model.portfolio import BeyondScale
from decide.selection.answer import names

if TYPE_CHECKING:
    from decide.selection.programme import Picks
    from decide.studies.choosing.question import Question


def beyond_scales(asking: Question, best: Picks) -> tuple[BeyondScale, ...]:
    """The criteria on which the chosen set's level, status quo plus gains, leaves the scale, if it has any weight."""
    ways = [asking.way(*pair) for pair in names(asking.programme, best)]
    adds = [{name: Fraction(points) for name, points in relation.adds.items()} for relation, _ in asking.earned(best)]
    found = levels([way.performance for way in ways], adds, asking.criteria)
    return tuple(
        BeyondScale(criterion, float(found[criterion.id]))
        for criterion in asking.criteria
        if asking.case.loaded.profile.weights[criterion.id] > 0 and not 0 <= found[criterion.id] <= 1
    )
