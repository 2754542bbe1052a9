"""Git's objects, many at a time: one process for a thousand of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from decide.errors import GitRefused
from decide.workspace.git import run_git
from decide.workspace.source import MAX_BYTES

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_MANY = 1_000  # objects that one process is asked for
_REGULAR = ("100644", "100755", "100664")  # the last in very old commits
_FOLDER = "40000"
NO_FILE = ""  # the content of what is no regular file: a link, or a commit of another repository


class Node(NamedTuple):
    """What stands in a folder; what is neither a regular file nor a folder has no hash."""

    name: str
    hash: str
    folder: bool


class Tree(NamedTuple):
    """A folder as git keeps it."""

    hash: str
    data: bytes

    def nodes(self) -> Iterator[Node]:
        """All that stands in it."""
        place, size = 0, len(self.hash) // 2
        while place < len(self.data):
            end = self.data.index(b"\0", place)
            mode, _, name = self.data[place:end].decode("utf-8", "surrogateescape").partition(" ")
            place = end + 1 + size
            folder = mode == _FOLDER
            yield Node(name, self.data[end + 1 : place].hex() if folder or mode in _REGULAR else NO_FILE, folder)


def git(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git says.

    Raises
    ------
    GitRefused : there is no git, or it gave no answer in time
    """
    done = run_git(root, *arguments, given=given)
    if done is None:
        raise GitRefused("the workspace is not under git: git cannot be run", "is git installed? https://git-scm.com")
    return done


def trees(root: Path, names: Iterable[str]) -> dict[str, Tree]:
    """Folders by what names them; what is no folder, or not there, is left out."""
    found: dict[str, Tree] = {}
    for part in _parts(names):
        answer = _asked(root, "--batch", part)
        place = 0
        for name in part:
            end = answer.index(b"\n", place)
            words = answer[place:end].split(b" ")
            place = end + 1
            if words[-1].isdigit():
                size = int(words[-1])
                if words[1] == b"tree":
                    found[name] = Tree(words[0].decode(), answer[place : place + size])
                place += size + 1
    return found


def contents(root: Path, blobs: Iterable[str]) -> Mapping[str, bytes | None]:
    """Files by their hashes: None where one is too large; one that the clone lacks is left out."""
    found: dict[str, bytes | None] = {}
    small: list[str] = []
    for name, size in _sizes(root, blobs):
        if size <= MAX_BYTES:
            small.append(name)
        else:
            found[name] = None
    for part in _parts(small):
        answer = _asked(root, "--batch", part)
        place = 0
        for name in part:
            end = answer.index(b"\n", place)
            length = int(answer[place:end].rpartition(b" ")[2])
            found[name] = answer[end + 1 : end + 1 + length]
            place = end + 2 + length
    return found


def _sizes(root: Path, blobs: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The size of each file. Where a clone is partial, git stops at what it lacks: what follows is asked for again."""
    for part in _parts(blobs):
        left = part
        while left:
            done = git(root, "cat-file", "--batch-check", given=_lines(left))
            told = done.stdout.decode().splitlines()
            for line in told:
                name, *_, size = line.split()
                if size.isdigit():
                    yield name, int(size)
            left = left[len(told) + 1 :] if done.returncode else []


def _parts(names: Iterable[str]) -> Iterator[Sequence[str]]:
    """Each name once, so many at a time."""
    listed = list(dict.fromkeys(names))
    for start in range(0, len(listed), _MANY):
        yield listed[start : start + _MANY]


def _asked(root: Path, how: str, names: Sequence[str]) -> bytes:
    done = git(root, "cat-file", how, given=_lines(names))
    if done.returncode:
        raise GitRefused("git cannot read its objects", "`git fsck` says what is missing")
    return done.stdout


def _lines(names: Sequence[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()
