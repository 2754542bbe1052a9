"""What git knows of a workspace. Only objects are read: nothing that a repository configures is run."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PATIENCE = 20.0  # seconds
_SHA256_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Revision:
    """The commit that is checked out, empty where there is none, and whether some files differ from it."""

    commit: str
    changed: bool


NOTHING = Revision("", changed=False)


def revision(root: Path, files: Mapping[str, bytes]) -> Revision:
    """The commit of the workspace at `root`, and whether these files (by their names in it) are as committed.

    Line ends do not count as a difference, since git may change them.
    """
    commit = (_asked(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}") or b"").decode().strip()
    listed = _asked(root, "ls-tree", "-r", "-z", "HEAD") if commit else None
    if listed is None:
        return NOTHING
    known: dict[str, str] = {}
    for entry in listed.split(b"\0"):
        kind, _, name = entry.partition(b"\t")
        if name:
            known[name.decode("utf-8", "surrogateescape")] = kind.split()[2].decode()
    same = all(known.get(name) in _blobs(data, len(commit) == _SHA256_DIGITS) for name, data in files.items())
    return Revision(commit, changed=not same)


def _blobs(data: bytes, sha256: bool) -> set[str]:  # noqa: FBT001 - of two kinds of hash
    """How git would name a file with this content, whatever its line ends."""
    plain = data.replace(b"\r\n", b"\n")
    make = hashlib.sha256 if sha256 else hashlib.sha1
    return {
        make(b"blob %d\0%s" % (len(text), text)).hexdigest() for text in (data, plain, plain.replace(b"\n", b"\r\n"))
    }


def _asked(root: Path, *arguments: str) -> bytes | None:
    """What git says; None where there is no git, no repository, or no answer."""
    git = shutil.which("git")
    if git is None:
        return None
    mine = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = [git, "-c", "core.fsmonitor=false", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, env=mine | quiet, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 - git, with arguments of ours
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
