"""`decide rank`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from decide.cli.arguments import Directory, Form, Format, Output, Quiet, Weights, chosen
from decide.cli.boundary import boundary

if TYPE_CHECKING:
    from decide.model.ranking import Ranking


def rank(
    weights: Weights = None,
    directory: Directory = Path(),
    form: Form = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Who comes first, why, and what would change it.

    Example:  decide rank --weights hawkish.yaml
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.screen import emit  # noqa: PLC0415 - likewise
        from decide.studies.rank import rank as study  # noqa: PLC0415 - likewise

        with meter("Reading", _files(directory), quiet=quiet) as advance:
            ranking = study(directory, weights, advance=advance)
        kind = chosen(form, output)
        emit(_render(ranking, kind, output, quiet=quiet), output, data=kind is not Format.TABLE)


def _files(directory: Path) -> int:
    from decide.workspace.locate import find_workspace  # noqa: PLC0415 - as above

    return sum(1 for _ in (find_workspace(directory) / "options").glob("*.yaml")) + 2


def _render(ranking: Ranking, form: Format, output: Path | None, *, quiet: bool) -> str:
    match form:
        case Format.JSON:
            from decide.report.as_json.rank import render as as_json  # noqa: PLC0415 - the chosen one only

            return as_json(ranking)
        case Format.CSV:
            from decide.report.as_csv import ranking as as_csv  # noqa: PLC0415 - the chosen one only

            return as_csv(ranking)
        case Format.MARKDOWN:
            from decide.report.markdown.rank import render as as_markdown  # noqa: PLC0415 - the chosen one only

            return as_markdown(ranking)
        case Format.TABLE:
            from decide.cli.screen import file_canvas, stdout_canvas  # noqa: PLC0415 - the chosen one only
            from decide.report.terminal.rank import render as on_terminal  # noqa: PLC0415 - the chosen one only

            return on_terminal(ranking, file_canvas() if output else stdout_canvas(), quiet=quiet)
