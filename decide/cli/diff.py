"""`decide diff`."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from decide.cli import exit_codes
from decide.cli.arguments import Directory, Form, Output, chosen, complete_profile
from decide.cli.boundary import boundary
from decide.errors import WrongUse

if TYPE_CHECKING:
    from decide.model.review import Review


class FailOn(enum.StrEnum):
    """What shall end with exit code 10."""

    WINNER = "winner"
    RANK = "rank"
    PORTFOLIO = "portfolio"
    STALE = "stale"
    INVALID = "invalid"


def diff(
    base: Annotated[str, typer.Argument(metavar="BASE", help="The revision before. Also A...B.")] = "HEAD",
    head: Annotated[
        str | None,
        typer.Argument(
            metavar="HEAD", help="The revision after. Default: the files as they stand.", show_default=False
        ),
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option(
            "--weights",
            "-w",
            metavar="PROFILE",
            autocompletion=complete_profile,
            help="Weight profile, or `all`. Default: the one named in criteria.yaml.",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar=f"<{'|'.join(FailOn)}>",
            help="Exit 10 if this moved; may be repeated, or a list with commas.",
            show_default=False,
        ),
    ] = None,
    no_portfolio: Annotated[bool, typer.Option("--no-portfolio", help="Ranks only.")] = False,
    strict_base: Annotated[
        bool, typer.Option("--strict-base", help="Exit 4 if the files before cannot be read.")
    ] = False,
    directory: Directory = Path(),
    form: Form = None,
    output: Output = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="The verdict only.")] = False,
) -> None:
    """What a change did to ranks and portfolio, and which edit did it.

    Compares the files as they stand with the last commit, or with BASE; or two revisions. The checkout is not touched.

    Example:  decide diff main --weights all
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.render import is_data, rendered  # noqa: PLC0415 - likewise
        from decide.cli.screen import check_output, emit  # noqa: PLC0415 - likewise
        from decide.studies.diff import diff as study  # noqa: PLC0415 - likewise
        from decide.workspace.locate import find_workspace  # noqa: PLC0415 - likewise

        conditions = _conditions(fail_on or [])
        if output is not None:
            check_output(output)
        total = 2 * sum(1 for _ in find_workspace(directory).glob("*/*.yaml")) + 4
        with meter("Comparing", total, quiet=quiet) as advance:
            found = study(
                directory,
                base,
                head,
                weights,
                portfolio=not no_portfolio,
                strict_base=strict_base,
                advance=advance,
            )
        kind = chosen(form, output)
        emit(rendered(found, "diff", kind, output, quiet=quiet), output, data=is_data(kind))
        if any(_met(condition, found) for condition in conditions):
            raise SystemExit(exit_codes.CONDITION_MET)
        if found.invalid:
            raise SystemExit(exit_codes.INPUTS_REFUSED)


def _conditions(asked: list[str]) -> list[FailOn]:
    names = [name.strip() for text in asked for name in text.split(",") if name.strip()]
    known = [str(one) for one in FailOn]
    for name in names:
        if name not in known:
            raise WrongUse(f"'{name[:60]}' is no choice for --fail-on", f"one of {', '.join(known)}")
    return [FailOn(name) for name in names]


def _met(condition: FailOn, found: Review) -> bool:
    if condition is FailOn.INVALID:
        return bool(found.invalid)
    return any(
        {
            FailOn.WINNER: one.winner_moved,
            FailOn.RANK: bool(one.ranks_moved),
            FailOn.PORTFOLIO: one.portfolio is not None and one.portfolio.moved,
            FailOn.STALE: one.became_stale,
        }[condition]
        for one in found.profiles
    )
