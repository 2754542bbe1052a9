"""A frontier as a picture: value against cost, coloured by risk, with the knee marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_svg.drawing import drawing, plain, svg

if TYPE_CHECKING:
    from decide.model.portfolio import Frontier

_SIZE = (8.0, 5.0)  # inches


def render(found: Frontier) -> str:
    """SVG text; the same input gives the same bytes.

    Raises
    ------
    WrongUse : matplotlib is not installed
    """
    by_cost, both = "cost" in found.by, len(found.by) > 1
    values = [point.portfolio.value for point in found.points]
    risks = [point.portfolio.escalation_risk * 100 for point in found.points]
    across = [float(point.portfolio.cost) for point in found.points] if by_cost else risks
    with drawing(_SIZE) as figure:
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
        axes.set_xlabel(plain(f"Cost, {found.problem.currency}") if by_cost else "Escalation risk, %")
        axes.set_ylabel("Value, points")
        state = "" if found.complete else " (incomplete)"
        axes.set_title(plain(f"{found.profile.title}: efficient portfolios{state}"))
        axes.grid(visible=True, alpha=0.3)
        return svg(figure)
