"""What was put into the portfolio of a workbook, or taken out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model import exchange
from decide.model.returned import CellEdit
from decide.workspace.workbook.comparison import Comparison
from decide.workspace.workbook.content import NotAnInput, read_input, same, shown
from decide.workspace.workbook.opening import plain

if TYPE_CHECKING:
    from decide.workspace.workbook.ranges import Table


def toggles(now: Table, was: Table, profile: str, name: str) -> Comparison:
    """Edits of the column of 0 and 1, against the portfolio of the profile that the workbook opened with."""
    found = Comparison(name)
    key, was_key = exchange.IN, f"{exchange.IN}:{profile}"
    if key not in now.columns or was_key not in was.columns:
        return found
    for row, (line, *_) in was.rows.items():
        here = found.row_now(now, was, row)
        if here is None:
            continue
        before, address = was.value(line, was_key), now.address(here, key)
        try:
            after = read_input(now.cell(here, key), exchange.NUMBER, before)
        except NotAnInput as error:
            found.unreadable(address, error)
            continue
        if after not in {0, 1}:
            found.fault("not-0-or-1", f"{address}: {shown(after)} is neither 0 nor 1", "1 in, 0 out")
        elif not same(after, before):
            title = plain(now.text(here, exchange.TITLE))
            found.edits.append(CellEdit(address, (exchange.PORTFOLIO, row, key), title, before, after))
    return found
