"""A workbook of ours, as it came back: its stamp, and what differs from what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from decide.errors import WrongUse, visible
from decide.model import exchange
from decide.model.returned import Returned
from decide.workspace.workbook.comparison import Comparison
from decide.workspace.workbook.guard import read_guarded
from decide.workspace.workbook.opening import HINT, open_workbook, plain
from decide.workspace.workbook.ranges import Misshapen
from decide.workspace.workbook.toggles import toggles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from decide.workspace.workbook.opening import Opened


def read_workbook(path: Path) -> Returned:
    """What a workbook holds.

    Raises
    ------
    WrongUse : no workbook, not safe to open, not exported by decide, by a newer decide, or with a range missing
    """
    data = read_guarded(path)
    try:
        return _returned(open_workbook(data, path.name), path.name)
    except Misshapen as error:
        raise WrongUse(f"{path.name}: {error}", HINT) from None
    except WrongUse:
        raise
    except Exception as error:  # noqa: BLE001 - what comes by mail can be damaged in any way
        raise WrongUse(f"{path.name} is a damaged workbook: {error}", HINT) from None


def _returned(opened: Opened, name: str) -> Returned:
    found, tables = Comparison(name), opened.tables
    for table in (exchange.WEIGHTS, exchange.SCORES, exchange.LIMITS):
        was = exchange.PUBLISHED[table]
        if table in tables and was in tables:
            found.compare(table, tables[table], tables[was])
    chosen = toggles(tables[exchange.PORTFOLIO], tables[exchange.WAS_SCORES], opened.profiles[0], name)
    outside = (*found.outside, *chosen.outside, *_typed_over(opened, found.moved | chosen.moved))
    return Returned(
        name=plain(name),
        stamp=opened.stamp,
        profiles=opened.profiles,
        edits=tuple(found.edits),
        toggles=tuple(chosen.edits),
        inputs=found.inputs,
        outside=tuple(dict.fromkeys(map(visible, outside))),
        faults=tuple(found.faults),
        toggle_faults=tuple(chosen.faults),
    )


def _typed_over(opened: Opened, moved: set[str]) -> Iterator[str]:
    """Cells that lost their formulas; of sheets where rows moved, that nobody can say which."""
    for sheet, row, column in opened.lost:
        if sheet not in moved:
            yield f"{sheet}!{get_column_letter(column)}{row}"
    for sheet in sorted(moved & {sheet for sheet, _, _ in opened.lost}):
        yield f"{sheet}: rows or columns were moved, and formulas do not stand where they stood"
