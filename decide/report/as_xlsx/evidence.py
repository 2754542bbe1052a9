"""Evidence: what every number rests on, the claims, and the sources they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.option import Periods
from decide.model.quantity import Category, Unknown, spread
from decide.report import grounds, words
from decide.report.as_xlsx.draft import WORKINGS
from decide.report.as_xlsx.places import place
from decide.report.as_xlsx.table import DASH, Column, make_room, write_table, write_under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.model.option import Judgement, NumberJudgement
    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout

_FIRST = 10
_GAP = 5
_KEYS = ("id", "option", "what", "best", "range", "grade", "rests", "note")
_LEAD = "What every number rests on. Grades run from A (confirmed) to D (judgement); claims are listed below."


def write(draft: Draft) -> None:
    """The sheet."""
    layout, styles = draft.layout, draft.styles
    lines = list(_grounds(layout))
    claims = [(source, claim) for source in layout.book.sources.values() for claim in source.claims.values()]
    sheet = draft.sheet("Evidence", _LEAD, WORKINGS, width=7)
    where = place("Evidence", _FIRST, len(lines), _KEYS)
    columns = [
        Column("", [f"{row}|{what}" for row, what, *_ in lines], style="hidden", width=0),
        Column("Option", [line[2] for line in lines], style="long", width=30),
        Column("What", [line[3] for line in lines], style="long", width=26),
        Column("Best estimate", [line[4] for line in lines], style="long", width=13),
        Column("Range", [line[5] for line in lines], style="long", width=14),
        Column("Grade", [line[6] for line in lines], style="centre", width=8),
        Column("Rests on", [line[7] for line in lines], style="long", width=30),
        Column("Note", [line[8] for line in lines], style="long", width=80),
    ]
    write_table(sheet, where, columns, styles)
    widths = [column.width for column in columns]
    merged = sum(widths[4:8])
    sheet.set_row(where.first - 3, None, None, {"hidden": True})
    if claims:
        below = place("Evidence", where.last + _GAP, len(claims), ("id", "claim", "where", "paragraph"))
        sheet.write_string(below.first - 4, 1, "Claims, in our own words", styles["part"])
        table = [
            Column("", [f"{source.id}#{claim.id}" for source, claim in claims], style="hidden"),
            Column("Claim", [f"{source.id}#{claim.id}" for source, claim in claims], style="long"),
            Column("Stands in", [source.byline for source, _ in claims], style="long"),
            Column("Paragraph", [claim.paragraph for _, claim in claims], style="count"),
        ]
        write_under(sheet, below, table, styles, widths)
        top = below.first - 2
        sheet.merge_range(top, 4, top, 7, "Says", styles["head"])
        for number, (source, claim) in enumerate(claims):
            row = below.first - 1 + number
            sheet.merge_range(row, 4, row, 7, claim.says, styles["long"])
            make_room(sheet, row, [(claim.says, merged), (source.byline, widths[2])])
        sources = list(layout.book.sources.values())
        last = place("Evidence", below.last + _GAP, len(sources), ("id", "source", "byline", "date"))
        sheet.write_string(last.first - 4, 1, "Sources", styles["part"])
        table = [
            Column("", [source.id for source in sources], style="hidden"),
            Column("Source", [source.id for source in sources], style="long"),
            Column("By", [", ".join(source.authors) or DASH for source in sources], style="long"),
            Column("Date", [source.date or DASH for source in sources], style="long"),
        ]
        write_under(sheet, last, table, styles, widths)
        top = last.first - 2
        sheet.merge_range(top, 4, top, 7, "Title", styles["head"])
        for number, source in enumerate(sources):
            row = last.first - 1 + number
            title = f"{source.title}. {source.outlet}"
            sheet.merge_range(row, 4, row, 7, title, styles["long"])
            make_room(sheet, row, [(title, merged), (", ".join(source.authors), widths[2])])
    sheet.freeze_panes(_FIRST - 1, 2)
    sheet.repeat_rows(_FIRST - 2)


def _grounds(layout: Layout) -> Iterator[tuple[str, ...]]:
    """Option id, key, option, what, best, range, grade, evidence, note: a line for each number that is stated."""
    titles = {criterion.id: criterion for criterion in layout.criteria}
    for row in layout.rows:
        if row.what is None or row.option is None:
            continue
        entries: list[tuple[str, str, Judgement | NumberJudgement, bool]] = []
        for name, judgement in row.what.performance.items():
            if row.size and judgement is row.option.performance[name]:
                continue
            entries.append((name, titles[name].title, judgement, grounds.is_share(titles[name])))
        costs = row.what.cost.by_period if isinstance(row.what.cost, Periods) else (("", row.what.cost),)
        if not row.size or row.what.cost is not row.option.cost:
            entries += [(f"cost:{name}", f"Cost, {name}" if name else "Cost", part, False) for name, part in costs]
        if not row.size or row.what.escalation_risk is not row.option.escalation_risk:
            entries.append(("escalation_risk", "Escalation risk", row.what.escalation_risk, True))
        for key, title, entry, share in entries:
            ends = None if isinstance(entry.quantity, Category | Unknown) else spread(entry.quantity)
            best = words.quantity(entry.quantity, share=share).partition(" (")[0]
            show = words.percent if share else words.number
            between = f"{show(ends[0])}–{show(ends[1])}" if ends else DASH
            rests = ", ".join(entry.evidence) or ("judgement" if entry.judged else DASH)
            yield row.id, key, row.title.strip(), title, best, between, entry.grade or DASH, rests, entry.note or DASH
