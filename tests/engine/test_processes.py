"""Worker processes: what becomes of tasks whose worker dies, of exceptions, and of workers that are wanted no more."""

from __future__ import annotations

import errno
import multiprocessing
import multiprocessing.connection
import multiprocessing.util
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from decide.engine import processes
from decide.engine.base import AHEAD, RUNS_AGAIN
from decide.engine.processes import Processes
from decide.errors import WrongUse
from tests.conftest import ROOT
from tests.engine import deeds
from tests.engine.deeds import Place, attempts
from tests.engine.left import PATIENCE, alive, is_gone, needs_proc, needs_signals, wait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("ctrl_c_is_heard")

# Tells when the first result is there; the others come when the folder says so.
PROGRAM = """
import multiprocessing, sys
from decide.engine.processes import Processes
from tests.engine.deeds import Place, waits_for_leave

print("begun", flush=True)
try:
    for number in Processes(2).map(waits_for_leave, [Place(sys.argv[1], number) for number in range(9)]):
        print("result", number, flush=True)
except KeyboardInterrupt:
    print("interrupted", multiprocessing.active_children(), flush=True)
"""


def _places(folder: Path, count: int, **deaths: int) -> list[Place]:
    return [Place(str(folder), number, deaths.get(f"task{number}", 0)) for number in range(count)]


@pytest.fixture(autouse=True)
def leaves_nothing() -> Iterator[None]:
    """Neither a process nor a thread, nor changed signals, environment or program."""
    state = _state()
    yield
    assert _state() == state


def _state() -> tuple[object, ...]:
    return (
        multiprocessing.active_children(),
        threading.active_count(),
        [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)],
        signal.pthread_sigmask(signal.SIG_BLOCK, ()) if sys.platform != "win32" else None,
        dict(os.environ, PYTEST_CURRENT_TEST=""),
        sys.modules["__main__"],
    )


@pytest.mark.parametrize("deed", [deeds.is_killed, deeds.ends], ids=lambda deed: deed.__name__)
def test_a_worker_that_dies_changes_nothing(deed: Callable[[Place], int], tmp_path: Path) -> None:
    advanced: list[None] = []
    tasks = _places(tmp_path, 7, task2=1)
    assert list(Processes(2).map(deed, tasks, lambda: advanced.append(None))) == list(range(7))
    assert len(advanced) == 7
    one, two = attempts(tmp_path, 2)
    assert one != two


def test_a_task_is_run_again_three_times_and_then_refused(tmp_path: Path) -> None:
    tasks = _places(tmp_path, 5, task1=99)
    results = Processes(2).map(deeds.is_killed, tasks)
    assert next(results) == 0
    with pytest.raises(WrongUse, match="died 4 times over the same task") as refused:
        list(results)
    assert "--workers" in refused.value.hint
    assert len(set(attempts(tmp_path, 1))) == 1 + RUNS_AGAIN


def test_three_deaths_are_not_too_many_and_who_stood_in_line_is_not_blamed(tmp_path: Path) -> None:
    tasks = _places(tmp_path, 3, task0=RUNS_AGAIN, task1=1)
    assert list(Processes(1).map(deeds.is_killed, tasks)) == [0, 1, 2]
    assert [len(attempts(tmp_path, number)) for number in range(3)] == [1 + RUNS_AGAIN, 2, 1]


@needs_proc
def test_a_death_before_the_next_task_is_begun_is_like_any_other(tmp_path: Path) -> None:
    threads = threading.active_count()
    results = Processes(1).map(deeds.is_killed, _places(tmp_path, 2 * AHEAD, task1=1))
    assert next(results) == 0
    wait(lambda: attempts(tmp_path, 1) != [] and is_gone(attempts(tmp_path, 1)[0]), "the worker to die")
    wait(lambda: threading.active_count() == threads, "the executor to know")
    assert list(results) == list(range(1, 2 * AHEAD))


def test_a_death_that_the_executor_misses_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    noticed = threading.Event()
    whole, kill = multiprocessing.connection.wait, processes._Context.kill  # noqa: SLF001 - seen from outside, it is rare

    def blind(handles: Sequence[Any], timeout: float | None = None) -> list[Any]:
        seen = handles if noticed.is_set() else [handle for handle in handles if not isinstance(handle, int)]
        return whole(seen, timeout)

    def told(context: processes._Context) -> None:
        noticed.set()
        kill(context)

    monkeypatch.setattr(multiprocessing.connection, "wait", blind)
    monkeypatch.setattr(processes._Context, "kill", told)  # noqa: SLF001 - likewise
    assert list(Processes(1).map(deeds.is_killed, _places(tmp_path, 2, task0=1))) == [0, 1]
    assert len(attempts(tmp_path, 0)) == 2


def test_an_exception_is_raised_at_once_and_not_tried_again(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError, match="in the second task") as raised:
        list(Processes(2).map(deeds.one_fails, _places(tmp_path, 9)))
    assert attempts(tmp_path, 1) != []
    assert len(attempts(tmp_path, 1)) == 1
    (note,) = raised.value.__notes__
    assert "in one_fails" in note, "where it was raised"


def test_an_exception_that_cannot_travel_is_told_in_words() -> None:
    with pytest.raises(RuntimeError, match=r"deeds\.Unsendable: so it was"):
        list(Processes(2).map(deeds.fails_unsendably, range(2)))


def test_a_result_that_cannot_be_packed_is_an_exception_too() -> None:
    with pytest.raises(AttributeError, match="lambda"):
        list(Processes(2).map(deeds.returns_what_cannot_be_packed, range(2)))


def test_results_that_wait_count_as_under_way_and_as_finished(tmp_path: Path) -> None:
    asked: list[int] = []

    class Noted(list[Place]):
        def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - as a list has it
            asked.append(number)
            return super().__getitem__(number)

    advanced: list[threading.Thread] = []
    tasks = Noted(_places(tmp_path, 30))
    results = Processes(2).map(deeds.first_comes_late, tasks, lambda: advanced.append(threading.current_thread()))
    assert asked == []
    assert next(results) == 0
    assert asked == list(range(2 * AHEAD))
    assert len(advanced) >= 2 * AHEAD - 1, "those before the eighth were there before the first"
    assert list(results) == list(range(1, 30))
    assert advanced == [threading.main_thread()] * 30


def test_closing_early_ends_all_workers(tmp_path: Path) -> None:
    results = Processes(2).map(deeds.waits_for_leave, _places(tmp_path, 9))
    assert next(results) == 0
    wait(lambda: len(_workers(tmp_path)) == 2, "both workers to begin")
    assert len(multiprocessing.active_children()) == 2
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert multiprocessing.active_children() == []
    assert all(map(is_gone, _workers(tmp_path)))


def test_an_exception_of_the_caller_ends_all_workers(tmp_path: Path) -> None:
    def stop() -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        list(Processes(2).map(deeds.waits_for_leave, _places(tmp_path, 9), stop))
    assert multiprocessing.active_children() == []


@needs_signals
def test_ctrl_c_is_not_for_workers() -> None:
    assert list(Processes(2).map(deeds.interrupts_itself, range(4))) == [0, 1, 2, 3]


def test_a_worker_has_one_thread_of_blas_and_is_deaf_from_the_start() -> None:
    assert set(Processes(2).map(deeds.surroundings, range(4))) == {("1", False, True, True)}


@needs_proc
@needs_signals
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_a_worker_is_begun_waits_until_it_is_known(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    begin: Callable[..., int] = multiprocessing.util.spawnv_passfds  # just then it is to happen
    begun: list[int] = []

    def interrupted(*arguments: object) -> int:
        begun.append(begin(*arguments))
        signal.raise_signal(number)
        return begun[-1]

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        list(Processes(1).map(deeds.itself, range(1)))  # so that Python's own process is there
        monkeypatch.setattr(multiprocessing.util, "spawnv_passfds", interrupted)
        with pytest.raises(KeyboardInterrupt):
            list(Processes(2).map(deeds.itself, range(4)))
    finally:
        signal.signal(signal.SIGTERM, before)
    wait(lambda: all(map(is_gone, begun)), "what was begun to end")
    assert len(begun) == 1
    assert capfd.readouterr().err == "", "no worker stands there without its orders"


@needs_signals
def test_ctrl_c_while_workers_are_ended_waits_until_all_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    kill = processes._Context.kill  # noqa: SLF001 - just then it is to happen

    def interrupted(context: processes._Context) -> None:
        signal.raise_signal(signal.SIGINT)
        kill(context)

    monkeypatch.setattr(processes._Context, "kill", interrupted)  # noqa: SLF001 - likewise
    results = Processes(2).map(deeds.itself, range(40))
    assert next(results) == 0
    with pytest.raises(KeyboardInterrupt):
        results.close()  # type: ignore[attr-defined]  # it is a generator
    assert multiprocessing.active_children() == []


def test_where_no_process_can_be_started_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    start, started = processes._Worker.start, []  # noqa: SLF001 - a system without room is hard to come by

    def refused(worker: processes._Worker) -> None:
        if started:
            raise OSError(errno.EAGAIN, "no more processes")
        started.append(worker)
        start(worker)

    monkeypatch.setattr(processes._Worker, "start", refused)  # noqa: SLF001 - likewise
    with pytest.raises(WrongUse, match=r"^cannot start worker processes: .*no more processes$") as told:
        list(Processes(2).map(deeds.itself, range(9)))
    assert "--workers 1" in told.value.hint
    assert multiprocessing.active_children() == []


def test_another_thread_may_ask_for_results() -> None:
    found: list[int] = []
    asker = threading.Thread(target=lambda: found.extend(Processes(2).map(deeds.itself, range(6))))
    asker.start()
    asker.join(PATIENCE)
    assert found == list(range(6))


def test_a_script_that_does_not_ask_whether_it_is_the_program_is_run_once(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "leave").touch()
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["begun", *(word for number in range(9) for word in ("result", str(number)))]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The program in a session of its own, both workers at work; whatever comes of the test, all of it ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait(lambda: len(_workers(tmp_path)) == 2, "both workers to begin")
    yield process
    (tmp_path / "leave").touch()
    process.kill()
    process.communicate()
    wait(lambda: not alive(process.pid), "the workers to end")


def _workers(folder: Path) -> set[int]:
    """Those that have begun a task that waits."""
    return {worker for number in range(1, 9) for worker in attempts(folder, number)}


@needs_proc
@needs_signals
@pytest.mark.parametrize("whole", [True, False], ids=["of a terminal", "of one process"])
def test_ctrl_c_leaves_nothing(program: subprocess.Popen[str], whole: bool) -> None:  # noqa: FBT001 - a case of two
    if whole:
        os.killpg(program.pid, signal.SIGINT)
    else:
        program.send_signal(signal.SIGINT)
    out, error = program.communicate(timeout=PATIENCE)
    assert out.splitlines() == ["begun", "result 0", "interrupted []"], "its workers are gone before it goes on"
    assert error == ""
    wait(lambda: not alive(program.pid), "what belongs to Python's own to end")


@needs_proc
@needs_signals
def test_a_program_that_is_killed_leaves_no_worker(program: subprocess.Popen[str], tmp_path: Path) -> None:
    workers = _workers(tmp_path)
    program.kill()
    wait(lambda: all(map(is_gone, workers)), "the workers to end with it")
    wait(lambda: not alive(program.pid), "what belongs to Python's own to end")
