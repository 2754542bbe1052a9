"""One task after the other, in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.engine.base import carried_out, nothing, opened, question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from decide.engine.base import Result, Task


class Serial:
    """Where there is little to do, or one processor to do it."""

    def map(
        self, function: Callable[[Task], Result], tasks: Sequence[Task], advance: Callable[[], None] = nothing
    ) -> Iterator[Result]:
        """Results in the order of the tasks, as `Engine.map` says."""
        for number in range(len(tasks)):
            # Packed and opened like everywhere else: what a result shares with its task or the program would differ.
            result = opened(carried_out(question(function, tasks[number])))
            advance()
            yield result
