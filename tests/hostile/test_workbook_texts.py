"""Texts that are formulas, codes or no texts at all in what is exported, rows D01 to D05 and E20 to E23."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
from typing import TYPE_CHECKING, TypeAlias

import pytest

from tests import workspaces
from tests.hostile.cases import WIDE, Case, ids, snapshot
from tests.hostile.workbooks import imported, nothing_came, typed
from tests.workbook import back
from tests.workbook.oracle import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.conftest import Try

NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

EXPORT = ("export", "out.xlsx")
ALPHA = "options/alpha.yaml"
EVEN = "weights/even.yaml"
SHEETS = (
    *("About", "Weights", "Scores", "Ranking", "Portfolio", "Frontier", "Robustness", "Portfolios"),
    *("Pictures", "Scales", "Values", "Evidence", "Checks", "Published"),
)
HYPERLINK = '=HYPERLINK("http://evil.example","x")'
DDE = "=cmd|'/c calc'!A0"
HASH = "a" * 64


def everywhere(text: str) -> dict[str, str | None]:
    """A workspace with one text wherever people may write what they like."""
    t, look = json.dumps(text), json.dumps(f"{text} look")
    return {
        "criteria.yaml": f"""\
version: 1
decision: {t}
currency: {t}
horizon: {t}
context: {t}
profile: even
criteria:
  group:
    title: {t}
    note: {t}
    criteria:
      effect:
        title: {t}
        question: {t}
        note: {t}
        scale: {{unit: {t}, worst: 0, best: 100, anchors: {{0: {t}, 100: {t}}}}}
        status_quo: 50
      price: {{title: Price, scale: {{unit: {t}, worst: 500, best: 0}}, status_quo: 0}}
  look:
    title: {look}
    scale: {{unit: {t}, categories: [bad, {t}], anchors: {{bad: {t}}}}}
    status_quo: bad
""",
        ALPHA: f"""\
version: 1
title: {t}
summary: {t}
actors: [{t}]
instrument: {t}
arguments: {{for: [{{says: {t}, evidence: [s#1]}}]}}
performance:
  effect: {{low: 70, best: 80, high: 90, grade: B, evidence: [s#1], note: {t}}}
  price: 300
  look: {{value: {t}, note: {t}}}
cost: {{low: 4, best: 5, high: 6, note: {t}}}
escalation_risk: {{low: 0, best: 0.1, high: 0.2, note: {t}}}
sizes: {{less: {{title: {t}, cost: 3, performance: {{effect: 60}}}}}}
""",
        "options/beta.yaml": f"""\
version: 1
title: Beta
performance: {{effect: 40, price: 100, look: {t}}}
cost: 2
""",
        EVEN: f"""\
version: 1
title: {t}
rationale: {t}
method: {t}
people: [{t}]
weights: {{effect: 50, price: 50, look: 20}}
""",
        "weights/dove.yaml": f"version: 1\ntitle: {look}\nweights: {{effect: 90, price: 10, look: 20}}\n",
        "portfolio.yaml": f"""\
version: 1
resources: {{crews: {{title: {t}, unit: {t}}}}}
limits: {{budget: 6, crews: 1}}
relations: [{{excludes: [alpha, beta], note: {t}}}, {{together: [alpha, beta], adds: {{effect: 4}}, note: {t}}}]
""",
        "seeds/s.yaml": f"""\
version: 1
title: {t}
authors: [{t}]
outlet: {t}
date: {t}
sha256: {HASH}
claims: {{1: {{paragraph: 1, says: {t}, sha256: {HASH}}}}}
""",
    }


def texts_alone(book: Path, text: str) -> int:
    """See that a text is nowhere anything but a text; in how many cells it is the whole content."""
    found = opened(book, formulas=True)
    cells = [cell for sheet in found.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    kinds = {cell.data_type for cell in cells if isinstance(cell.value, str) and stands_in(text, cell.value)}
    assert kinds == {"s"}
    assert [cell.coordinate for cell in cells if cell.hyperlink and cell.hyperlink.target] == []
    with zipfile.ZipFile(book) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                assert [rule for rule in formulas_of(archive.read(name)) if stands_in(text, rule)] == [], name
            elif name.endswith(".rels"):
                assert b"External" not in archive.read(name), name
    return sum(cell.value == text for cell in cells)


def stands_in(text: str, rule: str) -> bool:
    """Whether a text is part of a content or a formula; a plain word or number may stand in one of ours."""
    bare = text.removeprefix("=")
    return rule == bare if bare.isalnum() else bare in rule


def formulas_of(part: bytes) -> list[str]:
    """Everything in a part that is worked out: in cells, charts, rules, and names."""
    kinds = {"f", "formula", "formula1", "formula2", "definedName"}
    return [one.text or "" for one in ET.fromstring(part).iter() if one.tag.rpartition("}")[2] in kinds]  # noqa: S314 - our own


def exported(text: str, root: Path, run: Run) -> Path:
    """The workbook of a workspace that has a text everywhere; nothing is said but the name of the file."""
    workspaces.write(root, everywhere(text))
    result = run(*EXPORT, "--weights", "all", cwd=root, env=WIDE)
    assert (result.returncode, result.stderr, result.stdout) == (0, "", "out.xlsx\n")
    assert nothing_came(imported(run, root, root / "out.xlsx", "--portfolio"))
    return root / "out.xlsx"


def test_d01_formula_equals(tmp_path: Path, run: Run) -> None:
    assert texts_alone(exported(HYPERLINK, tmp_path, run), HYPERLINK) > 20


def test_d02_dde(tmp_path: Path, run: Run) -> None:
    """In no cell, and in no picture: a series may be named by a formula too."""
    assert texts_alone(exported(DDE, tmp_path, run), DDE) > 20


@pytest.mark.parametrize("text", ["+1+1", "@SUM(1)", "-2+3", "{=1+1}"])
def test_d03_plus_minus_at(text: str, tmp_path: Path, run: Run) -> None:
    """No apostrophe is added: it would be shown."""
    book = exported(text, tmp_path, run)
    assert texts_alone(book, text) > 20
    shown = [cell.value for sheet in opened(book).worksheets for row in sheet.iter_rows() for cell in row]
    assert [value for value in shown if isinstance(value, str) and f"'{text}" in value] == []


@pytest.mark.parametrize("text", ["http://evil.example", "internal:Weights!A1", "mailto:a@evil.example", "12", "TRUE"])
def test_d03_texts_that_other_programs_turn_into_something(text: str, tmp_path: Path, run: Run) -> None:
    assert texts_alone(exported(text, tmp_path, run), text) > 20


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "_x0041_", "'x"])
def test_d05_error_literal(text: str, tmp_path: Path, run: Run) -> None:
    book = exported(text, tmp_path, run)
    found = opened(book, formulas=True)
    cells = [cell for sheet in found.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "e"] == []
    assert sum(cell.value == text and cell.data_type == "s" for cell in cells) > 20


# D04

COMMANDS = (
    ("rank",),
    ("why", "alpha"),
    ("why", "alpha", "beta"),
    ("compare", "even", "dove"),
    ("portfolio",),
    ("frontier",),
    ("check",),
)
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?")
STARTS = ("=", "+", "-", "@", "\t", "\r")


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("text", [DDE, "+1+1", "-1+1", "@SUM(1)"])
def test_d04_csv_injection(text: str, tmp_path: Path, run: Run) -> None:
    """A cell that begins as a formula does is a number."""
    root = workspaces.write(tmp_path, everywhere(text))
    assert run("export", "out.csv", cwd=root).returncode == 0
    written = (root / "out.csv").read_text(encoding="utf-8")
    assert [row[3] for row in rows_of(written)[1:]].count(f"'{text}") == 1
    tables = [run(*command, "--format", "csv", cwd=root).stdout for command in COMMANDS]
    for table in (written, *tables):
        cells = [cell for row in rows_of(table) for cell in row]
        assert len(cells) > 5
        assert [cell for cell in cells if cell.startswith(STARTS) and not NUMBER.fullmatch(cell)] == []


@pytest.mark.parametrize("first", ["\\t", "\\r", "\\n", " "])
def test_d04_blanks_before_a_formula(first: str, tmp_path: Path, run: Run) -> None:
    """What stands before it is gone, or it does not save it from its apostrophe."""
    root = workspaces.write(tmp_path, {ALPHA: workspaces.ALPHA.replace("Alpha", f'"{first}=1+1"')})
    assert run("export", "out.csv", cwd=root).returncode == 0
    titles = [row[3] for row in rows_of((root / "out.csv").read_text(encoding="utf-8"))]
    assert "'=1+1" in titles


NEGATIVE = {
    "criteria.yaml": workspaces.CRITERIA.replace("worst: 0,", "worst: -100,") + "profile: even\n",
    ALPHA: workspaces.ALPHA.replace("effect: 80", "effect: -50").replace("Alpha", '"-Alpha"'),
    "weights/dove.yaml": workspaces.EVEN.replace("Even", "Dove").replace("price: 50", "price: 20"),
}


def test_d04_numbers_are_untouched(tmp_path: Path, run: Run) -> None:
    root = workspaces.write(tmp_path, NEGATIVE)
    for command in COMMANDS:
        result = run(*command, "--format", "csv", cwd=root)
        cells = [cell for row in rows_of(result.stdout) for cell in row]
        assert [cell for cell in cells if cell.startswith("'") and NUMBER.fullmatch(cell[1:])] == [], command


def test_d04_numbers_of_an_import_are_untouched(tmp_path: Path, run: Run) -> None:
    root = workspaces.write(tmp_path / "workspace", NEGATIVE)
    back.export(root, tmp_path / "book.xlsx")
    typed(tmp_path / "book.xlsx", tmp_path / "sent.xlsx", ("Scores", "alpha", "performance:effect", -60))
    result = run("import", tmp_path / "sent.xlsx", "--dry-run", "--format", "csv", cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    head, row = rows_of(result.stdout)
    assert dict(zip(head, row, strict=True)) == {
        "cell": "Scores!C11",
        "title": "'-Alpha, Effect",
        "file": ALPHA,
        "line": "3",
        "before": "-50",
        "after": "-60",
    }


def test_d04_raw_for_programs(tmp_path: Path, run: Run) -> None:
    """With --csv-raw texts are as they are in the files; numbers are the same."""
    root = workspaces.write(tmp_path, everywhere(HYPERLINK))
    assert run("export", "safe.csv", cwd=root).returncode == 0
    assert run("export", "raw.csv", "--csv-raw", cwd=root).returncode == 0
    safe, raw = ((root / f"{name}.csv").read_text(encoding="utf-8") for name in ("safe", "raw"))
    assert HYPERLINK in [row[3] for row in rows_of(raw)]
    assert [[cell.removeprefix("'") for cell in row] for row in rows_of(safe)] == rows_of(raw)


# E20 to E22: what no cell can hold is refused when it is read, and no workbook is begun


Written: TypeAlias = "Callable[[str], dict[str, str | None]]"


def written(text: str) -> dict[str, str | None]:
    return {ALPHA: workspaces.ALPHA.replace("Alpha", f'"{text}"')}


def noted(text: str) -> dict[str, str | None]:
    return {ALPHA: workspaces.ALPHA.replace("effect: 80", f'effect: {{value: 80, note: "{text}"}}')}


CONTROL = ("error[control-character]", f"{ALPHA}:2:8", "1 error; nothing was computed")
CASES: tuple[Case, ...] = (
    Case("E20-nul", written("a\\0b"), CONTROL, arguments=EXPORT),
    Case("E20-bell", written("a\\ab"), CONTROL, arguments=EXPORT),
    Case("E20-escape", written("a\\e[2Jb"), CONTROL, arguments=EXPORT),
    Case("E20-vertical-tab", written("a\\vb"), CONTROL, arguments=EXPORT),
    Case("E20-c1", written("a\\x9bb"), CONTROL, arguments=EXPORT),
    Case("E20-in-a-note", noted("a\\x01b"), ("error[control-character]", f"{ALPHA}:3:"), arguments=EXPORT),
    Case(
        "E20-in-a-category",
        {"criteria.yaml": workspaces.CRITERIA.replace("unit: points", 'unit: "\\x02"')},
        ("error[control-character]", "criteria.yaml:8:"),
        arguments=EXPORT,
    ),
    Case("E20-raw", written("a\x00b"), (ALPHA, "nothing was computed"), arguments=EXPORT),
    Case("E21-lone-surrogate", written("a\\ud800b"), (f"{ALPHA}:2:", "nothing was computed"), arguments=EXPORT),
    Case("E21-turned-pair", written("\\udc00\\ud800"), (f"{ALPHA}:2:", "nothing was computed"), arguments=EXPORT),
    Case(
        "E21-as-bytes",
        {ALPHA: workspaces.ALPHA.encode().replace(b"Alpha", b"a\xed\xa0\x80b")},
        (ALPHA, "UTF-8", "nothing was computed"),
        arguments=EXPORT,
    ),
    Case(
        "E22-long-note",
        noted("x" * 40_000),
        ("error[text-too-long]", "a text of 40,000 characters", "at most 2,000 are read"),
        arguments=EXPORT,
    ),
    Case(
        "E22-note-one-too-long",
        noted("x" * 2_001),
        ("error[text-too-long]", "a text of 2,001 characters"),
        arguments=EXPORT,
    ),
    Case("E22-long-title", written("x" * 40_000), ("error[text-too-long]", "at most 120 are read"), arguments=EXPORT),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_refused(case: Case, run: Run, attempted: Try) -> None:
    attempted(case, run)


@pytest.mark.parametrize("code", ["FFFE", "FFFF"])
@pytest.mark.parametrize("where", [written, noted], ids=["title", "note"])
def test_e20_characters_that_no_xml_has(code: str, where: Written, tmp_path: Path, run: Run) -> None:
    """Refused; or else written in a way that can be read again."""
    root = workspaces.write(tmp_path, where(f"a\\u{code}b"))
    result = run(*EXPORT, cwd=root)
    assert "Traceback" not in result.stderr
    if result.returncode == 3:
        assert not (root / "out.xlsx").exists()
        return
    assert result.returncode == 0
    with zipfile.ZipFile(root / "out.xlsx") as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))  # noqa: S314 - our own
    assert nothing_came(imported(run, root, root / "out.xlsx"))


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with a weight and a toggle changed."""
    folder = tmp_path_factory.mktemp("sent")
    book = back.export(workspaces.write(folder / "workspace", {}), folder / "book.xlsx")
    typed(book, folder / "sent.xlsx", ("Portfolio", "alpha", "in", 1), ("Weights", "effect", "swing:even", 70))
    return folder / "sent.xlsx"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere file names are Unicode")
@pytest.mark.parametrize("arguments", [("--portfolio",), ("--as", "mine")], ids=" ".join)
@pytest.mark.parametrize("name", [b"a\xff.xlsx", b"a\x07b.xlsx", b"a\n- {must: beta}\n#.xlsx", b"a\"'\\}]: b.xlsx"])
def test_e21_name_of_a_workbook(name: bytes, arguments: tuple[str, ...], sent: Path, tmp_path: Path, run: Run) -> None:
    """It comes into the files where these say whence their numbers are: refused, or written so that it is read."""
    root = workspaces.write(tmp_path / "workspace", {})
    book = os.fsdecode(os.path.join(os.fsencode(tmp_path), name))  # noqa: PTH118 - bytes
    try:
        shutil.copy(sent, book)
    except OSError:
        pytest.skip("this file system has no such names")
    before = snapshot(root)
    result = run("import", book, *arguments, cwd=root, env=WIDE)
    assert "Traceback" not in result.stderr, result.stderr
    assert result.returncode in {0, 3}, result.stderr
    if result.returncode:
        assert snapshot(root) == before
    assert run("check", cwd=root).returncode == 0
    relations = root / "portfolio.yaml"
    told = relations.read_text(encoding="utf-8") if relations.exists() else "must: [alpha]"
    assert "must: [alpha]" in told
    assert "beta" not in told.partition("note:")[0]


def test_e22_longest_notes_come_whole(tmp_path: Path, run: Run) -> None:
    note = "=" + "&" * 1_999
    root = workspaces.write(tmp_path, noted(note))
    result = run(*EXPORT, cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    cells = [cell.value for row in opened(root / "out.xlsx")["Evidence"].iter_rows() for cell in row]
    assert note in cells


def test_e22_lists_that_are_longer_than_a_cell(tmp_path: Path, run: Run) -> None:
    """A relation of hundreds of options in one line: cut where a cell ends, never left out."""
    names = [f"o{'x' * 240}{number}" for number in range(140)]
    files: dict[str, str | None] = {f"options/{name}.yaml": workspaces.ALPHA for name in names}
    relation = f"relations: [{{at_least: 1, of: [{', '.join(names)}]}}]"
    files["portfolio.yaml"] = f"version: 1\n{relation}\n"
    root = workspaces.write(tmp_path, files)
    result = run(*EXPORT, cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    cells = [str(cell.value) for row in opened(root / "out.xlsx")["Portfolio"].iter_rows(max_col=2) for cell in row]
    (line,) = [text for text in cells if text.startswith("at least 1 of")]
    assert len(line) <= 32_767
    assert line.startswith(f"at least 1 of {names[0]}, {names[1]}")


# E23

TITLES = ("a/b", "'x'", "History", "x" * 40, "[a]:*?\\", "ab", "AB", "Scores", "&&&&&", "&B&9")


def test_e23_sheet_names(tmp_path: Path, run: Run) -> None:
    """Names of sheets are ours, whatever options, criteria and profiles are called."""
    criteria = "".join(
        f"  c{place}: {{title: {json.dumps(title)}, scale: {{unit: p, worst: 0, best: 9}}, status_quo: 1}}\n"
        for place, title in enumerate(TITLES)
    )
    files: dict[str, str | None] = {
        "criteria.yaml": workspaces.CRITERIA.partition("  effect:")[0] + criteria,
        ALPHA: None,
        "options/beta.yaml": None,
        EVEN: None,
    }
    levels = ", ".join(f"c{place}: {place % 7}" for place in range(len(TITLES)))
    for place, title in enumerate(TITLES):
        head = f"version: 1\ntitle: {json.dumps(title)}\n"
        files[f"options/o{place}.yaml"] = f"{head}performance: {{{levels}}}\n"
        files[f"weights/w{place}.yaml"] = f"{head}weights: {{{levels}}}\n"
    root = workspaces.write(tmp_path, files)
    result = run(*EXPORT, "--weights", "all", cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    found = opened(root / "out.xlsx")
    assert sorted(found.sheetnames) == sorted({*SHEETS, "Compare"})
    assert {back.cell(found["Scores"], f"o{place}", "title").value for place in range(len(TITLES))} == set(TITLES)
    assert nothing_came(imported(run, root, root / "out.xlsx"))


@pytest.mark.parametrize("title", ["&" * 200, "x" * 300], ids=["ampersands", "long"])
def test_e23_decision_in_the_head_of_a_page(title: str, tmp_path: Path, run: Run) -> None:
    """The head of a page holds 255 characters, with its codes; it is cut, and there, and nothing is said of it."""
    criteria = workspaces.CRITERIA.replace("Which way to go?", f'"{title}"')
    root = workspaces.write(tmp_path, {"criteria.yaml": criteria})
    result = run(*EXPORT, cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    head = head_of_page(root / "out.xlsx")
    assert len(head) <= 255
    assert title[:9].replace("&", "&&") in head


@pytest.mark.parametrize("title", ["2027 plans", "10", "&9 x", '&"Arial"x', "&D"])
def test_e23_decision_that_begins_as_a_code(title: str, tmp_path: Path, run: Run) -> None:
    """After the code of a size, digits would belong to the size."""
    criteria = workspaces.CRITERIA.replace("Which way to go?", f"'{title}'")
    root = workspaces.write(tmp_path, {"criteria.yaml": criteria})
    assert run(*EXPORT, cwd=root).returncode == 0
    head = head_of_page(root / "out.xlsx")
    assert title.replace("&", "&&") in head
    assert {int(size) for size in re.findall(r"(?<!&)(?:&&)*&([0-9]+)", head)} <= set(range(6, 20)), head


def head_of_page(book: Path) -> str:
    with zipfile.ZipFile(book) as archive:
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    return next(one.text or "" for one in sheet.iter() if one.tag.endswith("}oddHeader"))


def test_e23_names_of_files(tmp_path: Path, run: Run) -> None:
    """A workbook may be called what it likes; its sheets are called as they are."""
    root = workspaces.write(tmp_path, {})
    for name in ("History.xlsx", "=1+1 [a]'b.xlsx", f"-{'y' * 60}.xlsx"):
        result = run("export", "--", name, cwd=root)
        assert (result.returncode, result.stdout, result.stderr) == (0, f"{name}\n", "")
        assert "Ranking" in opened(root / name).sheetnames
