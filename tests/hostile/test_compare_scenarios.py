"""Hostile use of `compare --scenarios`: one fault and a way out; texts of files never become anything else."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests import choices
from tests.hostile.cases import ESCAPES, REFUSED, WRONG_USE
from tests.studies.test_compare_scenarios import POOR, scenario

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

GOOD = {"scenarios/poor.yaml": scenario(POOR), "scenarios/rise.yaml": scenario("{weight: gain, times: 2}")}


@pytest.mark.parametrize(
    ("arguments", "says", "hint"),
    [
        (("--scenario", "por"), "there is no scenario 'por'", "did you mean 'poor'?"),
        (("--scenario", "poor.yml"), "there is no scenario 'poor.yml'", "poor"),
        (("--scenario", ""), "there is no scenario ''", "poor, rise"),
        (("--scenario", "x" * 5000), "there is no scenario 'xxx", "poor, rise"),
        (("--scenario", ".."), "there is no scenario '..'", "poor, rise"),
        (("--scenario", "poor", "--scenario", "rise", "--scenario", "poor.yaml"), "'poor' is named twice", "once"),
        (("one", "poor", "--scenarios"), "under one profile at a time", "name one profile"),
        (("one", "one", "--scenario", "poor"), "under one profile at a time", "name one profile"),
        (("onee", "--scenarios"), "no weight profile 'onee'", "did you mean 'one'?"),
        (("one",), "one profile cannot be compared", "--scenarios"),
        ((), "there is nothing to compare", "--scenarios"),
        (("--scenarios", "--must", "z"), "there is no option 'z'", ""),
        (("--scenarios", "--limit", "crews=3"), "no resource 'crews'", ""),
        (("--scenarios", "--solver", "lp"), "no engine 'lp'", ""),
    ],
)
def test_wrong_use_is_told_in_one_sentence(
    arguments: tuple[str, ...], says: str, hint: str, run: Run, tmp_path: Path
) -> None:
    found = run("compare", *arguments, cwd=choices.write(tmp_path, GOOD), env={"COLUMNS": "300"})
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert says in found.stderr
    assert hint in found.stderr
    assert "Traceback" not in found.stderr
    assert len(found.stderr) < 600


def test_no_scenario_at_all(run: Run, tmp_path: Path) -> None:
    found = run("compare", "--scenarios", cwd=choices.write(tmp_path))
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert "there is no scenario" in found.stderr
    assert "scenarios/NAME.yaml" in found.stderr


def test_faults_of_all_scenarios_come_at_once_and_of_those_not_asked_for_not_at_all(run: Run, tmp_path: Path) -> None:
    bad = {
        "scenarios/bad.yaml": scenario("{option: z, criterion: gain, add: 1}", "{limit: budget, add: x}"),
        "scenarios/worse.yaml": "version: 1\ntitle: [\n",
    }
    root = choices.write(tmp_path, {**GOOD, **bad})
    found = run("compare", "--scenarios", cwd=root)
    assert (found.returncode, found.stdout) == (REFUSED, "")
    assert "scenarios/bad.yaml:4:14" in found.stderr
    assert "scenarios/bad.yaml:5:" in found.stderr
    assert "scenarios/worse.yaml:" in found.stderr
    assert run("compare", "--scenario", "poor", cwd=root).returncode == 0


SLY = '"=HYPERLINK(1) [/b] | @team `x` <b> \\e[31m \\x07"'


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_titles_are_texts_and_nothing_else(form: str, run: Run, tmp_path: Path) -> None:
    root = choices.write(tmp_path, {"scenarios/s.yaml": scenario(POOR, title=SLY)})
    found = run("compare", "--scenarios", "-f", form, cwd=root)
    if found.returncode == REFUSED:  # signs that no text may have are refused at their place
        assert "scenarios/s.yaml:2" in found.stderr
        root = choices.write(tmp_path, {"scenarios/s.yaml": scenario(POOR, title=SLY.replace(" \\e[31m \\x07", ""))})
        found = run("compare", "--scenarios", "-f", form, cwd=root)
    assert found.returncode == 0
    assert not any(sign in found.stdout for sign in ESCAPES)
    if form == "markdown":
        assert "<b>" not in found.stdout
        assert " | @team" not in found.stdout


def test_a_name_that_a_spreadsheet_would_run_gets_an_apostrophe(run: Run, tmp_path: Path) -> None:
    root = choices.write(tmp_path / "work")
    (tmp_path / "=1+1.yaml").write_text(scenario(POOR), encoding="utf-8")
    found = run("compare", "--scenario", "../=1+1.yaml", "-f", "csv", cwd=root)
    heads = next(csv.reader(io.StringIO(found.stdout)))
    assert heads[4:6] == ["'=1+1: rank", "'=1+1: chosen"]


def test_a_risk_limit_that_a_scenario_lifts_to_certainty(run: Run, tmp_path: Path) -> None:
    """A limit of 1 admits everything, so that the world has one limit fewer."""
    files = {"scenarios/reckless.yaml": scenario("{limit: escalation_risk, set: 1}", "{limit: budget, set: 40}")}
    found = run("compare", "--scenarios", cwd=choices.write(tmp_path, files))
    assert (found.returncode, found.stderr) == (0, "")


def test_scenarios_that_change_nothing_say_that_all_is_as_it_was(run: Run, tmp_path: Path) -> None:
    files = {
        "scenarios/nothing.yaml": scenario("{limit: budget, times: 1}"),
        "weights/one.yaml": choices.BASE["weights/one.yaml"],
    }
    found = run("compare", "--scenarios", cwd=choices.write(tmp_path, files), env={"COLUMNS": "120"})
    assert found.returncode == 0
    assert (
        "comes first in both worlds.\nThe portfolio chosen as it stands is the best in both worlds.\n" in found.stdout
    )
    assert "What breaks it" not in found.stdout
