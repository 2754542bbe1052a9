"""What it would be worth to know something that is uncertain, before choosing which option comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

_DEGREE = 3  # of the polynomial by which scores follow one weight
_FIXED = 1e-12  # of weights: what varies by no more does so by rounding


def of_one_score(means: Real, option: int, weight: float, values: Real) -> float:
    """The expected value of knowing one option's value on one criterion.

    Parameters
    ----------
    means : (n_options,), expected scores in points
    option : the row of the option
    weight : the expected weight of the criterion, in [0, 1]
    values : (n_values,), equally likely values of the option on the criterion, in [0, 1]

    Returns
    -------
    Points, not negative: by how much the expected score of whatever is then first exceeds that of what is first now.

    Raises
    ------
    ValueError : no values

    References
    ----------
    Raiffa & Schlaifer (1961), *Applied Statistical Decision Theory*: the expected value of perfect information.
    """
    if not len(values):
        raise ValueError("no values to expect")
    rival = max((float(score) for row, score in enumerate(means) if row != option), default=-np.inf)
    scores = means[option] + 100 * weight * (values - values.mean())
    return max(float(np.maximum(scores, rival).mean()) - max(float(means[option]), rival), 0.0)


def of_one_weight(scores: Real, weights: Real) -> float:
    """The expected value of knowing the weight of one criterion, the other weights left open.

    Parameters
    ----------
    scores : (n_samples, n_options), points, under sampled weights
    weights : (n_samples,), the weight of the criterion in each sample

    Returns
    -------
    Points, not negative. Expected scores are fitted to the weight by polynomials of degree 3; where there are no more
    samples than that takes, nothing can be told, and it is 0.

    Raises
    ------
    ValueError : the shapes do not fit each other

    References
    ----------
    Strong, Oakley & Brennan (2014), *Medical Decision Making* 34: partial perfect information by regression.
    """
    middle, width = weights.mean(), float(np.ptp(weights))
    if width <= _FIXED or len(weights) <= _DEGREE:
        return 0.0
    powers = ((weights - middle) / width)[:, None] ** np.arange(_DEGREE + 1)
    fitted = powers @ np.linalg.lstsq(powers.T @ powers, powers.T @ scores, rcond=None)[0]  # also of few weights
    return max(float(fitted.max(axis=1).mean() - fitted.mean(axis=0).max()), 0.0)


def of_everything(scores: Real) -> tuple[float, float]:
    """The expected value of knowing all that the samples leave open, and its standard error.

    Parameters
    ----------
    scores : (n_samples, n_options), points

    Returns
    -------
    Points, both not negative.

    Raises
    ------
    ValueError : no sample

    References
    ----------
    Raiffa & Schlaifer (1961), *Applied Statistical Decision Theory*.
    """
    if not len(scores):
        raise ValueError("no sample to learn from")
    now = scores.mean(axis=0).argmax()
    gains = scores.max(axis=1) - scores[:, now]
    return float(gains.mean()), float(gains.std() / np.sqrt(len(gains)))
