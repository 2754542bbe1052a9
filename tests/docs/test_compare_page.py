"""docs/compare.md shows what the commands print, and every figure that it speaks of stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import decide
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

TEXT = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")
PARTS = re.findall(r"<!-- part of: decide (.*?), (\d+) columns -->\n```\n(.*?)\n```", TEXT, re.DOTALL)


def test_there_are_parts() -> None:
    assert [command for command, *_ in PARTS] == ["compare hawkish dovish", *["compare dovish --scenarios"] * 2]


@pytest.mark.parametrize(("command", "width", "shown"), PARTS)
def test_each_part_is_what_the_command_prints(command: str, width: str, shown: str, run: Run, case: Path) -> None:
    found = run(*command.split(), cwd=case, env={"COLUMNS": width})
    assert f"\n{shown}\n" in found.stdout


def test_every_figure_is_one_that_the_commands_print(run: Run, case: Path) -> None:
    commands = dict.fromkeys(command for command, *_ in PARTS)
    printed = " ".join(run(*command.split(), cwd=case, env={"COLUMNS": "80"}).stdout for command in commands)
    figures = [text for text in re.findall(r"\*\*([^*]+)\*\*", TEXT) if any(sign.isdigit() for sign in text)]
    assert figures == ["0.47", "67.4%", "8.3 points"]
    assert [text for text in figures if text not in " ".join(printed.split())] == []


def test_what_is_said_of_the_shipped_case_is_so(case: Path) -> None:
    found = decide.compare(["hawkish", "dovish"], case)
    assert found.fairest.worst_off == ("hawkish",)
    assert f"{found.fairest.shares[0]:.1%}" == "67.4%"
    worlds = decide.compare_scenarios("dovish", case)
    assert worlds.safest is not None
    assert worlds.safest.largest == pytest.approx(8.3, abs=0.05)
