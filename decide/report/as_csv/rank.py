"""A ranking as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_csv.write import table
from decide.report.as_json.write import exact

if TYPE_CHECKING:
    from decide.model.ranking import Ranking


def render(found: Ranking, *, raw: bool = False) -> str:
    """One row an option; contributions in columns named after their criteria. `raw` texts get no apostrophe."""
    criteria = list(found.weights)
    head = [
        "rank",
        "tied",
        "option",
        "title",
        "score",
        *criteria,
        "cost",
        "escalation_risk",
        "lead_time_months",
        "unknown",
    ]
    return table(
        head,
        (
            [
                line.rank,
                str(line.tied).lower(),
                line.option.id,
                line.option.title,
                line.score,
                *(line.contributions[name] for name in criteria),
                exact(line.option.cost_best),
                exact(line.option.escalation_risk.quantity.best),
                exact(line.option.lead_time.best) if line.option.lead_time else "",
                " ".join(line.unknown),
            ]
            for line in found.options
        ),
        raw=raw,
    )
