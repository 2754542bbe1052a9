"""Explanations on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from decide.model.explanation import Duel
from decide.model.option import Periods
from decide.report import grounds, sentences, words
from decide.report.canvas import dim, heading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from decide.model.explanation import Explanation
    from decide.model.option import Argument, Cost, Judgement, Option
    from decide.report.canvas import Canvas

_TOLD = 3  # differences whose grounds are told in full
_INDENT = 4


def render(found: Explanation | Duel, canvas: Canvas, *, quiet: bool = False) -> str:
    """One option's reasons, or two options' differences; with `quiet` the table only."""
    if isinstance(found, Duel):
        table = _differences(found)
        return canvas.text(*([table] if quiet else _duel(found, table)))
    table = _reasons(found)
    return canvas.text(*([table] if quiet else _explanation(found, table)))


def _explanation(found: Explanation, table: Table) -> list[RenderableType]:
    option = found.line.option
    arguments = (*option.arguments_for, *option.arguments_against)
    references = [reference for reason in found.reasons for reference in reason.judgement.evidence]
    numbered = grounds.passages(found, [*references, *(name for said in arguments for name in said.evidence)])
    parts: list[RenderableType] = [Text(sentences.standing(found), style="bold"), "", table, ""]
    parts += [Text(option.summary), ""] if option.summary else []
    parts += [*_who(option), "", heading("What each score rests on")]
    for reason in found.reasons:
        parts += _ground(reason.criterion.title, reason.judgement, numbered)
    parts += _arguments("What speaks for it", option.arguments_for, numbered)
    parts += _arguments("What speaks against it", option.arguments_against, numbered)
    return [*parts, *_passages(numbered), *_notes(found)]


def _duel(found: Duel, table: Table) -> list[RenderableType]:
    closing = sentences.what_would_close_it(found)
    told = sorted(found.differences, key=lambda part: -abs(part.points))[:_TOLD]
    references = [name for part in told for side in (part.first, part.second) for name in side.evidence]
    numbered = grounds.passages(found.first, references)
    parts: list[RenderableType] = [Text(sentences.gap(found), style="bold"), "", table, ""]
    parts += [Text(closing), ""] if closing else []
    parts.append(heading("What the largest differences rest on"))
    for part in told:
        for side, judgement in ((found.first, part.first), (found.second, part.second)):
            parts += _ground(f"{part.criterion.title}, {side.line.option.title}", judgement, numbered)
    return [*parts, *_passages(numbered), *_notes(found.first)]


def _who(option: Option) -> list[Text]:
    risk, lead = option.escalation_risk, option.lead_time
    facts = [
        ("Who acts", ", ".join(option.actors)),
        ("By what means", option.instrument),
        ("Reversible", option.reversibility),
        ("Cost", _cost(option.cost)),
        ("Escalation risk", _with_note(words.quantity(risk.quantity, share=True), risk.note)),
        ("Lead time", _with_note(words.lead_time(lead), lead.note if lead else "")),
    ]
    return [Text.assemble((f"{name}: ", "bold"), fact) for name, fact in facts if fact]


def _cost(cost: Cost) -> str:
    if isinstance(cost, Periods):
        return "; ".join(f"{period}: {words.quantity(part.quantity)}" for period, part in cost.by_period)
    return _with_note(words.quantity(cost.quantity), cost.note)


def _with_note(fact: str, note: str) -> str:
    return f"{fact}. {note}" if note else fact


def _reasons(found: Explanation) -> Table:
    table = _table("Criterion", "Performance", "Value", "Weight", "Points", "Over status quo")
    for reason in found.reasons:
        table.add_row(
            Text(reason.criterion.title),
            Text(words.quantity(reason.judgement.quantity, share=grounds.is_share(reason.criterion))),
            f"{reason.value:.2f}",
            words.share(reason.weight),
            words.points(reason.contribution),
            words.points(reason.gain, signed=True),
        )
    total = sum(reason.gain for reason in found.reasons)
    score = words.points(found.line.score)
    table.add_row(Text("Sum", style="bold"), "", "", "100%", score, words.points(total, signed=True))
    return table


def _differences(found: Duel) -> Table:
    table = _table("Criterion", found.first.line.option.id, found.second.line.option.id, "Weight", "Points", "Equal at")
    for part in found.differences:
        share = grounds.is_share(part.criterion)
        table.add_row(
            Text(part.criterion.title),
            Text(words.quantity(part.first.quantity, share=share)),
            Text(words.quantity(part.second.quantity, share=share)),
            words.share(part.weight),
            words.points(part.points, signed=True),
            "" if part.switches_at is None else words.share(part.switches_at),
        )
    table.add_row(Text("Sum", style="bold"), "", "", "100%", words.points(found.gap, signed=True), "")
    return table


def _table(*heads: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        table.add_column(Text(head), justify="left" if place == 0 else "right", overflow="fold")
    return table


def _ground(
    title: str, judgement: Judgement, numbered: Mapping[str, tuple[int, grounds.Passage]]
) -> list[RenderableType]:
    head = Text(f"  {title}")
    head.append(f"  grade {judgement.grade}" if judgement.grade else "", style="dim")
    head.append(f"  {grounds.cited(judgement.evidence, numbered)}" if judgement.evidence else "")
    told = grounds.told(judgement)
    return [head, _item(told)] if told else [head]


def _arguments(
    title: str, arguments: tuple[Argument, ...], numbered: Mapping[str, tuple[int, grounds.Passage]]
) -> list[RenderableType]:
    if not arguments:
        return []
    return ["", heading(title), *[_item(f"{said.says} {grounds.cited(said.evidence, numbered)}") for said in arguments]]


def _passages(numbered: Mapping[str, tuple[int, grounds.Passage]]) -> list[RenderableType]:
    """Each passage once, with what contradicts it."""
    if not numbered:
        return []
    parts: list[RenderableType] = ["", heading("The passages, in our words")]
    for place, passage in numbered.values():
        parts.append(Text.assemble(f"  [{place}] ", (passage.where, "bold"), (f"  {passage.reference}", "dim")))
        parts.append(_item(passage.says))
        parts += [_item(f"Disputed: {dispute}", style="dim") for dispute in passage.disputes]
    return parts


def _notes(found: Explanation) -> list[RenderableType]:
    caveats = sentences.caveats(found.ranking)
    return ["", *[dim(caveat) for caveat in caveats]] if caveats else []


def _item(text: str, style: str = "") -> Padding:
    return Padding(Text(text.rstrip(), style=style), (0, 0, 0, _INDENT))
