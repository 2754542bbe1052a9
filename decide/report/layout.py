"""Lines of styled text: columns set in line, paragraphs wrapped.

A line is pieces of text with styles in Rich's words. Plain output is the texts joined; Rich is loaded only to colour
them (`decide.report.canvas`), because on a pipe it would cost more than the ranking itself.
"""

from __future__ import annotations

import itertools
import textwrap
import unicodedata
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Piece(NamedTuple):
    """A stretch of text in one style."""

    text: str
    style: str = ""


Line: TypeAlias = tuple[Piece, ...]

ELLIPSIS = "…"


def line(text: str, style: str = "") -> Line:
    """A line of one piece."""
    return (Piece(text, style),)


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: wide letters two, marks on letters none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


def length(row: Line) -> int:
    """How many columns a line takes."""
    return sum(cells(piece.text) for piece in row)


def paragraph(text: str, width: int, style: str = "", indent: int = 0) -> list[Line]:
    """The text on as many lines as it needs."""
    room = max(width - indent, 1)
    return [line(" " * indent + part, style) for part in _wrapped(text, room)]


def _wrapped(text: str, room: int) -> list[str]:
    if cells(text) <= room:
        return [text]
    wide = 2 if cells(text) > len(text) else 1  # wide letters: wrap as if all were, never too long
    return textwrap.wrap(text, max(room // wide, 1), break_on_hyphens=False) or [""]


def columns(rows: Sequence[Sequence[Line]], widths: Sequence[int], right: Collection[int], gap: int = 1) -> list[Line]:
    """Rows of cells as lines.

    Parameters
    ----------
    rows : the cells, the heads first
    widths : of each column; what is longer is cut, except in column 0, where it is wrapped
    right : the columns that are set flush right
    gap : blanks between columns
    """
    lines: list[Line] = []
    for row in rows:
        folded = _folded(row[0], widths[0]) if 0 not in right else [row[0]]
        for place, first in enumerate(folded):
            rest = row[1:] if place == 0 else [()] * (len(row) - 1)
            made: list[Piece] = []
            for column, cell in enumerate((first, *rest)):
                made += _fitted(cell, widths[column], right=column in right)
                made.append(Piece(" " * gap))
            lines.append(tuple(made))
    return lines


def natural_widths(rows: Sequence[Sequence[Line]]) -> list[int]:
    """The width that each column needs."""
    return [max(length(row[column]) for row in rows) for column in range(len(rows[0]))]


def _folded(cell: Line, width: int) -> list[Line]:
    if length(cell) <= width:
        return [cell]
    style = cell[0].style if cell else ""
    return paragraph("".join(piece.text for piece in cell), width, style)


def _fitted(cell: Line, width: int, *, right: bool) -> list[Piece]:
    """The pieces of a cell with the blanks that it lacks, or cut where it is too long."""
    room = width - length(cell)
    if room >= 0:
        blanks = Piece(" " * room)
        return [blanks, *cell] if right else [*cell, blanks]
    kept: list[Piece] = []
    left = width - 1
    for piece in cell:
        text = piece.text
        while cells(text) > left:
            text = text[:-1]
        kept.append(Piece(text, piece.style))
        left -= cells(text)
        if text != piece.text:
            break
    return [*kept, Piece(ELLIPSIS + " " * left)]


def folded(row: Line, width: int) -> list[Line]:
    """A line, broken where it is wider than the screen: at a blank if there is one, else anywhere."""
    if cells("".join(piece.text for piece in row).rstrip()) <= width:
        return [row]
    signs = [Piece(sign, piece.style) for piece in row for sign in piece.text]
    lines: list[Line] = []
    while signs:
        end = _fits(signs, width)
        if end < len(signs):
            blanks = [place for place in range(1, end + 1) if signs[place].text == " "]
            end = blanks[-1] if blanks and any(sign.text != " " for sign in signs[: blanks[-1]]) else end
        runs = itertools.groupby(signs[:end], key=lambda sign: sign.style)
        lines.append(tuple(Piece("".join(sign.text for sign in run), style) for style, run in runs))
        signs = signs[end:]
        while signs and signs[0].text == " ":
            signs = signs[1:]
    return lines


def _fits(signs: Sequence[Piece], width: int) -> int:
    """How many signs fit into the width; at least one."""
    used = 0
    for place, sign in enumerate(signs):
        used += cells(sign.text)
        if used > width:
            return max(place, 1)
    return len(signs)
