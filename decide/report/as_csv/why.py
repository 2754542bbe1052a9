"""Explanations as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.explanation import Duel
from decide.report import words
from decide.report.as_csv.write import table

if TYPE_CHECKING:
    from decide.model.explanation import Explanation


def render(found: Explanation | Duel) -> str:
    """One row a criterion."""
    if isinstance(found, Duel):
        head = [
            "criterion",
            "weight",
            found.first.line.option.id,
            found.second.line.option.id,
            "points",
            "switches_at",
        ]
        return table(
            head,
            (
                [
                    part.criterion.id,
                    part.weight,
                    words.quantity(part.first.quantity),
                    words.quantity(part.second.quantity),
                    part.points,
                    "" if part.switches_at is None else part.switches_at,
                ]
                for part in found.differences
            ),
        )
    head = [
        "criterion",
        "performance",
        "value",
        "weight",
        "contribution",
        "gain",
        "grade",
        "evidence",
        "note",
    ]
    return table(
        head,
        (
            [
                reason.criterion.id,
                words.quantity(reason.judgement.quantity),
                reason.value,
                reason.weight,
                reason.contribution,
                reason.gain,
                reason.judgement.grade,
                "judgement" if reason.judgement.judged else " ".join(reason.judgement.evidence),
                words.one_line(reason.judgement.note),
            ]
            for reason in found.reasons
        ),
    )
