"""The workspaces that portfolios are chosen from under hostile conditions, and proof that they are what they seem."""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tests.hostile.cases import REFUSED, WIDE, Case
from tests.workspaces import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tests.conftest import Run

PORTFOLIO = ("portfolio",)
FRONTIER = ("frontier",)
COMPARE = ("compare", "even", "dove")
RULES = "portfolio.yaml"
ALPHA, BETA, GAMMA = (f"options/{name}.yaml" for name in ("alpha", "beta", "gamma"))
NO_PORTFOLIO, NOT_PROVED, INTERRUPTED = 5, 6, 130
PATIENCE = 60
AS_JSON = ("--format", "json")
ENGINES = ("auto", "enumeration", "dynamic", "highs", "cbc")


def option(title: str, effect: object, cost: object = 0, risk: object = 0, more: str = "") -> str:
    """An option: its cost stands in line 4 from column 7 on, its risk in line 5 from column 18 on, the rest below."""
    head = f"version: 1\ntitle: {title}\nperformance: {{effect: {effect}, price: 0}}\n"
    return f"{head}cost: {cost}\nescalation_risk: {risk}\n{more}"


def rules(text: str) -> dict[str, str]:
    """portfolio.yaml; the text begins in line 2."""
    return {RULES: f"version: 1\n{text}"}


NONE: Mapping[str, None] = {ALPHA: None, BETA: None}
THREE: Mapping[str, str] = {  # worth 15, 10 and 5 points
    ALPHA: option("Alpha", 80, 30, 0.05),
    BETA: option("Beta", 70, 20, 0.05),
    GAMMA: option("Gamma", 60, 10, 0.05),
}
DOVE = {"weights/dove.yaml": "version: 1\ntitle: Dove\nweights: {effect: 90, price: 10}\n"}
IDLE = {"options/idle.yaml": "version: 1\ntitle: Idle\nbaseline: true\nperformance: {}\n"}


def case(
    name: str,
    files: Mapping[str, str | None],
    says: tuple[str, ...],
    code: int = REFUSED,
    arguments: tuple[str, ...] = PORTFOLIO,
    *,
    never: tuple[str, ...] = (),
) -> Case:
    """A case with the three options, unless its files say otherwise."""
    return Case(name, {**THREE, **files}, says, code, arguments, (*never, "Traceback"))


def answer(root: Path, run: Run, *arguments: str, code: int = 0) -> dict[str, Any]:
    """What a command says as JSON, and nothing else."""
    return _read(run(*(arguments or PORTFOLIO), *AS_JSON, cwd=root), code)


def at_once(run: Run, *questions: tuple[Path, Sequence[str]], code: int = 0) -> list[dict[str, Any]]:
    """What several commands say as JSON, each of a workspace; they run side by side."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda question: answer(question[0], run, *question[1], code=code), questions))


class Rows(Protocol):
    """What a command says as JSON of a row's workspace."""

    def __call__(self, name: str, code: int = 0) -> dict[str, Any]: ...


@contextlib.contextmanager
def under_way(
    rows: Mapping[str, tuple[Mapping[str, str | None], Sequence[str]]], program: Path, roots: Path
) -> Iterator[Rows]:
    """`portfolio` for the rows of a table, side by side: files besides the three options, and arguments."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        begun = {
            name: pool.submit(
                within, PATIENCE, program, write(roots / name, {**THREE, **files}), *PORTFOLIO, *arguments, *AS_JSON
            )
            for name, (files, arguments) in rows.items()
        }
        yield lambda name, code=0: _read(begun[name].result(), code)


def _read(result: subprocess.CompletedProcess[str], code: int) -> dict[str, Any]:
    assert (result.returncode, result.stderr) == (code, ""), (result.stdout + result.stderr)[:4000]
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def by_engine(root: Path, run: Run, engines: Sequence[str], *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    """What each engine says."""
    return at_once(run, *((root, (*PORTFOLIO, "--solver", engine, *arguments)) for engine in engines), code=code)


def within(seconds: float, program: Path, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The result of a command that must not take long."""
    command = [str(program), *arguments]
    env = os.environ | WIDE
    try:
        return subprocess.run(
            command, cwd=root, env=env, capture_output=True, encoding="utf-8", timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.fail(f"`decide {' '.join(arguments)}` is still at work after {seconds:g} seconds")


RESOURCES = 5
TIGHT = 3  # a third of everything can be had


def hard(root: Path, count: int = 100, *, tangled: bool = True) -> tuple[Path, dict[str, tuple[int, ...]]]:
    """Options worth about what they take, under tight limits; what each takes of money and four resources.

    The relations of a tangled one each speak of half of the options, so that nothing but a solver can attempt it.
    """
    chance = random.Random(1)  # noqa: S311 - nothing secret
    takes = {f"o{number:04}": tuple(chance.randint(200, 1000) for _ in range(RESOURCES)) for number in range(count)}
    files: dict[str, str | None] = dict(NONE)
    for name, taken in takes.items():
        effect = 50 + (sum(taken) // RESOURCES - 200) / 16
        uses = ", ".join(f"r{place}: {amount}" for place, amount in enumerate(taken) if place)
        files[f"options/{name}.yaml"] = option(name, effect, taken[0], more=f"uses: {{{uses}}}\n")
    declared = "".join(f"  r{place}: {{title: R{place}}}\n" for place in range(1, RESOURCES))
    limited = "".join(
        f"  {f'r{place}' if place else 'budget'}: {limit}\n" for place, limit in enumerate(limits_of(takes))
    )
    text = f"resources:\n{declared}limits:\n{limited}"
    if tangled:
        halves = (", ".join(sorted(chance.sample(sorted(takes), count // 2))) for _ in range(20))
        text += "relations:\n" + "".join(f"  - {{at_most: {count // 7}, of: [{half}]}}\n" for half in halves)
    return write(root, files | rules(text)), takes


def limits_of(takes: Mapping[str, tuple[int, ...]]) -> list[int]:
    return [sum(column) // TIGHT for column in zip(*takes.values(), strict=True)]


def wide(root: Path, count: int) -> Path:
    """Options of which no two compare, without any limit: a frontier of very many portfolios."""
    chance = random.Random(1)  # noqa: S311 - nothing secret
    files: dict[str, str | None] = dict(NONE)
    for number in range(count):
        effect, cost, risk = (chance.randint(1, most) for most in (5_000, 99_999, 999))
        files[f"options/o{number:04}.yaml"] = option(f"O{number}", 50 + effect / 1000, cost, f"0.{risk:05}")
    return write(root, files)


def test_three_options(tmp_path: Path, run: Run) -> None:
    """The best of three options, known by adding up all eight portfolios."""
    known = {"alpha": (15, 30), "beta": (10, 20), "gamma": (5, 10)}

    def total(names: Sequence[str]) -> tuple[int, int]:
        return sum(known[name][0] for name in names), -sum(known[name][1] for name in names)

    budgets = (0, 10, 25, 30, 45, 60)
    every = [names for size in range(4) for names in combinations(known, size)]
    best = [max((names for names in every if -total(names)[1] <= budget), key=total) for budget in budgets]
    root = write(tmp_path, THREE)
    found = at_once(run, *((root, (*PORTFOLIO, "--budget", str(budget))) for budget in budgets))
    assert [one["options"] for one in found] == [list(names) for names in best]
    assert [(one["value"], -one["cost"]) for one in found] == [total(names) for names in best]


def test_hard_one_is_sound(tmp_path: Path, run: Run) -> None:
    root, takes = hard(tmp_path)
    assert run("check", cwd=root).returncode == 0
    assert all(len(taken) == RESOURCES for taken in takes.values())
