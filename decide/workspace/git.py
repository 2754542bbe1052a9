"""What git knows of a workspace. Nothing that a repository configures is run."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PATIENCE = 20.0  # seconds
EMPTY: Mapping[str, str] = MappingProxyType({})
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
    commit = (asked(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}") or b"").decode().strip()
    listed = asked(root, "ls-tree", "-r", "-z", "HEAD") if commit else None
    if listed is None:
        return NOTHING
    known: dict[str, str] = {}
    for entry in listed.split(b"\0"):
        kind, _, name = entry.partition(b"\t")
        if name:
            known[name.decode("utf-8", "surrogateescape")] = kind.split()[2].decode()
    same = all(is_blob(data, known.get(name, "")) for name, data in files.items())
    return Revision(commit, changed=not same)


def is_blob(data: bytes, name: str) -> bool:
    """Whether git's name of a file is that of this content, whatever its line ends."""
    make = hashlib.sha256 if len(name) == _SHA256_DIGITS else hashlib.sha1

    def named(text: bytes) -> bool:
        return bool(make(b"blob %d\0%s" % (len(text), text)).hexdigest() == name)

    if not name or named(data):
        return bool(name)
    plain = data.replace(b"\r\n", b"\n")
    return named(plain) or named(plain.replace(b"\n", b"\r\n"))


def asked(root: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git says; None where there is no git, no repository, or no answer."""
    done = run_git(root, *arguments, given=given)
    return done.stdout if done is not None and done.returncode == 0 else None


def run_git(
    root: Path, *arguments: str, given: bytes = b"", also: Mapping[str, str] = EMPTY
) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in a folder, with something given to it, and further variables; None where it could not be run.

    No hook and no monitor that a repository configures is run.
    """
    git = shutil.which("git")
    if git is None:
        return None
    mine = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    none = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
    try:
        return subprocess.run(  # noqa: S603 - git, with arguments of ours
            [git, *none, "-C", str(root), *arguments],
            env=mine | quiet | dict(also),
            input=given,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
