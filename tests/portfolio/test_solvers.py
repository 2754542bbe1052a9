"""The solvers: what they may claim, and that nothing of them is left behind."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import highspy
import pulp
import pytest

from decide.engine import solvers
from decide.selection.answer import Status
from decide.selection.milp.constraints import formulated
from decide.selection.milp.solve import by_solver
from decide.selection.programme import Needs, Tally, is_feasible, measure
from decide.selection.solve import CBC, DYNAMIC, HIGHS, Engine, solve
from tests.conftest import ROOT
from tests.portfolio.hard import knapsack
from tests.portfolio.programmes import option, options, programme, way

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from decide.selection.programme import Programme

pytestmark = pytest.mark.usefixtures("ctrl_c_is_heard")
SOLVERS = (HIGHS, CBC)
VECTORS = sorted((Path(__file__).parent / "vectors").glob("*.json"))
MANY = 1000
PATIENCE = 60.0  # seconds until a test gives up
A_WHILE = 0.3  # seconds in which a solver that has begun gets to work

# Tells how many threads it has, solves, and tells how that ended and how many threads are left after a while.
PROGRAM = """
import json, os, signal, sys, threading, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may have it ignored
from decide.selection.milp.solve import by_solver
from tests.portfolio.hard import knapsack

def threads():
    return {"python": threading.active_count(), "system": len(os.listdir("/proc/self/task"))}

def tell(**facts):
    print(json.dumps(facts), flush=True)

before = threads()
tell(say="ready", **before)
try:
    answer = by_solver(knapsack(int(sys.argv[2])), sys.argv[1], 1, float(sys.argv[3]))
    ended = {"say": "done", "status": answer.status}
except KeyboardInterrupt:
    ended = {"say": "interrupted"}
end = time.monotonic() + 10
while threads() != before and time.monotonic() < end:
    time.sleep(0.01)
tell(**ended, **threads())
"""

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="this system has no /proc in which to look for what is left"
)
needs_signals = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows cannot send one process the SIGINT of Ctrl-C"
)


class Running(NamedTuple):
    """The program at work, and the folder for its temporary files."""

    process: subprocess.Popen[str]
    folder: Path


def _vector(path: Path) -> tuple[Programme, int]:
    """A stored problem and the value of its best portfolio."""
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    place = {one["id"]: number for number, one in enumerate(stored["options"])}
    rules = [Needs(place[name], tuple(place[other] for other in any_of)) for name, any_of in stored["requires"]]
    exclusions = [Tally(tuple(place[name] for name in names), 0, 1) for names in stored["excludes"]]
    found = [option(one["id"], way(one["value"], *one["resources"])) for one in stored["options"]]
    whole = programme(found, rules=[*rules, *exclusions], limits=stored["budgets"])
    return whole, stored["expected"]["optimal_value"]


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
@pytest.mark.parametrize("engine", [DYNAMIC, HIGHS])
def test_what_another_build_of_cbc_got_wrong_is_found(path: Path, engine: str) -> None:
    whole, expected = _vector(path)
    answer = solve(whole, engine=Engine(engine))
    assert answer.status is Status.OPTIMAL
    assert measure(whole, answer.portfolios[0]).value == expected
    assert answer.bound == expected


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_highs_alone_finds_it_too(path: Path) -> None:
    whole, expected = _vector(path)
    answer = by_solver(whole, HIGHS)
    assert answer.status is Status.OPTIMAL
    assert measure(whole, answer.portfolios[0]).value == expected


def test_there_are_two_such_problems() -> None:
    assert [path.stem for path in VECTORS] == ["cbc_stops_short_137", "cbc_stops_short_294"]


def test_highs_out_of_time_hands_over_the_best_it_found_and_a_bound() -> None:
    whole = knapsack(MANY)
    answer = by_solver(whole, HIGHS, seconds=1.0)
    assert answer.status is Status.BEST_FOUND
    (picks,) = answer.portfolios
    assert is_feasible(whole, picks)
    assert answer.bound is not None
    assert answer.bound >= measure(whole, picks).value * whole.value_unit
    assert answer.equals is None


def test_highs_out_of_time_is_told_by_sol_status_and_not_by_status() -> None:
    problem = formulated(knapsack(MANY)).problem
    outcome = solvers.run_highs(problem, 1.0)
    assert problem.status == pulp.LpStatusOptimal, "which is why it must not be read"
    assert outcome.status == problem.sol_status == pulp.constants.LpSolutionIntegerFeasible
    assert (outcome.found, outcome.solved, outcome.infeasible) == (True, False, False)


def test_cbc_out_of_time_hands_over_what_keeps_to_the_limits() -> None:
    whole = knapsack(MANY)
    answer = by_solver(whole, CBC, seconds=1.0)
    assert answer.status in {Status.BEST_FOUND, Status.UNKNOWN}
    assert all(is_feasible(whole, picks) for picks in answer.portfolios)


def test_time_is_for_all_portfolios_together() -> None:
    whole = knapsack(MANY)
    answer = by_solver(whole, HIGHS, 3, 1.0)
    assert answer.status is Status.BEST_FOUND
    assert len(answer.portfolios) == 1, "none after the one for which time was out"


def test_what_cannot_be_kept_to_has_no_portfolio() -> None:
    whole = programme(options(way(1, 3), way(1, 4)), rules=[Tally((0, 1), 2, 2)], limits=[6])
    answer = by_solver(whole, HIGHS)
    assert (answer.status, answer.portfolios, answer.bound) == (Status.INFEASIBLE, (), None)
    assert by_solver(whole, CBC).status is Status.UNKNOWN
    assert by_solver(whole, CBC).portfolios == ()


def test_cbc_never_claims_a_proof() -> None:
    whole = programme(options(way(1, 3), way(2, 4)), limits=[6])
    answer = by_solver(whole, CBC)
    assert (answer.status, answer.portfolios, answer.bound) == (Status.BEST_FOUND, (((1, 0),),), None)


def test_fewer_portfolios_than_asked_for_are_all_there_are() -> None:
    whole = programme(options(way(1, 3), way(2, 4)), limits=[6])
    answer = by_solver(whole, HIGHS, 5)
    assert (answer.status, answer.portfolios) == (Status.OPTIMAL, (((1, 0),), ((0, 0),), ()))


def test_highs_is_here() -> None:
    assert solvers.highs_is_here()


def test_cbc_runs_without_its_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    # With one thread of its own, about one run in 300 of CBC 2.10.3 wakes up only after ten seconds.
    commands = []
    start = subprocess.Popen

    def noted(command: list[str], *arguments: Any, **options: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401 - passed on
        commands.append(command)
        return start(command, *arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", noted)
    by_solver(knapsack(5), CBC)
    (command,) = commands
    threads = [after for word, after in itertools.pairwise(command) if word.lower().startswith("-thread")]
    assert threads in ([], ["0"])


def _processes_in(folder: Path) -> list[int]:
    """Processes that work in a folder or below, such as a solver."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            place = (process / "cwd").readlink()
        except OSError:  # it has ended, or is none of ours
            continue
        if place.is_relative_to(folder):
            found.append(int(process.name))
    return found


def _command(process: int) -> bytes:
    try:
        return Path("/proc", str(process), "cmdline").read_bytes()
    except OSError:  # it has ended
        return b""


def _wait(happened: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "temporary files"
    found.mkdir()
    return found


@pytest.fixture
def run(folder: Path) -> Iterator[Callable[[str, int, float], Running]]:
    """Start the program; whatever comes of the test, it is gone afterwards."""
    started = []

    def begin(solver: str, items: int, seconds: float) -> Running:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, solver, str(items), str(seconds)],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return Running(process, folder)

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def _told(running: Running) -> dict[str, Any]:
    assert running.process.stdout is not None
    told: dict[str, Any] = json.loads(running.process.stdout.readline())
    return told


def _leaves_nothing(running: Running) -> None:
    assert running.process.wait(PATIENCE) == 0
    assert _processes_in(running.folder) == []
    assert list(running.folder.iterdir()) == []


@needs_proc
@pytest.mark.parametrize("solver", SOLVERS)
def test_nothing_is_left_after_a_normal_end(solver: str, run: Callable[[str, int, float], Running]) -> None:
    running = run(solver, 15, PATIENCE)
    before, after = _told(running), _told(running)
    assert (before.pop("say"), after.pop("say")) == ("ready", "done")
    assert after.pop("status") == (Status.OPTIMAL if solver == HIGHS else Status.BEST_FOUND)
    assert after == before, "as many threads as before"
    _leaves_nothing(running)


@needs_proc
@pytest.mark.parametrize("solver", SOLVERS)
def test_nothing_is_left_when_time_is_out(solver: str, run: Callable[[str, int, float], Running]) -> None:
    running = run(solver, MANY, 0.5)
    before, after = _told(running), _told(running)
    assert (before.pop("say"), after.pop("say")) == ("ready", "done")
    assert after.pop("status") in {Status.BEST_FOUND, Status.UNKNOWN}
    assert after == before
    _leaves_nothing(running)


@needs_proc
@needs_signals
def test_nothing_is_left_when_cbc_is_interrupted(run: Callable[[str, int, float], Running]) -> None:
    running = run(CBC, MANY, PATIENCE)
    before = _told(running)
    _wait(lambda: any(b"cbc" in _command(child) for child in _processes_in(running.folder)), "the child")
    time.sleep(A_WHILE)
    running.process.send_signal(signal.SIGINT)
    assert _told(running) == before | {"say": "interrupted"}
    _leaves_nothing(running)


@needs_proc
@needs_signals
def test_nothing_is_left_when_highs_is_interrupted(run: Callable[[str, int, float], Running]) -> None:
    running = run(HIGHS, MANY, PATIENCE)
    before = _told(running)
    threads = Path("/proc", str(running.process.pid), "task")
    _wait(lambda: len(list(threads.iterdir())) > before["system"], "the solver's thread")
    time.sleep(A_WHILE)
    running.process.send_signal(signal.SIGINT)
    assert _told(running) == before | {"say": "interrupted"}
    _leaves_nothing(running)


@needs_signals
def test_ctrl_c_while_cbc_is_being_started_leaves_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    class Interrupted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
            super().__init__(*arguments, **options)
            started.append(self)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    try:
        with pytest.raises(KeyboardInterrupt):
            by_solver(knapsack(MANY), CBC, seconds=PATIENCE)
        (child,) = started
        assert child.poll() is not None, "the child works on"
    finally:
        for child in started:
            child.kill()
            child.wait()


@needs_signals
def test_ctrl_c_while_highs_is_being_started_leaves_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    start = highspy.Highs.startSolve

    def interrupted(solver: highspy.Highs) -> threading.Thread:
        started.append((solver, start(solver)))
        signal.raise_signal(signal.SIGINT)
        return started[-1][1]

    monkeypatch.setattr(highspy.Highs, "startSolve", interrupted)
    try:
        with pytest.raises(KeyboardInterrupt):
            by_solver(knapsack(MANY), HIGHS, seconds=PATIENCE)
        ((_, thread),) = started
        thread.join(10.0)
        assert not thread.is_alive(), "the solver works on"
    finally:
        for solver, thread in started:
            solver.cancelSolve()
            thread.join()


@needs_proc
@needs_signals
def test_a_program_that_is_ended_hard_leaves_nothing_of_highs(run: Callable[[str, int, float], Running]) -> None:
    running = run(HIGHS, MANY, PATIENCE)
    _told(running)
    running.process.kill()
    assert running.process.wait(PATIENCE) == -signal.SIGKILL
    assert _processes_in(running.folder) == []
    assert list(running.folder.iterdir()) == []
