"""Firm, leaning, or too close to call: by stated thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.robust import Firmness

if TYPE_CHECKING:
    from decide.model.robust import RobustOption

FIRM = (0.95, 0.75)  # how often the leader is first: under admissible weights, and with scores that vary as well
LEANING = (2 / 3, 0.5)


def firmness(leading: tuple[RobustOption, ...]) -> Firmness:
    """How far first place can be relied on, from the options that hold it; shared, it is too close to call."""
    if len(leading) != 1:
        return Firmness.CLOSE
    shares = leading[0].acceptability[0].share, leading[0].with_scores[0].share
    for word, least in ((Firmness.FIRM, FIRM), (Firmness.LEANING, LEANING)):
        if all(share >= bound for share, bound in zip(shares, least, strict=True)):
            return word
    return Firmness.CLOSE
