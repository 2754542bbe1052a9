"""The table that the benchmarks print: Markdown, aligned, so that it can be pasted as it is."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.timing import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.timing import Ratio

_HEAD = ("what", "ours", "reference", "ratio (min-max)", "target", "met", "notes")


@dataclass(frozen=True, slots=True)
class Row:
    """One line; `met` is None where there was nothing to measure or no target."""

    what: str
    ours: str = ""
    reference: str = ""
    ratio: str = ""
    target: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the columns."""
        met = {None: "", True: "yes", False: "NO"}[self.met]
        return (self.what, self.ours, self.reference, self.ratio, self.target, met, self.note)


def at_most(what: str, ours: Sequence[float], reference: Sequence[float], limit: float | None, note: str = "") -> Row:
    """Ours over the reference: the smaller, the better. Without a limit, for information."""
    found = ratio(ours, reference)
    return Row(
        what,
        duration(median(ours)),
        duration(median(reference)),
        _told(found),
        "" if limit is None else f"ours/ref <= {limit:g}",
        None if limit is None else found.median <= limit,
        note,
    )


def at_least(what: str, ours: Sequence[float], peer: Sequence[float], limit: float | None, note: str = "") -> Row:
    """The peer over ours: the larger, the better. Without a limit, for information."""
    found = ratio(peer, ours)
    return Row(
        what,
        duration(median(ours)),
        duration(median(peer)),
        _told(found),
        "" if limit is None else f"ref/ours >= {limit:g}",
        None if limit is None else found.median >= limit,
        note,
    )


def seconds(what: str, times: Sequence[float], limit: float | None = None, note: str = "") -> Row:
    """A time that is no ratio. Without a limit, for information."""
    found = median(times)
    return Row(
        what,
        duration(found),
        target="" if limit is None else f"< {limit:g} s",
        met=None if limit is None else found < limit,
        note=note,
    )


def _told(found: Ratio) -> str:
    return f"{_factor(found.median)} ({_factor(found.least)}-{_factor(found.most)})"


def _factor(found: float) -> str:
    """Two digits at least, and all of those before the point."""
    if found >= 10:  # noqa: PLR2004 - two digits before the point
        return f"{found:,.0f}"
    return f"{found:.2f}" if found >= 0.1 else f"{found:.2g}"  # noqa: PLR2004 - likewise after it


def duration(seconds: float) -> str:
    """Three digits, in ms or s, and all of those before the point."""
    if seconds >= 1_000:  # noqa: PLR2004 - where three digits are no longer all
        return f"{seconds:,.0f} s"
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def table(rows: Sequence[Row]) -> str:
    """The rows under their head."""
    return markdown(_HEAD, [row.cells for row in rows])


def markdown(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns line up on a screen too."""
    cells = [list(head), *(list(line) for line in lines)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    ruled = [cells[0], ["-" * width for width in widths], *cells[1:]]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in ruled
    )
