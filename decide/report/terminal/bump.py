"""A bump chart in characters: a line for each place, a column for each commit, a letter for each option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.report import sentences_history as say
from decide.report.layout import Piece, paragraph
from decide.report.terminal.bars import PALETTE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from decide.model.history import History, Standing, Step
    from decide.report.layout import Line

_MOST_LINES = 15
_MOST_APART = 6  # columns from one commit to the next
_LEAST_ROOM = 16  # columns, below which nothing can be seen
_MARGIN = 4  # for the place, and the axis
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"
_STAYS = "─"


@dataclass(frozen=True, slots=True)
class _Look:
    """How an option is drawn: its letter, and besides that a colour."""

    name: str
    letter: str
    style: str

    def sign(self, standing: Standing) -> str:
        """The letter, small where a portfolio was chosen without the option."""
        out = standing.portfolio is not None and self.name not in standing.portfolio
        return self.letter.lower() if out else self.letter


@dataclass(frozen=True, slots=True)
class _Scale:
    """Which line shows which place; of very many places several share a line."""

    best: int
    worst: int

    @property
    def lines(self) -> int:
        """How many there are."""
        return min(self.worst - self.best + 1, _MOST_LINES)

    def line(self, place: int) -> int | None:
        """The line of a place; None where it is below the last."""
        if not self.best <= place <= self.worst:
            return None
        span = self.worst - self.best
        return place - self.best if span < _MOST_LINES else round((place - self.best) / span * (_MOST_LINES - 1))

    def label(self, line: int) -> str:
        """The place that a line shows; where lines are shared, of the first and the last only."""
        if self.worst - self.best < _MOST_LINES:
            return str(self.best + line)
        return str({0: self.best, _MOST_LINES - 1: self.worst}.get(line, ""))


def bump(found: History, width: int) -> list[Line]:
    """The chart, oldest commit left; of too many the newest that fit; nothing where the screen is too narrow."""
    looks = _looks(found)
    steps = found.steps
    beside = max((len(look.name) for look in looks), default=0) + 4
    direct = width - _MARGIN - beside >= max(len(steps), _LEAST_ROOM)
    room = width - _MARGIN - (beside if direct else 0)
    if room < _LEAST_ROOM or not looks:
        return []
    shown = steps[-room:]
    apart = max(min(_MOST_APART, (room - 1) // max(len(shown) - 1, 1)), 1)
    places = [_places(step.entry.standing) for step in shown]
    scale = _scale(found, looks, places)
    lines = _field(shown, places, looks, scale, apart)
    named = _beside(lines, places[-1], looks, scale) if direct else set[str]()
    lines += _axis(shown, apart)
    lines += _legend([look for look in looks if look.name not in named], width)
    lines += paragraph(_key(found, len(steps) - len(shown)), width, "dim")
    return lines


def _looks(found: History) -> list[_Look]:
    """The options to be drawn, in the order in which they stand at last."""
    last = _places(
        next((one.standing for one in found.entries[::-1] if one.standing.ranks), found.entries[-1].standing)
    )
    names = sorted(say.drawn(found), key=lambda name: (last.get(name, len(last) + 1), name))
    free = list(_LETTERS + _DIGITS)
    looks: list[_Look] = []
    for place, name in enumerate(names[: len(free)]):
        letter = next((sign for sign in name.upper() if sign in free and sign in _LETTERS), free[0])
        free.remove(letter)
        looks.append(_Look(name, letter, PALETTE[place] if place < len(PALETTE) else ""))
    return looks


def _places(standing: Standing) -> dict[str, int]:
    """Options in their order; equals below each other."""
    return {name: place for place, name in enumerate(standing.ranks, 1)}


def _scale(found: History, looks: Sequence[_Look], places: Sequence[Mapping[str, int]]) -> _Scale:
    taken = [column[look.name] for column in places for look in looks if look.name in column] or [1]
    return _Scale(min(taken), max(taken)) if found.option else _Scale(1, min(max(taken), _MOST_LINES))


def _field(
    steps: Sequence[Step], places: Sequence[Mapping[str, int]], looks: Sequence[_Look], scale: _Scale, apart: int
) -> list[Line]:
    """A letter for each option in each commit, and a stroke to the next where it stays."""
    wide = (len(steps) - 1) * apart + 1
    field = [[Piece(" ")] * wide for _ in range(scale.lines)]
    for number, (step, column) in enumerate(zip(steps, places, strict=True)):
        after = places[number + 1] if number + 1 < len(places) else {}
        for look in looks:
            line = scale.line(column.get(look.name, 0))
            if line is None:
                continue
            at = number * apart
            field[line][at] = Piece(look.sign(step.entry.standing), look.style)
            if scale.line(after.get(look.name, 0)) == line:
                field[line][at + 1 : at + apart] = [Piece(_STAYS, look.style)] * (apart - 1)
    return [(Piece(f"{scale.label(number):>2} |", "dim"), *row) for number, row in enumerate(field)]


def _beside(lines: list[Line], last: Mapping[str, int], looks: Sequence[_Look], scale: _Scale) -> set[str]:
    """Write names behind the lines on which they end; the names that were written."""
    named: set[str] = set()
    for look in looks:
        line = scale.line(last.get(look.name, 0))
        if line is not None:
            lines[line] = (*lines[line], Piece(f"  {look.letter} {look.name}", look.style))
            named.add(look.name)
    return named


def _axis(steps: Sequence[Step], apart: int) -> list[Line]:
    """The commits, those marked that moved first place or have no ranks; the first and the last day."""
    marks = ["*" if step.moved_first else "-" if step.entry.standing.ranks else "x" for step in steps]
    ends = [say.day(step.entry) or say.NOT_COMMITTED for step in (steps[0], steps[-1])]
    wide = (len(steps) - 1) * apart + 1
    gap = wide - len(ends[0]) - len(ends[1])
    days = f"{ends[0]}{' ' * gap}{ends[1]}" if gap > 0 else " to ".join(dict.fromkeys(ends))
    blank = " " * (_MARGIN - 1)
    return [(Piece(f"{blank}+{('-' * (apart - 1)).join(marks)}", "dim"),), (Piece(f"{blank} {days}", "dim"),)]


def _legend(looks: Sequence[_Look], width: int) -> list[Line]:
    """Letters and names; a name is never broken over two lines."""
    lines: list[list[Piece]] = []
    used = width
    for look in looks:
        text = f"{look.letter} {look.name}"
        if used + 3 + len(text) > width:
            lines.append([])
            used = -3
        lines[-1] += [Piece("   " if lines[-1] else ""), Piece(text, look.style)]
        used += 3 + len(text)
    return [tuple(pieces) for pieces in lines]


def _key(found: History, cut: int) -> str:
    parts = ["* first place moved"]
    if any(not entry.standing.ranks for entry in found.entries):
        parts.append("x no ranks")
    if any(entry.standing.portfolio is not None for entry in found.entries):
        parts.append("CAPITAL in the portfolio, small outside it")
    if cut:
        parts.append(f"the newest {len(found.entries) - cut} of {len(found.entries)}")
    if (more := len(say.drawn(found)) - len(_LETTERS + _DIGITS)) > 0:
        parts.append(f"{more} more were among the best {say.BEST}")
    return "   ".join(parts)
