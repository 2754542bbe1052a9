"""The result of a check on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_check
from decide.report.layout import paragraph
from decide.report.terminal import issues

if TYPE_CHECKING:
    from decide.model.check_report import CheckReport
    from decide.report.canvas import Canvas


def render(report: CheckReport, canvas: Canvas, *, quiet: bool = False) -> str:
    """Every issue, then one line that sums up; with `quiet` the errors only."""
    if quiet:
        return issues.render(report.errors, canvas)
    style = "bold red" if report.errors else "bold yellow" if report.doubts else "bold green"
    return issues.render(report.issues, canvas) + canvas.text(
        paragraph(sentences_check.summary(report), canvas.width, style)
    )
