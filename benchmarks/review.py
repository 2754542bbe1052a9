"""Reviews: a change of 12 edits in the shipped case against one ranking, and in 2,000 options."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.commands import ROOT, decide
from benchmarks.rows import Row, at_most, seconds
from benchmarks.timing import process, take_turns, walls

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROUNDS, _LARGE_ROUNDS = 11, 3
_LIMIT = 3.0
_LARGE_LIMIT = 3.0  # seconds
_OPTIONS = 2_000
_FOLDERS = ("options", "weights", "scenarios", "seeds")
_EDITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "weights/hawkish.yaml": (
        ("autonomy: 100", "autonomy: 80"),
        ("energy-minerals: 55", "energy-minerals: 60"),
        ("reform: 20", "reform: 25"),
        ("trade: 25", "trade: 35"),
    ),
    "options/middle-corridor.yaml": (
        ("best: 68, high: 80", "best: 74, high: 80"),
        ("best: 300", "best: 250"),
        ("best: 65, high: 75", "best: 60, high: 75"),
    ),
    "options/critical-minerals.yaml": (("best: 65, high: 77", "best: 60, high: 77"),),
    "portfolio.yaml": (
        ("budget: 700", "budget: 750"),
        ("adds: {autonomy: 4}", "adds: {autonomy: 6}"),
        ("adds: {trade: 3}", "adds: {trade: 4}"),
        ("adds: {energy-minerals: 2}", "adds: {energy-minerals: 3}"),
    ),
}
_CRITERIA = 10


def rows() -> list[Row]:
    """Both rows."""
    return [_shipped(), _large()]


def _shipped() -> Row:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in _FOLDERS:
            shutil.copytree(ROOT / name, root / name)
        for name in ("criteria.yaml", "portfolio.yaml"):
            shutil.copy(ROOT / name, root / name)
        _commit(root)
        for file, texts in _EDITS.items():
            _replace(root / file, texts)
        actions = {
            "diff": process([decide(), "diff", "--weights", "hawkish"], root),
            "rank": process([decide(), "rank", "--weights", "hawkish"], root),
        }
        spent = take_turns(actions, _ROUNDS)
    count = sum(map(len, _EDITS.values()))
    note = f"whole processes, {_ROUNDS} rounds; scores and portfolios of {1 << count:,} states"
    what = f"decide diff of {count} edits / decide rank, 25 options"
    return at_most(what, walls(spent["diff"]), walls(spent["rank"]), _LIMIT, note)


def _large() -> Row:
    """Options that say no more than their scores, so that reading them does not hide the rest."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root, changed=False)
        _commit(root)
        _write(root, changed=True)
        action = process([decide(), "diff"], root)
        spent = walls(take_turns({"diff": action}, _LARGE_ROUNDS)["diff"])
    note = f"whole process, {_LARGE_ROUNDS} runs; {_CRITERIA} criteria, options without texts"
    return seconds(f"decide diff of 12 edits, {_OPTIONS:,} options", spent, _LARGE_LIMIT, note)


def _write(root: Path, *, changed: bool) -> None:
    criteria = "".join(
        f"  c{number}: {{title: C{number}, scale: {{unit: points, worst: 0, best: 100}}, status_quo: 50}}\n"
        for number in range(_CRITERIA)
    )
    head = "version: 1\ndecision: Which?\ncurrency: USD\nhorizon: 60 months\ncriteria:\n"
    _put(root / "criteria.yaml", head + criteria)
    more = 9 if changed else 0
    weights = "".join(f"  c{number}: {10 + number + (more if number < 6 else 0)}\n" for number in range(_CRITERIA))  # noqa: PLR2004 - six edits
    _put(root / "weights" / "even.yaml", f"version: 1\ntitle: Even\nweights:\n{weights}")
    for number in range(_OPTIONS):
        edited = more if number < 6 else 0  # noqa: PLR2004 - and six
        scores = ", ".join(
            f"c{place}: {(number * 37 + place * 13 + (edited if place == 0 else 0)) % 101}"
            for place in range(_CRITERIA)
        )
        _put(root / "options" / f"o{number:04}.yaml", f"version: 1\ntitle: O{number}\nperformance: {{{scores}}}\n")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _replace(path: Path, texts: tuple[tuple[str, str], ...]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in texts:
        if old not in text:
            raise SystemExit(f"the benchmark's edit '{old}' is not in {path.name} any more")
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8", newline="\n")


def _commit(root: Path) -> None:
    who = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.org")
    for arguments in (("init", "--quiet"), ("add", "--all"), (*who, "commit", "--quiet", "--message", "before")):
        subprocess.run(["git", *arguments], cwd=root, check=True)  # noqa: S607 - the git of whoever measures
