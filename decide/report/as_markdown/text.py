"""Texts and tables in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from decide.report import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARKS = re.compile(r"([\\`*_\[\]()!<>|#~$])")
_JOINER = "\u2060"  # takes no room, and parts what a forge would take for a mention, a reference or a link
_CALLS = re.compile(r"([@#]|\bGH-|\b(?:https?|ftp):|\bwww\.)", re.IGNORECASE)
_BEGINS = re.compile(r"^([-+=/]|[0-9]+(?=[.)](?: |$)))")


def escape(text: str) -> str:
    """The text on one line, with every sign that Markdown reads put behind a backslash.

    What a forge reads in a text gets a joiner behind it: nobody is notified, no issue is named, no link is made.
    """
    plain = _CALLS.sub(rf"\1{_JOINER}", words.one_line(text).replace("&", "&amp;"))
    return _BEGINS.sub(lambda match: _begun(match[1]), _MARKS.sub(r"\\\1", plain))


def _begun(start: str) -> str:
    """A beginning that makes no list, heading, rule or command."""
    return f"{start}{_JOINER}" if start[0].isdigit() else f"\\{start}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> str:
    """A table; the columns whose numbers stand in `right` are set flush right. Cells are Markdown already."""
    flush = set(right)
    rule = ["---:" if place in flush else "---" for place in range(len(head))]
    lines = [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]
    return "\n".join(lines) + "\n"


def lines(*parts: str) -> str:
    """Parts with an empty line between them; empty ones are left out."""
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"
