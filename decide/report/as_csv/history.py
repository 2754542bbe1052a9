"""A history as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_csv.write import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.model.history import Entry, History

_HEAD = ["commit", "date", "author", "subject", "faults", "option", "rank", "score", "in_portfolio"]


def render(found: History) -> str:
    """One row a commit and option, oldest commit first; a commit without ranks has one row, without an option."""
    return table(_HEAD, (row for entry in found.entries for row in _rows(entry, found.option)))


def _rows(entry: Entry, option: str) -> Iterator[list[object]]:
    now = entry.standing
    told = [entry.commit, entry.date, entry.author, entry.subject, now.faults]
    names = [name for name in now.ranks if option in {"", name}]
    for name in names:
        yield [*told, name, now.ranks[name], now.scores[name], _chosen(entry, name)]
    if not names:
        yield [*told, "", "", "", ""]


def _chosen(entry: Entry, name: str) -> object:
    """1, or the size, where the portfolio has an option, else 0; nothing where there is no portfolio."""
    now = entry.standing
    if now.portfolio is None:
        return ""
    return now.sizes.get(name, 1) if name in now.portfolio else 0
