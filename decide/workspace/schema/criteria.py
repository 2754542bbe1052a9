"""criteria.yaml: the question, the value tree, the scales and value functions."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from decide.workspace import scalars
from decide.workspace.schema.base import (
    Flag,
    FreeKey,
    Id,
    Line,
    LongLine,
    Number,
    NumberKey,
    Prose,
    Reader,
    References,
    Schema,
    Version,
)
from decide.workspace.schema.quantity import Scalar
from decide.workspace.tree import Mapping, Text


class ScaleEntry(Schema):
    """A numeric scale; worst may lie above best, then less is better."""

    unit: Line
    worst: Number
    best: Number
    anchors: dict[NumberKey, LongLine] = Field(default_factory=dict, description="what a level means, in words")


class CategoryScaleEntry(Schema):
    """Named levels, from worst to best."""

    unit: Line
    categories: list[Line] = Field(description="from worst to best")
    anchors: dict[FreeKey, LongLine] = Field(default_factory=dict, description="what a category means, in words")


ScaleKind: TypeAlias = Annotated[
    Annotated[ScaleEntry, Tag("<numeric>")] | Annotated[CategoryScaleEntry, Tag("<categories>")],
    Discriminator(lambda node: "<categories>" if isinstance(node, Mapping) and "categories" in node else "<numeric>"),
]


class PointsEntry(Schema):
    """Straight lines between points, from worst to best."""

    points: dict[NumberKey, Number] = Field(description="level: value 0-100, first the worst level, last the best")


class ExponentialEntry(Schema):
    """An exponential curve."""

    exponential: Number = Field(description="the level whose value is one half")


class CategoryValuesEntry(Schema):
    """A value for each category."""

    categories: dict[FreeKey, Number] = Field(description="category: value 0-100")


def _value_kind(node: object) -> str:
    if isinstance(node, Mapping):
        return "<exponential>" if "exponential" in node else "<values>" if "categories" in node else "<points>"
    return "<word>"


ValueKind: TypeAlias = Annotated[
    Annotated[str, Reader(scalars.one_of("linear"), {"const": "linear"}), Tag("<word>")]
    | Annotated[PointsEntry, Tag("<points>")]
    | Annotated[ExponentialEntry, Tag("<exponential>")]
    | Annotated[CategoryValuesEntry, Tag("<values>")],
    Discriminator(_value_kind),
]

_MEASURES = ("cost", "escalation_risk")


class CriterionEntry(Schema):
    """A leaf of the value tree."""

    scale: ScaleKind
    status_quo: Scalar = Field(description="what happens on this criterion if nothing is done")
    title: Line | None = None
    question: LongLine | None = Field(None, description="the question a scorer answers")
    note: Prose | None = None
    value: ValueKind | None = Field(None, description="the value function; linear where nothing is said")
    measures: Annotated[str, Reader(scalars.one_of(*_MEASURES), {"enum": list(_MEASURES)})] | None = Field(
        None, description="the performance is this key of the option, and never written twice"
    )
    in_portfolio: Flag = Field(True, description="false: a level that does not add up over options")  # noqa: FBT003
    evidence: References = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _a_node(cls, node: object) -> object:
        if not isinstance(node, Mapping):
            shown = f"'{str(node)[:40]}'" if isinstance(node, Text) else "a list"
            message = f"{shown} where a criterion or a group is due"
            scalars.fail("wrong-type", message, "a node has either `scale` or `criteria`")
        if "criteria" in node:
            scalars.fail("two-ways", "a node has either `criteria` or `scale`", "keep one of them")
        return node


class GroupEntry(Schema):
    """An inner node of the value tree."""

    criteria: dict[Id, TreeNode]
    title: Line | None = None
    note: Prose | None = None


def _node_kind(node: object) -> str:
    """A discriminator only tells kinds apart; what fits none is refused by the kind it is given to."""
    return "<group>" if isinstance(node, Mapping) and "criteria" in node and "scale" not in node else "<criterion>"


TreeNode: TypeAlias = Annotated[
    Annotated["GroupEntry", Tag("<group>")] | Annotated[CriterionEntry, Tag("<criterion>")],
    Discriminator(_node_kind),
]


class CriteriaFile(Schema):
    """criteria.yaml."""

    version: Version
    decision: LongLine = Field(description="the question")
    currency: Line = Field(description="the unit of every cost, such as USD million")
    horizon: Line = Field(description="the time over which costs and effects count")
    criteria: dict[Id, TreeNode] = Field(description="the value tree: a node has either `criteria` or `scale`")
    context: Prose | None = None
    profile: Id | None = Field(None, description="the weight profile used where none is named")
