"""Hostile expectations: those of a wrong shape, or of what is not there, are refused at their places, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hostile.cases import CHECK, Case, doubts, ids
from tests.workspaces import write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.conftest import Try

FILE = "expectations.yaml"
KINDS = "one of: top, in_portfolio, never_first, ranks_above, robust_first"
SAID = "reason: r, owner: o"


def case(name: str, entries: tuple[str, ...], *says: str, never: tuple[str, ...] = ()) -> Case:
    """A case with one entry a line from line 3 on; `says` ends with how many errors there are."""
    text = "version: 1\nexpectations:\n" + "".join(f"  - {entry}\n" for entry in entries)
    return Case(name, {FILE: text}, says, arguments=CHECK, never=never)


def whole(name: str, text: str, *says: str) -> Case:
    """A case with the file as it is given."""
    return Case(name, {FILE: text}, says, arguments=CHECK)


def at(line: int, column: int, code: str, message: str) -> str:
    """How an error begins."""
    return f"error[{code}]: {message}\n{' ' * len(str(line))}--> {FILE}:{line}:{column}\n"


def entries(template: str, *values: str) -> tuple[str, ...]:
    return tuple(f"{{{template.format(value)}, {SAID}}}" for value in values)


CASES: tuple[Case, ...] = (
    case(
        "nothing-expected",
        (f"{{option: alpha, {SAID}}}", f"{{option: alpha, profiles: [even], {SAID}}}", f"{{{SAID}}}"),
        *(at(line, 5, "bad-expectation", "this expects nothing") for line in (3, 4, 5)),
        KINDS,
        "3 errors,",
    ),
    case(
        "two-in-one",
        (
            f"{{option: alpha, top: 3, never_first: true, {SAID}}}",
            f"{{option: alpha, never_first: true, top: 3, {SAID}}}",
        ),
        at(3, 29, "bad-expectation", "two expectations in one: top and never_first"),
        at(4, 40, "bad-expectation", "two expectations in one: never_first and top"),
        "make two entries of them",
        "2 errors,",
    ),
    case(
        "misspelt-keys",
        (
            f"{{option: alpha, tpo: 3, {SAID}}}",
            f"{{opton: alpha, top: 3, {SAID}}}",
            "{option: alpha, top: 3, raeson: r, owner: o}",
            f"{{option: alpha, robust: 0.5, {SAID}}}",
        ),
        at(3, 21, "unknown-key", "there is no key 'tpo' here"),
        "did you mean 'top'?",
        at(4, 6, "unknown-key", "there is no key 'opton' here"),
        at(5, 29, "unknown-key", "there is no key 'raeson' here"),
        "did you mean 'robust_first'?",
        "4 errors,",
        never=("bad-expectation", "missing-key"),
    ),
    case(
        "the-option-that-is-meant",
        (f"{{top: 3, {SAID}}}", f"{{option: alpha, ranks_above: [alpha, beta], {SAID}}}"),
        at(3, 5, "bad-expectation", "the key 'option' is missing"),
        "write option and top",
        at(4, 6, "bad-expectation", "ranks_above names both of its options"),
        "remove the key 'option'",
        "2 errors,",
    ),
    case(
        "why-and-who",
        ("{option: alpha, top: 3}", "{option: alpha, top: 3, reason: , owner: 3}"),
        at(3, 5, "missing-key", "the key 'reason' is missing"),
        at(3, 5, "missing-key", "the key 'owner' is missing"),
        at(4, 37, "empty-value", "the value is empty where text is due"),
        at(4, 46, "quote-it", "3 would be read as a number"),
        "4 errors,",
    ),
    case(
        "no-mapping",
        ("alpha", "[]", ""),
        at(3, 5, "wrong-type", "'alpha' where a mapping of `key: value` is due"),
        at(4, 5, "wrong-type", "a list where a mapping of `key: value` is due"),
        at(5, 4, "empty-value", "the value is empty where a mapping of `key: value` is due"),
        "3 errors,",
    ),
    case(
        "ranks",
        entries("option: alpha, top: {}", "0", "-1", "1.5", "1_0", "'3'", "third", "nan", "[3]"),
        *(at(line, 26, "not-a-number", f"{text} is not a rank") for line, text in ((3, "0"), (4, "-1"), (5, "1.5"))),
        "write a whole number, 1 or more",
        at(6, 26, "not-a-number", "1_0 is not a number"),
        at(7, 26, "not-a-number", "'3' is a quoted text, not a number"),
        at(9, 26, "not-finite", "nan is not a number"),
        "8 errors,",
        never=("this expects nothing",),
    ),
    case(
        "shares",
        entries("option: alpha, robust_first: {}", "0", "-0.5", "1.01", "60", "60%", "inf", "half"),
        *(
            at(line, 35, "off-scale", f"{text} is not a share")
            for line, text in ((3, "0"), (4, "-0.5"), (5, "1.01"), (6, "60"))
        ),
        "write a number above 0 and up to 1: 0.6 for 60%",
        "write 0.6 for a share",
        at(8, 35, "not-finite", "inf is not a finite number"),
        "7 errors,",
    ),
    case(
        "flags",
        entries("option: alpha, {}", "never_first: false", "never_first: yes", "in_portfolio: no", "in_portfolio: 1"),
        at(3, 34, "bad-expectation", "never_first: false expects nothing"),
        "write true, or remove the entry",
        at(4, 34, "not-a-flag", "'yes' where true or false is due"),
        at(5, 35, "not-a-flag", "'no' where true or false is due"),
        at(6, 35, "not-a-flag", "'1' where true or false is due"),
        "4 errors,",
    ),
    case(
        "pairs",
        entries("ranks_above: {}", "alpha", "[]", "[alpha]", "[alpha, beta, alpha]", "[beta, beta]", "[alpa, Beta]"),
        at(3, 19, "bad-expectation", "ranks_above takes two options"),
        *(at(line, 6, "bad-expectation", "ranks_above takes two options") for line in (4, 5, 6)),
        at(7, 6, "bad-expectation", "'beta' cannot rank above itself"),
        at(8, 20, "unknown-option", "there is no option 'alpa'"),
        "did you mean 'alpha'?",
        at(8, 26, "bad-id", "'Beta' is not an id"),
        "7 errors,",
    ),
    case(
        "profiles",
        entries("option: alpha, top: 3, profiles: {}", "[]", "even", "[evn, Even, even, even]"),
        at(3, 29, "bad-expectation", "it names no profile"),
        at(4, 39, "wrong-type", "'even' where a list is due"),
        at(5, 40, "unknown-profile", "there is no weight profile 'evn'"),
        "did you mean 'even'?",
        at(5, 45, "bad-id", "'Even' is not an id"),
        at(5, 57, "duplicate-id", "'even' stands twice in this expectation"),
        "5 errors,",
    ),
    case(
        "a-faulty-one-hides-no-other",
        (
            f"{{option: alpa, top: x, never_first: true, profiles: [evn], {SAID}}}",
            "{option: betta, top: 3, note: n}",
            f"{{option: gama, in_portfolio: true, {SAID}}}",
        ),
        at(3, 14, "unknown-option", "there is no option 'alpa'"),
        at(3, 25, "not-a-number", "x is not a number"),
        at(3, 28, "bad-expectation", "two expectations in one: top and never_first"),
        at(3, 58, "unknown-profile", "there is no weight profile 'evn'"),
        at(4, 29, "unknown-key", "there is no key 'note' here"),
        at(5, 14, "unknown-option", "there is no option 'gama'"),
        "there is: alpha, beta",
        "8 errors,",
    ),
    case(
        "terminal-escape",
        ('{option: alpha, top: 3, reason: "\\x1b[31m", owner: "a\\u202Eb"}',),
        at(3, 37, "control-character", "a control character in a text"),
        at(3, 56, "hidden-character", "a character that hides or turns text (U+202E)"),
        "2 errors,",
    ),
    whole("empty", "", "error[empty-file]", f"{FILE}:1:1"),
    whole("no-list", "version: 1\n", at(1, 1, "missing-key", "the key 'expectations' is missing")),
    whole("misspelt-list", "version: 1\nexpectation: []\n", f"{FILE}:2:1", "did you mean 'expectations'?", "1 error,"),
    whole(
        "a-mapping",
        "version: 1\nexpectations: {option: alpha}\n",
        at(2, 1, "wrong-type", "a mapping where a list is due"),
    ),
    whole("newer", "version: 2\nexpectations: 3\n", f"{FILE}:1:10", "made by a newer decide", "1 error,"),
    whole("tab", "version: 1\nexpectations:\n\t- {}\n", "error[tab]", f"{FILE}:3:1"),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_refused(case: Case, run: Run, attempted: Try) -> None:
    attempted(case, run)


def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path, run: Run) -> None:
    (tmp_path / "outside.yaml").write_text("version: 1\nexpectations: []\n", encoding="utf-8")
    root = write(tmp_path / "workspace", {})
    (root / FILE).symlink_to(tmp_path / "outside.yaml")
    found = run("check", cwd=root)
    assert (found.returncode, "error[outside-workspace]" in found.stdout) == (3, True), found.stdout
    (root / FILE).unlink()
    (root / FILE).symlink_to(tmp_path / "nowhere.yaml")
    assert "error[unreadable-file]" in run("check", cwd=root).stdout


def test_a_fault_stops_no_verb_that_reads_no_expectations(tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, {FILE: "version: 1\nexpectations: [{}]\n"})
    assert run("check", cwd=root).returncode == 3
    for verb in ("rank", "portfolio"):
        assert run(verb, cwd=root).returncode == 0, verb


def test_numbers_at_the_end_of_what_is_read_are_sound(tmp_path: Path, run: Run) -> None:
    lines = entries("option: beta, {}", "top: 1e300", f"top: {'9' * 64}", "robust_first: 1e-300", "top: 1e0")
    root = write(tmp_path, {FILE: "version: 1\nexpectations:\n" + "".join(f"  - {line}\n" for line in lines)})
    assert "expectation-broken" not in doubts(root, run)


def test_a_reason_is_no_markup_and_no_formula(tmp_path: Path, run: Run) -> None:
    reason = "[bold]now[/bold] | =1+1 @team"
    entry = f"{{option: alpha, in_portfolio: true, reason: '{reason}', owner: '[red]x'}}"
    files = {FILE: f"version: 1\nexpectations: [{entry}]\n", "portfolio.yaml": "version: 1\nlimits: {budget: 0}\n"}
    root = write(
        tmp_path,
        {**files, "options/alpha.yaml": "version: 1\ntitle: A\ncost: 1\nperformance: {effect: 80, price: 0}\n"},
    )
    told = run("check", cwd=root, env={"COLUMNS": "300"}).stdout
    assert f"{reason} ([red]x)" in told
    assert doubts(root, run)["expectation-broken"]["hint"] == f"{reason} ([red]x)"
