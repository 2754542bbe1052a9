"""What a change did, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.review import Method
from decide.report import sentences_diff as say
from decide.report import words
from decide.report.layout import Piece, columns, line, natural_widths, paragraph
from decide.report.terminal import diff_profiles as profiles
from decide.report.terminal import issues

if TYPE_CHECKING:
    from decide.model.review import Move, ProfileReview, Review
    from decide.report.canvas import Canvas
    from decide.report.layout import Line

_GAP = 2
_INDENT = 2
_LEAST_TITLE = 16
_LEAST_TOLD = 24
_MOST_EDITS = 40
_MOST_MOVES = 25
_OPTION, _MOSTLY, _ENOUGH = "Moves", "mostly by", "enough"
_WORDS = {_OPTION, _MOSTLY, _ENOUGH}
_STYLES = {True: "green", False: "red"}


def render(found: Review, canvas: Canvas, *, quiet: bool = False) -> str:
    """The verdict, the edits, what moved and why; with `quiet` the verdict only."""
    head = paragraph(say.verdict(found), canvas.width, "bold")
    if quiet:
        return canvas.text(head)
    lines = [*paragraph(_heading(found), canvas.width, "dim"), line(""), *head]
    if found.invalid or found.unreadable:
        faults = issues.render(found.invalid or found.unreadable, canvas)
        text = canvas.text([*lines, line("")]) + faults
        return text if found.invalid else text + canvas.text(_alone(found, canvas.width))
    return canvas.text([*lines, *body(found, canvas.width), *_rest(found, canvas.width)])


def body(found: Review, width: int) -> list[Line]:
    """The edits, what moved and why."""
    lines = _edits(found, width)
    compared = [one for one in found.profiles if one.before is not None]
    if len(found.profiles) == 1:
        lines += [row for one in compared for row in _profile(found, one, width)]
    elif compared:
        lines += profiles.table(compared, width)
    return lines + [row for one in found.profiles if one.before is None for row in _new(one, width)]


def _heading(found: Review) -> str:
    parts = [say.origin(found), say.extent(found)]
    if len(found.profiles) == 1:
        parts.append(found.profiles[0].profile.title)
    elif found.profiles:
        parts.append(say.count(len(found.profiles), "profile"))
    if not found.invalid:
        parts.append("inputs valid")
    return " · ".join(parts)


def _title(text: str) -> list[Line]:
    return [line(""), line(text, "bold")]


def _edits(found: Review, width: int) -> list[Line]:
    if not found.edits:
        return []
    rows: list[list[Line]] = [
        [
            line(str(edit.number), "bold"),
            line(say.place(edit) + (" (before)" if edit.gone else ""), "dim"),
            line(words.one_line(say.what(edit))),
            line(words.one_line(say.change(edit)), "bold"),
        ]
        for edit in found.edits[:_MOST_EDITS]
    ]
    natural = natural_widths(rows)
    if _INDENT + sum(natural) + 3 * _GAP <= width:
        lines = [_indented(row) for row in columns(rows, natural, {0}, _GAP)]
    else:
        lines = [row for cells in rows for row in _told(cells, natural, width)]
    more = len(found.edits) - _MOST_EDITS
    return [*_title("Edits"), *lines, *([line(f"  and {more} more", "dim")] if more > 0 else [])]


def _told(cells: list[Line], natural: list[int], width: int) -> list[Line]:
    """An edit beside its place, folded; on a narrow screen below it."""
    number, place, what, change = ("".join(piece.text for piece in cell) for cell in cells)
    text = f"{what}: {change}"
    left = _INDENT + natural[0] + _GAP
    beside = left + natural[1] + _GAP
    if width - beside < _LEAST_TOLD:
        head = line(f"{' ' * _INDENT}{number:>{natural[0]}}  {place}", "dim")
        return [head, *paragraph(text, width, "", left)]
    first, *rest = paragraph(text, width - beside)
    lead = f"{' ' * _INDENT}{number:>{natural[0]}}  {place:<{natural[1]}}  "
    return [(Piece(lead), *first), *((Piece(" " * beside), *row) for row in rest)]


def _indented(row: Line) -> Line:
    return (Piece(" " * _INDENT), *row)


def _profile(found: Review, one: ProfileReview, width: int) -> list[Line]:
    moved = [move for move in one.moves if move.moved]
    return [*(_moves(one, moved, width) if moved else []), *_portfolio(found, one, width), *_why(one, width)]


def _moves(one: ProfileReview, moved: list[Move], width: int) -> list[Line]:
    shown = moved[:_MOST_MOVES]
    rows, widths = _table(one, shown, width)
    flush = set(range(1, len(rows[0]))) - {place for place, cell in enumerate(rows[0]) if cell[0].text in _WORDS}
    rest = [f"and {len(moved) - len(shown)} more moves"] if len(moved) > len(shown) else []
    if unmoved := len(one.moves) - len(moved):
        rest.append(say.count(unmoved, "other keeps its rank", "others keep their rank"))
    below = [line(f"{' ' * _INDENT}{', '.join(rest)}", "dim")] if rest else []
    return [line(""), *map(_indented, columns(rows, widths, flush, _GAP)), *below]


def _table(one: ProfileReview, moves: list[Move], width: int) -> tuple[list[list[Line]], list[int]]:
    """The fullest table that fits, and the widths of its columns; the last one always does, folded or cut."""
    players = tuple(say.player_sign(one, number) for number in range(len(one.players)))
    for names in (
        (_OPTION, "rank", "total", "change", *players, _ENOUGH),
        (_OPTION, "rank", "total", "change", _MOSTLY, _ENOUGH),
        (_OPTION, "rank", "change", _MOSTLY, _ENOUGH),
        (_OPTION, "rank", "change", _ENOUGH),
        (_OPTION, "rank", "change"),
    ):
        kept = [name for name in names if name != _ENOUGH or any(move.why is not None for move in moves)]
        rows = [[line(name, "bold") for name in kept], *([_cell(one, move, name) for name in kept] for move in moves)]
        natural = natural_widths(rows)
        left = width - _INDENT - sum(part + _GAP for part in natural[1:]) - _GAP
        if left >= min(natural[0], _LEAST_TITLE):
            break
    return rows, [min(natural[0], max(left, _LEAST_TITLE)), *natural[1:]]


def _cell(one: ProfileReview, move: Move, column: str) -> Line:
    match column:
        case "Moves":
            return line(move.title)
        case "rank":
            return line(say.rank(move), _way(move))
        case "total":
            return line(say.total(move))
        case "change":
            return line(say.points(move.change) if move.before and move.after else "", "bold")
        case "mostly by":
            return line(say.mostly(one, move))
        case "enough":
            return line(say.short_causes(one, move.why))
        case sign:
            number = [say.player_sign(one, place) for place in range(len(one.players))].index(sign)
            return line(say.points(move.parts[number]) if move.parts else "")


def _way(move: Move) -> str:
    if move.before is None or move.after is None:
        return "bold"
    return _STYLES[move.after.rank < move.before.rank]


def _portfolio(found: Review, one: ProfileReview, width: int) -> list[Line]:
    move = one.portfolio
    if move is None:
        return []
    if not move.moved:
        return []
    totals = ", ".join(part for part in (say.portfolio_totals(found, move), say.proof(move)) if part)
    lines: list[Line] = []
    texts = [f"{totals[0].upper()}{totals[1:]}." if totals else "", say.portfolio_parts(one, move)]
    texts += [*say.portfolio_notes(one, move), *say.reasons(one, move)]
    lines += [row for text in texts if text for row in paragraph(text, width - _INDENT)]
    return [*_title("Portfolio"), *map(_indented, lines)]


def _why(one: ProfileReview, width: int) -> list[Line]:
    texts = []
    if one.first is not None:
        texts.append(f"Why first place moved: {say.causes(one, one.first)}.")
    texts += [f"Masked: {say.masked(one, part, portfolio=False)}" for part in one.masked]
    if one.portfolio is not None:
        texts += [f"Masked: {say.masked(one, part, portfolio=True)}" for part in one.portfolio.masked]
    if one.method is not Method.EXACT and one.players:
        names = [f"{say.player_sign(one, number)} {player.name}" for number, player in enumerate(one.players)]
        texts += [say.method(one), f"Files: {', '.join(names)}."]
    rows = [row for text in texts if text for row in paragraph(text, width)]
    return [line(""), *rows] if rows else []


def _new(one: ProfileReview, width: int) -> list[Line]:
    first = ", ".join(row.option.title for row in one.after.options if row.rank == 1)
    return [line(""), *paragraph(f"{one.profile.title} is new: {first} comes first.", width)]


def _alone(found: Review, width: int) -> list[Line]:
    lines: list[Line] = []
    for one in found.profiles:
        first = [row for row in one.after.options if row.rank == 1]
        names = ", ".join(f"{row.option.title} ({words.points(row.score)})" for row in first)
        lines += paragraph(f"Now, {one.profile.title}: {names} first of {len(one.after.options)}.", width)
    return lines


def _rest(found: Review, width: int) -> list[Line]:
    asked = [f"Check: {text}" for text in say.asked(found)]
    quiet = [text for text in (say.elsewhere(found), say.touched(found)) if text]
    lines = [row for text in asked for row in paragraph(text, width, "yellow")]
    lines += [row for text in quiet for row in paragraph(text, width, "dim")]
    return [line(""), *lines] if lines else []
