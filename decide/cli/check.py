"""`decide check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from decide.cli import exit_codes
from decide.cli.arguments import CheckFormat, Directory, Output, chosen, one_of
from decide.cli.boundary import boundary


def check(
    directory: Directory = Path(),
    essays: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder with the texts behind the source cards: verify every locator.",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 10 if there is any doubt.")] = False,
    form: Annotated[
        CheckFormat | None,
        one_of(CheckFormat, "--format", "-f", help="github writes annotations for a pull request."),
    ] = None,
    output: Output = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Errors only.")] = False,
) -> None:
    """Every fault and every doubt in the workspace, with place and remedy.

    Example:  decide check --strict
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.render import is_data, rendered  # noqa: PLC0415 - likewise
        from decide.cli.screen import emit  # noqa: PLC0415 - likewise
        from decide.studies.check import check as study  # noqa: PLC0415 - likewise
        from decide.workspace.locate import find_workspace  # noqa: PLC0415 - likewise

        total = sum(1 for _ in find_workspace(directory).glob("*/*.yaml")) + 2
        with meter("Checking", total, quiet=quiet) as advance:
            report = study(directory, essays, advance=advance)
        kind = form or CheckFormat(chosen(None, output))
        emit(rendered(report, "check", kind, output, quiet=quiet), output, data=is_data(kind))
        if report.errors:
            raise SystemExit(exit_codes.INPUTS_REFUSED)
        if strict and report.doubts:
            raise SystemExit(exit_codes.CONDITION_MET)
