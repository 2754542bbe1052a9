"""Explanations on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from decide.model.option import Periods
from decide.model.results import Duel
from decide.report import grounds, sentences, words
from decide.report.canvas import dim, heading

if TYPE_CHECKING:
    from rich.console import RenderableType

    from decide.model.option import Cost, Judgement, Option
    from decide.model.results import Explanation
    from decide.report.canvas import Canvas

_TOLD = 3  # differences whose grounds are told in full
_INDENT = 4


def render(found: Explanation | Duel, canvas: Canvas, *, quiet: bool = False) -> str:
    """One option's reasons, or two options' differences; with `quiet` the table only."""
    if isinstance(found, Duel):
        table, around = _differences(found), _duel
        return canvas.text(table) if quiet else canvas.text(*around(found, table))
    table = _reasons(found)
    return canvas.text(table) if quiet else canvas.text(*_explanation(found, table))


def _explanation(found: Explanation, table: Table) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(sentences.standing(found), style="bold"), "", table, ""]
    if found.line.option.summary:
        parts += [Text(found.line.option.summary), ""]
    parts += [*_who(found.line.option), ""]
    parts.append(heading("What each score rests on"))
    for reason in found.reasons:
        parts += _ground(found, reason.criterion.title, reason.judgement)
    for title, arguments in (
        ("What speaks for it", found.line.option.arguments_for),
        ("What speaks against it", found.line.option.arguments_against),
    ):
        if arguments:
            parts += ["", heading(title)]
            parts += [_item(f"{said.says}{_cited(found, said.evidence)}") for said in arguments]
    parts += [dim(note) for note in sentences.notes(found.ranking) if not note.startswith("~")]
    return parts


def _cited(found: Explanation, evidence: tuple[str, ...]) -> str:
    known = [found.claim(reference) for reference in evidence]
    names = [f"{source.byline} ¶{claim.paragraph}" for source, claim in filter(None, known)]
    return f" [{'; '.join(names)}]" if names else ""


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
            words.percent(reason.weight),
            words.points(reason.contribution),
            words.points(reason.gain, signed=True),
        )
    total = sum(reason.gain for reason in found.reasons)
    table.add_row(
        Text("Sum", style="bold"),
        "",
        "",
        "100%",
        words.points(found.line.score),
        words.points(total, signed=True),
    )
    return table


def _duel(found: Duel, table: Table) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(sentences.gap(found), style="bold"), "", table, ""]
    closing = sentences.what_would_close_it(found)
    parts += [Text(closing), ""] if closing else []
    told = sorted(found.differences, key=lambda part: -abs(part.points))[:_TOLD]
    parts.append(heading("What the largest differences rest on"))
    for part in told:
        for side, judgement in ((found.first, part.first), (found.second, part.second)):
            parts += _ground(side, f"{part.criterion.title}, {side.line.option.title}", judgement)
    parts += [dim(note) for note in sentences.notes(found.first.ranking) if not note.startswith("~")]
    return parts


def _differences(found: Duel) -> Table:
    table = _table("Criterion", found.first.line.option.id, found.second.line.option.id, "Weight", "Points", "Equal at")
    for part in found.differences:
        share = grounds.is_share(part.criterion)
        table.add_row(
            Text(part.criterion.title),
            Text(words.quantity(part.first.quantity, share=share)),
            Text(words.quantity(part.second.quantity, share=share)),
            words.percent(part.weight),
            words.points(part.points, signed=True),
            "" if part.switches_at is None else words.percent(part.switches_at),
        )
    table.add_row(Text("Sum", style="bold"), "", "", "100%", words.points(found.gap, signed=True), "")
    return table


def _table(*heads: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        table.add_column(Text(head), justify="left" if place == 0 else "right", overflow="fold")
    return table


def _ground(found: Explanation, title: str, judgement: Judgement) -> list[RenderableType]:
    head = Text(f"  {title}")
    if judgement.grade:
        head.append(f"  grade {judgement.grade}", style="dim")
    return [head, *[_item(said) for said in grounds.of(found, judgement)]]


def _item(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, _INDENT))
