"""JSON Schemas: current, and agreeing with what `decide` itself accepts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from decide.workspace import scalars
from decide.workspace.schemas import KINDS, json_schema, schema_file
from decide.workspace.tree import Mapping, Sequence, Text, compose

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

FOLDERS = {"option": "options", "weights": "weights", "scenario": "scenarios", "source": "seeds"}


def _plain(node: object) -> Any:  # noqa: ANN401 - as an editor sees the file: YAML 1.2 core
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [_plain(value) for value in node]
    assert isinstance(node, Text)
    if node.plain and node in {"true", "false"}:
        return node == "true"
    try:
        return float(scalars.number(node))
    except Exception:  # noqa: BLE001 - whatever is no number is a text
        return str(node)


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_is_current(kind: str, case: Path) -> None:
    assert (case / schema_file(kind)).read_text(encoding="utf-8") == json_schema(kind), "run `make schemas`"


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_a_schema_that_accepts_every_shipped_file(kind: str, case: Path) -> None:
    schema = json.loads(json_schema(kind))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    folder = FOLDERS.get(kind)
    files = sorted((case / folder).glob("*.yaml")) if folder else [case / f"{kind}.yaml"]
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# yaml-language-server: $schema=")
        root, faults = compose(text)
        assert not faults
        validator.validate(_plain(root))


def test_the_schema_refuses_what_decide_refuses() -> None:
    schema = json.loads(json_schema("option"))
    good: dict[str, Any] = {"version": 1, "title": "A", "performance": {"effect": {"low": 1, "best": 2, "high": 3}}}
    jsonschema.validate(good, schema)
    for wrong in (
        good | {"titel": "A"},
        {"version": 1, "title": "A"},
        good | {"version": 2},
        good | {"performance": {"effect": {"low": 1, "best": 2}}},
        good | {"performance": {"effect": {"low": 1, "best": 2, "high": 3, "value": 2}}},
        good | {"lead_time": "soon"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_the_command_writes_and_prints(run: Run, tmp_path: Path) -> None:
    run("init")
    (tmp_path / "schemas" / "option.schema.json").write_text("old")
    assert run("schema").returncode == 0
    assert (tmp_path / "schemas" / "option.schema.json").read_text(encoding="utf-8") == json_schema("option")
    assert run("schema", "option").stdout == json_schema("option")
    assert run("schema", "optoin").stderr == "error: there is no kind of file 'optoin'\n  did you mean 'option'?\n"
