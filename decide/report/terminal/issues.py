"""Issues as a person reads them: what, where, the line itself, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from decide.errors import Severity
from decide.report import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.errors import Issue
    from decide.report.canvas import Canvas

_COLOUR = {Severity.ERROR: "bold red", Severity.DOUBT: "bold yellow"}
_LEAST_EXCERPT = 20
_MOST_CARETS = 40


def render(issues: Sequence[Issue], canvas: Canvas) -> str:
    """All issues, in the order given."""
    return canvas.text(*[part for issue in issues for part in _issue(issue, canvas.width)])


def _issue(issue: Issue, width: int) -> list[Text]:
    where = issue.where
    head = Text(f"{issue.severity}[{issue.code}]", style=_COLOUR[issue.severity])
    head.append(f": {words.one_line(issue.message)}", style="bold")
    number, hint = str(where.line), words.one_line(issue.hint)
    margin = " " * len(number)
    lines = [head, Text(f"{margin}--> {where.file}:{where.line}:{where.column}", style="dim")]
    if issue.excerpt.strip():
        excerpt, marked = _window(issue, max(_LEAST_EXCERPT, width - len(number) - 3))
        lines.append(Text(f"{number} | {excerpt}"))
        caret = Text(f"{margin} | {' ' * marked}")
        caret.append("^" * max(1, min(where.width, len(excerpt) - marked, _MOST_CARETS)), style=_COLOUR[issue.severity])
        lines.append(caret)
        if hint and len(caret) + 1 + len(hint) <= width:
            caret.append(f" {hint}")
            hint = ""
    return [*lines, *([Text(f"{margin} = {hint}")] if hint else []), Text("")]


def _window(issue: Issue, room: int) -> tuple[str, int]:
    """The line as it stands, or the stretch of a long one around the place, and where in it the place begins."""
    text = "".join(sign if sign.isprintable() else " " for sign in issue.excerpt)
    start = issue.where.column - 1
    if len(text) <= room:
        return text, start
    first = max(0, min(start - room // 3, len(text) - room))
    return text[first : first + room], start - first
