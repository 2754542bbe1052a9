"""How a history is written: what each format promises, and the pictures."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import decide
from decide.report.canvas import Canvas
from decide.report.layout import cells
from decide.report.terminal import history as terminal
from tests import choices
from tests.history.repository import begin, change, commit, git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

KEYS = ["schema", "profile", "option", "entries", "moved_first", "older", "shallow", "partial"]
PROMISED = ["commit", "date", "author", "subject", "committed", "faults", "has_profile"]
PROMISED += ["first", "ranks", "scores", "status", "portfolio", "sizes"]


def test_json_has_the_promised_keys(run: Run, root: Path) -> None:
    change(root, {"options/a.yaml": choices.option(99, 10, 0.1)})
    found = json.loads(run("history", "-f", "json", cwd=root).stdout)
    assert list(found) == KEYS
    assert (found["schema"], found["profile"]) == (1, "one")
    assert all(list(entry) == PROMISED for entry in found["entries"])
    hashes = git(root, "rev-list", "--reverse", "HEAD").split()
    assert [entry["commit"] for entry in found["entries"]] == [*hashes, None]
    assert found["moved_first"] == [hashes[1], hashes[4], None]
    assert found["entries"][4] == {
        "commit": hashes[4],
        "date": "2023-11-18T22:13:20+00:00",
        "author": "Ada",
        "subject": "c after all",
        "committed": True,
        "faults": 0,
        "has_profile": True,
        "first": ["c"],
        "ranks": {"c": 1, "b": 2, "a": 3, "d": 4},
        "scores": {"c": 70.0, "b": 60.0, "a": 40.0, "d": 10.0},
        "status": "optimal",
        "portfolio": ["c"],
        "sizes": {},
    }
    last = found["entries"][-1]
    assert [last[key] for key in PROMISED[:5]] == [None, None, None, None, False]


def test_json_of_one_option(run: Run, root: Path) -> None:
    found = json.loads(run("history", "-f", "json", "--option", "e", cwd=root).stdout)
    assert found["option"] == "e"
    assert [entry["ranks"] for entry in found["entries"]] == [{}] * 5 + [{"e": 2}]
    assert [entry["scores"] for entry in found["entries"]] == [{}] * 5 + [{"e": 65.0}]
    assert len(found["moved_first"]) == 2


def test_csv_has_a_row_for_each_commit_and_option(run: Run, root: Path) -> None:
    commit(root, "Broken", {"options/a.yaml": "x: ["})
    rows = list(csv.DictReader(io.StringIO(run("history", "-f", "csv", cwd=root).stdout)))
    assert len(rows) == 5 * 4 + 5 + 1
    assert [row["in_portfolio"] for row in rows if row["subject"] == "c after all"] == ["1", "0", "0", "0"]
    assert [rows[-1][key] for key in ("faults", "option", "rank", "score", "in_portfolio")] == ["1", "", "", "", ""]
    one = list(csv.DictReader(io.StringIO(run("history", "-f", "csv", "--option", "c", cwd=root).stdout)))
    assert [row["rank"] for row in one] == ["1", "2", "2", "2", "1", "1", ""]


def test_markdown_has_the_newest_first(run: Run, root: Path) -> None:
    lines = run("history", "-f", "markdown", cwd=root).stdout.splitlines()
    assert lines[0] == "## one: commit by commit"
    assert lines[2].startswith("First place moved in 2 of 6 commits: ")
    assert lines[4] == "| Commit | Date | First place | Moved | Portfolio | Author | Subject |"
    assert [line.split(" | ")[-1] for line in lines[6:12]] == [
        "e is new |",
        "c after all |",
        "No money at all |",
        "A word about a |",
        "b is better than we thought |",
        "The case as it was |",
    ]
    assert " | **c** | 2 | +c -b | " in lines[7].replace("\\", "")


def test_the_table_has_the_newest_first_and_marks_what_moved(run: Run, root: Path) -> None:
    change(root, {"options/a.yaml": choices.option(99, 10, 0.1)})
    rows = run("history", "-q", cwd=root, env={"COLUMNS": "80"}).stdout.splitlines()
    assert [re.sub("^[0-9a-f]{10}", "#", row) for row in rows] == [
        "Commit      Date          First place  Moved  Portfolio  Subject",
        "working                 * a                4  +1 -1      not committed",
        "#  2023-11-19    c                4             e is new",
        "#  2023-11-18  * c                2  +1 -1      c after all",
        "#  2023-11-17    b                0  -1         No money at all",
        "#  2023-11-16    b                0             A word about a",
        "#  2023-11-15  * b                2             b is better than we th…",
        "#  2023-11-14    c                              The case as it was",
    ]
    wide = run("history", "-q", cwd=root, env={"COLUMNS": "140"}).stdout.splitlines()
    assert wide[3].split()[1:] == ["2023-11-18", "*", "c", "2", "+c", "-b", "Ada", "c", "after", "all"]


def test_a_table_of_one_option(run: Run, root: Path) -> None:
    text = run("history", "--option", "c", cwd=root).stdout
    assert re.search(r"2023-11-18  2 → 1   70\.0  in +c after all", text)
    assert re.search(r"2023-11-17      2   55\.0  out +No money at all", text)
    assert "c ranked 1 at best (" in text
    assert " and 2 at worst (" in text
    assert "in 6 commits, and ranks 1 now. The portfolio had it in 2 of 6." in " ".join(text.split())


def test_sentences(run: Run, root: Path) -> None:
    hashes = [name[:10] for name in git(root, "rev-list", "HEAD").split()]
    text = " ".join(run("history", cwd=root).stdout.split())
    assert f"First place moved in 2 of 6 commits: {hashes[1]} (b → c); {hashes[4]} (c → b)." in text
    assert "Newest first; the picture has the oldest left." in text
    calm = " ".join(run("history", "--since", "HEAD~1", cwd=root).stdout.split())
    assert "First place never moved in 1 commit: c." in calm
    cut = " ".join(run("history", "--limit", "2", cwd=root).stdout.split())
    assert "Older commits were left out; --limit 0 shows all." in cut
    none = run("history", "--since", "HEAD", cwd=root)
    assert (none.returncode, none.stdout) == (0, "one: commit by commit\n\nNothing has changed the workspace.\n")


def test_equals_share_first_place(run: Run, root: Path) -> None:
    commit(root, "Equal", {"options/b.yaml": choices.option(70, 10, 0.2)})
    assert decide.history(root).entries[-1].standing.first == ("b", "c")
    text = run("history", cwd=root).stdout
    assert re.search(r"2023-11-20  \* b, c +2 ", text)
    assert "(c → b, c)" in text
    assert re.search(r"2023-11-20 +1= ", run("history", "--option", "c", "-q", cwd=root).stdout)


def test_gaps_are_told(run: Run, root: Path) -> None:
    commit(root, "Broken", {"options/a.yaml": "x: ["})
    commit(root, "No such profile", {"options/a.yaml": choices.option(40, 10, 0.1), "weights/one.yaml": None})
    commit(root, "Half", {"weights/one.yaml": choices.BASE["weights/one.yaml"], "portfolio.yaml": "version: 2\n"})
    half, without, broken = (name[:10] for name in git(root, "rev-list", "--max-count=3", "HEAD").split())
    text = " ".join(run("history", cwd=root).stdout.split())
    assert f"No ranks, because files had faults: {broken}." in text
    assert f"No ranks, because there was no profile 'one': {without}." in text
    assert f"No portfolio, because of faults: {half}." in text
    rows = run("history", "-q", cwd=root).stdout
    assert re.search(rf"{broken}  2023-11-20    1 fault ", rows)
    assert re.search(rf"{without}  2023-11-21    no profile 'one' ", rows)


def _eventful(root: Path, count: int) -> Path:
    """Many commits of eight options, of which two are never among the best five."""
    base = {name: text for name, text in choices.BASE.items() if not name.startswith("options/")}
    names = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "last", "least"]
    files = {f"options/{name}.yaml": choices.option(90 - 10 * place, 10, 0) for place, name in enumerate(names)}
    commit(begin(root), "first", {**base, **files})
    dice = random.Random(1)  # noqa: S311 - nothing secret
    for number in range(1, count):
        gain = dice.randint(300, 999) / 10
        commit(root, str(number), {f"options/{names[number % 6]}.yaml": choices.option(gain, 10, 0)})
    return root


@pytest.mark.parametrize("width", [60, 120])
def test_the_chart_fits_and_names_who_was_ever_among_the_best(run: Run, tmp_path: Path, width: int) -> None:
    root = _eventful(tmp_path / "workspace", 45)
    text = run("history", cwd=root, env={"COLUMNS": str(width), "NO_COLOR": "1"}).stdout
    assert "\x1b" not in text
    assert max(cells(line) for line in text.splitlines()) <= width
    chart = text.split("\n\n")[1].splitlines()
    field = [line for line in chart if re.match(r" ?\d+ \|", line)]
    assert [int(line.split("|")[0]) for line in field] == list(range(1, len(field) + 1))
    steps = decide.history(root).steps
    letters = dict(re.findall(r"\b([A-Z]) (alpha|beta|gamma|delta|epsilon|zeta)\b", "\n".join(chart)))
    assert sorted(letters.values()) == ["alpha", "beta", "delta", "epsilon", "gamma", "zeta"]
    assert not re.search(r"\b(last|least)\b", "\n".join(chart))
    apart = 1 if width == 60 else 2
    for number, step in enumerate(steps):
        for place, name in enumerate(step.entry.standing.ranks):
            sign = field[place][4 + number * apart] if place < len(field) else ""
            if name in letters.values() and sign:
                assert letters[sign.upper()] == name
                assert sign.isupper() == (name in (step.entry.standing.portfolio or ()))
    axis = next(line for line in chart if line.startswith("   +"))
    marked = [place for place, step in enumerate(steps) if step.moved_first]
    assert [place for place, sign in enumerate(axis[4::apart]) if sign == "*"] == marked


def test_the_chart_keeps_to_the_newest_that_fit(tmp_path: Path) -> None:
    root = _eventful(tmp_path / "workspace", 45)
    found = decide.history(root)
    text = terminal.render(found, Canvas(40))
    days = [entry.date[:10] for entry in found.entries]
    assert re.search(rf"^ +{days[-36]} +{days[-1]}$", text, re.MULTILINE)
    assert "the newest 36 of 45" in " ".join(text.split())
    assert max(cells(line) for line in text.splitlines()) <= 40


def test_the_chart_of_one_option_shows_its_places_only(run: Run, tmp_path: Path) -> None:
    root = _eventful(tmp_path / "workspace", 10)
    found = decide.history(root)
    places = [entry.standing.ranks["beta"] for entry in found.entries]
    text = run("history", "--option", "beta", cwd=root).stdout
    field = [line for line in text.splitlines() if re.match(r" ?\d+ \|", line)]
    assert [int(line.split("|")[0]) for line in field] == list(range(min(places), max(places) + 1))
    assert sum(line.split("|")[1].split("  B beta")[0].upper().count("B") for line in field) == len(places)


def test_a_commit_without_ranks_is_a_gap(run: Run, root: Path) -> None:
    commit(root, "Broken", {"options/a.yaml": "x: ["})
    text = run("history", cwd=root, env={"COLUMNS": "80"}).stdout
    axis = next(line for line in text.splitlines() if line.startswith("   +"))
    assert (axis[4], axis[10], axis[-1]) == ("-", "*", "x")
    assert "x no ranks" in text


def test_a_screen_without_our_signs(root: Path) -> None:
    text = terminal.render(decide.history(root), Canvas(80, encoding="ascii"))
    assert text.isascii()
    assert "?" not in text


def test_a_narrow_screen(root: Path) -> None:
    for width in (20, 30, 45):
        text = terminal.render(decide.history(root), Canvas(width))
        assert max(cells(line) for line in text.splitlines()) <= width


def test_colour_never_says_it_alone(root: Path) -> None:
    found = decide.history(root)
    plain, coloured = terminal.render(found, Canvas(100)), terminal.render(found, Canvas(100, colours="truecolor"))
    assert plain != coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_hundreds_of_options_do_not_fill_the_screen(root: Path) -> None:
    found = decide.history(root)
    ranks = {f"option-{number}": number for number in range(1, 301)}
    scores = dict.fromkeys(ranks, 1.0)
    turned = [dict(zip(list(ranks)[step:] + list(ranks)[:step], ranks.values(), strict=True)) for step in range(60)]
    entries = tuple(
        replace(found.entries[0], standing=replace(found.entries[0].standing, ranks=dict(one), scores=scores))
        for one in turned
    )
    many = replace(found, entries=entries)
    text = terminal.render(many, Canvas(120))
    assert "more were among the best 5" in text
    assert len(text.split("Commit ")[0].splitlines()) < 40
    assert [int(label) for label in re.findall(r"^ ?(\d+) \|", text, re.MULTILINE)] == list(range(1, 16))
    one = terminal.render(replace(many, option="option-3"), Canvas(120))
    assert len(one.split("Commit ")[0].splitlines()) < 24


@pytest.fixture
def _charts() -> None:
    pytest.importorskip("matplotlib", reason="the extra `charts` is not installed")


@pytest.mark.usefixtures("_charts")
@pytest.mark.parametrize("more", [[], ["--option", "c"], ["--since", "HEAD"], ["--no-portfolio"]])
def test_the_picture_is_the_same_every_time(run: Run, root: Path, more: list[str]) -> None:
    commit(root, "Broken", {"options/a.yaml": "x: ["})
    for name in ("one.svg", "two.svg"):
        assert run("history", "-o", root / name, *more, cwd=root).returncode == 0
    one = (root / "one.svg").read_bytes()
    assert one == (root / "two.svg").read_bytes()
    assert one == run("history", "-f", "svg", *more, cwd=root).stdout.encode()
    assert b"<dc:date>" not in one


@pytest.mark.usefixtures("_charts")
def test_the_picture_names_every_line_and_commit(run: Run, root: Path) -> None:
    text = run("history", "-f", "svg", cwd=root).stdout
    told = re.findall(r"<text [^>]*>([^<]*)</text>", text)
    for name in ("a", "b", "c", "d", "e", "one: commit by commit", "2023-11-14"):
        assert name in told
    for name in git(root, "rev-list", "HEAD").split():
        assert name[:10] in told
    assert text.count("ring: first place moved") == 1
    assert "grey: no ranks" not in text
    commit(root, "Broken", {"options/a.yaml": "x: ["})
    assert "grey: no ranks" in run("history", "-f", "svg", cwd=root).stdout


@pytest.mark.usefixtures("_charts")
def test_the_picture_of_a_long_history_names_what_moved(run: Run, tmp_path: Path) -> None:
    root = _eventful(tmp_path / "workspace", 200)
    found = decide.history(root, limit=0)
    text = run("history", "-f", "svg", "--limit", "0", cwd=root).stdout
    told = set(re.findall(r"<text [^>]*>([0-9a-f]{10})</text>", text))
    assert 60 < len(told) < 110
    assert len({entry.commit[:10] for entry in found.moved_first} & told) > len(found.moved_first) / 2
    assert len(text) < 300_000
