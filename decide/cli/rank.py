"""`decide rank`."""

from __future__ import annotations

from pathlib import Path

from decide.cli.arguments import Directory, Form, Output, Quiet, Weights, chosen
from decide.cli.boundary import boundary


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
        from decide.cli.render import is_data, rendered  # noqa: PLC0415 - likewise
        from decide.cli.screen import emit  # noqa: PLC0415 - likewise
        from decide.cli.steps import files  # noqa: PLC0415 - likewise
        from decide.studies.rank import rank as study  # noqa: PLC0415 - likewise

        with meter("Reading", files(directory), quiet=quiet) as advance:
            ranking = study(directory, weights, advance=advance)
        kind = chosen(form, output)
        emit(rendered(ranking, "rank", kind, output, quiet=quiet), output, data=is_data(kind))
