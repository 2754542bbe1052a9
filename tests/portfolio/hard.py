"""Knapsacks with several limits: with many options, no engine proves its answer in seconds."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.portfolio.programmes import option, programme, way

if TYPE_CHECKING:
    from decide.selection.programme import Programme


def knapsack(items: int, limits: int = 5) -> Programme:
    """Weights at random, limits of half their sums, and values that follow the weights closely.

    References
    ----------
    Chu & Beasley (1998), *Journal of Heuristics* 4: how such problems are made.
    """
    chance = random.Random(items)  # noqa: S311 - chance, not secrecy
    weights = [[chance.randint(1, 1000) for _ in range(limits)] for _ in range(items)]
    found = [
        option(f"o{place}", way(sum(own) // limits + chance.randint(1, 500), *own)) for place, own in enumerate(weights)
    ]
    return programme(found, limits=[sum(own) // 2 for own in zip(*weights, strict=True)])
