"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from decide.errors import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place, then move it there: a reader sees the old file or the new one, never a part.

    Raises
    ------
    CannotWrite : the folder does not exist, or may not be written, or the disk is full
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".decide-", dir=path.parent)
    except OSError as error:
        raise CannotWrite(str(path), _why(error)) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except OSError as error:
        raise CannotWrite(str(path), _why(error)) from None
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files, all or none: where one cannot be moved to its place, those before it are put back.

    Raises
    ------
    CannotWrite : as for one file
    """
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    written: list[Path] = []
    try:
        for path, data in files.items():
            write_whole(path, data)
            written.append(path)
    except BaseException:
        for path in written:
            old = before[path]
            if old is None:
                path.unlink()
            else:
                write_whole(path, old)
        raise


def _mode(path: Path) -> int:
    """The rights the file has, or those that a new one gets here; a temporary file is closed to all others."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
