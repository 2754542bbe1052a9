"""`decide why` as a planner calls it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import workspaces

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

CARD = """\
version: 1
title: A report
authors: [Anna Author]
date: "2024-05"
sha256: {0}
claims:
  7: {{says: Effects are large., paragraph: 7, sha256: {0}, disputes: [another report finds none]}}
""".format("0" * 64)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    alpha = workspaces.ALPHA.replace(
        "effect: 80", "effect: {low: 60, best: 80, high: 90, grade: B, evidence: [report#7, report#8], note: as seen}"
    )
    return workspaces.write(tmp_path, {"options/alpha.yaml": alpha, "seeds/report.yaml": CARD})


def test_it_goes_down_to_the_evidence(run: Run, root: Path) -> None:
    text = run("why", "alpha", cwd=root).stdout
    for part in (
        "ranks 1= of 2",
        "80 (60–90)",
        "grade B",
        "as seen",
        "Author 2024 ¶7",
        "Effects are large.",
        "Disputed: another report finds none",
        "No source card has this claim.",
    ):
        assert part in text


def test_json_carries_the_claims(run: Run, root: Path) -> None:
    answer = json.loads(run("why", "alpha", "-f", "json", cwd=root).stdout)
    effect = next(reason for reason in answer["reasons"] if reason["criterion"] == "effect")
    assert effect["performance"] == {"low": 60, "best": 80, "high": 90}
    assert effect["contribution"] == pytest.approx(40)
    assert effect["gain"] == pytest.approx(50 * (0.8 - 0.5))
    assert effect["evidence"][0] == {
        "claim": "report#7",
        "source": "Author 2024",
        "paragraph": 7,
        "says": "Effects are large.",
        "disputes": ["another report finds none"],
    }
    assert sum(reason["contribution"] for reason in answer["reasons"]) == pytest.approx(answer["score"])


def test_two_options_differ_by_the_sum_of_their_parts(run: Run, case: Path) -> None:
    answer = json.loads(
        run("why", "export-routes", "critical-minerals", "-w", "hawkish", "-C", case, "-f", "json").stdout
    )
    assert answer["options"] == ["critical-minerals", "export-routes"], "the better one stands first"
    assert sum(part["points"] for part in answer["differences"]) == pytest.approx(answer["gap"], abs=1e-7)
    assert answer["gap"] == pytest.approx(answer["scores"][0] - answer["scores"][1])


def test_a_wrong_name_gets_the_nearest(run: Run, root: Path) -> None:
    found = run("why", "alhpa", cwd=root)
    assert (found.returncode, found.stderr) == (2, "error: there is no option 'alhpa'\n  did you mean 'alpha'?\n")
    assert run("why", "alpha", "alpha", cwd=root).returncode == 2


def test_equal_options_are_said_to_be_equal(run: Run, root: Path) -> None:
    assert "score the same under Even" in run("why", "alpha", "beta", cwd=root).stdout


def test_a_broken_source_card_stops_it(run: Run, root: Path) -> None:
    (root / "seeds" / "report.yaml").write_text("version: 1\n")
    assert run("why", "alpha", cwd=root).returncode == 3
    assert run("rank", cwd=root).returncode == 0
