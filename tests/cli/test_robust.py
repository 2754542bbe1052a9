"""`decide robust` as a user calls it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

import decide
from tests import choices, workspaces
from tests.studies import standing
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
        (("--confidence", "0"), "0 is no share of cases"),
        (("--confidence", "101%"), "1.01 is no share of cases"),
        (("--confidence", "-5%"), "-0.05 is no share of cases"),
        (("--confidence", "nan"), "nan is no share of cases"),
        (("--confidence", "much"), "'much' is no share of cases"),
        (("--budgets", "300,,"), "--budgets names nothing at some place"),
        (("--budgets", ""), "--budgets names nothing at some place"),
        (("--budgets", "x"), "'x' is no limit on 'budget'"),
        (("--budgets=-300",), "'-300' is no limit on 'budget'"),
        (("--budgets", "300,inf"), "'inf' is no limit on 'budget'"),
        (("--budget", "100", "--must", "alfa"), "did you mean 'alpha'?"),
        (("--must-not", "bta"), "did you mean 'beta'?"),
        (("--limit", "crews=3"), "crews"),
        (("--budget", "much"), "'much'"),
        (("--confidence", "90%"), "nothing limits what is chosen together"),
        (("--budgets", "300"), "nothing limits what is chosen together"),
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


@pytest.mark.parametrize("option", ["--confidence", "--budgets", "--budget", "--limit", "--must", "--must-not"])
def test_the_help_names_what_is_asked_of_portfolios(option: str, run: Run) -> None:
    assert option in run("robust", "--help").stdout.split()


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 120])
@pytest.mark.parametrize(
    "arguments",
    [("--confidence", "90%", "--budgets", "5,30,60.5,90"), ("--must", "north", "--budget", "5", "--budgets", "5,30")],
    ids=["found", "clash"],
)
def test_portfolios_fit_the_screen(width: int, arguments: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    root = standing.write(tmp_path / "standing")
    asked = ("robust", "-w", "two", "--any-weights", *FEW, *arguments)
    found = run(*asked, cwd=root, env={"COLUMNS": str(width)})
    assert (found.returncode, found.stderr) == (0, "")
    assert "Core index, by budget" in " ".join(found.stdout.split())
    assert max(len(line) for line in found.stdout.splitlines()) <= max(width, 40)
    bars = re.search(r"In some\s(.*?)In all:", found.stdout, re.DOTALL)
    assert (bars is None) == ("--must" in arguments)
    assert bars is None or ("\u2588" in bars[1]) == (width >= 60)


def test_portfolios_are_told_in_every_format(tmp_path: Path, run: Run) -> None:
    """All say the same."""
    root = standing.write(tmp_path / "standing")
    asked = ("-w", "two", "--any-weights", *FEW, "--confidence", "90%", "--budgets", "30,90")
    found = decide.robust(root, "two", any_weights=True, samples=500, confidence=0.9, budgets=[30, 90]).portfolios
    assert found is not None
    said = json.loads(run("robust", *asked, "-f", "json", cwd=root).stdout)["portfolios"]
    assert said["core_index"] == found.core_index
    assert said["roles"] == {name: str(found.role(name)) for name in found.core_index}
    assert said["non_dominated"] == [list(one.portfolio.options) for one in found.found]
    for mine, one in zip(said["found"], found.found, strict=True):
        assert (mine["least"], mine["regret"], mine["best"]) == (one.least, one.regret, one.best.share)
        assert mine["sizes"] == one.portfolio.sizes
    assert found.kept is not None
    assert said["kept"]["together"]["share"] == found.kept.together.share
    assert [(line["limit"], line["period"]) for line in said["kept"]["limits"]] == [
        ("budget", "2027"), ("budget", "2028"), ("crews", None)
    ]  # fmt: skip
    assert found.confident is not None
    assert found.confident.portfolio is not None
    assert said["confident"]["portfolio"]["options"] == list(found.confident.portfolio.options)
    assert said["confident"]["proved"] is True
    assert [line["portfolios"] for line in said["by_budget"]] == [one.portfolios for one in found.by_budget]
    for key in ("usual", "maximin", "least_regret", "most_often_best"):
        assert said[key] in said["found"]

    lines = [line.split(",") for line in run("robust", *asked, "-f", "csv", cwd=root).stdout.splitlines()]
    place = lines[0].index("core_index")
    told = {line[lines[0].index("option")]: line[place] for line in lines[1:]}
    assert told == {"today": ""} | {name: str(share) for name, share in found.core_index.items()}

    text = run("robust", *asked, "-f", "markdown", cwd=root).stdout
    assert (
        "### Portfolios within a budget of 60 in 2027, 50 in 2028, an escalation risk of 30% and a limit on crews of 12"
        in text
    )
    assert "| Option | Core index | At 30 | At 90 |" in text
    assert "keeps to all limits in 90% of cases" in text


def test_a_limit_on_a_resource_can_be_given(tmp_path: Path, run: Run) -> None:
    root = standing.write(tmp_path / "standing")
    asked = ("-w", "two", "--any-weights", *FEW, "-f", "json")
    said = json.loads(run("robust", *asked, "--limit", "crews=5", cwd=root).stdout)["portfolios"]
    assert said["limits"]["crews"] == 5
    found = decide.robust(root, "two", any_weights=True, samples=500, limits={"crews": 5}).portfolios
    assert found is not None
    assert said["core_index"] == found.core_index
    assert said["core_index"] != json.loads(run("robust", *asked, cwd=root).stdout)["portfolios"]["core_index"]
    must = json.loads(run("robust", *asked, "--must", "west", "--must-not", "east", cwd=root).stdout)["portfolios"]
    assert (must["core_index"]["west"], must["core_index"]["east"]) == (1, 0)


def test_without_rules_json_says_that_there_are_none(small: Path, run: Run) -> None:
    assert json.loads(run("robust", *FEW, "-f", "json", cwd=small).stdout)["portfolios"] is None
    lines = [line.split(",") for line in run("robust", *FEW, "-f", "csv", cwd=small).stdout.splitlines()]
    assert {line[lines[0].index("core_index")] for line in lines[1:]} == {""}
    for form in ("table", "markdown"):
        assert "Portfolios" not in run("robust", *FEW, "-f", form, cwd=small).stdout


def test_a_picture_has_ranks_core_indices_and_scores(tmp_path: Path, run: Run) -> None:
    pytest.importorskip("matplotlib")
    root = standing.write(
        tmp_path / "standing",
        {"options/west.yaml": standing.FILES["options/west.yaml"].replace("title: T", "title: 'A & <b> $x$'")},
    )
    asked = ("robust", "-w", "two", "--any-weights", *FEW)
    shown = run(*asked, "-f", "svg", cwd=root)
    assert (shown.returncode, shown.stderr) == (0, "")
    for name in ("x.svg", "y.svg"):
        assert run(*asked, "-o", name, cwd=root).returncode == 0
    text = (root / "x.svg").read_text(encoding="utf-8")
    assert text == shown.stdout
    assert (root / "y.svg").read_text(encoding="utf-8") == text
    tree = ET.fromstring(text)  # noqa: S314 - our own
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    for said in ("Core index, 6 portfolios", "How often each rank", "Points by which the first leads"):
        assert said in text
    assert "A &amp; &lt;b&gt;" in text


@pytest.mark.parametrize("files", [{}, {"options/beta.yaml": None}], ids=["two", "one"])
def test_a_picture_without_rules_or_scores_that_vary(files: dict[str, str | None], tmp_path: Path, run: Run) -> None:
    pytest.importorskip("matplotlib")
    root = workspaces.write(tmp_path / "small", files)
    shown = run("robust", *FEW, "-f", "svg", cwd=root)
    assert (shown.returncode, shown.stderr) == (0, "")
    ET.fromstring(shown.stdout)  # noqa: S314 - our own
    assert "Core index" not in shown.stdout


def test_a_faulty_portfolio_file_is_refused_with_its_line(tmp_path: Path, run: Run) -> None:
    root = choices.write(tmp_path / "faulty", {"portfolio.yaml": "version: 1\nlimits: {budgt: 30}\n"})
    found = run("robust", *FEW, cwd=root)
    assert (found.returncode, found.stdout) == (3, "")
    assert "portfolio.yaml:2" in found.stderr
    assert "did you mean 'budget'?" in found.stderr
