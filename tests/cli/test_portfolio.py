"""`decide portfolio`, `frontier` and `compare` as a planner calls them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import choices

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return choices.write(tmp_path)


def test_it_works_from_a_folder_below(run: Run, root: Path) -> None:
    found = run("portfolio", cwd=root / "options")
    assert found.returncode == 0
    assert "The best portfolio has 2 options: 90.0 points for USD million 20, escalation risk 28%." in found.stdout
    assert found.stderr == ""


def test_json_has_the_promised_keys(run: Run, root: Path) -> None:
    found = json.loads(run("portfolio", "-f", "json", cwd=root).stdout)
    promised = {
        "schema": 1,
        "status": "optimal",
        "profile": "one",
        "options": ["a", "b"],
        "sizes": {},
        "value": 90.0,
        "cost": 20,
        "escalation_risk": 0.28,
        "uses": {},
        "limits": {"budget": 30, "escalation_risk": 0.28},
        "gap": 0.0,
    }
    assert {key: found[key] for key in promised} == promised


def test_top_gives_a_list(run: Run, root: Path) -> None:
    found = json.loads(run("portfolio", "--top", "2", "-f", "json", cwd=root).stdout)
    assert found["schema"] == 1
    assert [one["options"] for one in found["portfolios"]] == [["a", "b"], ["c"]]


@pytest.mark.parametrize("risk", ["0.325", "32.5%"])
def test_limits_on_the_command_line(risk: str, run: Run, root: Path) -> None:
    found = json.loads(
        run("portfolio", "--escalation-risk", risk, "--limit", "budget=45", "-f", "json", cwd=root).stdout
    )
    assert found["options"] == ["a", "c", "d"]
    assert found["limits"] == {"budget": 45, "escalation_risk": 0.325}


def test_none_lifts_a_limit(run: Run, root: Path) -> None:
    found = json.loads(run("portfolio", "--escalation-risk", "none", "-f", "json", cwd=root).stdout)
    assert found["options"] == ["a", "b", "c"]
    assert "escalation_risk" not in found["limits"]


def test_nothing_possible_names_the_clash_and_the_way_out(run: Run, root: Path) -> None:
    found = run("portfolio", "--must", "a", "--must", "b", "--must", "d", cwd=root)
    assert found.returncode == 5
    assert "No portfolio keeps to all limits and relations." in found.stdout
    assert "the budget, 30  portfolio.yaml:2" in found.stdout
    assert "raise the budget to 45" in found.stdout
    data = json.loads(run("portfolio", "--must", "a", "--must", "b", "--must", "d", "-f", "json", cwd=root).stdout)
    assert (data["status"], data["options"]) == ("infeasible", [])
    assert data["clash"]["larger"] == [{"limit": "budget", "needed": 45}]


def test_cbc_alone_claims_no_proof_but_enumeration_confirms_small_cases(run: Run, root: Path) -> None:
    found = run("portfolio", "--solver", "cbc", "-f", "json", cwd=root)
    data = json.loads(found.stdout)
    assert (found.returncode, data["status"], data["engine"]) == (0, "optimal", "cbc")


def test_the_frontier_in_every_format(run: Run, root: Path) -> None:
    data = json.loads(run("frontier", "-f", "json", cwd=root).stdout)
    assert data["complete"] is True
    count = len(data["portfolios"])
    table = run("frontier", "-f", "csv", cwd=root).stdout.splitlines()
    assert len(table) == count + 1
    assert f"{count} portfolios that nothing beats" in run("frontier", cwd=root).stdout
    assert run("frontier", "-f", "markdown", cwd=root).stdout.count("\n|") == count + 2


def test_the_picture_is_the_same_every_time(run: Run, root: Path) -> None:
    pytest.importorskip("matplotlib", reason="the extra `charts` is not installed")
    for name in ("one.svg", "two.svg"):
        assert run("frontier", "-o", root / name, cwd=root).returncode == 0
    one = (root / "one.svg").read_bytes()
    assert one == (root / "two.svg").read_bytes()
    assert b"Escalation risk" in one
    assert b">knee<" in one


def test_compare_says_what_limits_do(run: Run, root: Path) -> None:
    (root / "weights/poor.yaml").write_text(
        "version: 1\ntitle: Poor\nweights: {gain: 1}\nlimits: {budget: 10}\n", encoding="utf-8"
    )
    found = run("compare", "one", "poor", cwd=root)
    assert found.returncode == 0
    assert "One and Poor agree on 0 options, and differ on 3." in found.stdout
    assert "the limits make the whole difference" in found.stdout


def test_quiet_leaves_the_tables(run: Run, root: Path) -> None:
    text = run("portfolio", "-q", cwd=root).stdout
    assert text.startswith("In ")
    assert "Proved" not in text
