"""Names of revisions → commits. A name never reaches git but to be looked up; everything else is asked by full hash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from decide.errors import GitRefused
from decide.workspace.git import asked, is_blob, run_git
from decide.workspace.names import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEAD = "HEAD"
_HASH = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_LONGEST = 80  # characters of a name that a message shows
_FULL_HISTORY = "the clone is shallow: fetch more with `git fetch --unshallow`; in a workflow, set `fetch-depth: 0`"


def commit_of(root: Path, name: str) -> str:
    """The full hash of the commit that a revision names.

    Raises
    ------
    GitRefused : no git, no repository, no commit yet, or no such revision
    """
    _check_repository(root)
    found = None
    if name and name.isprintable():
        found = asked(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    commit = (found or b"").decode("ascii", "replace").strip()
    if not _HASH.fullmatch(commit):  # ^HEAD is looked up too, and names no commit
        raise _unknown(root, name)
    return commit


def merge_base(root: Path, one: str, other: str) -> str:
    """The last commit that two commits, given by full hashes, have in common.

    Raises
    ------
    GitRefused : there is none, or a shallow clone does not have it
    """
    found = asked(root, "merge-base", one, other)
    if found is None:
        hint = _FULL_HISTORY if is_shallow(root) else "name one commit to compare with instead"
        raise GitRefused(f"{one[:10]} and {other[:10]} have no commit in common here", hint)
    return found.decode().split()[0]


def is_shallow(root: Path) -> bool:
    """Whether older commits were left out of the clone."""
    return (asked(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


def place_of(root: Path) -> str:
    """Where in its repository a folder stands; empty at the top."""
    return (asked(root, "rev-parse", "--show-prefix") or b"").decode(errors="replace").strip().rstrip("/")


def changed_since(root: Path, commit: str, files: Mapping[str, bytes]) -> int:
    """How many files of the workspace, given by their names and bytes, are not as they are in a commit."""
    listed = asked(root, "ls-tree", "-r", "-z", commit)
    known: dict[str, str] = {}
    for entry in (listed or b"").split(b"\0"):
        kind, _, name = entry.partition(b"\t")
        if name:
            known[name.decode("utf-8", "surrogateescape")] = kind.split()[2].decode()
    return sum(not is_blob(data, known.get(name, "")) for name, data in files.items())


def no_repository(said: bytes) -> GitRefused:
    """Why git knows no repository here, from what it said."""
    if b"dubious ownership" in said:
        hint = "git config --global --add safe.directory FOLDER, if you trust it"
        return GitRefused("git does not trust this folder, because it is somebody else's", hint)
    return GitRefused("the workspace is not under git", "`git init`, then commit its files")


def _check_repository(root: Path) -> None:
    """Whether there is anything to ask.

    Raises
    ------
    GitRefused : there is not
    """
    inside = run_git(root, "rev-parse", "--git-dir")
    if inside is None:
        raise GitRefused("git is not installed", "`decide rank` works without it; comparing states needs it")
    if inside.returncode:
        raise no_repository(inside.stderr)
    if asked(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}") is None and not _names(root):
        raise GitRefused("there is no commit yet", "commit the files, then change them")


def _unknown(root: Path, name: str) -> GitRefused:
    message = f"git knows no revision '{name[:_LONGEST]}'"
    if is_shallow(root):
        return GitRefused(message, _FULL_HISTORY)
    return GitRefused(message, suggestion(name, _names(root)))


def _names(root: Path) -> list[str]:
    listed = asked(root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    return (listed or b"").decode(errors="replace").split()
