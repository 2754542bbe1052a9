"""The second sum finds what is broken, whoever broke it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from decide.audit.portfolio import Auditor
from decide.workspace.load_rules import load_case
from tests import choices

if TYPE_CHECKING:
    from pathlib import Path


def _auditor(root: Path) -> Auditor:
    case = load_case(root, None)
    return Auditor(case.loaded.problem, case.loaded.profile, case.rules)


def test_it_adds_up(tmp_path: Path) -> None:
    found = _auditor(choices.write(tmp_path)).recount({"a": "", "b": ""})
    assert (found.value, found.cost, found.escalation_risk, found.broken) == (90, Decimal(20), Fraction(28, 100), ())


def test_together_counts_value_cost_and_risk(tmp_path: Path) -> None:
    relation = "together: [a, b], adds: {gain: 2}, cost: -3, escalation_risk: 0.5"
    root = choices.write(tmp_path, {"portfolio.yaml": choices.relations(relation)})
    found = _auditor(root).recount({"a": "", "b": ""})
    assert (found.value, found.cost, found.escalation_risk) == (92, Decimal(17), Fraction(64, 100))
    assert found.broken == ("the limit on escalation_risk",)


@pytest.mark.parametrize(
    ("relation", "chosen"),
    [
        ("option: a, requires: [b, c]", "ab"),
        ("option: a, requires_any: [b, c]", "ad"),
        ("excludes: [a, b]", "ab"),
        ("at_least: 2, of: [a, b, c]", "a"),
        ("at_most: 1, of: [a, b, d]", "ad"),
        ("exactly: 1, of: [a, b]", "d"),
        ("must: [a, b]", "a"),
        ("must_not: b", "b"),
    ],
)
def test_a_broken_relation_is_named(relation: str, chosen: str, tmp_path: Path) -> None:
    said = choices.relations(relation, limits="{budget: 1000}")
    found = _auditor(choices.write(tmp_path, {"portfolio.yaml": said})).recount(dict.fromkeys(chosen, ""))
    assert len(found.broken) == 1
    assert "portfolio.yaml" in found.broken[0]


def test_broken_limits_are_named(tmp_path: Path) -> None:
    found = _auditor(choices.write(tmp_path)).recount({"a": "", "c": "", "d": ""})
    assert found.broken == ("the limit on budget", "the limit on escalation_risk")


def test_a_period_without_money_breaks_the_budget(tmp_path: Path) -> None:
    files = {f"options/{name}.yaml": choices.option(10, 0, 0) for name in "abc"}
    files["options/d.yaml"] = "version: 1\ntitle: D\nperformance: {gain: 10}\ncost: {2027: 1, 2029: 1}\n"
    files["portfolio.yaml"] = "version: 1\nlimits: {budget: {2027: 5, 2028: 5}}\n"
    assert _auditor(choices.write(tmp_path, files)).recount({"d": ""}).broken == ("the limit on budget",)


def test_doing_nothing_is_never_chosen(tmp_path: Path) -> None:
    root = choices.write(tmp_path, {"options/d.yaml": choices.option(0, 0, 0, "baseline: true\n")})
    assert _auditor(root).recount({"d": ""}).broken == ("'d' is doing nothing",)


def test_what_one_period_allows_is_shared_by_all_options(tmp_path: Path) -> None:
    costs = "cost: {2027: 10, 2028: 5}\n"
    files = {
        f"options/{name}.yaml": f"version: 1\ntitle: T\nperformance: {{gain: 10}}\n{costs}" for name in ("a", "b", "c")
    }
    limits = "version: 1\nlimits: {budget: {2027: 25, 2028: 100}}\n"
    files |= {"options/d.yaml": "version: 1\ntitle: T\nperformance: {gain: 10}\n", "portfolio.yaml": limits}
    auditor = _auditor(choices.write(tmp_path, files))
    assert auditor.recount({"a": "", "b": ""}).broken == ()
    assert auditor.recount({"a": "", "b": "", "c": ""}).broken == ("the limit on budget",)
