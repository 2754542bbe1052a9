"""The verbs as Python functions, and what they load."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import decide
from decide.errors import InputsRefused, WrongUse
from decide.model.explanation import Duel, Explanation
from decide.model.imported import Imported
from decide.model.ranking import Ranking
from tests import workspaces
from tests.workbook.back import edited

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"pandas", "pulp", "openpyxl", "scipy"}


def test_rank_returns_a_frozen_ranking_with_a_frame(case: Path) -> None:
    ranking = decide.rank(case, weights="hawkish")
    assert isinstance(ranking, Ranking)
    frame = ranking.to_frame()
    assert list(frame.index) == [line.option.id for line in ranking.options]
    assert frame.loc["middle-corridor", "score"] == pytest.approx(frame.loc["middle-corridor"].iloc[3:].sum(), abs=1e-7)
    with pytest.raises(dataclasses.FrozenInstanceError):
        ranking.method = "other"  # type: ignore[misc]


def test_why_returns_an_explanation_or_a_duel(case: Path) -> None:
    one = decide.why("middle-corridor", workspace=case, weights="hawkish")
    two = decide.why("middle-corridor", "export-routes", case, "hawkish")
    assert isinstance(one, Explanation)
    assert one.to_frame()["contribution"].sum() == pytest.approx(one.line.score, abs=1e-7)
    assert isinstance(two, Duel)
    assert two.to_frame()["points"].sum() == pytest.approx(two.gap, abs=1e-7)


def test_check_returns_all_issues(tmp_path: Path) -> None:
    workspaces.write(tmp_path, {"options/alpha.yaml": workspaces.ALPHA.replace("80", "800")})
    report = decide.check(tmp_path)
    assert [issue.code for issue in report.errors] == ["off-scale"]
    assert list(report.to_frame()["code"]) == ["off-scale"]
    with pytest.raises(InputsRefused) as refusal:
        decide.rank(tmp_path)
    assert refusal.value.issues == report.errors


def test_export_and_import_close_the_circle(tmp_path: Path) -> None:
    root = workspaces.write(tmp_path / "workspace", {})
    path = decide.export(tmp_path / "book.xlsx", root)
    typed = edited(path, "typed.xlsx", ("Weights", "effect", "swing:even", 70))
    found = decide.import_workbook(typed, root)
    assert isinstance(found, Imported)
    assert found.to_frame().to_dict("records") == [
        {
            "cell": "Weights!C11",
            "title": "Effect, Swing weight",
            "file": "weights/even.yaml",
            "line": 3,
            "before": "50",
            "after": "70",
        }
    ]
    assert found.after[0].to_frame().equals(decide.rank(root).to_frame())
    assert list(decide.import_workbook(path, root).to_frame().columns) == list(found.to_frame().columns)
    assert decide.export(tmp_path / "ranking.csv", root).read_text(encoding="utf-8").startswith("rank,")


def test_a_wrong_name_is_wrong_use(case: Path) -> None:
    with pytest.raises(WrongUse):
        decide.rank(case, weights="nobody")
    with pytest.raises(AttributeError, match="no attribute 'rnak'"):
        _ = decide.rnak  # type: ignore[attr-defined]


_LOADER = """\
import sys
sys.argv = ["decide", *sys.argv[1:]]
try:
    from decide.__main__ import main
    main()
except SystemExit:
    pass
print("\\n".join(sys.modules), file=sys.stderr)
"""


def _loaded(*arguments: str) -> set[str]:
    """The top-level modules that one call of the command line loads."""
    command = [sys.executable, "-c", _LOADER, *arguments]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in found.stderr.split()}


def test_help_and_rank_load_nothing_heavy(case: Path) -> None:
    assert not _loaded("--help") & (HEAVY | {"numpy", "pydantic", "yaml"})
    loaded = _loaded("rank", "-w", "hawkish", "-C", str(case))
    assert not loaded & HEAVY
    assert "numpy" in loaded
