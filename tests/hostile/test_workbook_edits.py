"""What hands, spreadsheets and time do to a workbook before it comes back, rows E07 to E14."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tests import workspaces
from tests.hostile.cases import WIDE, WRONG_USE, Case, snapshot
from tests.hostile.workbooks import (
    Plain,
    altered,
    imported,
    nothing_came,
    part_of,
    put,
    refused,
    repacked,
    type_into,
    typed,
    values,
)
from tests.workbook import back, rich
from tests.workbook.oracle import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.conftest import Run
    from tests.workbook.back import Edit

CASES: tuple[Case, ...] = ()
NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

GIT = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed: nothing is stale without commits")
EVEN = "weights/even.yaml"
ALPHA = "options/alpha.yaml"
EFFECT: tuple[str, str, str] = ("Weights", "effect", "swing:even")
PRICE: tuple[str, str, str] = ("Weights", "price", "swing:even")
CAPACITY: tuple[str, str, str] = ("Scores", "ferry", "performance:capacity")
DELAY: tuple[str, str, str] = ("Scores", "ferry", "performance:delay")
NOISE: tuple[str, str, str] = ("Scores", "ferry", "performance:noise")
LOOK: tuple[str, str, str] = ("Scores", "ferry", "performance:look")
RISK: tuple[str, str, str] = ("Scores", "ferry", "escalation_risk")
CREWS: tuple[str, str, str] = ("Scores", "ferry", "uses:crews")
SHARE: tuple[str, str, str] = ("Weights", "look", "swing:grouped")
BUDGET: tuple[str, str, str] = ("Portfolio", "budget:2027", "common")
OWN: tuple[str, str, str] = ("Portfolio", "crews", "own:grouped")
IN: tuple[str, str, str] = ("Portfolio", "ramps", "in")


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    return back.export(workspaces.write(folder / "workspace", {}), folder / "book.xlsx")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rich")
    return back.export(rich.write(folder / "workspace"), folder / "book.xlsx", "all")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return workspaces.write(tmp_path / "workspace", {})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return rich.write(tmp_path / "workspace")


def write_in(root: Path, run: Run, book: Path) -> dict[str, bytes]:
    """Import for real; the files that are others now."""
    before = snapshot(root)
    result = run("import", book, cwd=root, env=WIDE)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return {name: content for name, content in snapshot(root).items() if before.get(name) != content}


# E07


@pytest.fixture
def stale(small: Path, tmp_path: Path, run: Run) -> Path:
    """A workbook of the first commit; in the second, the weight of effect is another."""
    back.repository(small)
    assert run("export", tmp_path / "book.xlsx", cwd=small).returncode == 0
    (small / EVEN).write_text(workspaces.EVEN.replace("effect: 50", "effect: 60"), encoding="utf-8")
    back.commit(small)
    return tmp_path / "book.xlsx"


@GIT
def test_e07_stale_workbook_without_edits_takes_nothing_back(stale: Path, small: Path, run: Run) -> None:
    """It still says 50 where the file says 60 by now; nobody typed that."""
    assert nothing_came(imported(run, small, stale))
    assert write_in(small, run, stale) == {}


@GIT
def test_e07_stale_workbook_and_another_weight(stale: Path, small: Path, tmp_path: Path, run: Run) -> None:
    typed(stale, tmp_path / "edited.xlsx", (*PRICE, 80))
    due = workspaces.EVEN.replace("effect: 50, price: 50", "effect: 60, price: 80").encode()
    assert write_in(small, run, tmp_path / "edited.xlsx") == {EVEN: due}


@GIT
def test_e07_stale_workbook_and_the_same_weight(stale: Path, small: Path, tmp_path: Path, run: Run) -> None:
    """All three numbers are said, with both places; the edit that is in nobody's way is not written either."""
    (address, _) = typed(stale, tmp_path / "edited.xlsx", (*EFFECT, 70), (*PRICE, 80))
    says = (
        "error[edit-conflict]",
        f"{address} says 70, the file says 60; it was 50 in both",
        f"{EVEN}:3:19",
        "import again",
        "1 error; nothing was written",
    )
    refused(run, small, tmp_path / "edited.xlsx", says=says, count=1)


@GIT
def test_e07_stale_workbook_that_agrees(stale: Path, small: Path, tmp_path: Path, run: Run) -> None:
    (address,) = typed(stale, tmp_path / "edited.xlsx", (*EFFECT, 60))
    result = run("import", tmp_path / "edited.xlsx", cwd=small, env=WIDE)
    assert (result.returncode, result.stderr) == (0, "")
    assert f"The files say this already: {address}." in result.stdout
    assert (small / EVEN).read_text(encoding="utf-8") == workspaces.EVEN.replace("effect: 50", "effect: 60")


@GIT
def test_e07_every_conflict_is_listed(stale: Path, small: Path, tmp_path: Path, run: Run) -> None:
    (small / ALPHA).write_text(workspaces.ALPHA.replace("300", "350"), encoding="utf-8")
    score: Edit = ("Scores", "alpha", "performance:price", 0)
    addresses = typed(stale, tmp_path / "edited.xlsx", (*EFFECT, 70), score)
    says = [f"{addresses[0]} says 70, the file says 60", f"{addresses[1]} says 0, the file says 350", f"{ALPHA}:3:34"]
    refused(run, small, tmp_path / "edited.xlsx", says=says, count=2)


@GIT
@pytest.mark.parametrize("back_to", ["50", "60"])
def test_e07_set_back_by_hand(back_to: str, stale: Path, small: Path, tmp_path: Path, run: Run) -> None:
    """As the hint of a conflict says: the cell as the file is, or the file as it was."""
    (small / EVEN).write_text(workspaces.EVEN.replace("effect: 50", f"effect: {back_to}"), encoding="utf-8")
    typed(stale, tmp_path / "edited.xlsx", (*EFFECT, 70 if back_to == "50" else 60))
    found = imported(run, small, tmp_path / "edited.xlsx")
    assert [one["before"] for one in found["changes"]] == (["50"] if back_to == "50" else [])


@GIT
def test_e07_file_that_is_gone(stale: Path, small: Path, tmp_path: Path, run: Run) -> None:
    (small / "options" / "beta.yaml").unlink()
    (address,) = typed(stale, tmp_path / "edited.xlsx", ("Scores", "beta", "performance:effect", 41))
    says = ("error[edit-lost]", f"{address} says 41, but there is no options/beta.yaml")
    refused(run, small, tmp_path / "edited.xlsx", says=says, count=1)


@GIT
def test_e07_commit_that_nobody_has(stale: Path, small: Path, tmp_path: Path, run: Run) -> None:
    """In a copy without that history the workbook's own record of what was published is the base."""
    shutil.rmtree(small / ".git")
    typed(stale, tmp_path / "edited.xlsx", (*PRICE, 80))
    found = imported(run, small, tmp_path / "edited.xlsx")
    assert (found["compared_with"], [one["after"] for one in found["changes"]]) == ("workbook", ["80"])


# E08, E09, E10, E13: each book has every fault at once, and every one is said

TEXTS: tuple[tuple[Edit, str, str], ...] = (
    ((*CAPACITY, "21000,5"), "'21000,5' is text", "write the number 21000.5, not as text"),
    ((*DELAY, Plain("=1+1")), "'=1+1' is text", "or the word unknown; it was 11"),
    ((*NOISE, "x" * 30_000), f"'{'x' * 40}' is text", "or the word unknown; it was 58"),
    ((*RISK, "12%"), "'12%' is text", "it looks like a number, but is stored as text"),
    ((*CREWS, "unknown"), "'unknown' is text", "write a number; it was 6"),
    ((*SHARE, "1'000"), "'1'000' is text", "it looks like a number"),
    ((*BUDGET, "1 000"), "'1 000' is text", "it looks like a number"),
    ((*OWN, Plain("'40")), "''40' is text", ""),
    (("Scores", "ramps", "performance:delay", "\uff11\uff12"), "'\uff11\uff12' is text", "it was 9"),
    (("Scores", "ramps", "performance:noise", "a\u202eb"), "'a\\u202Eb' is text", "it was 61"),
    (("Scores", "ramps", "performance:title", "4\n5"), "'4\\u000A5' is text", "it was 4.5"),
)


def said_of(found: tuple[tuple[Edit, str, str], ...], addresses: list[str], between: str) -> list[str]:
    """Each address with what is said of it, and each hint."""
    lines = [f"{address}{between}{words}" for address, (_, words, _) in zip(addresses, found, strict=True)]
    return [*lines, *(hint for _, _, hint in found)]


def test_e08_text_in_a_number_cell(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    addresses = typed(book, tmp_path / "sent.xlsx", *(edit for edit, _, _ in TEXTS))
    assert addresses[0] == "Scores!C11"
    said = refused(run, root, tmp_path / "sent.xlsx", says=said_of(TEXTS, addresses, ": "), count=len(TEXTS))
    assert said.count("error[cell-is-text]") == len(TEXTS)
    assert f"{len(TEXTS)} errors; nothing was written" in said
    assert "\u202e" not in said


@pytest.mark.parametrize("written", ["unknown", "UNKNOWN", " Unknown "])
def test_e08_the_word_unknown_is_no_mistake(written: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    (address,) = typed(book, tmp_path / "sent.xlsx", (*DELAY, written))
    assert values(imported(run, root, tmp_path / "sent.xlsx")) == {address: "unknown"}


def test_e08_word_that_is_no_category(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    (address,) = typed(book, tmp_path / "sent.xlsx", (*LOOK, "fina"))
    says = ("error[unknown-category]", f"{address}: 'fina' is none of its categories", "did you mean 'fine'?")
    refused(run, root, tmp_path / "sent.xlsx", says=says, count=1)


AWKWARD = ("so, so", 'a "good" one', "=good", "@good", "#REF!", "it's: [fine]")
LONG = "not as good as what there was before but still good enough for us"


def judged(root: Path, words: tuple[str, ...]) -> Path:
    """A workspace with a scale of these words; there is an option for each of them, and each is bad as yet."""
    listed = ", ".join(f"'{word.replace(chr(39), chr(39) * 2)}'" for word in words)
    criterion = (
        f"  look:\n    title: Look\n    scale: {{unit: verdict, categories: [{listed}, bad]}}\n    status_quo: bad\n"
    )
    option = workspaces.ALPHA.replace("300}", "300, look: bad}")
    files: dict[str, str | None] = {f"options/o{number}.yaml": option for number in range(len(words))}
    files |= {ALPHA: None, "options/beta.yaml": None, "criteria.yaml": workspaces.CRITERIA + criterion}
    return workspaces.write(root, files | {EVEN: workspaces.EVEN.replace("price: 50", "price: 50, look: 50")})


@pytest.mark.parametrize("words", [AWKWARD, (LONG,)], ids=["awkward", "long"])
def test_e08_words_come_back_whole(words: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    """A category is any text; what comes back is that text, not the beginning of it."""
    root = judged(tmp_path / "workspace", words)
    book, sent, again = (tmp_path / f"{name}.xlsx" for name in ("book", "sent", "again"))
    assert run("export", book, cwd=root).returncode == 0
    options = [f"o{number}" for number in range(len(words))]
    edits = [("Scores", one, "performance:look", Plain(word)) for one, word in zip(options, words, strict=True)]
    addresses = typed(book, sent, *edits)
    assert values(imported(run, root, sent)) == dict(zip(addresses, words, strict=True))
    assert set(write_in(root, run, sent)) == {f"options/{one}.yaml" for one in options}
    assert run("export", again, cwd=root).returncode == 0
    sheet = opened(again)["Scores"]
    assert tuple(back.cell(sheet, one, "performance:look").value for one in options) == words


NO_NUMBERS: tuple[tuple[Edit, str, str], ...] = (
    ((*CAPACITY, True), " is TRUE", "write a number; it was 21000.5"),
    ((*DELAY, "#REF!"), " is the error #REF!", "it was 11"),
    ((*NOISE, "#DIV/0!"), " is the error #DIV/0!", "it was 58"),
    ((*LOOK, 7), ": '7' is none of its categories", "there is: ugly, plain, fine"),
    ((*SHARE, False), " is FALSE", "write a number; it was 20"),
    ((*BUDGET, "#N/A"), " is the error #N/A", "it was 100"),
)


def test_e08_flags_and_errors(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    addresses = typed(book, tmp_path / "sent.xlsx", *(edit for edit, _, _ in NO_NUMBERS))
    says = said_of(NO_NUMBERS, addresses, "")
    refused(run, root, tmp_path / "sent.xlsx", says=says, count=len(NO_NUMBERS))


NUMBERS: dict[str, tuple[str, ...]] = {
    "1e999": ("Scores!C11", "no finite number"),
    "-1E999": ("Scores!C11", "no finite number"),
    "1.0e300": ("Scores!C11",),
    "-1.5": ("Scores!C11", "error[off-scale]"),
    "1" * 400: ("sent.xlsx",),
    "NaN": ("sent.xlsx",),
    "0x10": ("sent.xlsx",),
}


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:8])
def test_e08_numbers_of_no_spreadsheet(number: str, small_book: Path, small: Path, tmp_path: Path, run: Run) -> None:
    """What another program may write where a number is due; where a cell is to blame, it is named."""

    def written(text: bytes) -> bytes:
        return re.sub(rb'(<c r="C11"[^>]*><v>)[^<]*', rb"\g<1>" + number.encode(), text)

    sent = repacked(small_book, tmp_path / "sent.xlsx", {part_of(small_book, "Scores"): written})
    before = snapshot(small)
    result = run("import", sent, cwd=small, env=WIDE)
    assert "Traceback" not in result.stderr, result.stderr
    assert result.returncode == (3 if NUMBERS[number][0] == "Scores!C11" else 2), result.stderr
    assert [fragment for fragment in NUMBERS[number] if fragment not in result.stderr] == [], result.stderr
    assert snapshot(small) == before


def test_e08_only_the_cell_to_blame_is_named(small_book: Path, small: Path, tmp_path: Path, run: Run) -> None:
    """Two edits of one line; the fault is in one of them."""
    edits = [("Scores", "alpha", f"performance:{name}", value) for name, value in (("effect", 70), ("price", 900))]
    _, wrong = typed(small_book, tmp_path / "sent.xlsx", *edits)
    says = ("error[off-scale]", "900 is off the scale of 'price'", f"(from {wrong})")
    refused(run, small, tmp_path / "sent.xlsx", says=says, count=1)


FORMULAS: tuple[tuple[Edit, str, str], ...] = (
    ((*CAPACITY, "=E3*2"), " is a formula", "write a number: formulas are not brought back"),
    ((*DELAY, "=11"), " is a formula", ""),
    ((*NOISE, ArrayFormula("E11", "=SUM(C11:D11)")), " is a formula", ""),
    ((*LOOK, '="fine"'), " is a formula", "write a word: formulas are not brought back"),
    ((*SHARE, "=20*1.1"), " is a formula", ""),
    ((*BUDGET, "=[1]Other!A1"), " is a formula", ""),
)


def test_e09_formula_in_an_input_cell(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    addresses = typed(book, tmp_path / "sent.xlsx", *(edit for edit, _, _ in FORMULAS))
    says = ["error[cell-is-formula]", *said_of(FORMULAS, addresses, "")]
    refused(run, root, tmp_path / "sent.xlsx", says=says, count=len(FORMULAS))


def test_e09_formula_in_the_portfolio(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """It is no fault where the portfolio is left aside."""
    (address,) = typed(book, tmp_path / "sent.xlsx", (*IN, "=1-0"))
    refused(run, root, tmp_path / "sent.xlsx", "--portfolio", says=(address, "is a formula"), count=1)
    assert imported(run, root, tmp_path / "sent.xlsx")["changes"] == []


BLANKS: tuple[tuple[Edit, str, str], ...] = (
    ((*CAPACITY, None), " is empty", "it was 21000.5"),
    ((*DELAY, ""), " is empty", "it was 11"),
    ((*LOOK, "   "), " is empty", "it was fine"),
    ((*RISK, "\u00a0"), " is empty", "it was 0.1"),
    ((*SHARE, None), " is empty", "it was 20"),
    ((*BUDGET, None), " is empty", "it was 100"),
    ((*OWN, "\t"), " is empty", "it was 40"),
)


def test_e10_blank_input(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """Empty is not zero, and not unknown."""
    addresses = typed(book, tmp_path / "sent.xlsx", *(edit for edit, _, _ in BLANKS))
    says = ["error[cell-is-empty]", *said_of(BLANKS, addresses, "")]
    refused(run, root, tmp_path / "sent.xlsx", says=says, count=len(BLANKS))


def test_e10_blank_in_the_portfolio(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    edits: tuple[Edit, ...] = ((*IN, None), ("Portfolio", "tunnel", "in", 2), ("Portfolio", "widen", "in", 0.5))
    addresses = typed(book, tmp_path / "sent.xlsx", *edits)
    says = (f"{addresses[0]}", "is empty", f"{addresses[1]}: 2 is neither 0 nor 1", f"{addresses[2]}: 0.5 is neither")
    refused(run, root, tmp_path / "sent.xlsx", "--portfolio", says=says, count=3)


DATES: tuple[tuple[Edit, str, str], ...] = (
    ((*CAPACITY, dt.date(2026, 2, 1)), " became a date", "write a number; it was 21000.5"),
    ((*DELAY, dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC).replace(tzinfo=None)), " became a date", "it was 11"),
    ((*NOISE, dt.time(5, 8)), " became a date", "it was 58"),
    ((*LOOK, dt.date(1899, 12, 31)), " became a date", "write a word; it was fine"),
    ((*SHARE, dt.timedelta(hours=20)), " became a date", "it was 20"),
)


def test_e13_date_mangled(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    addresses = typed(book, tmp_path / "sent.xlsx", *(edit for edit, _, _ in DATES))
    says = ["error[cell-is-date]", *said_of(DATES, addresses, "")]
    refused(run, root, tmp_path / "sent.xlsx", says=says, count=len(DATES))


@pytest.mark.parametrize("number", [1, -1, 1e300])
def test_e13_number_shown_as_a_date(number: float, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """The format of a date came with a cell that was pasted; what was meant nobody can say."""

    def pasted(found: Workbook) -> None:
        cell = back.cell(found["Scores"], "ferry", "performance:delay")
        cell.value, cell.number_format = number, "d-mmm"

    sent = altered(book, tmp_path / "sent.xlsx", pasted)
    refused(run, root, sent, says=("Scores!D11", "it was 11"), count=1)


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


# E14


def test_e14_noise_is_no_edit(tmp_path: Path, run: Run) -> None:
    """What spreadsheets add and drop beyond twelve digits; and numbers with more digits than a cell has."""
    alpha = workspaces.ALPHA.replace("effect: 80", "effect: 0.3").replace("300", "33.33333333333333333333")
    weights = workspaces.EVEN.replace("effect: 50, price: 50", "effect: 12.3456789012345678, price: 50")
    root = workspaces.write(tmp_path / "workspace", {ALPHA: alpha, EVEN: weights})
    assert run("export", tmp_path / "book.xlsx", cwd=root).returncode == 0
    assert nothing_came(imported(run, root, tmp_path / "book.xlsx"))
    edits: tuple[Edit, ...] = (
        ("Scores", "alpha", "performance:effect", 0.1 + 0.2),
        ("Scores", "alpha", "performance:price", 33.3333333333333),
        (*EFFECT, 12.3456789012346),
        (*PRICE, 49.99999999999999),
    )
    typed(tmp_path / "book.xlsx", tmp_path / "sent.xlsx", *edits)
    assert nothing_came(imported(run, root, tmp_path / "sent.xlsx"))


SHORTEST: dict[str, tuple[Callable[[], float], str]] = {
    "sum": (lambda: 0.1 + 0.2, "0.3"),
    "product": (lambda: 1.1 * 1.1, "1.21"),
    "whole": (lambda: 7.0, "7"),
    "third": (lambda: 1 / 3, "0.333333333333"),
    "tiny": (lambda: 5e-9, "0.000000005"),
    "minus-nothing": (lambda: -0.0, "0"),
}


@pytest.mark.parametrize("name", SHORTEST)
def test_e14_shortest_form(name: str, small_book: Path, small: Path, tmp_path: Path, run: Run) -> None:
    number, text = SHORTEST[name]
    typed(small_book, tmp_path / "sent.xlsx", ("Scores", "alpha", "performance:effect", number()))
    due = workspaces.ALPHA.replace("effect: 80", f"effect: {text}").encode()
    assert write_in(small, run, tmp_path / "sent.xlsx") == {ALPHA: due}


def test_e14_conflict_of_noise_is_none(small_book: Path, small: Path, tmp_path: Path, run: Run) -> None:
    """The file was changed to the same number, written otherwise."""
    (small / ALPHA).write_text(workspaces.ALPHA.replace("effect: 80", "effect: 0.30"), encoding="utf-8")
    (address,) = typed(small_book, tmp_path / "sent.xlsx", ("Scores", "alpha", "performance:effect", 0.1 + 0.2))
    found = imported(run, small, tmp_path / "sent.xlsx")
    assert ([one["cell"] for one in found["already"]], found["changes"]) == ([address], [])
