"""What an import did, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_import as sentences
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.imported import Imported


def render(found: Imported) -> str:
    """The edits, what was left alone, and the rankings that changed."""
    rows = [
        [escape(one.title), escape(sentences.change(one)), escape(f"{one.file}:{one.line}"), escape(one.cell)]
        for one in found.changes
    ]
    parts = [
        f"## {escape(sentences.origin(found))}",
        table(["What", "Change", "Line", "Cell"], rows) if rows else "",
        *(escape(text) for text in sentences.asides(found)),
    ]
    for ranking, moves in sentences.moves(found):
        ranks = [(sentences.ranks(one), escape(one.now.option.title)) for one in moves]
        parts += [
            escape(sentences.verdict(ranking, moves)) + ".",
            table(
                ["#", "was", "Option", "Score", "was"],
                [[rank, was, title, score, score_was] for (rank, was, score, score_was), title in ranks],
                right=(0, 1, 3, 4),
            ),
        ]
    return lines(*parts, escape(sentences.done(found)))
