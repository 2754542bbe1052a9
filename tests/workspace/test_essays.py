"""Verifying locators against the texts behind the cards."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from decide.studies.check import check
from tests import workspaces

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "A title\n\u00a0\nFirst thing said.\n\n  Second thing, with \u2019 signs.  \n"
PARAGRAPHS = ["A title", "First thing said.", "Second thing, with \u2019 signs."]


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _card(**changes: str) -> str:
    parts = {"whole": _sha(TEXT), "second": _sha(PARAGRAPHS[1]), "third": _sha(PARAGRAPHS[2]), "number": "3"} | changes
    return (
        f"version: 1\ntitle: A card\nsha256: {parts['whole']}\nclaims:\n"
        f"  2: {{says: It says a thing., paragraph: 2, sha256: {parts['second']}}}\n"
        f"  3b: {{says: It says another., paragraph: {parts['number']}, sha256: {parts['third']}}}\n"
    )


def _codes(root: Path, card: str) -> list[tuple[str, int]]:
    workspaces.write(root, {"seeds/card.yaml": card, "essays/whatever.txt": TEXT.encode()})
    report = check(root, root / "essays")
    return [(issue.code, issue.where.line) for issue in report.errors]


def test_paragraphs_are_the_non_empty_lines_stripped(tmp_path: Path) -> None:
    assert _codes(tmp_path, _card()) == []
    assert check(tmp_path, tmp_path / "essays").passages == 2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"whole": "0" * 64}, [("essay-missing", 3)]),
        ({"second": "0" * 64}, [("paragraph-differs", 5)]),
        ({"number": "2"}, [("paragraph-differs", 6)]),
        ({"number": "4"}, [("paragraph-missing", 6)]),
    ],
)
def test_what_does_not_agree_is_an_error_at_its_line(
    tmp_path: Path, changes: dict[str, str], expected: list[tuple[str, int]]
) -> None:
    assert _codes(tmp_path, _card(**changes)) == expected
