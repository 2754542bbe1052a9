"""Finding the workspace, and the files that a command line names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from decide.errors import WrongUse
from decide.workspace.names import suggestion
from decide.workspace.source import SUFFIX, Folder

CRITERIA = "criteria.yaml"
WEIGHTS = "weights"
_LONGEST = 200  # characters of a path that a message shows


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """Where a weight profile stands, and how messages call its file."""

    folder: Folder
    file: str
    shown: str
    name: str


def find_workspace(start: Path) -> Path:
    """The nearest folder with a criteria.yaml, walking up from `start` as git does.

    Raises
    ------
    WrongUse : `start` is no folder, or there is no workspace there or above
    """
    if not is_folder(start):
        raise WrongUse(f"there is no folder {_short(start)}")
    absolute = start.absolute()
    for folder in (absolute, *absolute.parents):
        criteria = folder / CRITERIA
        if criteria.exists() or criteria.is_symlink():
            return folder
    raise WrongUse(
        f"no {CRITERIA} in {start} or above it",
        "`decide init` starts a workspace; -C DIR names another folder",
    )


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; a name that the system cannot even look up is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _short(path: Path) -> str:
    text = str(path)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def profile_names(root: Path) -> list[str]:
    """The profiles of a workspace."""
    return [name.removesuffix(SUFFIX) for name in Folder(root).names(WEIGHTS) if name.endswith(SUFFIX)]


def find_profile(root: Path, start: Path, asked: str) -> ProfileFile:
    """A profile by file or by name: as given from `start`, then in weights/, then as given from the current folder.

    Raises
    ------
    WrongUse : there is no such file and no such profile
    """
    known = profile_names(root)
    for base in (start, None, Path()):
        if base is None:
            name = asked.removesuffix(SUFFIX)
            if name in known:
                return ProfileFile(Folder(root), f"{WEIGHTS}/{name}{SUFFIX}", f"{WEIGHTS}/{name}{SUFFIX}", name)
        else:
            path = base / asked
            if _is_there(path):
                return _as_given(path, root)
    raise WrongUse(f"there is no weight profile '{asked[:_LONGEST]}'", suggestion(asked.removesuffix(SUFFIX), known))


def _is_there(path: Path) -> bool:
    try:
        return path.exists() and not path.is_dir()
    except (OSError, ValueError):  # a name that the system cannot even look up
        return False


def _as_given(path: Path, root: Path) -> ProfileFile:
    absolute = path.absolute()
    folder = absolute.parent
    if folder.resolve() == (root / WEIGHTS).resolve():
        shown = f"{WEIGHTS}/{absolute.name}"
        return ProfileFile(Folder(root), shown, shown, absolute.name.removesuffix(SUFFIX))
    return ProfileFile(Folder(folder), absolute.name, str(path), absolute.stem)
