"""docs/robustness.md shows what the command prints, and every figure that it speaks of stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from decide.studies.trust.verdict import FIRM, LEANING
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

TEXT = (ROOT / "docs" / "robustness.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shown() -> str:
    return TEXT.split("80 columns -->\n```\n")[1].split("\n```")[0]


def test_the_page_shows_what_the_command_prints(shown: str, run: Run, case: Path) -> None:
    found = run("robust", "--weights", "hawkish", cwd=case, env={"COLUMNS": "80"})
    assert shown == found.stdout.rstrip()


def test_every_figure_is_one_that_the_command_prints(shown: str, run: Run, case: Path) -> None:
    printed = " ".join(shown.split()) + run("rank", "--weights", "hawkish", cwd=case, env={"COLUMNS": "80"}).stdout
    figures = [text for text in re.findall(r"\*\*([^*]+)\*\*", TEXT) if any(sign.isdigit() for sign in text)]
    assert len(figures) > 5
    assert [text for text in figures if text not in printed] == []


def test_the_thresholds_are_those_of_the_code() -> None:
    told = " ".join(TEXT.split())
    firm, leaning = ([f"{bound:.0%}".replace("%", " %") for bound in bounds] for bounds in (FIRM, LEANING))
    assert f"at least {firm[0]} of the admissible weights, and in at least {firm[1]} of cases" in told
    assert f"needs {leaning[0]} and {leaning[1]}" in told
