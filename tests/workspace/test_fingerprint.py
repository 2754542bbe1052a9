"""The fingerprint of scales, computed here once more from its definition."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from decide.workspace.fingerprint import scales_fingerprint
from decide.workspace.load import load
from tests import workspaces

if TYPE_CHECKING:
    from pathlib import Path

WITH_CATEGORIES = """\
version: 1
decision: Which way to go?
currency: USD million
horizon: 60 months
criteria:
  group:
    criteria:
      effect: {scale: {unit: points, worst: 0, best: 1e2}, status_quo: 50}
  risk: {scale: {unit: probability, worst: 0.70, best: 0}, status_quo: 0}
  echo: {scale: {unit: word, categories: [none, some]}, status_quo: none}
"""
OPTION = "version: 1\ntitle: A\nperformance: {effect: 80, risk: 0.1, echo: some}\n"
PROFILE = "version: 1\ntitle: P\nweights: {effect: 5, risk: 3, echo: 1}\n"


def _fingerprint(root: Path, criteria: str) -> str:
    workspaces.write(root, {"criteria.yaml": criteria, "options/a.yaml": OPTION, "weights/p.yaml": PROFILE}, base={})
    return scales_fingerprint(load(root, "p").problem.criteria)


def test_it_is_the_digest_that_the_design_states(tmp_path: Path) -> None:
    canonical = '{"echo":["none","some"],"effect":["points",0,100],"risk":["probability",0.7,0]}'
    expected = "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()[:12]
    assert _fingerprint(tmp_path, WITH_CATEGORIES) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("best: 1e2", "best: 100.0"),
        ("status_quo: 50", "status_quo: 40"),
        ("group:", "other:"),
        ("  risk: {", "  risk: {title: Risk, "),
    ],
)
def test_what_leaves_a_swing_as_it_is_leaves_the_fingerprint(tmp_path: Path, old: str, new: str) -> None:
    assert _fingerprint(tmp_path, WITH_CATEGORIES.replace(old, new)) == _fingerprint(tmp_path, WITH_CATEGORIES)


@pytest.mark.parametrize(
    ("old", "new"),
    [("1e2", "120"), ("0.70", "0.60"), ("unit: points", "unit: score"), ("[none, some]", "[none, some, much]")],
)
def test_what_changes_a_swing_changes_the_fingerprint(tmp_path: Path, old: str, new: str) -> None:
    assert _fingerprint(tmp_path, WITH_CATEGORIES.replace(old, new)) != _fingerprint(tmp_path, WITH_CATEGORIES)
