"""Opening a workbook: its stamp, its named ranges, and where formulas were typed over; each sheet is read once."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import openpyxl

from decide.errors import WrongUse, visible
from decide.model import exchange
from decide.model.workbook import Stamp
from decide.workspace.workbook.ranges import MOST_CELLS, Grid, Misshapen, box, cells_of, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.workspace.workbook.ranges import Box, Table

HINT = "take the workbook that `decide export` wrote, or one saved from it as .xlsx"
_NEEDED = (exchange.WEIGHTS, exchange.SCORES, exchange.PORTFOLIO, exchange.WAS_WEIGHTS, exchange.WAS_SCORES)
_OPTIONAL = (exchange.LIMITS, exchange.WAS_LIMITS)
_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_LONGEST = 120  # characters of a text of the workbook that are shown
_ABOVE = 2  # rows above the body of a range


@dataclass(frozen=True)
class Opened:
    """A workbook of ours, as far as it is read."""

    stamp: Stamp
    profiles: tuple[str, ...]
    tables: Mapping[str, Table]  # by the names of their ranges
    lost: tuple[tuple[str, int, int], ...]  # sheet, row and column of cells where a formula was and none is


def open_workbook(data: bytes, name: str) -> Opened:
    """Open the bytes of a file that is safe to open.

    Raises
    ------
    WrongUse : not exported by decide, or by one of another format
    Misshapen : a range or sheet is gone, or is not what we wrote
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on what openpyxl does not know, and we do not read
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        properties = {one.name: one.value for one in book.custom_doc_props.props}
        stamp = _stamp(properties, name)
        tables, lost = _tables(book)
    return Opened(stamp, tuple(str(properties[exchange.PROFILES]).split()), tables, tuple(lost))


def plain(text: str) -> str:
    """A text of the workbook as it can be shown: it may be long, and anything may stand in it."""
    return visible(" ".join(text[:_LONGEST].split()))


def _stamp(properties: Mapping[str, Any], name: str) -> Stamp:
    if exchange.STAMP not in properties or not properties.get(exchange.PROFILES):
        raise WrongUse(f"{name} was not exported by decide", HINT)
    version = plain(str(properties.get(exchange.VERSION) or "of another version"))
    if str(properties[exchange.STAMP]).partition(".")[0] != str(exchange.FORMAT):  # LibreOffice saves it as 1.0
        raise WrongUse(f"{name} was exported by decide {version}", "import it with that version")
    commit = str(properties.get(exchange.COMMIT) or "")
    return Stamp(
        commit=commit if _COMMIT.fullmatch(commit) else "",
        changed=str(properties.get(exchange.CHANGED)).lower() not in {"false", "0"},
        inputs=str(properties.get(exchange.INPUTS) or ""),
        version=version,
    )


def _tables(book: Any) -> tuple[dict[str, Table], list[tuple[str, int, int]]]:  # noqa: ANN401 - a workbook of openpyxl
    """The named ranges, and the cells where a formula stood and none stands."""
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
    count = 0
    for line in range(runs.top + _ABOVE, runs.bottom + 1):
        for sheet, row, column in cells_of(str(grids[runs.sheet].value(line, runs.left))):
            due.setdefault(sheet, {}).setdefault(row, []).append(column)
            count += 1
            if count > MOST_CELLS:
                raise Misshapen(f"the range {exchange.FORMULAS} names more cells than decide writes")
    lost: list[tuple[str, int, int]] = []
    for sheet in dict.fromkeys([*grids, *due]):
        if sheet != runs.sheet:
            lost += _fill(book, sheet, grids.setdefault(sheet, Grid()), due.get(sheet, {}))
    return {name: table(where, grids[where.sheet]) for name, where in found.items()}, lost


def _fill(book: Any, sheet: str, grid: Grid, due: Mapping[int, list[int]]) -> list[tuple[str, int, int]]:  # noqa: ANN401 - as above
    """Read the boxes of one sheet, and nothing beyond them; where a formula is due and none stands."""
    if sheet not in book.sheetnames:
        raise Misshapen(f"the sheet {sheet} is gone")
    lost: list[tuple[str, int, int]] = []
    bottom = max([*due, *(one.bottom for one in grid.boxes)], default=0)
    right = max([*(max(columns) for columns in due.values()), *(one.right for one in grid.boxes)], default=0)
    if bottom * right > MOST_CELLS:
        raise Misshapen(f"the sheet {sheet} is larger than any that decide writes")
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
