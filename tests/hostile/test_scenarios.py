"""Hostile scenarios: every change that cannot be is refused at its place, all at once, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hostile.cases import CHECK, REFUSED, Case, ids
from tests.workspaces import CRITERIA, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.conftest import Try

FILE = "scenarios/s.yaml"
# Alpha costs by period, and so does a size of gamma; to numbers of beta, and of another size, nothing can be added.
RICH = {
    "criteria.yaml": CRITERIA
    + """\
    measures: cost
  look:
    title: Look
    scale: {unit: verdict, categories: [ugly, fine]}
    status_quo: ugly
""",
    "options/alpha.yaml": """\
version: 1
title: Alpha
cost: {2027: 10, 2028: 20}
escalation_risk: 0.1
performance: {effect: 80, look: fine}
""",
    "options/beta.yaml": """\
version: 1
title: Beta
escalation_risk: {lognormal: {mean: -3, sd: 0.5}}
performance: {effect: {lognormal: {mean: 2, sd: 0.1}}, look: ugly}
""",
    "options/gamma.yaml": """\
version: 1
title: Gamma
performance: {effect: 40, look: ugly}
sizes:
  small: {escalation_risk: {lognormal: {mean: -3, sd: 0.5}}, performance: {effect: {lognormal: {mean: 2, sd: 0.1}}}}
  dear: {cost: {2027: 5}}
""",
    "options/nothing.yaml": "version: 1\ntitle: Nothing\nbaseline: true\nperformance: {}\n",
    "weights/even.yaml": "version: 1\ntitle: Even\nweights: {effect: 50, price: 50, look: 10}\n",
    "portfolio.yaml": "version: 1\nresources: {crews: {title: Crews}}\nlimits: {crews: 4}\n",
}
BY_PERIOD = {**RICH, "portfolio.yaml": "version: 1\nlimits: {budget: {2027: 50}}\n"}
TWICE = "which would come first? make one change of them"
PERCENT = "write 0.3 for 30 percent"


def scenario(*entries: str) -> str:
    """A scenario with one change a line from line 4 on."""
    return "version: 1\ntitle: S\nchanges:\n" + "".join(f"  - {entry}\n" for entry in entries)


def case(name: str, entries: tuple[str, ...], *says: str, never: tuple[str, ...] = ()) -> Case:
    """A case in the small workspace; `says` ends with how many errors there are."""
    return Case(name, {FILE: scenario(*entries)}, says, arguments=CHECK, never=never)


def rich(
    name: str,
    entries: tuple[str, ...],
    *says: str,
    never: tuple[str, ...] = (),
    files: Mapping[str, str] = RICH,
    code: int = REFUSED,
) -> Case:
    """A case in a workspace where more occurs."""
    return Case(name, {**files, FILE: scenario(*entries)}, says, arguments=CHECK, never=never, code=code)


def whole(name: str, text: str, *says: str) -> Case:
    """A case with the file as it is given."""
    return Case(name, {FILE: text}, says, arguments=CHECK)


def at(line: int, column: int, code: str, message: str) -> str:
    """How an error begins."""
    return f"error[{code}]: {message}\n{' ' * len(str(line))}--> {FILE}:{line}:{column}\n"


CASES: tuple[Case, ...] = (
    case(
        "of-nothing",
        ("{}", "{add: 5}", "{note: n}", "{criterion: effect, add: 5}", "{cost: {add: 5}}"),
        *(at(line, 5, "bad-change", "what changes is not said") for line in (4, 5, 6)),
        "^ one of: option, limit, weight",
        *(at(line, 5, "bad-change", "the key 'option' is missing") for line in (7, 8)),
        "write option and criterion",
        "write option and cost",
        "5 errors,",
    ),
    case(
        "of-two-things",
        (
            "{option: alpha, limit: budget, criterion: effect, add: 5}",
            "{weight: effect, limit: budget, option: alpha, times: 1}",
            "{option: alpha, criterion: effect, cost: {add: 1}}",
            "{limit: budget, criterion: effect, times: 1}",
            "{weight: effect, cost: {times: 1}, times: 1}",
            "{option: alpha, criterion: effect, add: 5}",  # with which none of the others is confused
            "{weight: effect, times: 1}",
            "{limit: budget, times: 1}",
        ),
        at(4, 21, "bad-change", "two changes in one: of option and limit"),
        at(5, 22, "bad-change", "two changes in one: of weight and limit"),
        at(5, 37, "bad-change", "two changes in one: of weight and option"),
        at(6, 40, "bad-change", "two changes in one: of criterion and cost"),
        "make two changes of them",
        at(7, 21, "bad-change", "'criterion' belongs to a change of an option"),
        at(8, 22, "bad-change", "'cost' belongs to a change of an option"),
        "^^^^ remove it",
        "6 errors,",
        never=("changed-twice",),
    ),
    case(
        "of-an-option-as-such",
        ("{option: alpha, add: 5}", "{option: alpha}"),
        *(at(line, 5, "bad-change", "what changes of the option is not said") for line in (4, 5)),
        "one of: criterion, cost, escalation_risk",
        at(5, 5, "bad-change", "how it changes is not said"),
        "3 errors,",
    ),
    case(
        "in-no-way-or-in-two",
        (
            "{option: alpha, criterion: effect}",
            "{option: alpha, cost: {}}",
            "{weight: effect, note: n}",
            "{option: alpha, criterion: effect, add: 1, times: 2, set: 3}",
            "{option: alpha, escalation_risk: {set: 0.1, add: 0.2}}",
            "{option: alpha, cost: {times: 2}, add: 1}",
            "{option: alpha, cost: 5}",
            "{option: alpha, cost: {times: 3}}",
        ),
        at(4, 5, "bad-change", "how it changes is not said"),
        at(5, 27, "bad-change", "how it changes is not said"),
        at(6, 5, "bad-change", "how it changes is not said"),
        "one of: add, set, times",
        at(7, 48, "bad-change", "two ways in one change: add and times"),
        at(7, 58, "bad-change", "two ways in one change: add and set"),
        at(8, 49, "bad-change", "two ways in one change: set and add"),
        "keep one of them",
        at(9, 39, "bad-change", "'add' belongs inside cost"),
        "write cost: {add: …}",
        at(10, 27, "wrong-type", "'5' where a mapping of `key: value` is due"),
        "8 errors,",
        never=("changed-twice",),
    ),
    case(
        "misspelt-keys",
        (
            "{optoin: alpha, criterion: effect, add: 1}",
            "{wieght: effect, add: 1}",
            "{option: alpha, critrion: effect, add: 1}",
            "{option: alpha, criterion: effect, ad: 1}",
            "{option: alpha, cost: {tims: 1}}",
        ),
        at(4, 6, "unknown-key", "there is no key 'optoin' here"),
        "did you mean 'option'?",
        at(5, 6, "unknown-key", "there is no key 'wieght' here"),
        "did you mean 'weight'?",
        at(6, 21, "unknown-key", "there is no key 'critrion' here"),
        at(7, 40, "unknown-key", "there is no key 'ad' here"),
        at(8, 28, "unknown-key", "there is no key 'tims' here"),
        "did you mean 'times'?",
        "5 errors,",
        never=("bad-change",),
    ),
    rich(
        "unknown-names",
        (
            "{option: alhpa, criterion: efect, add: 1}",
            "{option: zeta, cost: {times: 1}}",
            "{limit: bugdet, times: 1}",
            "{limit: crew, times: 1}",
            "{weight: efect, times: 1}",
            "{weight: alpha, times: 1}",
        ),
        at(4, 14, "unknown-option", "there is no option 'alhpa'"),
        "did you mean 'alpha'?",
        at(4, 32, "unknown-criterion", "there is no criterion 'efect'"),
        at(5, 14, "unknown-option", "there is no option 'zeta'"),
        at(6, 13, "unknown-limit", "there is no limit 'bugdet'"),
        "did you mean 'budget'?",
        at(7, 13, "unknown-limit", "there is no limit 'crew'"),
        "did you mean 'crews'?",
        at(8, 14, "unknown-criterion", "there is no criterion 'efect'"),
        "^^^^^ did you mean 'effect'?",
        at(9, 14, "unknown-criterion", "there is no criterion 'alpha'"),
        "7 errors,",
    ),
    rich(
        "a-faulty-change-hides-no-other-fault",
        (
            "{option: alhpa, criterion: loook, add: x}",
            "{option: alpha, limit: crew, weight: efect}",
            "{option: betta, criterion: effect, times: 1, set: 2}",
        ),
        at(4, 14, "unknown-option", "there is no option 'alhpa'"),
        at(4, 32, "unknown-criterion", "there is no criterion 'loook'"),
        at(4, 44, "not-a-number", "x is not a number"),
        at(5, 5, "bad-change", "how it changes is not said"),
        at(5, 21, "bad-change", "two changes in one: of option and limit"),
        at(5, 28, "unknown-limit", "there is no limit 'crew'"),
        at(5, 34, "bad-change", "two changes in one: of option and weight"),
        at(5, 42, "unknown-criterion", "there is no criterion 'efect'"),
        at(6, 14, "unknown-option", "there is no option 'betta'"),
        at(6, 50, "bad-change", "two ways in one change: times and set"),
        "10 errors,",
    ),
    rich(
        "numbers-for-categories",
        ("{option: alpha, criterion: look, add: 1}", "{option: beta, criterion: look, set: 1}"),
        at(4, 43, "wrong-type", "'look' has categories, and no numbers"),
        at(5, 42, "wrong-type", "'look' has categories, and no numbers"),
        "a scenario changes numbers only",
        "2 errors,",
    ),
    rich(
        "what-a-criterion-measures",
        ("{option: alpha, criterion: price, times: 2}",),
        at(4, 32, "written-twice", "'price' measures cost"),
        "change cost of the option instead",
        "1 error,",
    ),
    rich(
        "negative",
        (
            "{option: alpha, criterion: effect, times: -1}",
            "{option: alpha, cost: {times: -0.5}}",
            "{option: alpha, escalation_risk: {set: -0.1}}",
            "{limit: crews, set: -1}",
            "{limit: escalation_risk, times: -1}",
            "{weight: effect, set: -1}",
            "{option: nothing, cost: {set: -3}}",
        ),
        at(4, 47, "negative", "times -1 is negative"),
        at(5, 35, "negative", "times -0.5 is negative"),
        at(6, 44, "negative", "the escalation risk of 'alpha' would be -0.1"),
        at(7, 25, "negative", "the limit on 'crews' would be -1"),
        at(8, 37, "negative", "times -1 is negative"),
        at(9, 27, "negative", "the weight of 'effect' would be -1"),
        at(10, 35, "negative", "the cost of 'nothing' would be -3"),
        "write 0 or more",
        "7 errors,",
    ),
    rich(
        "out-of-every-range",
        (
            "{option: alpha, criterion: effect, set: 100.1}",
            "{option: gamma, criterion: effect, set: -0.1}",
            "{option: nothing, criterion: effect, add: -100.1}",
            "{option: nothing, escalation_risk: {set: 1}}",
            "{option: alpha, escalation_risk: {add: 30}}",
            "{option: gamma, escalation_risk: {times: 1000001}}",
            "{limit: escalation_risk, set: 1.1}",
            "{weight: effect, set: 1000001}",
            "{weight: look, add: -1000001}",
        ),
        at(4, 45, "off-scale", "100.1 is off the scale of 'effect'"),
        at(5, 45, "off-scale", "-0.1 is off the scale of 'effect'"),
        at(6, 47, "off-scale", "-100.1 is more than the whole scale of 'effect'"),
        "it runs from 0 to 100",
        at(7, 46, "off-scale", "1 is not a probability below 1"),
        at(8, 44, "off-scale", "no probability changes by 30"),
        at(9, 46, "off-scale", "times 1000001 leaves every scale"),
        "at most 1,000,000",
        at(10, 35, "off-scale", "1.1 is not a probability"),
        PERCENT,
        at(11, 27, "huge-weight", "1000001 is beyond every weight"),
        at(12, 25, "huge-weight", "-1000001 is beyond every weight"),
        "swing weights run from 0 to 100",
        "9 errors,",
    ),
    rich(
        "probabilities-that-end",
        (
            "{option: alpha, escalation_risk: {add: -1}}",
            "{option: nothing, escalation_risk: {add: 1}}",
            "{limit: escalation_risk, add: -1.1}",
        ),
        at(4, 44, "off-scale", "no probability changes by -1"),
        at(5, 46, "off-scale", "no probability changes by 1"),
        at(6, 35, "off-scale", "no probability changes by -1.1"),
        PERCENT,
        "3 errors,",
    ),
    rich(
        "added-to-a-lognormal",
        (
            "{option: beta, criterion: effect, add: 5}",
            "{option: beta, escalation_risk: {add: 0.1}}",
            "{option: gamma, criterion: effect, add: 5}",
            "{option: gamma, escalation_risk: {add: 0.1}}",
        ),
        at(4, 44, "bad-change", "nothing can be added to a lognormal, as the performance of 'beta' on 'effect' is"),
        at(5, 43, "bad-change", "nothing can be added to a lognormal, as the escalation risk of 'beta' is"),
        at(6, 45, "bad-change", "nothing can be added to a lognormal, as the performance of 'gamma' on 'effect' is"),
        at(7, 44, "bad-change", "nothing can be added to a lognormal, as the escalation risk of 'gamma' is"),
        "multiply it with times, or set it",
        "4 errors,",
    ),
    rich(
        "costs-by-period",
        ("{option: alpha, cost: {add: 5}}", "{option: gamma, cost: {add: 5}}"),
        at(4, 33, "bad-change", "the cost of 'alpha' goes by period, and how to spread 5 is not said"),
        at(5, 33, "bad-change", "the cost of 'gamma' goes by period, and how to spread 5 is not said"),
        "multiply it with times, which needs no spreading",
        "2 errors,",
    ),
    rich(
        "set-by-period",
        ("{option: alpha, cost: {set: 5}}",),
        at(4, 33, "bad-change", "the cost of 'alpha' goes by period, and how to spread 5 is not said"),
        "1 error,",
    ),
    rich(
        "a-budget-by-period",
        ("{option: beta, cost: {add: 5}}", "{option: gamma, cost: {set: 5}}"),
        at(4, 32, "cost-without-periods", "a cost for all periods together"),
        "write a cost by period in options/beta.yaml, and multiply it with times",
        at(5, 33, "cost-without-periods", "a cost for all periods together"),
        "2 errors,",
        files=BY_PERIOD,
    ),
    rich(
        "twice",
        (
            "{option: gamma, criterion: effect, times: 1}",
            "{option: gamma, cost: {times: 1}}",
            "{option: gamma, escalation_risk: {times: 1}}",
            "{limit: budget, times: 1}",
            "{weight: effect, times: 1}",
            "{option: gamma, criterion: effect, times: 1}",
            "{cost: {times: 2}, option: gamma}",
            "{option: gamma, escalation_risk: {set: 0}}",
            "{limit: budget, set: 3}",
            "{weight: effect, times: 1}",
            "{weight: effect, add: 1}",
        ),
        at(9, 21, "changed-twice", "the performance of 'gamma' on 'effect' is changed in line 4 already"),
        at(10, 6, "changed-twice", "the cost of 'gamma' is changed in line 5 already"),
        at(11, 21, "changed-twice", "the escalation risk of 'gamma' is changed in line 6 already"),
        at(12, 6, "changed-twice", "the limit on 'budget' is changed in line 7 already"),
        at(13, 6, "changed-twice", "the weight of 'effect' is changed in line 8 already"),
        at(14, 6, "changed-twice", "the weight of 'effect' is changed in line 8 already"),
        TWICE,
        "6 errors,",
    ),
    rich(
        "digits-of-one",
        (
            "{option: alpha, cost: {times: 0.12345678901234567891}}",
            "{option: nothing, cost: {set: 5}}",
            "{option: gamma, escalation_risk: {times: 0.12345678901234567891}}",
        ),
        at(4, 35, "too-many-digits", "the cost of 'alpha' and the other amounts could not be added exactly"),
        "from the largest sum to the last decimal at most 18 digits",
        "1 error,",
    ),
    rich(
        "digits-of-two-together",
        ("{option: alpha, cost: {times: 0.00000000001}}", "{option: nothing, cost: {set: 10000000000}}"),
        at(4, 35, "too-many-digits", "the cost of 'alpha' and the other amounts could not be added exactly"),
        at(5, 35, "too-many-digits", "the cost of 'nothing' and the other amounts could not be added exactly"),
        "2 errors,",
    ),
    rich(
        "digits-beside-relations",
        ("{option: nothing, cost: {set: 10000000000}}",),
        at(4, 35, "too-many-digits", "the cost of 'nothing' and the other amounts could not be added exactly"),
        "1 error,",
        files={**RICH, "portfolio.yaml": "version: 1\nrelations: [{together: [alpha, beta], cost: 0.00000000001}]\n"},
    ),
    rich(
        "no-digits-of-what-cannot-be",
        ("{option: alpha, cost: {times: 1e300}}",),
        at(4, 35, "off-scale", "times 1E+300 leaves every scale"),
        "1 error,",
    ),
    case(
        "no-mapping",
        ("alpha", "[]"),
        at(4, 5, "wrong-type", "'alpha' where a mapping of `key: value` is due"),
        at(5, 5, "wrong-type", "a list where a mapping of `key: value` is due"),
        "2 errors,",
    ),
    case(
        "names-that-are-none",
        ("{weight: Effect, times: 1}", "{option: , criterion: 3, add: 1}"),
        at(4, 14, "bad-id", "'Effect' is not an id"),
        "write effect",
        at(5, 14, "empty-value", "the value is empty where an id is due"),
        at(5, 27, "bad-id", "'3' is not an id"),
        "3 errors,",
    ),
    case(
        "numbers-that-are-none",
        tuple(f"{{weight: effect, times: {text}}}" for text in ("1_0", "'3'", "30%", ".inf", "nan", "[3]")),
        at(4, 29, "not-a-number", "1_0 is not a number"),
        at(5, 29, "not-a-number", "'3' is a quoted text, not a number"),
        at(6, 29, "not-a-number", "30% is not a number"),
        at(7, 29, "not-finite", ".inf is not a finite number"),
        at(8, 29, "not-finite", "nan is not a number"),
        "6 errors,",
        never=("changed-twice", "bad-change"),
    ),
    case(
        "terminal-escape",
        ('{weight: effect, times: 1, note: "\\x1b[31m"}',),
        at(4, 38, "control-character", "a control character in a text"),
        "1 error,",
    ),
    whole("empty", "", "error[empty-file]", f"{FILE}:1:1"),
    whole("no-changes", "version: 1\ntitle: S\n", at(1, 1, "missing-key", "the key 'changes' is missing")),
    whole("newer", "version: 2\nchanges: 3\n", f"{FILE}:1:10", "made by a newer decide", "1 error,"),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_refused(case: Case, run: Run, attempted: Try) -> None:
    attempted(case, run)


ALLOWED: dict[str, tuple[Mapping[str, str], tuple[str, ...]]] = {
    "the ends themselves": (
        RICH,
        (
            "{option: alpha, criterion: effect, add: -100}",
            "{option: gamma, criterion: effect, set: 100}",
            "{option: nothing, criterion: effect, set: 0}",
            "{option: alpha, escalation_risk: {set: 0.999999999999}}",
            "{option: gamma, escalation_risk: {times: 1000000}}",
            "{option: nothing, escalation_risk: {add: -0.999}}",
            "{limit: escalation_risk, set: 1}",
            "{limit: crews, set: 0}",
            "{weight: effect, set: 1000000}",
            "{weight: look, add: -1000000}",
            "{weight: price, times: 0}",
        ),
    ),
    "a limit that nobody states": (RICH, ("{limit: budget, set: 5}", "{limit: escalation_risk, add: 1}")),
    "times by period": (
        BY_PERIOD,
        ("{option: alpha, cost: {times: 2}}", "{option: gamma, cost: {times: 0}}", "{limit: budget, times: 0.5}"),
    ),
    "a cost that stays nothing": (BY_PERIOD, ("{option: beta, cost: {add: 0}}", "{option: gamma, cost: {set: 0}}")),
    "what doing nothing costs": (BY_PERIOD, ("{option: nothing, cost: {add: 7}}",)),
    "the option's own cost, beside a size by period": (RICH, ("{option: gamma, cost: {set: 5}}",)),
    "a lognormal set or multiplied": (
        RICH,
        ("{option: beta, criterion: effect, set: 5}", "{option: beta, escalation_risk: {times: 2}}"),
    ),
    "a lognormal that only a size has, set": (
        RICH,
        ("{option: gamma, criterion: effect, set: 5}", "{option: gamma, escalation_risk: {set: 0}}"),
    ),
    "nothing": (RICH, ()),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_can_be_is_not_refused(name: str, tmp_path: Path, run: Run) -> None:
    files, entries = ALLOWED[name]
    text = scenario(*entries) if entries else "version: 1\ntitle: S\nchanges: []\n"
    found = run("check", "--format", "json", cwd=write(tmp_path, {**files, FILE: text}))
    assert (found.returncode, '"errors": 0' in found.stdout) == (0, True), found.stdout


def test_criteria_and_options_with_faults_of_their_own_are_known_names(tmp_path: Path, run: Run) -> None:
    broken = CRITERIA.replace("scale: {unit: USD, worst: 500, best: 0}", "scale: {unit: USD, worst: 5, best: 5}")
    entries = (
        "{weight: price, times: 2}",
        "{option: alpha, criterion: price, add: 1}",
        "{option: beta, cost: {add: 1}}",
    )
    root = write(tmp_path, {"criteria.yaml": broken, "options/beta.yaml": "version: 7\n", FILE: scenario(*entries)})
    found = run("check", cwd=root).stdout
    assert "error[equal-ends]" in found
    assert FILE not in found, found


def test_amounts_that_were_refused_already_are_not_refused_again(tmp_path: Path, run: Run) -> None:
    fine = "version: 1\ntitle: Alpha\ncost: 1000000.00000000000000001\nperformance: {effect: 80, price: 300}\n"
    files = {"options/alpha.yaml": fine, FILE: scenario("{option: beta, cost: {set: 3}}")}
    found = run("check", cwd=write(tmp_path, files)).stdout
    assert "error[too-many-digits]" in found
    assert FILE not in found, found


def test_a_fault_stops_no_verb_that_reads_no_scenarios(tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, {FILE: scenario("{weight: efect, times: 2}")})
    assert run("check", cwd=root).returncode == REFUSED
    for verb in ("rank", "portfolio"):
        assert run(verb, cwd=root).returncode == 0, verb


def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path, run: Run) -> None:
    (tmp_path / "outside.yaml").write_text("version: 1\ntitle: S\nchanges: []\n", encoding="utf-8")
    root = write(tmp_path / "workspace", {"scenarios/other.yaml": "version: 1\ntitle: S\nchanges: []\n"})
    (root / FILE).symlink_to(tmp_path / "outside.yaml")
    found = run("check", cwd=root)
    assert (found.returncode, "error[outside-workspace]" in found.stdout) == (REFUSED, True), found.stdout
