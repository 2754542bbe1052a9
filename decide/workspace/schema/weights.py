"""weights/NAME.yaml: one weight profile."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import Discriminator, Field, Tag

from decide.workspace import scalars
from decide.workspace.schema.base import (
    NUMBER_SCHEMA,
    Fingerprint,
    Id,
    Line,
    Number,
    Period,
    Prose,
    Reader,
    References,
    Schema,
    Version,
)
from decide.workspace.tree import Mapping

MAX_WEIGHT = 1_000_000


def _swing(node: object) -> Any:  # noqa: ANN401 - a Decimal
    weight = scalars.number(node)
    if weight < 0:
        scalars.fail(
            "negative-weight",
            f"the weight {weight} is negative",
            "where less is better, swap `worst` and `best` of the scale",
        )
    if weight > MAX_WEIGHT:
        scalars.fail("huge-weight", f"the weight {weight} is above {MAX_WEIGHT:,}", "swing weights run from 0 to 100")
    return weight


Swing: TypeAlias = Annotated[Any, Reader(_swing, {"type": "number", "minimum": 0, "maximum": MAX_WEIGHT})]


class GroupWeightEntry(Schema):
    """The swing weight of a group, and those of the nodes below it."""

    weight: Swing
    criteria: dict[Id, SwingNode]


SwingNode: TypeAlias = Annotated[
    Annotated[Swing, Tag("<number>")] | Annotated["GroupWeightEntry", Tag("<group>")],
    Discriminator(lambda node: "<group>" if isinstance(node, Mapping) else "<number>"),
]


def _pair(node: object) -> list[Any]:
    if not isinstance(node, list) or len(node) != 2:  # noqa: PLR2004 - two ends
        scalars.fail("wrong-type", "a range of weights needs its two ends", "write [low, high]")
    low, high = (_swing(end) for end in node)
    if low > high:
        scalars.fail("range-order", f"{low} lies above {high}", "write [low, high]")
    return [low, high]


WeightRange: TypeAlias = Annotated[
    list[Any],
    Reader(_pair, {"type": "array", "items": NUMBER_SCHEMA, "minItems": 2, "maxItems": 2}),
]
Limit: TypeAlias = Annotated[
    Annotated[Number, Tag("<number>")] | Annotated[dict[Period, Number], Tag("<periods>")],
    Discriminator(lambda node: "<periods>" if isinstance(node, Mapping) else "<number>"),
]


class WeightsFile(Schema):
    """weights/NAME.yaml."""

    version: Version
    title: Line
    weights: dict[Id, SwingNode] = Field(
        description="swing weights of every criterion, flat or by group; 0 is written out"
    )
    rationale: Prose | None = None
    method: Line | None = Field(None, description="how the weights were elicited")
    people: list[Line] = Field(default_factory=list)
    agreed_on: Line | None = None
    agreed_for: Fingerprint | None = Field(
        None, description="fingerprint of the scales it was agreed for; `decide weights confirm` writes it"
    )
    evidence: References = Field(default_factory=list)
    ranges: dict[Id, WeightRange] = Field(default_factory=dict, description="what weights are admissible")
    order: list[Id] = Field(default_factory=list, description="criteria from most to least important")
    limits: dict[Id, Limit] = Field(default_factory=dict, description="this profile's own limits, key by key")
