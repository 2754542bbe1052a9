"""A history as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_history as say
from decide.report import words
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.history import History, Step


def render(found: History) -> str:
    """A heading, what moved, and a line a commit, newest first."""
    what = f"{found.option}, " if found.option else ""
    head = ["Commit", "Date", *(["Rank", "Score"] if found.option else ["First place", "Moved"])]
    head += ["Portfolio"] if found.with_portfolios else []
    rows = [_row(found, step) for step in found.steps[::-1]]
    return lines(
        f"## {escape(f'{found.profile}: {what}commit by commit')}",
        escape(say.headline(found)),
        table([*head, "Author", "Subject"], rows, right=(2, 3) if found.option else (3,)) if rows else "",
        *map(escape, say.notes(found)),
    )


def _row(found: History, step: Step) -> list[str]:
    entry, now, name = step.entry, step.entry.standing, found.option
    why = escape(say.why_unranked(found, now))
    if name:
        score = words.points(now.scores[name]) if name in now.scores else why
        cells = [say.place(now, name) if now.ranks else "", score, escape(say.member(now, name))]
    else:
        first = escape(", ".join(now.first))
        moved = "" if step.moved is None else str(step.moved)
        cells = [f"**{first}**" if step.moved_first else first or why, moved, escape(say.moves(step))]
    shown = cells if found.with_portfolios else cells[:-1]
    return [say.short(entry), say.day(entry), *shown, escape(entry.author), escape(say.subject(entry))]
