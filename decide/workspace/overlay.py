"""A folder with some files as they would be: what a change does can be looked at before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.workspace.source import Folder

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Overlay(Folder):
    """The files of a folder, some of them with other bytes."""

    below: Folder
    changed: Mapping[str, bytes]

    def names(self, subfolder: str) -> list[str]:
        """Names of the files in a subfolder, sorted."""
        new = (file.partition("/") for file in self.changed)
        return sorted({*self.below.names(subfolder), *(name for place, _, name in new if place == subfolder)})

    def has(self, file: str) -> bool:
        """Whether there is anything of that name."""
        return file in self.changed or self.below.has(file)

    def read_bytes(self, file: str) -> bytes:
        """The bytes of one file.

        Raises
        ------
        Unreadable : as of the folder below
        """
        return self.changed[file] if file in self.changed else self.below.read_bytes(file)
