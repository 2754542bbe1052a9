"""Which renderer answers to which format: a plain table of rooms, each with one module a verb."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from decide.cli.screen import file_canvas, stdout_canvas

if TYPE_CHECKING:
    from pathlib import Path

_TABLE = "table"
_ROOMS = {"json": "as_json", "csv": "as_csv", "markdown": "as_markdown", "github": "as_github", "svg": "as_svg"}


def rendered(result: object, verb: str, form: str, output: Path | None, *, quiet: bool) -> str:
    """A verb's result in one of the formats; only the renderer that is asked for is loaded."""
    if form == _TABLE:
        canvas = file_canvas() if output else stdout_canvas()
        text = import_module(f"decide.report.terminal.{verb}").render(result, canvas, quiet=quiet)
    else:
        text = import_module(f"decide.report.{_ROOMS[form]}.{verb}").render(result)
    return str(text)


def is_data(form: str) -> bool:
    """Whether a format is read by programs, and so is UTF-8 wherever it goes."""
    return form != _TABLE
