"""What hands, spreadsheets and time do to a workbook before it comes back, rows E07 to E10, E13 and E14."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tests import workspaces
from tests.hostile.cases import WIDE, Case, snapshot
from tests.hostile.workbooks import (
    CAPACITY,
    DELAY,
    Plain,
    altered,
    imported,
    nothing_came,
    part_of,
    refused,
    repacked,
    typed,
    values,
    write_in,
)
from tests.workbook import back
from tests.workbook.oracle import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

    from tests.conftest import Run
    from tests.workbook.back import Edit

CASES: tuple[Case, ...] = ()
NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

GIT = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed: nothing is stale without commits")
EVEN = "weights/even.yaml"
ALPHA = "options/alpha.yaml"
EFFECT: tuple[str, str, str] = ("Weights", "effect", "swing:even")
PRICE: tuple[str, str, str] = ("Weights", "price", "swing:even")
NOISE: tuple[str, str, str] = ("Scores", "ferry", "performance:noise")
LOOK: tuple[str, str, str] = ("Scores", "ferry", "performance:look")
RISK: tuple[str, str, str] = ("Scores", "ferry", "escalation_risk")
CREWS: tuple[str, str, str] = ("Scores", "ferry", "uses:crews")
SHARE: tuple[str, str, str] = ("Weights", "look", "swing:grouped")
BUDGET: tuple[str, str, str] = ("Portfolio", "budget:2027", "common")
OWN: tuple[str, str, str] = ("Portfolio", "crews", "own:grouped")
IN: tuple[str, str, str] = ("Portfolio", "ramps", "in")


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
