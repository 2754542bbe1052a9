"""Names, places and numbers of a review, the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.review import EditKind
from decide.report import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.model.review import Edit, Move, ProfileReview, Review, Touched, Version

_SHORT = 7  # digits of a commit
_NAMED = 4  # options that a sentence names


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def called(titles: dict[str, str], name: str) -> str:
    """An option by its title; OPTION:SIZE with its size."""
    option, _, size = name.partition(":")
    return f"{titles.get(option, option)} ({size})" if size else titles.get(option, option)


def titles(one: ProfileReview) -> dict[str, str]:
    """Titles of options by id."""
    return {move.option: move.title for move in one.moves}


def named(one: ProfileReview, names: Sequence[str]) -> str:
    """The first few of some options, by their titles, and how many more there are."""
    titles = {move.option: move.title for move in one.moves}
    shown = [called(titles, name) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        return f"{', '.join(shown)} and {len(names) - _NAMED} more"
    return joined(shown)


def joined(parts: Sequence[str]) -> str:
    """One, two and three."""
    *most, last = parts or [""]
    return f"{', '.join(most)} and {last}" if most else last


def version(one: Version) -> str:
    """A state as a reader knows it: main 4f2a91c."""
    if one.commit:
        short = one.commit[:_SHORT]
        return short if len(one.name) >= _SHORT and one.commit.startswith(one.name) else f"{one.name} {short}"
    return f"{one.name} ({count(one.changed, 'changed file')})" if one.changed else one.name


def origin(found: Review) -> str:
    """Which two states."""
    return f"{version(found.before)} → {version(found.after)}"


def place(one: Edit | Touched) -> str:
    """file:line, or the file where all of it is meant."""
    return f"{one.file}:{one.line}" if one.line and one.path else one.file


def what(edit: Edit) -> str:
    """What an edit changes, as its file says it; in words where the file says it in many places."""
    in_words = edit.kind in {EditKind.RELATION, EditKind.PERIODS} or not edit.after or not edit.path
    return edit.title if in_words else edit.path


def change(edit: Edit) -> str:
    """15 → 20; what it is where it came or went."""
    if edit.before or edit.after:
        return f"{edit.before} → {edit.after}".strip()
    return str(edit.kind).rpartition(" ")[2]


def points(value: float) -> str:
    """A change in points, to two digits, with its sign."""
    text = f"{value:+.2f}"
    return "0.00" if text in {"+0.00", "-0.00"} else text


def rank(move: Move) -> str:
    """2 → 1, 3 → 2=, new at 4, gone from 5."""
    before, after = move.before, move.after
    if before is None and after is not None:
        return f"new, {words.place(after.rank, tied=after.tied)}"
    if before is not None and after is None:
        return f"gone, {words.place(before.rank, tied=before.tied)}"
    if before is None or after is None:
        return ""
    was, now = words.place(before.rank, tied=before.tied), words.place(after.rank, tied=after.tied)
    return now if was == now else f"{was} → {now}"


def total(move: Move) -> str:
    """68.90 → 69.80."""
    before, after = (None if line is None else f"{line.score:.2f}" for line in (move.before, move.after))
    return f"{before} → {after}" if before and after and before != after else after or before or ""
