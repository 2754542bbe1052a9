"""Numbers in the files that portfolios are chosen by: too large, too fine, negative, by period, of nothing declared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.hostile.cases import Case, ids
from tests.hostile.test_portfolio_examples import (
    ALPHA,
    BETA,
    FRONTIER,
    GAMMA,
    PORTFOLIO,
    THREE,
    answer,
    at_once,
    case,
    option,
    rules,
)
from tests.workspaces import EVEN, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.conftest import Try

PROFILE = "weights/even.yaml"
COST, RISK = f"{ALPHA}:4:7", f"{ALPHA}:5:18"
CREWS = "resources: {crews: {title: Crews}}\n"
BY_PERIOD = {ALPHA: option("Alpha", 80, "{2027: 10, 2028: 5}"), BETA: option("Beta", 80, "{2027: 10, 2028: 5}")}
FREE = {GAMMA: option("Gamma", 60)}
BUDGETS = rules("limits: {budget: {2027: 15, 2028: 10}}\n")


def costing(text: str) -> dict[str, str]:
    return {ALPHA: option("Alpha", 80, text)}


def risking(text: str) -> dict[str, str]:
    return {ALPHA: option("Alpha", 80, 30, text)}


CASES: tuple[Case, ...] = (
    *(case(f"cost-of-{text[:12]}", costing(text), (COST,)) for text in ("1e300", "1e-300", "3" * 30, f"3.{'0' * 30}1")),
    case("cost-beyond-64-bits-on-the-frontier", costing("1e300"), (COST,), arguments=FRONTIER),
    case("gain-beyond-all-scales", rules("relations:\n  - {together: [alpha], cost: 1e300}\n"), ("portfolio.yaml:3:",)),
    case("negative-cost", costing("-1"), ("negative", COST, "-1 is negative")),
    case("certain-escalation", risking("1"), ("off-scale", RISK, "1 is not a probability below 1", "write 0.3 for 30")),
    case(
        "escalation-beyond-certainty",
        risking("30") | {BETA: option("Beta", 70, 20, -0.5)},
        (RISK, "30 is not a probability", f"{BETA}:5:18", "-0.5 is negative", "2 errors;"),
    ),
    case(
        "limits-out-of-reason",
        rules("limits: {budget: -5, escalation_risk: 1.2, crews: 4}\n"),
        (
            *("negative", "portfolio.yaml:2:18", "a limit of -5 is negative", "write 0 or more"),
            *("off-scale", "portfolio.yaml:2:39", "1.2 is not a probability", "write 0.3 for 30 percent"),
            *("unknown-resource", "portfolio.yaml:2:44", "no resource 'crews'", "there is: budget, escalation_risk"),
        ),
    ),
    case(
        "limits-of-another-kind",
        rules("limits: {budget: [3], escalation_risk: yes}\n"),
        ("wrong-type", "portfolio.yaml:2:10", "a list where a number is due", "portfolio.yaml:2:40", "yes is not a"),
    ),
    case(
        "limit-in-a-profile",
        {PROFILE: EVEN + "limits: {crws: 4, budget: -2}\n"} | rules(CREWS),
        (f"{PROFILE}:4:10", "no resource 'crws'", "did you mean 'crews'?", f"{PROFILE}:4:27", "-2 is negative"),
    ),
    case("limit-of-nan", rules("limits: {budget: nan, escalation_risk: .inf}\n"), ("portfolio.yaml:2:18", "2:40")),
    case(
        "uses-of-nothing-declared",
        {ALPHA: option("Alpha", 80, more="uses: {crws: 3}\n")} | rules(CREWS),
        ("unknown-resource", f"{ALPHA}:6:8", "no resource 'crws'", "did you mean 'crews'?"),
    ),
    case(
        "uses-of-nothing-declared-by-a-size",
        {ALPHA: option("Alpha", 80, more="sizes:\n  small: {cost: 5, uses: {crws: 2}}\n")} | rules(CREWS),
        ("unknown-resource", f"{ALPHA}:7:27", "no resource 'crws'"),
    ),
    case(
        "negative-uses",
        {ALPHA: option("Alpha", 80, more="uses: {crews: -3}\nsizes:\n  small: {uses: {crews: -2}}\n")} | rules(CREWS),
        (f"{ALPHA}:6:15", "-3 is negative", f"{ALPHA}:8:25", "-2 is negative"),
    ),
    *(
        case(f"resource-named-{name}", rules(f"resources: {{{name}: {{title: Mine}}}}\n"), ("portfolio.yaml:2:13",))
        for name in ("budget", "escalation_risk")
    ),
    case(
        "whole-costs-under-a-budget-by-period",
        BY_PERIOD
        | {GAMMA: option("Gamma", 60, 0, more="sizes:\n  large: {cost: 7}\n"), "options/d.yaml": option("D", 60, 3)}
        | rules("limits: {budget: {2027: 15}}\nrelations:\n  - {together: [alpha, beta], cost: -3}\n"),
        (
            *("cost-without-periods", "options/d.yaml:4:1", "a cost for all periods together", f"{GAMMA}:7:11"),
            *("portfolio.yaml:4:31", "since the budget is by period", "3 errors;"),
        ),
    ),
    case(
        "periods-where-none-are-due",
        FREE | BY_PERIOD | rules("limits: {budget: {2027: -1, next: 10}, escalation_risk: {2027: 0.4}}\n"),
        (
            *("portfolio.yaml:2:25", "a limit of -1 is negative", "portfolio.yaml:2:29", "'next' is neither a period"),
            *("portfolio.yaml:2:40", "only a budget goes by period"),
        ),
    ),
    case("budget-of-no-period", FREE | BY_PERIOD | rules("limits: {budget: {}}\n"), ("portfolio.yaml:2:",)),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_refused(case: Case, run: Run, attempted: Try) -> None:
    attempted(case, run)


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (rules("limits: {budget: 1e300}\n"), "portfolio.yaml:2:18"),
        (rules("limits: {budget: 1e-300}\n"), "portfolio.yaml:2:18"),
        (rules("relations:\n  - {together: [alpha, beta], adds: {effect: 1e300}}\n"), "portfolio.yaml:3:46"),
        (risking(f"0.{'9' * 17}"), RISK),
        (rules(f"relations:\n  - {{together: [alpha, beta], escalation_risk: 0.{'9' * 17}}}\n"), "portfolio.yaml:3:48"),
        (rules("limits: {escalation_risk: 1e-300}\n"), "portfolio.yaml:2:27"),
    ],
    ids=["huge-budget", "tiny-budget", "huge-gain", "nearly-certain", "nearly-certain-together", "tiny-risk"],
)
def test_answered_or_refused_with_a_place(files: dict[str, str], place: str, tmp_path: Path, run: Run) -> None:
    result = run("portfolio", "--format", "json", cwd=write(tmp_path, {**THREE, **files}))
    assert result.returncode in {0, 3}, result.stderr
    if result.returncode:
        assert place in result.stderr
    else:
        assert json.loads(result.stdout)["status"] == "optimal"


def test_limits_of_zero(tmp_path: Path, run: Run) -> None:
    """What takes nothing may still be chosen."""
    text = f"{CREWS}limits: {{budget: 0, escalation_risk: 0, crews: 0}}\n"
    found = answer(write(tmp_path, {**THREE, **FREE, **rules(text)}), run)
    assert (found["options"], found["value"], found["cost"]) == (["gamma"], 5, 0)
    assert {stand["option"]: stand["possible"] for stand in found["why"]} == {
        "alpha": False,
        "beta": False,
        "gamma": True,
    }


def test_limits_of_escalation_risk(tmp_path: Path, run: Run) -> None:
    """A limit admits what equals it, and nothing a hair beyond."""
    known = {"0": [], "0.05": ["alpha"], "0.04999999999": [], "1": ["alpha", "beta", "gamma"]}
    texts = {limit: {**THREE, **rules(f"limits: {{escalation_risk: {limit}}}\n")} for limit in known}
    roots = [write(tmp_path / limit, files) for limit, files in texts.items()]
    found = at_once(run, *((root, PORTFOLIO) for root in roots))
    assert dict(zip(known, (one["options"] for one in found), strict=True)) == known


def test_long_decimals_are_added_exactly(tmp_path: Path, run: Run) -> None:
    files = {**THREE, **costing("30.00000000000001")}
    root = write(tmp_path, files | rules("limits: {budget: 50.00000000000001}\n"))
    assert answer(root, run)["options"] == ["alpha", "beta"]
    assert answer(root, run, "portfolio", "--budget", "50")["options"] == ["alpha", "gamma"]


def test_budget_by_period(tmp_path: Path, run: Run) -> None:
    """Each period keeps its own limit; that more in one of them would buy the other option is told."""
    found = answer(write(tmp_path, {**THREE, **BY_PERIOD, **FREE, **BUDGETS}), run)
    assert (found["options"], found["cost"], found["equally_good"]) == (["alpha", "gamma"], 15, 2)
    first = next(state for state in found["limit_states"] if state["period"] == "2027")
    assert (first["taken"], first["worked_out"]) == (10, True)
    assert first["next"] is not None, "at 20, beta comes in"
    assert (first["next"]["at"], first["next"]["gain"]) == (20, 15)


def test_nothing_is_worth_doing(tmp_path: Path, run: Run) -> None:
    """Everything takes value away: the empty portfolio is an answer, and said to be one."""
    root = write(tmp_path, {name: option(name, 10, 30, 0.05) for name in THREE} | {GAMMA: None, **no_limits()})
    found = answer(root, run)
    assert (found["status"], found["options"], found["value"], found["cost"]) == ("optimal", [], 0, 0)
    assert "The best portfolio is empty" in run("portfolio", cwd=root).stdout


def no_limits() -> dict[str, str]:
    return rules("resources: {}\nlimits: {}\nrelations: []\n")


def test_dearer_than_the_budget(tmp_path: Path, run: Run) -> None:
    """An option that no money can buy is said to be out of reach, not merely worse."""
    root = write(tmp_path, {**THREE, **rules("limits: {budget: 25}\n")})
    found = {stand["option"]: stand for stand in answer(root, run)["why"]}
    assert (found["alpha"]["possible"], found["alpha"]["loss"], found["gamma"]["possible"]) == (False, None, True)
    told = run("portfolio", cwd=root).stdout
    assert "Cannot be in under these limits and relations: alpha." in told
    assert "no portfolio with it" in told
