"""The command line: read arguments, call one study, render, return an exit code. Only this room prints."""

from __future__ import annotations

import gc
import os

from decide.cli.boundary import boundary


def main() -> None:
    """Run the command line; always ends with `SystemExit`."""
    # A run makes many objects that live to its end; searching them for rubbish again and again only takes time.
    gc.set_threshold(100_000)
    # pydantic looks through every installed distribution for plugins, which takes a tenth of a run; we use none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with boundary():
        from decide.cli.app import app  # noqa: PLC0415 - inside, so that an interrupt while loading ends cleanly too

        app()
