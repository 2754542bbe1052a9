"""What the screen can show, and writing to it or to a file."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from decide.errors import CannotWrite
from decide.report.canvas import Canvas
from decide.workspace.locate import is_folder
from decide.workspace.source import SUFFIX
from decide.workspace.write import write_whole

if TYPE_CHECKING:
    from decide.report.canvas import ColourSystem

PIPE_WIDTH = 120
_WIDTH = re.compile(r"[1-9][0-9]{0,4}")
_LEAST_WIDTH = 20


def stdout_canvas() -> Canvas:
    """The canvas of the standard output."""
    return _canvas(sys.stdout)


def stderr_canvas() -> Canvas:
    """The canvas of the standard error."""
    return _canvas(sys.stderr)


def file_canvas() -> Canvas:
    """The canvas of a text file."""
    return Canvas(PIPE_WIDTH)


def _canvas(stream: TextIO | None) -> Canvas:
    if stream is None:
        return Canvas(PIPE_WIDTH)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    terminal = stream.isatty()
    return Canvas(_width(stream, terminal=terminal), _colours(terminal=terminal), encoding)


def _width(stream: TextIO, *, terminal: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    if _WIDTH.fullmatch(columns):
        return max(_LEAST_WIDTH, int(columns))
    if terminal:
        with contextlib.suppress(OSError, ValueError):
            return max(_LEAST_WIDTH, os.get_terminal_size(stream.fileno()).columns)
        return 80
    return PIPE_WIDTH


def _colours(*, terminal: bool) -> ColourSystem | None:
    """As no-color.org and force-color.org say; else what the terminal says of itself."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return None
    if not terminal and not os.environ.get("FORCE_COLOR"):
        return None
    if os.environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        return "truecolor"
    if sys.platform == "win32":
        from rich.console import detect_legacy_windows  # noqa: PLC0415 - on Windows only

        return None if detect_legacy_windows() else "truecolor"
    return "256" if "256" in os.environ.get("TERM", "") else "standard"


def emit(text: str, output: Path | None = None, *, data: bool = False) -> None:
    """Write a result to the standard output, or whole to a file.

    Data formats are UTF-8 wherever they go; a table is in the encoding of the screen.

    Raises
    ------
    CannotWrite : the file may not be written, or is itself a file of a workspace
    """
    if output is not None:
        _refuse_inputs(output)
        write_whole(output, text.encode())
        return
    try:
        _print(text, data=data)
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_output()
        raise CannotWrite("the standard output", (error.strerror or str(error)).lower()) from None


def _print(text: str, *, data: bool) -> None:
    if sys.stdout is None:  # closed by whoever called us
        raise CannotWrite("the standard output", "it is closed")
    if data and hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
    else:
        sys.stdout.write(text)
    sys.stdout.flush()


def discard_output() -> None:
    """Let what is still buffered go nowhere, or Python would complain at exit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def check_output(output: Path, *inputs: Path) -> None:
    """Refuse an output before anything is done that could not be told then.

    Raises
    ------
    CannotWrite : it may be an input, or its folder does not exist or may not be written
    """
    _refuse_inputs(output)
    if any(output.exists() and path.exists() and output.samefile(path) for path in inputs):
        raise CannotWrite(str(output), "it is what is to be read; choose another name")
    if not is_folder(output.parent):
        raise CannotWrite(str(output), "no such file or directory")
    if not os.access(output.parent, os.W_OK):
        raise CannotWrite(str(output), "permission denied")


def _refuse_inputs(output: Path) -> None:
    """A result never overwrites what it was made from."""
    if output.suffix == SUFFIX:
        raise CannotWrite(str(output), "a .yaml file may be an input; choose another name")
    if is_folder(output):
        raise CannotWrite(str(output), "it is a folder")
