"""What an entry of a history says: the same as the other verbs say of that commit."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

import decide
from decide.errors import InputsRefused
from tests import choices
from tests.history.repository import alone, begin, change, commit, git, told

if TYPE_CHECKING:
    from pathlib import Path

    from decide.model.history import Entry, History
    from tests.history.repository import Change


def _subjects(found: History) -> list[str]:
    return [entry.subject for entry in found.entries]


def _same_as_alone(root: Path, found: History, folder: Path, weights: str | None = None) -> None:
    for number, entry in enumerate(found.entries):
        if entry.committed:
            assert told(entry.standing) == alone(root, entry.commit, folder / str(number), weights), entry.subject


def test_each_commit_oldest_first(root: Path, tmp_path: Path) -> None:
    found = decide.history(root)
    assert _subjects(found) == [
        "The case as it was",
        "b is better than we thought",
        "A word about a",
        "No money at all",
        "c after all",
        "e is new",
    ]
    assert [entry.commit for entry in found.entries] == git(root, "rev-list", "--reverse", "HEAD").split()
    assert [entry.date for entry in found.entries][:2] == ["2023-11-14T22:13:20+00:00", "2023-11-15T22:13:20+00:00"]
    assert {entry.author for entry in found.entries} == {"Ada"}
    assert [entry.standing.first for entry in found.entries] == [("c",), ("b",), ("b",), ("b",), ("c",), ("c",)]
    _same_as_alone(root, found, tmp_path)


def test_what_moved(root: Path) -> None:
    found = decide.history(root)
    assert [entry.subject for entry in found.moved_first] == ["b is better than we thought", "c after all"]
    assert [step.moved for step in found.steps] == [None, 2, 0, 0, 2, 4]
    assert [(step.enters, step.leaves) for step in found.steps] == [
        ((), ()),
        ((), ()),
        ((), ()),
        ((), ("a",)),
        (("c",), ("b",)),
        ((), ()),
    ]


def test_a_commit_that_changed_no_file_of_the_workspace_is_no_entry(root: Path) -> None:
    commit(root, "Words", {"README.md": "x", "notes/deep.yaml": "x: 1", "action.yaml": "x: 1", "options/b.txt": "x"})
    commit(root, "Source", {"seeds/nobody-2024.yaml": "broken"})
    assert _subjects(decide.history(root))[-2:] == ["e is new", "Source"]


def test_what_came_by_a_merge_is_one_entry(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "other", "HEAD~2")
    commit(root, "One", {"options/d.yaml": choices.option(11, 25, 0)})
    commit(root, "Two", {"options/d.yaml": choices.option(99, 25, 0)})
    git(root, "switch", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Both", "other")
    found = decide.history(root)
    assert _subjects(found)[-2:] == ["e is new", "Both"]
    assert found.entries[-1].standing.first == ("d",)


@pytest.mark.parametrize(
    "changes",
    [
        {"options/a.yaml": choices.option(99, 10, 0.1)},
        {"options/new.yaml": choices.option(99, 10, 0.1)},
        {"options/a.yaml": None},
        {"seeds/nobody-2024.yaml": "broken"},
    ],
    ids=["changed", "new", "removed", "source"],
)
def test_what_is_not_committed_comes_last(root: Path, changes: Change) -> None:
    change(root, changes)
    last = decide.history(root).entries[-1]
    assert (last.committed, last.commit, last.date, last.author, last.subject) == (False, "", "", "", "")
    ranking = decide.rank(root)
    assert last.standing.scores == {line.option.id: line.score for line in ranking.options}


def test_no_such_entry_where_nothing_differs(root: Path) -> None:
    change(root, {"README.md": "not ours", "options/notes.txt": "x", "options/.a.yaml": "hidden"})
    path = root / "options/a.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert all(entry.committed for entry in decide.history(root).entries)


def test_faults_are_counted_and_passed_over(root: Path) -> None:
    sound = (root / "options/b.yaml").read_text(encoding="utf-8")
    commit(root, "Broken", {"options/b.yaml": sound.replace("gain", "gian").replace("title", "titel")})
    with pytest.raises(InputsRefused) as refused:
        decide.rank(root)
    commit(root, "As it was", {"options/b.yaml": sound})
    commit(root, "Mended", {"options/b.yaml": choices.option(99, 10, 0.2)})
    change(root, {"criteria.yaml": "a: [", "options/a.yaml": "b: ["})
    found = decide.history(root, "one")
    broken, _, mended, now = found.entries[-4:]
    assert broken.standing.faults == len(refused.value.issues) > 1
    assert (broken.standing.ranks, broken.standing.portfolio) == ({}, None)
    assert (mended.standing.faults, mended.standing.first) == (0, ("b",))
    assert now.standing.faults > 0
    assert [entry.subject for entry in found.moved_first][2:] == ["Mended"]
    assert [step.moved for step in found.steps][-4:] == [None, 0, 3, None]


def test_faults_of_the_rules_take_the_portfolio_only(root: Path) -> None:
    commit(root, "Broken", {"portfolio.yaml": "version: 1\nlimits: {budgte: 10}\n"})
    now = decide.history(root).entries[-1].standing
    assert (now.faults, now.first, now.portfolio) == (1, ("c",), None)
    assert decide.history(root, portfolio=False).entries[-1].standing.faults == 0
    commit(root, "Mended", {"portfolio.yaml": "version: 1\nlimits: {budget: 10}\n"})
    step = decide.history(root).steps[-1]
    assert (step.entry.standing.portfolio, step.enters, step.leaves) == (("c",), (), ())


def test_a_profile_that_did_not_exist_yet_and_one_that_is_gone(root: Path) -> None:
    commit(root, "Two", {"weights/two.yaml": "version: 1\ntitle: Two\nweights: {gain: 2}\n"})
    found = decide.history(root, "two.yaml")
    assert [entry.standing.has_profile for entry in found.entries] == [False] * 6 + [True]
    assert [bool(entry.standing.ranks) for entry in found.entries] == [False] * 6 + [True]
    commit(root, "One again", {"weights/two.yaml": None})
    assert [entry.standing.has_profile for entry in decide.history(root, "two").entries] == [False] * 6 + [True, False]


def test_the_profile_is_the_one_that_criteria_names(root: Path) -> None:
    changes: Change = {
        "weights/two.yaml": "version: 1\ntitle: Two\nweights: {gain: 2}\n",
        "criteria.yaml": choices.CRITERIA + "profile: two\n",
    }
    change(root, changes)
    assert decide.history(root).profile == "two"


def test_an_option_under_another_id_is_another(root: Path) -> None:
    git(root, "mv", "options/c.yaml", "options/z.yaml")
    commit(root, "Renamed", {})
    step = decide.history(root).steps[-1]
    assert (step.moved_first, step.enters, step.leaves) == (True, ("z",), ("c",))


def test_a_size_counts_as_a_change_of_the_portfolio(root: Path) -> None:
    sizes = "sizes: {half: {cost: 5, performance: {gain: 66}}}\n"
    commit(root, "Half of it", {"options/c.yaml": choices.option(70, 12, 0.25, sizes)})
    step = decide.history(root).steps[-1]
    assert step.entry.standing.sizes == {"c": "half"}
    assert (step.enters, step.leaves) == (("c:half",), ("c",))


def test_limits_of_profile_and_workspace(root: Path, tmp_path: Path) -> None:
    commit(root, "Rich", {"weights/one.yaml": "version: 1\ntitle: One\nweights: {gain: 1}\nlimits: {budget: 90}\n"})
    commit(root, "Nothing possible", {"portfolio.yaml": "version: 1\nrelations: [{must: d}, {must_not: d}]\n"})
    commit(root, "No rules", {"portfolio.yaml": None})
    found = decide.history(root)
    assert [entry.standing.status for entry in found.entries[-3:]] == ["optimal", "infeasible", "optimal"]
    assert found.entries[-2].standing.portfolio is None
    _same_as_alone(root, found, tmp_path)


def test_without_portfolios(root: Path) -> None:
    commit(root, "No rules", {"portfolio.yaml": None})
    assert decide.history(root).entries[-1].standing.portfolio
    found = decide.history(root, portfolio=False)
    assert {(entry.standing.status, entry.standing.portfolio) for entry in found.entries} == {("", None)}
    assert [entry.standing.ranks for entry in found.entries] == [
        entry.standing.ranks for entry in decide.history(root).entries
    ]


def test_a_workspace_inside_a_repository(tmp_path: Path) -> None:
    begin(tmp_path / "top")
    inside: Change = {f"a b/käse/{name}": text for name, text in choices.BASE.items()}
    commit(tmp_path / "top", "First", inside)
    commit(tmp_path / "top", "Elsewhere", {"options/a.yaml": "x: 1", "criteria.yaml": "x: 1"})
    commit(tmp_path / "top", "Second", {"a b/käse/options/a.yaml": choices.option(99, 10, 0.1)})
    found = decide.history(tmp_path / "top/a b/käse/options")
    assert _subjects(found) == ["First", "Second"]
    assert [entry.standing.first for entry in found.entries] == [("c",), ("a",)]


def test_before_the_workspace_stood_where_it_stands(tmp_path: Path) -> None:
    root = begin(tmp_path / "workspace")
    commit(root, "An option", {"options/a.yaml": choices.option(1, 1, 0)})
    commit(root, "The rest", dict(choices.BASE))
    found = decide.history(root)
    assert [bool(entry.standing.ranks) for entry in found.entries] == [False, True]
    assert found.moved_first == ()


def test_hashes_of_64_digits(tmp_path: Path) -> None:
    root = begin(tmp_path / "workspace", "--object-format=sha256")
    commit(root, "First", dict(choices.BASE))
    commit(root, "Second", {"options/a.yaml": choices.option(99, 10, 0.1)})
    found = decide.history(root)
    assert [len(entry.commit) for entry in found.entries] == [64, 64]
    assert [entry.standing.first for entry in found.entries] == [("c",), ("a",)]


def test_links_and_folders_where_files_are_due(root: Path) -> None:
    (root / "options/d.yaml").unlink()
    (root / "options/d.yaml").symlink_to("a.yaml")
    commit(root, "A link", {})
    (root / "options/d.yaml").unlink()
    commit(root, "A folder", {"options/d.yaml/x.yaml": "x: 1"})
    git(root, "mv", "options", "elsewhere")
    (root / "options").symlink_to("elsewhere")
    commit(root, "A linked folder", {})
    found = [entry for entry in decide.history(root).entries if entry.committed]
    faults = [(entry.subject, entry.standing.faults) for entry in found[-3:]]
    assert faults == [("A link", 1), ("A folder", 1), ("A linked folder", 1)]


def test_only_the_newest(root: Path) -> None:
    found = decide.history(root, limit=2)
    assert (_subjects(found), found.older) == (["c after all", "e is new"], True)
    assert [entry.subject for entry in found.moved_first] == ["c after all"]  # against the commit before
    assert found.steps[0].moved == 2
    change(root, {"options/a.yaml": choices.option(99, 10, 0.1)})
    found = decide.history(root, limit=2)
    assert (_subjects(found), found.older) == (["e is new", ""], True)
    assert [step.moved for step in found.steps] == [4, 4]
    assert not decide.history(root, limit=7).older
    assert len(decide.history(root, limit=0).entries) == 7


def test_fifty_unless_told_otherwise(root: Path) -> None:
    for number in range(50):
        commit(root, str(number), {"options/d.yaml": choices.option(number / 10, 25, 0)})
    found = decide.history(root, portfolio=False)
    assert (len(found.entries), found.older) == (50, True)
    assert len(decide.history(root, portfolio=False, limit=0).entries) == 56


def test_since_leaves_out_what_it_knows(root: Path) -> None:
    found = decide.history(root, since="HEAD~2")
    assert _subjects(found) == ["c after all", "e is new"]
    assert [entry.subject for entry in found.moved_first] == ["c after all"]
    assert decide.history(root, since="HEAD").entries == ()
    change(root, {"options/a.yaml": choices.option(99, 10, 0.1)})
    assert [entry.commit for entry in decide.history(root, since="HEAD").moved_first] == [""]


def test_a_frame_has_a_row_for_each_commit_and_option(root: Path) -> None:
    frame = decide.history(root).to_frame()
    assert len(frame) == 5 * 4 + 5
    assert list(frame.columns) == ["commit", "date", "author", "subject", "option", "rank", "score", "chosen"]
    assert frame.query("option == 'c' and subject == 'c after all'")[["rank", "chosen"]].to_numpy().tolist() == [
        [1, True]
    ]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_changed_each_commit_is_as_if_it_stood_alone(case: Path, tmp_path: Path, seed: int) -> None:
    """The case is large enough for prices to be handed on, and what is unchanged is not built again."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    root = begin(tmp_path / "workspace")
    files = ["criteria.yaml", "portfolio.yaml", "weights/hawkish.yaml"]
    files += [f"options/{path.name}" for path in sorted((case / "options").glob("*.yaml"))]
    texts = {name: (case / name).read_text(encoding="utf-8") for name in files}
    texts["weights/hawkish.yaml"] = re.sub("(?m)^agreed_for.*$", "", texts["weights/hawkish.yaml"])
    commit(root, "all", dict(texts))
    for number in range(10):
        names = dice.sample(files, dice.choice([1, 1, 1, 4]))
        commit(root, str(number), {name: _other(texts[name], dice) for name in names})
    found = decide.history(root, "hawkish")
    assert len(found.entries) == 11
    sound: list[Entry] = [entry for entry in found.entries if not entry.standing.faults]
    assert len(sound) > 3
    for number, entry in enumerate(sound):
        assert told(entry.standing) == alone(root, entry.commit, tmp_path / str(number), "hawkish")


def _other(text: str, dice: random.Random) -> str:
    """The text with one of its best estimates, or one of its weights or limits, a little larger or smaller."""
    places = list(re.finditer(r"(?:best: |^  [a-z_]+: |budget: |risk: )(\d+(?:\.\d+)?)(?=[,}\s])", text, re.MULTILINE))
    spot = dice.choice(places)
    number = float(spot[1])
    other = f"{number * dice.choice([0.97, 0.98, 1.02, 1.03]):.4f}".rstrip("0").rstrip(".")
    return text[: spot.start(1)] + other + text[spot.end(1) :]
