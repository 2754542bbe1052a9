"""Points drawn uniformly from a slice of a box: those of the box that meet the plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

TRIES = 8_192  # points of the box, after which it is clear how many of them meet the plane
LEAST = 0.01  # of the points that must meet it, or walking is quicker
_BATCH = 1_024


@dataclass(frozen=True)
class Accepted:
    """The weights between bounds.

    Attributes
    ----------
    lower, upper : (n_criteria,), between which some weights sum to 1; at least two of the weights can move
    """

    lower: Real
    upper: Real

    def is_quick(self) -> bool:
        """Whether enough points of the box meet the plane; the same answer whenever it is asked."""
        stream = np.random.Generator(np.random.PCG64(0))
        return len(self._some(stream, TRIES)) >= LEAST * TRIES

    def draw(self, stream: np.random.Generator, count: int) -> Real:
        """Points drawn independently and uniformly: exactly.

        All weights but the widest are drawn from the box; those points count for which that one comes to lie between
        its bounds. They are uniform on the plane, since leaving one coordinate out stretches it evenly.

        Parameters
        ----------
        stream : of random numbers
        count : how many

        Returns
        -------
        (count, n_criteria), each row between the bounds with sum 1.

        Raises
        ------
        Nothing.

        References
        ----------
        von Neumann (1951), *Applied Mathematics Series* 12: acceptance and rejection.
        """
        found: list[Real] = []
        left = count
        while left > 0:
            some = self._some(stream, _BATCH)[:left]
            found.append(some)
            left -= len(some)
        return np.concatenate(found) if found else np.empty((0, len(self.lower)))

    def _some(self, stream: np.random.Generator, tries: int) -> Real:
        free = np.flatnonzero(self.upper > self.lower)
        widest = free[np.argmax((self.upper - self.lower)[free])]
        drawn = free[free != widest]
        points: Real = np.tile(self.lower, (tries, 1))
        points[:, drawn] += stream.random((tries, len(drawn))) * (self.upper - self.lower)[drawn]
        fixed = np.arange(len(self.lower)) != widest
        last = 1 - points[:, fixed].sum(axis=1)
        points[:, widest] = last
        kept: Real = points[(last >= self.lower[widest]) & (last <= self.upper[widest])]
        return kept
