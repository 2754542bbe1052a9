"""What an import did, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_import as sentences
from decide.report.as_markdown.diff import body
from decide.report.as_markdown.text import escape, lines, table
from decide.report.sentences_diff import verdict

if TYPE_CHECKING:
    from decide.model.imported import Imported


def render(found: Imported) -> str:
    """The edits, what was left alone, and what the change does, as `diff` says it."""
    rows = [
        [escape(one.title), escape(sentences.change(one)), escape(f"{one.file}:{one.line}"), escape(one.cell)]
        for one in found.changes
    ]
    parts = [
        f"## {escape(sentences.origin(found))}",
        table(["What", "Change", "Line", "Cell"], rows) if rows else "",
        *(escape(text) for text in sentences.asides(found)),
    ]
    if found.changes:
        parts += [f"### {escape(verdict(found.review)).removesuffix('.')}", *body(found.review)]
    return lines(*parts, escape(sentences.done(found)))
