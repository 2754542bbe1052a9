"""A scatter plot in characters."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.report.layout import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.report.layout import Line

_LEAST_WIDTH = 24  # of the field, below which nothing can be seen


@dataclass(frozen=True, slots=True)
class Dot:
    """A point with its sign; of several in one place the one with the highest rank is seen."""

    x: float
    y: float
    sign: str
    style: str = ""
    rank: int = 0


def scatter(dots: Sequence[Dot], x_name: str, y_name: str, width: int, height: int) -> list[Line]:
    """The dots between two axes, with the ends of each axis written out; nothing where the screen is too narrow."""
    if not dots:
        return []
    left, right = _ends([dot.x for dot in dots])
    low, high = _ends([dot.y for dot in dots])
    labels = [_short(high), _short((low + high) / 2), _short(low)]
    margin = max(len(label) for label in labels)
    room = width - margin - 2
    if room < _LEAST_WIDTH:
        return []
    field: list[list[Dot | None]] = [[None] * room for _ in range(height)]
    for dot in dots:
        column = round((dot.x - left) / (right - left) * (room - 1))
        row = height - 1 - round((dot.y - low) / (high - low) * (height - 1))
        seen = field[row][column]
        if seen is None or dot.rank > seen.rank:
            field[row][column] = dot
    label_at = {0: labels[0], (height - 1) // 2: labels[1], height - 1: labels[2]}
    lines: list[Line] = [(Piece(y_name, "bold"),)]
    for number, row_of_dots in enumerate(field):
        head = Piece(f"{label_at.get(number, ''):>{margin}} |", "dim")
        lines.append((head, *(Piece(dot.sign, dot.style) if dot else Piece(" ") for dot in row_of_dots)))
    lines.append((Piece(" " * margin + " +" + "-" * room, "dim"),))
    first, last = _short(left), _short(right)
    gap = room - len(first) - len(last) - len(x_name)
    if gap < 2:  # noqa: PLR2004 - a blank on each side
        return [*lines, (Piece(" " * (margin + 2) + first + " " * max(room - len(first) - len(last), 1) + last),)]
    before = gap // 2
    text = first + " " * before + x_name + " " * (gap - before) + last
    return [*lines, (Piece(" " * (margin + 2) + text, "dim"),)]


def _ends(numbers: Sequence[float]) -> tuple[float, float]:
    low, high = min(numbers), max(numbers)
    return (low, high) if high > low else (low - 1, high + 1)


def _short(number: float) -> str:
    """A number for an axis: three digits or whole."""
    if number and abs(number) < 1:
        return f"{number:.2g}"
    return f"{number:,.0f}" if abs(number) >= 10 or math.isclose(number, round(number)) else f"{number:.1f}"  # noqa: PLR2004 - three digits are enough
