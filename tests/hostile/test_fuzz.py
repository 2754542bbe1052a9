"""Bytes in: never a traceback, never above two seconds or 300 MB.

First in process, with bytes that Hypothesis makes and with damaged copies of the shipped files; then the worst that
we could think of, through the installed command line, with a watch and a scale.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from decide.errors import DecideError
from decide.model.check_report import CheckReport
from decide.studies.check import check
from tests.conftest import ROOT
from tests.hostile import measured
from tests.workspaces import CRITERIA, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS = 2.0
MEGABYTES = 300.0
LARGEST = 5_000_000
OPTION = "options/alpha.yaml"
FUZZED = settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FILES = (
    "criteria.yaml",
    "portfolio.yaml",
    "options/middle-corridor.yaml",
    "scenarios/russia-retaliates.yaml",
    "seeds/bokhari-2022.yaml",
    "weights/balanced.yaml",
)
SIGNIFICANT = (
    *(
        b": ",
        b"- ",
        b"? ",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b"#",
        b"&a ",
        b"*a",
        b"!",
        b"!!str ",
        b"|",
        b">",
        b"'",
        b'"',
        b"%",
    ),
    *(
        b"\n",
        b"\r\n",
        b"\r",
        b"\n  ",
        b"\t",
        b"---\n",
        b"...\n",
        b"<<: ",
        b"~",
        b"null",
        b".nan",
        b"1e999",
        b"0x1F",
        b"\\",
    ),
    *(b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xc2\xa0", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80", b"0e-99", b"version: 2\n"),
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped case; each example replaces one file of it."""
    root = tmp_path_factory.mktemp("fuzz") / "case"
    root.mkdir()
    for folder in ("options", "scenarios", "seeds", "weights"):
        shutil.copytree(ROOT / folder, root / folder)
    for file in ("criteria.yaml", "portfolio.yaml"):
        shutil.copy(ROOT / file, root / file)
    return root


def survives(root: Path, file: str, data: bytes) -> None:
    """`check` reads the workspace with this file in it, and ends soon with a report or one of our own refusals."""
    kept = (root / file).read_bytes()
    (root / file).write_bytes(data)
    started = time.process_time()
    try:
        with contextlib.suppress(DecideError):
            report = check(root)
            assert isinstance(report, CheckReport)
            assert all(issue.code and issue.message for issue in report.issues)
            assert all(issue.where.line >= 1 <= issue.where.column for issue in report.issues)
    finally:
        (root / file).write_bytes(kept)
    assert time.process_time() - started < SECONDS


@functools.cache
def shipped(file: str) -> bytes:
    return (ROOT / file).read_bytes()


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A shipped file after one to four changes: a piece cut, doubled, moved, or something put in."""
    file = draw(st.sampled_from(FILES))
    data = shipped(file)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        data = draw(st.sampled_from(CHANGES))(draw, data, start, end)
    return file, data


def _cut(_draw: st.DrawFn, data: bytes, start: int, end: int) -> bytes:
    return data[:start] + data[end:]


def _doubled(_draw: st.DrawFn, data: bytes, start: int, end: int) -> bytes:
    return data[:end] + data[start:]


def _moved(draw: st.DrawFn, data: bytes, start: int, end: int) -> bytes:
    rest, piece = data[:start] + data[end:], data[start:end]
    place = draw(st.integers(0, len(rest)))
    return rest[:place] + piece + rest[place:]


def _marked(draw: st.DrawFn, data: bytes, start: int, end: int) -> bytes:
    return data[:start] + draw(st.sampled_from(SIGNIFICANT)) + data[end if draw(st.booleans()) else start :]


def _written_into(draw: st.DrawFn, data: bytes, start: int, _end: int) -> bytes:
    return data[:start] + draw(st.text(max_size=8)).encode() + data[start:]


def _line_cut(draw: st.DrawFn, data: bytes, _start: int, _end: int) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    place = draw(st.integers(0, len(lines) - 1))
    return b"".join(lines[:place] + lines[place + 1 :])


def _value_changed(draw: st.DrawFn, data: bytes, _start: int, _end: int) -> bytes:
    """Another value behind a colon: the likeliest slip, and the one that gets furthest into the program."""
    lines = data.split(b"\n")
    place = draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[place].partition(b": ")
    lines[place] = key + colon + draw(st.sampled_from(VALUES))
    return b"\n".join(lines)


VALUES = tuple(
    text.encode()
    for text in (
        *("", "0", "-1", "1e300", "-1e300", "1e-300", "0e-99", "100", "0.5", "true", "unknown", "linear", "cost", "A"),
        *("[]", "{}", "[a]", "{a: 1}", "{low: 1, best: 2, high: 3}", "{mean: 1, sd: 0}", "{uniform: [1, 2]}"),
        *("{lognormal: {mean: 1, sd: 2}}", "{2027: 5, 2028: 6}", "{exponential: 1e-20}", "{points: {0: 0, 100: 100}}"),
        *("{unit: x, worst: 0, best: 1e-300}", "{unit: x, categories: [a, b]}", "{value: unknown}", "{value: 1%}"),
        *(
            "judgement",
            "[bokhari-2022#1]",
            "18 months",
            "status-quo",
            "'\u6771'",
            '"\\0"',
            "1e9999%",
            "sha256:000000000000",
        ),
    )
)
CHANGES: tuple[Callable[[st.DrawFn, bytes, int, int], bytes], ...] = (
    *(_cut, _doubled, _moved, _marked, _marked, _written_into, _line_cut, _value_changed, _value_changed),
)


@FUZZED
@given(file=st.sampled_from(FILES), data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(file="criteria.yaml", data=b"")
@example(file="criteria.yaml", data=b"\xff\xfe")
@example(file="portfolio.yaml", data=b"\xef\xbb\xbf\xef\xbb\xbf")
def test_any_bytes(file: str, data: bytes, workspace: Path) -> None:
    survives(workspace, file, data)


@FUZZED
@given(
    st.sampled_from(FILES), st.lists(st.sampled_from(SIGNIFICANT) | st.sampled_from(VALUES), max_size=30).map(b"".join)
)
def test_any_signs(workspace: Path, file: str, data: bytes) -> None:
    survives(workspace, file, data)


@settings(FUZZED, max_examples=150)
@given(damaged())
def test_damaged_files(workspace: Path, change: tuple[str, bytes]) -> None:
    survives(workspace, *change)


def option_with(text: str) -> str:
    return f"version: 1\ntitle: Alpha\n{text}"


def many(line: str, size: int = 4_900_000) -> str:
    """A line again and again, numbered, up to a size."""
    count = size // (len(line) + 5)
    return "".join(line.format(number) for number in range(count))


# Two signs above a letter, in the wrong order: to put many in order takes the square of their number.
MARKS = "\u0315\u0300"
WORST: dict[str, Callable[[], str]] = {
    "brackets-40000": lambda: "a: " + "[" * 40_000,
    "brackets-100000": lambda: "a: " + "[" * 100_000,
    "braces": lambda: "{a: " * 100_000,
    "blocks": lambda: "".join(f"{' ' * depth}a:\n" for depth in range(3_000)),
    "dashes-one-line": lambda: "- " * 2_450_000,
    "questions-one-line": lambda: "? " * 2_450_000,
    "hyphens-one-line": lambda: "-" * 4_900_000,
    "hyphens-in-a-comment": lambda: option_with(f"# {'-' * 200_000}\nperformance: {{effect: 1, price: 2}}\n"),
    "hyphens-under-a-title": lambda: option_with(f"summary: |\n  Title\n  {'-' * 200_000}\n"),
    "alias-bomb": lambda: "a: &a [x]\n" + "".join(f"k{n}: &k{n} [{', '.join(['*a'] * 9)}]\n" for n in range(9)),
    "many-aliases": lambda: "a: &a x\nb: [" + "*a, " * 90_000 + "]\n",
    "many-tags": lambda: "a: [" + "!t x, " * 90_000 + "]\n",
    "many-keys": lambda: many("k{}: 1\n"),
    "many-keys-under-the-limit": lambda: many("k{}: 1\n", 400_000),
    "many-unknown-criteria": lambda: option_with("performance:\n" + many("  k{}: 1\n", 400_000)),
    "many-bad-ids": lambda: option_with("performance:\n" + many("  K{}: 1\n", 400_000)),
    "many-long-similar-keys": lambda: many("titletitletitletitletitletitle{}: 1\n", 1_500_000),
    "many-duplicate-keys": lambda: many("k{}: 1\n", 200_000) + "k16000: 1\n" * 16_000,
    "many-empty-items": lambda: "a: [" + "'', " * 90_000 + "]\n",
    "many-documents": lambda: "--- a\n" * 800_000,
    "one-line": lambda: "a" * 4_900_000,
    "one-line-in-quotes": lambda: f"title: '{'a b ' * 1_200_000}'\n",
    "long-number": lambda: f"version: {'9' * 5_000}\n",
    "zero-with-many-places": lambda: option_with("cost: 0e-999999999\nperformance: {effect: 1, price: 2}\n"),
    "percent-of-a-huge-number": lambda: option_with("cost: 1e999999%\nperformance: {effect: 1, price: 2}\n"),
    "longest-number": lambda: f"version: {'9' * 4_900_000}\n",
    "long-key": lambda: f"? {'k' * 4_900_000}\n: 1\n",
    "spaces": lambda: " " * 4_900_000,
    "empty-lines": lambda: "\n" * 4_900_000,
    "comments": lambda: "#\n" * 2_450_000,
    "no-break-spaces": lambda: option_with("\u00a0" * 2_400_000),
    "marks-to-put-in-order": lambda: option_with(f"summary: a{MARKS * 100_000}\n"),
    "backslashes": lambda: 'title: "' + "\\\\" * 2_450_000 + '"\n',
    "directives": lambda: "%YAML 1.2\n" * 450_000,
    "folded": lambda: option_with("summary: >\n" + "  a\n\n" * 800_000),
    "too-large": lambda: "#" * (LARGEST + 1),
}
WORST_ACCEPTED = {"hyphens-in-a-comment", "zero-with-many-places"}


def cost_of(program: Path, *arguments: str | Path) -> dict[str, object]:
    """What the installed command line takes; only the lines of its own table may come after it."""
    launcher = [sys.executable, "-S", "-E", measured.__file__, str(program), *map(str, arguments)]
    env = os.environ | {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(launcher, env=env, capture_output=True, encoding="utf-8", timeout=60, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def affordable(found: dict[str, object]) -> None:
    assert "Traceback" not in str(found["said"]), found
    assert float(str(found["seconds"])) < SECONDS, found
    assert float(str(found["megabytes"])) < MEGABYTES, found


@pytest.mark.skipif(os.name != "posix", reason="processor time and memory are measured on POSIX systems only")
@pytest.mark.parametrize("name", WORST)
def test_worst_case(name: str, tmp_path: Path, program: Path) -> None:
    text = WORST[name]()
    assert (len(text.encode()) <= LARGEST) is (name != "too-large")
    root = write(tmp_path, {OPTION: text.encode()})
    found = cost_of(program, "rank", "-C", root)
    affordable(found)
    assert found["code"] == (0 if name in WORST_ACCEPTED else 3), found


@pytest.mark.skipif(os.name != "posix", reason="processor time and memory are measured on POSIX systems only")
def test_worst_case_many_criteria(tmp_path: Path, program: Path) -> None:
    """A tree as large as a file may hold, and options and weights that know none of it."""
    tree = CRITERIA + many("  k{}: {{scale: {{unit: p, worst: 0, best: 1}}, status_quo: 0}}\n", 550_000)
    found = cost_of(program, "check", "-C", write(tmp_path, {"criteria.yaml": tree}))
    affordable(found)
    assert found["code"] == 3, found


@pytest.mark.skipif(os.name != "posix", reason="processor time and memory are measured on POSIX systems only")
def test_worst_case_sparse_file(tmp_path: Path, program: Path) -> None:
    """A file of 200 GB is refused by its size, not read."""
    root = write(tmp_path, {})
    try:
        os.truncate(root / OPTION, 200_000_000_000)
    except OSError:
        pytest.skip("this file system has no files with holes")
    found = cost_of(program, "rank", "-C", root)
    affordable(found)
    assert found["code"] == 3, found
    assert "200,000,000,000 bytes" in str(found["said"])
