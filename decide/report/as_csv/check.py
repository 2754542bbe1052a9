"""The result of a check as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import words
from decide.report.as_csv.write import table

if TYPE_CHECKING:
    from decide.model.check_report import CheckReport


def render(report: CheckReport) -> str:
    """One row an issue."""
    return table(
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
