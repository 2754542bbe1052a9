"""`decide import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from decide.cli.arguments import FORMAT_HELP, Directory, Format, Output, chosen, one_of
from decide.cli.boundary import boundary


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="A workbook that decide has exported.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would change; write nothing.")] = False,
    branch: Annotated[
        str,
        typer.Option(metavar="NAME", help="Commit on a new branch; the files stay as they are.", show_default=False),
    ] = "",
    author: Annotated[
        str,
        typer.Option(metavar="'NAME <MAIL>'", help="Who wrote that commit.", show_default=False),
    ] = "",
    as_profile: Annotated[
        str,
        typer.Option("--as", metavar="PROFILE", help="Write its weights as a new profile.", show_default=False),
    ] = "",
    portfolio: Annotated[
        bool, typer.Option("--portfolio", help="Bring its portfolio back too, as must and must_not.")
    ] = False,
    inputs: Annotated[
        bool, typer.Option("--inputs", help="Print its inputs as text, for `git diff`; import nothing.")
    ] = False,
    directory: Directory = Path(),
    form: Annotated[Format | None, one_of(Format, "--format", "-f", help=FORMAT_HELP)] = None,
    output: Output = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="The changes only.")] = False,
) -> None:
    """Bring the yellow cells of a workbook back into the files they came from.

    Only what was edited is changed, each in one line; where the files have changed since too, both are merged, and
    where they contradict each other nothing is written.

    Example:  decide import reports/hawkish.xlsx --dry-run
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.render import is_data, rendered  # noqa: PLC0415 - likewise
        from decide.cli.screen import check_output, emit  # noqa: PLC0415 - likewise
        from decide.studies.import_workbook import import_workbook  # noqa: PLC0415 - likewise
        from decide.workspace.locate import find_workspace  # noqa: PLC0415 - likewise

        if output is not None:
            check_output(output, file)
        if inputs:
            from decide.studies.inputs import inputs as text_of  # noqa: PLC0415 - likewise

            emit(text_of(file), output, data=True)
            return
        total = sum(1 for _ in find_workspace(directory).glob("*/*.yaml")) + 2
        with meter("Importing", total, quiet=quiet) as advance:
            found = import_workbook(
                file,
                directory,
                dry_run=dry_run,
                branch=branch,
                author=author,
                as_profile=as_profile,
                portfolio=portfolio,
                advance=advance,
            )
        kind = chosen(form, output)
        emit(rendered(found, "imported", kind, output, quiet=quiet), output, data=is_data(kind))
