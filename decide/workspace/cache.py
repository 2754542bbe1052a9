"""What commits came to, kept between runs: one file a workspace, in the user's cache folder.

Nothing depends on it. A file that is damaged, or somebody else's, is as good as none; of a sound one every value is
checked before it is used.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from decide.errors import CannotWrite
from decide.model.history import Standing
from decide.workspace.scalars import ID
from decide.workspace.write import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA = 1  # of what is kept; another number, and what was kept is forgotten
OFF = "DECIDE_NO_CACHE"
_MOST = 5_000  # commits that are kept; those not asked for longest go first
_LARGEST = 100_000_000  # bytes of a file that is looked at
_STATES = ("", "optimal", "infeasible")  # what another run would find again; the rest hangs on the clock


def cache_folder() -> Path | None:
    """The folder for decide in the user's cache; None where the system names no home."""
    try:
        if sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
            return base / "decide" / "Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "decide"
        base = Path(os.environ.get("XDG_CACHE_HOME") or ".")
        return (base if base.is_absolute() else Path.home() / ".cache") / "decide"
    except RuntimeError:
        return None


def key_of(version: str, files: Mapping[str, str], profile: str, *, portfolio: bool) -> str:
    """What names the outcome of some files, by name and hash: the same content has the same key, anywhere."""
    content = [version, SCHEMA, profile, portfolio, sorted(files.items())]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


class Cache:
    """What the commits of one workspace came to. Without a path, or switched off, nothing is kept."""

    def __init__(self, origin: str, *, wanted: bool = True) -> None:
        folder = cache_folder() if wanted and os.environ.get(OFF, "") in {"", "0"} else None
        self.path = None if folder is None else folder / f"history-{origin[:32]}.json"
        self.kept = _read(self.path)
        self.new = False

    def get(self, key: str) -> Standing | None:
        """What was kept under a key."""
        found = _standing(self.kept.get(key))
        if found is not None:
            self.kept[key] = self.kept.pop(key)  # the last are those that were asked for last
        return found

    def put(self, key: str, standing: Standing) -> None:
        """Keep what would come out again."""
        if standing.status in _STATES:
            self.kept[key] = _record(standing)
            self.new = True

    def save(self) -> None:
        """Write what is new, with what another run has kept meanwhile; where that cannot be, nothing is lost."""
        if self.path is None or not self.new:
            return
        others = {key: record for key, record in _read(self.path).items() if key not in self.kept}
        last = dict(list((others | self.kept).items())[-_MOST:])
        data = json.dumps({"schema": SCHEMA, "commits": last}, separators=(",", ":")).encode()
        with contextlib.suppress(OSError, CannotWrite):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self.path, data)


def _read(path: Path | None) -> dict[str, Any]:
    """All that is kept; nothing where the file is no file, or not one of ours."""
    if path is None:
        return {}
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            return {}
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or found.get("schema") != SCHEMA or not isinstance(found.get("commits"), dict):
        return {}
    return dict(found["commits"])


def _record(one: Standing) -> list[Any]:
    lines = [[name, rank, one.scores[name]] for name, rank in one.ranks.items()]
    chosen = None if one.portfolio is None else [[name, one.sizes.get(name, "")] for name in one.portfolio]
    return [one.faults, one.has_profile, lines, one.status, chosen]


def _standing(record: object) -> Standing | None:
    """A record as it was; None where any part of it is not what it should be."""
    match record:
        case [int(faults), bool(has_profile), list(lines), str(status), list() | None as chosen] if (
            type(faults) is int
            and faults >= 0
            and status in _STATES
            and all(map(_is_line, lines))
            and (chosen is None or all(map(_is_choice, chosen)))
        ):
            return Standing(
                faults=faults,
                has_profile=has_profile,
                ranks={name: rank for name, rank, _ in lines},
                scores={name: score for name, _, score in lines},
                status=status,
                portfolio=None if chosen is None else tuple(name for name, _ in chosen),
                sizes={name: size for name, size in chosen or () if size},
            )
    return None


def _is_line(line: object) -> bool:
    match line:
        case [str(name), int(rank), float(score)]:
            return bool(ID.fullmatch(name)) and type(rank) is int and rank > 0 and math.isfinite(score)
    return False


def _is_choice(choice: object) -> bool:
    match choice:
        case [str(name), str(size)]:
            return bool(ID.fullmatch(name)) and (not size or bool(ID.fullmatch(size)))
    return False
