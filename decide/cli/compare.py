"""`decide compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from decide.cli import exit_codes
from decide.cli.arguments import Directory, Form, Output, Quiet, chosen, complete_profile
from decide.cli.boundary import boundary
from decide.cli.engines import Seconds, Solver
from decide.cli.limits import Budget, EscalationRisk, Limits, Must, MustNot, stated


def compare(
    profiles: Annotated[
        list[str],
        typer.Argument(metavar="PROFILE...", autocompletion=complete_profile, help="Two or more weight profiles."),
    ],
    budget: Budget = None,
    escalation_risk: EscalationRisk = None,
    limits: Limits = None,
    must: Must = None,
    must_not: MustNot = None,
    solver: Solver = "auto",
    seconds: Seconds = 60.0,
    directory: Directory = Path(),
    form: Form = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """The portfolios of several weight profiles side by side, and why they differ.

    Example:  decide compare hawkish dovish
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.render import is_data, rendered  # noqa: PLC0415 - likewise
        from decide.cli.screen import emit  # noqa: PLC0415 - likewise
        from decide.cli.steps import files  # noqa: PLC0415 - likewise
        from decide.studies.compare import compare as study  # noqa: PLC0415 - likewise

        said = stated(budget, escalation_risk, limits)
        with meter("Comparing", files(directory) + len(profiles), quiet=quiet) as advance:
            found = study(
                profiles,
                directory,
                limits=said,
                must=must or (),
                must_not=must_not or (),
                solver=solver,
                time_limit=seconds,
                advance=advance,
            )
        kind = chosen(form, output)
        emit(rendered(found, "compare", kind, output, quiet=quiet), output, data=is_data(kind))
        if any(side.status in {"best_found", "unknown"} for side in found.sides):
            raise SystemExit(exit_codes.NOT_PROVED)
        if any(side.portfolio is None for side in found.sides):
            raise SystemExit(exit_codes.NO_PORTFOLIO)
