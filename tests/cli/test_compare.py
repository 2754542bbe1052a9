"""`decide compare` as a user calls it: profiles side by side, and one profile in several worlds."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import decide
from tests import choices
from tests.studies.test_compare_scenarios import A_UP, POOR, scenario

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

PAIR = ("compare", "hawkish", "dovish")
SOME = ("russia-retaliates", "us-retrenches")
WORLDS = ("compare", "hawkish", *(f"--scenario={name}" for name in SOME))
WIDTHS = (20, 40, 79, 200)
_ROOM = re.compile(r"No room here for: (.*?)\. All of it: --format json\.")


@pytest.fixture(scope="module")
def every_profile(case: Path) -> tuple[str, ...]:
    return ("compare", *sorted(path.stem for path in (case / "weights").glob("*.yaml")))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("what", ["pair", "all", "worlds"])
def test_no_line_is_wider_than_the_screen(
    what: str, width: int, run: Run, case: Path, every_profile: tuple[str, ...]
) -> None:
    arguments = {"pair": PAIR, "all": every_profile, "worlds": WORLDS}[what]
    found = run(*arguments, cwd=case, env={"COLUMNS": str(width)})
    assert (found.returncode, found.stderr) == (0, "")
    assert max(len(line) for line in found.stdout.splitlines()) <= max(width, 40)


@pytest.mark.parametrize(
    ("width", "missing"),
    [(40, "profiles G, H, I, J, Borda's ranking, each profile's limits, Kendall's tau"), (60, None), (100, "")],
)
def test_what_there_is_no_room_for_is_said(
    width: int, missing: str | None, run: Run, case: Path, every_profile: tuple[str, ...]
) -> None:
    text = " ".join(run(*every_profile, cwd=case, env={"COLUMNS": str(width)}).stdout.split())
    said = _ROOM.findall(text)
    expected = "Borda's ranking, each profile's limits" if missing is None else missing
    assert said == ([expected] if expected else [])


def test_the_table_alone_when_quiet(run: Run, case: Path) -> None:
    for arguments in (PAIR, WORLDS):
        whole = run(*arguments, cwd=case).stdout
        table = run(*arguments, "-q", cwd=case).stdout
        assert table in whole
        assert "?" not in table


def test_profiles_as_json_are_what_python_finds(run: Run, case: Path) -> None:
    said = json.loads(run(*PAIR, "-f", "json", cwd=case).stdout)
    found = decide.compare(["hawkish", "dovish"], case)
    ranked = found.rankings
    assert said["rankings"]["kendall_tau"]["hawkish"]["dovish"] == ranked.tau[0][1]
    assert (said["rankings"]["pairs"], said["rankings"]["pairs_ordered_alike"]) == (ranked.pairs, ranked.alike)
    assert said["rankings"]["leaders"] == {"hawkish": ["critical-minerals"], "dovish": ["diplomatic-exchange"]}
    assert said["rankings"]["consensus_proved"] is True
    for line in said["rankings"]["options"]:
        name = line["option"]
        assert tuple(line["ranks"].values()) == ranked.ranks[name]
        assert (line["consensus"], line["borda"]) == (ranked.consensus[name], ranked.borda[name])
    assert said["fairest"]["shares"] == dict(zip(("hawkish", "dovish"), found.fairest.shares, strict=True))
    assert found.fairest.portfolio is not None
    assert said["fairest"]["portfolio"]["options"] == list(found.fairest.portfolio.options)
    assert said["fairest"]["worst_off"] == ["hawkish"]


def test_profiles_as_csv_have_ranks_consensus_and_the_fairest(run: Run, case: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*PAIR, "-f", "csv", cwd=case).stdout)))
    found = decide.compare(["hawkish", "dovish"], case)
    assert len(rows) == len(found.problem.options)
    for row in rows:
        name = row["option"]
        assert (int(row["hawkish_rank"]), int(row["dovish_rank"])) == found.rankings.ranks[name]
        assert (int(row["consensus"]), int(row["borda"])) == (
            found.rankings.consensus[name],
            found.rankings.borda[name],
        )
        assert found.fairest.portfolio is not None
        assert int(row["fairest"]) == (name in found.fairest.portfolio.options)


def test_worlds_as_json_are_what_python_finds(run: Run, case: Path) -> None:
    said = json.loads(run(*WORLDS, "-f", "json", cwd=case).stdout)
    found = decide.compare_scenarios("hawkish", case, scenarios=SOME)
    assert [one["scenario"] for one in said["worlds"]] == [None, *(one.name for one in found.worlds[1:])]
    assert [one["ranks"] for one in said["worlds"]] == [one.ranks for one in found.worlds]
    assert (said["always"], said["never"]) == (list(found.always), list(found.never))
    for one, candidate in zip(said["portfolios"], found.candidates, strict=True):
        assert [world["lost"] for world in one["worlds"]] == [fate.lost for fate in candidate.fates]
        assert [world["limits_broken"] for world in one["worlds"]] == [list(fate.breaks) for fate in candidate.fates]
        assert (one["most_lost"], one["least_regret"]) == (candidate.largest, candidate.least_regret)
    assert [len(one["enough_alone"]) for one in said["breaks"]] == [len(one.alone) for one in found.breaks]
    first = said["breaks"][0]["enough_alone"][0]
    assert set(first) == {"of", "times", "note", "where", "same_outcome"}
    text = (case / first["where"]["file"]).read_text(encoding="utf-8").splitlines()
    assert first["of"]["option"] in text[first["where"]["line"] - 1]
    (clipped,) = said["worlds"][-1]["clipped"]
    assert (clipped["would_be"], clipped["cut_off_at"], clipped["part"]) == (-2, 0, "low")


def test_worlds_as_csv_have_two_columns_a_world(run: Run, case: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*WORLDS, "-f", "csv", cwd=case).stdout)))
    found = decide.compare_scenarios("hawkish", case, scenarios=SOME)
    assert found.safest is not None
    for row in rows:
        for one in found.worlds:
            assert one.portfolio is not None
            assert int(row[f"{one.name}: rank"]) == one.ranks[row["option"]]
            assert int(row[f"{one.name}: chosen"]) == (row["option"] in one.portfolio.options)
        assert int(row["least regret"]) == (row["option"] in found.safest.options)


def test_the_default_profile_and_a_named_scenario(run: Run, case: Path) -> None:
    found = run("compare", "--scenario", "settlement", "-f", "json", cwd=case)
    said = json.loads(found.stdout)
    assert (said["profile"], [one["scenario"] for one in said["worlds"]]) == ("balanced", [None, "settlement"])
    both = json.loads(run("compare", "--scenarios", "--scenario", "settlement", "-f", "json", cwd=case).stdout)
    assert both == said


def _small(root: Path, **more: str) -> Path:
    return choices.write(root, {"scenarios/poor.yaml": scenario(POOR, title="Money is short"), **more})


def _said(run: Run, root: Path, *arguments: str) -> str:
    return " ".join(run("compare", *arguments, cwd=root, env={"COLUMNS": "120"}).stdout.split())


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        ({}, "T comes first in both worlds."),
        (
            {"scenarios/rise.yaml": scenario(A_UP, title="A rises")},
            "T comes first in 2 of 3 worlds; if A rises, Up does.",
        ),
        (
            {
                "scenarios/rise.yaml": scenario(A_UP, title="A rises"),
                "scenarios/soar.yaml": scenario(A_UP.replace("30", "40"), title="A soars"),
                "scenarios/tie.yaml": scenario(A_UP.replace("30", "15"), title="They meet"),
            },
            "T comes first in 2 of 5 worlds; if A rises or A soars, Up does; if They meet, Up and T do, together.",
        ),
    ],
)
def test_the_verdict_comes_first(texts: dict[str, str], verdict: str, run: Run, tmp_path: Path) -> None:
    up = {"options/a.yaml": choices.option(40, 10, 0.1).replace("title: T", "title: Up")}
    found = run("compare", "--scenarios", cwd=_small(tmp_path, **texts, **up), env={"COLUMNS": "120"})
    assert found.stdout.split("\n\n")[1].startswith(verdict)


def test_a_leader_that_leads_as_it_stands_only(run: Run, tmp_path: Path) -> None:
    root = choices.write(tmp_path, {"scenarios/rise.yaml": scenario(A_UP)})
    assert "T comes first only as it stands; if It happens, T does." in _said(run, root, "--scenarios")


def test_regret_and_limits_in_a_table_and_what_breaks_the_choice(run: Run, tmp_path: Path) -> None:
    said = _said(run, _small(tmp_path), "--scenarios")
    assert "best only as it stands, and breaks a limit if Money is short." in said
    assert "1 best in A 0 budget 2 best in B 35.0 0 35.0" in said
    assert (
        "Portfolio 2 has least regret: it keeps to the limits of all worlds, and loses at most 35.0 points, as it"
        in said
    )
    assert "1: a, b. 2: c." in said
    assert "Money is short: another portfolio, in: c; out: a, b. Enough alone to change it: budget set to 10" in said
    assert "scenarios/poor.yaml:4" in said


def test_a_world_without_a_portfolio_is_told_with_its_clash_and_exit_5(run: Run, tmp_path: Path) -> None:
    root = _small(tmp_path, **{"portfolio.yaml": choices.relations("must: d")})
    found = run("compare", "--scenarios", cwd=root, env={"COLUMNS": "120"})
    assert (found.returncode, found.stderr) == (5, "")
    assert "No portfolio is possible if Money is short." in found.stdout
    assert "Money is short: These cannot all be kept:\n  the budget, 10  scenarios/poor.yaml" not in found.stdout
    assert "  must d  portfolio.yaml:4" in found.stdout
    assert "No portfolio is within the rules and limits of all worlds" in found.stdout
    assert run("compare", "--scenarios", "-f", "markdown", cwd=root).returncode == 5


def test_a_scenario_in_a_file_of_ones_own(run: Run, tmp_path: Path) -> None:
    root = choices.write(tmp_path / "work")
    (tmp_path / "mine.yaml").write_text(scenario(A_UP, title="My own"), encoding="utf-8")
    found = run("compare", "--scenario", "../mine.yaml", "-f", "json", cwd=root)
    assert [one["title"] for one in json.loads(found.stdout)["worlds"]] == [None, "My own"]


def _fair(run: Run, root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("compare", "one", "poor", "-f", "json", cwd=root).stdout)["fairest"]
    return found


def test_no_fairest_is_said_in_words_and_in_json(run: Run, tmp_path: Path) -> None:
    poor = "version: 1\ntitle: Poor\nweights: {gain: 1}\nlimits: {budget: 5}\n"
    root = choices.write(tmp_path, {"weights/poor.yaml": poor})
    assert _fair(run, root) == {"obstacle": "worth-nothing", "portfolio": None}
    assert "to some profile its own best is worth nothing" in _said(run, root, "one", "poor")


def test_output_goes_to_a_file_in_the_format_of_its_name(run: Run, tmp_path: Path) -> None:
    root = _small(tmp_path)
    found = run("compare", "--scenarios", "-o", "worlds.md", cwd=root)
    assert (found.returncode, found.stdout) == (0, "")
    assert "| Points lost |" in (root / "worlds.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [("one", "poor"), ("one", "--scenarios")], ids=["profiles", "worlds"])
def test_what_is_not_proved_exits_6(arguments: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    """CBC's word proves nothing for more portfolios than can all be added up."""
    many = {f"options/x{n:02}.yaml": choices.option(40 + n % 7, 10 + n % 5, 0) for n in range(24)}
    poor = {"weights/poor.yaml": "version: 1\ntitle: Poor\nweights: {gain: 1}\nlimits: {budget: 20}\n"}
    root = _small(tmp_path, **many, **poor)
    found = run("compare", *arguments, "--solver", "cbc", cwd=root)
    assert (found.returncode, found.stderr) == (6, "")
    if "poor" in arguments:
        assert "Fairest found, not proved" in found.stdout
    else:
        assert "as far as was found; a better one is not ruled out." in " ".join(found.stdout.split())


def test_worlds_that_there_is_no_room_for_are_named(run: Run, tmp_path: Path) -> None:
    many = {f"scenarios/s{n:02}.yaml": scenario(POOR, title=f"Case {n}") for n in range(30)}
    found = run("compare", "--scenarios", cwd=choices.write(tmp_path, many), env={"COLUMNS": "79"})
    (said,) = _ROOM.findall(" ".join(found.stdout.split()))
    assert said.startswith("worlds ")
    assert said.endswith("Z, AA, AB, AC, AD, AE")
    heads = [line for line in found.stdout.splitlines() if line.startswith(("Rank", "Points lost"))]
    first = said.removeprefix("worlds ").split(", ")[0]
    assert len(heads) == 2
    assert not all(first in line.split() for line in heads)
    assert "and breaks a limit in 30 others." in " ".join(found.stdout.split())


def test_what_does_just_what_the_scenario_does_is_listed_first(run: Run, tmp_path: Path) -> None:
    texts = {"scenarios/rise.yaml": scenario("{option: b, criterion: gain, add: 10}", A_UP, title="A rises")}
    said = _said(run, choices.write(tmp_path, texts), "--scenarios")
    assert (
        "A rises: T comes first. Enough alone to change it: a on gain +30 scenarios/rise.yaml:5 "
        "b on gain +10 (another then comes first) scenarios/rise.yaml:4" in said
    )


def test_nothing_in_common_is_said_in_words(run: Run, tmp_path: Path) -> None:
    files = {
        "portfolio.yaml": choices.relations(
            "exactly: 1, of: [a, d]", limits="{}", more="resources: {crews: {title: Crews}}\n"
        ),
        "options/a.yaml": choices.option(40, 5, 0.1, "uses: {crews: 1}\n"),
        "weights/one.yaml": "version: 1\ntitle: One\nweights: {gain: 1}\nlimits: {budget: 9}\n",
        "weights/two.yaml": "version: 1\ntitle: Two\nweights: {gain: 1}\nlimits: {crews: 0}\n",
    }
    said = _said(run, choices.write(tmp_path, files), "one", "two")
    assert "No portfolio is within the rules and limits of all of them." in said
