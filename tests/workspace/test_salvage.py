"""What is left of a file when its faulty parts are taken out is still compared with the other files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from decide.errors import InputsRefused
from decide.studies.portfolio import portfolio
from tests import workspaces

if TYPE_CHECKING:
    from pathlib import Path


def _codes(root: Path, files: dict[str, str]) -> list[tuple[str, int]]:
    with pytest.raises(InputsRefused) as refusal:
        portfolio(workspaces.write(root, files))
    return [(issue.code, issue.where.line) for issue in refusal.value.issues]


def test_a_fault_inside_a_list_of_plain_words_hides_no_other(tmp_path: Path) -> None:
    """Such a list may not have a gap: all of it is left out, and the rest is looked at."""
    option = (
        "version: 1\ntitle: Alpha\nperformance:\n"
        "  effect: {best: 80, low: 70, high: 90, evidence: [essay#1, NO, essay#2]}\n"
        "  efect: 3\n  price: 0\n"
    )
    found = _codes(tmp_path, {"options/alpha.yaml": option})
    assert ("bad-reference", 4) in found
    assert ("unknown-criterion", 5) in found


def test_a_fault_inside_a_relation_hides_no_other_relation(tmp_path: Path) -> None:
    relations = (
        "version: 1\nrelations:\n  - {must: [alpha, 3]}\n  - {must: nobody}\n  - {excludes: [alpha, beta, gone]}\n"
    )
    found = _codes(tmp_path, {"portfolio.yaml": relations})
    assert sorted(found, key=lambda one: one[1]) == [("bad-id", 3), ("unknown-option", 4), ("unknown-option", 5)]
