"""Issues as GitHub annotations: they appear beside the line in a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.errors import Severity

if TYPE_CHECKING:
    from decide.model.check_report import CheckReport

_COMMAND = {Severity.ERROR: "error", Severity.DOUBT: "warning"}


def render(report: CheckReport) -> str:
    """One workflow command a line."""
    return "".join(
        f"::{_COMMAND[issue.severity]} file={_property(issue.where.file)},line={issue.where.line},"
        f"col={issue.where.column},title={_property(issue.code)}"
        f"::{_data(issue.message + (': ' + issue.hint if issue.hint else ''))}\n"
        for issue in report.issues
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
