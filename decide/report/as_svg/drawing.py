"""A figure of matplotlib, and its text as SVG: the same input gives the same bytes."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

from decide.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

_SALT = "decide"  # makes the ids inside the picture the same every time


@contextlib.contextmanager
def drawing(size: tuple[float, float]) -> Iterator[Figure]:
    """An empty figure of a size in inches, to be drawn on and written within.

    Raises
    ------
    WrongUse : matplotlib is not installed
    """
    try:
        import matplotlib as mpl  # noqa: PLC0415 - an extra, and slow to load
        from matplotlib.figure import Figure  # noqa: PLC0415 - likewise
    except ImportError:
        raise WrongUse("pictures need matplotlib", "pip install 'decide[charts]'") from None
    with mpl.rc_context({"svg.hashsalt": _SALT, "svg.fonttype": "none", "font.family": "sans-serif"}):
        yield Figure(figsize=size, layout="constrained")


def svg(figure: Figure) -> str:
    """What was drawn, as text without a date."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "decide"})
    return out.getvalue()


def plain(text: str) -> str:
    """A text that matplotlib does not read as mathematics."""
    return text.replace("$", r"\$")
