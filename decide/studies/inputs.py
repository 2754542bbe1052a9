"""The inputs of a workbook as text, for `git diff`: git cannot compare workbooks, but what they hold."""

from __future__ import annotations

from pathlib import Path

from decide.model import exchange
from decide.workspace.workbook.content import shown
from decide.workspace.workbook.read import read_workbook

_TABLES = {exchange.WEIGHTS: "weights", exchange.SCORES: "scores", exchange.LIMITS: "limits"}


def inputs(file: str | Path) -> str:
    """One line an input, in the order of the sheets, and the portfolio as it is changed.

    Parameters
    ----------
    file : a workbook that `export` wrote

    Raises
    ------
    WrongUse : no workbook of decide's, or not safe to open
    """
    found = read_workbook(Path(file))
    lines = [f"profiles: {', '.join(found.profiles)}"]
    for (table, row, column), value in found.inputs.items():
        lines.append(f"{_TABLES.get(table, table)}: {row}, {column}: {shown(value)}")
    lines += [f"portfolio: {edit.title}: {shown(edit.after)}" for edit in found.toggles]
    lines += [f"not readable: {issue.message}" for issue in found.faults]
    return "".join(f"{line}\n" for line in lines)
