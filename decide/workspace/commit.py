"""A commit on a branch of its own, made from git's objects: the checkout, its index and its files stay as they are."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from decide.errors import GitRefused
from decide.workspace.git import run_git

if TYPE_CHECKING:
    from collections.abc import Mapping

_AUTHOR = re.compile(r"\s*([^<>\n]+?)\s*<([^<>\s]+)>\s*")
_IDENTITY = tuple(f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL", "DATE"))


def author_of(text: str) -> tuple[str, str]:
    """Name and address from `Name <address>`.

    Raises
    ------
    GitRefused : it does not look like that
    """
    found = _AUTHOR.fullmatch(text)
    if found is None:
        raise GitRefused(f"'{text[:60]}' names no author", "write 'Name <name@example.org>'")
    return found[1], found[2]


def check_branch(root: Path, branch: str) -> str:
    """The commit that a new branch would start from.

    Raises
    ------
    GitRefused : no repository, no commit yet, or a name that no branch can have or that one has already
    """
    head = run_git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head is None or head.returncode:
        raise GitRefused("the workspace is not under git, or has no commit yet", "leave out --branch")
    named = run_git(root, "check-ref-format", "--branch", branch)
    if branch.startswith("-") or named is None or named.returncode:
        raise GitRefused(f"no branch can be called '{branch[:60]}'")
    there = run_git(root, "show-ref", "--verify", "--quiet", f"refs/heads/{branch}")
    if there is None or there.returncode == 0:
        raise GitRefused(f"there is a branch '{branch}' already", "take another name")
    return head.stdout.decode().strip()


def commit_files(
    root: Path, branch: str, files: Mapping[str, bytes], message: str, author: tuple[str, str] | None = None
) -> str:
    """Start a branch at the commit that is checked out, with one commit that changes some files of the workspace.

    Parameters
    ----------
    files : by their names in the workspace

    Returns
    -------
    The new commit.

    Raises
    ------
    GitRefused : as `check_branch`, or git refuses a step; the branch then does not exist
    """
    head = check_branch(root, branch)
    prefix = _done(root, "rev-parse", "--show-prefix")
    with tempfile.TemporaryDirectory(prefix="decide-") as folder:
        also = {name: os.environ[name] for name in _IDENTITY if name in os.environ}
        also["GIT_INDEX_FILE"] = str(Path(folder) / "index")
        if author is not None:
            also |= {"GIT_AUTHOR_NAME": author[0], "GIT_AUTHOR_EMAIL": author[1]}
        _done(root, "read-tree", head, also=also)
        for name, data in files.items():
            blob = _done(root, "hash-object", "-w", "--stdin", given=data)
            mode = _done(root, "ls-tree", head, f"./{name}").partition(" ")[0] or "100644"
            _done(root, "update-index", "--add", "--cacheinfo", f"{mode},{blob},{prefix}{name}", also=also)
        tree = _done(root, "write-tree", also=also)
        commit = _done(root, "commit-tree", tree, "-p", head, "-F", "-", given=message.encode(), also=also)
        _done(root, "update-ref", f"refs/heads/{branch}", commit, "0" * len(commit))
    return commit


def _done(root: Path, *arguments: str, given: bytes = b"", also: Mapping[str, str] | None = None) -> str:
    """What git says to a step that must succeed."""
    done = run_git(root, *arguments, given=given, also=also or {})
    if done is None:
        raise GitRefused("git could not be run")
    if done.returncode:
        said = done.stderr.decode(errors="replace")
        if "user.email" in said or "user.name" in said or "ident" in said:
            raise GitRefused("git knows no name for the commit", "set user.name and user.email with `git config`")
        raise GitRefused(f"git refused: {said.strip().splitlines()[-1] if said.strip() else arguments[0]}")
    return done.stdout.decode().rstrip("\n")
