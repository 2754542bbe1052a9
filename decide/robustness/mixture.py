"""Points drawn uniformly from a simplex, wherever its corners are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Mixture:
    """A simplex, by its corners: as many as it has dimensions, and one more.

    Attributes
    ----------
    corners : (n_corners, n_criteria), affinely independent
    """

    corners: NDArray[np.float64]

    def draw(self, stream: np.random.Generator, count: int) -> NDArray[np.float64]:
        """Points drawn independently and uniformly: exactly.

        The shares of the corners are exponential numbers divided by their sum, which is uniform; uniform numbers
        divided by their sum would crowd around the middle.

        Parameters
        ----------
        stream : of random numbers
        count : how many

        Returns
        -------
        (count, n_criteria)

        Raises
        ------
        Nothing.

        References
        ----------
        Devroye (1986), *Non-Uniform Random Variate Generation*, chapter XI.4: the uniform distribution on a simplex.
        """
        shares = stream.standard_exponential((count, len(self.corners)))
        shares /= shares.sum(axis=1, keepdims=True)
        return shares @ self.corners
