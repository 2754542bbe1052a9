"""Progress in a known number of steps, however many there turn out to be."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STEPS = 20  # that the search for the portfolios that stand takes, at each budget
_EVERY = 3  # options that are a step: each is decided in three sweeps, of which the last takes longest


@contextmanager
def steps(advance: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """A function to call after each option; in the end, the outer one was called `STEPS` times."""
    calls = left = 0

    def one() -> None:
        nonlocal calls, left
        calls += 1
        if calls % _EVERY == 0 and left < STEPS - 1:
            left += 1
            advance()

    yield one
    for _ in range(STEPS - left):
        advance()
