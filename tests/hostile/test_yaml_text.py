"""Hostile YAML texts, rows A01 to A40.

Options have no ids of their own inside a file: an id is a file's name, or a key of the value tree. So what is said
of ids is tried on both. A criterion cannot stand twice in one mapping (that is A01); it can in two groups (A03).
"""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest

from decide.studies.confirm import confirm_weights
from decide.studies.rank import rank
from decide.workspace import tree
from decide.workspace.read import read
from decide.workspace.schema.criteria import CriteriaFile
from decide.workspace.schema.option import OptionFile
from decide.workspace.schema.weights import WeightsFile
from decide.workspace.source import Folder
from tests.hostile.cases import (
    AS_CSV,
    AS_JSON,
    CHECK,
    Case,
    covered,
    doubts,
    ids,
    ranking,
    rows,
    snapshot,
)
from tests.workspaces import ALPHA, CRITERIA, EVEN, write

if TYPE_CHECKING:
    from pathlib import Path

    from decide.workspace.schema.base import Schema
    from tests.conftest import Run
    from tests.hostile.conftest import Try

NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

OPTION = "options/alpha.yaml"
PROFILE = "weights/even.yaml"
SCORE = f"{OPTION}:4:11"  # where the score of `scored` stands
WEIGHT = f"{PROFILE}:4:11"


def scored(text: str) -> dict[str, str | bytes | None]:
    """An option with this text for a score, in line 4 from column 11 on."""
    return {OPTION: f"version: 1\ntitle: Alpha\nperformance:\n  effect: {text}\n  price: 300\n"}


def weighed(text: str) -> dict[str, str | bytes | None]:
    """A profile with this text for a weight, in line 4 from column 11 on."""
    return {PROFILE: f"version: 1\ntitle: Even\nweights:\n  effect: {text}\n  price: 50\n"}


def titled(text: str) -> dict[str, str | bytes | None]:
    """An option with this text for a title, in line 2 from column 8 on."""
    return {OPTION: f"version: 1\ntitle: {text}\nperformance: {{effect: 80, price: 300}}\n"}


def texts(text: str) -> dict[str, str | bytes | None]:
    """An option file with this text only."""
    return {OPTION: text}


NO_NUMBER = "not-a-number", SCORE
NOT_FINITE = "not-finite", SCORE
KEPT_IN_LINE_3 = "performance: {effect: 80, price: 300}\n"

KEYS = (
    Case(
        "A01-duplicate-key",
        texts("version: 1\ntitle: Alpha\nperformance:\n  effect: 80\n  price: 300\n  effect: 10\n"),
        ("duplicate-key", f"{OPTION}:6:3", "'effect' is given twice, in lines 4 and 6", "keep one of them"),
    ),
    Case(
        "A01-duplicate-key-at-the-top",
        {"criteria.yaml": CRITERIA + "horizon: 12 months\n"},
        ("criteria.yaml:14:1", "'horizon' is given twice, in lines 4 and 14"),
    ),
    Case(
        "A01-duplicate-key-quoted",
        {PROFILE: 'version: 1\ntitle: Even\nweights: {effect: 50, "effect": 1, price: 50}\n'},
        (f"{PROFILE}:3:23", "'effect' is given twice, in lines 3 and 3"),
    ),
    Case(
        "A02-duplicate-key-nfc-nfd",
        {
            "criteria.yaml": CRITERIA.replace(
                "{unit: points, worst: 0, best: 100}",
                "{unit: level, categories: [low, high], anchors: {caf\u00e9: one, cafe\u0301: two}}",
            )
        },
        ("duplicate-key", "criteria.yaml:8:", "is given twice, in lines 8 and 8"),
    ),
    Case(
        "A02-duplicate-category-nfc-nfd",
        {
            "criteria.yaml": CRITERIA.replace(
                "{unit: points, worst: 0, best: 100}", "{unit: level, categories: [caf\u00e9, cafe\u0301]}"
            )
        },
        ("duplicate-id", "criteria.yaml:8:", "a category is named twice"),
    ),
    Case(
        "A03-duplicate-criterion-id",
        {
            "criteria.yaml": """\
                version: 1
                decision: Which way to go?
                currency: USD
                horizon: 1 year
                criteria:
                  good:
                    criteria:
                      effect: {scale: {unit: p, worst: 0, best: 1}, status_quo: 0}
                  bad:
                    criteria:
                      effect: {scale: {unit: p, worst: 1, best: 0}, status_quo: 0}
                """
        },
        ("duplicate-id", "criteria.yaml:11:7", "'effect' stands twice, in lines 8 and 11", "rename one"),
    ),
    Case(
        "A05-norway-as-option-id",
        {"options/no.yaml": ALPHA, "options/on.yaml": ALPHA},
        ('"option": "no"', '"option": "on"'),
        0,
        AS_JSON,
        never=("False", 'false,\n      "option"', 'true": '),
    ),
    Case(
        "A05-norway-as-criterion-id",
        {
            "criteria.yaml": CRITERIA.replace("effect:", "no:").replace("price:", "off:"),
            OPTION: "version: 1\ntitle: Alpha\nperformance: {no: 80, off: 300}\n",
            "options/beta.yaml": None,
            PROFILE: "version: 1\ntitle: Even\nweights: {no: 50, off: 50}\n",
        },
        ('"no": 0.5', '"off": 0.5', '"no": 40.0', '"off": 20.0'),
        0,
        AS_JSON,
    ),
    Case(
        "A31-merge-key",
        texts(f"version: 1\ntitle: Alpha\n<<: {{summary: hidden}}\n{KEPT_IN_LINE_3}"),
        ("merge-key", f"{OPTION}:3:1", "write the values out"),
    ),
    Case(
        "A31-merge-key-of-an-alias",
        texts(f"version: &base 1\ntitle: Alpha\n<<: *base\n{KEPT_IN_LINE_3}"),
        ("merge-key", f"{OPTION}:3:1", "anchor-or-alias", f"{OPTION}:1:10", f"{OPTION}:3:5"),
    ),
    Case(
        "A39-unknown-field",
        texts(f"version: 1\ntitel: Alpha\ntitle: Alpha\n{KEPT_IN_LINE_3}"),
        ("unknown-key", f"{OPTION}:2:1", "there is no key 'titel' here", "did you mean 'title'?"),
    ),
    Case(
        "A39-unknown-field-inside",
        {"criteria.yaml": CRITERIA.replace("worst: 500", "wurst: 500")},
        ("criteria.yaml:12:24", "there is no key 'wurst' here", "did you mean 'worst'?"),
    ),
    Case(
        "A40-unknown-schema-version",
        {"criteria.yaml": CRITERIA.replace("version: 1", "version: 2")},
        ("unknown-version", "criteria.yaml:1:10", "made by a newer decide; this one reads version 1"),
    ),
    Case(
        "A40-no-such-version",
        texts(f"version: 0\ntitle: Alpha\n{KEPT_IN_LINE_3}"),
        ("unknown-version", f"{OPTION}:1:10", "version 0 does not exist", "write version: 1"),
    ),
    Case(
        "A40-no-version",
        texts(f"title: Alpha\n{KEPT_IN_LINE_3}"),
        ("missing-key", OPTION, "the key 'version' is missing"),
    ),
)

NORWAY = tuple(
    Case(f"A04-norway-{word}", titled(word), (f",alpha,{word},",), 0, AS_CSV)
    for word in ("no", "NO", "off", "on", "yes", "Yes", "y", "N")
)
FLAGS = (
    Case(
        "A04-norway-as-flag",
        texts(f"version: 1\ntitle: Alpha\nbaseline: yes\n{KEPT_IN_LINE_3}"),
        ("not-a-flag", f"{OPTION}:3:11", "'yes' where true or false is due", "write true or false"),
    ),
    Case(
        "A04-true-is-no-text",
        titled("true"),
        ("quote-it", f"{OPTION}:2:8", "true would be read as true or false", "put it in quotes: 'true'"),
    ),
)

NUMBERS = (
    Case("A06-sexagesimal", scored("1:30"), (*NO_NUMBER, "1:30 is not a number")),
    Case("A07-leading-zero-octal", scored("010"), (*NO_NUMBER, "010", "write 10 or 0.10")),
    Case("A07-leading-zero-negative", scored("-010"), (*NO_NUMBER, "write -10 or -0.10")),
    Case("A07-leading-zero-not-octal", scored("09"), (*NO_NUMBER, "write 9 or 0.9")),
    Case("A07-octal-of-yaml-1-2", scored("0o17"), (*NO_NUMBER, "0o17 is not a number")),
    Case("A08-underscore-number", weighed("1_000"), ("not-a-number", WEIGHT, "1_000", "write 1000")),
    Case("A10-hex-number", scored("0x1F"), (*NO_NUMBER, "0x1F is not a number")),
    *(
        Case(f"A11-nan-literal-{name}", scored(text), (*NOT_FINITE, f"{text} is not a number", "unknown"))
        for name, text in (("dot-nan", ".nan"), ("nan", "nan"), ("NaN", "NaN"), ("dot-NaN", ".NaN"))
    ),
    Case(
        "A11-nan-literal-in-a-range",
        texts("version: 1\ntitle: Alpha\nperformance:\n  effect: {low: 1, best: .nan, high: 3}\n  price: 300\n"),
        ("not-finite", f"{OPTION}:4:26", ".nan is not a number"),
    ),
    *(
        Case(f"A12-inf-literal-{name}", scored(text), (*NOT_FINITE, f"{text} is not a finite number"))
        for name, text in (
            ("dot-inf", ".inf"),
            ("minus-inf", "-.inf"),
            ("infinity", "Infinity"),
            ("overflow", "1e999"),
            ("overflow-with-sign", "1.0e+999"),
        )
    ),
    Case(
        "A12-inf-as-weight",
        weighed(".inf"),
        ("not-finite", WEIGHT, ".inf is not a finite number"),
    ),
    Case(
        "A13-huge-integer",
        scored("9" * 5_000),
        (*NO_NUMBER, "a number of 5,000 characters", "at most 64 are read"),
        never=("9" * 300,),
    ),
    Case(
        "A13-huge-exponent",
        scored("1e999999999999"),
        (*NOT_FINITE, "1e999999999999 is not a finite number"),
    ),
    Case("A14-decimal-comma", scored("0,5"), (*NO_NUMBER, "0,5 is not a number", "write 0.5")),
    Case(
        "A14-decimal-comma-in-braces",
        texts("version: 1\ntitle: Alpha\nperformance: {effect: 0,5, price: 300}\n"),
        (f"{OPTION}:3:25", "'5'"),
    ),
    Case(
        "A15-thousands-comma",
        scored("1,000"),
        (*NO_NUMBER, "1,000 is not a number", "write 1000, or 1.000 if the comma is a decimal point"),
    ),
    Case(
        "A16-percent",
        scored("30%"),
        (*NO_NUMBER, "30% is not a number", "write 0.3 for a share, or 30 for points"),
    ),
    Case("A16-percent-as-weight", weighed("30%"), ("not-a-number", WEIGHT, "30% is not a number")),
    Case("A16-percent-of-a-huge-number", scored("1e9999999%"), (*NO_NUMBER, "1e9999999% is not a number")),
    Case(
        "A16-percent-of-a-large-number",
        scored("1e999999%"),
        (*NO_NUMBER, "1e999999% is not a number"),
        never=("0" * 300,),
    ),
)

WORDS = (
    Case(
        "A17-date-like-id",
        {"options/2026-01-02.yaml": ALPHA},
        ("bad-id", "options/2026-01-02.yaml:1:1", "'2026-01-02' is not an id", "begins with a letter"),
    ),
    Case(
        "A17-date-like-text",
        {PROFILE: f"agreed_on: 2026-01-02\n{EVEN}", OPTION: ALPHA.replace("Alpha", "2026-01-02")},
        (",alpha,2026-01-02,",),
        0,
        AS_CSV,
    ),
    Case(
        "A18-version-like",
        titled("1.10"),
        ("quote-it", f"{OPTION}:2:8", "1.10 would be read as a number", "put it in quotes: '1.10'"),
    ),
    Case("A18-version-like-in-quotes", titled("'1.10'"), (",alpha,1.10,",), 0, AS_CSV),
    *(
        Case(f"A19-null-{name}", weighed(text), ("empty-value", WEIGHT, "the value is empty", "a number"))
        for name, text in (("tilde", "~"), ("null", "null"), ("Null", "Null"))
    ),
    Case("A19-null-nothing", weighed(""), ("empty-value", f"{PROFILE}:4:", "the value is empty")),
    Case("A19-null-as-score", scored("null"), ("empty-value", SCORE, "the value is empty", "unknown")),
    Case("A19-null-as-title", titled("~"), ("empty-value", f"{OPTION}:2:8", "the value is empty")),
)

CHARACTERS = (
    Case(
        "A20-tab-indent",
        texts("version: 1\ntitle: Alpha\nperformance:\n\teffect: 80\n\tprice: 300\n"),
        ("tab", f"{OPTION}:4:1", "line 4: a tab", "use spaces"),
    ),
    Case(
        "A20-tab-before-a-comment",
        texts(f"version: 1\ntitle: Alpha\t# name\n{KEPT_IN_LINE_3}"),
        ("tab", f"{OPTION}:2:13", "line 2: a tab", "use spaces"),
    ),
    Case(
        "A21-nbsp",
        texts(f"version: 1\ntitle:\u00a0Alpha\n{KEPT_IN_LINE_3}"),
        ("no-break-space", f"{OPTION}:2:7", "line 2: a no-break space after the colon"),
    ),
    Case(
        "A21-nbsp-in-the-indentation",
        texts("version: 1\ntitle: Alpha\nperformance:\n\u00a0 effect: 80\n"),
        ("no-break-space", f"{OPTION}:4:1", "line 4: a no-break space in the indentation"),
    ),
    Case(
        "A21-nbsp-after-the-colon-in-braces",
        texts("version: 1\ntitle: Alpha\nperformance: {effect:\u00a080, price: 300}\n"),
        (f"{OPTION}:3:", "no-break space"),
    ),
    Case(
        "A23-utf-16-without-its-mark",
        {OPTION: ALPHA.encode("utf-16-le")},
        (f"{OPTION}:1:2", "U+0000"),
    ),
    Case("A23-utf-16-damaged", {OPTION: b"\xff\xfe\x00\xd8a"}, (OPTION, "UTF-16", "save it as UTF-8")),
    Case(
        "A24-latin-1",
        {OPTION: ALPHA.replace("Alpha", "Alph\u00e9").encode("latin-1")},
        ("not-utf8", f"{OPTION}:2:12", "byte E9 at byte 23 of the file is not UTF-8", "save the file as UTF-8"),
    ),
    Case(
        "A25-control-character",
        titled("Al\x07pha"),
        ("control-character", f"{OPTION}:2:10", "U+0007", "remove it"),
    ),
    *(
        Case(
            f"A25-control-character-escaped-{name}",
            titled(f'"Al{escape}pha"'),
            ("control-character", f"{OPTION}:2:8", "remove it"),
        )
        for name, escape in (("nul", r"\0"), ("bell", r"\a"), ("escape", r"\e"), ("next-line", r"\N"))
    ),
    Case(
        "A25-line-separator-escaped",
        titled(r'"Al\Lpha"'),
        (f"{OPTION}:2:8", "remove it"),
    ),
    Case(
        "A25-control-character-in-every-text",
        {
            "criteria.yaml": CRITERIA.replace("USD million", r'"USD\x07"').replace("Effect", r'"E\x00"'),
            PROFILE: f'rationale: "a\\x1bb"\nmethod: "\\x08"\n{EVEN}',
            OPTION: f'summary: "a\\x7fb"\nactors: ["\\x9b"]\n{ALPHA}',
        },
        ("criteria.yaml:3:11", "criteria.yaml:7:12", f"{PROFILE}:1:12", f"{OPTION}:1:10", f"{OPTION}:2:10"),
        arguments=CHECK,
    ),
    Case(
        "A25-control-character-in-a-key",
        {
            "criteria.yaml": CRITERIA.replace(
                "{unit: points, worst: 0, best: 100}",
                r'{unit: level, categories: [low, high], anchors: {"lo\x1bw": one}}',
            )
        },
        ("criteria.yaml:8:", "hidden characters"),
    ),
)

DOCUMENTS = (
    Case("A26-empty-file", {"criteria.yaml": b""}, ("empty-file", "criteria.yaml:1:1", "decide init")),
    Case("A26-comments-only", texts("# nothing\n\n# here\n"), ("empty-file", f"{OPTION}:1:1")),
    Case("A26-marks-only", texts("---\n...\n"), ("empty-file", OPTION)),
    Case("A26-byte-order-mark-only", texts("\ufeff"), ("empty-file", OPTION)),
    Case(
        "A27-wrong-root",
        {"criteria.yaml": "- criteria\n"},
        ("wrong-root", "criteria.yaml:1:1", "expected a mapping", "found a list"),
    ),
    Case("A27-wrong-root-text", texts("Alpha\n"), ("wrong-root", f"{OPTION}:1:1", "found text")),
    *(
        Case(
            f"A27-wrong-node-{name}",
            {"criteria.yaml": f"{CRITERIA}  more: {text}\n"},
            ("criteria.yaml:14:", said),
        )
        for name, text, said in (
            ("list", "[1]", "a list where a criterion or a group is due"),
            ("text", "much", "'much' where a criterion or a group is due"),
            ("both", "{scale: {unit: x, worst: 0, best: 1}, criteria: {}}", "a node has either"),
        )
    ),
    Case(
        "A28-two-documents",
        texts(f"{ALPHA}---\n{ALPHA}"),
        ("two-documents", f"{OPTION}:4:1", "a second document begins here", "one file holds one document"),
    ),
    Case(
        "A29-alias-bomb",
        texts(
            "a: &a [x]\n"
            + "".join(
                f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
            )
        ),
        ("anchor-or-alias", f"{OPTION}:1:4", "anchor &a", f"{OPTION}:2:8", "alias *a", "write the value out"),
    ),
    Case(
        "A30-recursive-alias",
        texts(f"version: 1\ntitle: Alpha\nactors: &a [*a]\n{KEPT_IN_LINE_3}"),
        ("anchor-or-alias", f"{OPTION}:3:9", f"{OPTION}:3:13", "anchors and aliases are not allowed"),
    ),
    Case(
        "A32-python-tag",
        texts("version: 1\ntitle: !!python/object/apply:os.system ['touch pwned']\nperformance: {}\n"),
        ("tag", f"{OPTION}:2:8", "python/object/apply:os.system", "tags are not allowed", "remove the tag"),
    ),
    Case(
        "A32-harmless-tag",
        scored("!!int 80"),
        ("tag", SCORE, "tags are not allowed"),
    ),
    Case(
        "A32-unknown-tag-handle",
        scored("!e!x 80"),
        (SCORE.rpartition(":")[0], "tags are not allowed"),
    ),
    Case("A33-deep-nesting", texts("a: " + "[" * 3_000), ("too-deep", f"{OPTION}:1:", "deeper than 20 levels")),
    Case("A33-deep-nesting-closed", texts(f"a: {'[' * 3_000}{']' * 3_000}\n"), ("too-deep", f"{OPTION}:1:")),
    Case("A34-c-loader-stack", texts("a: " + "[" * 40_000), ("too-deep", f"{OPTION}:1:")),
    Case("A35-quadratic-c-scan", texts("a: " + "[" * 100_000), ("too-deep", f"{OPTION}:1:")),
    Case(
        "A36-very-large-file",
        {OPTION: ALPHA.encode() + b"#" * (5_000_001 - len(ALPHA))},
        ("too-large", f"{OPTION}:1:1", "5,000,001 bytes", "the limit is 5,000,000 bytes"),
    ),
    Case(
        "A36-largest-file",
        {OPTION: ALPHA.encode() + b"#" * (5_000_000 - len(ALPHA))},
        ('"option": "alpha"',),
        0,
        AS_JSON,
    ),
)

CASES = (*KEYS, *NORWAY, *FLAGS, *NUMBERS, *WORDS, *CHARACTERS, *DOCUMENTS)


def test_every_row_is_answered() -> None:
    assert covered(sys.modules[__name__]) == rows("A", 1, 40)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_case(case: Case, run: Run, attempted: Try) -> None:
    attempted(case, run)


def test_a09_exponent_without_dot(tmp_path: Path, run: Run) -> None:
    """1e3 is the number 1000, half of the way from 2000 to 0."""
    criteria = CRITERIA.replace("worst: 500", "worst: 2E3")
    option = ALPHA.replace("price: 300", "price: 1e3")
    alpha = ranking(write(tmp_path, {"criteria.yaml": criteria, OPTION: option}), run)["by"]["alpha"]
    assert alpha["contributions"] == {"effect": 40.0, "price": 25.0}


@pytest.mark.parametrize("zero", ["0e-9999", "0e+9999", "-0.0"])
def test_a13_zero_with_a_huge_exponent(zero: str, tmp_path: Path, run: Run) -> None:
    """Zero is zero, with however many places it is written."""
    result = run(*AS_CSV, cwd=write(tmp_path, {OPTION: f"cost: {zero}\n{ALPHA}"}))
    assert (result.returncode, result.stderr) == (0, "")
    assert ",0,0," in next(line for line in result.stdout.splitlines() if ",alpha," in line)


MARKED = {
    name: b"\xef\xbb\xbf" + text.encode()
    for name, text in (("criteria.yaml", CRITERIA), (OPTION, ALPHA), (PROFILE, EVEN))
}
UTF_16 = {name: data.decode("utf-8-sig").encode("utf-16") for name, data in MARKED.items()}


@pytest.mark.parametrize("files", [MARKED, UTF_16], ids=["A22-bom", "A23-utf-16"])
def test_a22_a23_marks(files: dict[str, bytes], tmp_path: Path, run: Run) -> None:
    """The result is that of the same texts in plain UTF-8, to the last byte, and carries no mark."""
    plain = run(*AS_JSON, cwd=write(tmp_path / "plain", {}))
    marked = run(*AS_JSON, cwd=write(tmp_path / "marked", files))
    assert marked.returncode == 0, marked.stderr
    assert marked.stdout == plain.stdout
    assert "\ufeff" not in marked.stdout


def test_a22_bom_is_no_doubt(tmp_path: Path, run: Run) -> None:
    assert "not-utf8" not in doubts(write(tmp_path, MARKED), run)


def test_a23_utf_16_is_a_doubt(tmp_path: Path, run: Run) -> None:
    doubt = doubts(write(tmp_path, UTF_16), run)["not-utf8"]
    assert (doubt["message"], doubt["hint"]) == ("the file is UTF-16: git cannot show its changes", "save it as UTF-8")


@pytest.mark.parametrize("form", ["table", "json", "github"])
def test_a24_file_name_not_utf8(form: str, tmp_path: Path, run: Run) -> None:
    """A name in another encoding is refused like any other that is no id."""
    write(tmp_path, {})
    try:
        (tmp_path / "options" / b"\xe9.yaml".decode("utf-8", "surrogateescape")).write_bytes(ALPHA.encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    result = run("check", "--format", form, cwd=tmp_path)
    assert "Traceback" not in result.stderr, result.stderr
    assert result.returncode == 3, result.stdout
    assert "bad-id" in result.stdout


STAMP = 'agreed_for: "sha256:000000000000"'
STYLES = {
    "plain": f"{EVEN}{STAMP}\n",
    "crlf": f"# from Windows\n{STAMP}\n{EVEN}".replace("\n", "\r\n"),
    "crlf-without-a-stamp": EVEN.replace("\n", "\r\n"),
    "byte-order-mark": f"\ufeff{STAMP}\n{EVEN}",
    "no-end-of-line": f"{EVEN}{STAMP}",
    "single-quotes": f"{EVEN}agreed_for: 'sha256:000000000000'\n",
    "no-quotes": f"{EVEN}agreed_for: sha256:000000000000\n",
    "comments-everywhere": (
        "# head\n\nversion: 1   # one\ntitle:    Even    # odd blanks\n\n"
        f"{STAMP}   # as of the last meeting\n# before the weights\n"
        "weights:   # in points\n    # about effect\n    effect:   50   # half\n    price: 50\n# tail\n"
    ),
    "document-marks": f"%YAML 1.2\n---\n{EVEN}{STAMP}\n...\n",
    "folded-text-and-lists": (
        f"version: 1\ntitle: Even\nrationale: >-\n     one\n     two\n\n     three\npeople:\n- A\n- B\n{STAMP}\n"
        "weights: {effect: 50,\n  price: 50}\n"
    ),
    "quoted-keys": '"version": 1\n"title": Even\n"weights": {effect: 50, price: 50}\n',
    "wide-letters-before": f"title: \u6771\ud55c\U0001f600\n{STAMP}\nversion: 1\nweights: {{effect: 5, price: 5}}\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_a37_a38_one_value_is_one_line(style: str, tmp_path: Path, run: Run) -> None:
    """`weights confirm` changes the line of the stamp and not a byte elsewhere: comments, line ends and all."""
    before = STYLES[style].encode()
    root = write(tmp_path, {PROFILE: before})
    result = run("weights", "confirm", "even", cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    after = (root / PROFILE).read_bytes()
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    changed = [line for line in new if line not in old]
    assert len(changed) == 1
    assert changed[0].removeprefix(b"\xef\xbb\xbf").startswith(b'agreed_for: "sha256:') or b"'" not in changed[0]
    kept = [line for line in old if b"agreed_for" not in line]
    assert [line for line in new if b"agreed_for" not in line] == kept
    assert rank(root).stale is False
    assert confirm_weights("even", root).changed is False, "a second look changes nothing"


def test_a37_crlf_of_the_new_line(tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, {PROFILE: EVEN.replace("\n", "\r\n")})
    run("weights", "confirm", "even", cwd=root)
    data = (root / PROFILE).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") == 4


AWKWARD: dict[str, str | bytes | None] = {
    "mapping-in-braces": "{version: 1, title: Even, weights: {effect: 50, price: 50}}\n",
    "mapping-in-braces-with-stamp": f"{{version: 1, {STAMP}, title: Even, weights: {{effect: 50, price: 50}}}}\n",
    "indented-mapping": b"  version: 1\n  title: Even\n  weights: {effect: 50, price: 50}\n",
    "question-mark-key": "version: 1\ntitle: Even\n? weights\n: {effect: 50, price: 50}\n",
    "folded-stamp": "version: 1\ntitle: Even\nagreed_for: >-\n  sha256:000000000000\nweights: {effect: 5, price: 5}\n",
    "utf-16": EVEN.encode("utf-16"),
}


@pytest.mark.parametrize("style", AWKWARD)
def test_a38_awkward_styles(style: str, tmp_path: Path, run: Run) -> None:
    """Where one line cannot be changed, the file is refused and left as it was; it is never our bug."""
    root = write(tmp_path, {PROFILE: AWKWARD[style]})
    before = snapshot(root)
    result = run("weights", "confirm", "even", cwd=root)
    assert "Traceback" not in result.stderr, result.stderr
    if result.returncode:
        assert result.returncode in {3, 7}
        assert PROFILE in result.stderr
        assert snapshot(root) == before
    else:
        assert rank(root).stale is False
        assert _encoding(before[PROFILE]) == _encoding((root / PROFILE).read_bytes()), "the encoding is kept"


def _encoding(data: bytes) -> str:
    return "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"


SCHEMAS: dict[str, type[Schema]] = {"criteria.yaml": CriteriaFile, OPTION: OptionFile, PROFILE: WeightsFile}
SMALL_CASES = tuple(
    case
    for case in CASES
    if all(name in SCHEMAS and text is not None and len(text) < 5_000 for name, text in case.files.items())
)


@pytest.mark.parametrize("case", SMALL_CASES, ids=ids(SMALL_CASES))
def test_both_parsers_find_the_same(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML with and without libyaml: the same faults in the same lines."""
    import yaml  # noqa: PLC0415 - for this comparison only

    folder = Folder(write(tmp_path, case.files, base={}))

    def found() -> list[tuple[str, int]]:
        readings = [read(folder, name, SCHEMAS[name]) for name in case.files]
        return [(issue.code, issue.where.line) for reading in readings for issue in reading.issues]

    fast = found()
    monkeypatch.setattr(tree, "_Parser", yaml.Loader)
    assert found() == fast


def test_a02_keys_are_normalised() -> None:
    """What the file says in two ways is one key afterwards."""
    root, faults = tree.compose("cafe\u0301: 1\n")
    assert not faults
    assert root is not None
    assert list(root) == [unicodedata.normalize("NFC", "cafe\u0301")]
