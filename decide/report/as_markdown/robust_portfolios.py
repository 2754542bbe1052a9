"""Which portfolios stand whatever the admissible weights, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.robust_portfolios import Role
from decide.report import sentences_robust_portfolios as say
from decide.report import words
from decide.report.as_markdown.text import escape, table
from decide.report.sentences_portfolio import clash_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.model.robust import Robustness
    from decide.model.robust_portfolios import AtBudget, RobustPortfolios


def section(found: Robustness, which: str) -> list[str]:
    """What stands, core indices, and what the portfolio of the profile risks; nothing where nothing is limited."""
    stands = found.portfolios
    if stands is None:
        return []
    parts = [f"### {escape(f'Portfolios {say.limits(stands)}')}", escape(say.headline(stands, which))]
    if stands.clash is not None:
        parts += [escape(text.strip()) for text in clash_lines(stands.clash)]
    known = [one for one in stands.by_budget if one.portfolios]
    if stands.core_index or known:
        parts.append(_indices(stands, known, found.titles))
    texts = (
        *(say.usual(stands, found), *say.others(stands), say.kept(stands), say.confident(stands)),
        *(*say.budgets(stands), *say.notes(stands)),
    )
    return [*parts, *(escape(text) for text in texts if text)]


def _indices(stands: RobustPortfolios, known: list[AtBudget], titles: Mapping[str, str]) -> str:
    """The core index of each option, at the limits in force and at other budgets."""
    head = [
        "Option",
        "Core index" if stands.complete else "Share drawn",
        *(f"At {words.number(one.budget)}" for one in known),
    ]
    names = [name for role in Role for name in say.with_role(stands, role)] or list(known[0].core_index)
    rows = [
        [
            escape(titles[name]),
            words.roughly(stands.core_index[name]) if stands.core_index else "",
            *(words.roughly(one.core_index[name]) for one in known),
        ]
        for name in names
    ]
    return table(head, rows, right=list(range(1, len(head))))
