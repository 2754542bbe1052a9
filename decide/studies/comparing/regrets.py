"""What each portfolio that is best in some world loses in the others, and the one whose largest loss is least."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from decide.model.worlds import Candidate, Fate, Regret
from decide.selection.answer import Status, names
from decide.selection.least_regret import least_regret
from decide.selection.programme import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.selection.programme import Picks
    from decide.studies.comparing.states import State

_LIMIT = "the limit on "


def regrets(states: Sequence[State], seconds: float | None) -> tuple[tuple[Candidate, ...], Regret]:
    """The distinct portfolios that are best in some world, and the one with least regret, in each world."""
    chosen: dict[Picks, list[int]] = {}
    for place, one in enumerate(states):
        if one.picks is not None:
            chosen.setdefault(one.picks, []).append(place)
    safest, regret = _safest(states, seconds)
    if safest is not None:
        chosen.setdefault(safest, [])
    candidates = tuple(_candidate(picks, tuple(best), states, safest) for picks, best in chosen.items())
    return candidates, regret


def _safest(states: Sequence[State], seconds: float | None) -> tuple[Picks | None, Regret]:
    if any(one.answer.status is Status.INFEASIBLE for one in states):
        return None, Regret.NONE
    known = [one.picks for one in states if one.picks is not None]
    if len(known) < len(states):
        return None, Regret.UNKNOWN
    programmes = [one.asking.programme for one in states]
    found = least_regret(programmes, [_best(one) for one in states], known=known, seconds=seconds)
    if found.picks is None:
        return None, Regret.NONE if found.proved else Regret.UNKNOWN
    for one in states:
        one.asking.portfolio(found.picks)  # adds it up again, and raises where it breaks anything
    proved = found.proved and all(one.answer.status is Status.OPTIMAL for one in states)
    return found.picks, Regret.PROVED if proved else Regret.BEST_FOUND


def _best(one: State) -> Fraction:
    if one.picks is None:
        return Fraction(0)
    return measure(one.asking.programme, one.picks).value * one.asking.programme.value_unit


def _candidate(picks: Picks, best: tuple[int, ...], states: Sequence[State], safest: Picks | None) -> Candidate:
    chosen = dict(names(states[0].asking.programme, picks))
    return Candidate(
        options=tuple(sorted(chosen)),
        sizes={name: size for name, size in sorted(chosen.items()) if size},
        best_in=best,
        least_regret=picks == safest,
        fates=tuple(_fate(chosen, one) for one in states),
    )


def _fate(chosen: dict[str, str], one: State) -> Fate:
    """Added up by the auditor, who shares no code with what chose it."""
    again = one.asking.auditor.recount(chosen)
    breaks = tuple(what.removeprefix(_LIMIT) for what in again.broken if what.startswith(_LIMIT))
    if again.broken or one.world.portfolio is None:
        return Fate(None, breaks)
    best = one.asking.auditor.recount(
        {name: one.world.portfolio.sizes.get(name, "") for name in one.world.portfolio.options}
    )
    return Fate(float(best.value - again.value))
