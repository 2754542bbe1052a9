"""`decide history`."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from decide.cli.arguments import FORMAT_HELP, Directory, Output, Quiet, Weights, complete_option, drawn, one_of
from decide.cli.boundary import boundary


class HistoryFormat(enum.StrEnum):
    """How a history is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    SVG = "svg"


def history(
    option: Annotated[
        str | None,
        typer.Option(
            "--option", metavar="ID", autocompletion=complete_option, help="Follow one option.", show_default=False
        ),
    ] = None,
    weights: Weights = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="REV", help="Only commits that this revision lacks.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="The newest N; 0 is all.")] = 50,
    no_portfolio: Annotated[bool, typer.Option("--no-portfolio", help="Ranks only, which is quicker.")] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Work everything out again; DECIDE_NO_CACHE=1 does so always.")
    ] = False,
    directory: Directory = Path(),
    form: Annotated[
        HistoryFormat | None,
        one_of(HistoryFormat, "--format", "-f", help=FORMAT_HELP),
    ] = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Ranks and portfolio commit by commit, and when first place moved.

    Each commit that changed a YAML file of the workspace, and what is not committed. An option is followed by its id
    only: one that was renamed counts as another.

    Example:  decide history --weights hawkish
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.render import is_data, rendered  # noqa: PLC0415 - likewise
        from decide.cli.screen import emit  # noqa: PLC0415 - likewise
        from decide.studies.history import followed, traced, walk  # noqa: PLC0415 - likewise

        asked = walk(directory, weights, since=since, limit=limit)
        with meter("Looking back", len(asked.files), quiet=quiet) as advance:
            found = traced(asked, portfolio=not no_portfolio, cache=not no_cache, advance=advance)
        if option is not None:
            found = followed(found, option)
        kind = drawn(HistoryFormat, form, output)
        emit(rendered(found, "history", kind, output, quiet=quiet), output, data=is_data(kind))
