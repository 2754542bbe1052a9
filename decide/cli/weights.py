"""`decide weights`: keeping weight profiles in order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from decide.cli.arguments import Directory, complete_profile
from decide.cli.boundary import boundary

app = typer.Typer(help="Keep weight profiles in order.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """Keep weight profiles in order."""


@app.command()
def confirm(
    name: Annotated[
        str,
        typer.Argument(metavar="PROFILE", autocompletion=complete_profile, help="Name or file of the profile."),
    ],
    directory: Directory = Path(),
) -> None:
    """Stamp a profile as agreed for the scales as they are now.

    Swing weights mean something only for the scales they were given for. Look at the list that is printed; if the
    weights still hold, keep the change of one line; if not, undo it and weigh again.

    Example:  decide weights confirm hawkish
    """
    with boundary():
        from decide.cli.screen import emit, stdout_canvas  # noqa: PLC0415 - `--help` does not wait for it
        from decide.report.terminal.confirm import render  # noqa: PLC0415 - likewise
        from decide.studies.confirm import confirm_weights  # noqa: PLC0415 - likewise

        emit(render(confirm_weights(name, directory), stdout_canvas()))
