"""A workbook of ours, as it came back: its stamp, and what differs from what was published.

Only the named ranges of inputs are read, by the ids in their first column and the keys in their first row. Elsewhere
nothing is looked at but whether formulas are still formulas.
"""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING, Any

import openpyxl

from decide.errors import Issue, Location, WrongUse, visible
from decide.model import exchange
from decide.model.returned import CellEdit, Returned
from decide.model.workbook import Stamp
from decide.workspace.workbook.content import NotAnInput, read_input, same, shown
from decide.workspace.workbook.guard import read_guarded
from decide.workspace.workbook.ranges import Grid, Misshapen, Table, box, cells_of, table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from decide.model.returned import InputKey, Plain
    from decide.workspace.workbook.ranges import Box

_NEEDED = (exchange.WEIGHTS, exchange.SCORES, exchange.PORTFOLIO, exchange.WAS_WEIGHTS, exchange.WAS_SCORES)
_OPTIONAL = (exchange.LIMITS, exchange.WAS_LIMITS)
_TABLES = (exchange.WEIGHTS, exchange.SCORES, exchange.LIMITS)
_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_LONGEST = 120  # characters of a text of the workbook that are shown
_HINT = "take the workbook that `decide export` wrote, or one saved from it as .xlsx"


def read_workbook(path: Path) -> Returned:
    """What a workbook holds.

    Raises
    ------
    WrongUse : no workbook, not safe to open, not exported by decide, by a newer decide, or with a range missing
    """
    data = read_guarded(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on what openpyxl does not know, and we do not read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            properties = {one.name: one.value for one in book.custom_doc_props.props}
            profiles = str(properties.get(exchange.PROFILES, "")).split()
            stamp = _stamp(properties, path.name)
            tables, formulas = _tables(book)
            return _Reader(path.name, tables, formulas, profiles).returned(stamp)
    except Misshapen as error:
        raise WrongUse(f"{path.name}: {error}", _HINT) from None
    except WrongUse:
        raise
    except Exception as error:  # noqa: BLE001 - what comes by mail can be damaged in any way
        raise WrongUse(f"{path.name} is a damaged workbook: {error}", _HINT) from None


def _stamp(properties: Mapping[str, Any], name: str) -> Stamp:
    if exchange.STAMP not in properties or not properties.get(exchange.PROFILES):
        raise WrongUse(f"{name} was not exported by decide", _HINT)
    if str(properties[exchange.STAMP]).partition(".")[0] != str(exchange.FORMAT):  # LibreOffice saves it as 1.0
        made = properties.get(exchange.VERSION, "another version")
        raise WrongUse(f"{name} was exported by decide {made}", "import it with that version")
    commit = str(properties.get(exchange.COMMIT) or "")
    return Stamp(
        commit=commit if _COMMIT.fullmatch(commit) else "",
        changed=str(properties.get(exchange.CHANGED)).lower() not in {"false", "0"},
        inputs=str(properties.get(exchange.INPUTS) or ""),
        version=_plain(str(properties.get(exchange.VERSION) or "")),
    )


def _tables(book: Any) -> tuple[dict[str, Table], list[tuple[str, int, int]]]:  # noqa: ANN401 - a workbook of openpyxl
    """The named ranges, and the cells where a formula stood and none stands; every sheet is read once."""
    found: dict[str, Box] = {}
    for name in (*_NEEDED, *_OPTIONAL, exchange.FORMULAS):
        entry = book.defined_names.get(name)
        if entry is not None:
            found[name] = box(str(entry.attr_text), name)
        elif name not in _OPTIONAL:
            raise Misshapen(f"the range {name} is gone")
    grids: dict[str, Grid] = {}
    for where in found.values():
        grids.setdefault(where.sheet, Grid()).boxes.append(where)
    runs = found.pop(exchange.FORMULAS)
    _fill(book, runs.sheet, grids[runs.sheet], {})
    due: dict[str, dict[int, list[int]]] = {}
    for line in range(runs.top + 2, runs.bottom + 1):
        for sheet, row, column in cells_of(str(grids[runs.sheet].value(line, runs.left))):
            due.setdefault(sheet, {}).setdefault(row, []).append(column)
    lost: list[tuple[str, int, int]] = []
    for sheet in dict.fromkeys([*grids, *due]):
        if sheet != runs.sheet:
            lost += _fill(book, sheet, grids.setdefault(sheet, Grid()), due.get(sheet, {}))
    return {name: table(where, grids[where.sheet]) for name, where in found.items()}, lost


def _fill(book: Any, sheet: str, grid: Grid, due: Mapping[int, list[int]]) -> list[tuple[str, int, int]]:  # noqa: ANN401 - as above
    """Read the boxes of one sheet; where a formula is due and none stands."""
    if sheet not in book.sheetnames:
        raise Misshapen(f"the sheet {sheet} is gone")
    lost: list[tuple[str, int, int]] = []
    bottom = max([*due, *(one.bottom for one in grid.boxes)], default=0)
    right = max([*(max(columns) for columns in due.values()), *(one.right for one in grid.boxes)], default=0)
    for row, cells in enumerate(book[sheet].iter_rows(max_row=bottom, max_col=right), 1):
        lost += [(sheet, row, column) for column in due.get(row, ()) if cells[column - 1].data_type != "f"]
        for one in grid.boxes:
            if one.top <= row <= one.bottom:
                grid.cells.update(
                    ((row, column), cell)
                    for column, cell in enumerate(cells[one.left - 1 : one.right], one.left)
                    if cell.value is not None
                )
    return lost


def _plain(text: str) -> str:
    """A text of the workbook as it can be shown: it may be long, and anything may stand in it."""
    return visible(" ".join(text[:_LONGEST].split()))


class _Reader:
    """One pass over the ranges of one workbook."""

    def __init__(
        self, name: str, tables: Mapping[str, Table], lost: list[tuple[str, int, int]], profiles: list[str]
    ) -> None:
        self.name, self.tables, self.lost, self.profiles = name, tables, lost, profiles
        self.edits: list[CellEdit] = []
        self.inputs: dict[InputKey, Plain] = {}
        self.outside: list[str] = []
        self.faults: list[Issue] = []
        self.moved: set[str] = set()  # sheets whose rows do not stand where they stood

    def returned(self, stamp: Stamp) -> Returned:
        for name in _TABLES:
            if name in self.tables and exchange.PUBLISHED[name] in self.tables:
                self.table(name)
        toggles, faults = self.toggles()
        self.lost_formulas()
        return Returned(
            name=_plain(self.name),
            stamp=stamp,
            profiles=tuple(self.profiles),
            edits=tuple(self.edits),
            toggles=toggles,
            inputs=self.inputs,
            outside=tuple(map(visible, self.outside)),
            faults=tuple(self.faults),
            toggle_faults=tuple(faults),
        )

    def table(self, name: str) -> None:
        """Compare one range with what was published, row by row."""
        now, was = self.tables[name], self.tables[exchange.PUBLISHED[name]]
        begin = list(was.columns).index(exchange.OPEN) + 1
        keys = [key for key in list(was.columns)[begin:] if key != "option"]
        for line in now.strays:
            self.moved.add(now.where.sheet)
            self.outside.append(f"{now.where.sheet}, row {line}: a row without an id; a new option is a new file")
        for row, lines in now.rows.items():
            if row not in was.rows:
                self.moved.add(now.where.sheet)
                self.outside.append(f"{now.where.sheet}, row {lines[0]}: nothing of the id '{row[:60]}' was exported")
        for row, (line, *_) in was.rows.items():
            here = now.rows.get(row, ())
            if len(here) != 1:
                self.moved.add(now.where.sheet)
                self.missing_or_twice(now, row, here)
            elif self.is_its_row(now, was, here[0], line):
                marks = was.text(line, exchange.OPEN)
                for key, mark in zip(keys, marks, strict=False):
                    self.cell((name, row, key), mark, here[0], line)

    def missing_or_twice(self, now: Table, row: str, here: tuple[int, ...]) -> None:
        sheet = now.where.sheet
        if not here:
            self.outside.append(f"{sheet}: the row of '{row}' is gone")
        else:
            lines = " and ".join(str(line) for line in here)
            self.fault("row-twice", f"{sheet}: '{row}' stands twice, in rows {lines}", "keep one of them")

    def is_its_row(self, now: Table, was: Table, here: int, line: int) -> bool:
        """Whether the title beside the hidden id is the one that belongs to it."""
        title, due = now.text(here, exchange.TITLE), was.text(line, exchange.TITLE)
        if title == due:
            return True
        if any(title == was.text(other, exchange.TITLE) for lines in was.rows.values() for other in lines):
            self.moved.add(now.where.sheet)
            message = f"{now.address(here, exchange.TITLE)}: '{title[:60]}' stands where '{due[:60]}' was"
            self.fault("row-moved", message, "sort rows with the hidden column A, or undo the sorting")
            return False
        self.outside.append(now.address(here, exchange.TITLE))
        return True

    def cell(self, key: InputKey, mark: str, here: int, line: int) -> None:
        """Compare one cell with what was published."""
        now, was = self.tables[key[0]], self.tables[exchange.PUBLISHED[key[0]]]
        if key[2] not in now.columns:
            return
        before, address = was.value(line, key[2]), now.address(here, key[2])
        cell = now.grid.cells.get((here, now.columns[key[2]]))
        if mark == exchange.LOCKED:
            if cell is None or (cell.data_type != "f" and not same(cell.value, before)):
                self.outside.append(address)
            return
        try:
            after = read_input(cell, mark, before)
        except NotAnInput as error:
            self.fault(error.code, f"{address}: {error}" if str(error)[0] == "'" else f"{address} {error}", error.hint)
            return
        self.inputs[key] = after
        if not same(after, before):
            self.edits.append(CellEdit(address, key, self.says(now, key, here), before, after))

    def says(self, now: Table, key: InputKey, here: int) -> str:
        """What row and column say to a reader."""
        return f"{_plain(now.text(here, exchange.TITLE))}, {_plain(now.head(key[2]))}"

    def toggles(self) -> tuple[tuple[CellEdit, ...], list[Issue]]:
        """What was put into the portfolio or taken out of it."""
        now, was = self.tables[exchange.PORTFOLIO], self.tables[exchange.WAS_SCORES]
        key, was_key = exchange.IN, f"{exchange.IN}:{self.profiles[0]}"
        found: list[CellEdit] = []
        before_these, self.faults = self.faults, []
        for row, lines in now.rows.items():
            if row not in was.rows or len(lines) != 1 or key not in now.columns or was_key not in was.columns:
                continue
            cell = now.grid.cells.get((lines[0], now.columns[key]))
            before, address = was.value(was.rows[row][0], was_key), now.address(lines[0], key)
            try:
                after = read_input(cell, exchange.NUMBER, before)
            except NotAnInput as error:
                self.fault(error.code, f"{address}: {error}", error.hint)
                continue
            if after not in {0, 1}:
                self.fault("not-0-or-1", f"{address}: {shown(after)} is neither 0 nor 1", "1 in, 0 out")
            elif not same(after, before):
                title = _plain(now.text(lines[0], exchange.TITLE))
                found.append(CellEdit(address, (exchange.PORTFOLIO, row, key), title, before, after))
        faults, self.faults = self.faults, before_these
        return tuple(found), faults

    def lost_formulas(self) -> None:
        """Formulas that were typed over; where rows moved nobody can say which."""
        for sheet, row, column in self.lost:
            if sheet not in self.moved:
                self.outside.append(f"{sheet}!{openpyxl.utils.get_column_letter(column)}{row}")
        for sheet in sorted(self.moved):
            if any(lost == sheet for lost, _, _ in self.lost):
                self.outside.append(f"{sheet}: rows were moved, and formulas do not stand where they stood")

    def fault(self, code: str, message: str, hint: str) -> None:
        self.faults.append(Issue(code, message, Location(self.name, 0, 0), hint))
