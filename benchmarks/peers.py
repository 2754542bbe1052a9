"""The same work in other libraries, each by its quickest documented way.

A peer takes values in [0, 1] and weight vectors, and gives scores and ranks for every vector. All of them take one
vector at a time. The values' largest in each column is 1, so that pyDecision, which divides by it, gets equal scores.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import os
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Peer = Callable[[NDArray[np.float64], NDArray[np.float64]], tuple[NDArray[Any], NDArray[Any]]]


def pymcdm() -> Peer:
    """`WSM` without its validation, and without normalisation, since the values are on one scale already."""
    methods = importlib.import_module("pymcdm.methods")
    method = methods.WSM(lambda column, cost: column)  # noqa: ARG005 - the signature is the library's

    def work(values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[NDArray[Any], NDArray[Any]]:
        gains = np.ones(values.shape[1])
        scores = [method(values, vector, gains, validation=False) for vector in weights]
        return np.array(scores), np.array([method.rank(row) for row in scores])

    return work


def scikit_criteria() -> Peer:
    """`WeightedSumModel`, which takes its weights with the decision matrix."""
    skcriteria = importlib.import_module("skcriteria")
    method = importlib.import_module("skcriteria.agg.simple").WeightedSumModel()

    def work(values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[NDArray[Any], NDArray[Any]]:
        gains = [max] * values.shape[1]
        results = [method.evaluate(skcriteria.mkdm(values, gains, weights=vector)) for vector in weights]
        return np.array([one.e_.score for one in results]), np.array([one.rank_ for one in results])

    return work


def py_decision() -> Peer:
    """`saw_method`, which gives scores only; NumPy orders them."""
    os.environ.setdefault("MPLBACKEND", "Agg")  # it loads its plots with everything else
    saw = importlib.import_module("pyDecision.algorithm").saw_method

    def work(values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[NDArray[Any], NDArray[Any]]:
        gains = ["max"] * values.shape[1]
        scores, ranks = np.empty((len(weights), len(values))), np.empty((len(weights), len(values)), np.int64)
        places = np.arange(1, len(values) + 1)
        for row, vector in enumerate(weights):
            scores[row] = saw(values, gains, vector, graph=False, verbose=False)[:, 1]
            ranks[row, np.argsort(-scores[row])] = places
        return scores, ranks

    return work


def smaa(
    values: NDArray[np.float64], weights: NDArray[np.float64], *, checked: bool
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Acceptability, pairwise winning and central weights in a loop over pymcdm, which has none of these itself."""
    method = importlib.import_module("pymcdm.methods").WSM(lambda column, cost: column)  # noqa: ARG005 - as above
    options = np.arange(len(values))
    gains = np.ones(values.shape[1])
    shares, ahead = np.zeros((2, len(values), len(values)))
    sums = np.zeros((len(values), values.shape[1]))
    for vector in weights:
        scores = method(values, vector, gains, validation=checked)
        ranks = method.rank(scores).astype(int)
        shares[options, ranks - 1] += 1
        ahead += scores[:, None] > scores
        sums[ranks == 1] += vector
    with np.errstate(invalid="ignore"):
        return shares / len(weights), ahead / len(weights), sums / shares[:, [0]]


# The name on PyPI, and how its work is made ready.
PEERS = {"pymcdm": pymcdm, "scikit-criteria": scikit_criteria, "pyDecision": py_decision}


def installed(name: str) -> str | None:
    """The version of a peer, or None."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
