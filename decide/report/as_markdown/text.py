"""Texts and tables in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from decide.report import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARKS = re.compile(r"([\\`*_\[\]()!<>|#~])")


def escape(text: str) -> str:
    """The text on one line, with every sign that Markdown reads put behind a backslash.

    An @ gets a joiner behind it, so that no person or team is notified.
    """
    return _MARKS.sub(r"\\\1", words.one_line(text)).replace("@", "@\u2060")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> str:
    """A table; the columns whose numbers stand in `right` are set flush right. Cells are Markdown already."""
    flush = set(right)
    rule = ["---:" if place in flush else "---" for place in range(len(head))]
    lines = [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]
    return "\n".join(lines) + "\n"


def lines(*parts: str) -> str:
    """Parts with an empty line between them; empty ones are left out."""
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"
