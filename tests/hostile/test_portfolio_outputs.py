"""Hostile names in what is written of portfolios, and pictures that cannot be made."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.hostile.cases import CANNOT_WRITE, ESCAPES, WIDE, WRONG_USE, Case, ids, snapshot
from tests.hostile.test_portfolio_examples import (
    ALPHA,
    BETA,
    COMPARE,
    FRONTIER,
    PORTFOLIO,
    THREE,
    case,
    option,
    rules,
)
from tests.workspaces import CRITERIA, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.conftest import Try

FORMULA = '=HYPERLINK("http://evil","x")'
MARKUP = "| [x](http://evil) <img src=x> `a` ![](y) @team #1"
TAGS = "</details><b>z</b>|"
FORMS = ("table", "csv", "markdown")
EVIL = {
    **THREE,
    "criteria.yaml": CRITERIA.replace("Which way to go?", f"'{FORMULA}'")
    .replace("title: Effect", f"title: '{MARKUP}'")
    .replace("USD million", f"'{TAGS}'")
    + "profile: even\n",
    ALPHA: option(f"'{FORMULA}'", 80, 30, 0.05),
    BETA: option(f"'{MARKUP}'", 70, 20, 0.05),
    "weights/even.yaml": f"version: 1\ntitle: '{TAGS}'\nweights: {{effect: 50, price: 50}}\n",
    "weights/dove.yaml": f"version: 1\ntitle: '{MARKUP}'\nweights: {{effect: 90, price: 10}}\n",
    **rules(
        f"resources: {{crews: {{title: '{TAGS}', unit: '{TAGS}'}}}}\nlimits: {{budget: 40, crews: 1}}\n"
        f"relations:\n  - {{together: [alpha, gamma], adds: {{effect: 4}}, note: '{FORMULA}'}}\n"
    ),
}
COMMANDS = (PORTFOLIO, (*PORTFOLIO, "--budget", "5", "--must", "beta"), FRONTIER, COMPARE)

CASES: tuple[Case, ...] = (
    case(
        "control-characters-in-notes",
        rules(
            'resources: {crews: {title: "C\\u0007"}}\nrelations:\n'
            '  - {must: alpha, note: "a\\e[2Jb"}\n  - {must: beta, note: "a\\u202Eb"}\n'
        ),
        (
            *("control-character", "portfolio.yaml:2:28", "portfolio.yaml:4:25"),
            *("hidden-character", "portfolio.yaml:5:24", "U+202E", "3 errors;"),
        ),
        never=("\u202e",),
    ),
    case(
        "raw-control-character-in-a-note",
        rules("relations:\n  - {must: alpha, note: a\x1b[2Jb}\n"),
        ("control-character", "portfolio.yaml:3:26", "U+001B"),
    ),
    case(
        "picture-into-no-folder",
        {},
        ("cannot write nowhere/x.svg", "no such file or directory"),
        CANNOT_WRITE,
        (*FRONTIER, "-o", "nowhere/x.svg"),
    ),
    case("picture-over-inputs", {}, ("may be an input",), CANNOT_WRITE, (*FRONTIER, "-o", "frontier.yaml")),
    case("picture-over-a-folder", {}, ("it is a folder",), CANNOT_WRITE, (*FRONTIER, "-f", "svg", "-o", "weights")),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_refused(case: Case, run: Run, attempted: Try) -> None:
    attempted(case, run)


@pytest.mark.parametrize("arguments", COMMANDS, ids=["best", "none", "frontier", "compare"])
def test_hostile_names(arguments: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    """No cell of CSV is a formula, no text of Markdown is markup, and the table shows names as they are."""
    root = write(tmp_path, EVIL)
    with ThreadPoolExecutor(len(FORMS)) as pool:
        results = pool.map(lambda form: run(*arguments, "--format", form, cwd=root, env=WIDE), FORMS)
    done = dict(zip(FORMS, results, strict=True))
    assert {(result.returncode, result.stderr) for result in done.values()} == {
        (5 if "--budget" in arguments else 0, "")
    }
    cells = [cell for row in csv.reader(io.StringIO(done["csv"].stdout)) for cell in row]
    assert [cell for cell in cells if cell[:1] in {"=", "@", "\t"}] == []
    told = done["markdown"].stdout
    assert [bare for bare in ("[x](", "<img", "<b>", "</details", "![](", "@team", "`a`") if bare in plain(told)] == []
    tables = [[row for row in part.splitlines() if row.startswith("|")] for part in told.split("\n\n")]
    columns = [{row.replace(r"\|", "").count("|") for row in table} for table in tables if table]
    assert {len(counts) for counts in columns} <= {1}, "a name does not add a column to its table"
    assert [sign for sign in ESCAPES for result in done.values() if sign in result.stdout] == []


def plain(markdown: str) -> str:
    """Markdown without what is escaped."""
    for sign in r"\`*_{}[]()#+-.!|<>@":
        markdown = markdown.replace(f"\\{sign}", "")
    return markdown


def test_picture_of_hostile_names(tmp_path: Path, run: Run) -> None:
    """Names are text in the picture, never markup; and the picture is there or it is not, never half."""
    pytest.importorskip("matplotlib", reason="pictures need matplotlib")
    root = write(tmp_path, EVIL)
    result = run(*FRONTIER, "-o", "x y=1.svg", cwd=root)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    drawn = (root / "x y=1.svg").read_text(encoding="utf-8")
    assert drawn.rstrip().endswith("</svg>")
    assert [tag for tag in ("<img", "<b>", "</details>", "<script") if tag in drawn] == []


def without(module: str, root: Path) -> dict[str, str]:
    """An environment in which a module cannot be imported."""
    write(root / "stub", {f"{module}/__init__.py": "raise ImportError('it is not here')\n"}, base={})
    return {"PYTHONPATH": str(root / "stub")}


@pytest.mark.parametrize("arguments", [("-o", "x.svg"), ("-f", "svg")], ids=["by-name", "by-format"])
def test_picture_without_matplotlib(arguments: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    root = write(tmp_path / "workspace", THREE)
    before = snapshot(root)
    result = run(*FRONTIER, *arguments, cwd=root, env=without("matplotlib", tmp_path))
    assert (result.returncode, result.stdout) == (WRONG_USE, "")
    assert "pictures need matplotlib" in result.stderr
    assert "pip install" in result.stderr
    assert snapshot(root) == before, "nothing may be written"


def test_table_without_matplotlib(tmp_path: Path, run: Run) -> None:
    result = run(*FRONTIER, cwd=write(tmp_path / "workspace", THREE), env=without("matplotlib", tmp_path))
    assert (result.returncode, result.stderr) == (0, "")
    assert "portfolios that nothing beats" in result.stdout
