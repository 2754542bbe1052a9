"""seeds/ID.yaml: one card a source."""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias

from pydantic import Field

from decide.workspace import scalars
from decide.workspace.schema.base import Flag, FreeKey, Line, LongLine, Prose, Reader, Schema, Sha256, Version

_CLAIM = re.compile(r"[0-9]+[a-z]?")


def _claim_number(node: object) -> str:
    if not _CLAIM.fullmatch(str(node)):
        scalars.fail(
            "bad-reference",
            f"'{str(node)[:40]}' is not the number of a claim",
            "write 9, or 9b for a second one",
        )
    return str(node)


def _paragraph(node: object) -> int:
    value = scalars.number(node)
    if value < 1 or value != value.to_integral_value():
        scalars.fail("not-a-number", f"{value} is not the number of a paragraph", "the first non-empty line is 1")
    return int(value)


ClaimNumber: TypeAlias = Annotated[str, Reader(_claim_number, {"type": "string"})]
Paragraph: TypeAlias = Annotated[int, Reader(_paragraph, {"type": "integer", "minimum": 1})]


class ClaimEntry(Schema):
    """One claim, in our own words."""

    says: Prose
    paragraph: Paragraph = Field(description="the n-th non-empty line of the text")
    sha256: Sha256 = Field(description="of that line, stripped, as UTF-8")
    disputes: list[Prose] = Field(default_factory=list, description="what contradicts it, and where")


class SourceFile(Schema):
    """seeds/ID.yaml."""

    version: Version
    title: LongLine
    sha256: Sha256 = Field(description="of the whole text, as published")
    claims: dict[ClaimNumber, ClaimEntry]
    authors: list[Line] = Field(default_factory=list)
    outlet: LongLine | None = None
    date: Line | None = None
    url: LongLine | None = None
    genre: LongLine | None = None
    vantage: Prose | None = None
    recommends: Flag | None = Field(None, description="whether the text itself recommends measures")
    certainty: dict[FreeKey, Prose] = Field(
        default_factory=dict, description="how sure each part of the bibliography is"
    )
    summary: Prose | None = None
