"""seeds/ID.yaml → Source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.evidence import Claim, Source

if TYPE_CHECKING:
    from decide.workspace.schema.source import SourceFile


def source(name: str, entry: SourceFile) -> Source:
    """One source card."""
    return Source(
        id=name,
        title=entry.title,
        authors=tuple(entry.authors),
        outlet=entry.outlet or "",
        date=entry.date or "",
        sha256=entry.sha256,
        claims={
            key: Claim(key, claim.says, claim.paragraph, claim.sha256, tuple(claim.disputes))
            for key, claim in entry.claims.items()
        },
        summary=entry.summary or "",
    )
