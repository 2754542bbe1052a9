"""The one place where what went wrong becomes words on stderr and an exit code."""

from __future__ import annotations

import contextlib
import platform
import signal
import sys
import traceback
from typing import TYPE_CHECKING

from decide import __version__
from decide.cli import exit_codes
from decide.errors import CannotWrite, GitRefused, InputsRefused, WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def boundary() -> Iterator[None]:
    """Turn every exception into an exit code; nothing but `SystemExit` leaves."""
    try:
        yield
    except WrongUse as error:
        _say(f"error: {error}", error.hint)
        code = exit_codes.WRONG_USE
    except InputsRefused as error:
        _show_issues(error)
        code = exit_codes.INPUTS_REFUSED
    except GitRefused as error:
        _say(f"error: {error}", error.hint)
        code = exit_codes.GIT_REFUSED
    except CannotWrite as error:
        _say(f"error: {error}")
        code = exit_codes.CANNOT_WRITE
    except KeyboardInterrupt:
        for again in (signal.SIGINT, signal.SIGTERM):  # we are ending already
            signal.signal(again, signal.SIG_IGN)
        _say("interrupted; nothing was written")
        code = exit_codes.INTERRUPTED
    except BrokenPipeError:
        _discard_output()  # whoever read our output has enough
        code = exit_codes.DONE
    except Exception as error:  # noqa: BLE001 - the last line of defence
        _say(_bug_report(error))
        code = exit_codes.OUR_BUG
    else:
        return
    raise SystemExit(code)


def _discard_output() -> None:
    from decide.cli.screen import discard_output  # noqa: PLC0415 - only where it is needed

    discard_output()


def _say(message: str, hint: str = "") -> None:
    from decide.cli.screen import stderr_canvas  # noqa: PLC0415 - only where something is to be said

    text = f"{message}\n  {hint}\n" if hint else f"{message}\n"
    with contextlib.suppress(OSError):
        sys.stderr.write(stderr_canvas().encodable(text))


def _show_issues(error: InputsRefused) -> None:
    from decide.cli.screen import stderr_canvas  # noqa: PLC0415 - only where something is to be said
    from decide.report.terminal import issues  # noqa: PLC0415 - likewise

    count = f"{len(error.issues)} error{'s' if len(error.issues) > 1 else ''}; {error.outcome}\n"
    with contextlib.suppress(OSError):
        sys.stderr.write(issues.render(error.issues, stderr_canvas()) + count)


def _bug_report(error: BaseException) -> str:
    """What to paste into a report: the versions, the command, and the trace."""
    return "\n".join(
        [
            "This is a bug of decide, not of your files. Please report it with these lines:",
            f"  decide {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}",
            f"  command: {' '.join(sys.argv[1:])}",
            *(f"  {line}" for line in "".join(traceback.format_exception(error)).rstrip().split("\n")),
        ]
    )
