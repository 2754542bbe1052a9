"""How far a ranking can be trusted, as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_csv.write import table

if TYPE_CHECKING:
    from decide.model.robust import Robustness


def render(found: Robustness, *, raw: bool = False) -> str:
    """One row an option; the shares of ranks in columns. `raw` texts get no apostrophe."""
    places = range(1, len(found.options) + 1)
    head = [
        "rank",
        "option",
        "title",
        "best_rank",
        "worst_rank",
        "confidence",
        "core_index",
        *(f"rank_{place}" for place in places),
        *(f"with_scores_{place}" for place in places),
    ]
    return table(
        head,
        (
            [
                one.line.rank,
                one.line.option.id,
                one.line.option.title,
                *one.ranks,
                "" if one.confidence is None else one.confidence.share,
                "" if found.portfolios is None else found.portfolios.core_index.get(one.line.option.id, ""),
                *(sampled.share for sampled in one.acceptability),
                *(sampled.share for sampled in one.with_scores),
            ]
            for one in found.options
        ),
        raw=raw,
    )
