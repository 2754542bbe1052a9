"""Wrong use of `portfolio`, `frontier` and `compare`: one fault, a way out, the nearest right name, and no result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hostile.cases import CANNOT_WRITE, WRONG_USE, Case, ids
from tests.hostile.test_portfolio_examples import (
    COMPARE,
    DOVE,
    ENGINES,
    FRONTIER,
    NONE,
    PORTFOLIO,
    THREE,
    answer,
    by_engine,
    case,
    option,
    rules,
    within,
)
from tests.workspaces import write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.conftest import Try

BUDGET_HINT = "write a number such as 500; or none"
RISK_HINT = "write a number such as 0.15, or 15%; or none"
CREWS = rules("resources: {crews: {title: Crews}}\n")
NEVER = ("Value error", "\x1b")


def wrong(name: str, arguments: tuple[str, ...], *says: str) -> Case:
    return case(name, {**DOVE, **CREWS}, says, WRONG_USE, arguments, never=NEVER)


def asked(*arguments: str) -> tuple[str, ...]:
    return ("portfolio", "-w", "even", *arguments)


CASES: tuple[Case, ...] = (
    *(
        wrong(f"budget-{name}", asked("--budget", text), f"'{text}' is no limit on 'budget'", BUDGET_HINT)
        for name, text in (
            *(("text", "abc"), ("negative", "-5"), ("exponent", "1e3"), ("empty", ""), ("underscore", "1_000")),
            *(("percent", "5%"), ("nan", "nan"), ("arabic", "\u0663")),
        )
    ),
    wrong("budget-terminal-escape", asked("--budget", "\x1b[2J"), "is no limit on 'budget'"),
    wrong("risk-thirty", asked("--escalation-risk", "30"), "30 is not a probability", "write 0.3 or 30%"),
    wrong("risk-130-percent", asked("--escalation-risk", "130%"), "130% is not a probability"),
    wrong("risk-negative", asked("--escalation-risk", "-0.1"), "'-0.1' is no limit on 'escalation_risk'", RISK_HINT),
    wrong("limit-without-equals", asked("--limit", "crews"), "'crews' is no limit", "write --limit NAME=AMOUNT"),
    wrong("limit-without-amount", asked("--limit", "crews="), "'' is no limit on 'crews'", BUDGET_HINT),
    wrong("limit-without-name", asked("--limit", "=3"), "there is no resource ''", "there is: budget"),
    wrong("limit-of-nothing-declared", asked("--limit", "crws=3"), "no resource 'crws'", "did you mean 'crews'?"),
    wrong("limit-in-percent", asked("--limit", "crews=5%"), "'5%' is no limit on 'crews'"),
    wrong("limit-twice", asked("--limit", "crews=3", "--limit", "crews=3"), "'crews' is given twice", "give it once"),
    wrong("limit-twice-in-two-ways", asked("--budget", "3", "--limit", "budget=4"), "'budget' is given twice"),
    wrong("must-unknown", asked("--must", "alpa"), "there is no option 'alpa'", "did you mean 'alpha'?"),
    wrong("must-in-capitals", asked("--must", "ALPHA"), "there is no option 'ALPHA'", "did you mean 'alpha'?"),
    wrong("must-empty", asked("--must", ""), "there is no option ''", "there is: alpha, beta, gamma"),
    wrong("must-not-unknown", asked("--must-not", "bta"), "there is no option 'bta'", "did you mean 'beta'?"),
    wrong("must-and-must-not", asked("--must", "beta", "--must-not", "beta"), "'beta' cannot be both in and out"),
    *(
        wrong(f"top-{text}", asked("--top", text), "--top", said)
        for text, said in (("0", "1"), ("-1", "1"), ("10000", "1000"), ("1.5", "integer"))
    ),
    *(wrong(f"time-limit-{text}", asked("--time-limit", text), "--time-limit") for text in ("0", "-1", "nan", "inf")),
    wrong("solver-unknown", asked("--solver", "higs"), "'higs'", "'highs'"),
    wrong("solver-in-capitals", asked("--solver", "HIGHS"), "'HIGHS'", "'highs'"),
    wrong("option-unknown", asked("--budgt", "3"), "--budgt", "--budget"),
    wrong(
        "by-unknown",
        (*FRONTIER, "-w", "even", "--by", "costs"),
        "'costs' is no choice for --by",
        "one of 'cost', 'risk'",
    ),
    wrong("format-of-another-command", asked("--format", "svg"), "'svg' is no choice for --format", "'markdown'"),
    wrong("frontier-must-unknown", (*FRONTIER, "-w", "even", "--must", "alpa"), "did you mean 'alpha'?"),
    wrong("compare-nothing", ("compare",), "PROFILE"),
    wrong("compare-one", ("compare", "even"), "one profile cannot be compared", "name two or more"),
    wrong("compare-twice", ("compare", "even", "dove", "even"), "'even' is named twice", "name each profile once"),
    wrong("compare-twice-by-file", ("compare", "even", "weights/even.yaml"), "'even' is named twice"),
    wrong("compare-unknown", ("compare", "even", "dov"), "no weight profile 'dov'", "did you mean 'dove'?"),
    wrong("compare-budget", (*COMPARE, "--budget", "x"), "'x' is no limit on 'budget'", BUDGET_HINT),
    *(
        case(f"output-{name}", {}, (f"cannot write {file}", why), CANNOT_WRITE, (*PORTFOLIO, "-o", file))
        for name, file, why in (
            ("over-inputs", "portfolio.yaml", "may be an input"),
            ("into-no-folder", "no/such/x.json", "no such file or directory"),
            ("over-a-folder", "options", "it is a folder"),
        )
    ),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_refused(case: Case, run: Run, attempted: Try) -> None:
    attempted(case, run)


@pytest.mark.parametrize("arguments", [("--must", "x" * 5_000), ("--limit", f"{'x' * 5_000}=3")], ids=["must", "limit"])
def test_long_names_are_cut(arguments: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    result = run(*PORTFOLIO, *arguments, cwd=write(tmp_path, THREE))
    assert (result.returncode, result.stdout) == (WRONG_USE, "")
    assert len(result.stderr) < 500, "what is wrong is quoted, but not at any length"


MANY = {f"options/o{number}.yaml": option(f"O{number}", 51 + number, 10 + number) for number in range(40)}


@pytest.mark.parametrize("arguments", [PORTFOLIO, COMPARE], ids=["portfolio", "compare"])
def test_enumeration_of_too_many(arguments: tuple[str, ...], tmp_path: Path, program: Path) -> None:
    files = {**NONE, **MANY, **(DOVE if arguments == COMPARE else {})}
    result = within(20, program, write(tmp_path, files), *arguments, "--solver", "enumeration")
    assert (result.returncode, result.stdout) == (WRONG_USE, ""), result.stderr
    assert "the case is too large for the engine 'enumeration'" in result.stderr
    assert "leave the choice to auto" in result.stderr


def test_more_than_there_are(tmp_path: Path, run: Run) -> None:
    """Of three options there are eight portfolios; whoever asks for a thousand gets these, best first."""
    for found in by_engine(write(tmp_path, THREE), run, ENGINES, "--top", "1000"):
        best = found["portfolios"]
        assert [one["value"] for one in best] == [30, 25, 20, 15, 15, 10, 5, 0], found["engine"]
        assert [one["options"] for one in best][3:5] == [["alpha"], ["beta", "gamma"]], found["engine"]


def test_limits_of_the_files_are_lifted(tmp_path: Path, run: Run) -> None:
    """`none` lifts a limit, also one by period; 100% of risk is any risk."""
    files = rules("limits: {budget: {2027: 0}, escalation_risk: 0}\n")
    periods = {name: option(name[8:-5], 80, "{2027: 5}", 0.05) for name in THREE}
    root = write(tmp_path, {**periods, **files})
    found = answer(root, run, *PORTFOLIO, "--budget", "none", "--escalation-risk", "100%")
    assert found["options"] == ["alpha", "beta", "gamma"]
    assert found["limits"] == {"escalation_risk": 1}
