"""Hostile names in what is printed, rows D13 to D15, and awkward screens and pipes, rows G10 to G12."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.hostile.cases import AS_CSV, CANNOT_WRITE, CHECK, ESCAPES, RANK, Case, covered, ids, rows
from tests.workspaces import ALPHA, BETA, CRITERIA, EVEN, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.conftest import Try

NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

OPTION = "options/alpha.yaml"
PROFILE = "weights/even.yaml"
PATIENCE = 20
FORMATS = ("table", "json", "csv", "markdown", "github")
POSIX = pytest.mark.skipif(
    os.name != "posix", reason="closed pipes and terminals of this kind exist on POSIX systems only"
)

MARKUP = "[bold red]x[/] [link=https://example.org]y[/link] :warning:"
CLOSING = "Option [/a]"
MARKED = {
    "criteria.yaml": CRITERIA.replace("Which way to go?", f'"{MARKUP}"')
    .replace("title: Effect", f'title: "{MARKUP}"')
    .replace("title: Price", f'title: "{CLOSING}"')
    .replace("unit: USD", 'unit: "[red]USD[/]"'),
    OPTION: f'version: 1\ntitle: "{MARKUP}"\nsummary: "{CLOSING}"\nperformance: {{effect: 80, price: 300}}\n',
    "options/beta.yaml": (
        f'version: 1\ntitle: "{CLOSING}"\nperformance:\n  effect: {{value: 4, note: "{CLOSING}"}}\n  price: 1\n'
    ),
    PROFILE: f'version: 1\ntitle: "{CLOSING}"\nweights: {{effect: 50, price: 50}}\n',
}
CASES = (
    Case("D13-rich-markup-in-a-ranking", MARKED, (MARKUP, CLOSING), 0),
    Case("D13-rich-markup-in-csv", MARKED, (MARKUP, CLOSING), 0, AS_CSV),
    Case("D13-rich-markup-in-an-explanation", MARKED, (MARKUP, CLOSING), 0, ("why", "alpha")),
    Case("D13-rich-markup-in-a-comparison", MARKED, (MARKUP, CLOSING), 0, ("why", "alpha", "beta")),
    Case("D14-rich-crash-in-a-fault", {OPTION: f"version: 1\ntitle: 1.0\n'[/a]': {CLOSING}\n"}, ("'[/a]'", CLOSING)),
    Case("D14-rich-crash-in-a-doubt", {"options/x.yml": CLOSING}, ("x.yml is not read",), 0, CHECK),
    Case("D14-rich-crash-on-the-command-line", {}, ("'[/a]'",), 2, (*RANK, "--weights", "[/a]")),
    Case(
        "D15-terminal-escape",
        {OPTION: ALPHA.replace("Alpha", "\x1b[2J")},
        ("control-character", f"{OPTION}:2:8", "U+001B"),
    ),
    Case(
        "D15-terminal-escape-of-one-byte", {OPTION: ALPHA.replace("Alpha", "\x9b2J")}, ("control-character", "U+009B")
    ),
    Case(
        "D15-terminal-title-escaped",
        {OPTION: ALPHA.replace("Alpha", r'"\e]0;x\a"')},
        ("control-character", f"{OPTION}:2:8"),
    ),
    Case("D15-terminal-escape-on-the-command-line", {}, ("there is no weight profile",), 2, (*RANK, "-w", "\x1b[2J")),
    *(
        Case(f"G11-width-{name}", {}, ("Alpha", "Beta"), 0, environment={"COLUMNS": columns})
        for name, columns in (
            ("nought", "0"),
            ("empty", ""),
            ("text", "wide"),
            ("superscript", "\u00b2"),
            ("huge", "9" * 20),
            ("digits", "9" * 5_000),
        )
    ),
    Case("D15-terminal-escape-in-a-folder", {}, ("there is no folder",), 2, (*RANK, "-C", "\x1b]0;x\x07")),
)


def test_every_row_is_answered() -> None:
    assert covered(sys.modules[__name__]) == rows("D", 13, 15) | rows("G", 10, 12)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_case(case: Case, run: Run, attempted: Try) -> None:
    attempted(case, run)


def test_d13_rich_markup_when_a_profile_is_confirmed(tmp_path: Path, run: Run) -> None:
    result = run("weights", "confirm", "even", cwd=write(tmp_path, MARKED), env={"COLUMNS": "200"})
    assert (result.returncode, result.stderr) == (0, "")
    assert MARKUP in result.stdout
    assert "[red]USD[/]" in result.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_d15_terminal_escape_in_what_a_fault_quotes(form: str, tmp_path: Path, run: Run) -> None:
    """A fault quotes what it found; what it found must not reach the terminal as a command."""
    wrong = "version: 1\ntitle: x\n{}: 1\nperformance: {{effect: {}, {}: 3}}\n"
    quoted = wrong.format(r'"\e[2J"', r'"\e]0;x\a"', r'"\x9b2J"')
    result = run(*CHECK, "--format", form, cwd=write(tmp_path, {OPTION: quoted}))
    assert result.returncode == 3, result.stderr
    assert [sign for sign in ESCAPES if sign in result.stdout] == []


@POSIX
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["a\x1b[2Jb.yaml", "a\n::error::forged.yaml"], ids=["escape", "line-end"])
def test_d15_terminal_escape_in_a_file_name(name: str, form: str, tmp_path: Path, run: Run) -> None:
    """A name in a repository is as foreign as a text in a file."""
    result = run(*CHECK, "--format", form, cwd=write(tmp_path, {f"options/{name}": ALPHA}))
    assert result.returncode == 3, result.stderr
    assert "bad-id" in result.stdout
    assert [sign for sign in ESCAPES if sign in result.stdout] == []
    assert not any(line.startswith("::error::forged") for line in result.stdout.splitlines())


def quiet_after(program: Path, root: Path, *arguments: str, stream: str = "stdout") -> tuple[int, str]:
    """The exit code, and what the other stream says, where nobody reads this one."""
    process = subprocess.Popen([program, *arguments], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with process:
        closed, other = (process.stdout, process.stderr) if stream == "stdout" else (process.stderr, process.stdout)
        assert closed is not None
        assert other is not None
        closed.close()
        said = other.read().decode()
    return process.returncode, said


@POSIX
@pytest.mark.parametrize(
    "arguments",
    [
        RANK,
        (*RANK, "--format", "json"),
        ("why", "alpha"),
        CHECK,
        ("schema", "option"),
        ("--help",),
        (*RANK, "--help"),
        ("--version",),
    ],
    ids=" ".join,
)
def test_g10_broken_pipe(arguments: tuple[str, ...], tmp_path: Path, program: Path) -> None:
    assert quiet_after(program, write(tmp_path, {}), *arguments) == (0, "")


@POSIX
def test_g10_broken_pipe_after_the_first_line(tmp_path: Path, program: Path) -> None:
    """More than a pipe holds: the program is still writing when its reader goes."""
    options = {f"options/o{number}.yaml": ALPHA.replace("Alpha", f"O{number}") for number in range(700)}
    root = write(tmp_path, options)
    with subprocess.Popen([program, *RANK], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"Even: ")
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


@POSIX
def test_g10_broken_pipe_of_a_refusal(tmp_path: Path, program: Path) -> None:
    """The exit code is the refusal's, whether anyone reads why or not."""
    assert quiet_after(program, write(tmp_path, {OPTION: "x"}), *RANK, stream="stderr") == (3, "")
    assert quiet_after(program, tmp_path, *RANK, "--weights", "no", stream="stderr") == (2, "")


@POSIX
@pytest.mark.parametrize("arguments", [RANK, (*RANK, "--format", "json"), CHECK], ids=" ".join)
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")  # noqa: PTH110 - a device
def test_g10_full_disk(arguments: tuple[str, ...], tmp_path: Path, program: Path) -> None:
    root = write(tmp_path, {})
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        result = subprocess.run(
            [program, *arguments], cwd=root, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
    assert "Traceback" not in result.stderr, result.stderr
    assert result.returncode == CANNOT_WRITE
    assert "no space left" in result.stderr.lower()


@POSIX
@pytest.mark.parametrize("arguments", [RANK, (*RANK, "--format", "json"), CHECK], ids=" ".join)
def test_g10_closed_output(arguments: tuple[str, ...], tmp_path: Path, program: Path) -> None:
    """`decide rank >&-`: there is no standard output at all."""
    shell = ["/bin/sh", "-c", '"$0" "$@" >&-', str(program), *arguments]
    result = subprocess.run(shell, cwd=write(tmp_path, {}), capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in result.stderr, result.stderr
    assert result.returncode in {0, CANNOT_WRITE}


WIDE_NAMES = {
    OPTION: ALPHA.replace("Alpha", "\u6771\u897f\u5357\u5317" * 15),
    "options/beta.yaml": BETA.replace("Beta", "A title of a hundred letters " * 4),
    PROFILE: EVEN.replace("Even", "\u6771\u897f" * 60),
}
FAULTY = {
    OPTION: "version: 1\ntitle: " + "\u6771" * 200 + "\nperformance: {effect: 8, price: 3}\n" + "x" * 300 + ": 1\n"
}
COMMANDS = (RANK, ("why", "alpha"), ("why", "alpha", "beta"), CHECK)
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def widest(text: str) -> int:
    return max(cell_len(line) for line in text.splitlines())


@pytest.mark.parametrize("width", [20, 40])
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_g11_width(arguments: tuple[str, ...], width: int, tmp_path: Path, run: Run) -> None:
    """No line is wider than the screen, whatever the names."""
    result = run(*arguments, cwd=write(tmp_path, WIDE_NAMES), env={"COLUMNS": str(width)})
    assert (result.returncode, result.stderr) == (0, "")
    assert widest(result.stdout) <= width, result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("width", [40, 80])
def test_g11_width_of_a_refusal(width: int, tmp_path: Path, run: Run) -> None:
    result = run(*RANK, cwd=write(tmp_path, FAULTY), env={"COLUMNS": str(width)})
    assert result.returncode == 3
    assert widest(result.stderr) <= width, result.stderr
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("terminal", ["dumb", "xterm-256color"])
@pytest.mark.parametrize("arguments", [RANK, CHECK], ids=" ".join)
def test_g11_pipe_has_no_colours(arguments: tuple[str, ...], terminal: str, tmp_path: Path, run: Run) -> None:
    result = run(*arguments, cwd=write(tmp_path, {}), env={"TERM": terminal, "COLORTERM": "truecolor"})
    assert result.returncode == 0
    assert "\x1b" not in result.stdout + result.stderr


def on_terminal(
    program: Path, root: Path, arguments: tuple[str, ...], environment: Mapping[str, str]
) -> tuple[int, str]:
    """The exit code, and what a terminal of 80 columns gets from both streams."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    termios = pytest.importorskip("termios", reason="there are no pseudo-terminals here")
    own, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    dropped = {"COLUMNS", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "TERM", "PYTHONIOENCODING"}
    plain = {key: value for key, value in os.environ.items() if key not in dropped}
    env = plain | {"PYTHONUTF8": "1", "TERM": "xterm-256color"} | dict(environment)
    with subprocess.Popen(
        [program, *arguments], cwd=root, stdin=theirs, stdout=theirs, stderr=theirs, env=env
    ) as process:
        os.close(theirs)
        text = _all_of(own)
        os.close(own)
    return process.returncode, text


def _all_of(terminal: int) -> str:
    """Everything up to the end, which a terminal reports as a fault."""
    parts: list[bytes] = []
    started = time.monotonic()
    with contextlib.suppress(OSError):
        while (part := os.read(terminal, 65_536)) and time.monotonic() - started < PATIENCE:
            parts.append(part)
    return b"".join(parts).decode().replace("\r\n", "\n")


@POSIX
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_g11_terminal(arguments: tuple[str, ...], tmp_path: Path, program: Path) -> None:
    """On a terminal there are colours, and no other escape codes; every line fits."""
    code, text = on_terminal(program, write(tmp_path, WIDE_NAMES), arguments, {})
    assert code == 0, text
    assert STYLE.search(text)
    bare = STYLE.sub("", text)
    assert "\x1b" not in bare
    assert widest(bare) <= 80, bare


@POSIX
def test_g11_terminal_shows_a_refusal(tmp_path: Path, program: Path) -> None:
    code, text = on_terminal(program, write(tmp_path, FAULTY), RANK, {})
    assert code == 3, text
    assert STYLE.search(text)
    assert widest(STYLE.sub("", text)) <= 80, text


@POSIX
@pytest.mark.parametrize("arguments", [RANK, CHECK], ids=" ".join)
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["no-color", "dumb"])
def test_g11_terminal_without_colours(
    environment: dict[str, str], arguments: tuple[str, ...], tmp_path: Path, program: Path
) -> None:
    code, text = on_terminal(program, write(tmp_path, {}), arguments, environment)
    assert code == 0, text
    assert "\x1b" not in text
    assert widest(text) <= 80


SIGNS = {
    OPTION: (
        "version: 1\ntitle: \u049a\u0430\u0437\u0430\u049b\u0441\u0442\u0430\u043d \u2192 \u6771\n"
        "performance:\n  effect: {low: 70, best: 80, high: 90, note: \u25b2 \u2014}\n  price: unknown\n"
    )
}
ENCODINGS = ("cp1252", "ascii:strict")


def in_bytes(program: Path, root: Path, encoding: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    env = {key: value for key, value in os.environ.items() if key != "COLUMNS"} | {"PYTHONIOENCODING": encoding}
    return subprocess.run([program, *arguments], cwd=root, env=env, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_g12_console(arguments: tuple[str, ...], encoding: str, tmp_path: Path, program: Path) -> None:
    """A sign that the screen lacks is replaced; the table stays whole."""
    result = in_bytes(program, write(tmp_path, SIGNS), encoding, *arguments)
    assert (result.returncode, result.stderr) == (0, b""), result.stderr.decode()
    text = result.stdout.decode(encoding.partition(":")[0])
    assert text.strip()


def test_g12_console_of_a_refusal(tmp_path: Path, program: Path) -> None:
    root = write(tmp_path, {OPTION: "version: 1\ntitle: \u6771\nperfomance: {}\n"})
    result = in_bytes(program, root, "ascii:strict", *RANK)
    assert (result.returncode, result.stdout) == (3, b"")
    assert b"did you mean 'performance'?" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_g12_data_is_utf8_on_any_console(form: str, tmp_path: Path, program: Path) -> None:
    root = write(tmp_path, SIGNS)
    narrow, wide = (in_bytes(program, root, encoding, *RANK, "--format", form) for encoding in ("cp1252", "utf-8"))
    assert narrow.returncode == 0
    assert narrow.stdout == wide.stdout
    assert narrow.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [("init", "\u6771"), (*RANK, "-w", "\u6771"), ("why", "\u6771"), (*RANK, "-C", "\u6771")],
    ids=lambda words: words[0],
)
def test_g12_console_that_cannot_show_the_command_line(
    arguments: tuple[str, ...], tmp_path: Path, program: Path
) -> None:
    result = in_bytes(program, write(tmp_path, {}), "ascii:strict", *arguments)
    assert b"Traceback" not in result.stderr, result.stderr.decode()
    assert result.returncode == (0 if arguments[0] == "init" else 2)
