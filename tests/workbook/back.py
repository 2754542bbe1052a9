"""Workbooks on their way back: exported, edited by the hidden ids of rows and columns, and imported."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from decide.studies.export import workbook
from decide.studies.export_file import save
from tests.workbook.oracle import opened

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Edit = tuple[str, str, str, object]  # sheet, id of the row, key of the column, value
WEIGHT: Edit = ("Weights", "effect", "swing:even", 70)
SCORE: Edit = ("Scores", "alpha", "performance:price", 310)


def export(root: Path, path: Path, *weights: str) -> Path:
    save(workbook(root, weights), path)
    return path


def edited(book: Path, name: str, *edits: Edit) -> Path:
    """A copy with some cells changed."""
    found = opened(book, formulas=True)
    for sheet, row, column, value in edits:
        cell(found[sheet], row, column).value = value
    found.save(book.with_name(name))
    return book.with_name(name)


def cell(sheet: Worksheet, row_id: str, key: str) -> Cell:
    """A cell by the hidden ids of its row and column, in whichever table of the sheet has them."""
    heads = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "id"]
    for head, below in zip(heads, [*heads[1:], sheet.max_row + 1], strict=True):
        columns = {sheet.cell(head, column).value: column for column in range(1, sheet.max_column + 1)}
        rows = {sheet.cell(row, 1).value: row for row in range(head + 2, below)}
        if row_id in rows and key in columns:
            return sheet.cell(rows[row_id], columns[key])
    raise KeyError(row_id, key)


def git(root: Path, *arguments: str) -> str:
    """What git says, with a name of its own and nothing of the machine's settings."""
    command = ["git", "-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "core.autocrlf=false"]
    return subprocess.run(
        [*command, *arguments], cwd=root, capture_output=True, check=True, encoding="utf-8"
    ).stdout.strip()


def repository(root: Path) -> str:
    """Put a folder under git and commit all of it; the commit."""
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "config", "user.name", "Tester")
    git(root, "config", "user.email", "tester@example.org")
    return commit(root)


def commit(root: Path) -> str:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "as it is")
    return git(root, "rev-parse", "HEAD")


def changed_lines(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """Lines that differ, by their places; both have the same number of lines."""
    old, new = (text.decode().split("\n") for text in (before, after))
    assert len(old) == len(new)
    return [(one, other) for one, other in zip(old, new, strict=True) if one != other]
