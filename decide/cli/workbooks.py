"""Writing a workbook: never over an input, never over a workbook that is somebody else's."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from decide.errors import CannotWrite, WrongUse
from decide.model.exchange import STAMP
from decide.report.as_xlsx import render
from decide.workspace.write import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from decide.model.workbook import Book

_PROPERTIES = "docProps/custom.xml"
_LARGEST = 1_000_000  # bytes of the properties of a document


def save(book: Book, path: Path, *, force: bool, make_folder: bool = False) -> None:
    """Write a workbook whole; `make_folder` makes the folder it goes into where that is missing.

    Raises
    ------
    WrongUse : there is a file of that name which decide has not made, and `force` does not say that it may go
    CannotWrite : the folder does not exist, or the file is open in Excel, or may not be written
    """
    if path.exists() and not force and not _is_ours(path):
        raise WrongUse(f"{path} is there already, and decide has not made it", "take another name, or --force")
    if make_folder:
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise CannotWrite(str(path.parent), (error.strerror or str(error)).lower()) from None
    try:
        write_whole(path, render(book))
    except CannotWrite as error:
        if path.exists() and "permission" in str(error).lower():
            raise CannotWrite(str(path), f"close {path.name} in Excel, then run again") from None
        raise


def _is_ours(path: Path) -> bool:
    """Whether a file has our stamp; nothing of it is unpacked but a few properties."""
    try:
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo(_PROPERTIES)
            return entry.file_size <= _LARGEST and STAMP.encode() in archive.read(entry)
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return False
