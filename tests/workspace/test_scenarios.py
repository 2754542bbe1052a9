"""Scenarios as values: what each change becomes and where it stands, what the schema refuses, how they are loaded."""

from __future__ import annotations

import json
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from decide.errors import InputsRefused, Location, WrongUse
from decide.model.relation import Fixed
from decide.model.scenario import (
    Change,
    LimitOn,
    OptionCost,
    OptionRisk,
    Performance,
    Scenario,
    SwingWeight,
    Way,
)
from decide.workspace.load_all import load_all
from decide.workspace.load_rules import Asked, load_cases
from decide.workspace.load_scenarios import load_scenarios
from decide.workspace.read import validate
from decide.workspace.schema.scenario import ScenarioFile
from decide.workspace.schemas import json_schema
from decide.workspace.source import Folder
from decide.workspace.tree import compose
from tests import workspaces

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE = """\
version: 1
title: The ferry closes
reason: Notice was given.
evidence: [survey#4, survey#5]
changes:
  - {option: alpha, criterion: effect, add: -2.50, note: slower}
  - option: alpha
    cost: {times: 1.5}
  - {escalation_risk: {set: 0.1}, option: beta}
  - {limit: budget, set: 250}
  - {weight: price, times: 0.5}
"""
EMPTY = "version: 1\ntitle: Empty\nchanges: []\n"
GAIN = "version: 1\ntitle: Gain\nlimits: {budget: 7}\nweights: {effect: 90, price: 10}\n"
ONE = "scenarios/one.yaml"


def _one(line: str) -> str:
    return f"version: 1\ntitle: One\nchanges:\n  - {line}\n"


def test_every_change_becomes_a_value_with_its_place(tmp_path: Path) -> None:
    whole = load_all(Folder(workspaces.write(tmp_path, {"scenarios/ferry-closes.yaml": FILE})))
    assert whole.issues == ()

    def place(line: int, column: int, width: int) -> Location:
        return Location("scenarios/ferry-closes.yaml", line, column, width)

    assert whole.scenarios == {
        "ferry-closes": Scenario(
            id="ferry-closes",
            title="The ferry closes",
            reason="Notice was given.",
            evidence=("survey#4", "survey#5"),
            changes=(
                Change(Performance("alpha", "effect"), Way.ADD, Decimal("-2.50"), "slower", place(6, 21, 9)),
                Change(OptionCost("alpha"), Way.TIMES, Decimal("1.5"), "", place(8, 5, 4)),
                Change(OptionRisk("beta"), Way.SET, Decimal("0.1"), "", place(9, 6, 15)),
                Change(LimitOn("budget"), Way.SET, Decimal(250), "", place(10, 6, 5)),
                Change(SwingWeight("price"), Way.TIMES, Decimal("0.5"), "", place(11, 6, 6)),
            ),
        )
    }


def test_a_change_says_what_it_is_of(tmp_path: Path) -> None:
    whole = load_all(Folder(workspaces.write(tmp_path, {ONE: FILE})))
    assert [change.target.says for change in whole.scenarios["one"].changes] == [
        "the performance of 'alpha' on 'effect'",
        "the cost of 'alpha'",
        "the escalation risk of 'beta'",
        "the limit on 'budget'",
        "the weight of 'price'",
    ]


def test_a_workspace_needs_none(tmp_path: Path) -> None:
    whole = load_all(Folder(workspaces.write(tmp_path, {})))
    assert (whole.issues, whole.scenarios) == ((), {})


@pytest.mark.parametrize(
    ("way", "by", "number", "found"),
    [
        (Way.ADD, "0.1", "0.2", "0.3"),
        (Way.ADD, "-5", "3", "-2"),
        (Way.SET, "7.0", "3", "7.0"),
        (Way.TIMES, "1.10", "0.3", "0.330"),
        (Way.TIMES, "0", "-3", "0"),
        (Way.TIMES, "1e-300", "1e-300", "1e-600"),
        (Way.TIMES, "1." + "1" * 60, "1." + "1" * 60, str(int("1" * 61) ** 2) + "e-120"),
        (Way.ADD, "1e-300", "1e300", "1" + "0" * 300 + "." + "0" * 299 + "1"),
    ],
)
def test_numbers_move_exactly(way: Way, by: str, number: str, found: str) -> None:
    with localcontext() as context:
        context.prec = 3  # whatever the program around it does
        moved = Change(LimitOn("budget"), way, Decimal(by)).moved(Decimal(number))
    assert (moved, str(moved)[0] == "-") == (Decimal(found), found[0] == "-")


GOOD: dict[str, dict[str, Any]] = {
    "performance": {"option": "alpha", "criterion": "effect", "add": 1},
    "cost": {"option": "alpha", "cost": {"times": 2}},
    "risk": {"option": "alpha", "escalation_risk": {"set": 0.1}, "note": "n"},
    "limit": {"limit": "budget", "set": 2},
    "weight": {"weight": "effect", "times": 0.5},
}
WRONG: dict[str, dict[str, Any]] = {
    "nothing": {},
    "no target": {"add": 1},
    "no option": {"criterion": "effect", "add": 1},
    "no option of a cost": {"cost": {"add": 1}},
    "of an option as such": {"option": "alpha", "add": 1},
    "no way": {"option": "alpha", "criterion": "effect"},
    "no way inside": {"option": "alpha", "cost": {}},
    "no way of a weight": {"weight": "effect"},
    "two ways": {"weight": "effect", "add": 1, "times": 2},
    "two ways inside": {"option": "alpha", "cost": {"add": 1, "set": 2}},
    "a way beside": {"option": "alpha", "cost": {"add": 1}, "add": 2},
    "option and limit": {"option": "alpha", "criterion": "effect", "limit": "budget", "add": 1},
    "limit and weight": {"limit": "budget", "weight": "effect", "add": 1},
    "two of an option": {"option": "alpha", "criterion": "effect", "cost": {"add": 1}, "add": 1},
    "cost and risk": {"option": "alpha", "cost": {"add": 1}, "escalation_risk": {"add": 0.1}},
    "limit and criterion": {"limit": "budget", "criterion": "effect", "add": 1},
    "weight and cost": {"weight": "effect", "cost": {"add": 1}},
    "no mapping": {"option": "alpha", "cost": 3},
    "unknown key": {"weight": "effect", "times": 1, "reason": "r"},
}


@pytest.mark.parametrize("entry", [*WRONG.values(), *GOOD.values()], ids=[*WRONG, *GOOD])
def test_the_json_schema_refuses_what_decide_refuses(entry: dict[str, Any]) -> None:
    file = {"version": 1, "title": "S", "changes": [entry]}
    validator = jsonschema.Draft202012Validator(json.loads(json_schema("scenario")))
    root, _ = compose(json.dumps(file))
    assert root is not None
    _, faults = validate(root, ScenarioFile)
    refused = any(entry is wrong for wrong in WRONG.values())
    assert (validator.is_valid(file), faults == []) == (not refused, not refused), faults


def test_a_file_of_many_faults_is_not_looked_at_to_its_end() -> None:
    root, _ = compose("version: 1\ntitle: S\nchanges:\n" + "  - {}\n" * 5_000)
    assert root is not None
    assert len(validate(root, ScenarioFile)[1]) <= 200


# Loading


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "weights/gain.yaml": GAIN,
        "portfolio.yaml": "version: 1\nlimits: {budget: 5}\n",
        ONE: _one("{weight: price, times: 2}"),
        "scenarios/two.yaml": EMPTY,
    }
    return workspaces.write(tmp_path / "workspace", files)


def _ids(found: tuple[Any, Sequence[Scenario]]) -> list[str]:
    return [scenario.id for scenario in found[1]]


def test_without_names_all_are_loaded_by_name_and_with_names_those_in_their_order(root: Path) -> None:
    assert _ids(load_scenarios(root, ["even"])) == ["one", "two"]
    assert _ids(load_scenarios(root, ["even"], ["two", "one"])) == ["two", "one"]
    assert _ids(load_scenarios(root, ["even"], ["two.yaml"])) == ["two"]
    assert _ids(load_scenarios(root, ["even"], ["scenarios/one.yaml"])) == ["one"]
    assert _ids(load_scenarios(root, ["even"], [])) == []
    assert _ids(load_scenarios(root / "options", ["even"], ["../scenarios/one.yaml"])) == ["one"]


def test_a_file_of_the_workspace_has_the_name_that_it_has_there(root: Path) -> None:
    for name in ("one", "scenarios/one.yaml", str(root / ONE)):
        (scenario,) = load_scenarios(root, ["even"], [name])[1]
        assert scenario.changes[0].where == Location(ONE, 4, 6, 6), name


def test_the_cases_are_those_of_the_profiles_alone(root: Path) -> None:
    asked = Asked({"escalation_risk": Decimal("0.5")}, ("alpha",), ("beta",))
    cases, _ = load_scenarios(root, ["even", "gain"], None, asked)
    alone = load_cases(root, ["even", "gain"], asked)
    assert [case.rules for case in cases] == [case.rules for case in alone]
    assert [case.loaded.profile for case in cases] == [case.loaded.profile for case in alone]
    assert cases[0].loaded.problem == alone[0].loaded.problem
    assert [case.rules.limits["budget"].amount for case in cases] == [5, 7]
    assert cases[0].rules.relations == (Fixed(("alpha",), chosen=True), Fixed(("beta",), chosen=False))
    assert cases[0].loaded.inputs != alone[0].loaded.inputs, "scenarios are among the inputs"


def test_each_file_is_read_once_and_no_other(root: Path) -> None:
    (root / "scenarios" / "broken.yaml").write_text("version: 7\n", encoding="utf-8")
    steps: list[None] = []
    load_scenarios(root, ["even", "gain"], ["one"], advance=lambda: steps.append(None))
    assert len(steps) == len(["criteria", "alpha", "beta", "even", "gain", "portfolio", "one"])


def test_a_scenario_of_ones_own_may_stand_anywhere(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(_one("{weight: effect, times: 3}"), encoding="utf-8")
    (scenario,) = load_scenarios(root, ["even"], [str(own)])[1]
    assert (scenario.id, scenario.changes[0].target) == ("mine", SwingWeight("effect"))
    assert scenario.changes[0].where == Location(str(own), 4, 6, 6)
    monkeypatch.chdir(tmp_path)
    assert _ids(load_scenarios(root, ["even"], ["mine.yaml"])) == ["mine"]
    (root / "mine.yaml").write_text(EMPTY, encoding="utf-8")
    (nearer,) = load_scenarios(root, ["even"], ["mine.yaml"])[1]
    assert nearer.title == "Empty", "as given from the workspace goes before as given from here"


def test_what_a_scenario_of_ones_own_says_counts_and_not_where_it_stands(root: Path, tmp_path: Path) -> None:
    kept = load_scenarios(root, ["even"], ["one"])[0][0].loaded.inputs
    moved = tmp_path / "elsewhere" / "one.yaml"
    moved.parent.mkdir()
    (root / ONE).rename(moved)
    assert load_scenarios(root, ["even"], [str(moved)])[0][0].loaded.inputs == kept
    moved.write_text(EMPTY, encoding="utf-8")
    assert load_scenarios(root, ["even"], [str(moved)])[0][0].loaded.inputs != kept


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("tow", "did you mean 'two'?"),
        ("ONE.yaml", "did you mean 'one'?"),
        ("else", "there is: one, two"),
        ("scenarios", "there is: one, two"),  # a folder is no scenario
        ("x\0y", "there is: one, two"),
        ("x" * 5_000, "there is: one, two"),
    ],
)
def test_an_unknown_scenario_is_wrong_use_with_the_nearest_name(name: str, hint: str, root: Path) -> None:
    with pytest.raises(WrongUse, match="there is no scenario '") as refusal:
        load_scenarios(root, ["even"], ["one", name])
    assert refusal.value.hint == hint
    assert len(str(refusal.value)) < 250


def test_no_scenario_is_named_twice(root: Path) -> None:
    with pytest.raises(WrongUse, match="the scenario 'one' is named twice") as refusal:
        load_scenarios(root, ["even"], ["two", "one", "scenarios/one.yaml"])
    assert refusal.value.hint == "name each scenario once"


def test_where_there_is_none_all_is_wrong_use(tmp_path: Path) -> None:
    root = workspaces.write(tmp_path, {})
    with pytest.raises(WrongUse, match="there is no scenario") as refusal:
        load_scenarios(root, ["even"])
    assert refusal.value.hint == "add a file scenarios/NAME.yaml"
    (root / "options" / "alpha.yaml").write_text("version: 1\n", encoding="utf-8")
    with pytest.raises(InputsRefused):
        load_scenarios(root, ["even"])


def test_what_is_asked_of_options_and_limits_must_exist(root: Path) -> None:
    with pytest.raises(WrongUse, match="there is no option 'alhpa'"):
        load_scenarios(root, ["even"], None, Asked({}, ("alhpa",)))


def test_all_faults_come_at_once(root: Path) -> None:
    for file, text in {
        "options/alpha.yaml": workspaces.ALPHA.replace("80", "800"),
        "weights/gain.yaml": GAIN.replace("budget", "bugdet"),
        "portfolio.yaml": "version: 1\nlimits: {budget: -5}\n",
        ONE: _one("{option: alpah, cost: {times: -1}}"),
        "scenarios/two.yaml": EMPTY.replace("title", "titel"),
    }.items():
        (root / file).write_text(text, encoding="utf-8")
    with pytest.raises(InputsRefused) as refusal:
        load_scenarios(root, ["even", "gain"])
    assert [(issue.code, issue.where.file, issue.where.line) for issue in refusal.value.issues] == [
        ("off-scale", "options/alpha.yaml", 3),
        ("negative", "portfolio.yaml", 2),
        ("unknown-option", ONE, 4),
        ("negative", ONE, 4),
        ("unknown-key", "scenarios/two.yaml", 2),
        ("unknown-resource", "weights/gain.yaml", 3),
    ]


@pytest.mark.parametrize("file", ["criteria.yaml", "portfolio.yaml"])
def test_without_the_files_that_say_what_there_is_its_own_faults_are_still_found(file: str, root: Path) -> None:
    (root / file).write_text("version: 1\n" if file == "criteria.yaml" else "version: 7\n", encoding="utf-8")
    (root / ONE).write_text(_one("{weight: efect, tims: 2}"), encoding="utf-8")
    with pytest.raises(InputsRefused) as refusal:
        load_scenarios(root, ["even"], ["one"])
    assert [issue.code for issue in refusal.value.issues if issue.where.file == ONE] == ["unknown-key"]


def test_criteria_and_options_with_faults_of_their_own_are_known_names(root: Path) -> None:
    criteria = workspaces.CRITERIA.replace("worst: 500, best: 0", "worst: 5, best: 5")
    (root / "criteria.yaml").write_text(criteria, encoding="utf-8")
    (root / "options" / "beta.yaml").write_text("version: 7\n", encoding="utf-8")
    (root / "scenarios" / "two.yaml").write_text(_one("{option: beta, criterion: price, add: 1}"), encoding="utf-8")
    with pytest.raises(InputsRefused) as refusal:
        load_scenarios(root, ["even"])
    assert {issue.code for issue in refusal.value.issues} == {"equal-ends", "unknown-version"}


def test_the_shipped_scenarios_are_what_the_loader_gives(case: Path) -> None:
    cases, scenarios = load_scenarios(case, ["hawkish"])
    assert {scenario.id: scenario for scenario in scenarios} == load_all(Folder(case)).scenarios
    assert len(cases) == 1
    settlement = next(scenario for scenario in scenarios if scenario.id == "settlement")
    (fall,) = [change for change in settlement.changes if isinstance(change.target, SwingWeight)]
    assert (fall.target, fall.way) == (SwingWeight("sanctions-integrity"), Way.TIMES)
    assert fall.number < 1
