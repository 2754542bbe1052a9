"""`decide robust`."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from decide.cli.arguments import FORMAT_HELP, Directory, Output, Quiet, Weights, drawn, one_of
from decide.cli.boundary import boundary
from decide.cli.limits import Budget, EscalationRisk, Limits, Must, MustNot, stated
from decide.cli.workers import Cluster, Workers
from decide.errors import WrongUse


class RobustFormat(enum.StrEnum):
    """How this is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    SVG = "svg"


def robust(
    weights: Weights = None,
    any_weights: Annotated[bool, typer.Option("--any-weights", help="All weights are admissible.")] = False,
    within: Annotated[
        str | None,
        typer.Option("--within", metavar="SHARE", help="Of each weight, such as 20%.", show_default=False),
    ] = None,
    order: Annotated[
        str | None,
        typer.Option(
            "--order",
            metavar="IDS",
            help="Criteria, the weightiest first; 'profile': as it weighs.",
            show_default=False,
        ),
    ] = None,
    between: Annotated[
        str | None,
        typer.Option("--between", metavar="NAMES", help="All weights between profiles.", show_default=False),
    ] = None,
    scores: Annotated[
        bool, typer.Option("--scores", help="Exact ranks, and portfolios, for the ranges of scores, too.")
    ] = False,
    samples: Annotated[int, typer.Option("--samples", metavar="N", help="Weights that are drawn.")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Where drawing starts.")] = 0,
    budget: Budget = None,
    escalation_risk: EscalationRisk = None,
    limits: Limits = None,
    must: Must = None,
    must_not: MustNot = None,
    confidence: Annotated[
        str | None,
        typer.Option(
            "--confidence",
            metavar="SHARE",
            help="The best portfolio that keeps to all limits so often.",
            show_default=False,
        ),
    ] = None,
    budgets: Annotated[
        str | None,
        typer.Option("--budgets", metavar="AMOUNTS", help="Which options stand at other budgets.", show_default=False),
    ] = None,
    workers: Workers = None,
    cluster: Cluster = None,
    directory: Directory = Path(),
    form: Annotated[
        RobustFormat | None,
        one_of(RobustFormat, "--format", "-f", help=FORMAT_HELP),
    ] = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """How far ranking and portfolio can be trusted, and what would change them.

    Without a choice of weights: the profile's own ranges and order, or within 20% of each weight.

    Example:  decide robust --weights hawkish --within 30%
    """
    with boundary():
        from decide.cli.progress import meter  # noqa: PLC0415 - `--help` does not wait for it
        from decide.cli.render import is_data, rendered  # noqa: PLC0415 - likewise
        from decide.cli.screen import emit  # noqa: PLC0415 - likewise
        from decide.cli.steps import files_and_samples  # noqa: PLC0415 - likewise
        from decide.studies.robust import robust as study  # noqa: PLC0415 - likewise

        near = None if within is None else _share(within, "a weight", "as in --within 20%")
        sure = None if confidence is None else _share(confidence, "cases", "as in --confidence 90%")
        others = _names(budgets, "--budgets", "300,500")
        with meter("Drawing", files_and_samples(directory, samples, len(others)), quiet=quiet) as advance:
            found = study(
                directory,
                weights,
                any_weights=any_weights,
                within=near,
                order=_names(order, "--order"),
                between=_names(between, "--between"),
                scores=scores,
                samples=samples,
                seed=seed,
                limits=stated(budget, escalation_risk, limits),
                must=must or (),
                must_not=must_not or (),
                confidence=sure,
                budgets=others,
                workers=workers,
                cluster=cluster,
                advance=advance,
            )
        kind = drawn(RobustFormat, form, output)
        emit(rendered(found, "robust", kind, output, quiet=quiet), output, data=is_data(kind))


def _share(text: str, whole: str, example: str) -> float:
    """A share as people write it: 20%, or 0.2."""
    number = text.strip().removesuffix("%")
    try:
        share = float(number) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        raise WrongUse(f"'{text[:60]}' is no share of {whole}", example) from None
    return share


def _names(text: str | None, option: str, example: str = "one,two") -> tuple[str, ...]:
    if text is None:
        return ()
    names = tuple(part.strip() for part in text.split(","))
    if not all(names):
        raise WrongUse(f"{option} names nothing at some place", f"as in {option} {example}")
    return names
