"""expectations.yaml: what it becomes, that it may be missing, and that its schema refuses what decide refuses."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from decide.model.expectation import Expectation, Kind
from decide.workspace.committed import committed
from decide.workspace.load_all import EXPECTATIONS, load_all
from decide.workspace.read import validate
from decide.workspace.schema.expectations import ExpectationsFile
from decide.workspace.schemas import json_schema
from decide.workspace.source import Folder
from decide.workspace.tree import compose
from tests import workspaces
from tests.workbook.back import repository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

FILE = """\
version: 1
expectations:
  - option: alpha
    top: 3
    profiles: [even]
    reason: said so in public
    owner: planning office
  - {option: beta, in_portfolio: true, reason: r, owner: o}
  - {option: beta, in_portfolio: false, reason: r, owner: o}
  - {option: beta, never_first: true, reason: r, owner: o}
  - {ranks_above: [beta, alpha], reason: r, owner: o}
  - {option: alpha, robust_first: 0.60, reason: r, owner: o}
"""


def test_every_kind_becomes_an_expectation_with_its_place(tmp_path: Path) -> None:
    whole = load_all(Folder(workspaces.write(tmp_path, {EXPECTATIONS: FILE})))
    assert whole.issues == ()
    assert whole.expectations == (
        Expectation(Kind.TOP, ("alpha",), "said so in public", "planning office", Decimal(3), profiles=("even",)),
        Expectation(Kind.IN_PORTFOLIO, ("beta",), "r", "o"),
        Expectation(Kind.IN_PORTFOLIO, ("beta",), "r", "o", wanted=False),
        Expectation(Kind.NEVER_FIRST, ("beta",), "r", "o"),
        Expectation(Kind.RANKS_ABOVE, ("beta", "alpha"), "r", "o"),
        Expectation(Kind.ROBUST_FIRST, ("alpha",), "r", "o", Decimal("0.6")),
    )
    places = [(one.where.file, one.where.line, one.where.column) for one in whole.expectations if one.where]
    assert places == [
        (EXPECTATIONS, line, column) for line, column in ((4, 5), (8, 20), (9, 20), (10, 20), (11, 6), (12, 21))
    ]


def test_it_says_what_the_file_says(tmp_path: Path) -> None:
    whole = load_all(Folder(workspaces.write(tmp_path, {EXPECTATIONS: FILE})))
    assert [one.says for one in whole.expectations] == [
        "option: alpha, top: 3",
        "option: beta, in_portfolio: true",
        "option: beta, in_portfolio: false",
        "option: beta, never_first: true",
        "ranks_above: [beta, alpha]",
        "option: alpha, robust_first: 0.6",
    ]


def test_a_workspace_needs_none(tmp_path: Path) -> None:
    whole = load_all(Folder(workspaces.write(tmp_path, {})))
    assert (whole.issues, whole.expectations) == ((), ())
    assert EXPECTATIONS not in whole.documents
    empty = load_all(Folder(workspaces.write(tmp_path, {EXPECTATIONS: "version: 1\nexpectations: []\n"})))
    assert (empty.issues, empty.expectations) == ((), ())
    assert EXPECTATIONS in empty.documents, "it is a file that was read"


def test_those_of_a_commit_are_read_too(tmp_path: Path) -> None:
    root = workspaces.write(tmp_path / "top", {EXPECTATIONS: FILE})
    head = repository(root)
    now = load_all(Folder(root))
    (root / EXPECTATIONS).unlink()
    folder = committed(root, head)
    assert folder is not None
    assert load_all(folder).expectations == now.expectations != ()


def test_a_copy_of_the_shipped_case_has_them(run: Run, case: Path, tmp_path: Path) -> None:
    assert run("init", "--from", "kazakhstan", "copy").returncode == 0
    for file in (EXPECTATIONS, "schemas/expectations.schema.json"):
        assert (tmp_path / "copy" / file).read_bytes() == (case / file).read_bytes()


GOOD: dict[str, Any] = {"option": "alpha", "top": 3, "reason": "r", "owner": "o"}
_NO_KIND = {"option": "alpha", "reason": "r", "owner": "o"}
WRONG: dict[str, dict[str, Any]] = {
    "no kind": _NO_KIND,
    "two kinds": GOOD | {"never_first": True},
    "no option": {key: value for key, value in GOOD.items() if key != "option"},
    "option of ranks_above": _NO_KIND | {"ranks_above": ["alpha", "beta"]},
    "one option": {"ranks_above": ["alpha"], "reason": "r", "owner": "o"},
    "itself": {"ranks_above": ["alpha", "alpha"], "reason": "r", "owner": "o"},
    "no reason": {key: value for key, value in GOOD.items() if key != "reason"},
    "no owner": {key: value for key, value in GOOD.items() if key != "owner"},
    "rank 0": GOOD | {"top": 0},
    "rank 1.5": GOOD | {"top": 1.5},
    "share 0": _NO_KIND | {"robust_first": 0},
    "share above 1": _NO_KIND | {"robust_first": 1.01},
    "never_first false": _NO_KIND | {"never_first": False},
    "no profile": GOOD | {"profiles": []},
    "unknown key": GOOD | {"note": "n"},
}
RIGHT: dict[str, dict[str, Any]] = {
    "rank": GOOD,
    "profiles": GOOD | {"profiles": ["even", "gain"]},
    "pair": {"ranks_above": ["alpha", "beta"], "reason": "r", "owner": "o"},
    "out": _NO_KIND | {"in_portfolio": False},
    "all": _NO_KIND | {"robust_first": 1},
    "never": _NO_KIND | {"never_first": True},
}


@pytest.mark.parametrize("entry", [*WRONG.values(), *RIGHT.values()], ids=[*WRONG, *RIGHT])
def test_the_json_schema_refuses_what_decide_refuses(entry: dict[str, Any]) -> None:
    file = {"version": 1, "expectations": [entry]}
    validator = jsonschema.Draft202012Validator(json.loads(json_schema("expectations")))
    root, _ = compose(json.dumps(file))
    assert root is not None
    _, faults = validate(root, ExpectationsFile)
    refused = any(entry is wrong for wrong in WRONG.values())
    assert (validator.is_valid(file), faults == []) == (not refused, not refused), faults
