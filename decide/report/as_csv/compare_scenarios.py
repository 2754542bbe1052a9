"""One profile in several worlds, as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_csv.write import table, text

if TYPE_CHECKING:
    from decide.model.portfolio import Portfolio
    from decide.model.worlds import Candidate, Worlds


def render(found: Worlds) -> str:
    """One row an option: by world its rank and whether it is chosen (1, or its size, else 0); last, by least regret."""
    head = ["option", "title"]
    for one in found.worlds:
        head += [f"{text(one.name)}: rank", f"{text(one.name)}: chosen"]
    rows = []
    for option in found.problem.options:
        row: list[object] = [option.id, option.title]
        for one in found.worlds:
            row += [one.ranks[option.id], _chosen(one.portfolio, option.id)]
        rows.append([*row, _chosen(found.safest, option.id)])
    return table([*head, "least regret"], rows)


def _chosen(one: Candidate | Portfolio | None, name: str) -> object:
    return 0 if one is None or name not in one.options else one.sizes.get(name, 1)
