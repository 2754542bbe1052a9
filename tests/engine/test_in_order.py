"""Results in the order of the tasks, however a crew ends them, and never many under way."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decide.engine.base import AHEAD, answer, in_order, question
from tests.engine.deeds import Weighty, itself, weighty

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


class _Idle:
    """Ends some of what was begun, in any order, and sometimes nothing."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.under_way: list[int] = []
        self.begun: list[int] = []
        self.done = 0

    def begin(self, number: int) -> None:
        self.begun.append(number)
        self.under_way.append(number)

    def finished(self) -> list[tuple[int, bytes]]:
        assert self.under_way, "somebody waits for nothing"
        self.random.shuffle(self.under_way)
        some = self.random.randint(0, len(self.under_way))
        ended, self.under_way = self.under_way[:some], self.under_way[some:]
        self.done += some
        return [(number, answer(question(itself, number))) for number in ended]


@given(random=st.randoms(use_true_random=True), count=st.integers(0, 40), workers=st.integers(1, 5))
def test_any_order_of_ends_gives_the_order_of_the_tasks(random: Random, count: int, workers: int) -> None:
    crew, advanced, handed = _Idle(random), [], 0
    for result in in_order(crew, count, workers, lambda: advanced.append(None)):
        assert result == handed
        assert len(crew.begun) <= handed + AHEAD * workers, "a result that waits for an earlier one counts"
        handed += 1
    assert handed == len(advanced) == crew.done == count
    assert crew.begun == list(range(count)), "each once, the first first"


class _Prompt(_Idle):
    """Ends one task at a time, in order."""

    def __init__(self, deed: Callable[[int], object] = itself) -> None:
        self.under_way, self.begun, self.deed = [], [], deed

    def finished(self) -> list[tuple[int, bytes]]:
        first = self.under_way.pop(0)
        return [(first, answer(question(self.deed, first)))]


@pytest.mark.parametrize("workers", [1, 3])
def test_nothing_is_begun_before_a_result_is_asked_for_and_then_enough(workers: int) -> None:
    crew = _Prompt()
    results = in_order(crew, 100, workers, lambda: None)
    assert crew.begun == []
    assert next(results) == 0
    assert crew.begun == list(range(AHEAD * workers))
    assert next(results) == 1
    assert crew.begun == list(range(AHEAD * workers + 1))


def test_what_was_handed_back_is_not_kept() -> None:
    handed: list[weakref.ref[Weighty]] = []
    for result in in_order(_Prompt(weighty), 20, 2, lambda: None):
        assert all(kept() is None for kept in handed)
        handed.append(weakref.ref(result))
        del result
    assert len(handed) == 20
