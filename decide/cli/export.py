"""`decide export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from decide.cli.arguments import Directory, Quiet, complete_profile
from decide.cli.boundary import boundary


def export(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="What to write: .xlsx, .csv, .json or .md. Default: reports/PROFILE.xlsx."),
    ] = None,
    weights: Annotated[
        list[str] | None,
        typer.Option(
            "--weights",
            "-w",
            metavar="PROFILE",
            autocompletion=complete_profile,
            help="Weight profile, by name or file; may be repeated; `all` puts every profile into one file.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that decide has not made.")] = False,
    csv_raw: Annotated[
        bool, typer.Option("--csv-raw", help="In CSV: no apostrophe before texts that begin like a formula.")
    ] = False,
    directory: Directory = Path(),
    quiet: Quiet = False,
) -> None:
    """A workbook that recalculates itself, to share by mail; or the ranking as CSV, JSON or Markdown.

    Markdown without --weights is a snapshot of every profile, to be kept under git: decide export reports/ranking.md

    Example:  decide export hawkish.xlsx --weights hawkish
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.screen import emit  # noqa: PLC0415 - likewise
        from decide.cli.steps import files as count  # noqa: PLC0415 - likewise
        from decide.studies.export import outputs  # noqa: PLC0415 - likewise
        from decide.studies.export_file import export as study  # noqa: PLC0415 - likewise
        from decide.studies.export_file import refuse_foreign  # noqa: PLC0415 - likewise

        asked = outputs(directory, files or (), weights or ())
        for path, _ in asked:
            refuse_foreign(path, force=force)
        written: list[Path] = []
        for path, profiles in asked:
            with meter("Exporting", count(directory), quiet=quiet) as advance:
                found = study(
                    path,
                    directory,
                    profiles,
                    force=force,
                    csv_raw=csv_raw,
                    make_folder=not files,
                    advance=advance,
                )
            written.append(found)
        if not quiet:
            emit("".join(f"{path}\n" for path in written))
