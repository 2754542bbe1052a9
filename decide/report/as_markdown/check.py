"""The result of a check as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_check
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.check_report import CheckReport


def render(report: CheckReport) -> str:
    """One line that sums up, and a table of the issues."""
    rows = [
        [
            str(issue.severity),
            f"`{issue.code}`",
            escape(f"{issue.where.file}:{issue.where.line}:{issue.where.column}"),
            escape(issue.message),
            escape(issue.hint),
        ]
        for issue in report.issues
    ]
    return lines(
        escape(sentences_check.summary(report)),
        table(["", "Code", "Place", "What", "Remedy"], rows) if rows else "",
    )
