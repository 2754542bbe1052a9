"""Ctrl-C and being asked to end while a solver is at work, rows G01 to G04; and while a frontier is being found."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.hostile.cases import snapshot
from tests.hostile.test_portfolio_examples import FRONTIER, INTERRUPTED, NOT_PROVED, hard, wide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.hostile.cases import Case

CASES: tuple[Case, ...] = ()
NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

PROC = Path("/proc")
pytestmark = [
    pytest.mark.usefixtures("ctrl_c_is_heard"),
    pytest.mark.skipif(
        os.name != "posix" or not (PROC / "self" / "cwd").exists(),
        reason="signals of this kind exist on POSIX systems only, and processes are looked for in /proc",
    ),
]
PATIENCE = 30.0  # seconds until something has begun, or until we give up
PROMPT = 10.0  # seconds from the signal to the end, on a busy machine
SUMMED_UP = 20.0  # the same where what was found is added up and shown first
SOLVE = ("portfolio", "--time-limit", "600", "--solver")


class Begun:
    """A command under way in a session of its own, with a folder of its own for temporary files."""

    def __init__(self, program: Path, root: Path, temporary: Path, *arguments: str) -> None:
        self.temporary = temporary
        temporary.mkdir()
        env = os.environ | {"TMPDIR": str(temporary), "COLUMNS": "120"}
        self.shown, self.said = (temporary.with_suffix(stream) for stream in (".stdout", ".stderr"))
        with self.shown.open("wb") as shown, self.said.open("wb") as said:  # a pipe that nobody reads could fill up
            self.process = subprocess.Popen(
                [program, *arguments], cwd=root, env=env, stdout=shown, stderr=said, start_new_session=True
            )

    def children(self) -> list[int]:
        """Processes that work in the temporary folder: a solver of its own does."""
        found = []
        for entry in PROC.iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and str((entry / "cwd").readlink()).startswith(str(self.temporary)):
                    found.append(int(entry.name))
        return found

    def loaded(self, module: str) -> bool:
        return module in (PROC / str(self.process.pid) / "maps").read_text(encoding="utf-8", errors="replace")

    def worked(self) -> float:
        """Seconds of processor so far."""
        fields = (PROC / str(self.process.pid) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def wait_for(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, self.result()
            assert time.monotonic() < end, "it has not begun"
            time.sleep(0.02)

    def end(self, number: int, *, group: bool = False, seconds: float = PROMPT) -> tuple[int, str, str]:
        """Send a signal, and wait for the end; the code, and what was shown and said."""
        if group:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        sent = time.monotonic()
        found = self.result()
        assert time.monotonic() - sent < seconds, f"{time.monotonic() - sent:.1f} seconds to end"
        return found

    def result(self) -> tuple[int, str, str]:
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            pytest.fail(f"it has not ended in {PATIENCE:g} seconds")
        return code, self.shown.read_text(encoding="utf-8"), self.said.read_text(encoding="utf-8")

    def put_away(self) -> None:
        for pid in self.children():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="module")
def hardest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hard(tmp_path_factory.mktemp("hard"))[0]


@pytest.fixture
def begin(program: Path, tmp_path: Path) -> Iterator[Callable[..., Begun]]:
    begun: list[Begun] = []

    def call(root: Path, *arguments: str, folder: str = "temporary") -> Begun:
        begun.append(Begun(program, root, tmp_path / folder, *arguments))
        return begun[-1]

    yield call
    for one in begun:
        one.put_away()


def solving(begun: Begun, engine: str) -> None:
    """Wait until the solver is at work."""
    if engine == "cbc":
        begun.wait_for(lambda: bool(begun.children()))
        time.sleep(0.5)
    else:
        begun.wait_for(lambda: begun.loaded("highspy") and begun.worked() > 1.5)


def assert_gone(begun: Begun, result: tuple[int, str, str]) -> None:
    assert result[0] == INTERRUPTED, result
    assert result[1] == ""
    assert "Traceback" not in result[2]
    assert result[2].splitlines() == ["interrupted; nothing was written"]
    assert begun.children() == [], "the solver lives on"
    assert list(begun.temporary.iterdir()) == [], "temporary files are left"


ENDINGS = pytest.mark.parametrize(
    ("number", "group"),
    [(signal.SIGINT, False), (signal.SIGINT, True), (signal.SIGTERM, False)],
    ids=["ctrl-c", "ctrl-c-to-the-group", "sigterm"],
)


@ENDINGS
def test_g01_g02_g04_cbc(number: int, group: bool, begin: Callable[..., Begun], hardest: Path) -> None:  # noqa: FBT001 - a parameter of the test
    """What the answer was to replace stays as it was."""
    (hardest / "best.json").write_text("kept\n", encoding="utf-8")
    before = snapshot(hardest)
    begun = begin(hardest, *SOLVE, "cbc", "-o", "best.json", folder="with a space")
    solving(begun, "cbc")
    assert_gone(begun, begun.end(number, group=group))
    assert snapshot(hardest) == before


@ENDINGS
def test_g03_g04_highs(number: int, group: bool, begin: Callable[..., Begun], hardest: Path) -> None:  # noqa: FBT001 - a parameter of the test
    begun = begin(hardest, *SOLVE, "highs")
    solving(begun, "highs")
    assert_gone(begun, begun.end(number, group=group))


@pytest.mark.parametrize("settled", [True, False], ids=["at-work", "being-started"])
@pytest.mark.parametrize("pauses", [(0.0, 0.0, 0.005, 0.005), (0.001, 0.0, 0.02, 0.0, 0.3), (0.0,)], ids=len)
def test_g01_ctrl_c_again_and_again(
    pauses: tuple[float, ...],
    settled: bool,  # noqa: FBT001 - a parameter of the test
    begin: Callable[..., Begun],
    hardest: Path,
) -> None:
    """Whoever presses twice, or starts us from a program that passes the signal on too, leaves no more behind."""
    begun = begin(hardest, *SOLVE, "cbc")
    if settled:
        solving(begun, "cbc")
    else:
        begun.wait_for(lambda: bool(begun.children()))
    for turn, pause in enumerate(pauses):
        begun.process.send_signal(signal.SIGTERM if turn % 2 else signal.SIGINT)
        time.sleep(pause)
    assert_gone(begun, begun.end(signal.SIGTERM))


def test_g01_solver_killed(begin: Callable[..., Begun], hardest: Path) -> None:
    """A solver that the system ends is a solver that has found nothing, no bug of ours."""
    begun = begin(hardest, *SOLVE, "cbc")
    solving(begun, "cbc")
    os.kill(begun.children()[0], signal.SIGKILL)
    code, _, said = begun.result()
    assert (code, said) == (NOT_PROVED, "")
    assert list(begun.temporary.iterdir()) == []


def test_frontier_so_far(begin: Callable[..., Begun], tmp_path: Path) -> None:
    """Ctrl-C during a long search shows what was found, and says that it is not all."""
    begun = begin(wide(tmp_path / "workspace", 120), *FRONTIER)
    begun.wait_for(lambda: begun.worked() > 2)
    code, shown, said = begun.end(signal.SIGINT, group=True, seconds=SUMMED_UP)
    assert (code, said) == (INTERRUPTED, "")
    assert "INCOMPLETE, interrupted" in shown
