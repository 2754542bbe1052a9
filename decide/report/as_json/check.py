"""The result of a check as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_json.write import dumps

if TYPE_CHECKING:
    from decide.model.check_report import CheckReport


def render(report: CheckReport) -> str:
    """Counts, and every issue in file order."""
    return dumps(
        {
            "errors": len(report.errors),
            "doubts": len(report.doubts),
            "files": report.files,
            "options": report.options,
            "criteria": report.criteria,
            "profiles": report.profiles,
            "sources": report.sources,
            "passages": report.passages,
            "issues": [
                {
                    "severity": str(issue.severity),
                    "code": issue.code,
                    "file": issue.where.file,
                    "line": issue.where.line,
                    "column": issue.where.column,
                    "message": issue.message,
                    "hint": issue.hint,
                }
                for issue in report.issues
            ],
        }
    )
