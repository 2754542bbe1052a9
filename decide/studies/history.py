"""`history`: ranks and portfolios, commit by commit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from decide import __version__
from decide.errors import WrongUse
from decide.model.history import Entry, History
from decide.workspace.cache import Cache, key_of
from decide.workspace.load import Desk
from decide.workspace.locate import CRITERIA, WEIGHTS, find_profile, find_workspace, profile_names
from decide.workspace.log import blob_of, differs, files_at, files_now, log
from decide.workspace.names import suggestion
from decide.workspace.objects import NO_FILE, contents
from decide.workspace.past import Past, profile_file, relevant
from decide.workspace.scalars import ID
from decide.workspace.schema.criteria import CriteriaFile
from decide.workspace.source import SUFFIX, Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from decide.model.history import Standing
    from decide.workspace.log import Log

_NEWEST = 50  # entries, where nothing else is asked for
_NOT_COMMITTED = ("", "", "", "")  # hash, date, author and subject
_LONGEST = 60  # characters of a name that a message shows


def history(  # noqa: PLR0913 - one argument an option of the command
    workspace: str | Path = ".",
    weights: str | None = None,
    *,
    since: str | None = None,
    limit: int = _NEWEST,
    portfolio: bool = True,
    cache: bool = True,
    advance: Callable[[], None] = lambda: None,
) -> History:
    """Rank the options of a workspace as they stood in each commit that changed it, under one weight profile.

    Parameters
    ----------
    workspace : the workspace, or any folder below it
    weights : a profile of the workspace, by name or by file; without it, the one that criteria.yaml names now
    since : a revision; what it knows already is left out
    limit : how many entries, the newest; 0 is all
    portfolio : whether to choose the best portfolio for each as well
    cache : whether to keep what commits came to, in the user's cache folder, and to use what was kept
    advance : called after each entry

    Raises
    ------
    WrongUse : no workspace, or a profile that neither exists nor ever did
    GitRefused : no repository, no commit yet, or no such revision
    """
    return traced(walk(workspace, weights, since=since, limit=limit), portfolio=portfolio, cache=cache, advance=advance)


@dataclass(frozen=True)
class Walk:
    """The commits to be looked at, and the files of each by name and hash, oldest first."""

    root: Path
    profile: str
    log: Log
    files: Sequence[Mapping[str, str]]  # of each commit, and what is not committed last, if it differs
    before: Mapping[str, str]  # what the first of them changed
    held: Mapping[str, bytes | None]  # what is not committed, by hash

    @property
    def entries(self) -> list[tuple[str, str, str, str]]:
        """Hash, date, author and subject of each."""
        told = [(one.commit, one.date, one.author, one.subject) for one in self.log.commits]
        return [*told, _NOT_COMMITTED][: len(self.files)]


def walk(
    workspace: str | Path = ".", weights: str | None = None, *, since: str | None = None, limit: int = _NEWEST
) -> Walk:
    """What `history` will look at; the same arguments, and the same is raised."""
    if limit < 0:
        raise WrongUse(f"{limit} is no number of entries", "0 is all of them")
    start = Path(workspace)
    root = find_workspace(start)
    found = log(root, since, limit)
    head, before, *files = files_at(root, [found.head, _before(found), *(one.commit for one in found.commits)])
    now = files_now(root)
    held: dict[str, bytes | None] = {}
    if differs(root, now, head):
        hashes = {name: NO_FILE if data is None else blob_of(data, found.head) for name, data in now.items()}
        held = {hashes[name]: data for name, data in now.items() if data is not None}
        files.append(hashes)
        if limit and len(files) > limit:  # the oldest commit makes room
            before, *files = files
            found = replace(found, commits=found.commits[1:], older=True)
    profile = _profile(root, start, weights, [*files[::-1], head])
    return Walk(root, profile, found, files, before, held)


def _before(found: Log) -> str:
    """The commit that the first entry changed; an empty name where there is none, which no commit has."""
    return found.commits[0].parent if found.commits else found.head


def _profile(root: Path, start: Path, weights: str | None, files: Sequence[Mapping[str, str]]) -> str:
    """The profile asked for, or the one that criteria.yaml names now; it need not exist any more."""
    ever = dict.fromkeys(name for one in files for name in _profiles(one))
    if weights is None:
        named = _default(root)
    else:
        named = weights.removesuffix(SUFFIX)
        if named not in ever:
            found = find_profile(root, start, weights)
            named = found.name
            if found.folder.root != root or not ID.fullmatch(named):
                raise WrongUse(f"'{weights[:_LONGEST]}' is no profile of the workspace", suggestion(named, ever))
    if named not in ever:
        raise WrongUse(f"there is no weight profile '{named[:_LONGEST]}'", suggestion(named, ever))
    return named


def _profiles(files: Mapping[str, str]) -> list[str]:
    names = (name.removeprefix(f"{WEIGHTS}/").removesuffix(SUFFIX) for name in files if name.startswith(f"{WEIGHTS}/"))
    return [name for name in names if ID.fullmatch(name)]


def _default(root: Path) -> str:
    entry = Desk(Folder(root)).read(CRITERIA, CriteriaFile).entry
    named = entry.profile if isinstance(entry, CriteriaFile) else ""
    names = profile_names(root)
    if named:
        return named
    if len(names) == 1:
        return names[0]
    listed = ", ".join(names) or "none yet: add a file weights/NAME.yaml"
    raise WrongUse("which weight profile?", f"name one with --weights: {listed}")


def traced(
    asked: Walk, *, portfolio: bool = True, cache: bool = True, advance: Callable[[], None] = lambda: None
) -> History:
    """What was looked up, worked out; the same content only once."""
    kept = Cache(asked.log.origin, wanted=cache)
    files = [relevant(one, asked.profile, portfolio=portfolio) for one in (asked.before, *asked.files)]
    keys = [key_of(__version__, one, asked.profile, portfolio=portfolio) for one in files]
    found = {key: standing for key in dict.fromkeys(keys) if (standing := kept.get(key)) is not None}
    new = {key: one for key, one in zip(keys, files, strict=True) if key not in found}
    for _ in range(len(asked.files) - len(new)):
        advance()
    read = _read(asked, new.values()) if new else {}
    for key, standing in _worked_out(asked, new, read, portfolio=portfolio) if new else ():
        found[key] = standing
        if not _lacking(new[key], read):
            kept.put(key, standing)
        advance()
    kept.save()
    before, *rest = (found[key] for key in keys)
    return History(
        profile=asked.profile,
        entries=tuple(Entry(*told, standing) for told, standing in zip(asked.entries, rest, strict=True)),
        before=before if CRITERIA in asked.before else None,
        with_portfolios=portfolio,
        older=asked.log.older,
        shallow=asked.log.shallow,
        partial=any(_lacking(one, read) for one in new.values()),
    )


def _read(asked: Walk, files: Iterable[Mapping[str, str]]) -> Mapping[str, bytes | None]:
    """All that is to be read, by hash."""
    blobs = {blob for one in files for blob in one.values()} - {NO_FILE, *asked.held}
    return {**contents(asked.root, blobs), **asked.held}


def _lacking(files: Mapping[str, str], read: Mapping[str, bytes | None]) -> bool:
    """Whether the clone lacks any of these files."""
    return any(blob not in read for blob in files.values() if blob != NO_FILE)


def _worked_out(
    asked: Walk, new: Mapping[str, Mapping[str, str]], read: Mapping[str, bytes | None], *, portfolio: bool
) -> Iterator[tuple[str, Standing]]:
    """What files come to, one commit after another."""
    from decide.studies.standings import Standings  # noqa: PLC0415 - solvers take long to load

    past, standings = Past(asked.root, asked.profile, read), Standings(asked.root)
    for key, files in new.items():
        held = past.read(files, portfolio=portfolio)
        yield key, standings.of(held, has_profile=profile_file(asked.profile) in files)


def followed(found: History, option: str) -> History:
    """The same history, of one option.

    Raises
    ------
    WrongUse : no commit has such an option
    """
    if option not in found.options:
        raise WrongUse(f"there is no option '{option[:_LONGEST]}'", suggestion(option, found.options))
    return replace(found, option=option)
