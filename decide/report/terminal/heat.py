"""A map of shares on a terminal: one cell a rank, the darker the more often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.layout import Line, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHADES = " ░▒▓█"  # never, then up to each of the bounds
_PLAIN = " .-+#"  # for screens without shades
_BOUNDS = (0.0, 0.1, 0.3, 0.6)  # a share above the last of these that it exceeds


def cells(shares: Sequence[float], mark: int | None = None, *, shaded: bool) -> Line:
    """One row of the map; the cell `mark` stands out."""
    signs = _SHADES if shaded else _PLAIN
    return tuple(Piece(signs[_level(share)], "bold" if place == mark else "") for place, share in enumerate(shares))


def legend(*, shaded: bool) -> str:
    """What the shades stand for."""
    signs = _SHADES if shaded else _PLAIN
    told = [f"{sign} {text}" for sign, text in zip(signs[1:], ("up to 10%", "to 30%", "to 60%", "more"), strict=True)]
    return ", ".join(told)


def _level(share: float) -> int:
    return sum(share > bound for bound in _BOUNDS)
