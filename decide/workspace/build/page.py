"""A file being checked: where to report what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.workspace.tree import MAX_FAULTS

if TYPE_CHECKING:
    from decide.errors import Issue
    from decide.workspace.document import Document, Route


class Page:
    """One document, and the issues found so far; after a hundred of its own it takes no more."""

    def __init__(self, document: Document, issues: list[Issue]) -> None:
        self.document, self.issues = document, issues
        self._reported = 0

    def report(self, code: str, message: str, route: Route, hint: str = "", *, key: bool = False) -> None:
        """Add an error at the end of a route; `key` points at the key instead of its value."""
        self._reported += 1
        if self._reported <= MAX_FAULTS:
            self.issues.append(self.document.issue(code, message, route, hint, key=key))
