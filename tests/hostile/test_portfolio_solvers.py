"""Solvers out of time, out of reach or misled by names, rows F01 and F03 to F08."""

from __future__ import annotations

import json
import os
import subprocess
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from tests.hostile.cases import WIDE
from tests.hostile.test_portfolio_examples import (
    ALPHA,
    COMPARE,
    DOVE,
    ENGINES,
    NONE,
    NOT_PROVED,
    PORTFOLIO,
    THREE,
    by_engine,
    hard,
    limits_of,
    option,
    rules,
    within,
)
from tests.workspaces import write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.cases import Case

CASES: tuple[Case, ...] = ()
NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

PATIENCE = 30  # seconds for a solver that may take one, and everything around it


def in_time(program: Path, root: Path, *arguments: str) -> dict[str, Any]:
    """What is found with one second for the solver."""
    result = within(PATIENCE, program, root, *PORTFOLIO, "--time-limit", "1", "--format", "json", *arguments)
    assert (result.returncode, result.stderr) == (NOT_PROVED, ""), result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("engine", ["highs", "cbc"])
def test_f01_f04_time_limit(engine: str, tmp_path: Path, program: Path) -> None:
    """The best portfolio found, by how much a better one could beat it, and it keeps to everything exactly."""
    root, takes = hard(tmp_path)
    found = in_time(program, root, "--solver", engine)
    assert (found["status"], found["engine"]) == ("best_found", "cbc" if engine == "cbc" else "highs")
    chosen = found["options"]
    assert chosen == sorted(set(chosen))
    taken = [sum(takes[name][place] for name in chosen) for place in range(len(limits_of(takes)))]
    assert [amount for amount, limit in zip(taken, limits_of(takes), strict=True) if amount > limit] == []
    assert (found["cost"], list(found["uses"].values())) == (taken[0], taken[1:])
    relations = (root / "portfolio.yaml").read_text(encoding="utf-8").splitlines()
    for line in (line for line in relations if "at_most" in line):
        most, _, names = line.partition("at_most: ")[2].partition(", of: ")
        assert sum(name in names for name in chosen) <= int(most), line
    gains = (Fraction(sum(takes[name]) // 5 - 200) / 16 / 2 for name in chosen)
    assert abs(Fraction(found["value"]) - sum(gains)) < Fraction(1, 10**9)
    assert (found["gap"] is None) if engine == "cbc" else (0 < found["gap"] < 1)


@pytest.mark.parametrize("engine", ["highs", "cbc"])
def test_f01_no_time_at_all(engine: str, tmp_path: Path, program: Path) -> None:
    """Whether anything was found or not, nothing is claimed."""
    root, _ = hard(tmp_path)
    result = within(
        PATIENCE, program, root, *PORTFOLIO, "--time-limit", "0.001", "--solver", engine, "--format", "json"
    )
    assert (result.returncode, result.stderr) == (NOT_PROVED, "")
    found = json.loads(result.stdout)
    assert (found["status"], bool(found["options"])) in {("unknown", False), ("best_found", True)}


def test_f01_time_limit_is_kept(tmp_path: Path, program: Path) -> None:
    """What explains the answer does not take minutes where the solver was given a second."""
    root, _ = hard(tmp_path, tangled=False)
    result = within(PATIENCE, program, root, *PORTFOLIO, "--time-limit", "1")
    assert (result.returncode, result.stderr) == (NOT_PROVED, "")
    assert "The best portfolio found has" in result.stdout
    assert "Not proved best" in result.stdout
    assert "A better one could be worth at most" in result.stdout


def test_few_options_under_many_limits(tmp_path: Path, program: Path) -> None:
    """Twenty options and five limits: a million portfolios, and an answer while one waits."""
    root, takes = hard(tmp_path, 20, tangled=False)
    result = within(PATIENCE, program, root, *PORTFOLIO, "--format", "json")
    assert (result.returncode, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert (found["status"], len(found["limit_states"])) == ("optimal", len(limits_of(takes)))


def test_f03_nothing_is_unbounded(tmp_path: Path, run: Run) -> None:
    """Without any limit everything that is worth something is in, once."""
    found = by_engine(write(tmp_path, THREE), run, ENGINES)
    assert [(one["status"], one["gap"]) for one in found] == [("optimal", 0)] * len(ENGINES)
    assert [one["options"] for one in found] == [["alpha", "beta", "gamma"]] * len(ENGINES)


WORDS = (
    *("a-b", "a_b", "x0000", "x0001", "b0000", "inf", "nan", "e", "e10", "free", "st"),
    *("end", "bounds", "rows", "null", "none", "true"),
)


def test_f05_name_mangling(tmp_path: Path, run: Run) -> None:
    """Ids that a solver's file format would mangle or read as its own words."""
    files = {f"options/{name}.yaml": option(f"On {name}", 52 + place, 10) for place, name in enumerate(WORDS)}
    relations = "relations:\n  - {together: [a-b, a_b], adds: {effect: 80}}\n  - {excludes: [true, none]}\n"
    root = write(tmp_path, {**NONE, **files, **rules("limits: {budget: 60}\n" + relations)})
    for found in by_engine(root, run, ["dynamic", "highs", "cbc"]):
        assert found["options"] == ["a-b", "a_b", "bounds", "null", "rows", "true"], found["engine"]
        assert found["value"] == 40 + (2 + 3 + 18 + 16 + 15 + 14) / 2, found["engine"]


@pytest.mark.parametrize("text", ["nan", "-.inf", "1e999"])
def test_f06_nan_coefficient(text: str, tmp_path: Path, run: Run) -> None:
    """No number that a solver cannot take gets past the reading, wherever it stands."""
    more = f"uses: {{crews: {text}}}\nsizes:\n  small: {{cost: {text}}}\n"
    files = rules(f"resources: {{crews: {{title: Crews}}}}\nrelations:\n  - {{together: [alpha], cost: {text}}}\n")
    result = run(*PORTFOLIO, cwd=write(tmp_path, {**THREE, ALPHA: option("Alpha", text, text, text, more), **files}))
    assert (result.returncode, result.stdout) == (3, "")
    places = [f"{ALPHA}:{place}" for place in ("3:23", "4:7", "5:18", "6:15", "8:17")]
    assert [place for place in (*places, "portfolio.yaml:4:31") if place not in result.stderr] == []


TIES = {
    f"options/{name}.yaml": option(name, 60, cost, risk)
    for name, cost, risk in (("a", 12, 0), ("b", 10, 0.05), ("d", 10, 0.02), ("c", 10, 0.02))
}


def test_f07_equal_best_portfolios(tmp_path: Path, run: Run) -> None:
    """Of equal value the cheaper, then the safer, then the first by its ids; whichever engine answers."""
    relation = rules("relations:\n  - {at_most: 1, of: [a, b, c, d]}\n")
    root = write(tmp_path, {**NONE, **TIES, **relation})
    for found in by_engine(root, run, ENGINES):
        assert (found["options"], found["equally_good"], found["status"]) == (["c"], 4, "optimal"), found["engine"]
    for found in by_engine(root, run, ENGINES, "--top", "5"):
        ordered = [one["options"] for one in found["portfolios"]]
        assert ordered == [["c"], ["d"], ["b"], ["a"], []], found["engine"]


def test_f07_equal_best_portfolios_in_words(tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, {**NONE, **TIES})
    result = run(*PORTFOLIO, "--budget", "10", "--must-not", "b", cwd=root, env=WIDE)
    assert (result.returncode, result.stderr) == (0, "")
    assert "2 portfolios are equally good; of these it costs least, then risks least." in result.stdout


@pytest.fixture
def no_highs(tmp_path: Path) -> dict[str, str]:
    """An environment in which highspy cannot be imported."""
    write(tmp_path / "stub", {"highspy/__init__.py": "raise ImportError('it is not here')\n"}, base={})
    return {"PYTHONPATH": str(tmp_path / "stub")}


@pytest.mark.parametrize("engine", ["auto", "dynamic", "cbc"])
def test_f08_no_solver(engine: str, no_highs: dict[str, str], tmp_path: Path, run: Run) -> None:
    """Small cases need no solver."""
    root = write(tmp_path / "workspace", THREE)
    result = run(*PORTFOLIO, "--solver", engine, "--quiet", cwd=root, env=no_highs)
    assert (result.returncode, result.stderr) == (0, "")
    assert "Alpha" in result.stdout


@pytest.mark.parametrize("arguments", [PORTFOLIO, COMPARE], ids=["portfolio", "compare"])
def test_f08_no_solver_where_it_is_asked_for(
    arguments: tuple[str, ...], no_highs: dict[str, str], tmp_path: Path, run: Run
) -> None:
    files = {**THREE, **(DOVE if arguments == COMPARE else {})}
    result = run(*arguments, "--solver", "highs", cwd=write(tmp_path / "workspace", files), env=no_highs)
    assert "Traceback" not in result.stderr, result.stderr
    assert (result.returncode, result.stdout) == (2, "")
    assert "highspy" in result.stderr


def test_f08_no_solver_for_a_hard_case(no_highs: dict[str, str], tmp_path: Path, program: Path) -> None:
    """CBC steps in, whose word is not taken for a proof."""
    root, _ = hard(tmp_path / "workspace")
    command = [str(program), *PORTFOLIO, "--time-limit", "1", "--format", "json"]
    result = subprocess.run(
        command, cwd=root, env=os.environ | no_highs, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert (result.returncode, result.stderr) == (NOT_PROVED, "")
    assert json.loads(result.stdout)["engine"] == "cbc"
