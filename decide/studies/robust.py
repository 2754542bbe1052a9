"""`robust`: how far a ranking and a portfolio can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from decide.errors import WrongUse
from decide.studies.choosing.asked import amounts
from decide.studies.choosing.asked import asked as asked_of_portfolios
from decide.studies.trust.admissible import AskedWeights, check_asked
from decide.studies.trust.robustness import SAMPLES, Drawn, robustness
from decide.workspace.load_rules import load_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from decide.model.robust import Robustness

MOST_SAMPLES = 100_000_000
_GIB = 1 << 30


def robust(  # noqa: PLR0913 - one argument an option of the command
    workspace: str | Path = ".",
    weights: str | None = None,
    *,
    any_weights: bool = False,
    within: float | None = None,
    order: Sequence[str] = (),
    between: Sequence[str] = (),
    scores: bool = False,
    samples: int = SAMPLES,
    seed: int = 0,
    workers: int | None = None,
    cluster: str | None = None,
    limits: Mapping[str, Decimal | float | str | None] | None = None,
    must: Iterable[str] = (),
    must_not: Iterable[str] = (),
    confidence: float | None = None,
    budgets: Iterable[Decimal | float | str] = (),
    advance: Callable[[], None] = lambda: None,
) -> Robustness:
    """How far the ranking and the portfolio under one weight profile can be trusted.

    Parameters
    ----------
    workspace : the workspace, or any folder below it
    weights : a profile, by name or by file; without it, the one that criteria.yaml names
    any_weights, within, order, between : which weights are admissible: all of them, those within a share of the
        profile's, those in a rank order of criteria, or those between several profiles; without any of these, the
        profile's own ranges and order, or within 20 %
    scores : whether exact statements hold for the ranges of the scores, too
    samples, seed : how many weights are drawn, and where drawing starts
    workers, cluster : processes, or the address of a Dask cluster; the result is the same
    limits, must, must_not : of portfolios, as in `portfolio`
    confidence : asks for the best portfolio that keeps to all limits in such a share of cases, in (0, 1]
    budgets : for which core indices are asked as well
    advance : called after each file that was read, each option that was looked at, and each block of samples

    Raises
    ------
    WrongUse : no workspace or profile; weights, limits or shares that cannot be meant; too many samples; no such
        cluster
    InputsRefused : faults in criteria.yaml, an option, a profile, or portfolio.yaml
    """
    asked = AskedWeights(any_weights, within, tuple(order), tuple(between))
    check_asked(asked)
    _check_samples(samples, seed)
    if confidence is not None and not 0 < confidence <= 1:
        raise WrongUse(f"{confidence:g} is no share of cases", "above 0% and up to 100%, as in --confidence 90%")
    sums = amounts("budget", budgets)
    middling = weights or (between[0] if between else None)
    case, *beside = load_cases(
        Path(workspace), (middling, *between), asked_of_portfolios(limits, must, must_not), advance
    )
    if (confidence is not None or sums) and not case.rules.limits and not case.rules.relations:
        raise WrongUse(
            "nothing limits what is chosen together, so that no portfolio stands out",
            "give a limit, as in --budget 500, or write portfolio.yaml",
        )
    others = tuple(one.loaded.profile for one in beside)
    drawn = Drawn(samples, seed, scores, workers, cluster)
    return robustness(case, others, asked, drawn, (confidence, sums), advance)


def _check_samples(samples: int, seed: int) -> None:
    if samples < 1:
        raise WrongUse(f"{samples} samples say nothing", f"about {SAMPLES:,} are usual")
    if samples > MOST_SAMPLES:
        room = samples * 8 / _GIB
        raise WrongUse(
            f"{samples:,} samples are too many: one number of each takes {room:,.0f} GiB",
            f"{MOST_SAMPLES:,} at most; the error falls with the square root of their number",
        )
    if seed < 0:
        raise WrongUse(f"the seed {seed} is negative", "any whole number from 0 on")
