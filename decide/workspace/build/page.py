"""A file being checked: where to report what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decide.errors import Issue
    from decide.workspace.document import Document, Route


@dataclass(frozen=True, slots=True)
class Page:
    """One document and the issues found so far."""

    document: Document
    issues: list[Issue]

    def report(self, code: str, message: str, route: Route, hint: str = "", *, key: bool = False) -> None:
        """Add an error at the end of a route; `key` points at the key instead of its value."""
        self.issues.append(self.document.issue(code, message, route, hint, key=key))
