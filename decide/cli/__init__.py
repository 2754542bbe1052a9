"""The command line: read arguments, call one study, render, return an exit code. Only this room prints."""

from __future__ import annotations

import atexit
import gc
import math
import signal
import sys
import time

from decide.cli import exit_codes
from decide.cli.boundary import boundary

_ONE_WISH = 0.5  # seconds in which pressing Ctrl-C again is the same wish, and does not disturb the putting away


def main() -> None:
    """Run the command line; always ends with `SystemExit`."""
    # A run is short, and what it makes lives to its end: searching that for rubbish, now or at exit, takes time only.
    gc.disable()
    atexit.register(gc.freeze)
    with boundary():
        _hear_signals()
        from decide.cli.app import app  # noqa: PLC0415 - inside, so that an interrupt while loading ends cleanly too

        try:
            app()
        except SystemExit as stop:
            raise SystemExit(_of_our_own(stop.code)) from None


def _of_our_own(code: object) -> object:
    """Typer ends with 1 where its help meets a closed pipe, and where it is interrupted; we have codes for both."""
    if code != 1:
        return code
    return exit_codes.DONE if type(sys.stdout).__name__ == "PacifyFlushWrapper" else exit_codes.INTERRUPTED


def _hear_signals() -> None:
    """Being asked to end is like Ctrl-C: whatever was begun is put away first."""
    last = -math.inf

    def stop(_number: int, _frame: object) -> None:
        nonlocal last
        before, last = last, time.monotonic()
        if last - before > _ONE_WISH:
            raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # it may have been ignored for us
        signal.signal(signal.SIGINT, stop)
