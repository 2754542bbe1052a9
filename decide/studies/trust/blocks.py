"""Blocks of samples, each a task that any process or machine can do: weights drawn, scored, ranked and counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.additive import scores
from decide.methods.drawing import drawn_values
from decide.methods.ranks import ranks
from decide.robustness.acceptability import tally
from decide.robustness.sampling import BLOCK, drawn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.methods.drawing import Cell
    from decide.robustness.acceptability import Tally
    from decide.robustness.sampling import Way

    Real = NDArray[np.float64]

_SCORES = 1  # the second part of the key of a stream: the first is that of weights


@dataclass(frozen=True)
class Block:
    """One task.

    Attributes
    ----------
    way : how to draw weights
    values : (n_options, n_criteria), of the best estimates
    cells : what is not certain of them
    chosen : the row of the option that is best in expectation
    seed, number, count : which samples these are
    """

    way: Way
    values: Real
    cells: tuple[Cell, ...]
    chosen: int
    seed: int
    number: int
    count: int


@dataclass(frozen=True)
class Counted:
    """What a block comes to.

    Attributes
    ----------
    weights_vary, scores_vary : counts with scores as they are, and with scores that vary as well
    regret, squares : sums of the points by which the best option of a sample is ahead of the chosen one
    """

    weights_vary: Tally
    scores_vary: Tally
    regret: float
    squares: float

    def __add__(self, other: Counted) -> Counted:
        return Counted(
            self.weights_vary + other.weights_vary,
            self.scores_vary + other.scores_vary,
            self.regret + other.regret,
            self.squares + other.squares,
        )


@dataclass(frozen=True)
class Central:
    """A block of drawn scores, to be seen under fixed weights, (n_options, n_criteria), one row an option."""

    block: Block
    weights: Real


def blocks(  # noqa: PLR0913, PLR0917 - what a block is made of
    way: Way, values: Real, cells: tuple[Cell, ...], chosen: int, samples: int, seed: int
) -> list[Block]:
    """The tasks that so many samples are."""
    return [
        Block(way, values, cells, chosen, seed, number, min(BLOCK, samples - start))
        for number, start in enumerate(range(0, samples, BLOCK))
    ]


def counted(block: Block) -> Counted:
    """Draw, score, rank and count one block."""
    weights = drawn(block.way, block.seed, block.number)[: block.count]
    points = scores(block.values, weights)
    plain = varied = tally(ranks(points), weights)
    if block.cells:
        points = 100 * np.matmul(_tables(block), weights[:, :, None])[:, :, 0]
        varied = tally(ranks(points), weights)
    regret = points.max(axis=1) - points[:, block.chosen]
    return Counted(plain, varied, float(regret.sum()), float((regret * regret).sum()))


def firsts(task: Central) -> NDArray[np.int64]:
    """How often each option is first, when scores vary, under the weights that are most its own, (n_options,)."""
    tables = _tables(task.block)
    found = np.zeros(len(task.weights), dtype=np.int64)
    for option in np.flatnonzero(~np.isnan(task.weights).any(axis=1)).tolist():
        found[option] = int((ranks(100 * (tables @ task.weights[option]))[:, option] == 1).sum())
    return found


def _tables(block: Block) -> Real:
    stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(block.seed, spawn_key=(block.number, _SCORES))))
    return drawn_values(block.values, block.cells, stream, block.count)
