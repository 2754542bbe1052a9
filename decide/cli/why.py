"""`decide why`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from decide.cli.arguments import Directory, Form, Format, Output, Quiet, Weights, chosen, complete_option
from decide.cli.boundary import boundary

if TYPE_CHECKING:
    from decide.model.explanation import Duel, Explanation


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
        from decide.cli.screen import emit  # noqa: PLC0415 - `--help` does not wait for it
        from decide.studies.why import why as study  # noqa: PLC0415 - likewise

        found = study(option, other, directory, weights)
        kind = chosen(form, output)
        emit(_render(found, kind, output, quiet=quiet), output, data=kind is not Format.TABLE)


def _render(found: Explanation | Duel, form: Format, output: Path | None, *, quiet: bool) -> str:
    match form:
        case Format.JSON:
            from decide.report.as_json.why import render as as_json  # noqa: PLC0415 - the chosen one only

            return as_json(found)
        case Format.CSV:
            from decide.report.as_csv import why as as_csv  # noqa: PLC0415 - the chosen one only

            return as_csv(found)
        case Format.MARKDOWN:
            from decide.report.markdown.why import render as as_markdown  # noqa: PLC0415 - the chosen one only

            return as_markdown(found)
        case Format.TABLE:
            from decide.cli.screen import file_canvas, stdout_canvas  # noqa: PLC0415 - the chosen one only
            from decide.report.terminal.why import render as on_terminal  # noqa: PLC0415 - the chosen one only

            return on_terminal(found, file_canvas() if output else stdout_canvas(), quiet=quiet)
