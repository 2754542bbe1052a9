"""Explanations on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.explanation import Duel
from decide.model.option import Periods
from decide.report import grounds, sentences, words
from decide.report.layout import Line, Piece, columns, line, natural_widths, paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from decide.model.explanation import Explanation
    from decide.model.option import Argument, Cost, Judgement, Option
    from decide.report.canvas import Canvas

    Numbered: TypeAlias = Mapping[str, tuple[int, grounds.Passage]]

_TOLD = 3  # differences whose grounds are told in full
_INDENT = 4
_LEAST_NAME = 10


def render(found: Explanation | Duel, canvas: Canvas, *, quiet: bool = False) -> str:
    """One option's reasons, or two options' differences; with `quiet` the table only."""
    page = _Page(canvas.width)
    if isinstance(found, Duel):
        return canvas.text(page.differences(found) if quiet else page.duel(found))
    return canvas.text(page.reasons(found) if quiet else page.explanation(found))


class _Page:
    """Lays out explanations at one width."""

    def __init__(self, width: int) -> None:
        self.width = width

    def explanation(self, found: Explanation) -> list[Line]:
        option = found.line.option
        arguments = (*option.arguments_for, *option.arguments_against)
        references = [reference for reason in found.reasons for reference in reason.judgement.evidence]
        numbered = grounds.passages(found, [*references, *(name for said in arguments for name in said.evidence)])
        lines = [*self.told(sentences.standing(found), "bold"), line(""), *self.reasons(found), line("")]
        lines += [*self.told(option.summary), line("")] if option.summary else []
        lines += [*self.who(option), line(""), line("What each score rests on", "bold")]
        for reason in found.reasons:
            lines += self.ground(reason.criterion.title, reason.judgement, numbered)
        lines += self.arguments("What speaks for it", option.arguments_for, numbered)
        lines += self.arguments("What speaks against it", option.arguments_against, numbered)
        return [*lines, *self.passages(numbered), *self.caveats(found)]

    def duel(self, found: Duel) -> list[Line]:
        closing = sentences.what_would_close_it(found)
        largest = sorted(found.differences, key=lambda part: -abs(part.points))[:_TOLD]
        references = [name for part in largest for side in (part.first, part.second) for name in side.evidence]
        numbered = grounds.passages(found.first, references)
        lines = [*self.told(sentences.gap(found), "bold"), line(""), *self.differences(found), line("")]
        lines += [*self.told(closing), line("")] if closing else []
        lines.append(line("What the largest differences rest on", "bold"))
        for part in largest:
            for side, judgement in ((found.first, part.first), (found.second, part.second)):
                lines += self.ground(f"{part.criterion.title}, {side.line.option.title}", judgement, numbered)
        return [*lines, *self.passages(numbered), *self.caveats(found.first)]

    def reasons(self, found: Explanation) -> list[Line]:
        rows = [_heads("Criterion", "Performance", "Value", "Weight", "Points", "Over status quo")]
        rows += [
            _row(
                reason.criterion.title,
                words.quantity(reason.judgement.quantity, share=grounds.is_share(reason.criterion)),
                f"{reason.value:.2f}",
                words.share(reason.weight),
                words.points(reason.contribution),
                words.points(reason.gain, signed=True),
            )
            for reason in found.reasons
        ]
        total = words.points(sum(reason.gain for reason in found.reasons), signed=True)
        rows.append([line("Sum", "bold"), *_row("", "", "100%", words.points(found.line.score), total)])
        return self.table(rows)

    def differences(self, found: Duel) -> list[Line]:
        names = [side.line.option.id for side in (found.first, found.second)]
        rows = [_heads("Criterion", *names, "Weight", "Points", "Equal at")]
        for part in found.differences:
            share = grounds.is_share(part.criterion)
            rows.append(
                _row(
                    part.criterion.title,
                    words.quantity(part.first.quantity, share=share),
                    words.quantity(part.second.quantity, share=share),
                    words.share(part.weight),
                    words.points(part.points, signed=True),
                    "" if part.switches_at is None else words.share(part.switches_at),
                )
            )
        rows.append([line("Sum", "bold"), *_row("", "", "100%", words.points(found.gap, signed=True), "")])
        return self.table(rows)

    def table(self, rows: list[list[Line]]) -> list[Line]:
        """Numbers keep their room; the names of criteria are folded where there is little."""
        widths = natural_widths(rows)
        widths[0] = max(_LEAST_NAME, min(widths[0], self.width - sum(widths[1:]) - len(widths) + 1))
        return columns(rows, widths, range(1, len(widths)))

    def told(self, text: str, style: str = "", indent: int = 0) -> list[Line]:
        return paragraph(text, self.width, style, indent)

    def item(self, text: str, style: str = "") -> list[Line]:
        return self.told(text.rstrip(), style, _INDENT)

    def who(self, option: Option) -> list[Line]:
        risk, lead = option.escalation_risk, option.lead_time
        facts = [
            ("Who acts", ", ".join(option.actors)),
            ("By what means", option.instrument),
            ("Reversible", option.reversibility),
            ("Cost", _cost(option.cost)),
            ("Escalation risk", _with_note(words.quantity(risk.quantity, share=True), risk.note)),
            ("Lead time", _with_note(words.lead_time(lead), lead.note if lead else "")),
        ]
        lines: list[Line] = []
        for name, fact in facts:
            if fact:
                first, *more = self.told(f"{name}: {fact}")
                text = first[0].text
                lines += [(Piece(text[: len(name) + 1], "bold"), Piece(text[len(name) + 1 :])), *more]
        return lines

    def ground(self, title: str, judgement: Judgement, numbered: Numbered) -> list[Line]:
        head = (
            Piece(f"  {title}"),
            Piece(f"  grade {judgement.grade}" if judgement.grade else "", "dim"),
            Piece(f"  {grounds.cited(judgement.evidence, numbered)}" if judgement.evidence else ""),
        )
        told = grounds.told(judgement)
        return [head, *self.item(told)] if told else [head]

    def arguments(self, title: str, arguments: tuple[Argument, ...], numbered: Numbered) -> list[Line]:
        if not arguments:
            return []
        lines = [line(""), line(title, "bold")]
        for said in arguments:
            lines += self.item(f"{said.says} {grounds.cited(said.evidence, numbered)}")
        return lines

    def passages(self, numbered: Numbered) -> list[Line]:
        """Each passage once, with what contradicts it."""
        if not numbered:
            return []
        lines = [line(""), line("The passages, in our words", "bold")]
        for place, passage in numbered.values():
            where = (Piece(f"  [{place}] "), Piece(passage.where, "bold"), Piece(f"  {passage.reference}", "dim"))
            lines += [where, *self.item(passage.says)]
            for dispute in passage.disputes:
                lines += self.item(f"Disputed: {dispute}", "dim")
        return lines

    def caveats(self, found: Explanation) -> list[Line]:
        lines = [row for caveat in sentences.caveats(found.ranking) for row in self.told(caveat, "dim")]
        return [line(""), *lines] if lines else []


def _heads(*names: str) -> list[Line]:
    return [line(name, "bold") for name in names]


def _row(*texts: str) -> list[Line]:
    return [line(text) for text in texts]


def _cost(cost: Cost) -> str:
    if isinstance(cost, Periods):
        return "; ".join(f"{period}: {words.quantity(part.quantity)}" for period, part in cost.by_period)
    return _with_note(words.quantity(cost.quantity), cost.note)


def _with_note(fact: str, note: str) -> str:
    return f"{fact}. {note}" if note else fact
