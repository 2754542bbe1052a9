"""`decide compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from decide.cli import exit_codes
from decide.cli.arguments import Directory, Form, Output, Quiet, chosen, complete_profile
from decide.cli.boundary import boundary
from decide.cli.engines import Seconds, Solver
from decide.cli.limits import Budget, EscalationRisk, Limits, Must, MustNot, stated
from decide.cli.scenarios import Named, Scenarios
from decide.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.model.comparison import Side
    from decide.model.worlds import World, Worlds


def compare(
    profiles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PROFILE",
            autocompletion=complete_profile,
            help="Two or more weight profiles; with scenarios, one at most.",
            show_default=False,
        ),
    ] = None,
    scenarios: Scenarios = False,
    scenario: Named = None,
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
    """Several weight profiles side by side, or one profile in several scenarios: what holds, and what makes it differ.

    Example:  decide compare hawkish dovish
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.render import is_data, rendered  # noqa: PLC0415 - likewise
        from decide.cli.screen import emit  # noqa: PLC0415 - likewise
        from decide.cli.steps import files  # noqa: PLC0415 - likewise

        named = profiles or []
        in_worlds = scenarios or bool(scenario)
        if in_worlds and len(named) > 1:
            raise WrongUse("scenarios are compared under one profile at a time", "name one profile, or no scenarios")
        asked: dict[str, Any] = {
            "limits": stated(budget, escalation_risk, limits),
            "must": must or (),
            "must_not": must_not or (),
            "solver": solver,
            "time_limit": seconds,
        }
        kind = chosen(form, output)
        with meter("Comparing", files(directory) + _rounds(directory, named), quiet=quiet) as advance:
            if in_worlds:
                worlds = _worlds(named, scenario, directory, {**asked, "advance": advance})
                sides: Sequence[Side | World] = worlds.worlds
                proved = worlds.proved
                text = rendered(worlds, "compare_scenarios", kind, output, quiet=quiet)
            else:
                from decide.studies.compare import compare as study  # noqa: PLC0415 - likewise

                found = study(named, directory, **asked, advance=advance)
                sides, proved = found.sides, found.proved
                text = rendered(found, "compare", kind, output, quiet=quiet)
        emit(text, output, data=is_data(kind))
        if not proved:
            raise SystemExit(exit_codes.NOT_PROVED)
        if any(side.portfolio is None for side in sides):
            raise SystemExit(exit_codes.NO_PORTFOLIO)


def _worlds(named: list[str], scenarios: list[str] | None, directory: Path, asked: dict[str, Any]) -> Worlds:
    from decide.studies.compare_scenarios import compare_scenarios  # noqa: PLC0415 - `--help` does not wait for it

    return compare_scenarios(named[0] if named else None, directory, scenarios=scenarios or None, **asked)


def _rounds(directory: Path, named: list[str]) -> int:
    """Steps beside the files of one profile: the other profiles, or each scenario read, applied and taken apart."""
    from decide.workspace.locate import find_workspace  # noqa: PLC0415 - likewise

    if len(named) > 1:
        return 2 * len(named)
    return 2 + 3 * sum(1 for _ in (find_workspace(directory) / "scenarios").glob("*.yaml"))
