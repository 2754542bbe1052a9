"""The inputs of a workbook beside what was published: what was edited, and what cannot be read.

Rows are known by the ids in the first column of their range and columns by the keys in its first row, never by place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from decide.errors import Issue, Location
from decide.model import exchange
from decide.model.returned import CellEdit
from decide.workspace.workbook.content import NotAnInput, read_input, same
from decide.workspace.workbook.opening import plain

if TYPE_CHECKING:
    from decide.model.returned import InputKey, Plain
    from decide.workspace.workbook.ranges import Table


@dataclass
class Comparison:
    """What was found so far."""

    name: str  # of the workbook
    edits: list[CellEdit] = field(default_factory=list)
    inputs: dict[InputKey, Plain] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    faults: list[Issue] = field(default_factory=list)
    moved: set[str] = field(default_factory=set)  # sheets whose rows do not stand where they stood

    def compare(self, name: str, now: Table, was: Table) -> None:
        """One range, row by row."""
        keys = list(was.columns)[list(was.columns).index(exchange.OPEN) + 1 :]
        self._strangers(now, was)
        if list(now.rows) != list(was.rows):
            self.moved.add(now.where.sheet)
        self._lost_columns(now, was, keys)
        for row, (line, *_) in was.rows.items():
            here = self.row_now(now, was, row)
            if here is None:
                continue
            for key, mark in zip(keys, was.text(line, exchange.OPEN), strict=False):  # results stand behind inputs
                if key in now.columns:
                    self._cell((name, row, key), mark, (now, here), was.value(line, key))

    def row_now(self, now: Table, was: Table, row: str) -> int | None:
        """Where the row of an id stands now; None where it is gone, stands twice, or is another's."""
        here = now.rows.get(row, ())
        if len(here) != 1:
            self._missing_or_twice(now, row, here)
            return None
        return here[0] if self._is_its_row(now, was, here[0], was.rows[row][0]) else None

    def fault(self, code: str, message: str, hint: str) -> None:
        """Something that cannot be read."""
        self.faults.append(Issue(code, message, Location(self.name, 0, 0), hint))

    def unreadable(self, address: str, error: NotAnInput) -> None:
        """A cell that holds no input."""
        said = str(error)
        self.fault(error.code, f"{address}{':' if said.startswith(chr(39)) else ''} {said}", error.hint)

    def _strangers(self, now: Table, was: Table) -> None:
        """Rows that were not exported."""
        sheet = now.where.sheet
        told = [f"{sheet}, row {line}: a row without an id; a new option is a new file" for line in now.strays]
        for row, lines in now.rows.items():
            if row not in was.rows:
                told.append(f"{sheet}, row {lines[0]}: nothing of the id '{plain(row)}' was exported")
        if told:
            self.moved.add(sheet)
            self.outside += told

    def _lost_columns(self, now: Table, was: Table, keys: list[str]) -> None:
        """Columns of inputs that are gone, or do not stand in their order."""
        inputs = max((len(was.text(line, exchange.OPEN)) for line, *_ in was.rows.values()), default=0)
        due = keys[:inputs]
        for key in due:
            if key not in now.columns:
                self.outside.append(f"{now.where.sheet}: the column '{plain(key)}' is gone")
        if [key for key in now.columns if key in due] != due:
            self.moved.add(now.where.sheet)

    def _missing_or_twice(self, now: Table, row: str, here: tuple[int, ...]) -> None:
        sheet = now.where.sheet
        self.moved.add(sheet)
        if not here:
            self.outside.append(f"{sheet}: the row of '{plain(row)}' is gone")
        else:
            lines = " and ".join(str(line) for line in here)
            self.fault("row-twice", f"{sheet}: '{plain(row)}' stands twice, in rows {lines}", "keep one of them")

    def _is_its_row(self, now: Table, was: Table, here: int, line: int) -> bool:
        """Whether the title beside the hidden id is the one that belongs to it."""
        title, due = now.text(here, exchange.TITLE), was.text(line, exchange.TITLE)
        address = now.address(here, exchange.TITLE)
        if title == due:
            return True
        if any(title == was.text(other, exchange.TITLE) for lines in was.rows.values() for other in lines):
            self.moved.add(now.where.sheet)
            message = f"{address}: '{plain(title)}' stands where '{plain(due)}' was"
            self.fault("row-moved", message, "sort rows with the hidden column A, or undo the sorting")
            return False
        self.outside.append(address)
        return True

    def _cell(self, key: InputKey, mark: str, place: tuple[Table, int], before: Plain) -> None:
        now, here = place
        cell, address = now.cell(here, key[2]), now.address(here, key[2])
        if mark == exchange.LOCKED:
            if cell is None or (cell.data_type != "f" and not same(cell.value, before)):
                self.outside.append(address)
            return
        try:
            after = read_input(cell, mark, before)
        except NotAnInput as error:
            self.unreadable(address, error)
            return
        self.inputs[key] = after
        if not same(after, before):
            title = f"{plain(now.text(here, exchange.TITLE))}, {plain(now.head(key[2]))}"
            self.edits.append(CellEdit(address, key, title, before, after))
