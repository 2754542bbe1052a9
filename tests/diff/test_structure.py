"""What is renamed, what only looks changed, and what comes and goes with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import decide
from decide.model.review import ConcernKind, EditKind, Method
from tests.diff import catalogue
from tests.diff.repositories import commit, start, write
from tests.diff.test_attribution import adds_up
from tests.workbook.rich import FERRY, FILES, FLAT, PORTFOLIO, RAMPS, TUNNEL, WIDEN

if TYPE_CHECKING:
    from pathlib import Path

    from decide.model.review import Review


def reviewed(root: Path, files: dict[str, str | None], weights: str = "all") -> Review:
    start(root, FILES)
    write(root, {**FILES, **files}, FILES)
    return decide.diff(root, weights=weights)


def nothing_moved(found: Review) -> bool:
    return not any(one.ranks_moved or (one.portfolio is not None and one.portfolio.moved) for one in found.profiles)


def test_the_same_commit_twice(tmp_path: Path) -> None:
    first = start(tmp_path, FILES)
    found = decide.diff(tmp_path, first, first, "all")
    assert not found.moved
    assert found.edits == found.touched == found.elsewhere == ()
    assert found.before.commit == found.after.commit == first
    assert len(found.profiles) == 2


def test_formatting_order_and_comments_are_no_change(tmp_path: Path) -> None:
    files = {
        "weights/flat.yaml": "# a comment\nversion: 1\nweights:\n"
        "  delay: 80.0\n  capacity: 1e2\n  look: 10\n  title: 5\n  noise: 0\n  charm: 0\n  cost: 30\n"
        "  escalation_risk: 0.00\ntitle: 'Commuters'\nlimits: {escalation_risk: 0.20}\n",
        "options/ferry.yaml": FERRY.replace("\n", "\r\n"),
        "options/ramps.yaml": RAMPS.replace(": ", ":   "),
        "criteria.yaml": catalogue.made([])["criteria.yaml"].replace(  # type: ignore[union-attr]
            "{ugly: 0, plain: 70, fine: 100}", "{fine: 100, plain: 70.0, ugly: 0}"
        ),
        "portfolio.yaml": PORTFOLIO.replace("[widen, tunnel, ferry]", "[ferry, widen, tunnel]").replace(
            "{2027: 100, 2028: 300}", "{2028: 300, 2027: 100.0}"
        ),
    }
    found = reviewed(tmp_path, files)
    assert found.edits == found.touched == ()
    assert not found.moved


def test_relations_in_another_order_are_no_change(tmp_path: Path) -> None:
    head, *relations = PORTFOLIO.rstrip("\n").split("\n  - ")
    found = reviewed(tmp_path, {"portfolio.yaml": "\n  - ".join([head, *reversed(relations)]) + "\n"})
    assert found.edits == found.touched == ()


def test_a_bonus_of_nothing_is_no_edit(tmp_path: Path) -> None:
    found = reviewed(tmp_path, {"portfolio.yaml": PORTFOLIO.replace("look: -2}", "look: -2, noise: 0}")})
    assert found.edits == ()
    assert {one.path for one in found.touched} == {"relations.4"}


def test_words_move_nothing_and_are_listed(tmp_path: Path) -> None:
    found = reviewed(
        tmp_path,
        {
            "options/widen.yaml": WIDEN.replace('"=by count"', "recounted").replace("low: 30000", "low: 29000"),
            "weights/flat.yaml": FLAT.replace("Commuters", "Those who commute"),
        },
    )
    assert found.edits == ()
    assert not found.moved
    assert [(one.file, one.line, one.path) for one in found.touched] == [
        ("options/widen.yaml", 4, "performance.capacity.low"),
        ("options/widen.yaml", 4, "performance.capacity.note"),
        ("weights/flat.yaml", 2, "title"),
    ]


def test_a_note_beside_a_changed_score_is_part_of_the_edit(tmp_path: Path) -> None:
    found = reviewed(
        tmp_path,
        {"options/widen.yaml": WIDEN.replace("best: 32000", "best: 33000").replace('"=by count"', "recounted")},
    )
    assert [edit.path for edit in found.edits] == ["performance.capacity"]
    assert (found.edits[0].before, found.edits[0].after) == ("32,000", "33,000")
    assert found.touched == ()
    assert found.concerns == ()  # its grounds changed with it


def test_a_renamed_option_is_called_renamed(tmp_path: Path) -> None:
    files = {
        "options/ferry.yaml": None,
        "options/boat.yaml": FERRY,
        "portfolio.yaml": PORTFOLIO.replace("ferry", "boat"),
    }
    found = reviewed(tmp_path, files)
    assert [(edit.kind, edit.before, edit.after, edit.file) for edit in found.edits] == [
        (EditKind.OPTION_RENAMED, "ferry", "boat", "options/boat.yaml")
    ]
    assert nothing_moved(found)
    assert found.touched == ()
    assert all(move.before is not None and move.after is not None for one in found.profiles for move in one.moves)


def test_an_option_that_is_renamed_and_changed(tmp_path: Path) -> None:
    files = {
        "options/ferry.yaml": None,
        "options/boat.yaml": FERRY.replace("delay: 11", "delay: 1"),
        "portfolio.yaml": PORTFOLIO.replace("ferry", "boat"),
    }
    found = reviewed(tmp_path, files)
    assert [edit.kind for edit in found.edits] == [EditKind.OPTION_RENAMED, EditKind.PERFORMANCE]
    for one in found.profiles:
        adds_up(one)
        assert [player.edits for player in one.players] == [(2,)]  # a name alone moves nothing


def test_another_option_in_the_place_of_one_is_no_rename(tmp_path: Path) -> None:
    files = {
        "options/ferry.yaml": None,
        "options/pier.yaml": catalogue.PIER,
        "portfolio.yaml": "\n".join(line for line in PORTFOLIO.split("\n") if "ferry" not in line),
    }
    found = reviewed(tmp_path, files)
    kinds = [edit.kind for edit in found.edits]
    assert kinds.count(EditKind.OPTION_ADDED) == kinds.count(EditKind.OPTION_REMOVED) == 1
    assert EditKind.OPTION_RENAMED not in kinds


@pytest.mark.parametrize("name", ["charm", "capacity"])  # the latter stands in a group, in sizes and in a relation
def test_a_renamed_criterion(name: str, tmp_path: Path) -> None:
    texts = {file: text.replace(f"{name}:", "appeal:") for file, text in FILES.items() if name in text}
    found = reviewed(tmp_path, dict(texts))
    assert [(edit.kind, edit.before, edit.after) for edit in found.edits] == [
        (EditKind.CRITERION_RENAMED, name, "appeal")
    ]
    assert found.touched == ()
    assert nothing_moved(found)


def test_a_renamed_profile(tmp_path: Path) -> None:
    found = reviewed(tmp_path, {"weights/flat.yaml": None, "weights/commuters.yaml": FLAT})
    assert [(edit.kind, edit.before, edit.after) for edit in found.edits] == [
        (EditKind.PROFILE_RENAMED, "flat", "commuters")
    ]
    assert found.gone == ()
    assert nothing_moved(found)


def test_a_profile_that_is_new_and_one_that_is_gone(tmp_path: Path) -> None:
    other = (
        FLAT.replace("Commuters", "Tourists").replace("look: 10", "look: 90").replace("capacity: 100", "capacity: 3")
    )
    other = other.replace("delay: 80", "delay: 5").replace("title: 5", "title: 44").replace("cost: 30", "cost: 1")
    found = reviewed(tmp_path, {"weights/flat.yaml": None, "weights/tourists.yaml": other})
    assert found.gone == ("flat",)
    assert [one.before is None for one in found.profiles] == [False, True]
    assert found.moved


def test_an_option_that_goes_takes_its_relations_along(tmp_path: Path) -> None:
    files = {
        "options/tunnel.yaml": None,
        "portfolio.yaml": PORTFOLIO.replace("  - {excludes: [widen, tunnel], evidence: judgement}\n", "")
        .replace("[ramps, widen, tunnel]", "[ramps, widen]")
        .replace("[widen, tunnel, ferry]", "[widen, ferry]")
        .replace("  - {together: [ramps, ferry, tunnel], adds: {delay: 6}, escalation_risk: 0.05}\n", ""),
    }
    found = reviewed(tmp_path, files)
    assert EditKind.OPTION_REMOVED in {edit.kind for edit in found.edits}
    for one in found.profiles:
        adds_up(one)
        tunnel = next(move for move in one.moves if move.option == "tunnel")
        assert tunnel.after is None
        assert tunnel.moved


def test_a_relation_to_an_option_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    """An option too dear to be chosen comes, and with it a rule that another one needs it."""
    files: dict[str, str | None] = {
        "options/pier.yaml": catalogue.PIER.replace("{2027: 15}", "{2027: 400}"),
        "portfolio.yaml": PORTFOLIO.replace("relations:\n", "relations:\n  - {option: ferry, requires: [pier]}\n"),
    }
    found = reviewed(tmp_path, files, "flat")
    assert [edit.kind for edit in found.edits] == [EditKind.OPTION_ADDED, EditKind.RELATION_ADDED]
    (one,) = found.profiles
    assert one.portfolio is not None
    assert one.portfolio.leaves == ("ferry",)
    assert one.portfolio.why["ferry"].enough == ((0, 1),)


def test_what_a_size_takes_replaces_what_its_option_takes(tmp_path: Path) -> None:
    """The size becomes worth having, and then needs more people than there are beside the ferry."""
    size = WIDEN.replace("capacity: 26000", "capacity: 39000").replace("cost: {2027: 30}", "cost: {2027: 5}")
    no_tunnel = PORTFOLIO.replace("relations:\n", "relations:\n  - {must_not: tunnel}\n")
    start(tmp_path, FILES | {"options/widen.yaml": size, "portfolio.yaml": no_tunnel})
    more = size.replace("title: One lane", "title: One lane\n    uses: {crews: 40}")
    write(tmp_path, {"options/widen.yaml": more}, {})
    (one,) = decide.diff(tmp_path, weights="flat").profiles
    assert one.portfolio is not None
    assert one.portfolio.leaves
    adds_up(one)


@pytest.mark.parametrize("takes", ["cost: {2027: -10}", "cost: {2027: -10}, escalation_risk: 0.25"])
def test_a_bonus_that_goes_takes_and_gives_nothing_any_more(takes: str, tmp_path: Path) -> None:
    """With the money that it saves, both can be had; or, where it is a risk, only one."""
    bonus = f"  - {{together: [widen, ferry], adds: {{capacity: 4, look: -2}}, {takes}}}\n"
    old = "  - {together: [widen, ferry], adds: {capacity: 4, look: -2}, cost: {2027: -10}}\n"
    room = 75 if "risk" not in takes else 100
    rules = PORTFOLIO.replace("relations:\n", "relations:\n  - {must_not: [ramps, tunnel]}\n").replace(
        "2027: 100", f"2027: {room}"
    )
    start(tmp_path, FILES | {"portfolio.yaml": rules.replace(old, bonus)})
    write(tmp_path, {"portfolio.yaml": rules.replace(old, "")}, {})
    (one,) = decide.diff(tmp_path, weights="flat").profiles
    assert one.portfolio is not None
    assert one.portfolio.moved
    adds_up(one)


def test_a_bonus_on_a_criterion_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    files = catalogue.made([catalogue.BY_NAME["criterion new"]])
    files["portfolio.yaml"] = PORTFOLIO.replace("adds: {delay: 6}", "adds: {speed: 30}")
    found = reviewed(tmp_path, files, "flat")
    assert [edit.kind for edit in found.edits] == [EditKind.CRITERION_ADDED, EditKind.RELATION]
    (one,) = found.profiles
    adds_up(one)


@pytest.mark.parametrize("names", [("option new", "criterion new"), ("option new", "criterion gone")])
def test_an_option_and_a_criterion_in_one_change(names: tuple[str, ...], tmp_path: Path) -> None:
    files = catalogue.made([catalogue.BY_NAME[name] for name in names])
    pier = catalogue.PIER
    if "criterion new" in names:
        files["options/pier.yaml"] = pier.replace("title: 2}", "title: 2, speed: 3}")
    else:
        files["options/pier.yaml"] = pier.replace("charm: much, ", "")
    found = reviewed(tmp_path, files)
    assert len(found.edits) == 2
    for one in found.profiles:
        adds_up(one)


def test_money_by_period_is_one_edit(tmp_path: Path) -> None:
    whole = {
        "options/widen.yaml": WIDEN.replace("{2027: 60, 2028: 40}", "100").replace("cost: {2027: 30}", "cost: 30"),
        "options/ferry.yaml": FERRY.replace("{2027: 20, 2028: 5.5}", "25.5"),
        "options/tunnel.yaml": TUNNEL.replace("{2028: 260}", "260"),
        "options/ramps.yaml": RAMPS.replace("{2027: 8}", "8"),
        "portfolio.yaml": PORTFOLIO.replace("{2027: 100, 2028: 300}", "350").replace("cost: {2027: -10}", "cost: -10"),
    }
    found = reviewed(tmp_path, dict(whole))
    assert [edit.kind for edit in found.edits] == [EditKind.PERIODS, EditKind.RELATION]
    for one in found.profiles:
        adds_up(one)


def test_an_option_that_comes_while_money_ceases_to_go_by_period(tmp_path: Path) -> None:
    whole = {
        "options/widen.yaml": WIDEN.replace("{2027: 60, 2028: 40}", "100").replace("cost: {2027: 30}", "cost: 30"),
        "options/ferry.yaml": FERRY.replace("{2027: 20, 2028: 5.5}", "25.5"),
        "options/tunnel.yaml": TUNNEL.replace("{2028: 260}", "260"),
        "options/ramps.yaml": RAMPS.replace("{2027: 8}", "8"),
        "options/pier.yaml": catalogue.PIER.replace("{2027: 15}", "15"),
        "portfolio.yaml": PORTFOLIO.replace("{2027: 100, 2028: 300}", "350").replace("cost: {2027: -10}", "cost: -10"),
    }
    found = reviewed(tmp_path, dict(whole))
    assert EditKind.OPTION_ADDED in {edit.kind for edit in found.edits}
    for one in found.profiles:
        adds_up(one)


def test_a_state_in_which_all_weights_are_0(tmp_path: Path) -> None:
    start(tmp_path, FILES)
    zero = "capacity: 0, delay: 0, noise: 0, look: {}, charm: {}, title: 0, cost: 0, escalation_risk: 0}}"
    write(tmp_path, {"weights/flat.yaml": f"version: 1\ntitle: A\nweights: {{{zero.format(5, 0)}\n"}, {})
    commit(tmp_path)
    write(tmp_path, {"weights/flat.yaml": f"version: 1\ntitle: A\nweights: {{{zero.format(0, 5)}\n"}, {})
    (one,) = decide.diff(tmp_path, weights="flat").profiles
    adds_up(one)


def test_many_edits_are_grouped_by_file(tmp_path: Path) -> None:
    files = {
        "weights/grouped.yaml": FILES["weights/grouped.yaml"]
        .replace("delay: 70", "delay: 10")
        .replace("look: 20", "look: 35")
        .replace("charm: 5", "charm: 15"),
        "options/ferry.yaml": FERRY.replace("21000.5", "25000")
        .replace("delay: 11", "delay: 4")
        .replace("noise: 58", "noise: 50")
        .replace("title: 5", "title: 3"),
        "options/tunnel.yaml": TUNNEL.replace("delay: 0", "delay: 9")
        .replace("noise: 40", "noise: 44")
        .replace("look: plain", "look: fine")
        .replace("title: 1,", "title: 2,")
        .replace("charm: none", "charm: some"),
        "options/ramps.yaml": RAMPS.replace("22000", "30000").replace("look: plain", "look: ugly"),
    }
    found = reviewed(tmp_path, files, "grouped")
    (one,) = found.profiles
    assert len(found.edits) > 12
    assert one.method is Method.BY_FILE
    assert [player.name for player in one.players] == [
        "weights/grouped.yaml", "options/ferry.yaml", "options/ramps.yaml", "options/tunnel.yaml",
    ]  # fmt: skip
    adds_up(one)


def test_what_a_careful_reviewer_asks(tmp_path: Path) -> None:
    files = {
        "weights/grouped.yaml": FILES["weights/grouped.yaml"].replace("look: 20", "look: 40"),
        "options/ramps.yaml": RAMPS.replace("look: plain", "look: fine"),
        "portfolio.yaml": PORTFOLIO.replace("2028: 300", "2028: 400").replace(
            "  - {excludes: [widen, tunnel], evidence: judgement}\n", ""
        ),
    }
    found = reviewed(tmp_path, files)
    said = {(one.kind, one.edits) for one in found.concerns}
    edits = {edit.kind: edit.number for edit in found.edits}
    assert said == {
        (ConcernKind.REWARDED, (edits[EditKind.WEIGHT], edits[EditKind.PERFORMANCE])),
        (ConcernKind.LOOSENED, (edits[EditKind.LIMIT],)),
        (ConcernKind.LOOSENED, (edits[EditKind.RELATION_REMOVED],)),
        (ConcernKind.UNGROUNDED, (edits[EditKind.PERFORMANCE],)),
    }


def test_what_needs_no_question(tmp_path: Path) -> None:
    """Less money, a score that falls on what now weighs more, and a note beside it."""
    files = {
        "weights/grouped.yaml": FILES["weights/grouped.yaml"].replace("delay: 70", "delay: 90"),
        "options/widen.yaml": WIDEN.replace("best: 32000", "best: 31000").replace('"=by count"', "recounted"),
        "options/ferry.yaml": FERRY.replace("delay: 11", "delay: {value: 13, note: slower boats}"),
        "portfolio.yaml": PORTFOLIO.replace("2028: 300", "2028: 280"),
    }
    assert reviewed(tmp_path, files).concerns == ()


@pytest.mark.parametrize(
    ("name", "same_units"), [("weight", False), ("value", False), ("counted", False), ("cost", True)]
)
def test_values_are_compared_only_in_the_same_units(name: str, same_units: bool, tmp_path: Path) -> None:  # noqa: FBT001
    move = reviewed(tmp_path, catalogue.made([catalogue.BY_NAME[name]]), "grouped").profiles[0].portfolio
    assert move is not None
    assert move.comparable == same_units


def test_what_another_profile_loosens_is_its_own_concern(tmp_path: Path) -> None:
    files = {"weights/grouped.yaml": FILES["weights/grouped.yaml"].replace("crews: 40", "crews: 44")}
    found = reviewed(tmp_path, files, "flat")
    assert found.concerns == ()
    assert len(found.elsewhere) == 1
    assert [one.kind for one in decide.diff(tmp_path, weights="grouped").concerns] == [ConcernKind.LOOSENED]


def test_what_was_broken_before_is_no_news(tmp_path: Path) -> None:
    first = decide.rank(start(tmp_path / "shown", FILES) and tmp_path / "shown", "flat").options[0].option.id
    expected = f"version: 1\nexpectations:\n  - {{option: {first}, never_first: true, reason: dear, owner: roads}}\n"
    start(tmp_path / "real", FILES | {"expectations.yaml": expected})
    write(tmp_path / "real", {"weights/flat.yaml": FLAT.replace("cost: 30", "cost: 31")}, {})
    assert decide.diff(tmp_path / "real", weights="flat").broken == ()


def test_a_changed_scale_makes_weights_stale(tmp_path: Path) -> None:
    start(tmp_path, FILES)
    decide.confirm_weights("flat", tmp_path)
    commit(tmp_path)
    before = dict(FILES) | {"weights/flat.yaml": (tmp_path / "weights/flat.yaml").read_text(encoding="utf-8")}
    write(
        tmp_path, catalogue.made([catalogue.BY_NAME["scale"]]) | {"weights/flat.yaml": before["weights/flat.yaml"]}, {}
    )
    found = decide.diff(tmp_path, weights="flat")
    assert [one.kind for one in found.concerns] == [ConcernKind.STALE]
    assert found.profiles[0].became_stale
    decide.confirm_weights("flat", tmp_path)
    found = decide.diff(tmp_path, weights="flat")
    assert [one.kind for one in found.concerns] == [ConcernKind.SCALE]
    assert not found.profiles[0].became_stale


def test_an_expectation_that_a_change_breaks(tmp_path: Path) -> None:
    expected = "version: 1\nexpectations:\n  - {option: ramps, never_first: true, reason: too small, owner: roads}\n"
    start(tmp_path, FILES | {"expectations.yaml": expected})
    text = RAMPS.replace("22000", "40000").replace("delay: 9", "delay: 0").replace("look: plain", "look: fine")
    write(tmp_path, {"options/ramps.yaml": text}, {})
    found = decide.diff(tmp_path, weights="all")
    assert (
        {one.profile for one in found.broken}
        == {one.profile.id for one in found.profiles if "ramps" in one.winners[1]}
        != set()
    )
    write(tmp_path, {"expectations.yaml": "version: 1\nexpectations: []\n"}, {})
    found = decide.diff(tmp_path, weights="all")
    assert found.broken == ()
    assert any("No longer expected: option: ramps, never_first: true (roads)" in one.says for one in found.concerns)


def test_a_question_about_what_moved_nothing_breaks_no_silence(tmp_path: Path) -> None:
    found = reviewed(tmp_path, {"options/ferry.yaml": FERRY.replace("noise: 58", "noise: 58.01")})
    assert [one.kind for one in found.concerns] == [ConcernKind.UNGROUNDED]
    assert nothing_moved(found)
    assert not found.moved
