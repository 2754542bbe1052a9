"""What every schema shares: strictness, and field types whose readers know YAML 1.2 and say what is wrong."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
    ValidationInfo,
    model_validator,
)
from pydantic_core import core_schema

from decide.workspace import scalars
from decide.workspace.names import suggestion
from decide.workspace.salvage import Gone
from decide.workspace.source import Fault
from decide.workspace.tree import MAX_FAULTS, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pydantic_core import CoreSchema

NUMBER_SCHEMA: dict[str, Any] = {"type": "number"}
_REFERENCE_SCHEMA = {"type": "string", "pattern": f"^{scalars.REFERENCE.pattern}$"}


class Schema(BaseModel):
    """A mapping with known keys only."""

    # Only the schema of a whole file is ever used to validate: the parts are built with it, not each on its own.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, node: object, info: ValidationInfo) -> object:
        """Set aside keys that do not exist, with the nearest right name; the rest is still checked."""
        if not isinstance(node, Mapping):
            return node
        known = _keys(cls)
        wrong = [key for key in node if key not in known]
        if not wrong:
            return node
        faults: list[Fault] = [] if info.context is None else info.context
        faults += [unknown_key(key, known) for key in wrong[:MAX_FAULTS] if isinstance(key, Text)]
        kept = Mapping((key, value) for key, value in node.items() if key in known)
        kept.start, kept.end = node.start, node.end
        return kept


@cache
def _keys(schema: type[Schema]) -> frozenset[str]:
    """The keys that a mapping may have."""
    return frozenset(field.alias or name for name, field in schema.model_fields.items())


def unknown_key(key: Text, known: Collection[str]) -> Fault:
    """The fault of a key that does not exist."""
    return Fault(
        "unknown-key",
        f"there is no key '{str(key)[:40]}' here",
        key.start,
        key.end,
        suggestion(key, sorted(known)),
    )


class Reader:
    """Reads a field with a function of ours, and says in JSON Schema what it takes.

    One object in place of pydantic's two annotations, and nothing about the function has to be found out.
    """

    def __init__(self, read: Callable[[Any], Any], json_schema: dict[str, Any]) -> None:
        self.read, self.json_schema = read, json_schema

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.json_schema)


class Spared:
    """An item of a list that was taken out for its faults is None: all others keep their places, and are checked."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        item, _ = get_args(source)  # X | None: what a file may hold is X
        return core_schema.no_info_wrap_validator_function(
            lambda node, read: None if isinstance(node, Gone) else read(node), handler.generate_schema(item)
        )


Number: TypeAlias = Annotated[Decimal, Reader(scalars.number, NUMBER_SCHEMA)]
NumberKey: TypeAlias = Annotated[Decimal, Reader(scalars.number, {"type": "string"})]
Line: TypeAlias = Annotated[str, Reader(scalars.line, {"type": "string", "maxLength": scalars.MAX_TITLE})]
LongLine: TypeAlias = Annotated[
    str,
    Reader(lambda node: scalars.line(node, 300), {"type": "string", "maxLength": 300}),
]
Prose: TypeAlias = Annotated[str, Reader(scalars.prose, {"type": "string", "maxLength": scalars.MAX_PROSE})]
Flag: TypeAlias = Annotated[bool, Reader(scalars.flag, {"type": "boolean"})]
Id: TypeAlias = Annotated[
    str,
    Reader(scalars.identifier, {"type": "string", "pattern": f"^{scalars.ID.pattern}$"}),
]
Period: TypeAlias = Annotated[str, Reader(scalars.period, {"type": "string", "pattern": f"^{scalars.PERIOD.pattern}$"})]
FreeKey: TypeAlias = Annotated[str, Reader(scalars.key_text, {"type": "string"})]
Reference: TypeAlias = Annotated[str, Reader(scalars.reference, _REFERENCE_SCHEMA)]
Months: TypeAlias = Annotated[
    Decimal,
    Reader(scalars.months, {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? (months?|years?)$"}),
]
Version: TypeAlias = Annotated[int, Reader(scalars.version, {"const": 1})]
Fingerprint: TypeAlias = Annotated[
    str,
    Reader(scalars.fingerprint, {"type": "string", "pattern": "^sha256:[0-9a-f]{12}$"}),
]
Sha256: TypeAlias = Annotated[str, Reader(scalars.sha256, {"type": "string", "pattern": "^[0-9a-f]{64}$"})]

JUDGEMENT = "judgement"


def _judgement(node: object) -> str:
    if not isinstance(node, Text) or node != JUDGEMENT:
        shown = f"'{str(node)[:40]}'" if isinstance(node, Text) else "a mapping"
        hint = "write [CARD#N, …], or the word judgement"
        scalars.fail("bad-reference", f"{shown} where a list of claims is due", hint)
    return JUDGEMENT


# A list of claims, or the one word that says there is none.
Evidence: TypeAlias = Annotated[
    Annotated[str, Reader(_judgement, {"const": JUDGEMENT}), Tag("<word>")]
    | Annotated[list[Reference], Tag("<claims>")],
    Discriminator(lambda node: "<claims>" if isinstance(node, list) else "<word>"),
]
References: TypeAlias = Annotated[list[Reference], Field(default_factory=list)]
