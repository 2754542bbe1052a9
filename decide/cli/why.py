"""`decide why`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from decide.cli.arguments import Directory, Form, Output, Quiet, Weights, chosen, complete_option
from decide.cli.boundary import boundary


def why(
    option: Annotated[
        str, typer.Argument(metavar="OPTION", autocompletion=complete_option, help="The option to explain.")
    ],
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="[OTHER]",
            autocompletion=complete_option,
            help="A second one, to compare.",
            show_default=False,
        ),
    ] = None,
    weights: Weights = None,
    directory: Directory = Path(),
    form: Form = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Where an option's score comes from, or why one option beats another.

    Example:  decide why middle-corridor export-routes --weights hawkish
    """
    with boundary():
        from decide.cli.render import is_data, rendered  # noqa: PLC0415 - likewise
        from decide.cli.screen import emit  # noqa: PLC0415 - `--help` does not wait for it
        from decide.studies.why import why as study  # noqa: PLC0415 - likewise

        found = study(option, other, directory, weights)
        kind = chosen(form, output)
        emit(rendered(found, "why", kind, output, quiet=quiet), output, data=is_data(kind))
