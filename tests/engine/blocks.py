"""A block of samples as the analyses draw them: what is mapped where bytes are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLES, CRITERIA, OPTIONS = 256, 6, 9


class Block(NamedTuple):
    """A task: which block it is, of which seed, and how it is called."""

    number: int
    seed: int = 7
    name: str = "shared"


class Found(NamedTuple):
    """A result of many kinds, some of which it shares with its task, with the program, or with itself."""

    number: int
    name: str
    scores: NDArray[np.float64]
    first: NDArray[np.int64]
    best: np.float64
    same: NDArray[np.float64]
    words: tuple[str, ...]


def block(task: Block) -> Found:
    """Weights are drawn, options scored, and those counted that come first."""
    stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(task.seed, spawn_key=(task.number,))))
    values = np.random.Generator(np.random.PCG64(task.seed)).random((OPTIONS, CRITERIA))
    weights = stream.dirichlet(np.ones(CRITERIA), SAMPLES)
    scores = (weights[:, None, :] * values).sum(axis=2)
    first = np.bincount(scores.argmax(axis=1), minlength=OPTIONS)
    mean = scores.mean(axis=0)
    return Found(task.number, task.name, mean, first, mean.max(), mean, ("shared", task.name))
