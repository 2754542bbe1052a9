"""What a change did, as the comment of a pull request: one screen, the rest folded, and never too long to be posted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.model.review import Method
from decide.report import sentences_diff as say
from decide.report import words
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.errors import Issue
    from decide.model.review import Edit, Move, ProfileReview, Review

MOST_BYTES = 60_000  # GitHub takes 65,536 characters
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BLOCKS = " ▏▎▍▌▋▊▉█"
_NUMBER = re.compile(r"[0-9]+")
_EDITS = re.compile(r"\b([Ee]dits? )([0-9]+(?:(?:, | and )[0-9]+)*)")
_NO_PLACE = re.compile(r"[^A-Za-z0-9._/-]")


@dataclass(frozen=True)
class _Room:
    """How much is told."""

    moves: int
    edits: int
    all_options: int
    profiles: int


_ROOMS = (
    _Room(25, 200, 400, 60),
    _Room(20, 60, 60, 30),
    _Room(10, 30, 0, 20),
    _Room(5, 10, 0, 10),
    _Room(0, 0, 0, 0),
)


def render(found: Review) -> str:
    """The comment; of what does not fit, the moves of most weight are told, and how many more there are."""
    text = ""
    for room in _ROOMS:
        text = _comment(found, room)
        if len(text.encode()) <= MOST_BYTES:
            break
    return text


def _comment(found: Review, room: _Room) -> str:
    marker = f"<!-- decide:diff workspace={_NO_PLACE.sub('_', found.place) or '.'} -->"
    head = [f"{marker}\n### {escape(say.verdict(found)).removesuffix('.')}"]
    if found.invalid:
        return lines(*head, _issues(found.invalid), _foot(found))
    if found.unreadable:
        return lines(*head, *_alone(found), _foot(found))
    return lines(*head, *body(found, room), _foot(found))


def body(found: Review, room: _Room = _ROOMS[0]) -> list[str]:
    """What moved and why; the edits and all options folded."""
    compared = [one for one in found.profiles if one.before is not None]
    if len(found.profiles) == 1:
        parts = [part for one in compared for part in _profile(found, one, room)]
    else:
        parts = _profiles(compared, room)
    parts += [f"⚠ {_said(text)}" for text in say.asked(found)]
    return [*parts, *_folded(found, compared, room)]


def _foot(found: Review) -> str:
    states = f"{say.version(found.before)} → {say.version(found.after)}"
    inputs = f"inputs `{found.before.inputs.removeprefix('sha256:')}` → `{found.after.inputs.removeprefix('sha256:')}`"
    return f"<sub>decide {found.decide} · {escape(states)} · {inputs} · {escape(say.SMALLEST)}</sub>"


def _issues(issues: Sequence[Issue]) -> str:
    rows = [
        [escape(f"{issue.where.file}:{issue.where.line}"), escape(issue.message), escape(issue.hint)]
        for issue in issues[:20]
    ]
    return table(["Where", "What", "How to put it right"], rows) + (
        f"\nand {len(issues) - 20} more\n" if len(issues) > 20 else ""  # noqa: PLR2004 - as many as above
    )


def _alone(found: Review) -> list[str]:
    rows = [
        [
            escape(one.profile.title),
            escape(", ".join(line.option.title for line in one.after.options if line.rank == 1)),
            words.points(one.after.options[0].score),
        ]
        for one in found.profiles
    ]
    return [table(["Profile", "First now", "Score"], rows, right=(2,)), _issues(found.unreadable)]


# One profile


def _profile(found: Review, one: ProfileReview, room: _Room) -> list[str]:
    moved = _weightiest(one, room.moves)
    parts = [f"Weights: {escape(one.profile.title)}. {escape(say.margin(one).capitalize())}.".replace(" .", "")]
    if moved:
        parts.append(
            table(["", "Option", "Rank", "Total", "Change", "Mostly because of"], _rows(one, moved), right=(4,))
        )
        more = one.ranks_moved - len(moved)
        parts.append(f"and {more:,} more" if more > 0 else "")
    if one.first is not None:
        parts.append(f"**First place:** {_said(say.causes(one, one.first))}.")
    parts += _portfolio(found, one)
    parts += [_said(say.masked(one, part, portfolio=False)) for part in one.masked]
    if one.portfolio is not None:
        parts += [_said(say.masked(one, part, portfolio=True)) for part in one.portfolio.masked]
    parts.append(escape(say.method(one)))
    return parts


def _weightiest(one: ProfileReview, most: int) -> list[Move]:
    """The moves that matter most, best ranks first."""
    moved = [move for move in one.moves if move.moved]
    return moved[:most]


def _rows(one: ProfileReview, moves: Sequence[Move]) -> list[list[str]]:
    return [
        [
            _arrow(move),
            escape(move.title),
            _rank(move),
            f"{escape(say.total(move))}{_bar(move)}",
            say.points(move.change) if move.before and move.after else "",
            _mostly(one, move),
        ]
        for move in moves
    ]


def _arrow(move: Move) -> str:
    if move.before is None:
        return "new"
    if move.after is None:
        return "gone"
    return "▲" if move.after.rank < move.before.rank else "▼" if move.after.rank > move.before.rank else ""


def _rank(move: Move) -> str:
    before, found, after = say.rank(move).partition(" → ")
    return f"{before} → **{after}**" if found and after == "1" else say.rank(move)


def _bar(move: Move) -> str:
    """The score as blocks, ten for a hundred points, to an eighth of one."""
    if move.after is None:
        return ""
    eighths = round(max(0.0, move.after.score) * 8 / 10)
    return f" `{'█' * (eighths // 8)}{_BLOCKS[eighths % 8].strip()}`" if eighths else ""


def _mostly(one: ProfileReview, move: Move) -> str:
    parts = say.largest(move)
    return escape(", ".join(f"{_sign(one, number)} {say.points(part)}" for number, part in parts))


def _sign(one: ProfileReview, number: int) -> str:
    if one.method is not Method.EXACT:
        return say.player_sign(one, number)
    return _circle(one.players[number].edits[0])


def _said(text: str) -> str:
    """A sentence; edits have the signs that they have in the tables."""
    return _EDITS.sub(lambda match: match[1] + _NUMBER.sub(lambda one: _circle(int(one[0])), match[2]), escape(text))


def _circle(number: int) -> str:
    return _CIRCLED[number - 1] if 0 < number <= len(_CIRCLED) else f"({number})"


def _portfolio(found: Review, one: ProfileReview) -> list[str]:
    move = one.portfolio
    if move is None or not move.moved:
        return [] if move is None or not say.has_moved(one) else ["The portfolio stays the same."]
    totals = ", ".join(part for part in (say.portfolio_totals(found, move), say.proof(move)) if part)
    told = [f"**Portfolio:** {escape(totals)}." if totals else "", _said(say.portfolio_parts(one, move))]
    reasons = "\n".join(f"- {_said(text)}" for text in say.reasons(one, move))
    return [*told, reasons, *(f"⚠ {escape(text)}" for text in say.portfolio_notes(one, move))]


# Several profiles


def _profiles(compared: Sequence[ProfileReview], room: _Room) -> list[str]:
    moved = [one for one in compared if say.has_moved(one)]
    rows = [_line(one) for one in moved[: room.profiles]]
    parts = [table(["Profile", "First place", "Ranks moved", "Portfolio"], rows, right=(2,))] if rows else []
    more = len(moved) - len(rows)
    still = [one.profile.title for one in compared if not say.has_moved(one)]
    if more:
        parts.append(f"and {more} more profiles")
    if still and moved:
        parts.append(f"Nothing moves under {escape(', '.join(still))}.")
    return parts


def _line(one: ProfileReview) -> list[str]:
    first = say.first_place(one).partition(";")[0]
    if one.first is not None:
        first += f" ({say.causes(one, one.first)})"
    chosen = "the same"
    if one.portfolio is None:
        chosen = ""
    elif one.portfolio.moved:
        told = list(say.reasons(one, one.portfolio))
        chosen = " ".join(told) if told else say.portfolio_change(one, one.portfolio)
    name = escape(one.profile.title)
    return [f"**{name}**" if one.winner_moved else name, _said(first), str(one.ranks_moved), _said(chosen)]


# Folded


def _folded(found: Review, compared: Sequence[ProfileReview], room: _Room) -> list[str]:
    if not found.edits and not found.touched and not found.elsewhere:
        return []
    if not room.edits and not room.all_options:
        return ["The full report is longer than a comment may be: run `decide diff` in a clone."]
    unmoved = sum(not move.moved for one in compared[:1] for move in one.moves)
    named = [say.extent(found)]
    if len(compared) == 1:
        named.append(say.count(unmoved, "option unmoved", "options unmoved"))
        named.append("nearest changes of weight before and after")
    inside = [_edits(found.edits, room), escape(say.touched(found)), escape(say.elsewhere(found))]
    if len(compared) > 1:
        inside.append(_by_profile(compared, room))
    for one in compared[: room.profiles]:
        inside += _every_option(one, room, alone=len(compared) == 1)
    return [
        "\n\n".join([f"<details><summary>{' · '.join(named)}</summary>", lines(*inside).rstrip("\n"), "</details>"])
    ]


def _edits(edits: Sequence[Edit], room: _Room) -> str:
    rows = [
        [
            _circle(edit.number),
            f"`{_code(say.place(edit))}`{' (before)' if edit.gone else ''}",
            escape(edit.title),
            escape(say.change(edit)),
        ]
        for edit in edits[: room.edits]
    ]
    more = len(edits) - len(rows)
    return (table(["Edit", "Where", "What", "Change"], rows) if rows else "") + (f"\nand {more} more\n" if more else "")


def _code(text: str) -> str:
    """A text inside a code span and a table."""
    return words.one_line(text).replace("`", "'").replace("|", "\\|")


def _by_profile(compared: Sequence[ProfileReview], room: _Room) -> str:
    """Each option that moved under some profile, with its rank under each."""
    options: dict[str, str] = {}
    for one in compared:
        options |= {move.option: move.title for move in one.moves if move.moved}
    shown = list(options)[: room.all_options]
    if not shown:
        return ""
    ranks = [{move.option: move for move in one.moves} for one in compared]
    rows = [
        [escape(options[name]), *(_rank(own[name]).replace(" → ", "→") if name in own else "" for own in ranks)]
        for name in shown
    ]
    head = ["Ranks", *(escape(one.profile.title) for one in compared)]
    more = len(options) - len(shown)
    return table(head, rows, right=range(1, len(head))) + (f"\nand {more:,} more\n" if more else "")


def _every_option(one: ProfileReview, room: _Room, *, alone: bool) -> list[str]:
    shown = one.moves[: room.all_options]
    if not shown or not (alone or say.has_moved(one)):
        return []
    rows = [
        [
            escape(move.title),
            _rank(move),
            escape(say.total(move)),
            say.points(move.change) if move.parts else "",
            escape(say.short_causes(one, move.why)),
        ]
        for move in shown
    ]
    more = len(one.moves) - len(shown)
    return [
        f"**{escape(one.profile.title)}**",
        escape(say.switches(one)),
        table(["Option", "Rank", "Total", "Change", "Enough for the move"], rows, right=(3,)),
        f"and {more:,} more" if more else "",
    ]
