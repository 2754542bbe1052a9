"""A history on a terminal: a chart, oldest left, then a line a commit, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_history as say
from decide.report import words
from decide.report.layout import columns, line, natural_widths, paragraph
from decide.report.terminal.bump import bump

if TYPE_CHECKING:
    from decide.model.history import History, Step
    from decide.report.canvas import Canvas
    from decide.report.layout import Line

_GAP = 2
_NARROW = 60  # below this, what the portfolio gains and loses is left out
_ROOMY = 76  # from here on, subjects are shown
_NAMED = 100  # from here on, what the portfolio gains and loses is named, not counted
_WIDE = 130  # from here on, authors are shown
# What is cut where room is short, one after another, and what is left of it.
_GIVING_WAY = (
    ("Subject", 40),
    ("Author", 16),
    ("Portfolio", 24),
    ("Subject", 12),
    ("Portfolio", 9),
    ("First place", 12),
)
_MOVED = "* "


def render(found: History, canvas: Canvas, *, quiet: bool = False) -> str:
    """The chart, the table, and what they say in words; with `quiet` the table only."""
    width = canvas.width
    table = _table(found, width) if found.entries else []
    if quiet:
        return canvas.text(table)
    what = f"{found.option}, " if found.option else ""
    lines = [*paragraph(f"{found.profile}: {what}commit by commit", width, "bold"), line("")]
    if found.entries:
        chart = bump(found, width)
        lines += [*chart, line("")] if chart else []
        lines += [*table, line("")]
    lines += paragraph(say.headline(found), width)
    more = "Newest first; the picture has the oldest left. An option that got another id counts as another."
    for text in (*say.notes(found), *([more] if found.entries else [])):
        lines += paragraph(text, width, "dim")
    return canvas.text(lines)


def _table(found: History, width: int) -> list[Line]:
    """A line a commit, newest first."""
    return _of_one(found, width) if found.option else _of_all(found, width)


def _of_all(found: History, width: int) -> list[Line]:
    portfolio = found.with_portfolios and width >= _NARROW
    heads = ["Commit", "Date", "  First place", "Moved", *(["Portfolio"] if portfolio else [])]
    rows = [[line(head, "bold") for head in heads]]
    for step in found.steps[::-1]:
        moved = "" if step.moved is None else str(step.moved)
        row = [line(say.short(step.entry)), line(say.day(step.entry), "dim"), _first(found, step), line(moved)]
        rows.append([*row, *([line(say.moves(step, named=width >= _NAMED))] if portfolio else [])])
    return _fitted(found, rows, width, {3})


def _first(found: History, step: Step) -> Line:
    """Who comes first; marked where that moved."""
    now = step.entry.standing
    if not now.ranks:
        return line(f"  {say.why_unranked(found, now)}", "dim")
    names = ", ".join(now.first)
    return line(_MOVED + names, "bold") if step.moved_first else line("  " + names)


def _of_one(found: History, width: int) -> list[Line]:
    name = found.option
    heads = ["Commit", "Date", "Rank", "Score", *(["Portfolio"] if found.with_portfolios else [])]
    rows = [[line(head, "bold") for head in heads]]
    for step in found.steps[::-1]:
        now = step.entry.standing
        before = None if step.before is None else step.before.ranks.get(name)
        moved = before is not None and name in now.ranks and before != now.ranks[name]
        rank = f"{before} → {say.place(now, name)}" if moved else say.place(now, name) if now.ranks else ""
        score = words.points(now.scores[name]) if name in now.scores else say.why_unranked(found, now)
        row = [
            line(say.short(step.entry)),
            line(say.day(step.entry), "dim"),
            line(rank, "bold" if moved else ""),
            line(score, "" if now.ranks else "dim"),
        ]
        rows.append([*row, *([line(say.member(now, name))] if found.with_portfolios else [])])
    return _fitted(found, rows, width, {2, 3})


def _fitted(found: History, rows: list[list[Line]], width: int, right: set[int]) -> list[Line]:
    """The rows, with author and subject where there is room."""
    entries = [step.entry for step in found.steps[::-1]]
    if width >= _WIDE:
        authors = [line("Author", "bold"), *(line(words.one_line(entry.author)) for entry in entries)]
        rows = [[*row, cell] for row, cell in zip(rows, authors, strict=True)]
    if width >= _ROOMY:
        subjects = [line("Subject", "bold"), *(line(say.subject(entry), "dim") for entry in entries)]
        rows = [[*row, cell] for row, cell in zip(rows, subjects, strict=True)]
    widths = natural_widths(rows)
    heads = ["".join(piece.text for piece in cell).strip() for cell in rows[0]]
    spare = width - sum(widths) - _GAP * (len(widths) - 1)
    for head, least in _GIVING_WAY:
        if spare < 0 and head in heads:
            place = heads.index(head)
            cut = min(-spare, max(widths[place] - least, 0))
            widths[place] -= cut
            spare += cut
    return columns(rows, widths, right, _GAP)
