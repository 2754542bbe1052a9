"""`decide frontier`."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

from decide.cli import exit_codes
from decide.cli.arguments import FORMAT_HELP, Directory, Output, Quiet, Weights, drawn, one_of
from decide.cli.boundary import boundary
from decide.cli.limits import Budget, EscalationRisk, Limits, Must, MustNot, stated


class FrontierFormat(enum.StrEnum):
    """How a frontier is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    SVG = "svg"


class By(enum.StrEnum):
    """What counts against value, where it is one thing only."""

    COST = "cost"
    RISK = "risk"


_AGAINST = {None: ("cost", "escalation_risk"), By.COST: ("cost",), By.RISK: ("escalation_risk",)}


def frontier(
    weights: Weights = None,
    by: Annotated[By | None, one_of(By, "--by", help="Value against one of them. Default: both.")] = None,
    budget: Budget = None,
    escalation_risk: EscalationRisk = None,
    limits: Limits = None,
    must: Must = None,
    must_not: MustNot = None,
    directory: Directory = Path(),
    form: Annotated[
        FrontierFormat | None,
        one_of(FrontierFormat, "--format", "-f", help=FORMAT_HELP),
    ] = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Every portfolio that no other beats on value, cost and escalation risk together.

    Example:  decide frontier --weights hawkish --by cost
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.render import is_data, rendered  # noqa: PLC0415 - likewise
        from decide.cli.screen import emit  # noqa: PLC0415 - likewise
        from decide.cli.steps import files_and_options  # noqa: PLC0415 - likewise
        from decide.studies.frontier import frontier as study  # noqa: PLC0415 - likewise

        said = stated(budget, escalation_risk, limits)
        with meter("Looking", files_and_options(directory), quiet=quiet) as advance:
            found = study(
                directory,
                weights,
                limits=said,
                must=must or (),
                must_not=must_not or (),
                by=_AGAINST[by],
                advance=advance,
            )
        kind = drawn(FrontierFormat, form, output)
        emit(rendered(found, "frontier", kind, output, quiet=quiet), output, data=is_data(kind))
        if not found.complete:
            raise SystemExit(exit_codes.INTERRUPTED)
        if not found.points:
            raise SystemExit(exit_codes.NO_PORTFOLIO)
