"""Workbooks in which rows or columns were moved, or cells typed over that are no inputs: rows E11 and E12."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.hostile.cases import WIDE, WRONG_USE, Case
from tests.hostile.workbooks import (
    CAPACITY,
    DELAY,
    Plain,
    altered,
    imported,
    put,
    refused,
    type_into,
    values,
)
from tests.workbook.oracle import opened

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.conftest import Run

CASES: tuple[Case, ...] = ()
NO_COUNTERPART: tuple[tuple[str, str], ...] = ()


# E11

FIRST, LAST = 11, 16  # rows of the options on the sheet Scores


def moved(sheet: Worksheet, order: list[int], first_column: int) -> None:
    """Sort rows of options, from one column on."""
    columns = range(first_column, sheet.max_column + 1)
    content = {row: [sheet.cell(row, column).value for column in columns] for row in order}
    for place, row in enumerate(order, FIRST):
        for column, value in zip(columns, content[row], strict=True):
            sheet.cell(place, column).value = value


def widened(found: Workbook, name: str, before: str, after: str) -> None:
    """As a spreadsheet moves the end of a name when a row or column comes or goes within it."""
    entry = found.defined_names[name]
    assert entry.attr_text.endswith(before)
    entry.attr_text = entry.attr_text.removesuffix(before) + after


ORDERS = {"backwards": [16, 15, 14, 13, 12, 11], "by-name": [14, 12, 11, 16, 13, 15]}


@pytest.mark.parametrize("order", ORDERS)
def test_e11_rows_sorted_with_their_ids(order: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """Values stay with their options, whatever their rows are now."""

    def change(found: Workbook) -> None:
        put(found, [(*DELAY, 10.5), ("Scores", "widen:small", "performance:look", "plain")])
        moved(found["Scores"], ORDERS[order], 1)

    found = imported(run, root, altered(book, tmp_path / "sent.xlsx", change))
    assert {(one["file"], one["line"], one["before"], one["after"]) for one in found["changes"]} == {
        ("options/ferry.yaml", 3, "11", "10.5"),
        ("options/widen.yaml", 18, "ugly", "plain"),
    }


@pytest.mark.parametrize("order", ORDERS)
def test_e11_sorting_is_no_typing_over_formulas(order: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """Nobody typed over a formula: no cell is named as if somebody had."""
    sent = altered(book, tmp_path / "sent.xlsx", lambda found: moved(found["Scores"], ORDERS[order], 1))
    found = imported(run, root, sent)
    assert found["changes"] == []
    assert [one for one in found["outside"] if re.match(r"Scores![A-Z]+[0-9]+", one)] == []


@pytest.mark.parametrize("order", ORDERS)
def test_e11_rows_sorted_without_their_ids(order: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    def change(found: Workbook) -> None:
        moved(found["Scores"], ORDERS[order], 2)

    sent = altered(book, tmp_path / "sent.xlsx", change)
    says = (
        "error[row-moved]",
        "' stands where '+Ferry' was",
        "sort rows with the hidden column A, or undo the sorting",
    )
    refused(run, root, sent, says=says)


def test_e11_two_weights_sorted_without_their_ids(small_book: Path, small: Path, tmp_path: Path, run: Run) -> None:
    def change(found: Workbook) -> None:
        sheet = found["Weights"]
        for column in (2, 3):
            one, other = sheet.cell(11, column), sheet.cell(12, column)
            one.value, other.value = other.value, one.value

    sent = altered(small_book, tmp_path / "sent.xlsx", change)
    says = ("Weights!B11: 'Price' stands where 'Effect' was", "Weights!B12: 'Effect' stands where 'Price' was")
    refused(run, small, sent, says=says, count=2)


def test_e11_row_inserted(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """A new option is a new file; the rows below it are still themselves."""

    def change(found: Workbook) -> None:
        put(found, [("Scores", "tunnel", "performance:delay", 1)])
        sheet = found["Scores"]
        sheet.insert_rows(13)
        sheet["B13"], sheet["C13"] = "Another ferry", 23_000
        widened(found, "Inputs_Scores", "$16", "$17")

    found = imported(run, root, altered(book, tmp_path / "sent.xlsx", change))
    assert values(found) == {"Scores!D15": "1"}
    assert "Scores, row 13: a row without an id; a new option is a new file" in found["outside"]
    assert [one for one in found["outside"] if one.startswith("Scores!")] == [], "what moved was not typed over"


def test_e11_row_with_an_id_of_its_own(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    def change(found: Workbook) -> None:
        sheet = found["Scores"]
        sheet.insert_rows(13)
        sheet["A13"], sheet["B13"], sheet["C13"] = "bridge", "Another bridge", 23_000
        widened(found, "Inputs_Scores", "$16", "$17")

    found = imported(run, root, altered(book, tmp_path / "sent.xlsx", change))
    assert found["changes"] == []
    assert "Scores, row 13: nothing of the id 'bridge' was exported" in found["outside"]


def test_e11_row_copied(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """The same id twice: which of them is meant nobody can say."""

    def change(found: Workbook) -> None:
        sheet = found["Scores"]
        sheet.insert_rows(13)
        for column in range(1, sheet.max_column + 1):
            sheet.cell(13, column).value = sheet.cell(12, column).value
        sheet["D13"] = 7
        widened(found, "Inputs_Scores", "$16", "$17")

    sent = altered(book, tmp_path / "sent.xlsx", change)
    says = ("error[row-twice]", "Scores: 'ramps' stands twice, in rows 12 and 13", "keep one of them")
    refused(run, root, sent, says=says, count=1)


def test_e11_row_deleted(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """Nothing is taken from the files; it is said, and other rows come back."""

    def change(found: Workbook) -> None:
        put(found, [("Scores", "tunnel", "performance:delay", 1)])
        found["Scores"].delete_rows(12)
        widened(found, "Inputs_Scores", "$16", "$15")

    found = imported(run, root, altered(book, tmp_path / "sent.xlsx", change))
    assert values(found) == {"Scores!D13": "1"}
    assert "Scores: the row of 'ramps' is gone" in found["outside"]


def test_e11_weight_deleted(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    def change(found: Workbook) -> None:
        found["Weights"].delete_rows(20)
        widened(found, "Inputs_Weights", "$20", "$19")

    found = imported(run, root, altered(book, tmp_path / "sent.xlsx", change))
    assert found["changes"] == []
    assert "Weights: the row of 'escalation_risk' is gone" in found["outside"]


def test_e11_columns_moved_with_their_keys(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    def change(found: Workbook) -> None:
        put(found, [(*CAPACITY, 21_111)])
        sheet = found["Scores"]
        for row in range(4, LAST + 1):
            one, other = sheet.cell(row, 3), sheet.cell(row, 4)
            one.value, other.value = other.value, one.value

    found = imported(run, root, altered(book, tmp_path / "sent.xlsx", change))
    assert values(found) == {"Scores!D11": "21111"}
    assert found["changes"][0]["title"] == "+Ferry, Capacity"


def test_e11_column_copied_with_its_key(small_book: Path, small: Path, tmp_path: Path, run: Run) -> None:
    """As with rows: which of two columns of one key is meant nobody can say."""

    def change(found: Workbook) -> None:
        sheet = found["Scores"]
        sheet.insert_cols(4)
        for row in range(8, 13):
            sheet.cell(row, 4).value = sheet.cell(row, 3).value
        sheet["D11"] = 99
        widened(found, "Inputs_Scores", "$F$12", "$G$12")

    refused(run, small, altered(small_book, tmp_path / "sent.xlsx", change), says=("Scores", "twice"), code=WRONG_USE)


def test_e11_column_deleted(small_book: Path, small: Path, tmp_path: Path, run: Run) -> None:
    """As with rows: nothing is taken from the files, and it is said."""

    def change(found: Workbook) -> None:
        found["Scores"].delete_cols(3)
        widened(found, "Inputs_Scores", "$F$12", "$E$12")

    found = imported(run, small, altered(small_book, tmp_path / "sent.xlsx", change))
    assert found["changes"] == []
    assert [one for one in found["outside"] if "gone" in one] != []


# E12

LOCKED: dict[str, object] = {
    "Ranking!D10": 99,
    "Ranking!B10": Plain("1"),
    "Values!D12": 3,
    "Portfolio!C4": 50,
    "Portfolio!D11": 3.5,
    "Compare!C10": None,
    "Weights!E12": 0.5,
    "Scores!K11": 25.5,
    "Checks!C4": Plain("ok"),
}
TITLES: dict[str, object] = {"Scores!B11": "A better ferry", "Weights!B12": "Room"}
READ_FROM_ELSEWHERE: dict[str, object] = {"Scores!I11": 4, "Scores!C16": 26_000.0, "Scores!E16": 60}


def test_e12_edited_locked_cell(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """Each is named, none is imported, and what was typed into an input is."""

    def change(found: Workbook) -> None:
        for address, value in (LOCKED | TITLES).items():
            type_into(found, address, value)
        put(found, [(*DELAY, 10.5)])

    sent = altered(book, tmp_path / "sent.xlsx", change)
    found = imported(run, root, sent)
    assert values(found) == {"Scores!D11": "10.5"}
    assert sorted(found["outside"]) == sorted({*LOCKED, *TITLES})
    result = run("import", sent, "--dry-run", cwd=root, env=WIDE)
    assert (result.returncode, result.stderr) == (0, "")
    line = next(line for line in result.stdout.splitlines() if line.startswith("Changed outside the input cells"))
    assert [address for address in LOCKED | TITLES if address not in line] == []
    assert "not imported" in line


def test_e12_each_cell_is_named_once(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """In the column of a score, cells that only repeat another one are formulas as well as inputs of other rows."""

    def change(found: Workbook) -> None:
        for address, value in READ_FROM_ELSEWHERE.items():
            type_into(found, address, value)

    found = imported(run, root, altered(book, tmp_path / "sent.xlsx", change))
    assert sorted(found["outside"]) == ["Scores!E16", "Scores!I11"]


def test_e12_what_may_be_typed_comes_back(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """The other way round: every number in a yellow cell, changed a little, finds its line."""
    found = opened(book, formulas=True)
    due: dict[str, float] = {}
    for name in ("Weights", "Scores", "Portfolio"):
        for row in found[name].iter_rows(min_row=10):
            for cell in row:
                if not cell.protection.locked and isinstance(cell.value, int | float) and cell.value not in {0, 1}:
                    cell.value *= 1.001 if found[name].cell(8, cell.column).value == "performance:noise" else 0.999
                    due[f"{name}!{cell.coordinate}"] = cell.value
    found.save(tmp_path / "sent.xlsx")
    assert len(due) > 40
    assert {cell: float(text) for cell, text in values(imported(run, root, tmp_path / "sent.xlsx")).items()} == (
        pytest.approx(due)
    )
