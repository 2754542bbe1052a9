"""What a number rests on, in words: its note, and the passages behind it, each told once and numbered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.model.criterion import Measures
from decide.model.quantity import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from decide.model.criterion import Criterion
    from decide.model.explanation import Explanation
    from decide.model.option import Judgement


@dataclass(frozen=True, slots=True)
class Passage:
    """A claim as a reader meets it: where it stands, what it says, and what contradicts it."""

    reference: str
    where: str
    says: str
    disputes: tuple[str, ...] = ()


def is_share(criterion: Criterion) -> bool:
    """Whether a performance on it is shown as a percentage."""
    return criterion.measures is Measures.ESCALATION_RISK


def passages(found: Explanation, references: Iterable[str]) -> Mapping[str, tuple[int, Passage]]:
    """Each claim once, numbered in the order in which it is first named."""
    named = dict.fromkeys(references)
    return {reference: (place, _passage(found, reference)) for place, reference in enumerate(named, 1)}


def _passage(found: Explanation, reference: str) -> Passage:
    known = found.claim(reference)
    if known is None:
        return Passage(reference, reference, "No source card has this claim.")
    source, claim = known
    return Passage(reference, f"{source.byline} ¶{claim.paragraph}", claim.says, claim.disputes)


def cited(references: Iterable[str], numbered: Mapping[str, tuple[int, Passage]]) -> str:
    """The numbers of some claims: [1] [4]."""
    return " ".join(f"[{numbered[reference][0]}]" for reference in references)


def word(judgement: Judgement) -> str:
    """What stands behind a number that no passage supports; empty where one does."""
    if isinstance(judgement.quantity, Unknown):
        return "Nobody has scored it."
    if judgement.judged:
        return "Judgement: no passage bears on it."
    return "" if judgement.evidence else "No evidence is given."


def told(judgement: Judgement) -> str:
    """The ground in a line or two: the word, then the note."""
    return " ".join(part for part in (word(judgement), judgement.note) if part)
