"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from decide.errors import CannotWrite


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


def _mode(path: Path) -> int:
    """The rights the file has, or those that a new one gets here; a temporary file is closed to all others."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
