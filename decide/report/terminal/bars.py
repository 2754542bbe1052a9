"""Stacked bars: in colour with eighths of a cell, otherwise in letters."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.report.layout import Line, Piece, cells

if TYPE_CHECKING:
    from collections.abc import Sequence

# Paul Tol's bright scheme, safe for colour-blind readers; grey is kept for the rest.
PALETTE = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377")
REST = "#999999"
_EIGHTHS = " ▏▎▍▌▋▊▉█"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every bar: its name, its letter, its colour."""

    name: str
    letter: str
    colour: str


def parts(names: Sequence[str]) -> tuple[Part, ...]:
    """A letter and a colour for each name: its initial where that is free, else another of its letters."""
    taken: set[str] = set()
    made: list[Part] = []
    for place, name in enumerate(names):
        candidates = [character for character in name.upper() if character.isascii() and character.isalpha()]
        letter = next(
            (character for character in [*candidates, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"] if character not in taken),
            "*",
        )
        taken.add(letter)
        colour = PALETTE[place] if place < len(PALETTE) else REST
        made.append(Part(name, letter, colour))
    return tuple(made)


def bar(lengths: Sequence[float], looks: Sequence[Part], *, coloured: bool) -> Line:
    """One stacked bar.

    Parameters
    ----------
    lengths : length of each part in cells, not negative
    looks : the same number of parts
    coloured : blocks in colour, to an eighth of a cell; else one letter a cell
    """
    edges, total = [], 0.0
    for length in lengths:
        total += length
        edges.append(total)
    return _blocks(edges, looks) if coloured else _letters(edges, looks)


def _letters(edges: Sequence[float], looks: Sequence[Part]) -> Line:
    full = round(edges[-1]) if edges else 0
    return (Piece("".join(looks[_at(edges, cell + 0.5)].letter for cell in range(full))),)


def _blocks(edges: Sequence[float], looks: Sequence[Part]) -> Line:
    eighths = [round(edge * 8) for edge in edges]
    end = eighths[-1] if eighths else 0
    signs = [_cell(start, eighths, looks) for start in range(0, end, 8)]
    return tuple(
        Piece(sign * len(list(run)), f"{colour} on {behind}" if behind else colour)
        for (sign, colour, behind), run in itertools.groupby(signs)
    )


def _cell(start: int, eighths: Sequence[int], looks: Sequence[Part]) -> tuple[str, str, str | None]:
    """One cell: its sign, its colour, and the colour behind it where the next part begins inside the cell."""
    left, right = _at(eighths, start + 0.5), _at(eighths, start + 7.5)
    filled = min(eighths[left] - start, 8)
    behind = looks[right].colour if left != right and start + filled < eighths[-1] else None
    return _EIGHTHS[filled], looks[left].colour, behind


def _at(edges: Sequence[float], position: float) -> int:
    return next((place for place, edge in enumerate(edges) if position < edge), len(edges) - 1)


def legend(looks: Sequence[Part], width: int, *, coloured: bool) -> list[Line]:
    """What each part of the bars stands for; a name is never broken over two lines."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for look in looks:
        needs = cells(look.name) + 2
        if used and used + 3 + needs > width:
            lines.append([])
            used = 0
        lines[-1].append(Piece("   " if used else ""))
        lines[-1].append(Piece("█", look.colour) if coloured else Piece(look.letter))
        lines[-1].append(Piece(f" {look.name}"))
        used += needs + (3 if used else 0)
    return [tuple(pieces) for pieces in lines]
