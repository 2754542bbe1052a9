"""How a doubt is raised: like an error, at a place in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.errors import Issue, Severity

if TYPE_CHECKING:
    from decide.workspace.document import Document, Route


def doubt(document: Document, code: str, message: str, route: Route, hint: str = "") -> Issue:
    """A doubt at the key to which a route leads."""
    return document.issue(code, message, route, hint, Severity.DOUBT, key=True)
