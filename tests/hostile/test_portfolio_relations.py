"""Relations between options: those that make no sense are refused with their places, odd but sound ones are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hostile.cases import Case, ids
from tests.hostile.test_portfolio_examples import ALPHA, FRONTIER, IDLE, THREE, answer, case, option, rules, under_way
from tests.workspaces import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.conftest import Try
    from tests.hostile.test_portfolio_examples import Rows

SIZES = {ALPHA: option("Alpha", 80, 30, 0.05, "sizes:\n  small: {cost: 5, performance: {effect: 60, price: 0}}\n")}
KINDS = "one of: requires, requires_any, excludes, at_least, at_most, exactly, together, must, must_not"


def related(*lines: str) -> dict[str, str]:
    """Relations, the first in line 3 from column 5 on."""
    return rules("relations:\n" + "".join(f"  - {line}\n" for line in lines))


CASES: tuple[Case, ...] = (
    case(
        "unknown-options",
        related(
            "{must: alpa}", "{option: alhpa, requires: [bta]}", "{at_most: 1, of: [gama, beta]}", "{must_not: zeppelin}"
        ),
        (
            *("unknown-option", "portfolio.yaml:3:12", "'alpa'", "did you mean 'alpha'?"),
            *("portfolio.yaml:4:14", "'alhpa'", "portfolio.yaml:4:32", "'bta'", "did you mean 'beta'?"),
            *("portfolio.yaml:5:23", "'gama'", "did you mean 'gamma'?"),
            *("portfolio.yaml:6:16", "'zeppelin'", "there is: alpha, beta, gamma", "5 errors;"),
        ),
    ),
    case(
        "unknown-option-on-the-frontier",
        related("{must: alpa}"),
        ("portfolio.yaml:3:12", "did you mean 'alpha'?"),
        arguments=FRONTIER,
    ),
    case(
        "named-twice",
        related("{excludes: [alpha, beta, alpha]}", "{together: [beta, beta], adds: {effect: 1}}"),
        (
            *("duplicate-id", "portfolio.yaml:3:30", "'alpha' stands twice", "name it once"),
            *("portfolio.yaml:4:23", "'beta' stands twice", "2 errors;"),
        ),
    ),
    case(
        "size-for-an-option",
        SIZES | related('{must: "alpha:small"}', "{must: small}"),
        ("bad-id", "portfolio.yaml:3:12", "'alpha:small' is not an id", "portfolio.yaml:4:12", "no option 'small'"),
    ),
    case("empty-list", related("{must: []}"), ("wrong-type", "portfolio.yaml:3:6", "a list of options, is due")),
    case("empty-relations", rules("relations:\n"), ("empty-value", "portfolio.yaml:2:11", "empty where a list is due")),
    case(
        "no-relation",
        related("{}", "[]", "beta", "{wombat: [alpha]}", "{of: [alpha]}", "{note: nothing}"),
        (
            *("bad-relation", "portfolio.yaml:3:5", "this says no relation", KINDS),
            *("wrong-type", "portfolio.yaml:4:5", "portfolio.yaml:5:5", "a relation is a mapping"),
            *("portfolio.yaml:6:5", "portfolio.yaml:7:5", "portfolio.yaml:8:5", "6 errors;"),
        ),
    ),
    case(
        "two-in-one",
        related("{must: alpha, must_not: beta}", "{option: alpha, requires: beta, requires_any: gamma}"),
        ("bad-relation", "portfolio.yaml:3:5", "portfolio.yaml:4:5", "this says two relations in one", "2 errors;"),
    ),
    case(
        "half-a-relation",
        related("{at_least: 1}", "{requires: alpha}", "{together: [alpha, beta]}"),
        (
            *("portfolio.yaml:3:5", "the key 'of' is missing", "write at_least and of"),
            *("portfolio.yaml:4:5", "the key 'option' is missing", "portfolio.yaml:5:5", "together without an effect"),
        ),
    ),
    case(
        "effect-of-another-kind",
        related("{must: alpha, adds: {effect: 3}}", "{excludes: [alpha, beta], cost: 4}"),
        ("portfolio.yaml:3:5", "'adds' belongs to `together` only", "portfolio.yaml:4:5", "'cost' belongs to"),
    ),
    case(
        "numbers-of-options",
        related("{at_least: -1, of: alpha}", "{at_most: 1.5, of: alpha}", "{exactly: some, of: alpha}"),
        (
            *("not-a-number", "portfolio.yaml:3:16", "-1 is not a number of options", "write a whole number"),
            *("portfolio.yaml:4:15", "1.5 is not", "portfolio.yaml:5:15", "some is not a number", "3 errors;"),
        ),
    ),
    case("wrong-type", rules("relations: {must: alpha}\n"), ("wrong-type", "portfolio.yaml:2:1", "a mapping where")),
    case(
        "every-wrong-name-of-a-list",
        related("{must: [alpha, 3, [beta], null]}"),
        ("bad-id", "portfolio.yaml:3:20", "'3' is not an id", "portfolio.yaml:3:31"),
    ),
    case(
        "every-fault-of-a-relation",
        related("{together: [alpha, beta], adds: {effect: nan}, cost: inf}"),
        ("not-finite", "portfolio.yaml:3:46", "nan is not a number", "portfolio.yaml:3:58", "inf is not a finite"),
    ),
    case(
        "unknown-criterion",
        related("{together: [alpha, beta], adds: {efect: 3}}"),
        ("unknown-criterion", "portfolio.yaml:3:38", "did you mean 'effect'?"),
    ),
    case(
        "certain-escalation",
        related("{together: [alpha, beta], escalation_risk: 1}", "{together: [alpha, gamma], escalation_risk: -0.1}"),
        ("off-scale", "portfolio.yaml:3:48", "not a probability below 1", "portfolio.yaml:4:49", "-0.1 is negative"),
    ),
    case(
        "unknown-keys",
        related("{excludes: [alpha, beta], notes: x}")
        | {"options/delta.yaml": option("Delta", 50, more="trigge: x\n")},
        (
            "unknown-key",
            "portfolio.yaml:3:31",
            "did you mean 'note'?",
            "options/delta.yaml:6:1",
            "did you mean 'trigger'?",
        ),
    ),
    case("empty-file", {"portfolio.yaml": ""}, ("empty-file", "portfolio.yaml:1:1", "the file is empty")),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_refused(case: Case, run: Run, attempted: Try) -> None:
    attempted(case, run)


ALL = ["alpha", "beta", "gamma"]
CIRCLE = ("{option: alpha, requires: beta}", "{option: beta, requires: alpha}")


SOUND: dict[str, tuple[tuple[str, ...], tuple[str, ...], list[str], float]] = {
    "circle": (CIRCLE, (), ALL, 30),
    "circle-beyond-the-budget": (CIRCLE, ("--budget", "40"), ["gamma"], 5),
    "circle-that-must-be": (CIRCLE, ("--must", "alpha"), ALL, 30),
    "circle-for-a-solver": (CIRCLE, ("--solver", "highs"), ALL, 30),
    "circle-of-any": (
        ("{option: alpha, requires_any: [beta, alpha]}", "{option: beta, requires_any: [alpha]}"),
        (),
        ALL,
        30,
    ),
    "requires-itself": (("{option: alpha, requires: alpha}",), (), ALL, 30),
    "excludes-one": (("{excludes: [alpha]}",), (), ALL, 30),
    "together-one": (("{together: [alpha], adds: {effect: 4}}",), (), ALL, 32),
    "together-for-nothing": (("{together: [alpha, beta], adds: {}, cost: 0}",), (), ALL, 30),
    "together-pays": (("{together: [alpha, beta], cost: -1000}",), ("--budget", "0"), ALL, 30),
    "exactly-none": (("{exactly: 0, of: [alpha, beta]}",), (), ["gamma"], 5),
    "at-most-none": (("{at_most: 0, of: [alpha, beta]}",), (), ["gamma"], 5),
    "bounds-that-bind-nothing": (("{at_least: 0, of: [alpha]}", "{at_most: 9, of: [alpha, beta]}"), (), ALL, 30),
    "must-again-and-again": (
        ("{must: alpha}", "{must: alpha}", "{must: [alpha, beta]}"),
        ("--must", "alpha", "--must", "alpha"),
        ALL,
        30,
    ),
    "requires-what-it-excludes": (
        ("{option: alpha, requires: beta}", "{excludes: [alpha, beta]}"),
        (),
        ["beta", "gamma"],
        15,
    ),
    "everything-forbidden": (("{must_not: [alpha, beta, gamma]}",), (), [], 0),
}


@pytest.fixture(scope="module")
def answers(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rows]:
    rows = {name: (related(*lines), arguments) for name, (lines, arguments, _, _) in SOUND.items()}
    with under_way(rows, program, tmp_path_factory.mktemp("sound")) as found:
        yield found


@pytest.mark.parametrize("name", SOUND)
def test_odd_but_sound(name: str, answers: Rows) -> None:
    _, _, options, value = SOUND[name]
    found = answers(name)
    assert (found["status"], found["options"], found["value"]) == ("optimal", options, value)


def test_relations_with_doing_nothing(tmp_path: Path, run: Run) -> None:
    """Doing nothing is never chosen: whoever needs it cannot be in, whoever excludes it may be."""
    files = {**THREE, **IDLE, **related("{option: alpha, requires: idle}", "{excludes: [idle, beta]}")}
    found = answer(write(tmp_path, files), run)
    assert found["options"] == ["beta", "gamma"]
    assert {stand["option"]: stand["possible"] for stand in found["why"]}["alpha"] is False


def test_relations_hold_for_every_size(tmp_path: Path, run: Run) -> None:
    """`must` is met by any size, and `excludes` by none."""
    root = write(tmp_path, {**THREE, **SIZES, **related("{must: alpha}", "{excludes: [alpha, beta]}")})
    found = answer(root, run, "portfolio", "--budget", "25")
    assert (found["options"], found["sizes"], found["cost"]) == (["alpha", "gamma"], {"alpha": "small"}, 15)
    told = run("portfolio", "--budget", "25", cwd=root).stdout
    assert "()" not in told, "another size is a change too"
