"""What a reader finds who calculates nothing, and one who knows the functions of old only, rows E15 to E19."""

from __future__ import annotations

import json
import math
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests import workspaces
from tests.hostile.cases import Case, ranking
from tests.workbook import rich
from tests.workbook.back import cell as at
from tests.workbook.oracle import opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.conftest import Run

CASES: tuple[Case, ...] = ()
NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

BETA = "options/beta.yaml"
PRICE = "price:\n    title: Price\n    scale: {unit: USD, worst: 500, best: 0}"
WORKSPACES: Mapping[str, Mapping[str, str | None]] = {
    "rich": dict(rich.FILES),
    "tied": dict(workspaces.SMALL),
    "all-tied": dict(workspaces.SMALL)
    | {BETA: workspaces.ALPHA, "options/gamma.yaml": workspaces.ALPHA, "options/delta.yaml": workspaces.ALPHA},
    "one-option": {name: text for name, text in workspaces.SMALL.items() if name != BETA},
    "unknown": dict(workspaces.SMALL)
    | {BETA: workspaces.BETA.replace("40", "unknown"), "options/alpha.yaml": workspaces.ALPHA.replace("80", "unknown")},
    "no-weight": dict(workspaces.SMALL) | {"weights/even.yaml": workspaces.EVEN.replace("effect: 50", "effect: 0")},
    "on-the-ends": dict(workspaces.SMALL)
    | {BETA: workspaces.BETA.replace("40", "0").replace("100}", "500}")}
    | {"options/alpha.yaml": workspaces.ALPHA.replace("80", "100").replace("300", "0")},
    "fine-scale": dict(workspaces.SMALL)
    | {"criteria.yaml": workspaces.CRITERIA.replace(PRICE, PRICE.replace("500", "1e-9"))}
    | {"options/alpha.yaml": workspaces.ALPHA.replace("300", "1e-10"), BETA: workspaces.BETA.replace("100", "3e-10")},
    "certain-risk": dict(workspaces.SMALL) | {BETA: workspaces.BETA + "cost: 1000000000\nescalation_risk: 0.999999\n"},
}
# Of Excel 2003 and LibreOffice alike; what came later needs a prefix in the file.
OLD = {
    *("ABS", "AND", "CHOOSE", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "EXACT", "EXP", "FALSE", "HLOOKUP", "IF"),
    *("INDEX", "INT", "ISBLANK", "ISERROR", "ISNA", "ISNUMBER", "ISTEXT", "LARGE", "LEN", "LN", "LOOKUP", "MATCH"),
    *("MAX", "MIN", "MOD", "N", "NOT", "OR", "RANK", "ROUND", "ROUNDDOWN", "ROUNDUP", "SIGN", "SMALL", "SQRT", "SUM"),
    *("SUMIF", "SUMPRODUCT", "T", "TEXT", "TRIM", "TRUE", "VALUE", "VLOOKUP"),
}
KEYS, FIRST = 8, 10  # rows of the keys of columns, and of what is first
BOARD = ("title", "score", "was_score", "was_rank", "check")
RULES = {"f", "formula", "formula1", "formula2", "definedName"}


@pytest.fixture(scope="module", params=WORKSPACES)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, program: Path) -> Path:
    """The folder of a workspace with its workbook."""
    root = workspaces.write(tmp_path_factory.mktemp("workspace"), WORKSPACES[request.param], base={})
    result = subprocess.run([program, "export", "all.xlsx", "-w", "all"], cwd=root, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
    return root


def cells_of(found: Workbook) -> Iterator[tuple[str, Cell]]:
    for sheet in found.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield f"{sheet.title}!{cell.coordinate}", cell


def shown(found: Workbook) -> str:
    """The profile that a workbook opens with."""
    return str(found["Weights"]["C4"].value)


def column_of(sheet: Worksheet, key: str) -> int:
    return next(column for column in range(1, sheet.max_column + 1) if sheet.cell(KEYS, column).value == key)


def test_e15_no_cached_values(exported: Path) -> None:
    """Every formula has its value beside it."""
    written = cells_of(opened(exported / "all.xlsx", formulas=True))
    formulas = [where for where, cell in written if cell.data_type == "f"]
    stored = {where for where, cell in cells_of(opened(exported / "all.xlsx")) if cell.value != ""}
    assert len(formulas) > 50
    assert [where for where in formulas if where not in stored] == []


def test_e16_zero_cached_values(exported: Path, run: Run) -> None:
    """The stored values are Python's, not zeros: scores and ranks as `rank` has them, in its order."""
    found = opened(exported / "all.xlsx")
    lines = ranking(exported, run, "--weights", shown(found))["ranking"]
    for row, line in enumerate(lines, FIRST):
        written = {key: at(found["Values"], line["option"], key).value for key in ("title", "score", "rank")}
        board = {key: found["Ranking"].cell(row, column_of(found["Ranking"], key)).value for key in BOARD}
        assert written["rank"] == line["rank"]
        assert [written["score"], board["score"], board["was_score"]] == pytest.approx([line["score"]] * 3, abs=1e-8)
        assert (board["title"], board["check"], board["was_rank"]) == (written["title"], "ok", line["rank"])
    assert found["Ranking"].max_row == FIRST + len(lines) - 1


def test_e17_functions_that_every_spreadsheet_knows(exported: Path) -> None:
    """In cells, in rules for colours and inputs, and in names; no later function, and no error stored."""
    used: set[str] = set()
    with zipfile.ZipFile(exported / "all.xlsx") as archive:
        for name in archive.namelist():
            if name.startswith(("xl/worksheets/sheet", "xl/workbook")):
                part = archive.read(name)
                assert b"_xlfn" not in part
                assert b"_xlws" not in part
                for rule in ET.fromstring(part).iter():  # noqa: S314 - our own
                    if rule.tag.rpartition("}")[2] in RULES:
                        bare = re.sub(r'"[^"]*"', "", rule.text or "")
                        used |= set(re.findall(r"([A-Za-z_][A-Za-z0-9_.]*)\(", bare))
                        assert "#" not in bare, rule.text
    assert used >= {"SUM", "INDEX", "MATCH"}
    assert used <= OLD, used - OLD
    found = opened(exported / "all.xlsx")
    wrong = [where for where, cell in cells_of(found) if str(cell.value).startswith("#")]
    assert wrong == []


def test_e18_ties_have_places_of_their_own(exported: Path, run: Run) -> None:
    """Places are 1, 2, 3 and so on, ranks may be shared, and every option is there once."""
    found = opened(exported / "all.xlsx")
    lines = ranking(exported, run, "--weights", shown(found))["ranking"]
    places = [at(found["Values"], line["option"], "order").value for line in lines]
    assert sorted(places) == list(range(1, len(lines) + 1))
    board = found["Ranking"]
    rows = range(FIRST, FIRST + len(lines))
    assert [board.cell(row, column_of(board, "place")).value for row in rows] == sorted(places)
    marks = [f"{line['rank']}{'=' if line['tied'] else ''}" for line in lines]
    assert [str(board.cell(row, column_of(board, "rank")).value) for row in rows] == marks
    titles = [at(found["Values"], line["option"], "title").value for line in lines]
    assert sorted(str(board.cell(row, column_of(board, "title")).value) for row in rows) == sorted(titles)


def test_e19_every_number_is_finite(exported: Path, run: Run) -> None:
    """Nothing is NaN or infinite, and no number was left out because it was."""
    with zipfile.ZipFile(exported / "all.xlsx") as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                sheet = ET.fromstring(archive.read(name))  # noqa: S314 - our own
                for cell in sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"):
                    if cell.get("t") in {None, "n"} and len(cell):
                        number = cell[-1].text
                        assert number is not None, (name, cell.get("r"))
                        assert math.isfinite(float(number)), (name, cell.get("r"), number)
    ranked = run("rank", "--format", "json", cwd=exported).stdout
    assert "NaN" not in ranked
    assert len(json.loads(ranked)["ranking"]) > 0
