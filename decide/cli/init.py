"""`decide init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from decide.cli.boundary import boundary


def init(
    directory: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Where the workspace shall stand.", show_default=False)
    ] = Path(),
    case: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="CASE",
            help="Copy a case that ships with decide: kazakhstan.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Start a workspace: an empty, commented one, or a copy of a shipped case.

    Example:  decide init my-decision
    """
    with boundary():
        from decide.studies.init import init as study  # noqa: PLC0415 - `--help` does not wait for it

        made = study(directory, case)
        typer.echo(f"made {len(made)} files in {directory}")
        typer.echo("next: decide check" if directory == Path() else f"next: decide check -C {directory}")
