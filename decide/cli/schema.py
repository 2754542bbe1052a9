"""`decide schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from decide.cli.arguments import Directory, Output
from decide.cli.boundary import boundary


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]",
            help="criteria, option, weights, portfolio, scenario, expectations or source.",
            show_default=False,
        ),
    ] = None,
    directory: Directory = Path(),
    output: Output = None,
) -> None:
    """JSON Schemas, so that an editor completes keys and marks faults while you type.

    Without KIND, writes all of them into the workspace's schemas/, where the first line of each file points.
    With KIND, prints that one.

    Example:  decide schema option
    """
    with boundary():
        from decide.cli.screen import emit  # noqa: PLC0415 - `--help` does not wait for it
        from decide.studies import schema as study  # noqa: PLC0415 - likewise

        if kind is not None:
            emit(study.schema(kind), output, data=True)
            return
        for path in study.write_schemas(directory):
            typer.echo(f"wrote {path.parent.name}/{path.name}")
