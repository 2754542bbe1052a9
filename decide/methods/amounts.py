"""Costs, resources and risks that are not certain: draws of what portfolios take, and how often they keep to limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.drawing import is_open, levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from decide.model.quantity import Number

    Real = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_ROUNDING = 1e-12  # of a limit: sums of doubles that are off by less keep to it


@dataclass(frozen=True)
class Amounts:
    """What each of some things, options and relations, takes in each of some samples.

    Attributes
    ----------
    used : (n_samples, n_accounts, n_things), in the units of the files
    risks : (n_samples, n_things) probabilities in [0, 1]
    triggers : (n_things,) numbers; things of one trigger share the risk of the riskiest, 0 stands for no trigger
    """

    used: Real
    risks: Real
    triggers: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.risks)


def draw_number(quantities: Sequence[Number], stream: np.random.Generator, samples: int) -> Real:
    """Draws of a sum of quantities, independent of one another.

    Parameters
    ----------
    quantities : in one unit
    stream : of random numbers; only what is not certain takes any
    samples : how many draws

    Returns
    -------
    (samples,), in that unit.

    Raises
    ------
    Nothing of its own.

    References
    ----------
    docs/robustness.md, "Scores that are not certain".
    """
    found = np.zeros(samples)
    for quantity in quantities:
        found += levels(quantity, stream.random(samples)) if is_open(quantity) else float(quantity.best)
    return found


def within_limits(amounts: Amounts, rows: Flags, limits: Sequence[float | None], risk: float | None) -> Flags:
    """In which samples portfolios keep to each limit.

    Parameters
    ----------
    amounts : drawn
    rows : (n, n_things), what each portfolio takes
    limits : one an account, in its unit; None where there is none
    risk : the limit on the joint probability, or None

    Returns
    -------
    (1 + n_accounts, n, n_samples): the accounts, and last the risk; true where there is no limit. An amount that equals
    its limit keeps to it.

    Raises
    ------
    Nothing of its own.

    References
    ----------
    Charnes & Cooper (1959), *Management Science* 6: chance constraints.
    """
    found = np.ones((1 + len(limits), len(rows), len(amounts)), dtype=np.bool_)
    taken = rows.astype(np.float64)
    for place, limit in enumerate(limits):
        if limit is not None:
            found[place] = taken @ amounts.used[:, place].T <= limit + _ROUNDING * max(abs(limit), 1.0)
    if risk is not None:
        found[-1] = _joint_risk(amounts, rows) <= risk + _ROUNDING
    return found


def _joint_risk(amounts: Amounts, rows: Flags) -> Real:
    with np.errstate(divide="ignore"):
        logs = np.log1p(-np.minimum(amounts.risks, 1.0))
    logs = np.maximum(logs, -1e3)  # certain to escalate; a product with 0 stays a number
    alone = amounts.triggers == 0
    found: Real = rows[:, alone].astype(np.float64) @ logs[:, alone].T
    for trigger in np.unique(amounts.triggers[~alone]).tolist():
        shared = amounts.triggers == trigger
        found += _riskiest(rows[:, shared], logs[:, shared])
    return np.asarray(-np.expm1(found))


def _riskiest(rows: Flags, logs: Real) -> Real:
    """The lowest logarithm of those taken, 0 where none is: (n, n_samples)."""
    found = np.zeros((len(rows), len(logs)))
    for thing in range(rows.shape[1]):
        np.minimum(found, np.where(rows[:, [thing]], logs[:, thing], 0.0), out=found)
    return found
