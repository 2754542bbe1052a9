"""A frontier as a picture: value against cost, coloured by risk, with the knee marked."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from decide.errors import WrongUse

if TYPE_CHECKING:
    from decide.model.portfolio import Frontier

_SIZE = (8.0, 5.0)  # inches
_SALT = "decide"  # makes the ids inside the picture the same every time


def render(found: Frontier) -> str:
    """SVG text; the same input gives the same bytes.

    Raises
    ------
    WrongUse : matplotlib is not installed
    """
    try:
        import matplotlib as mpl  # noqa: PLC0415 - an extra, and slow to load
        from matplotlib.figure import Figure  # noqa: PLC0415 - likewise
    except ImportError:
        raise WrongUse("pictures need matplotlib", "pip install 'decide[charts]'") from None
    by_cost, both = "cost" in found.by, len(found.by) > 1
    values = [point.portfolio.value for point in found.points]
    risks = [point.portfolio.escalation_risk * 100 for point in found.points]
    across = [float(point.portfolio.cost) for point in found.points] if by_cost else risks
    with mpl.rc_context({"svg.hashsalt": _SALT, "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure = Figure(figsize=_SIZE, layout="constrained")
        axes = figure.add_subplot()
        if both:
            dots = axes.scatter(across, values, c=risks, cmap="cividis", s=14)
            figure.colorbar(dots, ax=axes, label="Escalation risk, %")
        else:
            axes.step(across, values, where="post", color="#4c72b0", linewidth=1)
            axes.scatter(across, values, color="#4c72b0", s=14)
        for place, point in enumerate(found.points):
            if point.knee:
                at = (across[place], values[place])
                axes.scatter(*at, s=90, facecolors="none", edgecolors="#c0392b", linewidth=2)
                axes.annotate("knee", at, (8, -12), textcoords="offset points")
        axes.set_xlabel(_plain(f"Cost, {found.problem.currency}") if by_cost else "Escalation risk, %")
        axes.set_ylabel("Value, points")
        state = "" if found.complete else " (incomplete)"
        axes.set_title(_plain(f"{found.profile.title}: efficient portfolios{state}"))
        axes.grid(visible=True, alpha=0.3)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "decide"})
    return out.getvalue()


def _plain(text: str) -> str:
    """A text that matplotlib does not read as mathematics."""
    return text.replace("$", r"\$")
