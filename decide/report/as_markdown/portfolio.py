"""A portfolio as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_portfolio as say
from decide.report import words
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.portfolio import PortfolioResult, Stand


def render(found: PortfolioResult) -> str:
    """A heading, options in and out, limits, and what would change the choice."""
    head = [
        f"## {escape(found.profile.title)}: {escape(found.problem.decision)}",
        escape(say.headline(found)),
        escape(say.proof(found)),
    ]
    if found.clash is not None:
        first, *rest = say.clash_lines(found.clash)
        items = "\n".join(f"- {escape(text.strip())}" for text in rest)
        return lines(*head, escape(first), items, f"Inputs `{found.inputs}`.")
    if found.top is not None:
        body = [_several(found)] if found.best is not None else []
    else:
        said = (say.rule_of_thumb(found), say.next_sums(found), say.funding(found), say.together(found))
        inside = [stand for stand in found.stands if stand.chosen]
        outside = [stand for stand in found.stands if not stand.chosen]
        body = [_stands("In", inside), _stands("Out", outside), _limits(found), *map(escape, said)]
    return lines(*head, *body, *map(escape, say.notes(found)), f"Inputs `{found.inputs}`.")


def _stands(name: str, stands: list[Stand]) -> str:
    if not stands:
        return ""
    loss = "Without it" if stands[0].chosen else "If it were in"
    ordered = sorted(stands, key=lambda stand: (stand.loss is None, stand.loss or 0.0, stand.option.id))
    rows = [
        [
            escape(f"{stand.option.title} ({stand.size})" if stand.size else stand.option.title),
            words.points(stand.value_added + (stand.bonus if stand.chosen else 0.0)),
            words.number(stand.cost),
            words.percent(stand.escalation_risk),
            "–" if stand.loss is None else words.difference(-stand.loss),
            escape(say.change(stand.change)) if stand.change else "",
        ]
        for stand in (ordered[::-1] if stands[0].chosen else ordered)
    ]
    return table([name, "Adds", "Cost", "Risk", loss, "Then"], rows, right=range(1, 5))


def _limits(found: PortfolioResult) -> str:
    if not found.limits:
        return ""
    rows = [
        [
            escape(f"{state.title} {state.period}".rstrip()),
            say.amount(state.limit.key, state.taken),
            say.amount(state.limit.key, state.amount),
            escape(say.limit_step(state)),
        ]
        for state in found.limits
    ]
    return table(["Limit", "Taken", "Of", "A larger one"], rows, right=(1, 2))


def _several(found: PortfolioResult) -> str:
    rows = [
        [
            str(place),
            words.points(one.value),
            words.number(one.cost),
            words.percent(one.escalation_risk),
            escape(", ".join(one.options)),
        ]
        for place, one in enumerate(found.portfolios, 1)
    ]
    return table(["#", "Value", "Cost", "Risk", "Options"], rows, right=range(4))
