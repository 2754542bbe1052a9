"""The command line in this process: as fast as a function call, and nothing but words in and words out."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from decide.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

DONE = 0
WRONG_USE = 2
NO_PORTFOLIO = 5
NOT_PROVED = 6


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it wrote."""

    code: object
    text: str
    errors: str

    @property
    def json(self) -> dict[str, Any]:
        """What it wrote, as JSON."""
        found: dict[str, Any] = json.loads(self.text)
        return found


def call(*arguments: str | Path) -> Said:
    """Call `decide` with these arguments."""
    text, errors = io.StringIO(), io.StringIO()
    code: object = DONE
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(errors):
        try:
            app([str(part) for part in arguments], prog_name="decide")
        except SystemExit as stop:
            code = stop.code or DONE
    return Said(code, text.getvalue(), errors.getvalue())


def asked(verb: str, home: Path, *arguments: str | Path) -> Said:
    """Call a verb of `decide` for the workspace at `home`, and have JSON back."""
    return call(verb, "-C", home, "--format", "json", *arguments)
