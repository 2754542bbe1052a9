"""Results as CSV, for spreadsheets: a text that a spreadsheet would run as a formula gets an apostrophe before it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from decide.model.explanation import Duel
from decide.report import words
from decide.report.as_json.write import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from decide.model.check_report import CheckReport
    from decide.model.explanation import Explanation
    from decide.model.ranking import Ranking

# CWE-1236: signs with which a cell becomes a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text(value: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def ranking(found: Ranking) -> str:
    """One row an option; contributions in columns named after their criteria."""
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
    return _table(
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
    )


def why(found: Explanation | Duel) -> str:
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
        return _table(
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
    return _table(
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


def check(report: CheckReport) -> str:
    """One row an issue."""
    return _table(
        ["severity", "code", "file", "line", "column", "message", "hint"],
        (
            [
                str(i.severity),
                i.code,
                i.where.file,
                i.where.line,
                i.where.column,
                words.one_line(i.message),
                words.one_line(i.hint),
            ]
            for i in report.issues
        ),
    )
