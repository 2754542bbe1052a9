"""Worker processes on this machine: begun when there is work, replaced when one dies, gone when the work is over."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections import Counter
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import TYPE_CHECKING, Any

from decide.engine.base import RUNS_AGAIN, answer, in_order, nothing, question
from decide.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Self

    from decide.engine.base import Result, Task

_MOST = 61 if sys.platform == "win32" else 1024  # Windows waits for no more at once
_TICK = 0.5  # seconds; a signal that another thread is given does not wake us, nor does every death
_BLAS_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class Processes:
    """As many worker processes as asked for.

    They are spawned, not forked: NumPy has threads, of which a forked process would inherit the locks and not the
    threads; a server to fork from would outlive the work; and Windows can do nothing else.
    """

    def __init__(self, workers: int) -> None:
        self.workers = min(workers, _MOST)

    def map(
        self, function: Callable[[Task], Result], tasks: Sequence[Task], advance: Callable[[], None] = nothing
    ) -> Iterator[Result]:
        """Results in the order of the tasks, as `Engine.map` says.

        Raises
        ------
        WrongUse : workers cannot be started, or die again and again over the same task
        """
        with _Pool(self.workers, function, tasks) as pool:
            yield from in_order(pool, len(tasks), self.workers, advance)


class _Pool:
    """Workers, and the tasks that they have not answered."""

    def __init__(self, workers: int, function: Callable[[Any], object], tasks: Sequence[Any]) -> None:
        self._workers, self._function, self._tasks = workers, function, tasks
        self._context = _Context()
        self._executor: ProcessPoolExecutor | None = None
        self._futures: dict[int, Future[bytes]] = {}  # in the order in which workers take them
        self._news: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._deaths: Counter[int] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with _undisturbed():
            self._end()

    def begin(self, number: int) -> None:
        packed = question(self._function, self._tasks[number])
        with _undisturbed():
            self._futures[number] = future = self._submitted(packed)
        future.add_done_callback(lambda _: self._news.put(number))

    def finished(self) -> list[tuple[int, bytes]]:
        try:
            number = self._news.get(timeout=_TICK)
        except queue.Empty:
            if wait(self._context.sentinels(), 0):  # an executor watches a new worker only after it has woken next
                self._replace()
            return []
        future = self._futures.get(number)
        if future is None or not future.done():  # news of a pool that is no more
            return []
        if _is_lost(future):
            self._replace()
            return []
        del self._futures[number]
        return [(number, future.result())]

    def _submitted(self, packed: bytes) -> Future[bytes]:
        try:
            if self._executor is None:
                self._executor = ProcessPoolExecutor(self._workers, self._context, _begin_work)
            return self._executor.submit(answer, packed)
        except BrokenProcessPool as error:
            lost: Future[bytes] = Future()
            lost.set_exception(error)
            return lost
        except (OSError, NotImplementedError, ImportError) as error:  # no more processes, or no semaphores
            raise WrongUse(f"cannot start worker processes: {error}", "--workers 1 does without") from error

    def _replace(self) -> None:
        """New workers for old, which have the unfinished tasks before them again."""
        with _undisturbed():
            self._end()
        lost = [number for number, future in self._futures.items() if _is_lost(future)]
        self._deaths.update(lost[: self._workers])  # the others were in line: they killed nobody
        if max(self._deaths.values(), default=0) > RUNS_AGAIN:
            raise WrongUse(
                f"worker processes died {RUNS_AGAIN + 1} times over the same task",
                "perhaps memory is short: fewer --workers take less",
            )
        for number in lost:
            self.begin(number)

    def _end(self) -> None:
        self._context.kill()
        if self._executor is not None:
            self._executor.shutdown()
            self._executor = None


def _is_lost(future: Future[bytes]) -> bool:
    return not future.done() or isinstance(future.exception(), BrokenProcessPool)


class _Context(SpawnContext):
    """Knows every worker that was begun; an executor shows them to nobody."""

    def __init__(self) -> None:
        self._begun: list[SpawnProcess] = []

    def Process(self, *arguments: Any, **options: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: ANN401, N802 - as the executor calls it
        worker = _Worker(*arguments, **options)
        self._begun.append(worker)
        return worker

    def sentinels(self) -> list[int]:
        """One for each worker, that is ready when it has ended."""
        return [worker.sentinel for worker in self._begun]

    def kill(self) -> None:
        """End all of them, at once."""
        started = [worker for worker in self._begun if worker.pid is not None]
        for worker in started:
            worker.kill()
        for worker in started:
            worker.join()
        self._begun.clear()


class _Worker(SpawnProcess):
    """Does not hear Ctrl-C, from its first moment on, and knows nothing of the program that it works for.

    A script that does not ask whether it is the main program would otherwise be run again by every worker.
    """

    def start(self) -> None:
        with _deaf(), _without_program():
            super().start()


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """A process that is begun in here inherits it that Ctrl-C is withheld."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _without_program() -> Iterator[None]:
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


def _begin_work() -> None:
    """What a worker does first; NumPy is not loaded yet."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # With a worker for each processor, threads of BLAS come on top: all of it then takes two to three times as long.
    os.environ.update(dict.fromkeys(_BLAS_THREADS, "1"))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C and SIGTERM are put off: an exception while workers are begun or ended would lose sight of some."""
    heard: list[int] = []
    before = {}
    if threading.current_thread() is threading.main_thread():  # no other is told of signals
        for number in (signal.SIGINT, signal.SIGTERM):
            handler = signal.getsignal(number)
            if callable(handler):
                before[number] = handler
                signal.signal(number, lambda number, _frame: heard.append(number))
    try:
        yield
    finally:
        for known, handler in before.items():
            signal.signal(known, handler)
        if heard:
            signal.raise_signal(heard[0])
