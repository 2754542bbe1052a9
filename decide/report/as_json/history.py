"""A history as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decide.report.as_json.write import dumps

if TYPE_CHECKING:
    from decide.model.history import Entry, History


def render(found: History) -> str:
    """Every entry, oldest first; what is not committed has null for its commit."""
    return dumps(
        {
            "profile": found.profile,
            "option": found.option or None,
            "entries": [_entry(entry, found.option) for entry in found.entries],
            "moved_first": [entry.commit or None for entry in found.moved_first],
            "older": found.older,
            "shallow": found.shallow,
            "partial": found.partial,
        }
    )


def _entry(entry: Entry, option: str) -> dict[str, Any]:
    now = entry.standing
    return {
        "commit": entry.commit or None,
        "date": entry.date or None,
        "author": entry.author if entry.committed else None,
        "subject": entry.subject if entry.committed else None,
        "committed": entry.committed,
        "faults": now.faults,
        "has_profile": now.has_profile,
        "first": list(now.first),
        "ranks": {name: rank for name, rank in now.ranks.items() if option in {"", name}},
        "scores": {name: score for name, score in now.scores.items() if option in {"", name}},
        "status": now.status or None,
        "portfolio": None if now.portfolio is None else list(now.portfolio),
        "sizes": dict(now.sizes),
    }
