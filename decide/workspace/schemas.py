"""JSON Schemas of the files, from the same models that read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from decide.workspace.schema.criteria import CriteriaFile
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
    "source": SourceFile,
}


def json_schema(kind: str) -> str:
    """The JSON Schema of one kind of file, as text that ends with a newline."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | KINDS[kind].model_json_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema_file(kind: str) -> str:
    """Where the schema of one kind stands in a workspace."""
    return f"{SCHEMAS}/{kind}.schema.json"
