"""Source cards: what an essay or report claims, paragraph by paragraph, in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, the paragraph it stands in, and that paragraph's fingerprint."""

    id: str
    says: str
    paragraph: int
    sha256: str
    disputes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Bibliography of one source, and its numbered claims."""

    id: str
    title: str
    authors: tuple[str, ...]
    outlet: str
    date: str
    sha256: str
    claims: Mapping[str, Claim]
    summary: str = ""

    @property
    def byline(self) -> str:
        """How the source is named in a sentence: `Bokhari 2022`."""
        names = [name.split()[-1] for name in self.authors]
        who = " and ".join(names) if names else self.outlet or self.id
        year = self.date[:4]
        return f"{who} {year}".strip()
