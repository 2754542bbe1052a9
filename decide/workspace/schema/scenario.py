"""scenarios/NAME.yaml: what changes if the world does."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from decide.workspace import scalars
from decide.workspace.schema.base import Id, Line, Number, Prose, References, Schema, Spared, Version
from decide.workspace.tree import Mapping

_WAYS = ("add", "set", "times")


def _needs(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [way]} for way in _WAYS]


def _exactly_one_way(node: object) -> None:
    if not isinstance(node, Mapping) or sum(way in node for way in _WAYS) != 1:
        scalars.fail("bad-change", "a change says exactly one of add, set, times")


class AmountEntry(Schema):
    """How a number changes."""

    model_config = ConfigDict(json_schema_extra=_needs)

    add: Number | None = None
    set: Number | None = None
    times: Number | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_way(cls, node: object) -> object:
        _exactly_one_way(node)
        return node


class ChangeEntry(Schema):
    """One change: of a performance, of an option's cost or risk, or of a limit."""

    option: Id | None = None
    criterion: Id | None = None
    limit: Id | None = None
    cost: AmountEntry | None = None
    escalation_risk: AmountEntry | None = None
    add: Number | None = None
    set: Number | None = None
    times: Number | None = None
    note: Prose | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_target(cls, node: object) -> object:
        if not isinstance(node, Mapping):
            scalars.fail("wrong-type", "a change is a mapping", "write {option: ID, criterion: ID, add: 5}")
        if ("option" in node) == ("limit" in node):
            scalars.fail("bad-change", "a change names either an option or a limit")
        targets = [key for key in ("criterion", "cost", "escalation_risk") if key in node]
        if "limit" in node and targets:
            scalars.fail("bad-change", f"a change of a limit does not name {targets[0]}")
        if "option" in node and len(targets) != 1:
            scalars.fail("bad-change", "a change of an option names one of criterion, cost, escalation_risk")
        if "limit" in node or "criterion" in node:
            _exactly_one_way(node)
        return node


class ScenarioFile(Schema):
    """scenarios/NAME.yaml."""

    version: Version
    title: Line
    changes: list[Annotated[ChangeEntry | None, Spared()]]
    reason: Prose | None = None
    evidence: References = Field(default_factory=list)
