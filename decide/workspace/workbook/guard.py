"""What is looked at before a workbook is opened: it came by mail, and may be anything."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING

from decide.errors import WrongUse

if TYPE_CHECKING:
    from pathlib import Path

MAX_UNPACKED = 50_000_000  # bytes
MAX_RATIO = 100  # ours are packed to a tenth at most
_SMALL = 100_000  # bytes up to which a member may be packed as tightly as it likes
_OLD = b"\xd0\xcf\x11\xe0"  # of .xls files, and of .xlsx files with a password
_PICTURES = "xl/media/"  # nothing of them is read
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_HINT = "take the workbook that `decide export` wrote, or one saved from it as .xlsx"


def read_guarded(path: Path) -> bytes:
    """The bytes of an .xlsx file that is safe to open.

    Raises
    ------
    WrongUse : no such file; no .xlsx workbook; protected by a password; too large or too tightly packed; with a DOCTYPE
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise WrongUse(f"{path.name} cannot be read: it is a folder, a pipe or a device", _HINT)
        if status.st_size > MAX_UNPACKED:
            raise WrongUse(f"{path.name} has more than {MAX_UNPACKED:,} bytes", _HINT)
        data = path.read_bytes()
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from None
    if data.startswith(_OLD):
        raise WrongUse(f"{path.name} is an old .xls file, or protected by a password", "save it as .xlsx without one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive, path.name)
            _check_members(archive, path.name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError):
        raise WrongUse(f"{path.name} is no .xlsx workbook, or a damaged one", _HINT) from None
    return data


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    """Nothing is unpacked before its size is known; what lies about its size is cut off there by `zipfile`."""
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise WrongUse(f"{name} is protected by a password", "save it without one")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise WrongUse(f"{name} would unpack to more than {MAX_UNPACKED:,} bytes", _HINT)
    for member in members:
        if member.file_size > max(_SMALL, MAX_RATIO * member.compress_size):
            raise WrongUse(f"{name} is packed more tightly than any workbook", _HINT)
    if "[Content_Types].xml" not in archive.namelist() or not any(one.startswith("xl/") for one in archive.namelist()):
        raise WrongUse(f"{name} is no .xlsx workbook, or a damaged one", _HINT)


def _check_members(archive: zipfile.ZipFile, name: str) -> None:
    """No declaration of document types: with them come entities that grow, or that read other files."""
    for member in archive.infolist():
        content = archive.read(member)
        if not member.filename.startswith(_PICTURES) and any(mark in content for mark in _DOCTYPES):
            raise WrongUse(f"{name} holds a DOCTYPE, which no spreadsheet writes", _HINT)
