"""A portfolio on a terminal: one screen, the most important first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_portfolio as say
from decide.report import words
from decide.report.layout import columns, line, natural_widths, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from decide.model.portfolio import Portfolio, PortfolioResult, Stand
    from decide.report.canvas import Canvas
    from decide.report.layout import Line

_GAP = 2  # blanks between columns
_LEAST_TITLE = 12
_NARROW = 60  # below this, cost and risk of each option are left out
_MIDDLING = 76  # below this, what else comes and goes
_LEAST_CHANGE = 12


def render(found: PortfolioResult, canvas: Canvas, *, quiet: bool = False) -> str:
    """Options in and out, limits, and what would change the choice; with `quiet` the tables only."""
    page = _Page(found, canvas.width)
    return canvas.text(page.tables() if quiet else page.whole())


class _Page:
    """Lays out one result at one width."""

    def __init__(self, found: PortfolioResult, width: int) -> None:
        self.found, self.width = found, width

    def whole(self) -> list[Line]:
        found = self.found
        head = f"{found.profile.title}: {found.problem.decision}"
        lines = [*paragraph(head, self.width, "bold"), line("")]
        lines += [*self.told(say.headline(found)), *self.told(say.proof(found), "dim"), line("")]
        if found.clash is not None:
            return lines + [row for text in say.clash_lines(found.clash) for row in self.indented(text)]
        if found.best is None:
            return lines
        lines += [*self.tables(), line("")]
        for text in (say.rule_of_thumb(found), say.next_sums(found), say.funding(found), say.together(found)):
            lines += self.told(text)
        profile = found.profile.id
        out = next((stand.option.id for stand in self.out() if stand.possible), "")
        more = f"More: decide portfolio --weights {profile} {f'--must {out}' if out else '--priority'}"
        more += f"    decide frontier --weights {profile}"
        for text in (*say.notes(found), more):
            lines += self.told(text, "dim")
        return lines

    def told(self, text: str, style: str = "") -> list[Line]:
        return paragraph(text, self.width, style) if text else []

    def indented(self, text: str) -> list[Line]:
        bare = text.lstrip()
        return paragraph(bare, self.width, "" if bare != text else "bold", indent=len(text) - len(bare))

    def tables(self) -> list[Line]:
        found = self.found
        if found.best is None:
            return []
        if found.top is not None:
            return self.several()
        parts = [self.stands("In", self.chosen()), self.stands("Out", self.out()), self.limits()]
        lines: list[Line] = []
        for part in parts:
            lines += [line(""), *part] if lines and part else part
        return lines

    def chosen(self) -> list[Stand]:
        """The options in, those hardest to do without first."""
        inside = [stand for stand in self.found.stands if stand.chosen]
        return sorted(inside, key=lambda stand: (-_loss(stand), stand.option.id))

    def out(self) -> list[Stand]:
        """The options out, those nearest to coming in first."""
        outside = [stand for stand in self.found.stands if not stand.chosen]
        return sorted(outside, key=lambda stand: (_loss(stand), stand.option.id))

    def stands(self, name: str, stands: Sequence[Stand]) -> list[Line]:
        """Each option with what it adds and its share of the joint risk, and what is lost if it were otherwise."""
        if not stands:
            return []
        wide, roomy = self.width >= _NARROW, self.width >= _MIDDLING
        share = wide and stands[0].chosen and any(stand.risk_share for stand in stands)
        loss = "Without" if stands[0].chosen else "If in"
        middle = ["Cost", "Risk", *(["Share"] if share else [])] if wide else []
        heads = [name, "Adds", *middle, loss, *(["Then"] if roomy else [])]
        rows = [[line(head, "bold") for head in heads]]
        for stand in stands:
            adds = stand.value_added + (stand.bonus if stand.chosen else 0.0)
            row = [_title(stand), words.points(adds)]
            if wide:
                row += [words.number(stand.cost), words.percent(stand.escalation_risk)]
            if share:
                row.append(f"{stand.risk_share:.0%}")
            cells = [line(text) for text in (*row, _lost(stand))]
            if roomy:
                cells.append(line(say.change(stand.change) if stand.change else _why_not(stand), "dim"))
            rows.append(cells)
        return self.fitted(rows, right=set(range(1, len(heads) - roomy)), last=roomy)

    def limits(self) -> list[Line]:
        """Each limit, what is taken and left, and what a larger one would buy."""
        if not self.found.limits:
            return []
        wide = self.width >= _MIDDLING
        heads = ("Limit", "Taken", "Of", "Left", *(("A larger one",) if wide else ()))
        rows = [[line(head, "bold") for head in heads]]
        for state in self.found.limits:
            key = state.limit.key
            left = float(state.amount) - float(state.taken)
            title = f"{state.title} {state.period}".rstrip()
            rows.append(
                [
                    line(title),
                    line(say.amount(key, state.taken)),
                    line(say.amount(key, state.amount)),
                    line(say.amount(key, left)),
                    *([line(say.limit_step(state), "dim")] if wide else []),
                ]
            )
        return self.fitted(rows, right={1, 2, 3}, last=wide)

    def several(self) -> list[Line]:
        """The best portfolios one under another, and what they share."""
        portfolios = self.found.portfolios
        shared = say.shared(portfolios)
        rows = [[line(head, "bold") for head in ("#", "Value", "Cost", "Risk", "Besides what all share")]]
        for place, one in enumerate(portfolios, 1):
            rest = [_with_size(one, name) for name in one.options if name not in shared or name in one.sizes]
            rows.append(
                [
                    line(str(place)),
                    line(words.points(one.value)),
                    line(words.number(one.cost)),
                    line(words.percent(one.escalation_risk)),
                    line(", ".join(rest) or "nothing"),
                ]
            )
        told = f"All have: {', '.join(shared)}." if shared else "No option is in all of them."
        return [*self.fitted(rows, right={0, 1, 2, 3}, last=True), line(""), *self.told(told)]

    def fitted(self, rows: list[list[Line]], right: Iterable[int], *, last: bool) -> list[Line]:
        """Columns, the last of which gets what is left, and the first gives way."""
        widths = natural_widths(rows)
        spare = self.width - sum(widths) - _GAP * (len(widths) - 1)
        if last and spare < 0:
            cut = min(-spare, max(widths[-1] - _LEAST_CHANGE, 0))
            widths[-1] -= cut
            spare += cut
        if spare < 0 and 0 not in set(right):
            widths[0] = max(_LEAST_TITLE, widths[0] + spare)
        return columns(rows, widths, set(right), _GAP)


def _title(stand: Stand) -> str:
    return f"{stand.option.title} ({stand.size})" if stand.size else stand.option.title


def _with_size(one: Portfolio, name: str) -> str:
    return f"{name}:{one.sizes[name]}" if name in one.sizes else name


def _loss(stand: Stand) -> float:
    return float("inf") if stand.loss is None else stand.loss


def _lost(stand: Stand) -> str:
    if stand.loss is None:
        return "–"
    return words.difference(-stand.loss)


def _why_not(stand: Stand) -> str:
    if stand.possible is False:
        return "no portfolio without it" if stand.chosen else "no portfolio with it"
    return "" if stand.loss is not None else "not worked out"
