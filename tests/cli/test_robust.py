"""`decide robust` as a user calls it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

import decide
from tests import workspaces
from tests.workbook import rich

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

FEW = ("--samples", "500")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return workspaces.write(tmp_path / "small", {})


def test_the_sentence_comes_first_and_the_table_alone_when_quiet(run: Run, case: Path) -> None:
    whole = run("robust", "-w", "hawkish", *FEW, cwd=case, env={"COLUMNS": "80"}).stdout
    assert re.match(r"Hawkish: .*\n\n(First place is firm|First place leans one way|Too close to call): ", whole)
    table = run("robust", "-w", "hawkish", *FEW, "--quiet", cwd=case, env={"COLUMNS": "80"}).stdout
    assert len(table.splitlines()) == 26
    assert table in whole
    assert all(len(line) <= 80 for line in whole.splitlines())


@pytest.mark.parametrize("width", [20, 40, 60, 79, 120, 200])
def test_no_line_is_wider_than_the_screen(width: int, run: Run, case: Path) -> None:
    found = run("robust", *FEW, cwd=case, env={"COLUMNS": str(width)})
    assert found.returncode == 0
    assert max(len(line) for line in found.stdout.splitlines()) <= max(width, 40)


def test_json_says_what_python_finds(run: Run, case: Path) -> None:
    said = json.loads(run("robust", "-w", "dovish", *FEW, "-f", "json", cwd=case).stdout)
    found = decide.robust(case, "dovish", samples=500, workers=1)
    assert said["schema"] == 1
    assert said["weights"]["set"] == "within 20%"
    assert (said["samples"], said["seed"]) == (500, 0)
    assert [line["option"] for line in said["options"]] == [one.line.option.id for one in found.options]
    for line, one in zip(said["options"], found.options, strict=True):
        assert line["rank_interval"] == list(one.ranks)
        assert line["can_be_first"] == (one.ranks[0] == 1)
        assert line["acceptability"] == [sampled.share for sampled in one.acceptability]
        assert sum(line["acceptability"]) == pytest.approx(1)
        seen = [rank for rank, share in enumerate(line["acceptability"], 1) if share]
        assert one.ranks[0] <= seen[0] <= seen[-1] <= one.ranks[1]
    frame = found.to_frame()
    assert list(frame["best_rank"]) == [one.ranks[0] for one in found.options]


def test_the_same_bytes_with_one_process_and_with_two(run: Run, case: Path) -> None:
    one, two, again = (
        run("robust", "--samples", "9000", "-f", "json", "--workers", workers, cwd=case).stdout for workers in "122"
    )
    assert one == two == again
    assert one != run("robust", "--samples", "9000", "-f", "json", "--seed", "1", cwd=case).stdout


@pytest.mark.parametrize(
    ("arguments", "label"),
    [
        (("--any-weights",), "any weights"),
        (("--within", "5%"), "within 5%"),
        (("--within", "0.05"), "within 5%"),
        (("--order", "effect,price"), "any weights, in the order given"),
        (("--order", "profile"), "any weights, in the order given"),
        (("--within", "30%", "--order", "effect,price"), "within 30%, in the order given"),
        (("--between", "even,dove"), "between even, dove"),
    ],
)
def test_admissible_weights(arguments: tuple[str, ...], label: str, tmp_path: Path, run: Run) -> None:
    root = workspaces.write(
        tmp_path, {"weights/dove.yaml": "version: 1\ntitle: Dove\nweights: {effect: 90, price: 10}\n"}
    )
    said = json.loads(run("robust", "-w", "even", *FEW, *arguments, "-f", "json", cwd=root).stdout)
    assert said["weights"]["set"] == label


def test_a_profile_with_ranges_of_its_own_is_taken_at_its_word(small: Path, run: Run) -> None:
    even = (small / "weights" / "even.yaml").read_text(encoding="utf-8")
    (small / "weights" / "even.yaml").write_text(
        even + "ranges: {effect: [40, 60], price: [45, 55]}\n", encoding="utf-8"
    )
    said = json.loads(run("robust", *FEW, "-f", "json", cwd=small).stdout)
    assert said["weights"]["set"] == "the ranges of even"
    assert said["weights"]["lower"] == {"effect": 0.4, "price": 0.45}
    assert said["weights"]["upper"] == {"effect": 0.6, "price": 0.55}
    said = json.loads(run("robust", *FEW, "--within", "50%", "-f", "json", cwd=small).stdout)
    assert said["weights"]["set"] == "within 50%"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--within", "120%"), "--within 1.2 is no share of a weight"),
        (("--within", "much"), "'much' is no share of a weight"),
        (("--within", "nan"), "is no share of a weight"),
        (("--any-weights", "--within", "20%"), "--any-weights and --within say two different things"),
        (("--between", "even,even", "--order", "effect,price"), "--between and --order say two different things"),
        (("--order", "efect,price"), "did you mean 'effect'?"),
        (("--order", "effect,effect"), "'effect' stands twice in the order"),
        (("--order", "effect"), "one criterion alone is in no order"),
        (("--order", "effect,,price"), "--order names nothing at some place"),
        (("--between", "even"), "--between needs two profiles or more"),
        (("--between", "even,evn"), "did you mean 'even'?"),
        (("--samples", "0"), "0 samples say nothing"),
        (("--samples", "1000000000000"), "one number of each takes 7,451 GiB"),
        (("--seed", "-1"), "the seed -1 is negative"),
        (("--workers", "0"), "0 workers cannot be"),
    ],
)
def test_wrong_use_is_refused(arguments: tuple[str, ...], says: str, small: Path, run: Run) -> None:
    found = run("robust", *arguments, cwd=small)
    assert found.returncode == 2
    assert says in found.stderr
    assert found.stdout == ""
    assert "Traceback" not in found.stderr


def test_an_order_that_cannot_be_names_what_clashes(case: Path, run: Run) -> None:
    found = run("robust", "--within", "10%", "--order", "trade,autonomy", cwd=case)
    assert found.returncode == 2
    assert "no weights within 10% are in that order" in found.stderr
    assert "'trade' weighs 11.7% at most, and 'autonomy', which comes after it, 11.8% at least" in found.stderr


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_everything_that_can_occur_is_shown(form: str, tmp_path: Path, run: Run) -> None:
    """Groups, categories, unknown scores, distributions; and one option or one criterion alone."""
    root = rich.write(tmp_path / "rich")
    for arguments in ((), ("--scores",), ("--any-weights",)):
        found = run("robust", *FEW, "-w", "grouped", *arguments, "-f", form, cwd=root)
        assert (found.returncode, found.stderr) == (0, "")
    alone = workspaces.write(tmp_path / "alone", {"options/beta.yaml": None})
    found = run("robust", *FEW, "-f", form, cwd=alone)
    assert (found.returncode, found.stderr) == (0, "")


def test_shared_first_place_is_too_close_to_call(small: Path, run: Run) -> None:
    text = run("robust", *FEW, cwd=small).stdout
    assert "Too close to call: Alpha, Beta share first place under the weights of Even." in text


def test_one_option_is_first_whatever_the_weights(tmp_path: Path, run: Run) -> None:
    root = workspaces.write(tmp_path, {"options/beta.yaml": None})
    assert "There is one option only: it is first whatever the weights." in run("robust", *FEW, cwd=root).stdout
