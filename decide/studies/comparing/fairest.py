"""The portfolio that treats the worst-off profile best."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from decide.model.comparison import Fairest, Obstacle
from decide.selection.answer import Status
from decide.selection.least_regret import least_regret
from decide.selection.programme import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.selection.answer import Answer
    from decide.studies.choosing.question import Question

_DECIMALS = 9  # shares that agree so far are equal


def fairest(questions: Sequence[Question], answers: Sequence[Answer], seconds: float | None) -> Fairest:
    """Of what every profile allows, the portfolio of which the worst-off keeps the largest share of its own best.

    The share that a profile loses is its shortfall, weighted with one over the worth of its own best.
    """
    if not all(answer.portfolios for answer in answers):
        return Fairest(Obstacle.NONE_OF_ITS_OWN)
    best = [
        measure(asking.programme, answer.portfolios[0]).value * asking.programme.value_unit
        for asking, answer in zip(questions, answers, strict=True)
    ]
    if min(best) <= 0:
        return Fairest(Obstacle.WORTH_NOTHING)
    known = [answer.portfolios[0] for answer in answers]
    programmes = [asking.programme for asking in questions]
    found = least_regret(programmes, best, [1 / worth for worth in best], known, seconds)
    if found.picks is None:
        return Fairest(Obstacle.NONE_IN_COMMON if found.proved else Obstacle.NOT_FOUND)
    shared = [asking.portfolio(found.picks) for asking in questions]  # each adds it up again, and checks its own limits
    shares = [Fraction(one.value) / worth for one, worth in zip(shared, best, strict=True)]
    lowest = min(shares)
    return Fairest(
        obstacle=None,
        portfolio=shared[0],
        worth=tuple(one.value for one in shared),
        shares=tuple(float(share) for share in shares),
        worst_off=tuple(
            asking.case.loaded.profile.id
            for asking, share in zip(questions, shares, strict=True)
            if round(share - lowest, _DECIMALS) == 0
        ),
        proved=found.proved and all(answer.status is Status.OPTIMAL for answer in answers),
    )
