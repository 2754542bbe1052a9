"""Cases without fixed weights: at each corner of what the weights may be, the best portfolio is known.

The sources list the portfolios that no other beats under all admissible weights. At any one corner a best portfolio is
among them, so their highest value there is the best value.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.cases_portfolio.adding_up import added_up
from tests.cases_portfolio.cases import CASES, ENGINES
from tests.cases_portfolio.command import DONE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tests.cases_portfolio.conftest import Home

OPEN = {name: vector for name, vector in CASES.items() if "weight_polytope_vertices" in vector}
CORNERS = [(name, place) for name, vector in OPEN.items() for place in range(len(vector["weight_polytope_vertices"]))]
_MANY = 30


def _profile(place: int) -> str:
    return f"corner-{place}"


def _home(name: str, home: Callable[..., Home]) -> Home:
    return home(name, {_profile(place): corner for place, corner in enumerate(_corners(name))})


def _corners(name: str) -> list[list[str]]:
    found: list[list[str]] = OPEN[name]["weight_polytope_vertices"]
    return found


def _worth(name: str, chosen: Collection[str], place: int) -> Fraction:
    return added_up(OPEN[name], chosen, _corners(name)[place]).value


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "place"), CORNERS)
def test_at_each_corner_every_engine_finds_a_best_portfolio(
    name: str, place: int, engine: str, home: Callable[..., Home]
) -> None:
    here = _home(name, home)
    said = here.ask("portfolio", "--solver", engine, "--top", "1", profile=_profile(place))
    assert said.code == DONE, said.errors
    (shown,) = said.json["portfolios"]
    best = max(_unbeaten(name, place).values())
    assert shown["status"] == "optimal"
    assert here.case.value(shown["value"]) == pytest.approx(float(best), rel=1e-9)
    assert _worth(name, here.case.chosen(shown), place) == best
    assert said.json["equally_good"] == len(_equals(here, place))


@pytest.mark.parametrize(("name", "place"), CORNERS)
def test_at_each_corner_the_best_are_those_that_no_other_beats(
    name: str, place: int, home: Callable[..., Home]
) -> None:
    unbeaten = _unbeaten(name, place)
    best = max(unbeaten.values())
    equals = _equals(_home(name, home), place)
    assert equals >= {names for names, worth in unbeaten.items() if worth == best}
    assert {_worth(name, names, place) for names in equals} == {best}


def _unbeaten(name: str, place: int) -> dict[frozenset[str], Fraction]:
    listed = OPEN[name]["expected"]["nondominated_portfolios"]
    return {frozenset(names): _worth(name, names, place) for names in listed}


@cache
def _equals(here: Home, place: int) -> frozenset[frozenset[str]]:
    """All that are as good as the best."""
    shown = here.ask("portfolio", "--top", str(_MANY), profile=_profile(place)).json["portfolios"]
    assert shown[-1]["value"] < shown[0]["value"]
    return frozenset(here.case.chosen(one) for one in shown if one["value"] == shown[0]["value"])


@pytest.mark.parametrize("name", OPEN)
def test_the_least_regret_is_that_of_the_source(name: str, home: Callable[..., Home]) -> None:
    here, said = _home(name, home), OPEN[name]["expected"]
    best = []
    for place in range(len(_corners(name))):
        (shown,) = here.ask("portfolio", "--top", "1", profile=_profile(place)).json["portfolios"]
        best.append(here.case.value(shown["value"]))
    regrets = {
        frozenset(names): max(top - float(_worth(name, names, place)) for place, top in enumerate(best))
        for names in said["nondominated_portfolios"]
    }
    least = float(Fraction(said["minimax_regret"]["value"]))
    assert min(regrets.values()) == pytest.approx(least, abs=1e-9)
    for names in said["minimax_regret"]["portfolios"]:
        assert regrets[frozenset(names)] == pytest.approx(least, abs=1e-9)


@pytest.mark.parametrize("name", OPEN)
def test_a_portfolio_forced_in_whole_is_worth_what_the_source_says(name: str, home: Callable[..., Home]) -> None:
    here, said = _home(name, home), OPEN[name]["expected"]["maximin"]
    for names in said["portfolios"]:
        forced = [
            part
            for option, own in here.case.ids.items()
            for part in ("--must" if option in names else "--must-not", own)
        ]
        worth = []
        for place in range(len(_corners(name))):
            (shown,) = here.ask("portfolio", "--top", "1", *forced, profile=_profile(place)).json["portfolios"]
            assert here.case.chosen(shown) == frozenset(names)
            worth.append(here.case.value(shown["value"]))
        assert min(worth) == pytest.approx(float(Fraction(said["value"])), rel=1e-9)
