"""Explanations as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.explanation import Duel
from decide.report import grounds, sentences, words
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.explanation import Explanation


def render(found: Explanation | Duel) -> str:
    """One option's reasons, or two options' differences."""
    return _duel(found) if isinstance(found, Duel) else _explanation(found)


def _explanation(found: Explanation) -> str:
    line = found.line
    head = ["Criterion", "Performance", "Value", "Weight", "Points", "Over status quo"]
    rows = [
        [
            escape(reason.criterion.title),
            escape(words.quantity(reason.judgement.quantity, share=grounds.is_share(reason.criterion))),
            f"{reason.value:.2f}",
            words.share(reason.weight),
            words.points(reason.contribution),
            words.points(reason.gain, signed=True),
        ]
        for reason in found.reasons
    ]
    numbered = grounds.passages(found, [name for reason in found.reasons for name in reason.judgement.evidence])
    rests = [
        f"- **{escape(reason.criterion.title)}** {escape(grounds.cited(reason.judgement.evidence, numbered))}: "
        f"{escape(grounds.told(reason.judgement))}".rstrip(": ")
        for reason in found.reasons
    ]
    against = [f"- {escape(said.says)}" for said in line.option.arguments_against]
    return lines(
        f"## {escape(line.option.title)}",
        escape(sentences.standing(found)),
        table(head, rows, right=range(2, 6)),
        "### What it rests on",
        "\n".join(rests),
        "### What speaks against it" if against else "",
        "\n".join(against),
        "### The passages, in our words" if numbered else "",
        "\n".join(_passage(place, passage) for place, passage in numbered.values()),
    )


def _passage(place: int, passage: grounds.Passage) -> str:
    disputes = "".join(f"\n  - Disputed: {escape(dispute)}" for dispute in passage.disputes)
    return f"- {escape(f'[{place}]')} **{escape(passage.where)}** {escape(passage.says)}{disputes}"


def _duel(found: Duel) -> str:
    head = [
        "Criterion",
        escape(found.first.line.option.title),
        escape(found.second.line.option.title),
        "Weight",
        "Points",
        "Equal at",
    ]
    rows = [
        [
            escape(part.criterion.title),
            escape(words.quantity(part.first.quantity, share=grounds.is_share(part.criterion))),
            escape(words.quantity(part.second.quantity, share=grounds.is_share(part.criterion))),
            words.share(part.weight),
            words.points(part.points, signed=True),
            "" if part.switches_at is None else words.share(part.switches_at),
        ]
        for part in found.differences
    ]
    return lines(
        f"## {escape(found.first.line.option.title)} or {escape(found.second.line.option.title)}",
        escape(sentences.gap(found)),
        table(head, rows, right=range(3, 6)),
        escape(sentences.what_would_close_it(found)),
    )
