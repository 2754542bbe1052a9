"""The best portfolios of published cases, by every engine, and what is said where there is none or no proof."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.cases_portfolio.adding_up import added_up
from tests.cases_portfolio.cases import AUTO, CASES, CBC, ENGINES, best_of, engines, enumerable, portfolio_of
from tests.cases_portfolio.command import DONE, NO_PORTFOLIO, NOT_PROVED, WRONG_USE
from tests.cases_portfolio.workspaces_of import PORTFOLIO, STATED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.cases_portfolio.cases import Best
    from tests.cases_portfolio.conftest import Home
    from tests.cases_portfolio.workspaces_of import Vector
    from tests.conftest import Run

SMALL = {name: best for name, vector in CASES.items() if (best := best_of(vector)) and enumerable(vector)}
HARD = sorted(name for name, vector in CASES.items() if not enumerable(vector))
RANKED = ("kbest_probe_table2", "kbest_synergy_policy20_B250")
PROBE = "pareto2_probe_table1"
CONFLICT = "infeasible_conflict"
KNIFE_EDGE = "escalation_knife_edge"


def near(number: object) -> Any:  # noqa: ANN401 - pytest gives it no name
    return pytest.approx(float(str(number)), rel=1e-9, abs=1e-12)


def test_every_case_is_used() -> None:
    weights = {name for name, vector in CASES.items() if "weight_polytope_vertices" in vector}
    assert {*SMALL, *HARD, CONFLICT} | weights == CASES.keys()
    assert len(CASES) == 24


def _agrees(name: str, home: Home, shown: Mapping[str, Any], best: Best) -> None:
    """The numbers are those of the source, and those of its data added up."""
    chosen = home.case.chosen(shown)
    assert best.portfolios is None or chosen in best.portfolios
    assert home.case.value(shown["value"]) == near(best.value)
    assert best.cost is None or shown["cost"] == near(best.cost)
    assert best.risk is None or shown["escalation_risk"] == near(best.risk)
    _adds_up(name, home, shown)


def _adds_up(name: str, home: Home, shown: Mapping[str, Any]) -> None:
    vector = CASES[name]
    total = added_up(vector, home.case.chosen(shown), vector.get("weights", ()))
    assert home.case.value(shown["value"]) == near(float(total.value))
    assert shown["cost"] == near(float(total.cost))
    assert shown["escalation_risk"] == near(float(total.risk))
    assert [*shown["uses"].values()] == [near(float(used)) for used in total.uses]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", SMALL)
def test_every_engine_finds_and_proves_the_best_portfolio(name: str, engine: str, home: Callable[..., Home]) -> None:
    here, best = home(name), SMALL[name]
    said = here.ask("portfolio", *best.arguments, "--solver", engine, "--top", "1")
    assert said.code == DONE, said.errors
    (shown,) = said.json["portfolios"]
    assert (shown["status"], shown["gap"]) == ("optimal", 0)
    assert engine in {AUTO, said.json["engine"]}
    assert said.json["equally_good"] == best.equals or (best.equals is None and said.json["equally_good"] >= 1)
    _agrees(name, here, shown, best)


@pytest.mark.parametrize("name", SMALL)
def test_the_best_portfolio_is_the_same_with_its_reasons(name: str, home: Callable[..., Home]) -> None:
    here, best = home(name), SMALL[name]
    said = here.ask("portfolio", *best.arguments)
    assert said.code == DONE, said.errors
    shown = said.json
    assert (shown["status"], shown["gap"], shown["clash"]) == ("optimal", 0, None)
    _agrees(name, here, shown, best)
    assert {line["option"] for line in shown["why"] if line["chosen"]} == {*shown["options"]}
    assert {line["option"] for line in shown["why"]} == {*here.case.ids.values()}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", RANKED)
def test_every_engine_finds_the_ten_best_in_order(name: str, engine: str, home: Callable[..., Home]) -> None:
    here, vector = home(name), CASES[name]
    said = here.ask("portfolio", "--solver", engine, "--top", str(vector["k"] + 1))
    assert said.code == DONE, said.errors
    *shown, after = said.json["portfolios"]
    expected = _ranked(vector)
    assert [here.case.chosen(one) for one in shown] == [portfolio_of(entry) for entry in expected]
    assert [here.case.value(one["value"]) for one in shown] == [near(entry["value"]) for entry in expected]
    assert [one["cost"] for one in shown] == [near(entry["cost"]) for entry in expected]
    assert {one["status"] for one in shown} == {"optimal"}
    assert after["value"] < shown[-1]["value"]  # no eleventh is as good as the tenth


def _ranked(vector: Vector) -> list[Vector]:
    said = vector["expected"]
    found: list[Vector] = said.get("portfolios") or said["portfolios_in_order_value_then_cost"]
    return found


@pytest.mark.parametrize("name", RANKED)
def test_having_an_option_otherwise_costs_what_the_next_best_portfolio_lacks(
    name: str, home: Callable[..., Home]
) -> None:
    here = home(name)
    best, *others = _ranked(CASES[name])
    lost = {line["option"]: line["loss"] for line in here.ask("portfolio").json["why"]}
    known = 0
    for option, own in here.case.ids.items():
        chosen = option in best["portfolio"]
        first = next((entry for entry in others if (option in entry["portfolio"]) != chosen), None)
        if first is not None:
            known += 1
            assert here.case.value(lost[own]) == near(best["value"] - first["value"])
    assert known > 5


def test_bonuses_decide_what_is_best(settle: Callable[[Vector], Home]) -> None:
    vector = CASES["kbest_synergy_policy20_B250"]
    here = settle({**vector, "synergies": []})
    shown = here.ask("portfolio").json
    assert here.case.value(shown["value"]) == near(vector["expected"]["optimal_value_ignoring_synergies"])


@pytest.mark.parametrize("engine", ENGINES)
def test_of_a_list_that_is_required_one_is_enough(engine: str, home: Callable[..., Home]) -> None:
    name = "kbest_synergy_policy20_B250"
    here = home(name)
    shown = _first(here, "--must", "critical_minerals_deal", "--solver", engine)
    assert shown["status"] == "optimal"
    assert len(here.case.chosen(shown) & {"corridor_transcaspian", "energy_interconnector"}) == 1
    assert (here.case.value(shown["value"]), shown["cost"]) == (near(377.6), 248)  # all 2^20 portfolios added up
    _adds_up(name, here, shown)


@pytest.mark.parametrize("engine", ENGINES)
def test_one_option_of_each_area(engine: str, settle: Callable[[Vector], Home]) -> None:
    vector = CASES["robust_probe_table2"]
    areas: dict[str, list[str]] = {}
    for option in vector["options"]:
        areas.setdefault(option["area"], []).append(option["id"])
    here = settle({**vector, "min_count": [{"options": names, "at_least": 1} for names in areas.values()]})
    said = here.ask("portfolio", "--solver", engine, "--top", "1")
    expected = vector["expected"]["optimal_with_at_least_one_per_area"]
    (shown,) = said.json["portfolios"]
    assert shown["status"] == "optimal"
    assert here.case.chosen(shown) == portfolio_of(expected)
    assert (here.case.value(shown["value"]), shown["cost"]) == (near(expected["value"]), near(expected["cost"]))


def test_more_money_goes_up_the_published_frontier(home: Callable[..., Home]) -> None:
    here, said = home(PROBE), CASES[PROBE]["expected"]
    shown = here.ask("portfolio", "--budget", "20").json
    grown = {here.case.chosen(point | {"sizes": {}}): (point["value"], point["cost"]) for point in shown["growth"]}
    assert grown == {portfolio_of(entry): (entry["value"], entry["cost"]) for entry in said["efficient_portfolios"]}
    (limit,) = shown["limit_states"]
    assert (limit["taken"], limit["next"]["at"], limit["next"]["gain"]) == (20, 22, 1)  # 9 for 20, then 10 for 22


# Escalation risk


@pytest.mark.parametrize("engine", ENGINES)
def test_a_limit_that_equals_the_joint_risk_admits_it(engine: str, home: Callable[..., Home]) -> None:
    here = home(KNIFE_EDGE)
    for limit in ("0.28", "28%", "0.280000000000000"):
        shown = _first(here, "--escalation-risk", limit, "--solver", engine)
        assert (here.case.chosen(shown), shown["value"]) == (frozenset("ab"), 90)
    shown = _first(here, "--escalation-risk", "0.279999999999999", "--solver", engine)
    assert (here.case.chosen(shown), shown["value"]) == (frozenset("bd"), 80)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_limit_is_read_to_its_last_digit(engine: str, settle: Callable[[Vector], Home]) -> None:
    for limit, best in (("0.27999999999999999999999", "bd"), ("0.28000000000000000000001", "ab")):
        here = settle({**CASES[KNIFE_EDGE], "max_joint_escalation": Decimal(limit)})
        assert here.case.chosen(_first(here, "--solver", engine)) == frozenset(best)


def _first(here: Home, *arguments: str) -> dict[str, Any]:
    said = here.ask("portfolio", "--top", "1", *arguments)
    assert said.code == DONE, said.errors
    (shown,) = said.json["portfolios"]
    found: dict[str, Any] = shown
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_without_the_limit_on_risk_more_can_be_had(engine: str, home: Callable[..., Home]) -> None:
    name = "escalation_limit_policy20_B300_R15"
    here = home(name)
    shown = _first(here, "--escalation-risk", "none", "--solver", engine)
    assert here.case.value(shown["value"]) == near(CASES[name]["expected"]["optimal_value_without_limit"])
    assert shown["escalation_risk"] > 0.15
    _adds_up(name, here, shown)


# No portfolio


@pytest.mark.parametrize("engine", ENGINES)
def test_the_conflict_is_named_by_file_and_line(engine: str, home: Callable[..., Home]) -> None:
    here = home(CONFLICT)
    said = here.ask("portfolio", "--solver", engine)
    assert said.code == NO_PORTFOLIO
    shown = said.json
    assert (shown["status"], shown["options"], shown["value"], shown["equally_good"]) == ("infeasible", [], None, 0)
    (expected,) = CASES[CONFLICT]["variants"][0]["minimal_conflicts"]
    assert expected == ["mandatory:b", "requires:b->a", "budget"]
    clash = shown["clash"]
    assert {part["where"] for part in clash["relations"]} == {
        _line(here, "- {must: [b]}"),
        _line(here, "- {option: b, requires: [a]}"),
    }
    assert [(part["limit"], part["where"]) for part in clash["limits"]] == [("budget", _line(here, "budget: 8"))]
    smallest = CASES[CONFLICT]["expected"]["smallest_budget_that_is_feasible"]
    assert clash["larger"] == [{"limit": "budget", "needed": smallest}]
    # Without the need for a, b and c cost 7. Without the must, two of three still cost 9 or stand against a relation.
    assert [part["where"] for part in clash["without"]] == [_line(here, "- {option: b, requires: [a]}")]


def _line(here: Home, text: str) -> str:
    lines = [line.strip() for line in here.case.files[PORTFOLIO].splitlines()]
    return f"{PORTFOLIO}:{1 + lines.index(text)}"


@pytest.mark.parametrize("engine", ENGINES)
def test_the_smallest_budget_named_is_enough_and_no_less_is(engine: str, home: Callable[..., Home]) -> None:
    here = home(CONFLICT)
    shown = _first(here, "--budget", "9", "--solver", engine)
    assert (here.case.chosen(shown), shown["value"], shown["cost"]) == (frozenset("ab"), 18, 9)
    assert here.ask("portfolio", "--budget", "8.999999", "--solver", engine).code == NO_PORTFOLIO


def test_what_the_command_line_asked_is_named_in_the_conflict(settle: Callable[[Vector], Home]) -> None:
    here = settle({key: part for key, part in CASES[CONFLICT].items() if key not in {"mandatory", "budget"}})
    said = here.ask("portfolio", "--must", "b", "--budget", "8")
    assert said.code == NO_PORTFOLIO
    clash = said.json["clash"]
    assert [part["where"] for part in clash["limits"]] == ["the command line"]
    assert {part["where"] for part in clash["relations"]} == {
        "the command line",
        _line(here, "- {option: b, requires: [a]}"),
    }


# Cases on which a solver was seen to stop short of the best


@pytest.mark.parametrize(
    ("name", "engine"), [(name, engine) for name in HARD for engine in engines(CASES[name]) if engine != CBC]
)
def test_the_exact_engines_do_not_stop_short(name: str, engine: str, home: Callable[..., Home]) -> None:
    here = home(name)
    shown = _first(here, "--solver", engine)
    assert (shown["status"], shown["gap"]) == ("optimal", 0)
    assert here.case.value(shown["value"]) == near(CASES[name]["expected"]["optimal_value"])
    _keeps(CASES[name], here.case.chosen(shown))
    _adds_up(name, here, shown)


@pytest.mark.parametrize("name", HARD)
def test_cbc_claims_no_proof(name: str, home: Callable[..., Home]) -> None:
    here = home(name)
    said = here.ask("portfolio", "--solver", CBC, "--top", "1")
    assert said.code == NOT_PROVED
    (shown,) = said.json["portfolios"]
    assert shown["status"] == "best_found"
    assert shown["gap"] is None or shown["gap"] > 0
    assert said.json["equally_good"] is None
    best, short = (CASES[name]["expected"][key] for key in ("optimal_value", "bundled_cbc_value"))
    assert short * (1 - 1e-9) <= here.case.value(shown["value"]) <= best * (1 + 1e-9)
    _keeps(CASES[name], here.case.chosen(shown))
    _adds_up(name, here, shown)


def _keeps(vector: Vector, chosen: frozenset[str]) -> None:
    """Limits and relations of the case hold."""
    used = added_up(vector, chosen).uses
    assert all(amount <= limit for amount, limit in zip(used, vector["budgets"], strict=True))
    assert all(chosen.intersection(needed) for option, needed in vector["requires"] if option in chosen)
    assert all(len(chosen.intersection(names)) <= 1 for names in vector["excludes"])


@pytest.mark.parametrize("name", HARD)
def test_what_cannot_be_enumerated_is_said_to_be_too_large(name: str, home: Callable[..., Home]) -> None:
    said = home(name).ask("portfolio", "--solver", "enumeration", "--top", "1")
    assert said.code == WRONG_USE
    assert "too large" in said.errors


def test_limits_of_the_command_line_go_before_those_of_the_files(settle: Callable[[Vector], Home]) -> None:
    vector = CASES[HARD[0]]
    here = settle({**vector, "budgets": [10 * limit for limit in vector["budgets"]]})
    limits = [part for place, limit in enumerate(vector["budgets"], 1) for part in ("--limit", f"r{place}={limit}")]
    shown = _first(here, *limits)
    assert here.case.value(shown["value"]) == near(vector["expected"]["optimal_value"])
    assert _first(here)["value"] > shown["value"]


# The installed program, in a process of its own


@pytest.mark.parametrize(
    "name", ["knapsack_burkardt_p06", "multiperiod_taha_5projects", "logic_hillier_california_mfg"]
)
def test_the_installed_program_prints_the_published_answer(
    name: str, home: Callable[..., Home], run: Run, tmp_path: Path
) -> None:
    here = home(name)
    file = tmp_path / "best.json"
    said = run("portfolio", "-C", here.path, "--weights", STATED, "--format", "json", "--output", file)
    assert (said.returncode, said.stderr) == (DONE, "")
    again = run("portfolio", "-C", here.path, "--weights", STATED, "--format", "json")
    assert file.read_text(encoding="utf-8") == again.stdout
    assert again.stdout == here.ask("portfolio").text
    _agrees(name, here, here.ask("portfolio").json, SMALL[name])


def test_the_installed_program_ends_with_its_codes(home: Callable[..., Home], run: Run) -> None:
    for name, solver, code in ((CONFLICT, AUTO, NO_PORTFOLIO), (HARD[0], CBC, NOT_PROVED)):
        said = run("portfolio", "-C", home(name).path, "-w", STATED, "--solver", solver, "--top", "1", "-f", "json")
        assert (said.returncode, said.stderr) == (code, "")
