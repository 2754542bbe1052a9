"""options/ID.yaml: one measure that could be taken."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from decide.workspace import scalars
from decide.workspace.schema.base import Flag, Id, Line, LongLine, Prose, Reader, References, Schema, Version
from decide.workspace.schema.quantity import Cost, LeadTime, Performance, PlainQuantity

_REVERSIBILITY = ("high", "medium", "low")
Reversibility: TypeAlias = Annotated[str, Reader(scalars.one_of(*_REVERSIBILITY), {"enum": list(_REVERSIBILITY)})]


class ArgumentEntry(Schema):
    """One thing said for or against the option."""

    says: Prose
    evidence: References = Field(default_factory=list)


class ArgumentsEntry(Schema):
    """What speaks for the option, and what against."""

    for_: list[ArgumentEntry] = Field(default_factory=list, alias="for")
    against: list[ArgumentEntry] = Field(default_factory=list)


class SizeEntry(Schema):
    """Another size of the same measure; what is not said is inherited."""

    title: Line | None = None
    cost: Cost | None = None
    escalation_risk: PlainQuantity | None = None
    uses: dict[Id, PlainQuantity] | None = None
    performance: dict[Id, Performance] = Field(default_factory=dict)


class OptionFile(Schema):
    """options/ID.yaml."""

    version: Version
    title: Line
    performance: dict[Id, Performance] = Field(
        description="every criterion: a number, a range, a category, or `unknown`"
    )
    summary: Prose | None = None
    actors: list[Line] = Field(default_factory=list, description="who acts")
    instrument: LongLine | None = Field(None, description="by what means")
    reversibility: Reversibility | None = None
    arguments: ArgumentsEntry | None = None
    cost: Cost | None = Field(None, description="in the workspace's currency over its horizon; 0 where not said")
    uses: dict[Id, PlainQuantity] = Field(
        default_factory=dict, description="further resources, declared in portfolio.yaml"
    )
    escalation_risk: PlainQuantity | None = Field(
        None, description="probability that it provokes serious retaliation within the horizon"
    )
    trigger: Id | None = Field(
        None, description="options with one trigger provoke the same reaction, which happens once"
    )
    lead_time: LeadTime | None = Field(None, description="until the first real effect, such as 18 months")
    baseline: Flag = Field(False, description="true: this option is doing nothing")  # noqa: FBT003
    sizes: dict[Id, SizeEntry] = Field(default_factory=dict)
