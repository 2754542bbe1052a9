"""Which edit did it, against brute force: every combination of changes written to files, read and ranked."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

import decide
from decide.model.review import EditKind
from tests.diff import brute, catalogue
from tests.diff.repositories import start, write
from tests.workbook.rich import FILES

if TYPE_CHECKING:
    from pathlib import Path

    from decide.model.review import Edit, ProfileReview, Review, Why
    from tests.diff.catalogue import Made

PROFILES = ("grouped", "flat")


@pytest.fixture(scope="module")
def edit_of(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edit]:
    """The one edit that each change of the catalogue is."""
    found = {}
    root = tmp_path_factory.mktemp("alone")
    start(root, FILES)
    for one in catalogue.ALL:
        files = catalogue.made([one])
        write(root, files, FILES)
        edits = decide.diff(root, weights="all").edits
        assert len(edits) == 1, (one.name, edits)
        found[one.name] = edits[0]
        write(root, FILES, files)
    return found


@pytest.mark.parametrize("one", catalogue.ALL, ids=lambda one: one.name)
def test_a_change_is_one_edit_of_its_kind_on_its_line(one: Made, edit_of: dict[str, Edit]) -> None:
    edit = edit_of[one.name]
    files = dict(FILES) if edit.gone else catalogue.made([one])
    assert edit.kind is one.kind
    assert one.shown in str(files[edit.file]).split("\n")[edit.line - 1]
    assert edit.gone == (one.gone or one.kind is EditKind.RELATION_REMOVED or one.name == "limit gone")


@pytest.mark.parametrize("one", catalogue.ALL, ids=lambda one: one.name)
def test_a_change_alone_has_all_of_the_effect(one: Made, tmp_path: Path) -> None:
    start(tmp_path, FILES)
    write(tmp_path, catalogue.made([one]), FILES)
    for profile in PROFILES:
        found = decide.diff(tmp_path, weights=profile)
        assert found.touched == ()
        (review,) = found.profiles
        adds_up(review)
        ranking = decide.rank(tmp_path, profile)
        assert [(move.option, move.after.rank) for move in review.moves if move.after is not None] == [
            (line.option.id, line.rank) for line in ranking.options
        ]


def adds_up(review: ProfileReview) -> None:
    """Parts sum to the change, of every score and of the portfolio's value."""
    for move in review.moves:
        if move.before is not None and move.after is not None:
            assert sum(move.parts) == pytest.approx(move.after.score - move.before.score, abs=2e-9)
    move = review.portfolio
    assert move is not None
    assert move.worked_out
    values = [chosen.portfolio.value if chosen.portfolio else 0.0 for chosen in (move.before, move.after)]
    assert sum(move.parts) == pytest.approx(values[1] - values[0], abs=1e-9)


def drawn(seed: int, count: int) -> list[Made]:
    """Changes that can be made one without the other."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    while True:
        some = dice.sample(catalogue.ALL, count)
        if not catalogue.clash(some):
            return some


@pytest.mark.parametrize("seed", range(24))
def test_together_as_brute_force_says(seed: int, tmp_path: Path, edit_of: dict[str, Edit]) -> None:
    changes = drawn(seed, 5)
    root = tmp_path / "repository"
    start(root, FILES)
    write(root, catalogue.made(changes), FILES)
    profile = PROFILES[seed % 2]
    found = decide.diff(root, weights=profile)
    (review,) = found.profiles
    name_of = named(found, changes, edit_of)
    names = [name_of[player.edits[0]] for player in review.players]
    states = brute.states(tmp_path / "states", [one for one in changes if one.name in names], profile)
    before, after = states[frozenset()], states[frozenset(names)]
    adds_up(review)
    for move in review.moves:
        if move.before is None or move.after is None:
            continue
        parts = brute.shapley(lambda made, o=move.option: states[made].scores[o], names)
        assert move.parts == pytest.approx([parts[name] for name in names], abs=1e-8)
        if move.moved:
            rank, up = after.ranks[move.option], after.ranks[move.option] < before.ranks[move.option]
            same_causes(
                move.why,
                names,
                lambda made, o=move.option, r=rank, u=up: (
                    states[made].ranks[o] <= r if u else states[made].ranks[o] >= r
                ),
            )
    if before.first != after.first:
        same_causes(review.first, names, lambda made: states[made].first == after.first)
    else:
        assert review.first is None
    assert {names[one.player]: set(one.enters) for one in review.masked} == {
        name: set(states[frozenset({name})].first)
        for name in names
        if states[frozenset({name})].first not in {before.first, after.first}
    }
    same_portfolio(review, names, states)


def named(found: Review, changes: list[Made], edit_of: dict[str, Edit]) -> dict[int, str]:
    """The change that each edit is."""
    known = {(edit_of[one.name].kind, edit_of[one.name].file, edit_of[one.name].title): one.name for one in changes}
    assert len(known) == len(changes)
    assert len(found.edits) + len(found.elsewhere) == len(changes)
    return {edit.number: known[edit.kind, edit.file, edit.title] for edit in found.edits}


def same_causes(why: Why | None, names: list[str], holds: object) -> None:
    assert why is not None
    assert {frozenset(names[player] for player in one) for one in why.enough} == brute.enough(holds, names)  # type: ignore[arg-type]
    assert {names[player] for player in why.needed} == brute.needed(holds, names)  # type: ignore[arg-type]
    assert [len(one) for one in why.enough] == sorted(len(one) for one in why.enough)


def same_portfolio(review: ProfileReview, names: list[str], states: dict[frozenset[str], brute.State]) -> None:
    move = review.portfolio
    assert move is not None
    parts = brute.shapley(lambda made: states[made].value, names)
    assert move.parts == pytest.approx([parts[name] for name in names], abs=1e-8)
    before, after = states[frozenset()].chosen, states[frozenset(names)].chosen
    assert {name.partition(":")[0] for name in (*move.enters, *move.leaves)} == {name for name, _ in before ^ after}
    for called, why in move.why.items():
        option, _, size = called.partition(":")
        way = next(
            one for one in before ^ after if one[0] == option and (not size or one[1] == size.replace("whole", ""))
        )
        same_causes(why, names, lambda made, w=way: (w in states[made].chosen) == (w in after))
    still = [way for way in {way for one in states.values() for way in one.chosen} if (way in before) == (way in after)]
    masked = {}
    for name in names:
        alone = states[frozenset({name})].chosen
        came = {_called(way) for way in still if way in alone and way not in before}
        went = {_called(way) for way in still if way not in alone and way in before}
        if came or went:
            masked[name] = (came, went)
    assert {names[one.player]: (set(one.enters), set(one.leaves)) for one in move.masked} == masked


def _called(way: tuple[str, str]) -> str:
    return f"{way[0]}:{way[1]}" if way[1] else way[0]
