"""Which portfolios stand whatever the admissible weights, on a terminal."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from decide.model.robust_portfolios import Role
from decide.report import sentences_robust_portfolios as say
from decide.report import words
from decide.report.layout import columns, line, natural_widths, paragraph
from decide.report.sentences_portfolio import clash_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.model.robust import Robustness
    from decide.model.robust_portfolios import RobustPortfolios
    from decide.report.layout import Line

_GAP = 2  # blanks between columns
_CELLS = 10  # of a bar
_LEAST_TITLE = 12
_NARROW = 60  # below this, bars are left out
_FILLED, _EMPTY = "\u2588", "\u2591"


def section(found: Robustness, which: str, width: int, *, shaded: bool) -> list[Line]:
    """What stands, what may be in, and what the portfolio of the profile risks; nothing where nothing is limited."""
    stands = found.portfolios
    if stands is None:
        return []
    titles = found.titles
    head = f"Portfolios {say.limits(stands)}"
    lines = [*paragraph(head, width, "bold"), *paragraph(say.headline(stands, which), width)]
    if stands.clash is not None:
        clash = itertools.chain(*(paragraph(text, width) for text in clash_lines(stands.clash)))
        return [*lines, *clash, *_budgets(stands, titles, width), line("")]
    lines += _bars(stands, titles, width, shaded=shaded)
    for label, role in (("In all", Role.CORE), ("In none", Role.EXTERIOR)):
        if names := say.with_role(stands, role):
            lines += paragraph(f"{label}: {', '.join(names)}.", width)
    for text in (say.usual(stands, found), *say.others(stands), say.kept(stands), say.confident(stands)):
        lines += paragraph(text, width) if text else []
    for text in say.notes(stands):
        lines += paragraph(text, width, "dim")
    return [*lines, *_budgets(stands, titles, width), line("")]


def _bars(stands: RobustPortfolios, titles: Mapping[str, str], width: int, *, shaded: bool) -> list[Line]:
    """The options that some portfolios have and others have not, with their core indices."""
    names = say.with_role(stands, Role.BORDERLINE)
    if not names:
        return []
    filled, empty = (_FILLED, _EMPTY) if shaded else ("#", ".")
    rows = [[line("In some of them", "bold"), line("Core index" if stands.complete else "Share drawn", "bold")]]
    for name in names:
        share = stands.core_index[name]
        full = min(max(round(share * _CELLS), 1), _CELLS - 1)
        bar = f"{filled * full}{empty * (_CELLS - full)} " if width >= _NARROW else ""
        rows.append([line(titles[name]), line(f"{bar}{words.roughly(share):>4}")])
    widths = natural_widths(rows)
    widths[0] = max(_LEAST_TITLE, min(widths[0], width - widths[1] - _GAP))
    return columns(rows, widths, {1}, _GAP)


def _budgets(stands: RobustPortfolios, titles: Mapping[str, str], width: int) -> list[Line]:
    """Core indices against the budget, of options that are not always out."""
    known = [one for one in stands.by_budget if one.portfolios]
    if not stands.by_budget:
        return []
    lines = [line(""), *paragraph("Core index, by budget", width, "bold")]
    for said in say.budgets(stands):
        lines += paragraph(said, width)
    if not known:
        return lines
    rows = [[line("Option", "bold"), *(line(words.number(one.budget), "bold") for one in known)]]
    rows += [
        [line(title), *(line(words.roughly(one.core_index[name])) for one in known)]
        for name, title in titles.items()
        if any(one.core_index.get(name) for one in known)
    ]
    rows.append([line("Portfolios", "dim"), *(line(f"{one.portfolios:,}", "dim") for one in known)])
    widths = natural_widths(rows)
    widths[0] = max(_LEAST_TITLE, min(widths[0], width - sum(widths[1:]) - _GAP * (len(widths) - 1)))
    return [*lines, *columns(rows, widths, set(range(1, len(widths))), _GAP)]
