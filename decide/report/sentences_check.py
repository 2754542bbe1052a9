"""What a check found, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decide.model.check_report import CheckReport


def summary(report: CheckReport) -> str:
    """How much was read, and what was found."""
    read = (
        f"{_count(report.files, 'file')}: {_count(report.options, 'option')}, "
        f"{_count(report.criteria, 'criterion', 'criteria')}, "
        f"{_count(report.profiles, 'weight profile')}, {_count(report.sources, 'source card')}"
    )
    found = f"{_count(len(report.errors), 'error')}, {_count(len(report.doubts), 'doubt')}"
    verified = "" if report.passages is None else f"; {_count(report.passages, 'passage')} compared with the essays"
    return f"{read}{verified}. {found}."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
