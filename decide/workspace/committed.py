"""The files of a workspace as they stand in a commit, read from git's objects; the checkout is not touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.workspace.git import asked
from decide.workspace.objects import contents
from decide.workspace.source import SUFFIX, Fault, Folder, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_SUBMODULE = b"160000"
_INSIDE = "submodule.yaml"
_REGULAR = ("100644", "100755")


@dataclass(frozen=True)
class Committed(Folder):
    """The YAML files of a commit, by name; None where one is a link, or too large."""

    files: Mapping[str, bytes | None]

    def names(self, subfolder: str) -> list[str]:
        """Names of the files in a subfolder, sorted."""
        return sorted(name for place, _, name in (file.rpartition("/") for file in self.files) if place == subfolder)

    def has(self, file: str) -> bool:
        """Whether there is anything of that name."""
        return file in self.files

    def read_bytes(self, file: str) -> bytes:
        """The bytes of one file.

        Raises
        ------
        Unreadable : there is no such file, or it is a link, or too large
        """
        data = self.files.get(file)
        if data is None:
            why = "it is a link, or too large" if file in self.files else "there is no such file"
            if file.endswith(f"/{_INSIDE}"):
                why = "the folder is a submodule, whose files are not here"
            raise Unreadable(Fault("unreadable-file", f"{file}: {why}, in the commit", 0, 0))
        return data


def committed(root: Path, commit: str) -> Committed | None:
    """The workspace at `root` as it stands in a commit; None where git has no answer."""
    listed = asked(root, "ls-tree", "-r", "-z", commit)
    if listed is None:
        return None
    found: dict[str, bytes | None] = {}
    hashes: dict[str, str] = {}
    for entry in listed.split(b"\0"):
        kind, _, raw = entry.partition(b"\t")
        name = raw.decode("utf-8", "surrogateescape")
        if kind.startswith(_SUBMODULE) and "/" not in name:
            found[f"{name}/{_INSIDE}"] = None  # its files are in another repository: better refused than missed
        if name.endswith(SUFFIX) and name.count("/") <= 1 and not name.rpartition("/")[2].startswith((".", "~")):
            mode, _, blob = kind.decode().split()
            found[name] = None
            if mode in _REGULAR:
                hashes[name] = blob
    known = contents(root, hashes.values())
    return Committed(root, found | {name: known.get(blob) for name, blob in hashes.items()})


def blobs(root: Path, commit: str, files: Iterable[str]) -> dict[str, bytes]:
    """What these files of the workspace hold in a commit; those that it lacks are left out."""
    names = [name for name in files if "\n" not in name]
    wanted = "".join(f"{commit}:./{name}\n" for name in names).encode("utf-8", "surrogateescape")
    answer = asked(root, "cat-file", "--batch", given=wanted) if names else None
    found: dict[str, bytes] = {}
    place = 0
    for name in names if answer is not None else ():
        end = (answer or b"").index(b"\n", place)
        head = (answer or b"")[place:end].split(b" ")
        place = end + 1
        if head[-1].isdigit() and head[-2] == b"blob":
            size = int(head[-1])
            found[name] = (answer or b"")[place : place + size]
            place += size + 1
    return found
