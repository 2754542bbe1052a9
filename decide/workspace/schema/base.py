"""What every schema shares: strictness, and field types whose readers know YAML 1.2 and say what is wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from decide.workspace import scalars
from decide.workspace.names import suggestion
from decide.workspace.source import Fault
from decide.workspace.tree import Mapping, Text

NUMBER_SCHEMA: dict[str, Any] = {"type": "number"}
_REFERENCE_SCHEMA = {"type": "string", "pattern": f"^{scalars.REFERENCE.pattern}$"}


class Schema(BaseModel):
    """A mapping with known keys only."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, node: object, info: ValidationInfo) -> object:
        """Set aside keys that do not exist, with the nearest right name; the rest is still checked."""
        if not isinstance(node, Mapping):
            return node
        known = {field.alias or name for name, field in cls.model_fields.items()}
        wrong = [key for key in node if key not in known]
        if not wrong:
            return node
        faults: list[Fault] = [] if info.context is None else info.context
        faults += [unknown_key(key, known) for key in wrong if isinstance(key, Text)]
        kept = Mapping((key, value) for key, value in node.items() if key in known)
        kept.start, kept.end = node.start, node.end
        return kept


def unknown_key(key: Text, known: set[str]) -> Fault:
    """The fault of a key that does not exist."""
    return Fault(
        "unknown-key",
        f"there is no key '{str(key)[:40]}' here",
        key.start,
        key.end,
        suggestion(key, sorted(known)),
    )


Number: TypeAlias = Annotated[Decimal, PlainValidator(scalars.number), WithJsonSchema(NUMBER_SCHEMA)]
NumberKey: TypeAlias = Annotated[Decimal, PlainValidator(scalars.number), WithJsonSchema({"type": "string"})]
Line: TypeAlias = Annotated[
    str, PlainValidator(scalars.line), WithJsonSchema({"type": "string", "maxLength": scalars.MAX_TITLE})
]
LongLine: TypeAlias = Annotated[
    str,
    PlainValidator(lambda node: scalars.line(node, 300)),
    WithJsonSchema({"type": "string", "maxLength": 300}),
]
Prose: TypeAlias = Annotated[
    str, PlainValidator(scalars.prose), WithJsonSchema({"type": "string", "maxLength": scalars.MAX_PROSE})
]
Flag: TypeAlias = Annotated[bool, PlainValidator(scalars.flag), WithJsonSchema({"type": "boolean"})]
Id: TypeAlias = Annotated[
    str,
    PlainValidator(scalars.identifier),
    WithJsonSchema({"type": "string", "pattern": f"^{scalars.ID.pattern}$"}),
]
Period: TypeAlias = Annotated[
    str, PlainValidator(scalars.period), WithJsonSchema({"type": "string", "pattern": f"^{scalars.PERIOD.pattern}$"})
]
FreeKey: TypeAlias = Annotated[str, PlainValidator(scalars.key_text), WithJsonSchema({"type": "string"})]
Reference: TypeAlias = Annotated[str, PlainValidator(scalars.reference), WithJsonSchema(_REFERENCE_SCHEMA)]
Months: TypeAlias = Annotated[
    Decimal,
    PlainValidator(scalars.months),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? (months?|years?)$"}),
]
Version: TypeAlias = Annotated[int, PlainValidator(scalars.version), WithJsonSchema({"const": 1})]
Fingerprint: TypeAlias = Annotated[
    str,
    PlainValidator(scalars.fingerprint),
    WithJsonSchema({"type": "string", "pattern": "^sha256:[0-9a-f]{12}$"}),
]
Sha256: TypeAlias = Annotated[
    str, PlainValidator(scalars.sha256), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})
]

JUDGEMENT = "judgement"


def _evidence(node: object) -> str | list[str]:
    if isinstance(node, Text):
        if node == JUDGEMENT:
            return JUDGEMENT
        scalars.fail(
            "bad-reference",
            f"'{str(node)[:40]}' where a list of claims is due",
            "write [CARD#N, …], or the word judgement",
        )
    if not isinstance(node, list):
        scalars.fail(
            "wrong-type",
            "a mapping where a list of claims is due",
            "write [CARD#N, …], or the word judgement",
        )
    return [scalars.reference(item) for item in node]


# A list of claims, or the one word that says there is none.
Evidence: TypeAlias = Annotated[
    str | list[str],
    PlainValidator(_evidence),
    WithJsonSchema({"anyOf": [{"const": JUDGEMENT}, {"type": "array", "items": _REFERENCE_SCHEMA}]}),
]
References: TypeAlias = Annotated[list[Reference], Field(default_factory=list)]
