"""A comparison as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_csv.write import table, text

if TYPE_CHECKING:
    from decide.model.comparison import Comparison
    from decide.model.portfolio import Portfolio


def render(found: Comparison) -> str:
    """One row an option: by profile whether it is chosen (1, or its size, else 0), what it adds alone, and its rank.

    Then its rank in the consensus and by mean rank, and whether it is in the portfolio that is fairest to all.
    """
    head = ["option", "title"]
    for side in found.sides:
        name = text(side.profile.id)
        head += [name, f"{name}_value_added", f"{name}_rank"]
    rows = []
    for option in found.problem.options:
        row: list[object] = [option.id, option.title]
        for place, side in enumerate(found.sides):
            added = "" if option.baseline else side.added[option.id]
            row += [_chosen(side.portfolio, option.id), added, found.rankings.ranks[option.id][place]]
        row += [found.rankings.consensus[option.id], found.rankings.borda[option.id]]
        rows.append([*row, _chosen(found.fairest.portfolio, option.id)])
    return table([*head, "consensus", "borda", "fairest"], rows)


def _chosen(one: Portfolio | None, name: str) -> object:
    return 0 if one is None or name not in one.options else one.sizes.get(name, 1)
