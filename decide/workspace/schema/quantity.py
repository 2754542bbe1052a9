"""A number, a range, a distribution, a category or `unknown`, with the ground it stands on."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from decide.workspace import scalars
from decide.workspace.schema.base import NUMBER_SCHEMA, Evidence, Months, Number, Period, Prose, Reader, Schema
from decide.workspace.tree import Mapping, Text

GRADES = ("A", "B", "C", "D")
Grade: TypeAlias = Annotated[str, Reader(scalars.one_of(*GRADES), {"enum": list(GRADES)})]

# How a quantity may be said, and the keys each way needs.
_WAYS: tuple[tuple[str, ...], ...] = (
    ("value",),
    ("low", "best", "high"),
    ("mean", "sd"),
    ("uniform",),
    ("lognormal",),
)


def _scalar_text(node: object) -> Text:
    """Any scalar, kept as written: whether it is a number or a category, only the criterion can say."""
    if not isinstance(node, Text):
        scalars.fail("wrong-type", "a number, a category or `unknown` is due")
    if node.plain and node in {"", "~", "null"}:
        scalars.fail("empty-value", "the value is empty", "write a number, or `unknown`")
    return node


Scalar: TypeAlias = Annotated[Text, Reader(_scalar_text, {"anyOf": [NUMBER_SCHEMA, {"type": "string"}]})]


class LogNormalParts(Schema):
    """Mean and standard deviation of the logarithm."""

    mean: Number
    sd: Number


def _ends(node: object) -> list[Any]:
    if not isinstance(node, list) or len(node) != 2:  # noqa: PLR2004 - two ends
        scalars.fail("wrong-type", "uniform needs its two ends", "write uniform: [low, high]")
    return [scalars.number(end) for end in node]


def _needs(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": list(way)} for way in _WAYS]


class QuantityEntry(Schema):
    """Exactly one way of saying it, and its ground."""

    model_config = ConfigDict(json_schema_extra=_needs)

    value: Scalar | None = Field(None, description="a number or a category taken as certain, or `unknown`")
    low: Number | None = Field(None, description="the low end of a range")
    best: Number | None = Field(None, description="the most likely value, used where one number is due")
    high: Number | None = Field(None, description="the high end of a range")
    mean: Number | None = Field(None, description="mean of a normal distribution")
    sd: Number | None = Field(None, description="standard deviation of a normal distribution")
    uniform: (
        Annotated[
            list[Any],
            Reader(_ends, {"type": "array", "items": NUMBER_SCHEMA, "minItems": 2, "maxItems": 2}),
        ]
        | None
    ) = Field(None, description="[low, high], all equally likely")
    lognormal: LogNormalParts | None = Field(None, description="mean and sd of the logarithm")
    grade: Grade | None = Field(None, description="A explicit and confirmed, B explicit, C inferred, D judgement")
    evidence: Evidence | None = Field(None, description="claims as CARD#N, or the word judgement")
    note: Prose | None = Field(None, description="why this number")

    @model_validator(mode="before")
    @classmethod
    def _one_way(cls, node: object) -> object:
        if not isinstance(node, Mapping):
            scalars.fail("wrong-type", "a number, a range or `unknown` is due")
        begun = [way for way in _WAYS if any(key in node for key in way)]
        if not begun:
            scalars.fail(
                "incomplete-range",
                "neither a number nor a range",
                "write {low: , best: , high: }, or one number",
            )
        if len(begun) > 1:
            one, two = (next(key for key in way if key in node) for way in begun[:2])
            scalars.fail("two-ways", f"'{one}' and '{two}' say the same number in two ways", "keep one of them")
        missing = [key for key in begun[0] if key not in node]
        if missing:
            scalars.fail(
                "incomplete-range",
                f"{', '.join(begun[0])} belong together: {' and '.join(missing)} is missing",
                "write all of them, or one number",
            )
        return node


def _kind(node: object) -> str:
    if not isinstance(node, Mapping):
        return "<scalar>"
    return "<periods>" if any(key[:1].isdigit() for key in node) else "<entry>"


Performance: TypeAlias = Annotated[
    Annotated[Scalar, Tag("<scalar>")] | Annotated[QuantityEntry, Tag("<entry>")],
    Discriminator(lambda node: "<entry>" if isinstance(node, Mapping) else "<scalar>"),
]
PlainQuantity = Performance  # a resource or a risk is written as a performance is
Cost: TypeAlias = Annotated[
    Annotated[Scalar, Tag("<scalar>")]
    | Annotated[QuantityEntry, Tag("<entry>")]
    | Annotated[dict[Period, Performance], Tag("<periods>")],
    Discriminator(_kind),
]


class MonthsEntry(Schema):
    """A lead time with its range."""

    low: Months
    best: Months
    high: Months
    note: Prose | None = None


LeadTime: TypeAlias = Annotated[
    Annotated[Months, Tag("<scalar>")] | Annotated[MonthsEntry, Tag("<entry>")],
    Discriminator(lambda node: "<entry>" if isinstance(node, Mapping) else "<scalar>"),
]
