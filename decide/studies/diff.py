"""`diff`: what a change did, and which edit did it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from decide import __version__
from decide.errors import GitRefused, WrongUse
from decide.model.review import Review, Version
from decide.studies.reviewing.review import alone, inputs_of, review
from decide.workspace.committed import committed
from decide.workspace.load_all import load_all
from decide.workspace.locate import CRITERIA, WEIGHTS, find_workspace
from decide.workspace.names import suggestion
from decide.workspace.revisions import HEAD, changed_since, commit_of, merge_base, place_of
from decide.workspace.source import SUFFIX, Folder, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from decide.workspace.load_all import Whole
    from decide.workspace.read import Reading

ALL = "all"
WORKING_TREE = "working tree"
_SINCE = "..."
_BETWEEN = ".."


@dataclass(frozen=True)
class _State:
    """One side: what it was called, its commit, its files."""

    name: str
    commit: str  # empty for the working tree
    folder: Folder


def diff(  # noqa: PLR0913 - one argument an option of the command
    workspace: str | Path = ".",
    base: str = HEAD,
    head: str | None = None,
    weights: str | None = None,
    *,
    portfolio: bool = True,
    strict_base: bool = False,
    advance: Callable[[], None] = lambda: None,
) -> Review:
    """Say what lies between two states of a workspace, and which edit did what.

    Parameters
    ----------
    workspace : the workspace, or any folder below it
    base : the revision before; `A...B` compares B with what it shares with A, `A..B` compares B with A
    head : the revision after; without it, the files as they stand
    weights : a profile of the workspace by name, or `all`; without it, the one that criteria.yaml names
    portfolio : whether to choose portfolios too
    strict_base : refuse where the files before cannot be read, in place of showing those after alone
    advance : called after each file that was read and each profile

    Raises
    ------
    WrongUse : no workspace, or no such profile
    GitRefused : no git, no repository, no such revision, no workspace in it, or a shallow clone lacks it
    """
    root = find_workspace(Path(workspace))
    before, after = _states(root, base, head)
    old = load_all(before.folder, advance)
    new = load_all(after.folder, advance, _unchanged(old, after.folder), old)
    versions = _version(root, before, old), _version(root, after, new)
    if new.issues or new.problem is None:
        found = Review(*versions, None, (), (), (), (), (), (), (), new.issues, old.issues)
        return _signed(found, root)
    names = _profiles(new, old, weights)
    if not old.issues:
        found = review((versions[0], old), (versions[1], new), names, portfolio=portfolio, advance=advance)
        return _signed(found, root)
    if strict_base:
        first = old.issues[0]
        raise GitRefused(f"the files of {before.name} cannot be read: {first.message} ({first.where.file})")
    return _signed(alone(versions[0], (versions[1], new), names, old), root)


def _signed(found: Review, root: Path) -> Review:
    """With the version of decide, and the workspace's place in its repository."""
    return replace(found, decide=__version__, place=place_of(root))


def _states(root: Path, base: str, head: str | None) -> tuple[_State, _State]:
    for sign in (_SINCE, _BETWEEN):
        one, found, other = base.partition(sign)
        if found and head is None:
            first, second = commit_of(root, one or HEAD), commit_of(root, other or HEAD)
            start = merge_base(root, first, second) if sign == _SINCE else first
            return _committed(root, one or HEAD, start), _committed(root, other or HEAD, second)
    before = _committed(root, base, commit_of(root, base))
    if head is None:
        return before, _State(WORKING_TREE, "", Folder(root))
    return before, _committed(root, head, commit_of(root, head))


def _committed(root: Path, name: str, commit: str) -> _State:
    found = committed(root, commit)
    if found is None or not found.has(CRITERIA):
        raise GitRefused(f"there is no workspace in {name} ({commit[:10]})", f"it has no {CRITERIA} there")
    return _State(name, commit, found)


def _unchanged(old: Whole, folder: Folder) -> Mapping[str, Reading[Any]]:
    """What was read of files that are the same, byte for byte, on both sides."""
    found: dict[str, Reading[Any]] = {}
    for file, reading in old.readings.items():
        try:
            if folder.has(file) and folder.read_bytes(file) == old.folder.read_bytes(file):
                found[file] = reading
        except Unreadable:
            continue
    return found


def _version(root: Path, state: _State, whole: Whole) -> Version:
    inputs = inputs_of(whole)
    if state.commit:
        return Version(state.name, state.commit, 0, inputs)
    files = {file: whole.folder.read_bytes(file) for file in whole.documents if whole.folder.has(file)}
    head = commit_of(root, HEAD)
    return Version(state.name, "", changed_since(root, head, files), inputs)


def _profiles(new: Whole, old: Whole, asked: str | None) -> list[str]:
    """The profiles that are reported on."""
    known = list(new.profiles)
    if asked == ALL:
        return known
    name = asked
    if name is None:
        usual = new.problem.profile if new.problem is not None else ""
        name = usual or (known[0] if len(known) == 1 else "")
        if not name:
            raise WrongUse("which weight profile?", f"name one with --weights, or all: {', '.join(known)}")
    path = PurePath(name)
    name = path.name.removesuffix(SUFFIX) if path.parent.name in {"", WEIGHTS} else name
    if name in new.profiles:
        return [name]
    if name in old.profiles:
        return []
    raise WrongUse(f"there is no weight profile '{name[:80]}' in the workspace", suggestion(name, [*known, ALL]))
