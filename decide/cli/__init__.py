"""The command line: read arguments, call one study, render, return an exit code. Only this room prints."""

from __future__ import annotations

from decide.cli.boundary import boundary


def main() -> None:
    """Run the command line; always ends with `SystemExit`."""
    with boundary():
        from decide.cli.app import app  # noqa: PLC0415 - inside, so that an interrupt while loading ends cleanly too

        app()
