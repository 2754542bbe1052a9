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
_MOST_EXCERPT = 100


def render(issues: Sequence[Issue], canvas: Canvas) -> str:
    """All issues, in the order given."""
    return canvas.text(*[part for issue in issues for part in _issue(issue)])


def _issue(issue: Issue) -> list[Text]:
    where = issue.where
    head = Text(f"{issue.severity}[{issue.code}]", style=_COLOUR[issue.severity])
    head.append(f": {words.one_line(issue.message)}", style="bold")
    number = str(where.line)
    margin = " " * len(number)
    lines = [head, Text(f"{margin}--> {where.file}:{where.line}:{where.column}", style="dim")]
    if issue.excerpt.strip():
        before, marked = _window(issue)
        lines.append(Text(f"{number} | {before}", no_wrap=True, overflow="crop"))
        caret = Text(f"{margin} | {' ' * marked}", no_wrap=False)
        caret.append("^" * _carets(issue, len(before) - marked), style=_COLOUR[issue.severity])
        caret.append(f" {words.one_line(issue.hint)}" if issue.hint else "")
        lines.append(caret)
    elif issue.hint:
        lines.append(Text(f"{margin} = {words.one_line(issue.hint)}"))
    return [*lines, Text("")]


def _window(issue: Issue) -> tuple[str, int]:
    """The line as it stands, or the stretch of a long one around the place, and where in it the place begins."""
    text = "".join(character if character.isprintable() else " " for character in issue.excerpt)
    start = issue.where.column - 1
    if len(text) <= _MOST_EXCERPT:
        return text, start
    first = max(0, start - _MOST_EXCERPT // 3)
    return text[first : first + _MOST_EXCERPT], start - first


def _carets(issue: Issue, room: int) -> int:
    return max(1, min(issue.where.width, room, 40))
