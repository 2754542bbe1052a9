"""scenarios/NAME.yaml: what changes if the world does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import ConfigDict, Field, ValidationInfo, model_validator

from decide.model.scenario import Way
from decide.workspace.names import nearest
from decide.workspace.schema.base import Id, Line, Number, Prose, References, Schema, Spared, Version
from decide.workspace.source import Fault
from decide.workspace.tree import MAX_FAULTS, Mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

_WAYS = tuple(way.value for way in Way)
AIMS = ("option", "limit", "weight")
OF_OPTION = ("criterion", "cost", "escalation_risk")
WITH_WAY = ("cost", "escalation_risk")  # the keys of an option under which add, set or times stands


def _one_of(*keys: str) -> list[dict[str, Any]]:
    return [{"required": [key]} for key in keys]


def _one_way(schema: dict[str, Any]) -> None:
    schema["oneOf"] = _one_of(*_WAYS)


def _one_target(schema: dict[str, Any]) -> None:
    """One thing that changes, one of its numbers, and one way; those of an option stand beside it."""
    numbers = (*OF_OPTION, "limit", "weight")
    schema["allOf"] = [{"oneOf": _one_of(*keys)} for keys in (AIMS, numbers, (*WITH_WAY, *_WAYS))]
    schema["dependentRequired"] = {key: ["option"] for key in OF_OPTION}


class AmountEntry(Schema):
    """How a number changes."""

    model_config = ConfigDict(json_schema_extra=_one_way)

    add: Number | None = None
    set: Number | None = None
    times: Number | None = None

    @model_validator(mode="before")
    @classmethod
    def _shape(cls, node: object, info: ValidationInfo) -> object:
        """Set aside what is wrong with the shape, as is done with unknown keys: the rest is still checked."""
        _judge(node, info, lambda change: _wrong_ways(change, cls.model_fields))
        return node


class ChangeEntry(Schema):
    """One change: of a performance, of an option's cost or risk, of a limit, or of a weight."""

    model_config = ConfigDict(json_schema_extra=_one_target)

    option: Id | None = None
    criterion: Id | None = Field(None, description="the option's performance on it")
    cost: AmountEntry | None = None
    escalation_risk: AmountEntry | None = None
    limit: Id | None = Field(None, description="budget, escalation_risk, or a resource")
    weight: Id | None = Field(None, description="the swing weight of this criterion, in whatever profile is used")
    add: Number | None = None
    set: Number | None = None
    times: Number | None = None
    note: Prose | None = None

    @model_validator(mode="before")
    @classmethod
    def _shape(cls, node: object, info: ValidationInfo) -> object:
        """Set aside what is wrong with the shape, as is done with unknown keys: the rest is still checked."""
        _judge(node, info, lambda change: _wrong_shape(change, cls.model_fields))
        return node


def _judge(node: object, info: ValidationInfo, wrong: Callable[[Mapping], list[Fault]]) -> None:
    """Add what is wrong with a mapping to the faults of the file, as long as they are going to be shown."""
    faults: list[Fault] = [] if info.context is None else info.context
    if isinstance(node, Mapping) and len(faults) < MAX_FAULTS:
        faults += wrong(node)


def _wrong_shape(node: Mapping, keys: Collection[str]) -> list[Fault]:
    """Whether a change says what changes and how, each once; a misspelt key is not called missing too."""
    aims, parts = _of(node, AIMS), _of(node, OF_OPTION)
    found = [_bad(f"two changes in one: of {pair}", node, key, "make two changes of them") for pair, key in _two(aims)]
    if not aims and parts and not _meant(node, keys, ("option",)):
        found.append(_bad("the key 'option' is missing", node, "", f"write option and {parts[0]}"))
    elif not aims and not _meant(node, keys, AIMS):
        found.append(_bad("what changes is not said", node, "", f"one of: {', '.join(AIMS)}"))
    if aims and "option" not in aims:
        found += [_bad(f"'{key}' belongs to a change of an option", node, key, "remove it") for key in parts]
        parts = []
    if aims == ["option"] and not parts and not _meant(node, keys, OF_OPTION):
        found.append(_bad("what changes of the option is not said", node, "", f"one of: {', '.join(OF_OPTION)}"))
    found += [
        _bad(f"two changes in one: of {pair}", node, key, "make two changes of them") for pair, key in _two(parts)
    ]
    inside = [part for part in parts if part in WITH_WAY]
    if not inside:
        return found + (_wrong_ways(node, keys) if aims else [])
    return found + [
        _bad(f"'{way}' belongs inside {inside[0]}", node, way, f"write {inside[0]}: {{{way}: …}}")
        for way in _of(node, _WAYS)
    ]


def _wrong_ways(node: Mapping, keys: Collection[str]) -> list[Fault]:
    """Whether exactly one of add, set and times is there."""
    ways = _of(node, _WAYS)
    if not ways and not _meant(node, keys, _WAYS):
        return [_bad("how it changes is not said", node, "", f"one of: {', '.join(_WAYS)}")]
    return [_bad(f"two ways in one change: {pair}", node, key, "keep one of them") for pair, key in _two(ways)]


def _of(node: Mapping, keys: Collection[str]) -> list[str]:
    """Those of the keys that stand here, in the order of the file."""
    return [str(key) for key in node if key in keys]


def _two(keys: Sequence[str]) -> list[tuple[str, str]]:
    """Where more than one stands that should be alone: the first with each of the others, which is at fault."""
    return [(f"{keys[0]} and {key}", key) for key in keys[1:]]


def _meant(node: Mapping, keys: Collection[str], due: Collection[str]) -> bool:
    """Whether a key that does not exist is one of those due, misspelt."""
    return any(nearest(key, keys) in due for key in node if key not in keys)


def _bad(message: str, node: Mapping, key: str, hint: str) -> Fault:
    """A fault at a key of a change, or where the change begins."""
    at = node.key(key)
    start, end = (node.start, node.start + 1) if at is None else (at.start, at.end)
    return Fault("bad-change", message, start, end, hint)


class ScenarioFile(Schema):
    """scenarios/NAME.yaml."""

    version: Version
    title: Line
    changes: list[Annotated[ChangeEntry | None, Spared()]]
    reason: Prose | None = None
    evidence: References = Field(default_factory=list)
