"""A comparison as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_csv.write import table

if TYPE_CHECKING:
    from decide.model.comparison import Comparison


def render(found: Comparison) -> str:
    """One row an option; for each profile whether it is chosen (1, or its size, else 0), and what it adds alone."""
    options = [option for option in found.problem.options if not option.baseline]
    head = ["option", "title"]
    for side in found.sides:
        head += [side.profile.id, f"{side.profile.id}_value_added"]
    rows = []
    for option in options:
        row: list[object] = [option.id, option.title]
        for side in found.sides:
            one = side.portfolio
            chosen = one is not None and option.id in one.options
            row += [one.sizes.get(option.id, 1) if one is not None and chosen else 0, side.added[option.id]]
        rows.append(row)
    return table(head, rows)
