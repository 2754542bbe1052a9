"""Expectations against what the profiles say: which are broken, and which could not be checked."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from decide.model.expectation import Broken, Kind, Unchecked
from decide.robustness.sampling import standard_error
from decide.studies.trust.nearby import NEAR
from decide.studies.verdicts import SAMPLES, Verdicts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from decimal import Decimal

    from decide.model.expectation import Expectation
    from decide.studies.verdicts import Best
    from decide.workspace.load_all import Whole


def broken(whole: Whole, under: Collection[str] | None = None) -> tuple[Broken, ...]:
    """The expectations of a workspace that do not hold under some profiles, by default all: one for each of these."""
    return tuple(one for one in judged(whole, under) if isinstance(one, Broken))


def judged(whole: Whole, under: Collection[str] | None = None) -> Iterator[Broken | Unchecked]:
    """What is broken and what could not be checked, in the order of the file; nothing where files were refused."""
    if whole.issues:
        return
    verdicts = {name: Verdicts(whole, name) for name in whole.profiles if under is None or name in under}
    for expectation in whole.expectations:
        for profile in (name for name in expectation.profiles or verdicts if name in verdicts):
            said = verdicts[profile]
            if expectation.kind is Kind.IN_PORTFOLIO and not said.best.proved:
                yield Unchecked(expectation, profile, "the best portfolio was not proved in time")
            elif found := _against(expectation, said):
                yield Broken(expectation, profile, found)


def _against(expectation: Expectation, said: Verdicts) -> str:
    """What speaks against an expectation, in words; empty where it holds."""
    name, number = expectation.options[0], expectation.number
    if expectation.kind is Kind.IN_PORTFOLIO:
        return _misplaced(name, said.best, wanted=expectation.wanted)
    if expectation.kind is Kind.ROBUST_FIRST:
        return _too_seldom(name, said.firsts[name], number)
    rank = said.ranks[name]
    if expectation.kind is Kind.NEVER_FIRST and rank == 1:
        return f"'{name}' ranks 1, expected never"
    if expectation.kind is Kind.TOP and rank > number:
        return f"'{name}' ranks {rank}, expected {number:f} or better"
    if expectation.kind is Kind.RANKS_ABOVE and rank >= (below := said.ranks[expectation.options[1]]):
        return f"'{name}' ranks {rank} and '{expectation.options[1]}' {below}, expected the first above the second"
    return ""


def _misplaced(name: str, best: Best, *, wanted: bool) -> str:
    if best.options is None:
        return f"no portfolio is possible, expected one with '{name}'" if wanted else ""
    if wanted == (name in best.options):
        return ""
    found, due = ("is not in", "in it") if wanted else ("is in", "out of it")
    return f"'{name}' {found} the best portfolio, expected {due}"


def _too_seldom(name: str, firsts: int, least: Decimal) -> str:
    if Fraction(firsts, SAMPLES) >= Fraction(least):
        return ""
    share = firsts / SAMPLES
    of = f"of the weights within {NEAR:.0%} of the profile"
    how = f"standard error {standard_error(share, SAMPLES):.4f}, {SAMPLES:,} samples"
    return f"'{name}' is first under {share:.4f} {of} ({how}), expected {least:f} or more"
