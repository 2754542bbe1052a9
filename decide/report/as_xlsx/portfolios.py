"""Portfolios: those that no other one beats for all admissible weights, and what they say of each option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.robust_portfolios import Role
from decide.report import sentences_robust as robust
from decide.report import sentences_robust_portfolios as say
from decide.report import words
from decide.report.as_xlsx.charts import lines
from decide.report.as_xlsx.draft import RESULTS
from decide.report.as_xlsx.places import letters, place
from decide.report.as_xlsx.robustness import TOO_MANY
from decide.report.as_xlsx.table import Column, make_room, widths_of, write_table, write_under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.model.robust import Robustness
    from decide.model.robust_portfolios import AtBudget, RobustPortfolio, RobustPortfolios
    from decide.report.as_xlsx.draft import Draft

_LEAD = (
    "Which options are in the portfolios that no other one beats, whatever the admissible weights, as published. "
    "These figures do not recalculate: after an edit, run decide robust."
)
_UNLIMITED = "Nothing limits what is chosen together: every option that helps can be taken."
_FIRST = 11  # the row of the first option
_WIDE = 9  # columns that are printed, and that a sentence goes over
_WIDTH = 11  # characters of a column of numbers
_GAP = 4
_MOST = 500  # portfolios that are listed
_DRAWN = 10  # lines in the picture


def write(draft: Draft) -> None:
    """The sheet."""
    found = draft.book.robustness
    stands = None if found is None else found.portfolios
    sheet = draft.sheet("Portfolios", _LEAD, RESULTS, width=_WIDE - 1)
    if found is None or stands is None or not stands.found:
        why = TOO_MANY if found is None else _UNLIMITED if stands is None else say.headline(stands, "")
        sheet.write_string(3, 1, why, draft.styles["plain"])
        sheet.set_column(1, _WIDE, 11)
        return
    known = [one for one in stands.by_budget if one.portfolios]
    columns = list(_options(found, stands, known))
    widths = widths_of(columns)
    widths += [_WIDTH] * (_WIDE - len(widths))  # of the second table, which is the wider one without budgets
    texts = [
        f"Portfolios {say.limits(stands)}. {say.headline(stands, robust.which(found))}",
        " ".join(text for text in (say.usual(stands, found), *say.others(stands)) if text),
        " ".join(text for text in (say.kept(stands), *say.notes(stands)) if text),
    ]
    for row, text in enumerate((text for text in texts if text), 3):
        sheet.merge_range(row, 1, row, _WIDE - 1, text, draft.styles["prose"])
        make_room(sheet, row, [(text, sum(widths[1:_WIDE]))])
    keys = ("id", "title", "role", "index", *(f"at{number}" for number in range(len(known))))
    where = place("Portfolios", _FIRST, len(columns[0].values), keys)
    sheet.set_column(0, len(widths) - 1, _WIDTH, draft.styles["plain"])
    write_table(sheet, where, columns, draft.styles)
    bar = {"type": "data_bar", "bar_color": "#88CCEE", "bar_solid": True, "min_type": "num", "min_value": 0}
    cells = f"{letters(where.column('index'))}{where.first}:{letters(where.left + len(keys) - 1)}{where.last}"
    sheet.conditional_format(cells, bar | {"max_type": "num", "max_value": 1})
    last = where.last
    borderline = [row for row, name in enumerate(columns[0].values) if _varies(str(name), known)][:_DRAWN]
    if len(known) > 1 and borderline:
        heads = f"Portfolios!${letters(where.column('at0'))}${where.first - 1}:"
        heads += f"${letters(where.left + len(keys) - 1)}${where.first - 1}"
        series = [(f"={where.cell('title', row)}", where.spanned("at0", keys[-1], row)) for row in borderline]
        said = "The share of the portfolios that stand with each option, at several budgets."
        height = lines(
            draft, sheet, (last + 1, 1), heads, series, ("Budget", "Core index"), "Core index by budget", said
        )
        last += 2 + height // _PIXELS
        sheet.set_h_pagebreaks([last + _GAP - 3])
    last = _portfolios(draft, stands, last, widths)
    sheet.freeze_panes(2, 0)
    sheet.print_area(0, 0, last, max(_WIDE, len(keys)) - 1)


_PIXELS = 20  # of a row


def _varies(name: str, known: list[AtBudget]) -> bool:
    return len({one.core_index[name] for one in known}) > 1


def _options(found: Robustness, stands: RobustPortfolios, known: list[AtBudget]) -> Iterator[Column]:
    titles = found.titles
    names = [name for role in Role for name in say.with_role(stands, role)]
    yield Column("", names, width=0)
    yield Column("Option", [titles[name] for name in names], width=34)
    yield Column("Role", [str(stands.role(name)) for name in names], style="centre", width=12)
    yield Column("Core index", [stands.core_index[name] for name in names], style="percent", width=_WIDTH)
    for one in known:
        head = f"{words.number(one.budget)}"
        yield Column(head, [one.core_index[name] for name in names], style="percent", width=_WIDTH)


def _portfolios(draft: Draft, stands: RobustPortfolios, last: int, widths: list[float]) -> int:
    """The portfolios themselves, the most often best first."""
    ones = stands.found[:_MOST]
    keys = ("id", "against", "count", "value", "cost", "risk", "least", "regret", "best", "which")
    where = place("Portfolios", last + _GAP + 2, len(ones), keys)
    sheet = draft.workbook.get_worksheet_by_name("Portfolios")
    title = "The portfolios" if len(ones) == len(stands.found) else f"The first {_MOST} of {len(stands.found):,}"
    sheet.write_string(where.first - 4, 1, title, draft.styles["part"])
    columns = [
        Column("", [str(number) for number in range(1, len(ones) + 1)], width=0),
        Column("Against the best under the profile's weights", [_against(one, stands) for one in ones], style="long"),
        Column("Options", [len(one.portfolio.options) for one in ones], style="count"),
        Column("Value, points", [one.portfolio.value for one in ones], style="points"),
        Column("Cost", [float(one.portfolio.cost) for one in ones], style="money"),
        Column("Escalation risk", [one.portfolio.escalation_risk for one in ones], style="percent"),
        Column("Value at its worst", [one.least for one in ones], style="points"),
        Column("Largest regret", [one.regret for one in ones], style="points"),
        Column("Often best", [one.best.share for one in ones], style="percent"),
        Column("Which", [", ".join(one.portfolio.options) or "none" for one in ones]),
    ]
    write_under(sheet, where, columns, draft.styles, widths)
    sheet.set_column(where.column("which"), where.column("which"), 110)
    return where.last


def _against(one: RobustPortfolio, stands: RobustPortfolios) -> str:
    """What a portfolio has that the best under the profile's own weights has not, and the other way round."""
    mine = stands.usual
    return "the same" if mine is None or one.portfolio == mine.portfolio else say.instead(one.portfolio, mine.portfolio)
