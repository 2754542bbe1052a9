"""Hostile numbers and models, rows B01 to B32.

What some tools let a file say, this one does not: a scale has no `direction` (it runs from `worst` to `best`, either
way), no `clip` and no local ends, and weights have no unit. A missing score is never filled in on request; it is
written as `unknown`.
"""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.hostile.cases import AS_CSV, AS_JSON, CHECK, RANK, WRONG_USE, Case, covered, doubts, ids, ranking, rows
from tests.workspaces import ALPHA, BETA, CRITERIA, EVEN, SMALL, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.conftest import Try

NO_COUNTERPART = (
    ("B07", "`unit: percent`: weights are points of any sum, and a percent sign is refused (A16)"),
    ("B09", "`--missing worst|exclude|interval`: a score that nobody gave is written `unknown`"),
    ("B10", "`clip: true`: a number off its scale is always refused"),
    ("B11", "`scale: local`: the ends of a scale are fixed in the file, so 0/0 cannot come up"),
    ("B27", "a winner that another dominates: weights cannot make one; the check inside is tried with the laws"),
)

OPTION = "options/alpha.yaml"
PROFILE = "weights/even.yaml"
WEIGHT = f"{PROFILE}:4:11"
ONE_CRITERION = """\
version: 1
decision: Which way to go?
currency: USD million
horizon: 60 months
criteria:
  effect:
    scale: {unit: points, worst: 0, best: 100}
    status_quo: 50
"""


def weighed(effect: str, price: str = "50") -> dict[str, str | bytes | None]:
    """A profile with this weight in line 4 from column 11 on."""
    return {PROFILE: f"version: 1\ntitle: Even\nweights:\n  effect: {effect}\n  price: {price}\n"}


def performing(effect: str, price: str = "300", title: str = "Alpha") -> str:
    """An option with these performances in line 3."""
    return f"version: 1\ntitle: {title}\nperformance: {{effect: {effect}, price: {price}}}\n"


def scaled(scale: str) -> dict[str, str | bytes | None]:
    """criteria.yaml with this scale of `effect` in line 8 from column 12 on."""
    return {"criteria.yaml": CRITERIA.replace("{unit: points, worst: 0, best: 100}", scale)}


WEIGHTS = (
    Case(
        "B01-negative-weight", weighed("-5"), ("negative-weight", WEIGHT, "-5 is negative", "swap `worst` and `best`")
    ),
    Case("B02-all-zero-weights", weighed("0", "0"), ("zero-weights", f"{PROFILE}:3:1", "all weights are 0")),
    Case(
        "B02-all-zero-in-a-group",
        {
            "criteria.yaml": (
                f"{CRITERIA}  more:\n    criteria:\n"
                "      depth: {scale: {unit: m, worst: 0, best: 9}, status_quo: 1}\n"
            ),
            OPTION: "version: 1\ntitle: A\nperformance: {effect: 80, price: 300, depth: 2}\n",
            "options/beta.yaml": None,
            PROFILE: (
                "version: 1\ntitle: Even\nweights:\n  effect: 5\n  price: 5\n"
                "  more: {weight: 50, criteria: {depth: 0}}\n"
            ),
        },
        ("zero-weights", f"{PROFILE}:6:22", "all weights are 0"),
    ),
    Case("B05-huge-weight", weighed("1e300"), ("huge-weight", WEIGHT, "1E+300", "1,000,000")),
    Case("B05-just-too-large-a-weight", weighed("1000001"), ("huge-weight", WEIGHT, "above 1,000,000")),
    Case("B05-largest-weight", weighed("1000000", "0"), ('"effect": 1.0',), 0, AS_JSON),
    Case("B06-tiny-weights", weighed("4e-10", "5e-10"), ("zero-weights", f"{PROFILE}:3:1", "9e-10, too little")),
    Case(
        "B06-denormal-weights",
        weighed("1e-320", "1e-320"),
        (WEIGHT, f"{PROFILE}:5:10"),
        never=("not a finite number",),
    ),
    Case(
        "B07-weights-not-100-but-99",
        weighed("49", "50"),
        ('"effect": 0.494949494949', '"price": 0.505050505050'),
        0,
        AS_JSON,
    ),
    Case("B07-weights-not-100-but-101", weighed("51", "50"), ('"effect": 0.504950495049',), 0, AS_JSON),
    Case("B07-unit-percent", {PROFILE: f"{EVEN}unit: percent\n"}, ("unknown-key", f"{PROFILE}:4:1", "'unit'")),
    Case("B08-weight-as-text", weighed("'5'"), ("not-a-number", WEIGHT, "'5' is a quoted text", "remove the quotes")),
    *(
        Case(f"B08-weight-as-{text}", weighed(text), ("not-a-number", WEIGHT, f"{text} is not a number", "yes or no"))
        for text in ("true", "false")
    ),
    Case(
        "B15-unknown-criterion-in-weights",
        {PROFILE: "version: 1\ntitle: Even\nweights:\n  effct: 10\n  price: 50\n"},
        ("unknown-criterion", f"{PROFILE}:4:3", "'effct'", "did you mean 'effect'?", "1 error;"),
        never=("no weight for",),  # a misspelt name is one fault, not two
    ),
    Case(
        "B15-unknown-criterion-in-an-option",
        {OPTION: "version: 1\ntitle: Alpha\nperformance:\n  effcet: 10\n  price: 50\n"},
        ("unknown-criterion", f"{OPTION}:4:3", "'effcet'", "did you mean 'effect'?", "1 error;"),
        never=("no performance on",),
    ),
    Case(
        "B16-unknown-case-in-weights",
        {PROFILE: "version: 1\ntitle: Even\nweights:\n  EFFECT: 10\n  price: 50\n"},
        (f"{PROFILE}:4:3", "'EFFECT'", "effect"),
    ),
    Case("B16-unknown-case-of-a-profile", {}, ("did you mean 'even'?",), WRONG_USE, (*RANK, "--weights", "EVEN")),
    Case("B16-unknown-case-of-an-option", {}, ("did you mean 'alpha'?",), WRONG_USE, ("why", "ALPHA")),
    Case(
        "B17-criterion-without-weight",
        {PROFILE: "version: 1\ntitle: Even\nweights: {effect: 50}\n"},
        ("missing-weight", f"{PROFILE}:3:1", "no weight for: price", "write 0"),
    ),
    Case("B31-cli-inf", {}, ("there is no weight profile 'inf'",), WRONG_USE, (*RANK, "--weights", "inf")),
    Case("B31-cli-overflow", {}, ("there is no weight profile '1e999'",), WRONG_USE, (*RANK, "--weights", "1e999")),
)

SCORES = (
    Case(
        "B09-missing-score",
        {
            OPTION: "version: 1\ntitle: Alpha\nperformance: {effect: 80}\n",
            "options/beta.yaml": "version: 1\ntitle: Beta\nperformance: {}\n",
        },
        (
            f"{OPTION}:3:1",
            "no performance on: price",
            "options/beta.yaml:3:1",
            "no performance on: effect, price",
            "score it, or write `unknown`",
        ),
    ),
    Case(
        "B10-score-outside-scale",
        {OPTION: performing("120", "501"), "options/beta.yaml": performing("-0.001", "-1")},
        (
            f"{OPTION}:3:23",
            "120 is off the scale of 'effect'",
            "it runs from 0 to 100",
            f"{OPTION}:3:35",
            "501 is off the scale of 'price'",
            "it runs from 0 to 500",
            "options/beta.yaml:3:23",
            "-0.001 is off",
        ),
    ),
    Case(
        "B10-range-outside-scale",
        {OPTION: performing("{low: -5, best: 80, high: 101}")},
        (f"{OPTION}:3:29", "-5 is off the scale", f"{OPTION}:3:49", "101 is off the scale"),
    ),
    Case(
        "B10-status-quo-outside-scale",
        {"criteria.yaml": CRITERIA.replace("status_quo: 50", "status_quo: 150")},
        ("off-scale", "criteria.yaml:9:17", "150 is off the scale", "it runs from 0 to 100"),
    ),
    Case(
        "B10-clip",
        scaled("{unit: points, worst: 0, best: 100, clip: true}"),
        ("unknown-key", "criteria.yaml:8:48", "'clip'"),
    ),
    Case("B11-local-scale", scaled("local"), ("wrong-type", "criteria.yaml:8:12", "'local'")),
    Case(
        "B12-reversed-anchors",
        scaled("{unit: points, worst: 100, best: 0}"),
        ('"effect": 10.0', '"effect": 30.0'),
        0,
        AS_JSON,
    ),
    Case(
        "B13-equal-anchors",
        scaled("{unit: points, worst: 50, best: 50}"),
        ("equal-ends", "criteria.yaml:8:44", "worst and best are both 50", "two different ends"),
    ),
    Case(
        "B13-equal-anchors-written-differently",
        scaled("{unit: points, worst: 50, best: 5e1}"),
        ("equal-ends", "criteria.yaml:8:44", "two different ends"),
    ),
    Case(
        "B13-anchors-equal-in-double-precision",
        scaled("{unit: points, worst: 50, best: 50.00000000000000000001}")
        | {OPTION: performing("50"), "options/beta.yaml": performing("50")},
        ("criteria.yaml:8:", "two different ends"),
    ),
    Case(
        "B13-midpoint-at-an-end-in-double-precision",
        {
            "criteria.yaml": CRITERIA.replace(
                "    status_quo: 50\n", "    status_quo: 50\n    value: {exponential: 1e-30}\n"
            ).replace("best: 100}", "best: 1e300}")
        },
        ("bad-value-function", "criteria.yaml:10:26", "midpoint"),
    ),
    Case(
        "B18-empty-options",
        {OPTION: None, "options/beta.yaml": None},
        ("no-options", "options/:1:1", "there is no option", "options/ID.yaml"),
    ),
    Case(
        "B18-no-criteria",
        {"criteria.yaml": "version: 1\ndecision: What?\ncurrency: USD\nhorizon: 1 year\ncriteria: {}\n"},
        ("empty-value", "criteria.yaml:5:1", "no criterion here"),
    ),
)

NAMES = (
    Case(
        "B28-name-of-120-characters", {OPTION: performing("80", title="x" * 120)}, (f",alpha,{'x' * 120},",), 0, AS_CSV
    ),
    Case(
        "B28-name-of-121-characters",
        {OPTION: performing("80", title="x" * 121)},
        ("text-too-long", f"{OPTION}:2:8", "a text of 121 characters", "at most 120"),
    ),
    Case(
        "B28-name-of-200-wide-characters",
        {OPTION: performing("80", title="\u6771" * 200)},
        (f"{OPTION}:2:8", "200 characters"),
    ),
    *(
        Case(
            f"B29-{name}",
            {OPTION: performing("80", title=title)},
            (f"{OPTION}:2:8", "U+202E", "remove it"),
            never=("\u202e",),
        )
        for name, title in (("rtl-override", "Al\u202epha"), ("rtl-override-escaped", r'"Al\u202Epha"'))
    ),
    *(
        Case(
            f"B29-bidi-{ord(sign):04x}",
            {OPTION: performing("80", title=f"A{sign}")},
            (f"U+{ord(sign):04X}",),
            never=(sign,),
        )
        for sign in "\u2066\u200f\u061c"
    ),
    Case(
        "B29-rtl-override-in-a-category",
        scaled('{unit: level, categories: [low, "hi\\u202Egh"]}'),
        ("criteria.yaml:8:", "U+202E"),
    ),
    Case(
        "B29-rtl-override-in-a-wrong-key",
        {OPTION: '"ti\\u202Etle": x\n' + ALPHA},
        ("unknown-key", f"{OPTION}:1:1"),
        never=("\u202e",),
    ),
    Case(
        "B30-look-alike-ids",
        {"criteria.yaml": CRITERIA.replace("price:", "\u0440rice:")},
        ("bad-id", "criteria.yaml:10:3", "is not an id", "a letter a-z"),
    ),
    Case(
        "B30-look-alike-option",
        {"options/\u0441ost.yaml": ALPHA},
        ("bad-id", "is not an id", "a letter a-z"),
    ),
)

CASES = (*WEIGHTS, *SCORES, *NAMES)


def test_every_row_is_answered() -> None:
    assert covered(sys.modules[__name__]) == rows("B", 1, 32)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_case(case: Case, run: Run, attempted: Try) -> None:
    attempted(case, run)


def test_b03_one_criterion(tmp_path: Path, run: Run) -> None:
    root = write(
        tmp_path,
        {
            "criteria.yaml": ONE_CRITERION,
            OPTION: "version: 1\ntitle: Alpha\nperformance: {effect: 80}\n",
            "options/beta.yaml": "version: 1\ntitle: Beta\nperformance: {effect: 40}\n",
            PROFILE: "version: 1\ntitle: Even\nweights: {effect: 1}\n",
        },
    )
    found = ranking(root, run)
    assert [(line["option"], line["rank"], line["score"]) for line in found["ranking"]] == [
        ("alpha", 1, 80),
        ("beta", 2, 40),
    ]
    assert "There is one criterion only: no weight can vary." in run("rank", cwd=root).stdout
    assert "no weight can vary" in doubts(root, run)["one-criterion"]["message"]


def test_b04_zero_weight_criterion(tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, weighed("7", "0"))
    found = ranking(root, run)
    assert found["weights"] == {"effect": 1.0, "price": 0.0}
    assert found["by"]["alpha"]["contributions"] == {"effect": 80.0, "price": 0.0}
    assert "No effect, because the weight is 0: price." in run("rank", cwd=root).stdout


def test_b11_constant_criterion(tmp_path: Path, run: Run) -> None:
    """With fixed ends it is no fault, and it shifts all scores alike."""
    root = write(tmp_path, {OPTION: performing("80", "100")})
    assert [line["score"] for line in ranking(root, run)["ranking"]] == [80.0, 60.0]
    doubt = doubts(root, run)["equal-criterion"]
    assert (doubt["message"], doubt["file"], doubt["line"]) == ("all options are equal on 'price'", "criteria.yaml", 10)


def test_b14_anchors_changed_after_weighting(tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, {})
    assert run("weights", "confirm", "even", cwd=root).returncode == 0
    assert ranking(root, run)["stale"] is False
    (root / "criteria.yaml").write_text(CRITERIA.replace("worst: 500", "worst: 400"), encoding="utf-8")
    assert ranking(root, run)["stale"] is True
    warned = run("rank", cwd=root).stdout
    assert "The weights of 'even' were agreed for other scales" in warned
    assert "decide weights confirm even" in warned
    doubt = doubts(root, run)["stale-profile"]
    assert (doubt["file"], doubt["line"]) == (PROFILE, 3)
    assert "decide weights confirm even" in doubt["hint"]


def test_b19_one_option(tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, {"options/beta.yaml": None})
    (line,) = ranking(root, run)["ranking"]
    assert (line["option"], line["rank"], line["tied"], line["score"]) == ("alpha", 1, False, 60.0)
    assert "There is one option only: nothing to compare." in run("rank", cwd=root).stdout
    assert "one-option" in doubts(root, run)


def test_b20_duplicate_option_name(tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, {"options/beta.yaml": BETA.replace("Beta", "ALPHA")})
    doubt = doubts(root, run)["same-title"]
    assert (doubt["file"], doubt["line"]) == ("options/beta.yaml", 2)
    assert "'beta' has the title of 'alpha'" in doubt["message"]


def test_b20_ids_tell_equal_names_apart(tmp_path: Path, run: Run) -> None:
    """A screen too narrow for ids shows them all the same where titles cannot tell two rows apart."""
    root = write(tmp_path, {"options/beta.yaml": BETA.replace("Beta", "Alpha").replace("40", "41")})
    table = run("rank", "--quiet", cwd=root, env={"COLUMNS": "80"}).stdout
    assert ("alpha" in table, "beta" in table) == (True, True), table


def test_b21_identical_options(tmp_path: Path, run: Run) -> None:
    root = write(
        tmp_path, {"options/beta.yaml": performing("80", title="Beta"), "options/gamma.yaml": performing("10")}
    )
    found = ranking(root, run)
    shown = [(line["option"], line["rank"], line["tied"], line["score"]) for line in found["ranking"]]
    assert shown == [("alpha", 1, True, 60.0), ("beta", 1, True, 60.0), ("gamma", 3, False, 25.0)]
    table = run("rank", "--quiet", cwd=root).stdout.splitlines()
    assert [line.split()[0] for line in table[1:4]] == ["1=", "1=", "3"]


@pytest.mark.parametrize(
    ("other", "tied"), [("46.120099999999994", True), ("46.1200999999", True), ("46.12009", False)], ids=str
)
def test_b22_float_tie(other: str, tied: bool, tmp_path: Path, run: Run) -> None:  # noqa: FBT001 - a parameter of the test
    """Scores are rounded to 9 decimals before they are ranked."""
    root = write(tmp_path, {OPTION: performing(other), "options/beta.yaml": performing("46.1201")})
    by = ranking(root, run)["by"]
    assert (by["alpha"]["tied"], by["beta"]["rank"], by["alpha"]["rank"]) == (tied, 1, 1 if tied else 2)


def test_b23_score_is_free_of_the_table(tmp_path: Path, run: Run) -> None:
    """The same option has the same score, to the last bit, alone and among eighty."""
    options = {f"options/o{number}.yaml": performing(f"{number}.37", f"{number}.11") for number in range(80)}
    few = {name: options[name] for name in ("options/o7.yaml", "options/o63.yaml")}
    base = {name: text for name, text in SMALL.items() if not name.startswith("options/")}
    weights = weighed("0.3", "0.1")
    some = ranking(write(tmp_path / "few", few | weights, base=base), run)["by"]
    many = ranking(write(tmp_path / "many", options | weights, base=base), run)["by"]
    for name in some:
        assert {key: value for key, value in some[name].items() if key in {"score", "contributions", "interval"}} == {
            key: value for key, value in many[name].items() if key in {"score", "contributions", "interval"}
        }


CRITERION = "  {0}:\n    scale: {{unit: p, worst: 0, best: 100}}\n    status_quo: 50\n"


def _tree(names: str) -> str:
    return CRITERIA.partition("  effect:")[0] + "".join(CRITERION.format(name) for name in names)


def test_b24_order_of_criteria(tmp_path: Path, run: Run) -> None:
    """Scores, ranks and what would change them do not depend on the order in which criteria stand."""
    names = "abcdefghij"
    swings = ", ".join(f"{name}: {place}.1" for place, name in enumerate(names, 1))
    files = {PROFILE: f"version: 1\ntitle: Even\nweights: {{{swings}}}\n"}
    for option in range(6):
        cells = ", ".join(f"{name}: {(37 * option + 13 * place) % 100}.{place}" for place, name in enumerate(names))
        files[f"options/o{option}.yaml"] = f"version: 1\ntitle: O{option}\nperformance: {{{cells}}}\n"
    found = [
        ranking(write(tmp_path / order, files | {"criteria.yaml": _tree(order)}, base={}), run)
        for order in (names, names[::-1], "jabihcgdfe")
    ]
    for other in found:
        other["switch"]["switches_at"] = round(other["switch"]["switches_at"], 9)
        assert [line["option"] for line in other["ranking"]] == [line["option"] for line in found[0]["ranking"]]
        assert [other[key] for key in ("by", "weights", "switch")] == [
            found[0][key] for key in ("by", "weights", "switch")
        ]


def test_b25_near_tie(tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, {OPTION: performing("50", "100"), "options/beta.yaml": performing("50", "101")})
    found = ranking(root, run)
    assert [(line["option"], line["rank"], line["too_close"]) for line in found["ranking"]] == [
        ("alpha", 1, True),
        ("beta", 2, False),
    ]
    table = run("rank", cwd=root).stdout
    assert re.search(r"^ *1~ .* Alpha ", table, re.MULTILINE)
    assert "~ too close to call" in table


def test_b25_a_clear_lead_is_not_called_close(tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, {OPTION: performing("90", "100")})
    assert not any(line["too_close"] for line in ranking(root, run)["ranking"])


def test_b26_double_counting(tmp_path: Path, run: Run) -> None:
    """Two criteria that move together over the options are doubted, at the second one."""
    options = {f"options/o{place}.yaml": performing(str(20 * place), str(450 - 99 * place)) for place in range(4)}
    root = write(tmp_path, {**options, OPTION: None, "options/beta.yaml": None})
    doubt = doubts(root, run)["correlated-criteria"]
    assert (doubt["file"], doubt["line"]) == ("criteria.yaml", 10)
    assert "'effect' and 'price' correlate at 1.00" in doubt["message"]
    assert "counted twice" in doubt["hint"]


def test_b27_what_dominates_comes_first(tmp_path: Path, run: Run) -> None:
    """Also where the one criterion that tells the two apart weighs next to nothing."""
    root = write(tmp_path, weighed("1e-9", "1e6") | {OPTION: performing("80"), "options/beta.yaml": performing("81")})
    by = ranking(root, run)["by"]
    assert by["beta"]["rank"] == 1
    assert "dominated-option" in doubts(root, run)


def test_b28_long_names_fit_the_screen(tmp_path: Path, run: Run) -> None:
    files = {OPTION: performing("80", title="x" * 120), "options/beta.yaml": performing("40", title="\u6771" * 120)}
    table = run("rank", "--quiet", cwd=write(tmp_path, files), env={"COLUMNS": "80"}).stdout
    assert len(table.splitlines()) == 3


@pytest.mark.parametrize("form", ["table", "json"])
def test_b32_no_clock(form: str, tmp_path: Path, run: Run) -> None:
    """Two offices, two time zones, two languages: the same bytes."""
    root = write(tmp_path, {})
    offices = ({"TZ": "Asia/Almaty", "LC_ALL": "C.UTF-8"}, {"TZ": "America/New_York", "LC_ALL": "de_DE.UTF-8"})
    results = [
        run("rank", "--format", form, cwd=root, env=office | {"PYTHONHASHSEED": seed})
        for seed, office in zip("12", offices, strict=True)
    ]
    assert results[0].stdout == results[1].stdout
    assert results[0].stdout


def test_b32_no_clock_in_a_check(tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, {})
    first, second = (
        run(*CHECK, "--format", "json", cwd=root, env={"TZ": zone, "PYTHONHASHSEED": zone[-1]})
        for zone in ("UTC1", "UTC7")
    )
    assert json.loads(first.stdout)["issues"]
    assert first.stdout == second.stdout
