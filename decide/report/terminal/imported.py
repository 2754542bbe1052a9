"""What an import did, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_import as sentences
from decide.report.layout import columns, line, natural_widths, paragraph
from decide.report.sentences_diff import verdict
from decide.report.terminal.diff import body

if TYPE_CHECKING:
    from decide.model.imported import Imported, ImportedChange
    from decide.report.canvas import Canvas
    from decide.report.layout import Line

_LEAST_BESIDE = 24  # below this, numbers stand under the title


def render(found: Imported, canvas: Canvas, *, quiet: bool = False) -> str:
    """Each edit with the line it goes to, what was left alone, and what the change does, as `diff` says it."""
    width = canvas.width
    edits = _changes(found, width)
    if quiet:
        return canvas.text(edits)
    parts: list[list[Line]] = [paragraph(sentences.origin(found), width, "bold"), edits]
    parts.append([row for text in sentences.asides(found) for row in paragraph(text, width)])
    if found.changes:
        does = [*paragraph(verdict(found.review), width, "bold"), *body(found.review, width)]
        parts.append(does)
    parts.append(paragraph(sentences.done(found), width, "bold"))
    shown = [part for part in parts if part]
    return canvas.text([row for place, part in enumerate(shown) for row in ([line("")] if place else []) + part])


def _changes(found: Imported, width: int) -> list[Line]:
    """File by file: what is meant, what it was and is, the line and the cell."""
    rows = [
        [line(one.title), line(sentences.change(one), "bold"), line(f"line {one.line}", "dim"), line(one.cell, "dim")]
        for one in found.changes
    ]
    if not rows:
        return []
    widths = natural_widths(rows)
    spare = width - sum(widths) - 3
    narrow = widths[0] + spare < _LEAST_BESIDE
    widths[0] += min(0, spare)
    lines: list[Line] = []
    for file in found.files:
        lines.append(line(file, "bold"))
        here = [(row, one) for row, one in zip(rows, found.changes, strict=True) if one.file == file]
        if narrow:
            lines += [row for _, one in here for row in _stacked(one, width)]
        else:
            lines += columns([row for row, _ in here], widths, set())
    return lines


def _stacked(one: ImportedChange, width: int) -> list[Line]:
    """The same, one thing under the other."""
    told = paragraph(f"{one.title}: {sentences.change(one)}", width, indent=2)
    return [*told, *paragraph(f"line {one.line}, {one.cell}", width, "dim", indent=4)]
