"""`decide.portfolio` on a case worked out by hand."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import decide
from decide.errors import InternalError, WrongUse
from decide.selection import programme as programmes
from decide.studies.choosing import question as questions
from tests import choices

if TYPE_CHECKING:
    from pathlib import Path

    from decide.model.portfolio import PortfolioResult, Stand


def _stand(found: PortfolioResult, name: str) -> Stand:
    return next(stand for stand in found.stands if stand.option.id == name)


def _best(root: Path, **asked: object) -> tuple[tuple[str, ...], float]:
    best = decide.portfolio(root, **asked).best
    assert best is not None
    return best.options, best.value


def test_a_joint_risk_that_equals_the_limit_is_admitted(tmp_path: Path) -> None:
    found = decide.portfolio(choices.write(tmp_path))
    assert found.best is not None
    assert (found.status, found.gap, found.equals) == ("optimal", 0.0, 1)
    assert found.best.options == ("a", "b")
    assert (found.best.value, found.best.cost, found.best.escalation_risk) == (90.0, Decimal(20), 0.28)


def test_a_limit_a_hair_lower_does_not(tmp_path: Path) -> None:
    assert _best(choices.write(tmp_path), limits={"escalation_risk": "0.279999999999"}) == (("c",), 55.0)


def test_why_an_option_is_in_or_out(tmp_path: Path) -> None:
    found = decide.portfolio(choices.write(tmp_path))
    one, other = _stand(found, "a"), _stand(found, "c")
    assert one.chosen
    assert one.loss == 35.0
    assert one.change is not None
    assert (one.change.enters, one.change.leaves) == (("c",), ("b",))
    assert not other.chosen
    assert other.loss == 35.0  # with c only d would fit the risk, and the money does not reach for both
    assert sum(stand.risk_share for stand in found.stands) == pytest.approx(1)


def test_what_a_larger_limit_buys(tmp_path: Path) -> None:
    money, risk = decide.portfolio(choices.write(tmp_path)).limits
    assert money.next is not None
    assert risk.next is not None
    assert (money.taken, money.next.at, money.next.gain, money.next.change.enters) == (20, 45, 10.0, ("d",))
    assert (risk.next.at, risk.next.gain) == (0.325, 5.0)
    assert (risk.next.change.enters, risk.next.change.leaves) == (("c",), ("b",))


def test_the_choice_changes_where_it_was_said_to(tmp_path: Path) -> None:
    root = choices.write(tmp_path)
    assert _best(root, limits={"budget": "44.99"}) == (("a", "b"), 90.0)
    assert _best(root, limits={"budget": 45}) == (("a", "b", "d"), 100.0)
    assert _best(root, limits={"escalation_risk": 0.325}) == (("a", "c"), 95.0)


def test_a_limit_may_be_lifted(tmp_path: Path) -> None:
    root = choices.write(tmp_path)
    assert _best(root, limits={"budget": None, "escalation_risk": None}) == (("a", "b", "c", "d"), 155.0)


def test_growth_and_funding_order(tmp_path: Path) -> None:
    found = decide.portfolio(choices.write(tmp_path))
    assert [(point.cost, point.value) for point in found.growth] == [(0, 0.0), (10, 55.0), (20, 90.0), (45, 100.0)]
    steps = [(step.option, step.cost, step.value, step.best_value) for step in found.funding]
    assert steps == [("b", 10, 50.0, 55.0), ("a", 20, 90.0, 90.0)]


def test_the_list_by_value_for_money_is_compared(tmp_path: Path) -> None:
    found = decide.portfolio(choices.write(tmp_path))  # c first: 55 for 10; then nothing fits the risk
    assert found.by_ratio is not None
    assert (found.by_ratio.options, found.by_ratio.value) == (("c",), 55.0)


def test_ways_to_mend_a_clash_come_with_the_smallest_change_first(tmp_path: Path) -> None:
    """c needs a risk of 0.25 where 0.2 is allowed, d a budget of 25 where 15 is: by a quarter, and by two thirds."""
    limits = "{budget: 15, escalation_risk: 0.2}"
    root = choices.write(tmp_path, {"portfolio.yaml": choices.relations("at_least: 1, of: [c, d]", limits=limits)})
    clash = decide.portfolio(root).clash
    assert clash is not None
    assert [(limit.key, float(needed)) for limit, needed in clash.larger] == [("escalation_risk", 0.25), ("budget", 25)]


def test_where_the_list_is_as_good_nothing_is_said_of_it(tmp_path: Path) -> None:
    """Without a limit on risk: c, b, a, all that the money allows."""
    assert decide.portfolio(choices.write(tmp_path), limits={"escalation_risk": None}).by_ratio is None


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("option: a, requires: [d]", (("c",), 55.0)),
        ("option: a, requires_any: [b, d]", (("a", "b"), 90.0)),
        ("excludes: [a, b]", (("c",), 55.0)),
        ("at_least: 1, of: [c, d]", (("c",), 55.0)),
        ("at_most: 1, of: [a, b, c]", (("c",), 55.0)),
        ("exactly: 0, of: [b, c]", (("a",), 40.0)),
        ("must: d", (("d",), 10.0)),
        ("must_not: [a, c]", (("b",), 50.0)),
        ("together: [a, b], adds: {gain: -36}", (("c",), 55.0)),
        ("together: [a, b], adds: {gain: -35}", (("c",), 55.0)),  # equal value: the cheaper one
        ("together: [a, b], adds: {gain: -34}", (("a", "b"), 56.0)),
        ("together: [a, b], cost: 11", (("c",), 55.0)),
        ("together: [a, b], cost: 10", (("a", "b"), 90.0)),
        ("together: [a, b, d], cost: -15, adds: {gain: 1}", (("a", "b", "d"), 101.0)),
        ("together: [a, b], escalation_risk: 0.001", (("c",), 55.0)),
    ],
)
def test_every_relation(relation: str, expected: tuple[tuple[str, ...], float], tmp_path: Path) -> None:
    root = choices.write(tmp_path, {"portfolio.yaml": choices.relations(relation)})
    for engine in ("auto", "enumeration", "dynamic", "highs"):
        assert _best(root, solver=engine) == expected


def test_a_trigger_counts_once_at_the_riskiest(tmp_path: Path) -> None:
    files = {
        f"options/{name}.yaml": choices.option(gain, 10, risk, "trigger: same\n")
        for name, gain, risk in (("a", 40, 0.1), ("b", 50, 0.2), ("c", 55, 0.25))
    }
    root = choices.write(tmp_path, files)
    found = decide.portfolio(root, limits={"escalation_risk": 0.25})
    assert found.best is not None
    assert (found.best.options, found.best.escalation_risk) == (("a", "b", "c"), 0.25)
    assert [stand.risk_share for stand in found.stands] == [0, 0, 1, 0]


def test_one_size_of_an_option_is_taken(tmp_path: Path) -> None:
    more = "sizes:\n  pilot: {cost: 10, performance: {gain: 8}}\n"
    root = choices.write(tmp_path, {"options/d.yaml": choices.option(10, 25, 0, more)})
    found = decide.portfolio(root)
    assert found.best is not None
    assert (found.best.options, dict(found.best.sizes)) == (("a", "b", "d"), {"d": "pilot"})
    assert (found.best.value, found.best.cost) == (98.0, 30)


def test_further_resources_have_limits_and_a_next_step(tmp_path: Path) -> None:
    files = {
        "portfolio.yaml": choices.relations(
            "must_not: c", limits="{budget: 100, staff: 7}", more="resources: {staff: {title: Staff, unit: FTE}}\n"
        ),
        "options/a.yaml": choices.option(40, 10, 0.1, "uses: {staff: 4}\n"),
        "options/b.yaml": choices.option(50, 10, 0.2, "uses: {staff: 4.5}\n"),
    }
    found = decide.portfolio(choices.write(tmp_path, files))
    assert found.best is not None
    assert (found.best.options, found.best.uses["staff"]) == (("b", "d"), Decimal("4.5"))
    staff = found.limits[1]
    assert (staff.title, staff.unit, staff.next and staff.next.at) == ("Staff", "FTE", Decimal("8.5"))
    assert _best(tmp_path, limits={"staff": 8.5})[0] == ("a", "b", "d")


def test_a_budget_by_period(tmp_path: Path) -> None:
    costs = {"a": "{2027: 5, 2028: 5}", "b": "{2027: 5, 2028: 5}", "c": "{2027: 10}", "d": "{2029: 1}"}
    gains = {"a": 40, "b": 50, "c": 55, "d": 10}
    files = {
        f"options/{name}.yaml": f"version: 1\ntitle: T\nperformance: {{gain: {gains[name]}}}\ncost: {cost}\n"
        for name, cost in costs.items()
    }
    root = choices.write(tmp_path, files | {"portfolio.yaml": "version: 1\nlimits: {budget: {2027: 10, 2028: 9}}\n"})
    assert _best(root) == (("c",), 55.0)  # a and b together overdraw 2028; d costs money where there is none
    assert _best(root, limits={"budget": 20})[0] == ("b", "c")


def test_limits_go_command_line_first_then_profile_then_file(tmp_path: Path) -> None:
    own = "version: 1\ntitle: One\nweights: {gain: 1}\nlimits: {budget: 10}\n"
    root = choices.write(tmp_path, {"weights/one.yaml": own})
    assert _best(root) == (("c",), 55.0)
    assert _best(root, limits={"budget": 45})[0] == ("a", "b", "d")
    found = decide.portfolio(root)
    where = {key: limit.where.file if limit.where else None for key, limit in found.rules.limits.items()}
    assert where == {"budget": "weights/one.yaml", "escalation_risk": "portfolio.yaml"}


def test_equals_are_counted_and_the_cheapest_is_taken(tmp_path: Path) -> None:
    root = choices.write(tmp_path, {"options/c.yaml": choices.option(90, 25, 0.2)})
    found = decide.portfolio(root)
    assert found.equals == 2
    assert found.best is not None
    assert (found.best.options, found.best.cost) == (("a", "b"), 20)


def test_of_equals_that_cost_the_same_the_safer_is_taken(tmp_path: Path) -> None:
    files = {
        "options/c.yaml": choices.option(90, 20, 0.2),
        "portfolio.yaml": choices.relations("at_most: 2, of: [a, b, c]", "excludes: [a, c]", "excludes: [b, c]"),
    }
    found = decide.portfolio(choices.write(tmp_path, files))
    assert found.equals == 2
    assert found.best is not None
    assert (found.best.options, found.best.escalation_risk) == (("c",), 0.2)


def test_the_best_few_in_order(tmp_path: Path) -> None:
    found = decide.portfolio(choices.write(tmp_path), top=4)
    assert [one.options for one in found.portfolios] == [("a", "b"), ("c",), ("b",), ("a",)]


def test_negative_value_everywhere_gives_the_empty_portfolio(tmp_path: Path) -> None:
    worse = choices.CRITERIA.replace("status_quo: 0", "status_quo: 60")
    found = decide.portfolio(choices.write(tmp_path, {"criteria.yaml": worse}))
    assert found.best is not None
    assert (found.status, found.best.options, found.best.value) == ("optimal", (), 0.0)


def test_gains_beyond_the_scale_are_pointed_out(tmp_path: Path) -> None:
    found = decide.portfolio(choices.write(tmp_path), limits={"budget": None, "escalation_risk": None})
    assert [(part.criterion.id, part.level) for part in found.beyond] == [("gain", 1.55)]


def test_a_criterion_that_measures_what_is_limited_is_not_counted_twice(tmp_path: Path) -> None:
    more = (
        "  price:\n    title: Price\n    scale: {unit: USD million, worst: 100, best: 0}\n    status_quo: 0\n"
        "    measures: cost\n"
    )
    files = {
        "criteria.yaml": choices.CRITERIA + more,
        "weights/one.yaml": "version: 1\ntitle: One\nweights: {gain: 50, price: 50}\n",
    }
    root = choices.write(tmp_path, files)
    limited = decide.portfolio(root)
    assert [criterion.id for criterion in limited.left_out] == ["price"]
    assert limited.best is not None
    assert limited.best.value == 45.0  # the other weights are not rescaled
    free = decide.portfolio(root, limits={"budget": None})
    assert free.left_out == ()
    assert free.best is not None
    assert free.best.value == 35.0  # 45 less half of what 20 of 100 is worth


def test_the_clash_is_the_smallest_and_has_its_places(tmp_path: Path) -> None:
    said = choices.relations("must: b", "option: b, requires: [d]", "excludes: [a, c]")
    found = decide.portfolio(choices.write(tmp_path, {"portfolio.yaml": said}))
    assert (found.status, found.best) == ("infeasible", None)
    assert found.clash is not None
    assert [limit.key for limit in found.clash.limits] == ["budget"]
    assert [relation.where and relation.where.line for relation in found.clash.relations] == [4, 5]
    assert [(limit.key, needed) for limit, needed in found.clash.larger] == [("budget", 35)]
    assert len(found.clash.without) == 2


def test_a_wrong_sum_is_our_bug_and_never_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cheaper(programme: programmes.Programme, picks: programmes.Picks) -> programmes.Measure:
        right = programmes.measure(programme, picks)
        return dataclasses.replace(right, value=right.value + 1)

    monkeypatch.setattr(questions, "measure", cheaper)
    with pytest.raises(InternalError, match="two ways of adding up"):
        decide.portfolio(choices.write(tmp_path))


def test_what_python_asks_is_checked(tmp_path: Path) -> None:
    root = choices.write(tmp_path)
    for limits in ({"budget": -1}, {"budget": "much"}, {"escalation_risk": 2}, {"budget": float("nan")}):
        with pytest.raises(WrongUse):
            decide.portfolio(root, limits=limits)
    with pytest.raises(WrongUse, match="no option 'e'"):
        decide.portfolio(root, must=["e"])
    with pytest.raises(WrongUse, match="no resource 'budgt'"):
        decide.portfolio(root, limits={"budgt": 1})


def test_the_frame_has_a_row_an_option(tmp_path: Path) -> None:
    frame = decide.portfolio(choices.write(tmp_path)).to_frame()
    assert frame["chosen"].to_dict() == {"a": True, "b": True, "c": False, "d": False}
    assert frame.loc[frame["chosen"], ["value_added", "bonus"]].to_numpy().sum() == 90
