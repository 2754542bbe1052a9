"""What a number rests on, in words: grade, note, claims with their sources, and what disputes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.criterion import Measures
from decide.model.quantity import Unknown

if TYPE_CHECKING:
    from decide.model.criterion import Criterion
    from decide.model.option import Judgement
    from decide.model.results import Explanation


def is_share(criterion: Criterion) -> bool:
    """Whether a performance on it is shown as a percentage."""
    return criterion.measures is Measures.ESCALATION_RISK


def of(found: Explanation, judgement: Judgement) -> list[str]:
    """One sentence for each ground, the strongest first; never empty."""
    said = [claim(found, reference) for reference in judgement.evidence]
    if isinstance(judgement.quantity, Unknown):
        said.append("Nobody has scored it.")
    elif judgement.judged:
        said.append("Judgement: no passage bears on it.")
    elif not judgement.evidence:
        said.append("No evidence is given.")
    if judgement.note:
        said.append(judgement.note)
    return said


def claim(found: Explanation, reference: str) -> str:
    """A claim with its source, paragraph and disputes."""
    known = found.claim(reference)
    if known is None:
        return f"{reference}: no source card has this claim."
    source, said = known
    text = f"{source.byline} ¶{said.paragraph}: {said.says}"
    return text + "".join(f" Disputed: {dispute}" for dispute in said.disputes)
