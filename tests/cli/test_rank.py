"""`decide rank` as a planner calls it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests import workspaces

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

# alpha: effect 80 of 100, price 300 of 500..0; beta: 40 and 100.
SCORES = {"alpha": 50 * 0.8 + 50 * 0.4, "beta": 50 * 0.4 + 50 * 0.8}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspaces.write(
        tmp_path / "w", {"weights/effect.yaml": workspaces.EVEN.replace("effect: 50", "effect: 150")}
    )


def test_every_way_of_naming_a_profile_gives_the_same_bytes(run: Run, root: Path) -> None:
    answers = [
        run("rank", "--weights", "effect.yaml", cwd=root),
        run("rank", "--weights", "effect", cwd=root),
        run("rank", "-w", "weights/effect.yaml", cwd=root),
        run("rank", "-w", "effect", cwd=root / "options"),
        run("rank", "-w", "effect", "-C", root),
        run("rank", "-w", "effect.yaml", "-C", root / "weights"),
    ]
    assert {answer.returncode for answer in answers} == {0}
    assert len({answer.stdout for answer in answers}) == 1


def test_a_profile_of_ones_own_need_not_stand_in_the_workspace(run: Run, root: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(workspaces.EVEN)
    for asked in (own, "mine.yaml"):
        found = run("rank", "-w", asked, "-C", root, "-f", "json", cwd=tmp_path)
        assert json.loads(found.stdout)["profile"] == "mine"


def test_json_is_as_designed(run: Run, root: Path) -> None:
    answer = json.loads(run("rank", "-w", "even", "-f", "json", cwd=root).stdout)
    assert (answer["schema"], answer["profile"], answer["method"]) == (1, "even", "additive")
    assert answer["weights"] == {"effect": 0.5, "price": 0.5}
    assert [line["option"] for line in answer["ranking"]] == ["alpha", "beta"]
    assert {line["option"]: line["score"] for line in answer["ranking"]} == SCORES
    assert [(line["rank"], line["tied"]) for line in answer["ranking"]] == [(1, True), (1, True)]
    assert answer["ranking"][0]["contributions"] == {"effect": 40.0, "price": 20.0}


def test_csv_reads_back(run: Run, root: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("rank", "-w", "effect", "-f", "csv", cwd=root).stdout)))
    assert [row["option"] for row in rows] == ["alpha", "beta"]
    assert float(rows[0]["score"]) == pytest.approx(75 * 0.8 + 25 * 0.4)


def test_the_name_of_the_output_chooses_the_format(run: Run, root: Path) -> None:
    for name, begin in (("r.json", "{"), ("r.csv", "rank,"), ("r.md", "## "), ("r.txt", "Even: ")):
        assert run("rank", "-w", "even", "-o", name, cwd=root).returncode == 0
        assert (root / name).read_text(encoding="utf-8").startswith(begin)
    assert run("rank", "-w", "even", "-o", "r.txt", "-f", "json", cwd=root).stdout == ""
    assert (root / "r.txt").read_text().startswith("{")


def test_an_output_never_lands_on_an_input_or_nowhere(run: Run, root: Path) -> None:
    before = (root / "criteria.yaml").read_bytes()
    for target in ("criteria.yaml", "nowhere/r.json", "options"):
        found = run("rank", "-w", "even", "-o", target, cwd=root)
        assert found.returncode == 7
        assert found.stderr.startswith("error: cannot write")
    assert (root / "criteria.yaml").read_bytes() == before


def test_without_weights_the_profile_of_criteria_yaml_counts(run: Run, root: Path) -> None:
    found = run("rank", cwd=root)
    assert (found.returncode, found.stderr) == (
        2,
        "error: which weight profile?\n  name one with --weights: effect, even\n",
    )
    criteria = root / "criteria.yaml"
    criteria.write_text(criteria.read_text() + "profile: effect\n")
    assert run("rank", cwd=root).stdout.startswith("Even: ")
    assert json.loads(run("rank", "-f", "json", cwd=root).stdout)["profile"] == "effect"
    criteria.write_text(criteria.read_text().replace("profile: effect", "profile: efect"))
    broken = run("rank", cwd=root)
    assert broken.returncode == 3
    assert "did you mean 'effect'?" in broken.stderr
    assert run("rank", "-w", "even", cwd=root).returncode == 0, "a profile that is named needs no default"


def test_the_only_profile_needs_no_name(run: Run, tmp_path: Path) -> None:
    workspaces.write(tmp_path, {})
    assert run("rank").stdout.startswith("Even: ")


def test_a_fault_in_a_file_that_rank_does_not_read_does_not_stop_it(run: Run, root: Path) -> None:
    (root / "weights" / "broken.yaml").write_text("version: 1\n")
    assert run("rank", "-w", "even", cwd=root).returncode == 0
    assert run("check", cwd=root).returncode == 3


def test_wrong_use_ends_with_2(run: Run, root: Path) -> None:
    for arguments in (
        ["rank", "--wieghts", "x"],
        ["rank", "-f", "xml"],
        ["rnak"],
        ["rank", "-w", "nobody"],
        ["rank", "-C", "nowhere"],
    ):
        assert run(*arguments, cwd=root).returncode == 2


def test_two_runs_give_the_same_bytes(run: Run, case: Path) -> None:
    for form in ("table", "json", "csv", "markdown"):
        one, two = (
            run("rank", "-C", case, "-f", form, env={"TZ": zone, "LC_ALL": "C"}) for zone in ("UTC", "Asia/Almaty")
        )
        assert one.stdout == two.stdout


@pytest.mark.parametrize("width", range(60, 150, 7))
def test_no_line_is_wider_than_the_screen(run: Run, case: Path, width: int) -> None:
    text = run("rank", "-C", case, env={"COLUMNS": str(width)}).stdout
    assert max(map(len, text.splitlines())) <= width
    assert "61.3" in run("rank", "-w", "hawkish", "-C", case, env={"COLUMNS": str(width)}).stdout, (
        "numbers are never cut"
    )


def test_a_stale_profile_warns(run: Run, root: Path) -> None:
    run("weights", "confirm", "even", cwd=root)
    assert "agreed for other scales" not in run("rank", "-w", "even", cwd=root).stdout
    criteria = root / "criteria.yaml"
    criteria.write_text(criteria.read_text().replace("worst: 500", "worst: 400"))
    assert "decide weights confirm even" in run("rank", "-w", "even", cwd=root).stdout
    assert "stale-profile" in run("check", cwd=root).stdout


def test_the_status_quo_divides_the_ranking(run: Run, tmp_path: Path) -> None:
    nothing = "version: 1\ntitle: Nothing\nbaseline: true\nperformance: {effect: 60}\n"
    workspaces.write(
        tmp_path, {"options/nothing.yaml": nothing, "options/alpha.yaml": workspaces.ALPHA.replace("80", "10")}
    )
    found = run("rank")
    assert "Worse than doing nothing (Nothing): Beta, Alpha." in found.stdout
    scores = {line["option"]: line["score"] for line in json.loads(run("rank", "-f", "json").stdout)["ranking"]}
    assert scores["nothing"] == pytest.approx(50 * 0.6 + 50 * 1.0), "silent criteria perform as the status quo"


def test_the_fingerprint_of_the_inputs_does_not_tell_where_a_file_stands(run: Run, root: Path, tmp_path: Path) -> None:
    prints = set()
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "even.yaml").write_bytes((root / "weights" / "even.yaml").read_bytes())
        answer = json.loads(run("rank", "-w", tmp_path / folder / "even.yaml", "-C", root, "-f", "json").stdout)
        prints.add(answer["inputs"])
    assert prints == {json.loads(run("rank", "-w", "even", "-C", root, "-f", "json").stdout)["inputs"]}
