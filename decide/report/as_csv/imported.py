"""What an import changed, as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_csv.write import table

if TYPE_CHECKING:
    from decide.model.imported import Imported


def render(found: Imported) -> str:
    """One row a change."""
    rows = ([one.cell, one.title, one.file, one.line, one.before, one.after] for one in found.changes)
    return table(["cell", "title", "file", "line", "before", "after"], rows)
