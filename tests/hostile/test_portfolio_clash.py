"""No portfolio is possible, row F02: what clashes is named with its places, and what would mend it really does."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.hostile.test_portfolio_examples import (
    ALPHA,
    COMPARE,
    DOVE,
    ENGINES,
    FRONTIER,
    IDLE,
    NO_PORTFOLIO,
    NONE,
    PORTFOLIO,
    THREE,
    answer,
    by_engine,
    option,
    rules,
    under_way,
    within,
)
from tests.workspaces import EVEN, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.cases import Case
    from tests.hostile.test_portfolio_examples import Rows

CASES: tuple[Case, ...] = ()
NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

PROFILE = "weights/even.yaml"
POOR = rules("limits: {budget: 25}\nrelations:\n  - {must: alpha}\n")
PERIODS = {name: option(name[8:-5], 80, "{2027: 10, 2028: 5}") for name in THREE}
CREWS = "resources: {crews: {title: Crews}}\n"
IN_CREWS = {ALPHA: option("Alpha", 80, 30, 0.05, "uses: {crews: 3.5}\n")}
SMALL = {ALPHA: option("Alpha", 80, 30, 0.05, "sizes:\n  small: {cost: 5, performance: {effect: 60, price: 0}}\n")}
LINE2, LINE3, LINE4, LINE5 = (f"portfolio.yaml:{line}" for line in (2, 3, 4, 5))
HERE = "the command line"


class Clash(NamedTuple):
    """A case, and what must be named: limits and relations with their places, and how large a limit must become."""

    files: Mapping[str, str]
    limits: Mapping[str, str]
    relations: Sequence[str]
    needed: Mapping[str, float] = MappingProxyType({})
    arguments: tuple[str, ...] = ()


TABLE = {
    "budget": Clash(POOR, {"budget": LINE2}, [LINE4], {"budget": 30}),
    "every-size": Clash(
        SMALL | rules("limits: {budget: 4}\nrelations:\n  - {must: alpha}\n"), {"budget": LINE2}, [LINE4], {"budget": 5}
    ),
    "escalation-risk": Clash(
        rules("limits: {escalation_risk: 0.1}\nrelations:\n  - {must: [alpha, beta, gamma]}\n"),
        {"escalation_risk": LINE2},
        [LINE4],
        {"escalation_risk": 0.142625},
    ),
    "resource": Clash(
        IN_CREWS | rules(f"{CREWS}limits: {{crews: 2, budget: 99}}\nrelations:\n  - {{must: alpha}}\n"),
        {"crews": LINE3},
        [LINE5],
        {"crews": 3.5},
    ),
    "limit-of-the-profile": Clash(
        {PROFILE: EVEN + "limits: {budget: 4}\n"} | rules("limits: {budget: 99}\nrelations:\n  - {must: alpha}\n"),
        {"budget": f"{PROFILE}:4"},
        [LINE4],
        {"budget": 30},
    ),
    "command-line": Clash(
        rules("limits: {escalation_risk: 0.9}\nrelations:\n  - {at_most: 1, of: [beta, gamma]}\n"),
        {"budget": HERE},
        [HERE],
        {"budget": 20},
        ("--must", "beta", "--budget", "5"),
    ),
    "in-and-out": Clash(rules("relations:\n  - {must: alpha}\n  - {must_not: alpha}\n"), {}, [LINE3, LINE4]),
    "requires-what-it-excludes": Clash(
        rules("relations:\n  - {must: alpha}\n  - {option: alpha, requires: beta}\n  - {excludes: [alpha, beta]}\n"),
        {},
        [LINE3, LINE4, LINE5],
    ),
    "more-than-there-are": Clash(rules("relations:\n  - {at_least: 5, of: [alpha, beta]}\n"), {}, [LINE3]),
    "far-more-than-there-are": Clash(rules("relations:\n  - {exactly: 1e30, of: [alpha, beta]}\n"), {}, [LINE3]),
    "doing-nothing": Clash(IDLE | rules("relations:\n  - {must: idle}\n"), {}, [LINE3]),
    "doing-nothing-on-the-command-line": Clash(IDLE, {}, [HERE], arguments=("--must", "idle")),
    "budget-by-period": Clash(
        PERIODS | rules("limits: {budget: {2027: 19, 2028: 10}}\nrelations:\n  - {must: [alpha, beta]}\n"),
        {"budget": LINE2},
        [LINE4],
    ),
}


@pytest.fixture(scope="module")
def answers(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rows]:
    """Each clash, and the same after what is said to mend it."""
    rows = {name: (one.files, one.arguments) for name, one in TABLE.items()}
    for name, one in TABLE.items():
        for key, amount in one.needed.items():
            rows[f"{name}-mended"] = (one.files, (*one.arguments[:2], "--limit", f"{key}={amount}"))
    with under_way(rows, program, tmp_path_factory.mktemp("clash")) as found:
        yield found


@pytest.mark.parametrize("name", TABLE)
def test_f02_infeasible(name: str, answers: Rows) -> None:
    """The smallest clash and nothing besides; to raise the limit, or to drop any of the relations, would do."""
    due, found = TABLE[name], answers(name, NO_PORTFOLIO)
    assert (found["status"], found["options"], found["value"], found["cost"]) == ("infeasible", [], None, None)
    clash = found["clash"]
    assert {part["limit"]: part["where"] for part in clash["limits"]} == due.limits
    assert [part["where"] for part in clash["relations"]] == due.relations
    assert {part["limit"]: part["needed"] for part in clash["larger"]} == due.needed
    assert [part["where"] for part in clash["without"]] == due.relations
    if due.needed:
        assert answers(f"{name}-mended")["status"] == "optimal"


def test_f02_infeasible_in_words(tmp_path: Path, run: Run) -> None:
    """Nothing of an answer is shown: the clash, and the ways out with the smallest change first."""
    result = run(*PORTFOLIO, cwd=write(tmp_path, {**THREE, **POOR}))
    assert (result.returncode, result.stderr) == (NO_PORTFOLIO, "")
    lines = [line.strip() for line in result.stdout.splitlines() if line.startswith("  ")]
    assert lines == ["the budget, 25  portfolio.yaml:2", "must alpha  portfolio.yaml:4", *lines[2:]]
    assert lines[2:] == ["raise the budget to 30", "drop 'must alpha'"]
    assert "Adds" not in result.stdout


@pytest.mark.parametrize("arguments", [(*FRONTIER, "-w", "even"), COMPARE], ids=["frontier", "compare"])
def test_f02_infeasible_for_other_commands(arguments: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    result = run(*arguments, cwd=write(tmp_path, {**THREE, **DOVE, **POOR}))
    assert (result.returncode, result.stderr) == (NO_PORTFOLIO, "")
    assert [place for place in (LINE2, LINE4) if place not in result.stdout] == [], result.stdout


def test_f02_infeasible_for_one_profile_only(tmp_path: Path, run: Run) -> None:
    """Where one side has no portfolio, the other does not agree with it on anything."""
    dove = {name: text + "limits: {budget: 5}\n" for name, text in DOVE.items()}
    root = write(tmp_path, {**THREE, **dove, **rules("relations:\n  - {must: alpha}\n")})
    result = run(*COMPARE, cwd=root)
    assert result.returncode == NO_PORTFOLIO
    assert "weights/dove.yaml:4" in result.stdout, "the limit that clashes"
    assert "agree on 3 options" not in result.stdout
    assert answer(root, run, *COMPARE, code=NO_PORTFOLIO)["agreed"] == []


def test_f02_infeasible_for_every_engine(tmp_path: Path, run: Run) -> None:
    """Each that proves anything proves it; CBC's word alone would not be enough, but few can be added up."""
    root = write(tmp_path, {**THREE, **POOR})
    for found in by_engine(root, run, ENGINES, code=NO_PORTFOLIO):
        assert (found["status"], found["options"]) == ("infeasible", []), found["engine"]
        assert [part["where"] for part in found["clash"]["limits"]] == [LINE2], found["engine"]


def test_f02_infeasible_by_very_many(tmp_path: Path, program: Path) -> None:
    """Twelve that must be in, and money for six of them: of so many clashes one is named, and soon."""
    names = [f"o{number}" for number in range(12)]
    files = {f"options/{name}.yaml": option(name, 55, 10) for name in names}
    text = "limits: {budget: 60}\nrelations:\n" + "".join(f"  - {{must: {name}}}\n" for name in names)
    result = within(20, program, write(tmp_path, {**NONE, **files, **rules(text)}), *PORTFOLIO)
    assert (result.returncode, result.stderr) == (NO_PORTFOLIO, "")
    assert "portfolio.yaml:2" in result.stdout
