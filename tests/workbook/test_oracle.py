"""Every cell, recalculated from scratch, is what Python says; and an edited cell comes out as an edited file does."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
import yaml

import decide
from tests.workbook import rich
from tests.workbook.back import cell, edited, export
from tests.workbook.oracle import cells, differences, opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.workbook.back import Edit
    from tests.workbook.oracle import Office

CHANGED = "CHANGED"


def test_the_oracle_is_alive(libre: Office, tmp_path: Path) -> None:
    """A wrong number stored in a cell does not survive."""
    with xlsxwriter.Workbook(tmp_path / "poisoned.xlsx") as book:
        book.add_worksheet("Sheet").write_formula("A1", "=2+3", None, 999)
    assert cells(tmp_path / "poisoned.xlsx")["Sheet"]["A1"] == 999
    (tmp_path / "out").mkdir()
    (found,) = libre.recalculated([tmp_path / "poisoned.xlsx"], tmp_path / "out")
    assert found["Sheet"]["A1"] == 5
    assert differences(cells(tmp_path / "poisoned.xlsx"), found) == ["Sheet!A1: 999, recalculated 5"]


def test_every_cell_of_the_shipped_case(libre: Office, case: Path, tmp_path: Path) -> None:
    """All ten profiles, each in a workbook, and all in one."""
    profiles = sorted(path.stem for path in (case / "weights").glob("*.yaml"))
    assert len(profiles) == 10
    books = [export(case, tmp_path / f"{name}.xlsx", name) for name in (*profiles, "all")]
    (tmp_path / "out").mkdir()
    for book, found in zip(books, libre.recalculated(books, tmp_path / "out"), strict=True):
        assert differences(cells(book), found) == [], book.name
        assert found["About"]["C4"] == "ok"
        assert {found["Ranking"][f"S{row}"] for row in range(10, 35)} == {"ok"}


def test_every_cell_where_everything_occurs(libre: Office, tmp_path: Path) -> None:
    root = rich.write(tmp_path / "workspace")
    bare = rich.write(tmp_path / "bare", {"portfolio.yaml": None, "weights/grouped.yaml": rich.FLAT})
    (bare / "portfolio.yaml").unlink(missing_ok=True)
    (bare / "weights" / "flat.yaml").unlink()
    for path in (bare / "options").glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").partition("uses:")[0], encoding="utf-8")
    books = [export(root, tmp_path / f"{name}.xlsx", name) for name in ("grouped", "flat", "all")]
    books.append(export(bare, tmp_path / "bare.xlsx", "grouped"))
    (tmp_path / "out").mkdir()
    for book, found in zip(books, libre.recalculated(books, tmp_path / "out"), strict=True):
        assert differences(cells(book), found) == [], book.name
        errors = [value for sheet in found.values() for value in sheet.values() if str(value).startswith(("#", "Err:"))]
        assert errors == [], book.name


def _edited(book: Path, name: str, *edits: Edit) -> Path:
    """A copy with some yellow cells changed."""
    sheets = opened(book)
    for sheet, row, key, _ in edits:
        assert not cell(sheets[sheet], row, key).protection.locked, f"{sheet}: {row}, {key} is no input"
    return edited(book, name, *edits)


def _changed(root: Path, to: Path, file: str, keys: Sequence[tuple[str, ...]], value: object) -> Path:
    """A copy of a workspace in which one file says something else at some places."""
    shutil.copytree(root, to, ignore=shutil.ignore_patterns(".*", "tests", "decide", "docs", "benchmarks", "reports"))
    content = yaml.safe_load((to / file).read_text(encoding="utf-8"))
    for *way, last in keys:
        node = content
        for key in way:
            node = node[key]
        node[last] = value
    (to / file).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return to


def _ranking(found: Mapping[str, object]) -> list[tuple[str, str, float]]:
    """Rank, title and score of each line of the sheet Ranking."""
    rows = sorted(int(address[1:]) for address in found if address[0] == "B" and address[1:].isdigit())
    return [(str(found[f"B{row}"]), str(found[f"C{row}"]), float(str(found[f"D{row}"]))) for row in rows if row >= 10]


def _expected(root: Path, profile: str) -> list[tuple[str, str, float]]:
    lines = decide.rank(root, profile).options
    return [(f"{line.rank}{'=' if line.tied else ''}", line.option.title, line.score) for line in lines]


WEIGHTS = "weights/hawkish.yaml"
EDITS: dict[str, tuple[tuple[str, str, str, object], str, list[tuple[str, ...]]]] = {
    "weight": (
        ("Weights", "sanctions-integrity", "swing:hawkish", 5),
        WEIGHTS,
        [("weights", "sanctions-integrity")],
    ),
    "nothing": (("Weights", "autonomy", "swing:hawkish", 0), WEIGHTS, [("weights", "autonomy")]),
    "score": (
        ("Scores", "rule-of-law", "performance:trade", 99),
        "options/rule-of-law.yaml",
        [("performance", "trade", "high"), ("performance", "trade", "best")],
    ),
    "risk": (
        ("Scores", "export-routes", "escalation_risk", 0.01),
        "options/export-routes.yaml",
        [("escalation_risk", "low"), ("escalation_risk", "best")],
    ),
}


def test_an_edited_weight_score_or_risk_gives_the_ranking_of_files_edited_alike(
    libre: Office, case: Path, tmp_path: Path
) -> None:
    book = export(case, tmp_path / "hawkish.xlsx", "hawkish")
    books, roots = [], []
    for name, (edit, file, keys) in EDITS.items():
        books.append(_edited(book, f"{name}.xlsx", edit))
        root = _changed(case, tmp_path / name, file, keys, edit[-1])
        roots.append(root)
    (tmp_path / "out").mkdir()
    for name, root, found in zip(EDITS, roots, libre.recalculated(books, tmp_path / "out"), strict=True):
        expected = _expected(root, "hawkish")
        assert expected != _expected(case, "hawkish"), name
        assert _ranking(found["Ranking"]) == [(*line[:2], pytest.approx(line[2], abs=1e-9)) for line in expected], name
        assert found["About"]["C4"] == CHANGED, name
        assert CHANGED in {found["Ranking"][f"S{row}"] for row in range(10, 35)}, name


def test_a_toggled_option_gives_the_sums_of_that_portfolio(libre: Office, case: Path, tmp_path: Path) -> None:
    """Taking one option out and another in: value, cost and risk as decide has them; a broken limit is named."""
    book = export(case, tmp_path / "hawkish.xlsx", "hawkish")
    best = decide.portfolio(case, "hawkish").best
    assert best is not None
    leaves, enters = "un-standing", "export-routes"
    edits = (("Portfolio", leaves, "in", 0), ("Portfolio", enters, "in", 1))
    (tmp_path / "out").mkdir()
    (found,) = libre.recalculated([_edited(book, "toggled.xlsx", *edits)], tmp_path / "out")
    chosen = {*best.options, enters} - {leaves}
    every = {option.id for option in decide.rank(case, "hawkish").problem.options if not option.baseline}
    limits = {"budget": 100_000, "escalation_risk": 0.999}  # limits that allow it; what is limited counts in no value
    same = decide.portfolio(case, "hawkish", limits=limits, must=chosen, must_not=every - chosen, top=1).best
    assert same is not None
    sheet = found["Portfolio"]
    assert sheet["C4"] == pytest.approx(same.value)
    assert sheet["C5"] == pytest.approx(float(same.cost))
    assert sheet["C6"] == pytest.approx(same.escalation_risk)
    assert (sheet["C7"], sheet["G7"], found["About"]["C4"]) == ("BROKEN", CHANGED, "LOOK")


def test_the_profile_shown_can_be_chosen(libre: Office, case: Path, tmp_path: Path) -> None:
    book = export(case, tmp_path / "all.xlsx", "all")
    found = opened(book, formulas=True)
    found["Weights"]["C4"].value = "dovish"
    found.save(tmp_path / "dovish.xlsx")
    (tmp_path / "out").mkdir()
    (shown,) = libre.recalculated([tmp_path / "dovish.xlsx"], tmp_path / "out")
    expected = _expected(case, "dovish")
    assert _ranking(shown["Ranking"]) == [(*line[:2], pytest.approx(line[2], abs=1e-9)) for line in expected]
    assert {shown["Ranking"][f"S{row}"] for row in range(10, 35)} == {"ok"}
