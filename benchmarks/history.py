"""The history of 500 commits, each with one number changed: the first time, and again."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.commands import ROOT, decide
from benchmarks.rows import Row, seconds
from benchmarks.timing import DidNotRun, process, walls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COMMITS = 500
_FIRST_ROUNDS, _AGAIN_ROUNDS = 3, 9
_FIRST_LIMIT, _AGAIN_LIMIT = 10.0, 1.0  # seconds
_FOLDERS = ("options", "weights", "scenarios", "seeds")
_SCORE = re.compile(r"low: (\d+), best: (\d+), high: (\d+)(?=[,}])")
_BEGIN = 1_700_000_000  # seconds
_CACHE = "XDG_CACHE_HOME"


def rows() -> list[Row]:
    """Both rows."""
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder, "workspace"), Path(folder, "cache")
        _repository(root)
        before = os.environ.get(_CACHE)
        os.environ[_CACHE] = str(cache)  # the cache of whoever measures stays as it is
        try:
            first, again = _measured(root, cache)
        finally:
            os.environ.pop(_CACHE)
            if before is not None:
                os.environ[_CACHE] = before
    what = f"decide history, {_COMMITS} commits"
    return [
        seconds(f"{what}, first time", first, _FIRST_LIMIT, f"whole process, {_FIRST_ROUNDS} runs"),
        seconds(f"{what}, again", again, _AGAIN_LIMIT, f"whole process, {_AGAIN_ROUNDS} runs"),
    ]


def _measured(root: Path, cache: Path) -> tuple[list[float], list[float]]:
    """Without what was kept, and with it."""
    action = process([decide(), "history", "--weights", "hawkish", "--limit", "0", "--quiet"], root)
    first = []
    for _ in range(_FIRST_ROUNDS):
        shutil.rmtree(cache, ignore_errors=True)
        first.append(action())
    return walls(first), walls([action() for _ in range(_AGAIN_ROUNDS)])


def _repository(root: Path) -> None:
    """The shipped case under git, with one best estimate of an option changed in each further commit."""
    for command, given in (
        (["git", "init", "--quiet", "--initial-branch", "main", str(root)], b""),
        (["git", "-C", str(root), "fast-import", "--quiet"], b"".join(_commits())),
        (["git", "-C", str(root), "reset", "--quiet", "--hard", "main"], b""),
    ):
        done = subprocess.run(command, input=given, check=False, capture_output=True)
        if done.returncode:
            raise DidNotRun(" ".join(command[:2]) + ": " + done.stderr.decode(errors="replace").strip())


def _commits() -> Iterator[bytes]:
    """What `git fast-import` reads."""
    dice = random.Random(_COMMITS)  # noqa: S311 - nothing secret
    names = ["criteria.yaml", "portfolio.yaml"]
    names += [f"{folder}/{path.name}" for folder in _FOLDERS for path in sorted((ROOT / folder).glob("*.yaml"))]
    files = {name: (ROOT / name).read_text(encoding="utf-8") for name in names}
    yield _commit(0, files)
    options = [name for name in names if name.startswith("options/") and _SCORE.search(files[name])]
    for number in range(1, _COMMITS):
        name = dice.choice(options)
        spot = dice.choice(list(_SCORE.finditer(files[name])))
        low, best, high = map(int, spot.groups())
        other = dice.choice([score for score in range(low, high + 1) if score != best])
        files[name] = files[name][: spot.start(2)] + str(other) + files[name][spot.end(2) :]
        yield _commit(number, {name: files[name]})


def _commit(number: int, files: Mapping[str, str]) -> bytes:
    who = f"Somebody <somebody@example.org> {_BEGIN + number * 3600} +0000"
    parts = [f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n{_data(f'Change {number}')}"]
    parts += [f"M 100644 inline {name}\n{_data(text)}" for name, text in files.items()]
    return "".join(parts).encode()


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"
