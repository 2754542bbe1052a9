"""One pure function over many tasks: what every engine promises, and what those have in common that share the work out.

A task goes out as a packed question and comes back as a packed answer. No library in between looks into either, and a
result is the same copy whether it was made next door, on another machine or here.
"""

from __future__ import annotations

import pickle
import traceback
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Task = TypeVar("Task")
Result = TypeVar("Result")

RUNS_AGAIN = 3  # times that a task is given to another worker because its own died
AHEAD = 4  # tasks for each worker that are begun and not handed back: enough to bridge a slow neighbour


def nothing() -> None:
    """What is called after each result where nobody counts them."""


class Engine(Protocol):
    """Maps a function over tasks; the same bytes come back whichever engine did the work.

    That is so as long as the function is pure, finds its seed in the task, and sums in a fixed order.
    """

    def map(
        self, function: Callable[[Task], Result], tasks: Sequence[Task], advance: Callable[[], None] = nothing
    ) -> Iterator[Result]:
        """Results in the order of the tasks; `advance` is called, by the caller's thread, as each of them comes in.

        The function stands in a module, where workers find it by name. Work begins when the first result is asked for,
        and ends at once, all of it, when the function raises an exception or the iterator is closed. A few tasks for
        each worker are under way at any time, however many there are.
        """


class Crew(Protocol):
    """Those who share the work out; they know a task by its number."""

    def begin(self, number: int) -> None:
        """Give a task to whoever is free next."""

    def finished(self) -> Iterable[tuple[int, bytes]]:
        """Wait for answers, but not for ever: numbers of tasks, each with its packed answer, or none yet."""


def in_order(crew: Crew, count: int, workers: int, advance: Callable[[], None]) -> Iterator[Any]:
    """Results in the order of the tasks, in whatever order a crew brings the answers."""
    ready: dict[int, Any] = {}
    begun = 0
    for number in range(count):
        while begun < min(count, number + AHEAD * workers):
            crew.begin(begun)
            begun += 1
        while number not in ready:
            for done, packed in crew.finished():
                ready[done] = opened(packed)
                advance()
        yield ready.pop(number)


def question(function: Callable[[Task], Result], task: Task) -> bytes:
    """A task and what to do with it, packed."""
    return pickle.dumps((function, task))


def carried_out(packed: bytes) -> bytes:
    """The answer to a question; an exception of the function is raised."""
    function, task = pickle.loads(packed)  # noqa: S301 - we packed it
    return pickle.dumps((function(task), None))


def answer(packed: bytes) -> bytes:
    """The answer to a question; an exception of the function is an answer too, and tells where it was raised."""
    try:
        return carried_out(packed)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the result is wanted
        error.add_note("In a worker:\n" + "".join(traceback.format_exception(error)).rstrip())
        return _exception(error)


def _exception(error: Exception) -> bytes:
    try:
        packed = pickle.dumps((None, error))
        pickle.loads(packed)  # noqa: S301 - we packed it
    except Exception:  # noqa: BLE001 - some exceptions cannot be packed, and some not be opened again
        return pickle.dumps((None, RuntimeError("".join(traceback.format_exception_only(error)).rstrip())))
    return packed


def opened(packed: bytes) -> Any:  # noqa: ANN401 - what the function returned
    """The result in an answer; an exception in it is raised."""
    result, error = pickle.loads(packed)  # noqa: S301 - a worker of ours packed it
    if error is not None:
        raise error
    return result
