"""The commits that changed a workspace, what stands in them, and what is not committed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.errors import GitRefused, visible
from decide.workspace.git import revision
from decide.workspace.load import OPTIONS
from decide.workspace.load_all import EXPECTATIONS, SCENARIOS, SEEDS
from decide.workspace.load_rules import PORTFOLIO
from decide.workspace.locate import CRITERIA, WEIGHTS
from decide.workspace.objects import NO_FILE, git, trees
from decide.workspace.revisions import commit_of, no_repository
from decide.workspace.source import SUFFIX, Folder, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from decide.workspace.objects import Node

_FILES = (CRITERIA, PORTFOLIO, EXPECTATIONS)
_FOLDERS = (OPTIONS, WEIGHTS, SCENARIOS, SEEDS)
_OURS = frozenset((*_FILES, *_FOLDERS))
_ELSEWHERE = f"elsewhere{SUFFIX}"  # stands for the files of a folder that are not in this repository
_HASH = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_SHA256_DIGITS = 64
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[-+]\d\d:\d\d)")
_FIELDS = ("%H", "%P", "%aI", "%an", "%s")
# What a repository may configure for `git log` and is not wanted here; the first would run a program.
_PLAIN = ("--no-show-signature", "--no-color", "--no-notes", "--no-mailmap", "--no-patch", "--encoding=UTF-8")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as git tells of it, in signs that can be shown; `parent` is the first one, empty where there is none."""

    commit: str
    parent: str
    date: str
    author: str
    subject: str


@dataclass(frozen=True, slots=True)
class Log:
    """The commits that changed a workspace, oldest first; `older` ones were left out, or the clone is too `shallow`."""

    head: str
    origin: str  # names the workspace: its repository's first commit, and where it stands in it
    commits: tuple[Commit, ...]
    older: bool
    shallow: bool


def log(root: Path, since: str | None, limit: int) -> Log:
    """The newest `limit` commits on the way to the one that is checked out; 0 is all, `since` leaves out what it knows.

    Raises
    ------
    GitRefused : no repository, no commit yet, or no such revision
    """
    said = git(root, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD^{commit}")
    shallow, _, rest = said.stdout.decode("utf-8", "surrogateescape").partition("\n")
    prefix, _, head = rest.rstrip("\n").rpartition("\n")
    if not shallow:
        raise no_repository(said.stderr)
    if said.returncode or not _HASH.fullmatch(head):
        raise GitRefused("there is no commit yet", "commit the workspace first")
    start = commit_of(root, since) if since is not None else ""
    paths = [*_FILES, *(f":(glob){folder}/*{SUFFIX}" for folder in _FOLDERS)]
    many = [f"--max-count={limit + 1}"] if limit else []
    wanted = [head, *([f"^{start}"] if start else [])]
    form = "--format=" + "%x00".join(_FIELDS)
    told = git(root, "log", "-z", "--first-parent", *_PLAIN, *many, form, *wanted, "--", *paths)
    if told.returncode:
        raise GitRefused("git cannot read its log", "is the clone whole? `git fsck` says what is missing")
    found = _commits(told.stdout)
    shown = found[:limit] if limit else found
    return Log(head, _origin(root, head, prefix), tuple(shown[::-1]), len(found) > len(shown), shallow == "true")


def _commits(told: bytes) -> list[Commit]:
    parts = [part.decode("utf-8", "replace") for part in told.split(b"\0")]
    rows = zip(*(parts[place :: len(_FIELDS)] for place in range(len(_FIELDS))), strict=False)
    return [
        Commit(
            name, parents.partition(" ")[0], date if _DATE.fullmatch(date) else "", visible(author), visible(subject)
        )
        for name, parents, date, author, subject in rows
    ]


def _origin(root: Path, head: str, prefix: str) -> str:
    first = git(root, "rev-list", "--first-parent", "--max-parents=0", head).stdout
    return hashlib.sha256(first + b"\0" + prefix.encode("utf-8", "surrogateescape")).hexdigest()


def files_at(root: Path, commits: Sequence[str]) -> list[Mapping[str, str]]:
    """The YAML files of the workspace in each of these commits, by name: the hash of what each holds.

    What is no regular file has an empty hash. A commit without a name has no files.
    """
    tops = trees(root, [f"{commit}:./" for commit in commits if commit])
    nodes = {name: [node for node in top.nodes() if node.name in _OURS] for name, top in tops.items()}
    inner = trees(root, [node.hash for listed in nodes.values() for node in listed if node.folder])
    below = {name: [node for node in tree.nodes() if _is_yaml(node)] for name, tree in inner.items()}
    return [_files(nodes.get(f"{commit}:./", ()), below) for commit in commits]


def _files(nodes: Iterable[Node], below: Mapping[str, Iterable[Node]]) -> dict[str, str]:
    files: dict[str, str] = {}
    for node in nodes:
        if node.name in _FILES:
            files[node.name] = _content(node)
        elif node.folder:
            files |= {f"{node.name}/{one.name}": _content(one) for one in below.get(node.hash, ())}
        else:  # a link, or a submodule: better refused than missed
            files[f"{node.name}/{_ELSEWHERE}"] = NO_FILE
    return files


def _content(node: Node) -> str:
    return NO_FILE if node.folder else node.hash


def _is_yaml(node: Node) -> bool:
    return node.name.endswith(SUFFIX) and not node.name.startswith((".", "~"))


def files_now(root: Path) -> dict[str, bytes | None]:
    """The YAML files of the workspace as they stand on the disk; None where one cannot be read."""
    folder = Folder(root)
    names = [name for name in _FILES if folder.has(name)]
    for place in _FOLDERS:
        names += [f"{place}/{name}" for name in folder.names(place) if name.endswith(SUFFIX)]
    found: dict[str, bytes | None] = {}
    for name in names:
        try:
            found[name] = folder.read_bytes(name)
        except Unreadable:
            found[name] = None
    return found


def differs(root: Path, now: Mapping[str, bytes | None], head: Mapping[str, str]) -> bool:
    """Whether what stands on the disk is something else than what was committed; line ends do not count."""
    unread = {name for name, data in now.items() if data is None}
    links = {name for name, blob in head.items() if blob == NO_FILE}
    if set(now) != set(head) or not unread <= links:
        return True
    return revision(root, {name: data for name, data in now.items() if data is not None}).changed


def blob_of(data: bytes, commit: str) -> str:
    """How git would name a file with this content, in the repository of a commit."""
    make = hashlib.sha256 if len(commit) == _SHA256_DIGITS else hashlib.sha1
    return make(b"blob %d\0%s" % (len(data), data)).hexdigest()
