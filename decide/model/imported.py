"""What `import` did: the edits of a workbook, the files they went to, and what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from decide.model.ranking import Ranking
    from decide.model.review import Review
    from decide.model.workbook import Stamp


@dataclass(frozen=True, slots=True)
class ImportedChange:
    """One edit, and the line that it changed or added."""

    cell: str  # Scores!E5
    title: str  # what the row and the column say
    file: str
    line: int
    before: str  # as the file said; empty where it said nothing
    after: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came back with a workbook."""

    name: str  # of the workbook
    stamp: Stamp
    from_commit: bool  # compared with the commit it was made from; else with what the workbook says was published
    changes: tuple[ImportedChange, ...]
    already: tuple[ImportedChange, ...]  # edits that the files say already; no line is changed
    outside: tuple[str, ...]  # what was changed besides inputs
    toggled: int  # options put into the portfolio or taken out, that were left aside
    written: bool
    branch: str
    commit: str  # empty where none was made
    review: Review  # what the changes do, under each profile of the workbook

    @property
    def before(self) -> tuple[Ranking, ...]:
        """The ranking of each profile of the workbook, as it was."""
        return tuple(one.before for one in self.review.profiles if one.before is not None)

    @property
    def after(self) -> tuple[Ranking, ...]:
        """The same as it is with the changes."""
        return tuple(one.after for one in self.review.profiles)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that change."""
        return tuple(dict.fromkeys(change.file for change in self.changes))

    def to_frame(self) -> pd.DataFrame:
        """One row a change: cell, title, file, line, before, after."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        columns = ["cell", "title", "file", "line", "before", "after"]
        rows = [{column: getattr(change, column) for column in columns} for change in self.changes]
        return pd.DataFrame(rows, columns=columns)
