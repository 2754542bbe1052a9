"""Whole outputs of the command line, compared byte for byte with files that were reviewed by eye."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import workspaces
from tests.workbook import rich
from tests.workbook.back import edited

if TYPE_CHECKING:
    from tests.conftest import Run
    from tests.workbook.back import Edit

HERE = Path(__file__).parent / "outputs"

FAULTY = {
    "criteria.yaml": workspaces.CRITERIA.replace("worst: 500, best: 0}", "worst: 0, best: 0}"),
    "options/alpha.yaml": workspaces.ALPHA.replace("title: Alpha", "titel: Alpha"),
    "options/beta.yaml": workspaces.BETA.replace("price: 100", "price: 1_00, efect: 3"),
    "weights/even.yaml": workspaces.EVEN.replace("50, price", "50, effect: 7, price"),
}
SPECIAL = {
    "criteria.yaml": workspaces.CRITERIA.replace("effect:\n", "effect:\n    title: Effect [bold] | =1+1\n", 1).replace(
        "    title: Effect\n", ""
    ),
    "options/alpha.yaml": "version: 1\ntitle: '=SUM(1) [/a] | @team'\nperformance: {effect: unknown, price: 300}\n",
    "options/beta.yaml": workspaces.BETA.replace("price: 100", "price: 500"),
    "options/gamma.yaml": workspaces.BETA.replace("Beta", "Gamma").replace("price: 100", "price: 500"),
}

SPECIAL_LIMITS = SPECIAL | {
    "options/alpha.yaml": SPECIAL["options/alpha.yaml"] + "cost: {low: 10, best: 20, high: 60}\n",
    "options/gamma.yaml": SPECIAL["options/gamma.yaml"].replace("effect: 40, price: 500", "effect: 90, price: 100")
    + "cost: {low: 20, best: 25, high: 60}\nescalation_risk: {low: 0.1, best: 0.2, high: 0.4}\n",
    "portfolio.yaml": "version: 1\nlimits: {budget: 45, escalation_risk: 0.3}\n"
    "relations:\n  - {together: [alpha, gamma], adds: {effect: 30}}\n",
}
OF_PORTFOLIOS = ["robust", "--any-weights", "--samples", "500", "--confidence", "90%", "--budgets", "0,20.5,45"]

PROFILES = (
    *(f"author-{name}" for name in ("akylbayev-wong", "bokhari", "gulyansky", "mir", "pir-budagyan")),
    *("balanced", "dovish", "economic-first", "hawkish", "values-first"),
)

# name of the golden file, arguments, environment; {case} is the shipped workspace
SHIPPED = [
    ("rank-hawkish-80.txt", ["rank", "-w", "hawkish"], {"COLUMNS": "80"}),
    ("rank-hawkish-40.txt", ["rank", "-w", "hawkish"], {"COLUMNS": "40"}),
    ("rank-hawkish-pipe.txt", ["rank", "-w", "hawkish"], {}),
    (
        "rank-hawkish-colour-140.txt",
        ["rank", "-w", "hawkish"],
        {"COLUMNS": "140", "FORCE_COLOR": "1", "COLORTERM": "truecolor"},
    ),
    ("rank-hawkish.json", ["rank", "-w", "hawkish", "-f", "json"], {}),
    ("rank-hawkish.csv", ["rank", "-w", "hawkish", "-f", "csv"], {}),
    ("rank-hawkish.md", ["rank", "-w", "hawkish", "-f", "markdown"], {}),
    ("rank-dovish-80.txt", ["rank", "-w", "dovish"], {"COLUMNS": "80"}),
    ("why-middle-corridor-80.txt", ["why", "middle-corridor", "-w", "hawkish"], {"COLUMNS": "80"}),
    ("why-middle-corridor.json", ["why", "middle-corridor", "-w", "hawkish", "-f", "json"], {}),
    ("why-middle-corridor.md", ["why", "middle-corridor", "-w", "hawkish", "-f", "markdown"], {}),
    ("why-two-80.txt", ["why", "middle-corridor", "critical-minerals", "-w", "hawkish"], {"COLUMNS": "80"}),
    ("why-two.csv", ["why", "middle-corridor", "critical-minerals", "-w", "hawkish", "-f", "csv"], {}),
    ("check.txt", ["check"], {}),
    ("robust-hawkish-80.txt", ["robust", "-w", "hawkish"], {"COLUMNS": "80"}),
    ("robust-hawkish-40.txt", ["robust", "-w", "hawkish", "--samples", "500"], {"COLUMNS": "40"}),
    ("robust-scores-120.txt", ["robust", "-w", "dovish", "--scores", "--samples", "500"], {"COLUMNS": "120"}),
    ("robust-between-100.txt", ["robust", "--between", "hawkish,dovish", "--samples", "500"], {"COLUMNS": "100"}),
    ("robust-any.md", ["robust", "-w", "hawkish", "--any-weights", "--samples", "500", "-f", "markdown"], {}),
    (
        "robust-portfolios-80.txt",
        ["robust", "-w", "hawkish", "--confidence", "90%", "--budgets", "400,700,1000"],
        {"COLUMNS": "80"},
    ),
    (
        "robust-clash-60.txt",
        ["robust", "--samples", "500", "--budget", "10", "--must", "middle-corridor", "--budgets", "10,400"],
        {"COLUMNS": "60"},
    ),
    ("robust-order.csv", ["robust", "-w", "hawkish", "--order", "profile", "--samples", "500", "-f", "csv"], {}),
    ("portfolio-hawkish-80.txt", ["portfolio", "-w", "hawkish"], {"COLUMNS": "80"}),
    ("portfolio-hawkish-40.txt", ["portfolio", "-w", "hawkish"], {"COLUMNS": "40"}),
    ("portfolio-dovish-pipe.txt", ["portfolio", "-w", "dovish"], {}),
    ("portfolio-hawkish.json", ["portfolio", "-w", "hawkish", "-f", "json"], {}),
    ("portfolio-hawkish.csv", ["portfolio", "-w", "hawkish", "-f", "csv"], {}),
    ("portfolio-hawkish.md", ["portfolio", "-w", "hawkish", "-f", "markdown"], {}),
    ("portfolio-top-80.txt", ["portfolio", "-w", "hawkish", "--top", "5"], {"COLUMNS": "80"}),
    ("portfolio-top.json", ["portfolio", "-w", "hawkish", "--top", "3", "-f", "json"], {}),
    ("portfolio-top.csv", ["portfolio", "-w", "hawkish", "--top", "3", "-f", "csv"], {}),
    ("portfolio-top.md", ["portfolio", "-w", "hawkish", "--top", "3", "-f", "markdown"], {}),
    ("portfolio-priority-80.txt", ["portfolio", "-w", "hawkish", "--priority"], {"COLUMNS": "80"}),
    ("portfolio-priority.md", ["portfolio", "-w", "hawkish", "--priority", "-f", "markdown"], {}),
    ("frontier-hawkish-80.txt", ["frontier", "-w", "hawkish"], {"COLUMNS": "80"}),
    ("frontier-by-risk-100.txt", ["frontier", "-w", "dovish", "--by", "risk"], {"COLUMNS": "100"}),
    ("frontier-by-cost.json", ["frontier", "-w", "dovish", "--by", "cost", "-f", "json"], {}),
    ("frontier-by-cost.csv", ["frontier", "-w", "dovish", "--by", "cost", "-f", "csv"], {}),
    ("frontier-by-cost.md", ["frontier", "-w", "dovish", "--by", "cost", "-f", "markdown"], {}),
    ("compare-80.txt", ["compare", "hawkish", "dovish"], {"COLUMNS": "80"}),
    ("compare-three-100.txt", ["compare", "hawkish", "dovish", "balanced"], {"COLUMNS": "100"}),
    ("compare.json", ["compare", "hawkish", "dovish", "-f", "json"], {}),
    ("compare.csv", ["compare", "hawkish", "dovish", "-f", "csv"], {}),
    ("compare.md", ["compare", "hawkish", "dovish", "-f", "markdown"], {}),
    ("compare-all-100.txt", ["compare", *PROFILES], {"COLUMNS": "100"}),
    ("compare-all-60.txt", ["compare", *PROFILES], {"COLUMNS": "60"}),
    ("compare-three.md", ["compare", "hawkish", "dovish", "balanced", "-f", "markdown"], {}),
    ("compare-scenarios-80.txt", ["compare", "dovish", "--scenarios"], {"COLUMNS": "80"}),
    ("compare-scenarios-60.txt", ["compare", "--scenarios"], {"COLUMNS": "60"}),
    ("compare-scenarios-pipe.txt", ["compare", "hawkish", "--scenarios"], {}),
    ("compare-scenario.json", ["compare", "--scenario", "us-retrenches", "-f", "json"], {}),
    ("compare-scenario.csv", ["compare", "--scenario", "us-retrenches", "-f", "csv"], {}),
    ("compare-scenarios.md", ["compare", "--scenarios", "-f", "markdown"], {}),
]
MADE = [
    ("faulty-check.txt", FAULTY, ["check"]),
    ("faulty-check.json", FAULTY, ["check", "-f", "json"]),
    ("faulty-check-github.txt", FAULTY, ["check", "-f", "github"]),
    ("special-rank.txt", SPECIAL, ["rank"]),
    ("special-rank.csv", SPECIAL, ["rank", "-f", "csv"]),
    ("special-rank.md", SPECIAL, ["rank", "-f", "markdown"]),
    ("special-why.txt", SPECIAL, ["why", "alpha"]),
    ("special-robust.txt", SPECIAL, ["robust", "--samples", "500"]),
    ("special-robust.json", SPECIAL, ["robust", "--samples", "500", "-f", "json"]),
    ("special-robust.csv", SPECIAL, ["robust", "--samples", "500", "-f", "csv"]),
    ("special-portfolios.txt", SPECIAL_LIMITS, OF_PORTFOLIOS),
    ("special-portfolios.json", SPECIAL_LIMITS, [*OF_PORTFOLIOS, "-f", "json"]),
    ("special-portfolios.csv", SPECIAL_LIMITS, [*OF_PORTFOLIOS, "-f", "csv"]),
    ("special-portfolios.md", SPECIAL_LIMITS, [*OF_PORTFOLIOS, "-f", "markdown"]),
    ("special-robust.md", SPECIAL, ["robust", "--samples", "500", "-f", "markdown"]),
]

EDITS: tuple[Edit, ...] = (
    ("Weights", "look", "swing:grouped", 55),
    ("Weights", "capacity", "swing:flat", 80),
    ("Scores", "ferry", "performance:charm", "none"),
    ("Scores", "tunnel", "cost:2028", 240.5),
    ("Portfolio", "crews", "own:grouped", 41),
    ("Portfolio", "widen", "in", 1),
    ("Portfolio", "widen:small", "in", 0),
    ("Portfolio", "ramps", "in", 1),
    ("Values", "ferry", "score", 99),
)
WRONG: tuple[Edit, ...] = (
    ("Weights", "look", "swing:grouped", "0,5"),
    ("Weights", "charm", "swing:flat", None),
    ("Scores", "ferry", "performance:charm", "mcuh"),
    ("Scores", "tunnel", "cost:2028", "=1+1"),
)
IMPORTED = [
    ("import-80.txt", EDITS, [], {"COLUMNS": "80"}),
    ("import-40.txt", EDITS, [], {"COLUMNS": "40"}),
    ("import-new-profile.txt", EDITS[:1], ["--as", "mine"], {}),
    ("import.json", EDITS, ["-f", "json"], {}),
    ("import.csv", EDITS, ["-f", "csv"], {}),
    ("import.md", EDITS, ["-f", "markdown"], {}),
    ("import-wrong.txt", WRONG, [], {"COLUMNS": "100"}),
]


def _compare(name: str, text: str, request: pytest.FixtureRequest) -> None:
    path = HERE / name
    if request.config.getoption("--rewrite-golden", default=False):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode(), (
        f"{name} changed; if it should, run `make golden` and review the difference"
    )


@pytest.mark.parametrize(("name", "arguments", "env"), SHIPPED, ids=[name for name, _, _ in SHIPPED])
def test_the_shipped_case(
    name: str, arguments: list[str], env: dict[str, str], run: Run, case: Path, request: pytest.FixtureRequest
) -> None:
    found = run(*arguments, "-C", case, env=env)
    assert (found.returncode, found.stderr) == (0, "")
    _compare(name, found.stdout, request)


@pytest.mark.parametrize(("name", "files", "arguments"), MADE, ids=[name for name, _, _ in MADE])
def test_made_workspaces(
    name: str, files: dict[str, str], arguments: list[str], run: Run, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    workspaces.write(tmp_path, files)
    _compare(name, run(*arguments).stdout, request)


@pytest.mark.parametrize(("name", "edits", "arguments", "env"), IMPORTED, ids=[name for name, *_ in IMPORTED])
def test_imports(
    name: str,
    edits: tuple[Edit, ...],
    arguments: list[str],
    env: dict[str, str],
    run: Run,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    rich.write(tmp_path)
    run("export", "all.xlsx", "--weights", "all")
    edited(tmp_path / "all.xlsx", "edited.xlsx", *edits)
    found = run("import", "edited.xlsx", "--dry-run", *arguments, env=env)
    _compare(name, found.stdout + found.stderr, request)
