"""`decide export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from decide.cli.arguments import Directory, Quiet, chosen, complete_profile
from decide.cli.boundary import boundary

if TYPE_CHECKING:
    from collections.abc import Callable


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
            help="Weight profile, by name or file; may be repeated; `all` puts every profile into one workbook.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a workbook that decide has not made.")] = False,
    directory: Directory = Path(),
    quiet: Quiet = False,
) -> None:
    """A workbook that recalculates itself, to share by mail; or the ranking as CSV, JSON or Markdown.

    Example:  decide export hawkish.xlsx --weights hawkish
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.screen import emit  # noqa: PLC0415 - likewise
        from decide.cli.steps import files as count  # noqa: PLC0415 - likewise
        from decide.studies.export import WORKBOOK, outputs, workbook  # noqa: PLC0415 - likewise

        asked = outputs(directory, files or (), weights or ())
        written: list[Path] = []
        for path, profiles in asked:
            with meter("Exporting", count(directory), quiet=quiet) as advance:
                if path.suffix == WORKBOOK:
                    from decide.cli.workbooks import save  # noqa: PLC0415 - only workbooks need it

                    save(workbook(directory, profiles, advance=advance), path, force=force, make_folder=not files)
                else:
                    _write_ranking(directory, profiles, path, advance)
            written.append(path)
        if not quiet:
            emit("".join(f"{path}\n" for path in written))


def _write_ranking(directory: Path, profiles: tuple[str, ...], path: Path, advance: Callable[[], None]) -> None:
    from decide.cli.render import rendered  # noqa: PLC0415 - `--help` does not wait for it
    from decide.cli.screen import emit  # noqa: PLC0415 - likewise
    from decide.studies.rank import rank  # noqa: PLC0415 - likewise

    found = rank(directory, profiles[0] if profiles else None, advance=advance)
    emit(rendered(found, "rank", chosen(None, path), path, quiet=True), path)
