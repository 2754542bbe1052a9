"""expectations.yaml: what must stay true."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema, model_validator

from decide.model.expectation import Kind
from decide.workspace import scalars
from decide.workspace.names import nearest
from decide.workspace.schema.base import Flag, Id, Line, Prose, Reader, Schema, Spared, Version
from decide.workspace.source import Fault
from decide.workspace.tree import Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Collection

_PAIR = 2


def _place(node: object) -> int:
    value = scalars.number(node)
    if value < 1 or value != value.to_integral_value():
        scalars.fail("not-a-number", f"{value} is not a rank", "write a whole number, 1 or more")
    return int(value)


def _share(node: object) -> Decimal:
    value = scalars.number(node)
    if not 0 < value <= 1:
        scalars.fail("off-scale", f"{value} is not a share", "write a number above 0 and up to 1: 0.6 for 60%")
    return value


def _always(node: object) -> bool:
    if not scalars.flag(node):
        scalars.fail("bad-expectation", "never_first: false expects nothing", "write true, or remove the entry")
    return True


def _pair(node: object) -> object:
    if not isinstance(node, list) or len(node) != _PAIR:
        scalars.fail("bad-expectation", "ranks_above takes two options", "write [a, b] where a ranks above b")
    if isinstance(node[0], Text) and node[0] == node[1]:
        scalars.fail("bad-expectation", f"'{str(node[0])[:40]}' cannot rank above itself", "name two options")
    return node


def _some(node: object) -> object:
    if isinstance(node, list) and not node:
        scalars.fail("bad-expectation", "it names no profile", "name some, or remove the key for all of them")
    return node


Place: TypeAlias = Annotated[int, Reader(_place, {"type": "integer", "minimum": 1})]
Share: TypeAlias = Annotated[Decimal, Reader(_share, {"type": "number", "exclusiveMinimum": 0, "maximum": 1})]
Always: TypeAlias = Annotated[bool, Reader(_always, {"const": True})]
Pair: TypeAlias = Annotated[
    list[Annotated[Id | None, Spared()]],
    BeforeValidator(_pair),
    WithJsonSchema(
        {"type": "array", "items": {"type": "string"}, "minItems": _PAIR, "maxItems": _PAIR, "uniqueItems": True}
    ),
]
Profiles: TypeAlias = Annotated[
    list[Annotated[Id | None, Spared()]],
    BeforeValidator(_some),
    WithJsonSchema({"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}),
]


def _needs(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [kind.value]} for kind in Kind]
    schema["if"] = {"required": [Kind.RANKS_ABOVE.value]}
    schema["then"] = {"not": {"required": ["option"]}}
    schema["else"] = {"required": ["option"]}


class ExpectationEntry(Schema):
    """One thing that must stay true, why, and who says so."""

    model_config = ConfigDict(json_schema_extra=_needs)

    option: Id | None = None
    top: Place | None = Field(None, description="its rank is so or better")
    in_portfolio: Flag | None = Field(None, description="the best portfolio has it; false: has it not")
    never_first: Always | None = Field(None, description="it is not first, nor shares first place")
    ranks_above: Pair | None = Field(None, description="the first of two options has the smaller rank")
    robust_first: Share | None = Field(
        None, description="it is first for at least this share of the weights within 20% of the profile"
    )
    profiles: Profiles | None = Field(None, description="without it, all profiles")
    reason: Prose
    owner: Line

    @model_validator(mode="before")
    @classmethod
    def _one_kind(cls, node: object, info: ValidationInfo) -> object:
        """Set aside what is wrong with the shape, as is done with unknown keys: the rest is still checked."""
        faults: list[Fault] = [] if info.context is None else info.context
        if isinstance(node, Mapping):
            faults += _wrong_shape(node, cls.model_fields)
        return node


def _wrong_shape(node: Mapping, keys: Collection[str]) -> list[Fault]:
    """Whether an entry expects one thing of the options that belong to it; a misspelt key is not called missing too."""
    meant = {nearest(key, keys) for key in node if key not in keys}
    kinds = [Kind(key) for key in node if key in set(Kind)]
    if len(kinds) > 1:
        message = f"two expectations in one: {kinds[0]} and {kinds[1]}"
        return [_bad(message, node, kinds[1], "make two entries of them")]
    if not kinds:
        hint = f"one of: {', '.join(Kind)}"
        return [] if meant.intersection(Kind) else [_bad("this expects nothing", node, "", hint)]
    named = "option" in node
    if named and kinds[0] is Kind.RANKS_ABOVE:
        return [_bad("ranks_above names both of its options", node, "option", "remove the key 'option'")]
    if not named and kinds[0] is not Kind.RANKS_ABOVE and "option" not in meant:
        return [_bad("the key 'option' is missing", node, "", f"write option and {kinds[0]}")]
    return []


def _bad(message: str, node: Mapping, key: str, hint: str) -> Fault:
    """A fault at a key of an entry, or where the entry begins."""
    at = node.key(key)
    start, end = (node.start, node.start + 1) if at is None else (at.start, at.end)
    return Fault("bad-expectation", message, start, end, hint)


class ExpectationsFile(Schema):
    """expectations.yaml."""

    version: Version
    expectations: list[Annotated[ExpectationEntry | None, Spared()]]
