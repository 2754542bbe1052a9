"""LibreOffice as the judge: it recalculates a workbook from scratch, whatever numbers are stored in it."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    Sheets = Mapping[str, Mapping[str, object]]

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
_PATIENCE = 240
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
CLOSE = 1e-9


@dataclass(frozen=True)
class Office:
    """A LibreOffice with a profile of its own, which recalculates everything it opens."""

    profile: Path

    def recalculated(self, books: Sequence[Path], folder: Path) -> list[Sheets]:
        """Every cell of every sheet of some workbooks, after recalculation."""
        return [cells(path) for path in self.saved(books, folder)]

    def saved(self, books: Sequence[Path], folder: Path) -> list[Path]:
        """Some workbooks as LibreOffice saves them."""
        return self._converted(books, folder, "xlsx")

    def printed(self, book: Path, folder: Path) -> Path:
        """A workbook as LibreOffice prints it: a PDF."""
        return self._converted([book], folder, "pdf")[0]

    def _converted(self, books: Sequence[Path], folder: Path, suffix: str) -> list[Path]:
        command = [
            str(PROGRAM),
            f"-env:UserInstallation={self.profile.as_uri()}",
            *("--headless", "--norestore", "--convert-to", suffix, "--outdir", str(folder), *map(str, books)),
        ]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=_PATIENCE, check=False)
        found = [folder / book.with_suffix(f".{suffix}").name for book in books]
        assert all(path.exists() for path in found), done.stdout + done.stderr
        return found


def office(folder: Path) -> Office:
    """LibreOffice; the test is skipped where it is not installed, but never in CI."""
    if PROGRAM is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed: nothing else recalculates a workbook")
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    return Office(folder)


def opened(book: Path, *, formulas: bool = False) -> openpyxl.Workbook:
    """A workbook as a reader sees it that calculates nothing; with its formulas, to be changed and saved."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of decorations that openpyxl does not know
        return openpyxl.load_workbook(book, data_only=not formulas)


def cells(book: Path) -> Sheets:
    """What is stored in every cell of a workbook, by sheet and address; nothing is calculated."""
    found = opened(book)
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in found.worksheets
    }


def differences(one: Sheets, other: Sheets) -> list[str]:
    """Cells that two workbooks do not agree on."""
    found = [f"sheet {name}" for name in one.keys() ^ other.keys()]
    for name in one.keys() & other.keys():
        for address in sorted(one[name].keys() | other[name].keys()):
            left, right = one[name].get(address), other[name].get(address)
            if not _same(left, right):
                found.append(f"{name}!{address}: {left!r}, recalculated {right!r}")
    return found


def _same(one: object, other: object) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
    return one == other
