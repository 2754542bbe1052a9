"""What `check` finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from decide.errors import Issue


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Every fault and every doubt, in file order."""

    issues: tuple[Issue, ...]
    files: int
    options: int
    criteria: int
    profiles: int
    sources: int
    passages: int | None = None  # cited paragraphs compared with the essays; None where no essays were given

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The faults that make the workspace unusable."""
        return tuple(issue for issue in self.issues if issue.severity == "error")

    @property
    def doubts(self) -> tuple[Issue, ...]:
        """What a careful reader would ask."""
        return tuple(issue for issue in self.issues if issue.severity == "doubt")

    def to_frame(self) -> pd.DataFrame:
        """One row an issue."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        columns = ["severity", "code", "file", "line", "column", "message", "hint"]
        rows = [
            [str(i.severity), i.code, i.where.file, i.where.line, i.where.column, i.message, i.hint]
            for i in self.issues
        ]
        return pd.DataFrame(rows, columns=columns)
