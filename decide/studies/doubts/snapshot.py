"""Doubts about the snapshot: that it is not what the files say now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.errors import Issue, Location, Severity
from decide.report.as_markdown.snapshot import SIGN, render
from decide.studies.snapshot import SNAPSHOT, snapshot_of
from decide.workspace.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.workspace.load_all import Whole

REFRESH = f"run `decide export {SNAPSHOT}`"


def about_snapshot(whole: Whole) -> Iterator[Issue]:
    """A snapshot that is out of date, at the first line that is another; none where there is no snapshot."""
    if not whole.folder.has(SNAPSHOT):
        return
    try:
        text = whole.folder.read(SNAPSHOT).text
    except Unreadable as refusal:
        where = Location(SNAPSHOT, 0, 0)
        yield Issue("snapshot-unreadable", refusal.fault.message, where, REFRESH, Severity.DOUBT)
        return
    if not text.startswith(SIGN.partition(",")[0]):
        return  # somebody else's file of that name
    due, found = render(snapshot_of(whole)).split("\n"), text.replace("\r\n", "\n").split("\n")
    if found != due:
        pairs = enumerate(zip(found, due, strict=False), 1)
        line = next((number for number, (one, other) in pairs if one != other), min(len(found), len(due)))
        message = f"the snapshot {SNAPSHOT} is not what the files say now"
        yield Issue("snapshot-stale", message, Location(SNAPSHOT, line, 1), REFRESH, Severity.DOUBT)
