"""A history as a picture: a line an option, from place to place, named where it ends."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from decide.report import sentences_history as say
from decide.report.as_svg.drawing import drawing, plain, svg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    from decide.model.history import Entry, History

# After Paul Tol's schemes for colour-blind readers; every line has its name beside it all the same.
_COLOURS = (
    "#332288",
    "#cc6677",
    "#117733",
    "#d99a00",
    "#44aa99",
    "#882255",
    "#4477aa",
    "#aa4499",
    "#999933",
    "#661100",
    "#000000",
    "#7aa6c2",
)
_GREY, _DARK, _RING = "#cfcfcf", "#666666", "#c0392b"
_MOST_PLACES = 40
_MOST_DOTS = 100  # commits
_MOST_DAYS = 6
_APART, _NARROWEST, _WIDEST = 0.2, 5.0, 12.0  # inches: from one commit to the next, and of all
_NAMES = 2.6  # inches beside that, for places and names
_PLACE, _AROUND = 0.26, 1.9  # inches: a place, and what stands above and below
_SMALL, _TINY = 8, 7  # points
_LETTERING = 8.5 / 72  # inches that a hash takes, set upright
_MOVE, _STRAIGHT, _CURVE = 1, 2, 4  # as matplotlib numbers what a path does


class _Way(NamedTuple):
    """An option's places without a gap: numbers of entries, places, and whether the portfolio has it."""

    at: tuple[int, ...]
    places: tuple[int, ...]
    chosen: tuple[bool, ...]

    def strokes(self, *, chosen: bool) -> tuple[list[tuple[float, float]], list[int]]:
        """Points and codes of the stretches on which the portfolio has it, or has it not."""
        points: list[tuple[float, float]] = []
        codes: list[int] = []
        drawing = False
        for x, y, to, mine in zip(self.at, self.places, self.places[1:], self.chosen, strict=False):
            if mine == chosen and not drawing:
                points.append((x, y))
                codes.append(_MOVE)
            if mine == chosen and y == to and codes[-1] == _STRAIGHT:
                points[-1] = (x + 1, y)
            elif mine == chosen and y == to:
                points.append((x + 1, y))
                codes.append(_STRAIGHT)
            elif mine == chosen:
                points += [(x + 0.5, y), (x + 0.5, to), (x + 1, to)]
                codes += [_CURVE] * 3
            drawing = mine == chosen
        return points, codes


def render(found: History) -> str:
    """SVG text; the same input gives the same bytes.

    Raises
    ------
    WrongUse : matplotlib is not installed
    """
    places = min(max((len(entry.standing.ranks) for entry in found.entries), default=1) or 1, _MOST_PLACES)
    wide = min(max(_APART * len(found.entries), _NARROWEST), _WIDEST)
    with drawing((wide + _NAMES, _AROUND + _PLACE * places)) as figure:
        axes = figure.add_subplot()
        _frame(axes, found, places)
        _commits(axes, found)
        _courses(axes, found, places)
        return svg(figure)


def _frame(axes: Axes, found: History, places: int) -> None:
    """The places, the heading, and what the signs mean."""
    axes.set_xlim(-0.6, max(len(found.entries) - 0.4, 0.6))
    axes.set_ylim(places + 0.6, 0.4)
    axes.set_yticks(range(1, places + 1))
    axes.tick_params(axis="y", length=0, labelsize=_SMALL, labelcolor=_DARK)
    axes.spines[:].set_visible(False)
    what = f"{found.option}, " if found.option else ""
    title = plain(f"{found.profile}: {what}commit by commit")
    axes.set_title(title, loc="left", fontweight="bold", fontsize=12, pad=42)
    keys = ["ring: first place moved"]
    if any(entry.standing.portfolio is not None for entry in found.entries):
        keys[:0] = ["thick line, full dot, bold name: in the portfolio", "thin line, empty dot: outside it"]
    if any(not entry.standing.ranks for entry in found.entries):
        keys.append("grey: no ranks")
    axes.annotate("    ".join(keys), (0, 1), (0, 26), "axes fraction", "offset points", fontsize=_SMALL, color=_DARK)


def _commits(axes: Axes, found: History) -> None:
    """Hashes below and days above; bold where first place moved, a grey band where there are no ranks."""
    entries, moved = found.entries, found.moved_first
    ticks = _ticks([entry in moved for entry in entries])
    axes.set_xticks(ticks, [say.short(entries[number]) for number in ticks])
    axes.tick_params(axis="x", length=0)
    for number, label in zip(ticks, axes.get_xticklabels(), strict=True):
        mine = entries[number] in moved
        label.set(rotation=90, fontsize=_TINY, fontfamily="monospace", color=_RING if mine else _DARK)
        label.set_fontweight("bold" if mine else "normal")
    apart = -(-len(entries) // _MOST_DAYS)
    for number, entry in enumerate(entries):
        if number % apart == 0:
            day = say.day(entry) or say.NOT_COMMITTED
            axes.annotate(day, (number, 0.4), (0, 8), textcoords="offset points", fontsize=_TINY, color=_DARK)
        if entry in moved:
            axes.axvline(number, color=_RING, linewidth=0.6, alpha=0.5, zorder=0)
        if not entry.standing.ranks:
            axes.axvspan(number - 0.5, number + 0.5, color="#eeeeee", zorder=0)


def _ticks(moved: Sequence[bool]) -> list[int]:
    """The commits that are named, as many as there is room for; those that moved first place before all others."""
    apart = max(len(moved) * _LETTERING / _WIDEST, 1)
    kept: list[int] = []
    for number in sorted(range(len(moved)), key=lambda number: (not moved[number], number)):
        if all(abs(number - other) >= apart for other in kept):
            kept.append(number)
    return sorted(kept)


def _courses(axes: Axes, found: History, places: int) -> None:
    """Every option's line, those ever among the best in colour and above the others; rings where first place moved."""
    end = max((number for number, entry in enumerate(found.entries) if entry.standing.ranks), default=-1)
    order = {name: place for place, name in enumerate(found.entries[end].standing.ranks)} if end >= 0 else {}
    best = sorted(say.drawn(found), key=lambda name: (order.get(name, len(order)), name))
    colours = {name: _COLOURS[place % len(_COLOURS)] for place, name in enumerate(best)}
    dots = len(found.entries) <= _MOST_DOTS
    for name in found.options:
        ways = [way for way in _ways(found.entries, name) if min(way.places) <= places]
        for way in ways:
            _line(axes, way, colours.get(name, _GREY), best=name in colours, dots=dots)
        if ways and ways[-1].places[-1] <= places:
            _name(axes, name, ways[-1], colours.get(name, _DARK), at_end=name in order)
    for number, entry in enumerate(found.entries):
        if entry in found.moved_first:
            axes.scatter(number, 1, s=110, facecolors="none", edgecolors=_RING, linewidth=1.6, zorder=5)


def _ways(entries: Sequence[Entry], name: str) -> Iterator[_Way]:
    """An option's line; where it is not ranked it begins anew, and equals stand below each other."""
    rows = [
        (number, [*entry.standing.ranks].index(name) + 1, name in (entry.standing.portfolio or ()))
        if name in entry.standing.ranks
        else None
        for number, entry in enumerate(entries)
    ]
    for ranked, run in itertools.groupby(rows, key=lambda row: row is not None):
        if ranked:
            yield _Way(*zip(*(row for row in run if row is not None), strict=True))


def _line(axes: Axes, way: _Way, colour: str, *, best: bool, dots: bool) -> None:
    """A smooth line, thick while the portfolio has the option; if there is room, with a dot for each commit."""
    from matplotlib.patches import PathPatch  # noqa: PLC0415 - only where a picture is drawn
    from matplotlib.path import Path  # noqa: PLC0415 - likewise

    thick, thin = (2.6, 1.2) if best else (1.7, 0.7)
    above = 2 if best else 1
    for chosen, width in ((False, thin), (True, thick)):
        spots, codes = way.strokes(chosen=chosen)
        if spots:
            path = Path(spots, codes)
            axes.add_patch(PathPatch(path, fill=False, edgecolor=colour, linewidth=width, zorder=above))
        at = [number for number, mine in enumerate(way.chosen) if mine == chosen]
        if dots and at:
            axes.scatter(
                [way.at[number] for number in at],
                [way.places[number] for number in at],
                s=20 if best and chosen else 11,
                linewidth=width if best and not chosen else 0.7,
                facecolors=colour if chosen else "white",
                edgecolors=colour,
                zorder=above + 1,
            )


def _name(axes: Axes, name: str, way: _Way, colour: str, *, at_end: bool) -> None:
    """The option's name behind its line; above it where the line ends before the others."""
    axes.annotate(
        name,
        (way.at[-1], way.places[-1]),
        (9, 0) if at_end else (0, 7),
        textcoords="offset points",
        fontsize=9 if at_end else _TINY,
        fontstyle="normal" if at_end else "italic",
        fontweight="bold" if at_end and way.chosen[-1] else "normal",
        color=colour,
        va="center",
        ha="left" if at_end else "right",
        annotation_clip=False,
    )
