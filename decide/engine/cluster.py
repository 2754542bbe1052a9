"""A Dask cluster: other machines, on which the same version of decide is installed."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import logging
import queue
import re
import threading
import warnings
from collections import Counter
from concurrent import futures
from functools import cache
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Any

from decide.engine.base import RUNS_AGAIN, answer, in_order, nothing, question
from decide.errors import DecideError, WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from decide.engine.base import Result, Task

PATIENCE = 30.0  # seconds in which a cluster that has lost all its workers may find new ones
_TICK = 1.0  # seconds between looks at whether anybody is still there
_GRACE = 1.0  # seconds for Dask to keep to its own time limit
_ADDRESS = re.compile(r"([a-z]+://)?([^\s:/\[\]@?#]+|\[[0-9A-Fa-f:.]+(%\w+)?\]):([0-9]{1,5})")
_LAST_PORT = 65535
_NOBODY = "start one with `dask scheduler`, or correct the address"
_LOGS = "the logs of its scheduler may say why; without --cluster the work is done here"
_LOGGERS = ("distributed", "dask", "tornado", "asyncio")


class Cluster:
    """The workers of a Dask scheduler. A connection lasts as long as one `map`."""

    def __init__(self, address: str, timeout: float = 5.0) -> None:
        match = _ADDRESS.fullmatch(address)
        if match is None or not 0 < int(match[4]) <= _LAST_PORT:
            raise WrongUse(
                f"'{address[:60]}' is no address of a cluster",
                "give the one that `dask scheduler` shows, such as tcp://10.0.0.5:8786",
            )
        _load()
        self.address, self.timeout = address, timeout

    def map(
        self, function: Callable[[Task], Result], tasks: Sequence[Task], advance: Callable[[], None] = nothing
    ) -> Iterator[Result]:
        """Results in the order of the tasks, as `Engine.map` says.

        Raises
        ------
        WrongUse : nobody answers at the address within the time limit, there are no workers, they have not what it
            takes, or they die again and again over the same task
        """
        with contextlib.ExitStack() as stack:
            # Should the rest never be asked for, the program ends with us waiting: closed later than this, for ever.
            atexit.register(stack.close)
            stack.callback(atexit.unregister, stack.close)
            stack.enter_context(_silence())
            client = stack.enter_context(_connected(self.address, self.timeout))
            with _working_with(self.address):
                versions, threads = _agreed(self.address, client)
            crew = _Crew(self.address, client, lambda number: (versions, question(function, tasks[number])))
            stack.callback(crew.close)
            yield from in_order(crew, len(tasks), threads, advance)


class _Crew:
    """Tasks that a cluster has not answered yet."""

    def __init__(self, address: str, client: Any, asked: Callable[[int], tuple[dict[str, str], bytes]]) -> None:  # noqa: ANN401 - Dask's client
        self._address, self._client, self._asked = address, client, asked
        self._futures: dict[int, Any] = {}
        self._deaths: Counter[int] = Counter()
        self._alone = 0.0

    def begin(self, number: int) -> None:
        asked = self._asked(number)
        with _working_with(self._address):
            self._futures[number] = self._client.submit(work, *asked, pure=False)

    def finished(self) -> list[tuple[int, bytes]]:
        from distributed import wait  # noqa: PLC0415 - an extra

        with _working_with(self._address), self._client.as_current():  # where `wait` looks for it
            with contextlib.suppress(TimeoutError):
                wait(list(self._futures.values()), timeout=_TICK, return_when="FIRST_COMPLETED")
            answers = list(self._answers())
            if not answers:
                self._look_for_workers()
            return answers

    def _answers(self) -> Iterator[tuple[int, bytes]]:
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        for number, future in list(self._futures.items()):
            if not future.done():
                continue
            try:
                packed = future.result(timeout=_TICK)
            except TimeoutError:  # the worker that has it is gone; another will do it again
                continue
            except KilledWorker as error:
                self._again(number, error.allowed_failures + 1)
            else:
                del self._futures[number]
                yield number, packed

    def _again(self, number: int, deaths: int) -> None:
        """Dask has given a task up; how soon it does that is set where its scheduler was started."""
        self._deaths[number] += deaths
        if self._deaths[number] > RUNS_AGAIN:
            raise WrongUse(
                f"workers of the cluster at {self._address} died {self._deaths[number]} times over the same task",
                "perhaps their memory is short; their logs will say",
            )
        self.begin(number)

    def _look_for_workers(self) -> None:
        self._alone = 0.0 if self._client.nthreads() else self._alone + _TICK
        if self._alone >= PATIENCE:
            raise WrongUse(
                f"the cluster at {self._address} has lost all its workers", "start some, and run the command again"
            )

    def close(self) -> None:
        """Nobody waits for what is not answered yet."""
        if self._futures:
            with contextlib.suppress(Exception, asyncio.CancelledError):
                self._client.cancel(list(self._futures.values()))


def work(versions: dict[str, str], packed: bytes) -> bytes:
    """What a worker does with a task, also one that has joined the cluster since we looked."""
    if installed() != versions:
        raise RuntimeError(f"a worker {_difference(versions, installed())}")
    return answer(packed)


@cache
def installed() -> dict[str, str]:
    """The versions that a result may depend on, where this is asked."""
    ours = import_module("decide")  # by name: the package stands above this room
    return {"decide": ours.__version__, "NumPy": metadata.version("numpy")}


def _agreed(address: str, client: Any) -> tuple[dict[str, str], int]:  # noqa: ANN401 - Dask's client
    """The versions that all have, and the number of tasks that can be done at once."""
    threads = sum(client.nthreads().values())
    if not threads:
        raise WrongUse(f"the cluster at {address} has no workers", f"start some with `dask worker {address}`")
    ours = installed()
    found = {f"worker {name}": versions for name, versions in sorted(client.run(installed, on_error="return").items())}
    try:
        found["the scheduler"] = client.run_on_scheduler(installed)
    except Exception as error:  # noqa: BLE001 - like those that workers return
        found["the scheduler"] = error
    for who, versions in found.items():
        if versions != ours:
            raise WrongUse(
                f"the cluster at {address} cannot do this work: {who} {_difference(ours, versions)}",
                "install " + " and ".join(f"{name} {version}" for name, version in ours.items()) + " throughout it",
            )
    return ours, threads


def _difference(ours: dict[str, str], found: object) -> str:
    if isinstance(found, dict):
        return "has " + " and ".join(f"{name} {found[name]}" for name in ours if found[name] != ours[name])
    if isinstance(found, OSError):
        return "does not answer"
    return f"lacks decide {ours['decide']}{_because(found)}"


def _load() -> None:
    try:
        import distributed  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise WrongUse("a cluster takes Dask, which is not installed", "pip install 'decide[cluster]'") from error


@contextlib.contextmanager
def _connected(address: str, timeout: float) -> Iterator[Any]:
    """A client of the scheduler."""
    from distributed import Client  # noqa: PLC0415 - an extra

    with _loop() as loop, contextlib.ExitStack() as stack:
        with _asking(f"no Dask scheduler answers at {address}", _NOBODY):
            # A client by itself waits for ever on somebody who listens and says nothing.
            asyncio.run_coroutine_threadsafe(_ask(address, timeout), loop.asyncio_loop).result(timeout + _GRACE)
            client = Client(address, loop=loop, timeout=timeout, set_as_default=False)
        stack.callback(_close, client, timeout)
        yield client


@contextlib.contextmanager
def _loop() -> Iterator[Any]:
    """An event loop in a thread of its own, and of our own: with it ends what Dask leaves behind when it gives up."""
    from tornado.ioloop import IOLoop  # noqa: PLC0415 - comes with Dask

    begun: queue.SimpleQueue[tuple[Any, asyncio.Event]] = queue.SimpleQueue()

    async def stay() -> None:
        over = asyncio.Event()
        begun.put((IOLoop.current(), over))
        await over.wait()

    def run() -> None:
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:  # Windows has another, which Dask shuns
            runner.run(stay())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    loop, over = begun.get()
    try:
        yield loop
    finally:
        loop.add_callback(over.set)
        thread.join(_GRACE)


async def _ask(address: str, timeout: float) -> None:  # noqa: ASYNC109 - this is about it
    """Whether a scheduler is there."""
    from distributed import rpc  # noqa: PLC0415 - an extra
    from distributed.security import Security  # noqa: PLC0415 - likewise

    arguments = Security().get_connection_args("client")
    async with rpc(address, timeout=timeout, connection_args=arguments) as other:
        known = await asyncio.wait_for(other.identity(), timeout)
    if known["type"] != "Scheduler":
        raise RuntimeError(f"a {known['type'].lower()} does")


def _close(client: Any, timeout: float) -> None:  # noqa: ANN401 - Dask's client
    with contextlib.suppress(Exception):  # whoever is not there any more need not be told
        client.close(timeout)


@contextlib.contextmanager
def _asking(failure: str, hint: str, lost: str = "") -> Iterator[None]:
    """What Dask warns of is no news, and what it raises means that the cluster cannot be used."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except DecideError:
        raise
    except (Exception, asyncio.CancelledError) as error:
        raise WrongUse(f"{failure}{_because(error, lost)}", hint) from error


def _working_with(address: str) -> contextlib.AbstractContextManager[None]:
    lost = ": its scheduler is gone, or has dropped the tasks"
    return _asking(f"the cluster at {address} cannot go on", _LOGS, lost)


def _because(error: object, lost: str = "") -> str:
    # A connection may be found closed before Dask has cancelled what was to come over it, or after. One who was never
    # there is the same; and the greeting of a stranger is taken for the size of one.
    if isinstance(error, OSError | asyncio.CancelledError | futures.CancelledError | MemoryError):
        return lost
    return ": " + (str(error).strip() or type(error).__name__).splitlines()[0]


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Dask and what it stands on log to stderr; what a user should know of it, we say ourselves."""
    known = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in _LOGGERS]
    before = {logger: logger.level for logger in map(logging.getLogger, {*known, *_LOGGERS})}
    for logger in before:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in before.items():
            logger.setLevel(level)
