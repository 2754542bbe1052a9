"""Frontiers of published cases: complete, exact, and nothing on them that is beaten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cases_portfolio.adding_up import added_up
from tests.cases_portfolio.cases import CASES, best_of, enumerable, portfolio_of
from tests.cases_portfolio.command import DONE, NO_PORTFOLIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tests.cases_portfolio.conftest import Home
    from tests.conftest import Run

THREE = ("pareto3_policy10", "pareto3_policy12")
PROBE = "pareto2_probe_table1"
TABLE_2 = "robust_probe_table2"
CHOSEN_FROM = [name for name, vector in CASES.items() if best_of(vector) is not None and enumerable(vector)]
_PLACES = 9


def _points(here: Home, *arguments: str) -> list[dict[str, Any]]:
    said = here.ask("frontier", *arguments)
    assert said.code == DONE, said.errors
    assert said.json["complete"] is True
    shown: list[dict[str, Any]] = said.json["portfolios"]
    assert sum(point["knee"] for point in shown) <= 1
    return shown


def _numbers(value: object, cost: object, risk: object) -> tuple[float, float, float]:
    value, cost, risk = (round(float(str(number)), _PLACES) for number in (value, cost, risk))
    return value, cost, risk


def _shown(here: Home, points: Iterable[dict[str, Any]]) -> list[tuple[frozenset[str], float, float, float]]:
    return [
        (
            here.case.chosen(point),
            *_numbers(here.case.value(point["value"]), point["cost"], point["escalation_risk"]),
        )
        for point in points
    ]


def _unbeaten(points: Iterable[Sequence[float]]) -> set[tuple[float, ...]]:
    """Of (value, cost, …) the points that no other beats: more value is better, less of all else."""
    signed = {(-value, *against) for value, *against in points}
    kept = [
        one
        for one in signed
        if not any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in signed)
    ]
    return {(-one[0], *one[1:]) for one in kept}


@pytest.mark.parametrize("name", THREE)
def test_the_frontier_in_value_cost_and_risk_is_complete_and_exact(name: str, home: Callable[..., Home]) -> None:
    here, said = home(name), CASES[name]["expected"]
    shown = _shown(here, _points(here))
    expected = {
        (portfolio_of(entry), *_numbers(entry["value"], entry["cost"], entry["p_escalation"]))
        for entry in said["pareto"]
    }
    assert len(expected) == said["n_pareto_portfolios"] == said["n_pareto_points"]
    assert {*shown} == expected
    assert len(shown) == len(expected)


@pytest.mark.parametrize(("by", "column"), [("cost", 1), ("risk", 2)])
@pytest.mark.parametrize("name", THREE)
def test_a_frontier_of_two_dimensions_lies_within_that_of_three(
    name: str, by: str, column: int, home: Callable[..., Home]
) -> None:
    here = home(name)
    all_three = [
        _numbers(entry["value"], entry["cost"], entry["p_escalation"]) for entry in CASES[name]["expected"]["pareto"]
    ]
    shown = [(point[1], point[1 + column]) for point in _shown(here, _points(here, "--by", by))]
    assert {*shown} == _unbeaten((point[0], point[column]) for point in all_three)
    assert len(shown) == len({*shown})


@pytest.mark.parametrize("arguments", [(), ("--by", "cost"), ("--budget", "none")], ids=["both", "cost", "no-budget"])
def test_the_published_frontier_in_value_and_cost_comes_out(
    arguments: tuple[str, ...], home: Callable[..., Home]
) -> None:
    here, said = home(PROBE), CASES[PROBE]["expected"]
    shown = _shown(here, _points(here, *arguments))
    expected = {
        (portfolio_of(entry), *_numbers(entry["value"], entry["cost"], 0)) for entry in said["efficient_portfolios"]
    }
    assert {*shown} == expected
    assert len(shown) == said["n_efficient"]
    assert [point[2] for point in shown] == sorted(point[2] for point in shown)  # cheapest first


def test_the_number_of_efficient_portfolios_without_a_budget(home: Callable[..., Home]) -> None:
    here, vector = home(TABLE_2), CASES[TABLE_2]
    shown = _shown(here, _points(here, "--budget", "none", "--by", "cost"))
    assert len(shown) == vector["expected"]["n_efficient_portfolios_full_frontier_computed"]
    for chosen, *numbers in shown:
        total = added_up(vector, chosen, vector["weights"])
        assert tuple(numbers) == _numbers(float(total.value), float(total.cost), 0)
    optimal = vector["expected"]["optimal"]
    within = [point for point in shown if point[2] <= float(vector["budget"])]
    assert max(within, key=lambda point: point[1]) == (
        portfolio_of(optimal),
        *_numbers(optimal["value"], optimal["cost"], 0),
    )


@pytest.mark.parametrize("by", ["cost", "risk"])
@pytest.mark.parametrize("name", CHOSEN_FROM)
def test_the_top_of_a_frontier_is_the_best_portfolio(name: str, by: str, home: Callable[..., Home]) -> None:
    here, best = home(name), best_of(CASES[name])
    assert best is not None
    shown = _points(here, *best.arguments, "--by", by)
    assert here.case.value(max(point["value"] for point in shown)) == pytest.approx(best.value, rel=1e-9)


def test_a_frontier_without_portfolios_says_why(home: Callable[..., Home]) -> None:
    here = home("infeasible_conflict")
    said = here.ask("frontier")
    assert said.code == NO_PORTFOLIO
    assert (said.json["complete"], said.json["portfolios"]) == (True, [])
    assert said.json["clash"] == here.ask("portfolio").json["clash"]
    assert here.ask("frontier", "--budget", "9").code == DONE


def test_the_installed_program_prints_the_same_frontier(home: Callable[..., Home], run: Run) -> None:
    here = home(PROBE)
    said = run("frontier", "-C", here.path, "--weights", "stated", "--format", "json")
    assert (said.returncode, said.stderr) == (DONE, "")
    assert said.stdout == here.ask("frontier").text
