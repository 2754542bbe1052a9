"""What the documents say is so."""

from __future__ import annotations

import re
import statistics
from typing import TYPE_CHECKING

import pytest

import decide
from decide.workspace.load_all import load_all
from decide.workspace.read import validate
from decide.workspace.schemas import KINDS
from decide.workspace.source import Folder
from decide.workspace.tree import compose
from tests.conftest import ROOT
from tests.docs.codes import reported
from tests.workbook.back import repository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

DOCS = ROOT / "docs"
_TEXTS = (ROOT / "README.md", *(DOCS / name for name in ("errors.md", "case.md", "history.md", "review.md")))
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_KIND = {
    "criteria.yaml": "criteria",
    "options/": "option",
    "weights/": "weights",
    "portfolio.yaml": "portfolio",
    "scenarios/": "scenario",
    "expectations.yaml": "expectations",
    "seeds/": "source",
}


def _yaml_blocks() -> list[tuple[str, str]]:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    found = []
    for section in text.split("\n## ")[1:]:
        kind = next(kind for start, kind in _KIND.items() if section.startswith(start))
        found += [(kind, block) for language, block in _BLOCK.findall(section) if language == "yaml"]
    return found


def test_every_kind_of_file_has_an_example() -> None:
    assert {kind for kind, _ in _yaml_blocks()} == set(KINDS)


@pytest.mark.parametrize(("kind", "text"), _yaml_blocks())
def test_each_example_of_a_file_is_accepted(kind: str, text: str) -> None:
    root, faults = compose(text)
    assert root is not None
    _, more = validate(root, KINDS[kind])
    assert [fault.message for fault in faults + more] == []


def test_every_code_has_its_row_and_every_row_its_code() -> None:
    text = (DOCS / "errors.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    told = {code for cell in rows for code in re.findall(r"`([a-z0-9-]+)`", cell)}
    assert told == reported(ROOT / "decide")


def test_the_readme_shows_what_the_command_prints(run: Run, case: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = text.split("80 columns -->\n```\n")[1].split("\n```")[0]
    found = run("rank", "--weights", "hawkish.yaml", cwd=case, env={"COLUMNS": "80"})
    assert shown == found.stdout.rstrip()


def _commands() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in _TEXTS]
    lines = [
        line
        for text in texts
        for language, block in _BLOCK.findall(text)
        if not language
        for line in block.splitlines()
    ]
    return sorted({line.split("#")[0].strip() for line in lines if line.startswith("decide ")})


def _what_it_needs(command: list[str], run: Run, case: Path) -> None:
    """A workbook can be imported once it has been exported, and what git knows can be compared."""
    if command[1] in {"diff", "history"}:
        repository(case)
    if command[1] == "import":
        (case / command[2]).parent.mkdir(exist_ok=True)
        run("export", command[2], "--weights", "hawkish", cwd=case)


@pytest.mark.parametrize("command", _commands())
def test_each_command_of_the_readme_runs(command: str, run: Run, tmp_path: Path) -> None:
    run("init", "--from", "kazakhstan", "case")
    _what_it_needs(command.split(), run, tmp_path / "case")
    found = run(*command.split()[1:], cwd=tmp_path / "case")
    assert found.returncode in {0, 10} if "--strict" in command else found.returncode == 0, found.stderr


@pytest.mark.parametrize(
    "verb",
    [
        ["rank"],
        ["why"],
        ["portfolio"],
        ["frontier"],
        ["compare"],
        ["diff"],
        ["history"],
        ["export"],
        ["import"],
        ["check"],
        ["init"],
        ["schema"],
        ["weights", "confirm"],
    ],
)
def test_each_help_has_an_example_that_runs(verb: list[str], run: Run, tmp_path: Path) -> None:
    shown = run(*verb, "--help").stdout
    example = next(line.split("Example:")[1].split() for line in shown.splitlines() if "Example:" in line)
    run("init", "--from", "kazakhstan", "case")
    _what_it_needs(example, run, tmp_path / "case")
    found = run(*example[1:], cwd=tmp_path / "case")
    assert found.returncode in {0, 10}, found.stderr
    assert f"decide {' '.join(verb)}" in " ".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "README.md", DOCS / "formats.md")
    )


def test_the_help_names_every_verb_of_the_python_functions(run: Run) -> None:
    shown = run("--help").stdout
    renamed = {"confirm_weights": "weights", "import_workbook": "import", "compare_scenarios": "compare"}
    for verb in (renamed.get(name, name) for name in set(decide.__all__) - {"__version__"}):
        assert f"  {verb} " in shown


def test_the_figures_of_the_case_page_are_those_of_the_files() -> None:
    text = (DOCS / "case.md").read_text(encoding="utf-8")
    problem = load_all(Folder(ROOT)).problem
    assert problem is not None
    written = [
        (option, criterion, option.performance[criterion.id])
        for option in problem.options
        for criterion in problem.criteria
        if criterion.measures is None
    ]
    for grade in "ABCD":
        count = sum(judgement.grade == grade for _, _, judgement in written)
        assert re.search(rf"^\| {grade} \|.*\| {count} \|$", text, re.MULTILINE), f"{count} scores have grade {grade}"
    assert f"cells of {len(written)} |" in text
    contrast = {"sanction-reexports", "democracy-conditions", "military-presence", "force-alignment"}
    for criterion in problem.criteria:
        if criterion.measures is None:
            levels = [
                float(j.quantity.best) for option, c, j in written if c is criterion and option.id not in contrast
            ]  # type: ignore[union-attr]
            assert f"| {criterion.id} | {statistics.stdev(levels):.1f} |" in text
