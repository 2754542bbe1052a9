"""A case under a scenario: every number moves as it should, stays in its range, and says where it was cut off."""

from __future__ import annotations

import copy
from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decide.methods.ranking import rank_options
from decide.model.criterion import Criterion, Linear, Measures, Scale, ValueTree
from decide.model.option import Judgement, NumberJudgement, Option, Periods, Size
from decide.model.problem import Problem
from decide.model.quantity import Category, Known, LogNormal, Normal, Triangular, Uniform, Unknown
from decide.model.rules import Limit, Rules
from decide.model.scenario import (
    Change,
    LimitOn,
    OptionCost,
    OptionRisk,
    Performance,
    Scenario,
    SwingWeight,
    Way,
    Why,
)
from decide.model.weights import GroupWeight, WeightProfile
from decide.studies.choosing.question import question
from decide.studies.scenarios.quantity import ALMOST_CERTAIN
from decide.studies.scenarios.shift import shifted
from decide.workspace.load import Loaded
from decide.workspace.load_rules import Asked, Case, load_case
from decide.workspace.load_scenarios import load_scenarios
from tests import workspaces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from decide.model.quantity import Number, Quantity
    from decide.studies.scenarios.shift import Shifted

CRITERIA = """\
version: 1
decision: Which way to go?
currency: USD million
horizon: 60 months
criteria:
  effect:
    title: Effect
    scale: {unit: points, worst: 0, best: 100}
    status_quo: 50
  delay:
    title: Delay
    scale: {unit: minutes, worst: 30, best: 10}
    status_quo: 12
  look:
    title: Look
    scale: {unit: verdict, categories: [ugly, fine]}
    status_quo: ugly
  price:
    title: Price
    scale: {unit: USD million, worst: 500, best: 0}
    status_quo: 0
    measures: cost
  danger:
    title: Danger
    scale: {unit: probability, worst: 0.7, best: 0}
    status_quo: 0
    measures: escalation_risk
"""
ALPHA = """\
version: 1
title: Alpha
cost: {low: 80, best: 100, high: 160, grade: C, evidence: [card#1]}
escalation_risk: 0.2
performance: {effect: 80, delay: {low: 12, best: 15, high: 28}, look: fine}
sizes:
  small: {cost: 60, performance: {effect: 40}}
  same: {}
"""
BETA = """\
version: 1
title: Beta
performance: {effect: unknown, delay: 20, look: ugly}
"""
NOTHING = "version: 1\ntitle: Nothing\nbaseline: true\nperformance: {}\n"
EVEN = "version: 1\ntitle: Even\nweights: {effect: 50, delay: 30, look: 10, price: 5, danger: 5}\n"
BASE = {
    "criteria.yaml": CRITERIA,
    "options/alpha.yaml": ALPHA,
    "options/beta.yaml": BETA,
    "options/nothing.yaml": NOTHING,
    "weights/even.yaml": EVEN,
    "portfolio.yaml": "version: 1\nresources: {crews: {title: Crews}}\nlimits: {budget: 300, escalation_risk: 0.2}\n",
}


def _under(root: Path, *entries: str, files: Mapping[str, str] | None = None) -> Shifted:
    """The workspace, with some files otherwise, under a scenario with these changes."""
    text = "version: 1\ntitle: S\nchanges:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)
    workspaces.write(root, {**(files or {}), "scenarios/s.yaml": text}, base=BASE)
    (case,), (scenario,) = load_scenarios(root, ["even"], ["s"])
    before = copy.deepcopy(case)
    found = shifted(case, scenario)
    assert case == before, "the case itself stays as it is"
    return found


def _option(found: Shifted, name: str = "alpha") -> Option:
    return next(option for option in found.case.loaded.problem.options if option.id == name)


def _cuts(found: Shifted) -> list[tuple[str, ...]]:
    """What was cut off: what, which part, of which size, on which scale, what it would have been, and where it ends."""
    return [
        (cut.change.target.says, cut.part, cut.size, cut.criterion, str(cut.would), str(cut.end))
        for cut in found.clipped
    ]


def _not_applied(found: Shifted) -> list[tuple[str, Why, str]]:
    return [(one.change.target.says, one.why, one.size) for one in found.not_applied]


def _d(text: str) -> Decimal:
    return Decimal(text)


# Quantities

SCALED = LogNormal(_d("2") + _d("2").ln(), _d("0.1"))


@pytest.mark.parametrize(
    ("stated", "change", "found"),
    [
        ("20", "add: 5.5", Known(_d("25.5"))),
        ("20", "times: 0.25", Known(_d(5))),
        ("20", "set: 3", Known(_d(3))),
        ("{low: 10, best: 20, high: 40}", "add: -5", Triangular(_d(5), _d(15), _d(35))),
        ("{low: 10, best: 20, high: 40}", "times: 1.5", Triangular(_d(15), _d(30), _d(60))),
        ("{low: 10, best: 20, high: 40}", "set: 3", Known(_d(3))),
        ("{uniform: [10, 40]}", "add: -5", Uniform(_d(5), _d(35))),
        ("{uniform: [10, 40]}", "times: 2", Uniform(_d(20), _d(80))),
        ("{uniform: [10, 40]}", "times: 0", Uniform(_d(0), _d(0))),
        ("{mean: 20, sd: 4}", "add: 5", Normal(_d(25), _d(4))),
        ("{mean: 20, sd: 4}", "times: 1.5", Normal(_d(30), _d(6))),
        ("{mean: 20, sd: 4}", "set: 5", Known(_d(5))),
        ("{lognormal: {mean: 2, sd: 0.1}}", "times: 2", SCALED),
        ("{lognormal: {mean: 2, sd: 0.1}}", "times: 1", LogNormal(_d(2), _d("0.1"))),
        ("{lognormal: {mean: 2, sd: 0.1}}", "times: 0", Known(_d(0))),
        ("{lognormal: {mean: 2, sd: 0.1}}", "set: 3", Known(_d(3))),
        ("unknown", "set: 3", Known(_d(3))),
    ],
)
def test_a_quantity_moves_as_a_whole(stated: str, change: str, found: Quantity, tmp_path: Path) -> None:
    beta = BETA.replace("unknown", stated)
    result = _under(tmp_path, f"option: beta, criterion: effect, {change}", files={"options/beta.yaml": beta})
    assert _option(result, "beta").performance["effect"].quantity == found
    assert (result.clipped, result.not_applied) == ((), ())


@pytest.mark.parametrize(
    ("stated", "change", "found", "cuts"),
    [
        ("20", "add: 81", Known(_d(100)), [("", "101", "100")]),
        ("20", "add: -21", Known(_d(0)), [("", "-1", "0")]),
        ("20", "add: 80", Known(_d(100)), []),
        ("{low: 10, best: 20, high: 40}", "add: -15", Triangular(_d(0), _d(5), _d(25)), [("low", "-5", "0")]),
        (
            "{low: 10, best: 20, high: 40}",
            "times: 6",
            Triangular(_d(60), _d(100), _d(100)),
            [("best", "120", "100"), ("high", "240", "100")],
        ),
        ("{uniform: [10, 40]}", "add: 90", Uniform(_d(100), _d(100)), [("high", "130", "100")]),
        ("{uniform: [10, 40]}", "add: -41", Uniform(_d(0), _d(0)), [("low", "-31", "0"), ("high", "-1", "0")]),
        ("{mean: 20, sd: 4}", "times: 10", Normal(_d(100), _d(40)), [("mean", "200", "100")]),
    ],
)
def test_what_leaves_the_scale_is_cut_off_at_its_end(
    stated: str, change: str, found: Quantity, cuts: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    beta = BETA.replace("unknown", stated)
    result = _under(tmp_path, f"option: beta, criterion: effect, {change}", files={"options/beta.yaml": beta})
    assert _option(result, "beta").performance["effect"].quantity == found
    says = "the performance of 'beta' on 'effect'"
    assert _cuts(result) == [(says, part, "", "effect", would, end) for part, would, end in cuts]


def test_a_scale_whose_worst_lies_above_its_best_has_the_same_two_ends(tmp_path: Path) -> None:
    result = _under(tmp_path, "option: alpha, criterion: delay, add: -4")
    assert _option(result).performance["delay"].quantity == Triangular(_d(10), _d(11), _d(24))
    assert _cuts(result) == [("the performance of 'alpha' on 'delay'", "low", "", "delay", "8", "10")]
    result = _under(tmp_path, "option: beta, criterion: delay, times: 2")
    assert _option(result, "beta").performance["delay"].quantity == Known(_d(30))
    assert _cuts(result) == [("the performance of 'beta' on 'delay'", "", "", "delay", "40", "30")]
    files = {"options/beta.yaml": BETA.replace("delay: 20", "delay: {mean: 20, sd: 3}")}
    result = _under(tmp_path, "option: beta, criterion: delay, add: 11", files=files)
    assert _option(result, "beta").performance["delay"].quantity == Normal(_d(30), _d(3))


@pytest.mark.parametrize(("times", "end"), [("4", "30"), ("0.1", "10"), ("1000000", "30"), ("1e-300", "10")])
def test_the_median_of_a_lognormal_ends_on_the_scale(times: str, end: str, tmp_path: Path) -> None:
    beta = BETA.replace("delay: 20", "delay: {lognormal: {mean: 2.99573, sd: 0.1}}")  # a median of 20
    result = _under(tmp_path, f"option: beta, criterion: delay, times: {times}", files={"options/beta.yaml": beta})
    quantity = _option(result, "beta").performance["delay"].quantity
    assert isinstance(quantity, LogNormal)
    assert quantity.sd == _d("0.1")
    assert 10 <= quantity.best <= 30, "it is on the scale"
    assert abs(quantity.best - _d(end)) < _d("1e-20")
    ((_, part, _, criterion, _, cut),) = _cuts(result)
    assert (part, criterion, cut) == ("median", "delay", end)


def test_a_median_ends_on_the_scale_however_its_logarithm_is_rounded(tmp_path: Path) -> None:
    files = {
        "criteria.yaml": CRITERIA.replace("worst: 30, best: 10", "worst: 22027, best: 10"),
        "options/beta.yaml": BETA.replace("delay: 20", "delay: {lognormal: {mean: 9.9, sd: 0.1}}"),
    }
    result = _under(tmp_path, "option: beta, criterion: delay, times: 10", files=files)
    median = _option(result, "beta").performance["delay"].quantity.best  # type: ignore[union-attr]
    assert _d("22026.99999999999999") < median <= 22027
    for least in (18, 21, 22):
        files = {
            "criteria.yaml": CRITERIA.replace("best: 10", f"best: {least}").replace("status_quo: 12", "status_quo: 27"),
            "options/alpha.yaml": ALPHA.replace("{low: 12, best: 15, high: 28}", "28"),
            "options/beta.yaml": BETA.replace("delay: 20", "delay: {lognormal: {mean: 3.3, sd: 0.1}}"),
        }
        result = _under(tmp_path, "option: beta, criterion: delay, times: 0.1", files=files)
        median = _option(result, "beta").performance["delay"].quantity.best  # type: ignore[union-attr]
        assert least <= median < least + _d("1e-20")


def test_a_lognormal_times_1_keeps_every_digit(tmp_path: Path) -> None:
    mean = "2." + "123456789" * 5
    files = {"options/beta.yaml": BETA.replace("unknown", f"{{lognormal: {{mean: {mean}, sd: 0.1}}}}")}
    result = _under(tmp_path, "option: beta, criterion: effect, times: 1.0", files=files)
    assert _option(result, "beta").performance["effect"].quantity == LogNormal(_d(mean), _d("0.1"))


def test_nothing_times_a_lognormal_is_nothing_and_cut_off(tmp_path: Path) -> None:
    beta = BETA.replace("delay: 20", "delay: {lognormal: {mean: 2.99573, sd: 0.1}}")
    result = _under(tmp_path, "option: beta, criterion: delay, times: 0", files={"options/beta.yaml": beta})
    assert _option(result, "beta").performance["delay"].quantity == Known(_d(10))
    assert [(cut.would, cut.end) for cut in result.clipped] == [(0, 10)]


def test_an_unknown_performance_stays_unknown_unless_it_is_set(tmp_path: Path) -> None:
    for change in ("add: 5", "times: 2"):
        result = _under(tmp_path, f"option: beta, criterion: effect, {change}")
        assert _option(result, "beta").performance["effect"] == Judgement(Unknown())
        assert _not_applied(result) == [("the performance of 'beta' on 'effect'", Why.UNKNOWN, "")]


def test_what_is_moved_keeps_its_ground_and_what_is_set_has_that_of_the_scenario(tmp_path: Path) -> None:
    alpha = ALPHA.replace("effect: 80", "effect: {value: 80, grade: B, evidence: [card#2], note: seen}")
    files = {"options/alpha.yaml": alpha}
    moved = _under(tmp_path, "option: alpha, criterion: effect, add: 1", "option: alpha, cost: {add: 1}", files=files)
    assert _option(moved).performance["effect"] == Judgement(Known(_d(81)), "B", ("card#2",), note="seen")
    assert _option(moved).cost == NumberJudgement(Triangular(_d(81), _d(101), _d(161)), "C", ("card#1",))
    assert _option(moved).performance["price"] == Judgement(Triangular(_d(81), _d(101), _d(161)), "C", ("card#1",))
    changes = ("option: alpha, criterion: effect, set: 1, note: as told", "option: alpha, cost: {set: 1}, note: paid")
    put = _under(tmp_path, *changes, files=files)
    assert _option(put).performance["effect"] == Judgement(Known(_d(1)), note="as told")
    assert _option(put).cost == NumberJudgement(Known(_d(1)), note="paid")
    assert _option(put).performance["price"] == Judgement(Known(_d(1)), note="paid")


# Sizes


def test_a_size_follows_in_what_it_inherits_and_moves_in_what_it_states(tmp_path: Path) -> None:
    result = _under(tmp_path, "option: alpha, criterion: effect, add: 7", "option: alpha, cost: {times: 2}")
    small, same = _option(result).sizes
    assert _option(result).performance["effect"].quantity == Known(_d(87))
    assert small.performance["effect"].quantity == Known(_d(47))
    assert same.performance["effect"] is _option(result).performance["effect"]
    assert (small.cost, same.cost) == (NumberJudgement(Known(_d(120))), _option(result).cost)
    assert small.performance["price"].quantity == Known(_d(120))
    assert same.performance["price"] is _option(result).performance["price"]
    assert small.performance["delay"] is _option(result).performance["delay"]


def test_what_a_size_states_is_not_set(tmp_path: Path) -> None:
    changes = (
        "option: alpha, criterion: effect, set: 7",
        "option: alpha, cost: {set: 9}",
        "option: alpha, escalation_risk: {set: 0.5}",
    )
    result = _under(tmp_path, *changes)
    small, same = _option(result).sizes
    assert [way.performance["effect"].quantity for way in (small, same)] == [Known(_d(40)), Known(_d(7))]
    assert [way.cost.best if isinstance(way.cost, Periods) else way.cost.quantity.best for way in (small, same)] == [
        60,
        9,
    ]
    assert [way.performance["price"].quantity for way in (small, same)] == [Known(_d(60)), Known(_d(9))]
    assert [way.escalation_risk.quantity for way in (small, same)] == [Known(_d("0.5"))] * 2
    assert [way.performance["danger"].quantity for way in (small, same)] == [Known(_d("0.5"))] * 2


def test_what_a_size_states_is_its_own_even_where_it_equals_the_option(tmp_path: Path) -> None:
    files = {"options/alpha.yaml": ALPHA.replace("effect: 40", "effect: 80")}
    result = _under(tmp_path, "option: alpha, criterion: effect, set: 7", files=files)
    assert [size.performance["effect"].quantity.best for size in _option(result).sizes] == [80, 7]  # type: ignore[union-attr]


def test_a_size_that_is_cut_off_or_unknown_is_named(tmp_path: Path) -> None:
    alpha = ALPHA.replace("effect: 40", "effect: 40, delay: unknown").replace("same: {}", "large: {cost: 499}")
    files = {"options/alpha.yaml": alpha}
    changes = (
        "option: alpha, criterion: delay, add: 1",
        "option: alpha, criterion: effect, add: -50",
        "option: alpha, cost: {add: 2}",
    )
    result = _under(tmp_path, *changes, files=files)
    assert _not_applied(result) == [("the performance of 'alpha' on 'delay'", Why.UNKNOWN, "small")]
    assert _cuts(result) == [
        ("the performance of 'alpha' on 'effect'", "", "small", "effect", "-10", "0"),
        ("the cost of 'alpha'", "", "large", "price", "501", "500"),
    ]
    assert _option(result).performance["effect"].quantity == Known(_d(30))


# Money and risk


def test_money_stops_at_nothing_and_goes_on_above_the_scale_that_measures_it(tmp_path: Path) -> None:
    result = _under(tmp_path, "option: alpha, cost: {times: 4}")
    assert _option(result).cost == NumberJudgement(Triangular(_d(320), _d(400), _d(640)), "C", ("card#1",))
    assert _option(result).performance["price"].quantity == Triangular(_d(320), _d(400), _d(500))
    assert _cuts(result) == [("the cost of 'alpha'", "high", "", "price", "640", "500")]
    result = _under(tmp_path, "option: alpha, cost: {add: -90}")
    assert _option(result).cost == NumberJudgement(Triangular(_d(0), _d(10), _d(70)), "C", ("card#1",))
    assert _option(result).performance["price"].quantity == Triangular(_d(0), _d(10), _d(70))
    assert _option(result).sizes[0].cost == NumberJudgement(Known(_d(0)))
    assert _cuts(result) == [
        ("the cost of 'alpha'", "low", "", "", "-10", "0"),
        ("the cost of 'alpha'", "", "small", "", "-30", "0"),
    ]


def test_a_cost_by_period_is_multiplied_period_by_period(tmp_path: Path) -> None:
    cost = "{2027: {low: 10, best: 20, high: 30, grade: B}, 2028: 40}"
    alpha = ALPHA.replace("{low: 80, best: 100, high: 160, grade: C, evidence: [card#1]}", cost)
    result = _under(tmp_path, "option: alpha, cost: {times: 1.5}", files={"options/alpha.yaml": alpha})
    spread = NumberJudgement(Triangular(_d(15), _d(30), _d(45)), "B")
    assert _option(result).cost == Periods((("2027", spread), ("2028", NumberJudgement(Known(_d(60))))))
    assert _option(result).performance["price"] == Judgement(Known(_d(90)))
    assert _option(result).sizes[1].performance["price"] is _option(result).performance["price"]
    assert _cuts(result) == []


@pytest.mark.parametrize(
    ("stated", "change", "found", "cuts"),
    [
        ("0.2", "times: 1.6", Known(_d("0.32")), 0),
        ("0.2", "add: -0.3", Known(_d(0)), 1),
        ("0.2", "add: 0.9", Known(ALMOST_CERTAIN), 1),
        ("0.2", "times: 5", Known(ALMOST_CERTAIN), 1),
        ("0.2", "times: 4.9999999999", Known(_d("0.99999999998")), 0),  # nearer to 1 than what is cut off, but below
        ("0.2", "set: 0.99999999999", Known(_d("0.99999999999")), 0),
        ("{low: 0.1, best: 0.3, high: 0.6}", "times: 2", Triangular(_d("0.2"), _d("0.6"), ALMOST_CERTAIN), 1),
        # One end is just below 1: what lies above it stays above it.
        (
            "{low: 0.1, best: 0.1, high: 0.2}",
            "times: 9.99999999999",
            Triangular(*[_d("0.999999999999")] * 3),
            1,
        ),
    ],
)
def test_a_risk_stays_below_certainty(stated: str, change: str, found: Number, cuts: int, tmp_path: Path) -> None:
    danger = CRITERIA.replace("worst: 0.7", "worst: 1")
    beta = BETA + f"escalation_risk: {stated}\n"
    files = {"criteria.yaml": danger, "options/beta.yaml": beta}
    result = _under(tmp_path, f"option: beta, escalation_risk: {{{change}}}", files=files)
    assert _option(result, "beta").escalation_risk.quantity == found
    assert _option(result, "beta").performance["danger"].quantity == found
    assert len(result.clipped) == cuts


def test_a_criterion_that_measures_risk_ends_where_its_scale_does(tmp_path: Path) -> None:
    result = _under(tmp_path, "option: alpha, escalation_risk: {times: 4}")
    assert _option(result).escalation_risk.quantity == Known(_d("0.8"))
    assert _option(result).performance["danger"].quantity == Known(_d("0.7"))
    assert _cuts(result) == [("the escalation risk of 'alpha'", "", "", "danger", "0.8", "0.7")]


def test_doing_nothing_differs_from_the_status_quo_once_it_is_changed(tmp_path: Path) -> None:
    result = _under(tmp_path, "option: nothing, criterion: effect, add: -10")
    problem = result.case.loaded.problem
    assert _option(result, "nothing").performance["effect"] == Judgement(Known(_d(40)))
    assert problem.criteria[0].status_quo == Known(_d(50)), "from which value added is counted"


# Limits

OWN = EVEN + "limits: {crews: 7, budget: 50}\n"
BY_PERIOD = EVEN + "limits: {budget: {2027: 50, 2028: 10}}\n"
FREE = {
    "options/alpha.yaml": ALPHA.replace("{low: 80, best: 100, high: 160, grade: C, evidence: [card#1]}", "{2027: 5}")
}
FREE["options/alpha.yaml"] = FREE["options/alpha.yaml"].replace("cost: 60, ", "")


@pytest.mark.parametrize(
    ("change", "profile", "key", "amount", "cut"),
    [
        ("limit: budget, set: 250", EVEN, "budget", "250", None),
        ("limit: budget, add: -50", EVEN, "budget", "250", None),
        ("limit: budget, times: 0.5", OWN, "budget", "25", None),
        ("limit: crews, add: 3", OWN, "crews", "10", None),
        ("limit: crews, add: -8", OWN, "crews", "0", ("-1", "0")),
        ("limit: budget, add: -301", EVEN, "budget", "0", ("-1", "0")),
        ("limit: budget, times: 10", EVEN, "budget", "3000", None),
        ("limit: escalation_risk, times: 4", EVEN, "escalation_risk", "0.8", None),
        ("limit: escalation_risk, times: 5", EVEN, "escalation_risk", "1", None),
        ("limit: escalation_risk, add: 0.9", EVEN, "escalation_risk", "1", ("1.1", "1")),
    ],
)
def test_a_limit_moves(
    change: str, profile: str, key: str, amount: str, cut: tuple[str, str] | None, tmp_path: Path
) -> None:
    result = _under(tmp_path, change, files={"weights/even.yaml": profile})
    before = load_case(tmp_path, "even").rules
    assert result.case.rules.limits[key] == replace(before.limits[key], amount=_d(amount)), "its place stays"
    rest = {name: limit for name, limit in before.limits.items() if name != key}
    assert {name: limit for name, limit in result.case.rules.limits.items() if name != key} == rest
    assert [(cut[-2], cut[-1]) for cut in _cuts(result)] == ([] if cut is None else [cut])
    assert result.not_applied == ()


def test_a_limit_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    result = _under(tmp_path, "limit: crews, set: 5")
    assert list(result.case.rules.limits) == ["budget", "escalation_risk"]
    assert _not_applied(result) == [("the limit on 'crews'", Why.NO_LIMIT, "")]


def test_the_limit_in_force_changes_whoever_states_it(tmp_path: Path) -> None:
    text = "version: 1\ntitle: S\nchanges: [{limit: budget, times: 0.5}]\n"
    workspaces.write(tmp_path, {"scenarios/s.yaml": text}, base=BASE)
    (case,), (scenario,) = load_scenarios(tmp_path, ["even"], None, Asked({"budget": _d(400)}))
    assert shifted(case, scenario).case.rules.limits["budget"] == Limit("budget", _d(200))


def test_a_budget_by_period_is_only_multiplied(tmp_path: Path) -> None:
    files = {**FREE, "weights/even.yaml": BY_PERIOD}
    result = _under(tmp_path, "limit: budget, times: 1.5", files=files)
    assert result.case.rules.limits["budget"].amount == (("2027", _d(75)), ("2028", _d(15)))
    for change in ("add: 5", "set: 5"):
        result = _under(tmp_path, f"limit: budget, {change}", files=files)
        assert result.case.rules.limits["budget"].amount == (("2027", _d(50)), ("2028", _d(10)))
        assert _not_applied(result) == [("the limit on 'budget'", Why.BY_PERIOD, "")]


def test_no_cost_without_periods_comes_under_a_budget_by_period(tmp_path: Path) -> None:
    files = {**FREE, "weights/even.yaml": BY_PERIOD}
    changes = ("option: beta, cost: {add: 5}", "option: nothing, cost: {add: 5}", "option: alpha, cost: {times: 2}")
    result = _under(tmp_path, *changes, files=files)
    assert _option(result, "beta").cost == NumberJudgement()
    assert _option(result, "beta").performance["price"].quantity == Known(_d(0))
    assert _option(result, "nothing").cost == NumberJudgement(Known(_d(5))), "it is never chosen"
    assert _option(result).cost == Periods((("2027", NumberJudgement(Known(_d(10)))),))
    assert _not_applied(result) == [("the cost of 'beta'", Why.BY_PERIOD, "")]
    question(result.case)  # which counts all money period by period
    none = _under(tmp_path, "option: beta, cost: {add: 0}", files=files)
    assert (_option(none, "beta").cost, none.not_applied) == (NumberJudgement(), ())
    whole = _under(tmp_path, *changes, files=FREE)
    assert _option(whole, "beta").cost == NumberJudgement(Known(_d(5)))
    assert whole.not_applied == ()


# Weights

TREE = CRITERIA.replace(
    """\
  effect:
    title: Effect
    scale: {unit: points, worst: 0, best: 100}
    status_quo: 50
  delay:
    title: Delay
    scale: {unit: minutes, worst: 30, best: 10}
    status_quo: 12
""",
    """\
  traffic:
    title: Traffic
    criteria:
      effect: {title: Effect, scale: {unit: points, worst: 0, best: 100}, status_quo: 50}
      delay: {title: Delay, scale: {unit: minutes, worst: 30, best: 10}, status_quo: 12}
""",
)


def _grouped(traffic: int = 60, delay: int = 50) -> dict[str, str]:
    group = f"traffic: {{weight: {traffic}, criteria: {{effect: 100, delay: {delay}}}}}"
    text = f"version: 1\ntitle: Even\nweights: {{{group}, look: 20, price: 10, danger: 10}}\n"
    return {"criteria.yaml": TREE, "weights/even.yaml": text}


def test_a_flat_weight_moves(tmp_path: Path) -> None:
    result = _under(tmp_path, "weight: effect, add: 10", "weight: delay, times: 0.5", "weight: look, set: 25")
    profile = result.case.loaded.profile
    assert profile.swings == {"effect": 60, "delay": 15, "look": 25, "price": 5, "danger": 5}
    assert profile.weights["effect"] == pytest.approx(60 / 110), "shares are worked out anew"
    assert (profile.id, profile.title) == ("even", "Even")


def test_a_weight_stops_at_nothing(tmp_path: Path) -> None:
    result = _under(tmp_path, "weight: look, add: -11", "weight: price, add: -5")
    assert (result.case.loaded.profile.swings["look"], result.case.loaded.profile.swings["price"]) == (0, 0)
    assert _cuts(result) == [("the weight of 'look'", "", "", "", "-1", "0")]


def test_a_weight_moves_within_its_group(tmp_path: Path) -> None:
    result = _under(tmp_path, "weight: delay, times: 2", "weight: look, add: 5", files=_grouped())
    group = GroupWeight(_d(60), {"effect": _d(100), "delay": _d(100)})
    assert result.case.loaded.profile.swings == {"traffic": group, "look": 25, "price": 10, "danger": 10}
    assert result.case.loaded.profile.weights["delay"] == pytest.approx(60 / 105 / 2)


def test_weights_do_not_all_become_nothing(tmp_path: Path) -> None:
    changes = ("weight: effect, times: 0", "weight: delay, add: -60", "weight: look, times: 2")
    result = _under(tmp_path, *changes, files=_grouped())
    group = GroupWeight(_d(60), {"effect": _d(100), "delay": _d(50)})
    assert result.case.loaded.profile.swings == {"traffic": group, "look": 40, "price": 10, "danger": 10}
    assert [(says, why) for says, why, _ in _not_applied(result)] == [
        ("the weight of 'effect'", Why.NO_WEIGHT),
        ("the weight of 'delay'", Why.NO_WEIGHT),
    ]
    assert result.clipped == (), "nothing is cut off of what is not applied"
    one = _under(tmp_path, "weight: effect, times: 0", "weight: delay, add: -49", files=_grouped())
    assert one.not_applied == ()


def test_in_an_idle_group_all_may_weigh_nothing(tmp_path: Path) -> None:
    changes = ("weight: effect, times: 0", "weight: delay, set: 0")
    result = _under(tmp_path, *changes, files=_grouped(traffic=0))
    assert result.case.loaded.profile.swings["traffic"] == GroupWeight(_d(0), {"effect": _d(0), "delay": _d(0)})
    assert result.not_applied == ()


def test_weights_beside_a_group_do_not_all_become_nothing_either(tmp_path: Path) -> None:
    changes = tuple(f"weight: {name}, times: 0" for name in ("look", "price", "danger"))
    result = _under(tmp_path, *changes, files=_grouped(traffic=0))
    assert [why for _, why, _ in _not_applied(result)] == [Why.NO_WEIGHT] * 3
    assert result.case.loaded.profile.swings["look"] == 20
    assert _under(tmp_path, *changes, files=_grouped()).not_applied == ()


def test_what_is_below_a_group_changes_where_its_siblings_cannot(tmp_path: Path) -> None:
    nothing = tuple(f"weight: {name}, times: 0" for name in ("look", "price", "danger"))
    result = _under(tmp_path, *nothing, "weight: effect, set: 5", files=_grouped(traffic=0))
    assert len(result.not_applied) == 3
    assert result.case.loaded.profile.swings["traffic"] == GroupWeight(_d(0), {"effect": _d(5), "delay": _d(50)})


def test_a_range_stays_where_its_weight_does(tmp_path: Path) -> None:
    nothing = tuple(f"weight: {name}, times: 0" for name in ("effect", "delay", "look", "price", "danger"))
    files = {"weights/even.yaml": EVEN + "ranges: {effect: [40, 60], delay: [10, 40]}\n"}
    result = _under(tmp_path, *nothing, files=files)
    assert result.case.loaded.profile.ranges == {"effect": (40, 60), "delay": (10, 40)}
    assert result.case.loaded.profile.swings["effect"] == 50


def test_a_range_moves_with_its_weight(tmp_path: Path) -> None:
    ranges = "ranges: {effect: [40, 60], delay: [10, 40], look: [0, 20], price: [5, 6]}\n"
    changes = (
        "weight: effect, times: 2",
        "weight: delay, add: -15",
        "weight: look, set: 3",
    )
    result = _under(tmp_path, *changes, files={"weights/even.yaml": EVEN + ranges})
    assert result.case.loaded.profile.ranges == {
        "effect": (80, 120),
        "delay": (0, 25),
        "look": (3, 3),
        "price": (5, 6),
    }
    assert result.clipped == (), "a range says no more than its weight"


# As a whole


def test_a_case_under_a_scenario_is_what_the_files_would_say_if_they_were_changed_by_hand(tmp_path: Path) -> None:
    result = _under(
        tmp_path / "one",
        "option: alpha, criterion: effect, add: 7",
        "option: alpha, criterion: delay, times: 0.5",
        "option: alpha, cost: {add: 20}",
        "option: alpha, escalation_risk: {times: 2}",
        "option: beta, criterion: effect, set: 30",
        "option: nothing, criterion: delay, add: 2",
        "limit: budget, times: 0.5",
        "weight: effect, add: -20",
    )
    alpha = """\
version: 1
title: Alpha
cost: {low: 100, best: 120, high: 180, grade: C, evidence: [card#1]}
escalation_risk: 0.4
performance: {effect: 87, delay: {low: 10, best: 10, high: 14}, look: fine}
sizes:
  small: {cost: 80, performance: {effect: 47}}
  same: {}
"""
    files = {
        "options/alpha.yaml": alpha,
        "options/beta.yaml": BETA.replace("unknown", "30"),
        "options/nothing.yaml": NOTHING.replace("{}", "{delay: 14}"),
        "weights/even.yaml": EVEN.replace("effect: 50", "effect: 30"),
        "portfolio.yaml": BASE["portfolio.yaml"].replace("300", "150"),
    }
    by_hand = load_case(workspaces.write(tmp_path / "two", files, base=BASE), "even")
    assert result.case.loaded.problem == by_hand.loaded.problem
    assert result.case.loaded.profile == by_hand.loaded.profile
    assert result.case.rules == by_hand.rules
    rank = rank_options(result.case.loaded.problem, result.case.loaded.profile).options
    assert rank == rank_options(by_hand.loaded.problem, by_hand.loaded.profile).options
    assert question(result.case).gains == question(by_hand).gains


def test_notes_stand_in_the_order_of_the_changes(tmp_path: Path) -> None:
    result = _under(
        tmp_path,
        "weight: look, add: -11",
        "option: beta, criterion: delay, times: 2",
        "limit: budget, add: -301",
        "option: alpha, criterion: effect, add: 50",
        "option: beta, criterion: effect, times: 2",
        "limit: crews, times: 2",
    )
    assert [cut[0] for cut in _cuts(result)] == [
        "the weight of 'look'",
        "the performance of 'beta' on 'delay'",
        "the limit on 'budget'",
        "the performance of 'alpha' on 'effect'",
    ]
    assert [one[1] for one in _not_applied(result)] == [Why.UNKNOWN, Why.NO_LIMIT]


@pytest.mark.parametrize(
    "change",
    [
        Change(Performance("gamma", "effect"), Way.ADD, _d(1)),
        Change(Performance("alpha", "efect"), Way.ADD, _d(1)),
        Change(OptionCost("gamma"), Way.ADD, _d(1)),
        Change(OptionRisk("gamma"), Way.ADD, _d(1)),
        Change(SwingWeight("efect"), Way.ADD, _d(1)),
        Change(Performance("alpha", "look"), Way.SET, _d(1)),
        Change(Performance("alpha", "look"), Way.ADD, _d(1)),
        Change(Performance("alpha", "price"), Way.ADD, _d(1)),
        Change(Performance("beta", "delay"), Way.ADD, _d(1)),
        Change(OptionCost("beta"), Way.SET, _d(1)),
    ],
)
def test_a_scenario_of_another_workspace_is_no_scenario_of_this_one(change: Change, tmp_path: Path) -> None:
    beta = BETA.replace("20", "{lognormal: {mean: 2.9, sd: 0.1}}") + "cost: {2027: 5}\n"
    case = load_case(workspaces.write(tmp_path, {"options/beta.yaml": beta}, base=BASE), "even")
    with pytest.raises(ValueError, match=r"'|lognormal"):
        shifted(case, Scenario("s", "S", changes=(change,)))


def test_the_shipped_scenarios_say_where_they_are_cut_off(case: Path) -> None:
    (one,), scenarios = load_scenarios(case, ["hawkish"])
    found = {scenario.id: shifted(one, scenario) for scenario in scenarios}
    assert {name: _cuts(result) for name, result in found.items() if result.clipped} == {
        "us-retrenches": [
            ("the performance of 'development-aid' on 'feasibility'", "low", "", "feasibility", "-2", "0")
        ]
    }
    assert [name for name, result in found.items() if result.not_applied] == []
    weights = found["settlement"].case.loaded.profile.weights
    assert weights["sanctions-integrity"] < one.loaded.profile.weights["sanctions-integrity"] / 8


# Laws

SCALES = {"up": Scale("u", _d(0), _d(100)), "down": Scale("u", _d("12.5"), _d(-20)), "far": Scale("u", _d(5), _d(900))}
TREE_OF_THREE = ValueTree(
    (
        *(Criterion(name, name, scale, Linear(), Known(scale.worst)) for name, scale in SCALES.items()),
        Criterion("price", "p", Scale("u", _d(150), _d(0)), Linear(), Known(_d(0)), measures=Measures.COST),
        Criterion("risk", "r", Scale("u", _d("0.7"), _d(0)), Linear(), Known(_d(0)), measures=Measures.ESCALATION_RISK),
    )
)


def _decimals(low: Decimal | str, high: Decimal | str) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=low, max_value=high, places=2).map(lambda number: number or _d(0))


@st.composite
def numbers(draw: st.DrawFn, low: Decimal, high: Decimal) -> Number:
    """Any quantity within two ends; a lognormal where they are positive."""
    three = sorted(draw(st.tuples(*[_decimals(low, high)] * 3)))
    kinds: list[Number] = [
        Known(three[1]),
        Triangular(*three),
        Uniform(three[0], three[2]),
        Normal(three[1], _d("1.5")),
    ]
    if low > 0:
        kinds.append(LogNormal(draw(_decimals("1.7", "6.5")), _d("0.2")))  # 5.5 to 665
    return draw(st.sampled_from(kinds))


def _performances(name: str) -> st.SearchStrategy[Judgement]:
    ends = sorted((SCALES[name].worst, SCALES[name].best))
    return (numbers(*ends) | st.just(Unknown())).map(Judgement)


COSTS = numbers(_d(0), _d(150)).map(NumberJudgement) | st.lists(numbers(_d(0), _d(70)), min_size=2, max_size=2).map(
    lambda parts: Periods(tuple((f"202{place}", NumberJudgement(part)) for place, part in enumerate(parts)))
)
RISKS = numbers(_d(0), _d("0.7")).map(NumberJudgement)


def _measured(cost: Any, risk: NumberJudgement) -> dict[str, Judgement]:  # noqa: ANN401 - a cost
    price = Known(cost.best) if isinstance(cost, Periods) else cost.quantity
    return {"price": Judgement(price), "risk": Judgement(risk.quantity)}


@st.composite
def options(draw: st.DrawFn, name: str) -> Option:
    """An option with two sizes, which state what they do not inherit."""
    cost, risk = draw(COSTS), draw(RISKS)
    stated = {criterion: draw(_performances(criterion)) for criterion in SCALES}
    whole = Option(name, name, {**stated, **_measured(cost, risk)}, cost=cost, escalation_risk=risk)
    sizes = []
    for size in ("s", "t"):
        own = {criterion: draw(_performances(criterion)) for criterion in SCALES if draw(st.booleans())}
        mine, fear = (draw(COSTS) if draw(st.booleans()) else cost), (draw(RISKS) if draw(st.booleans()) else risk)
        found = _measured(mine, fear)
        kept = {key for key, new, old in (("price", mine, cost), ("risk", fear, risk)) if new is old}
        own |= {key: judgement for key, judgement in found.items() if key not in kept}
        sizes.append(Size(size, size, mine, fear, {}, {**whole.performance, **own}))
    return replace(whole, sizes=tuple(sizes))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    swings = {name: draw(st.integers(0, 100).map(Decimal)) for name in ("up", "down", "far", "price")} | {"risk": _d(7)}
    if draw(st.booleans()):
        group = {name: swings.pop(name) for name in ("up", "down")} | {"far": swings.pop("far") + 1}
        profile = WeightProfile("p", "p", {"group": GroupWeight(draw(st.integers(0, 9).map(Decimal)), group), **swings})
    else:
        profile = WeightProfile("p", "p", swings, ranges={"up": (swings["up"], swings["up"] + 5)})
    limits = {
        "budget": Limit("budget", draw(_decimals("0", "99") | st.just((("2020", _d(30)), ("2021", _d(0)))))),
        "escalation_risk": Limit("escalation_risk", draw(_decimals("0", "1"))),
    }
    found = {key: limit for key, limit in limits.items() if draw(st.booleans())}
    chosen = tuple(draw(options(f"o{place}")) for place in range(draw(st.integers(1, 2))))
    problem = Problem("?", "USD", "now", TREE_OF_THREE, chosen)
    return Case(Loaded(Path(), problem, profile, stale=False, inputs=""), Rules((), found, ()))


def _targets(case: Case) -> list[Any]:
    names = [option.id for option in case.loaded.problem.options]
    of_options = [Performance(name, criterion) for name in names for criterion in SCALES]
    return [
        *of_options,
        *(kind(name) for name in names for kind in (OptionCost, OptionRisk)),
        *(LimitOn(key) for key in ("budget", "escalation_risk")),
        *(SwingWeight(criterion.id) for criterion in TREE_OF_THREE.criteria),
    ]


def _accepts(case: Case, change: Change) -> bool:
    """Whether the loader would take the change, as far as it depends on what it is applied to."""
    if change.way is Way.TIMES or isinstance(change.target, LimitOn | SwingWeight):
        return True
    option = next(option for option in case.loaded.problem.options if option.id == change.target.option)
    ways = [option, *option.sizes] if change.way is Way.ADD else [option]
    found: list[Any] = []
    for way in ways:
        if isinstance(change.target, Performance):
            found.append(way.performance[change.target.criterion].quantity)
        elif isinstance(change.target, OptionRisk):
            found.append(way.escalation_risk.quantity)
        else:
            found.append(way.cost if isinstance(way.cost, Periods) else way.cost.quantity)
    return not any(isinstance(one, Periods) or (change.way is Way.ADD and isinstance(one, LogNormal)) for one in found)


def _sets(target: Any) -> st.SearchStrategy[Decimal]:  # noqa: ANN401 - a target
    if isinstance(target, Performance):
        scale = SCALES[target.criterion]
        return _decimals(*sorted((scale.worst, scale.best)))
    return _decimals("0", "0.99")


@st.composite
def cases_and_changes(draw: st.DrawFn) -> tuple[Case, tuple[Change, ...]]:
    case = draw(cases())
    changes = []
    for target in draw(st.lists(st.sampled_from(_targets(case)), unique=True, max_size=8)):
        way = draw(st.sampled_from(Way))
        small = target == LimitOn("escalation_risk") or isinstance(target, OptionRisk)
        adds = _decimals("-0.99", "0.99") if small else _decimals("-60", "60")
        by = draw({Way.ADD: adds, Way.TIMES: _decimals("0", "4"), Way.SET: _sets(target)}[way])
        change = Change(target, way, by)
        if _accepts(case, change):
            changes.append(change)
    return case, tuple(changes)


def _all(case: Case) -> Iterator[tuple[Any, Quantity, Decimal, Decimal]]:
    """Every quantity of a case, keyed by what it is, with the range that it may have."""
    for option in case.loaded.problem.options:
        for way in (option, *option.sizes):
            for criterion in TREE_OF_THREE.criteria:
                assert isinstance(criterion.scale, Scale)
                ends = sorted((criterion.scale.worst, criterion.scale.best))
                yield (option.id, way.id, criterion.id), way.performance[criterion.id].quantity, *ends
            parts = way.cost.by_period if isinstance(way.cost, Periods) else (("", way.cost),)
            for period, part in parts:
                yield (option.id, way.id, "cost", period), part.quantity, _d(0), _d("inf")
            yield (option.id, way.id, "risk of"), way.escalation_risk.quantity, _d(0), _d(1) - _d("1e-30")
    for key, limit in case.rules.limits.items():
        amounts = limit.amount if isinstance(limit.amount, tuple) else (("", limit.amount),)
        for period, amount in amounts:
            yield (key, period), Known(amount), _d(0), _d(1) if key == "escalation_risk" else _d("inf")
    for name, weight in _weights(case.loaded.profile.swings):
        yield ("weight", name), Known(weight), _d(0), _d("inf")


def _weights(swings: Mapping[str, Any]) -> Iterator[tuple[str, Decimal]]:
    for name, entry in swings.items():
        if isinstance(entry, GroupWeight):
            yield name, entry.weight
            yield from _weights(entry.children)
        else:
            yield name, entry


def _parts(quantity: Quantity) -> list[Decimal]:
    match quantity:
        case Known(best):
            return [best]
        case Triangular(low, best, high):
            return [low, best, high]
        case Uniform(low, high):
            return [low, high]
        case Normal(mean, _):
            return [mean]
        case LogNormal():
            return [quantity.best]
        case Unknown() | Category():
            return []


LAW = settings(max_examples=40, deadline=None)


@LAW
@given(cases_and_changes())
def test_law_numbers_stay_in_their_ranges_and_in_order(drawn: tuple[Case, tuple[Change, ...]]) -> None:
    case, changes = drawn
    for key, quantity, low, high in _all(shifted(case, Scenario("s", "S", changes=changes)).case):
        parts = _parts(quantity)
        assert parts == sorted(parts), key
        assert all(low <= part <= high for part in parts), key


@LAW
@given(cases_and_changes(), st.sampled_from([(Way.TIMES, 1), (Way.ADD, 0)]))
def test_law_times_1_and_add_0_change_nothing(drawn: tuple[Case, tuple[Change, ...]], neutral: tuple[Way, int]) -> None:
    case, changes = drawn
    way, number = neutral
    same = [replace(change, way=way, number=Decimal(number)) for change in changes]
    result = shifted(case, Scenario("s", "S", changes=tuple(one for one in same if _accepts(case, one))))
    assert result.case == case
    assert result.clipped == ()


@LAW
@given(st.data())
def test_law_the_order_of_changes_does_not_matter(data: st.DataObject) -> None:
    case, changes = data.draw(cases_and_changes())
    other = data.draw(st.permutations(changes))
    one, two = (shifted(case, Scenario("s", "S", changes=tuple(order))) for order in (changes, other))
    assert one.case == two.case
    assert set(one.clipped) == set(two.clipped)
    assert len(one.clipped) == len(two.clipped)
    assert set(one.not_applied) == set(two.not_applied)


@LAW
@given(cases_and_changes())
def test_law_only_what_a_change_is_of_changes(drawn: tuple[Case, tuple[Change, ...]]) -> None:
    case, changes = drawn
    before = copy.deepcopy(case)
    result = shifted(case, Scenario("s", "S", changes=changes)).case
    assert case == before
    aimed = {change.target for change in changes}
    for old, new in zip(case.loaded.problem.options, result.loaded.problem.options, strict=True):
        touched = {target for target in aimed if getattr(target, "option", None) == old.id}
        assert touched or new is old
        for one, other in zip((old, *old.sizes), (new, *new.sizes), strict=True):
            for name in SCALES:
                assert Performance(old.id, name) in touched or other.performance[name] is one.performance[name]
            assert OptionCost(old.id) in touched or other.cost is one.cost
            assert OptionRisk(old.id) in touched or other.escalation_risk is one.escalation_risk
            assert replace(
                other, cost=one.cost, escalation_risk=one.escalation_risk, performance={}, **_sizes(one)
            ) == (replace(one, performance={}, **_sizes(one)))
    for key, limit in case.rules.limits.items():
        assert LimitOn(key) in aimed or result.rules.limits[key] is limit
    now = dict(_weights(result.loaded.profile.swings))
    for name, weight in _weights(case.loaded.profile.swings):
        assert SwingWeight(name) in aimed or now[name] == weight


def _sizes(way: Option | Size) -> dict[str, Any]:
    return {"sizes": ()} if isinstance(way, Option) else {}


@LAW
@given(cases_and_changes())
def test_law_a_size_goes_on_inheriting_what_it_inherited(drawn: tuple[Case, tuple[Change, ...]]) -> None:
    case, changes = drawn
    result = shifted(case, Scenario("s", "S", changes=changes)).case
    for old, new in zip(case.loaded.problem.options, result.loaded.problem.options, strict=True):
        for one, other in zip(old.sizes, new.sizes, strict=True):
            for name, judgement in one.performance.items():
                assert (judgement is old.performance[name]) == (other.performance[name] is new.performance[name])
            assert (one.cost is old.cost) == (other.cost is new.cost)
            assert (one.escalation_risk is old.escalation_risk) == (other.escalation_risk is new.escalation_risk)
            price = Known(other.cost.best) if isinstance(other.cost, Periods) else other.cost.quantity
            for part, end in zip(_parts(other.performance["price"].quantity), _parts(price), strict=True):
                assert part == min(end, _d(150)), "the criterion measures what the size costs now"


@LAW
@given(cases_and_changes())
def test_law_every_number_is_the_moved_one_brought_back_into_its_range(drawn: tuple[Case, tuple[Change, ...]]) -> None:
    case, changes = drawn
    result = shifted(case, Scenario("s", "S", changes=changes))
    found = {key: quantity for key, quantity, _, _ in _all(result.case)}
    for change in changes:
        target = change.target
        if not isinstance(target, Performance) or change.way is Way.SET:
            continue
        for key, quantity, low, high in _all(case):
            if key[0] != target.option or key[2:] != (target.criterion,) or isinstance(quantity, LogNormal):
                continue
            due = [min(max(change.moved(part), low), high) for part in _parts(quantity)]
            assert _parts(found[key]) == due
    cut = {(one.change.target, one.would, one.end) for one in result.clipped}
    assert all(would != end for _, would, end in cut)


def test_the_digits_of_the_program_around_it_do_not_matter(tmp_path: Path) -> None:
    beta = BETA.replace("unknown", "33.333333333333333333333333333333333333")
    with localcontext() as context:
        context.prec = 6
        result = _under(tmp_path, "option: beta, criterion: effect, add: 1", files={"options/beta.yaml": beta})
    assert str(_option(result, "beta").performance["effect"].quantity.best) == (  # type: ignore[union-attr]
        "34.333333333333333333333333333333333333"
    )
