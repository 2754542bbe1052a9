"""portfolio.yaml: resources, limits, and relations between options."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from decide.workspace import scalars
from decide.workspace.schema.base import Evidence, Id, Line, Number, Prose, Reader, Schema, Spared, Version
from decide.workspace.schema.quantity import Cost, PlainQuantity
from decide.workspace.schema.weights import Limit
from decide.workspace.tree import Mapping, Text


class ResourceEntry(Schema):
    """A resource besides money."""

    title: Line
    unit: Line | None = None


def _listed(node: object) -> object:
    if isinstance(node, Text):
        return [node]
    if not isinstance(node, list) or not node:
        scalars.fail("wrong-type", "an option, or a list of options, is due")
    return node


def _count(node: object) -> int:
    value = scalars.number(node)
    if value < 0 or value != value.to_integral_value():
        scalars.fail("not-a-number", f"{value} is not a number of options", "write a whole number, 0 or more")
    return int(value)


OptionIds: TypeAlias = Annotated[
    list[Id],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]
Count: TypeAlias = Annotated[int, Reader(_count, {"type": "integer", "minimum": 0})]

# Each kind of relation, by the keys that make it what it is.
_KINDS: tuple[tuple[str, ...], ...] = (
    ("option", "requires"),
    ("option", "requires_any"),
    ("excludes",),
    ("at_least", "of"),
    ("at_most", "of"),
    ("exactly", "of"),
    ("together",),
    ("must",),
    ("must_not",),
)
_EFFECTS = ("adds", "cost", "escalation_risk")


def _needs(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": list(kind)} for kind in _KINDS]


class RelationEntry(Schema):
    """One relation: what must, may not, or gains from standing together."""

    model_config = ConfigDict(json_schema_extra=_needs)

    option: Id | None = None
    requires: OptionIds | None = Field(None, description="all of them")
    requires_any: OptionIds | None = Field(None, description="one of them")
    excludes: OptionIds | None = Field(None, description="at most one of them")
    at_least: Count | None = None
    at_most: Count | None = None
    exactly: Count | None = None
    of: OptionIds | None = None
    together: OptionIds | None = Field(None, description="when all are chosen")
    adds: dict[Id, Number] = Field(
        default_factory=dict, description="value points (0-100) of a criterion, may be negative"
    )
    cost: Cost | None = None
    escalation_risk: PlainQuantity | None = Field(None, description="one more independent cause, 0 <= p < 1")
    must: OptionIds | None = None
    must_not: OptionIds | None = None
    note: Prose | None = None
    evidence: Evidence | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_kind(cls, node: object) -> object:
        if not isinstance(node, Mapping):
            scalars.fail("wrong-type", "a relation is a mapping", "write {excludes: [a, b]}, or another kind")
        found = [kind for kind in _KINDS if kind[-1 if kind[0] == "option" else 0] in node]
        if len(found) != 1:
            said = "no relation" if not found else "two relations in one"
            scalars.fail(
                "bad-relation",
                f"this says {said}",
                f"one of: {', '.join(kind[-1 if kind[0] == 'option' else 0] for kind in _KINDS)}",
            )
        missing = [key for key in found[0] if key not in node]
        if missing:
            scalars.fail("bad-relation", f"the key '{missing[0]}' is missing", f"write {' and '.join(found[0])}")
        stray = [key for key in _EFFECTS if key in node and found[0] != ("together",)]
        if stray:
            scalars.fail("bad-relation", f"'{stray[0]}' belongs to `together` only")
        if found[0] == ("together",) and not any(key in node for key in _EFFECTS):
            scalars.fail(
                "bad-relation",
                "together without an effect",
                "say what it adds, or its cost or escalation_risk",
            )
        return node


class PortfolioFile(Schema):
    """portfolio.yaml."""

    version: Version
    resources: dict[Id, ResourceEntry] = Field(default_factory=dict, description="resources besides money")
    limits: dict[Id, Limit] = Field(default_factory=dict, description="budget, escalation_risk, and resources by id")
    relations: list[Annotated[RelationEntry | None, Spared()]] = Field(default_factory=list)
