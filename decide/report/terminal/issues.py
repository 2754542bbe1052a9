"""Issues as a person reads them: what, where, the line itself, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.errors import Severity
from decide.report import words
from decide.report.layout import Piece, line, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.errors import Issue
    from decide.report.canvas import Canvas
    from decide.report.layout import Line

_COLOUR = {Severity.ERROR: "bold red", Severity.DOUBT: "bold yellow"}
_LEAST_EXCERPT = 20
_MOST_CARETS = 40


def render(issues: Sequence[Issue], canvas: Canvas) -> str:
    """All issues, in the order given."""
    return canvas.text([row for issue in issues for row in _issue(issue, canvas.width)])


def _issue(issue: Issue, width: int) -> list[Line]:
    where, colour = issue.where, _COLOUR[issue.severity]
    number, hint = str(where.line), words.one_line(issue.hint)
    margin = " " * len(number)
    head, *more = paragraph(f"{issue.severity}[{issue.code}]: {words.one_line(issue.message)}", width, "bold")
    mark = len(f"{issue.severity}[{issue.code}]")
    lines: list[Line] = [(Piece(head[0].text[:mark], colour), Piece(head[0].text[mark:], "bold")), *more]
    place = f"{where.file}:{where.line}:{where.column}" if where.line else where.file
    lines.append(line(f"{margin}--> {place}", "dim"))
    if issue.excerpt.strip():
        excerpt, start = _window(issue, max(_LEAST_EXCERPT, width - len(number) - 3))
        lines.append(line(f"{number} | {excerpt}"))
        carets = "^" * max(1, min(where.width, len(excerpt) - start, _MOST_CARETS))
        beside = len(margin) + 3 + start + len(carets) + 1 + len(hint) <= width
        lines.append((Piece(f"{margin} | {' ' * start}"), Piece(carets, colour), Piece(f" {hint}" if beside else "")))
        hint = "" if beside else hint
    if hint:
        lines += paragraph(f"{margin} = {hint}", width)
    return [*lines, line("")]


def _window(issue: Issue, room: int) -> tuple[str, int]:
    """The line as it stands, or the stretch of a long one around the place, and where in it the place begins."""
    text = "".join(sign if sign.isprintable() else " " for sign in issue.excerpt)
    start = issue.where.column - 1
    if len(text) <= room:
        return text, start
    first = max(0, min(start - room // 3, len(text) - room))
    return text[first : first + room], start - first
