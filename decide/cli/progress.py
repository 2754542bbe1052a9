"""A progress bar on stderr for what takes over a second."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PATIENCE = 1.0  # seconds without a bar


@contextlib.contextmanager
def meter(what: str, total: int, *, quiet: bool = False) -> Iterator[Callable[[], None]]:
    """A function to call after each step; the bar appears after a second, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    with contextlib.ExitStack() as stack:
        yield _Meter(what, total, stack).advance


class _Meter:
    """Counts steps, and opens the bar when they take long."""

    def __init__(self, what: str, total: int, stack: contextlib.ExitStack) -> None:
        self.what, self.total, self.stack = what, total, stack
        self.started = time.monotonic()
        self.done = 0
        self.show: Callable[[int], None] | None = None

    def advance(self) -> None:
        self.done += 1
        if self.show is None and time.monotonic() - self.started > _PATIENCE:
            self.show = self._open()
        if self.show is not None:
            self.show(self.done)

    def _open(self) -> Callable[[int], None]:
        from rich.console import Console  # noqa: PLC0415 - only where it takes long
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - likewise

        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        bar = self.stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
        task = bar.add_task(self.what, total=self.total)
        return lambda done: bar.update(task, completed=done)
