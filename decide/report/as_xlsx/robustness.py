"""Robustness: how far the published ranking can be trusted, with the map of ranks and what would move first place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_robust as say
from decide.report import words
from decide.report.as_xlsx.charts import tornado
from decide.report.as_xlsx.draft import RESULTS
from decide.report.as_xlsx.places import letters, place
from decide.report.as_xlsx.table import DASH, Column, make_room, widths_of, write_table, write_under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.model.robust import Robustness, Turn
    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.recorded import Sheet
    from decide.report.as_xlsx.table import Plain

TOO_MANY = "There are too many options to work this out while a workbook is written: see decide robust."
_LEAD = (
    "How far the ranking as it was published can be trusted if weights, and scores within their ranges, were others. "
    "These figures do not recalculate: after an edit, run decide robust."
)
_FIRST = 9  # the row of the first option
_WIDE = 12  # columns that a sentence goes over
_WIDTH = 9  # characters of a column where no table of ranks reaches
_GAP = 4  # rows between tables that stand one under another
_MANY = 15  # options, after which what follows begins on a page of its own
_MOST = 12  # scores that are shown
_PIXELS = 20  # of a row
_LETTER, _EDGE = 7, 5  # pixels of a letter, and around a cell
_SHADES = ("#FFFFFF", "#4477AA")


def write(draft: Draft) -> None:
    """The sheet."""
    found = draft.book.robustness
    sheet = draft.sheet("Robustness", _LEAD, RESULTS, width=_WIDE)
    if found is None:
        sheet.write_string(3, 1, TOO_MANY, draft.styles["plain"])
        sheet.set_column(1, _WIDE, _WIDTH)
        return
    columns = list(_options(found))
    widths = widths_of(columns)
    widths += [_WIDTH] * (_WIDE + 1 - len(widths))
    for row, text in enumerate((f"{say.headline(found)} {say.rivals(found)}", say.method(found)), 3):
        sheet.merge_range(row, 1, row, _WIDE, text, draft.styles["prose"])
        make_room(sheet, row, [(text, sum(widths[1 : _WIDE + 1]))])
    keys = ("id", "rank", "title", "best", "worst", "first", "varied", *(f"at{one}" for one in _ranks(found)))
    where = place("Robustness", _FIRST, len(found.options), keys)
    sheet.set_column(0, len(widths) - 1, _WIDTH, draft.styles["plain"])
    write_table(sheet, where, columns, draft.styles)
    sheet.conditional_format(
        f"{letters(where.column('at1'))}{where.first}:{letters(where.left + len(keys) - 1)}{where.last}",
        {"type": "2_color_scale", "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 0.8}
        | {"min_color": _SHADES[0], "max_color": _SHADES[1]},
    )
    last = where.last
    if found.leader is not None:
        ranks, last = last, _rooms(draft, sheet, found, last, widths)
        rooms, last = last, _scores(draft, sheet, found, last, widths)
        starts = [
            *([ranks] if rooms > ranks and len(found.options) > _MANY else []),
            *([rooms] if last > rooms else []),
        ]
        sheet.set_h_pagebreaks([start + _GAP - 2 for start in starts])  # above the titles of these parts
    sheet.freeze_panes(where.first - 1, 3)
    sheet.print_area(0, 0, last, max(_WIDE, len(keys) - 1))


def _ranks(found: Robustness) -> range:
    return range(1, len(found.options) + 1)


def _options(found: Robustness) -> Iterator[Column]:
    ones = found.options
    yield Column("", [one.line.option.id for one in ones], width=0)
    yield Column("Rank", [words.place(one.line.rank, tied=one.line.tied) for one in ones], style="centre", width=6)
    yield Column("Option", [one.line.option.title for one in ones], width=34)
    yield Column("Best rank", [one.ranks[0] for one in ones], style="count", width=7)
    yield Column("Worst rank", [one.ranks[1] for one in ones], style="count", width=7)
    yield Column("Often first", [one.acceptability[0].share for one in ones], style="percent", width=8)
    yield Column("With scores", [one.with_scores[0].share for one in ones], style="percent", width=8)
    for rank in _ranks(found):
        yield Column(str(rank), [one.with_scores[rank - 1].share for one in ones], style="share", width=4.7)


def _title(draft: Draft, sheet: Sheet, row: int, text: str) -> None:
    sheet.write_string(row - 1, 1, text, draft.styles["part"])


def _rooms(draft: Draft, sheet: Sheet, found: Robustness, last: int, widths: list[float]) -> int:
    """How far single weights may go before first place moves."""
    rooms = [one for one in found.leader.rooms if one.down or one.up] if found.leader else []
    if not rooms:
        return last
    where = place("Robustness", last + _GAP + 2, len(rooms), ("id", "now", "says", "down", "up"))
    _title(draft, sheet, where.first - 3, "First place holds while one weight stays between, the others in proportion")

    def turns(of: list[Turn | None]) -> list[Plain]:
        return [DASH if one is None else one.weight for one in of]

    columns = [
        Column("", [one.criterion for one in rooms], width=0),
        Column("Now", [one.weight for one in rooms], style="percent"),
        Column("Weight of", [say.room(found, one) for one in rooms], style="long"),
        Column("From", turns([one.down for one in rooms]), style="percent"),
        Column("To", turns([one.up for one in rooms]), style="percent"),
    ]
    write_under(sheet, where, columns, draft.styles, widths)
    return where.last


def _scores(draft: Draft, sheet: Sheet, found: Robustness, last: int, widths: list[float]) -> int:
    """What single scores do to the lead, as a table and as a tornado."""
    swings = found.leader.swings[:_MOST] if found.leader else ()
    if not swings:
        return last
    titles, options = words.titles(found.ranking), found.titles
    now = found.lead
    keys = ("id", "number", "title", "low", "high", "below", "above")
    where = place("Robustness", last + _GAP + 2, len(swings), keys)
    _title(draft, sheet, where.first - 3, "The lead of the first over the next, in points, where one score varies")
    names = [f"{options[one.option]} on {titles[one.criterion]}" for one in swings]
    columns = [
        Column("", [f"{one.option}:{one.criterion}" for one in swings], width=0),
        Column("No.", list(range(1, len(swings) + 1)), style="count"),
        Column("Score of", names, style="long"),
        Column("Lead at low", [one.leads[0] for one in swings], style="points"),
        Column("Lead at high", [one.leads[1] for one in swings], style="points"),
        Column("Low, less now", [one.leads[0] - now for one in swings], style="points"),
        Column("High, less now", [one.leads[1] - now for one in swings], style="points"),
    ]
    write_under(sheet, where, columns, draft.styles, widths)
    below = where.last + 2
    said = "By how much the lead of the first option changes between the ends of the range of each score."
    series = [("At its low end", where.all("below")), ("At its high end", where.all("above"))]
    wide = int(sum(_LETTER * width + _EDGE for width in widths if width))
    size = (wide, len(swings))
    height = tornado(draft, sheet, (below, 1), where.all("title"), series, size, "What single scores do", said)
    return below + height // _PIXELS + 2
