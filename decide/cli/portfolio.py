"""`decide portfolio`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from decide.cli import exit_codes
from decide.cli.arguments import Directory, Form, Output, Quiet, Weights, chosen
from decide.cli.boundary import boundary
from decide.cli.engines import Seconds, Solver
from decide.cli.limits import Budget, EscalationRisk, Limits, Must, MustNot, stated

_CODES = {
    "optimal": exit_codes.DONE,
    "infeasible": exit_codes.NO_PORTFOLIO,
    "best_found": exit_codes.NOT_PROVED,
    "unknown": exit_codes.NOT_PROVED,
}


def portfolio(
    weights: Weights = None,
    budget: Budget = None,
    escalation_risk: EscalationRisk = None,
    limits: Limits = None,
    must: Must = None,
    must_not: MustNot = None,
    top: Annotated[
        int | None,
        typer.Option("--top", metavar="K", min=1, max=1000, help="The K best portfolios.", show_default=False),
    ] = None,
    priority: Annotated[bool, typer.Option("--priority", help="Options by value for money and for risk.")] = False,
    solver: Solver = "auto",
    seconds: Seconds = 60.0,
    directory: Directory = Path(),
    form: Form = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """The best set of options under the limits, why, and what would change it.

    Example:  decide portfolio --weights hawkish --budget 500
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.render import is_data, rendered  # noqa: PLC0415 - likewise
        from decide.cli.screen import emit  # noqa: PLC0415 - likewise
        from decide.cli.steps import files_and_options  # noqa: PLC0415 - likewise
        from decide.studies.portfolio import portfolio as study  # noqa: PLC0415 - likewise

        said = stated(budget, escalation_risk, limits)
        with meter("Choosing", files_and_options(directory), quiet=quiet) as advance:
            found = study(
                directory,
                weights,
                limits=said,
                must=must or (),
                must_not=must_not or (),
                top=top,
                solver=solver,
                time_limit=seconds,
                advance=advance,
            )
        kind = chosen(form, output)
        view = "priority" if priority and kind in {"table", "markdown"} else "portfolio"
        emit(rendered(found, view, kind, output, quiet=quiet), output, data=is_data(kind))
        if code := _CODES[found.status]:
            raise SystemExit(code)
