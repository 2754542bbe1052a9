"""JSON Schemas of the files, from the same models that read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from decide.workspace.schema.criteria import CriteriaFile
from decide.workspace.schema.expectations import ExpectationsFile
from decide.workspace.schema.option import OptionFile
from decide.workspace.schema.portfolio import PortfolioFile
from decide.workspace.schema.scenario import ScenarioFile
from decide.workspace.schema.source import SourceFile
from decide.workspace.schema.weights import WeightsFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.workspace.schema.base import Schema

SCHEMAS = "schemas"
KINDS: Mapping[str, type[Schema]] = {
    "criteria": CriteriaFile,
    "option": OptionFile,
    "weights": WeightsFile,
    "portfolio": PortfolioFile,
    "scenario": ScenarioFile,
    "expectations": ExpectationsFile,
    "source": SourceFile,
}


def json_schema(kind: str) -> str:
    """The JSON Schema of one kind of file, as text that ends with a newline."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _tidy(KINDS[kind].model_json_schema())
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _tidy(node: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """What pydantic adds for Python's sake goes: an optional key may be left out, but it is never null."""
    if isinstance(node, list):
        return [_tidy(part) for part in node]
    if not isinstance(node, dict):
        return node
    tidy = {key: _tidy(value) for key, value in node.items() if not _is_noise(key, value)}
    kinds = tidy.get("anyOf")
    if isinstance(kinds, list) and {"type": "null"} in kinds:
        kept = [kind for kind in kinds if kind != {"type": "null"}]
        tidy.pop("anyOf")
        tidy = (kept[0] if len(kept) == 1 else {"anyOf": kept}) | tidy
    if "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    return tidy


def _is_noise(key: str, value: object) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)


def schema_file(kind: str) -> str:
    """Where the schema of one kind stands in a workspace."""
    return f"{SCHEMAS}/{kind}.schema.json"
