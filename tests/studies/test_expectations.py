"""Expectations: each kind holds and breaks where it should, under the profiles it names, and says what was found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import decide
from decide.model.expectation import Broken, Kind, Unchecked
from decide.selection.answer import Status
from decide.studies import verdicts
from decide.studies.expecting import broken, judged
from decide.studies.verdicts import SAMPLES, Verdicts
from decide.workspace.load_all import load_all
from decide.workspace.source import Folder
from tests import workspaces

if TYPE_CHECKING:
    from pathlib import Path

    from decide.selection.answer import Answer
    from decide.workspace.load_all import Whole
    from tests.conftest import Run

# Under `even` alpha and beta tie at 60 points; under `gain` alpha has 76 and beta 44; gamma is last under both.
GAMMA = "version: 1\ntitle: Gamma\nperformance: {effect: 45, price: 450}\n"
GAIN = "version: 1\ntitle: Gain\nweights: {effect: 90, price: 10}\n"
# Alpha is first where the effect weighs half or more; near these weights it weighs 0.46 to 0.64.
NEAR = "version: 1\ntitle: Near\nweights: {effect: 55, price: 45}\n"
FILES = {"options/gamma.yaml": GAMMA, "weights/gain.yaml": GAIN}
MONEY = "version: 1\nlimits: {budget: 10}\n"


def _file(*entries: str) -> str:
    """expectations.yaml, with one entry a line from line 3 on."""
    return "version: 1\nexpectations:\n" + "".join(f"  - {{{entry}, reason: why, owner: who}}\n" for entry in entries)


def _whole(root: Path, files: dict[str, str], *entries: str) -> Whole:
    whole = load_all(Folder(workspaces.write(root, {**FILES, **files, "expectations.yaml": _file(*entries)})))
    assert whole.issues == ()
    return whole


def _found(root: Path, files: dict[str, str], *entries: str) -> list[tuple[str, str]]:
    return [(one.profile, one.found) for one in broken(_whole(root, files, *entries))]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("option: alpha, top: 1", []),
        ("option: gamma, top: 3", []),
        ("option: beta, top: 1", [("gain", "'beta' ranks 2, expected 1 or better")]),
        (
            "option: gamma, top: 2",
            [(name, "'gamma' ranks 3, expected 2 or better") for name in ("even", "gain")],
        ),
        ("option: gamma, never_first: true", []),
        ("option: beta, never_first: true", [("even", "'beta' ranks 1, expected never")]),
        ("ranks_above: [beta, gamma]", []),
        (
            "ranks_above: [alpha, beta]",
            [("even", "'alpha' ranks 1 and 'beta' 1, expected the first above the second")],
        ),
        (
            "ranks_above: [gamma, beta], profiles: [gain]",
            [("gain", "'gamma' ranks 3 and 'beta' 2, expected the first above the second")],
        ),
    ],
)
def test_what_is_expected_of_ranks(entry: str, found: list[tuple[str, str]], tmp_path: Path) -> None:
    assert _found(tmp_path, {}, entry) == found


def test_only_the_profiles_that_are_named_are_asked(tmp_path: Path) -> None:
    entries = ("option: gamma, top: 1, profiles: [gain]", "option: gamma, top: 2, profiles: [gain, even]")
    assert [profile for profile, _ in _found(tmp_path, {}, *entries)] == ["gain", "gain", "even"]


IN, OUT = "option: alpha, in_portfolio: true", "option: alpha, in_portfolio: false"
MISSED = "'alpha' is not in the best portfolio, expected in it"
CHOSEN = "'alpha' is in the best portfolio, expected out of it"
COSTLY = {"options/alpha.yaml": workspaces.ALPHA.replace("price: 300", "price: 0") + "cost: 20\n"}
SIZED = {"options/alpha.yaml": COSTLY["options/alpha.yaml"] + "sizes:\n  small: {cost: 5, performance: {effect: 60}}\n"}
RICH = {"weights/gain.yaml": GAIN + "limits: {budget: 30}\n"}
TORN = {"portfolio.yaml": "version: 1\nrelations: [{must: alpha}, {must_not: alpha}]\n"}


@pytest.mark.parametrize(
    ("files", "broken_in", "broken_out"),
    [
        (COSTLY, [], [("even", CHOSEN), ("gain", CHOSEN)]),
        ({**COSTLY, "portfolio.yaml": MONEY}, [("even", MISSED), ("gain", MISSED)], []),
        ({**COSTLY, **RICH, "portfolio.yaml": MONEY}, [("even", MISSED)], [("gain", CHOSEN)]),
        ({**SIZED, "portfolio.yaml": MONEY}, [], [("even", CHOSEN), ("gain", CHOSEN)]),
        (TORN, [(name, "no portfolio is possible, expected one with 'alpha'") for name in ("even", "gain")], []),
    ],
    ids=["without limits", "too dear", "a limit of its own", "another size", "no portfolio"],
)
def test_what_is_expected_of_portfolios(
    files: dict[str, str], broken_in: list[Any], broken_out: list[Any], tmp_path: Path
) -> None:
    assert _found(tmp_path / "in", files, IN) == broken_in
    assert _found(tmp_path / "out", files, OUT) == broken_out


@pytest.mark.parametrize("status", [Status.BEST_FOUND, Status.UNKNOWN])
def test_a_portfolio_that_is_not_proved_is_not_judged(
    status: Status, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = verdicts.solved

    def stopped(*arguments: Any) -> Answer:  # noqa: ANN401 - what it stands for takes
        answer = real(*arguments)
        return replace(answer, status=status, portfolios=answer.portfolios if status is Status.BEST_FOUND else ())

    monkeypatch.setattr(verdicts, "solved", stopped)
    whole = _whole(tmp_path, COSTLY, OUT, IN, "option: gamma, top: 2, profiles: [gain]")
    assert [type(one) for one in judged(whole)] == [Unchecked] * 4 + [Broken]
    assert len(broken(whole)) == 1
    told = [issue for issue in decide.check(tmp_path).doubts if issue.code == "expectation-not-checked"]
    assert [issue.message for issue in told] == [
        f"{profile}: the best portfolio was not proved in time" for _ in range(2) for profile in ("even", "gain")
    ]
    assert told[1].hint == "`decide portfolio --weights gain` takes the time that it needs"


def test_first_for_a_share_of_the_weights(tmp_path: Path) -> None:
    """The share is known: of the weights from 0.46 to 0.64, those from a half on."""
    files = {"weights/near.yaml": NEAR}
    held, missed = (f"option: alpha, robust_first: {share}, profiles: [near]" for share in (0.74, 0.82))
    assert _found(tmp_path / "held", files, held) == []
    ((_, found),) = _found(tmp_path / "missed", files, missed)
    share, error = map(float, re.findall(r"0\.\d{4}", found))
    assert abs(share - 14 / 18) < 4 * error
    assert abs(error - (14 * 4 / 18 / 18 / SAMPLES) ** 0.5) < 0.0005
    rest = (
        f"of the weights within 20% of the profile (standard error {error:.4f}, 4,096 samples), expected 0.82 or more"
    )
    assert found == f"'alpha' is first under {share:.4f} {rest}"


def test_a_share_that_is_just_reached_holds(tmp_path: Path) -> None:
    files = {"weights/near.yaml": NEAR}
    firsts = Verdicts(_whole(tmp_path / "count", files, "option: alpha, top: 1"), "near").firsts
    assert sum(firsts.values()) == SAMPLES
    just = f"{firsts['alpha'] / SAMPLES:.12f}"  # exact: a multiple of 1/4096
    assert float(just) * SAMPLES == firsts["alpha"]
    for number, count in ((just, 0), (just + "0000000000000000000000000000000000001", 1)):
        entry = f"option: alpha, robust_first: {number}, profiles: [near]"
        assert len(_found(tmp_path / str(count), files, entry)) == count


def test_sharing_first_place_is_being_first(tmp_path: Path) -> None:
    twin = {"options/beta.yaml": workspaces.ALPHA.replace("Alpha", "Beta")}
    entries = [f"option: {name}, robust_first: 1, profiles: [gain]" for name in ("alpha", "beta")]
    assert _found(tmp_path, twin, *entries) == []


def test_each_profile_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()

    def count(name: str) -> None:
        real = getattr(verdicts, name)

        def counted(*arguments: Any) -> Any:  # noqa: ANN401 - whatever it stands for
            asked[name] += 1
            return real(*arguments)

        monkeypatch.setattr(verdicts, name, counted)

    for name in ("rank_options", "solved", "uniform_weights"):
        count(name)
    kinds = ("top: 1", "in_portfolio: true", "robust_first: 0.1")
    list(judged(_whole(tmp_path, {}, *(f"option: {name}, {kind}" for name in ("alpha", "beta") for kind in kinds))))
    assert asked == {"rank_options": 2, "solved": 2, "uniform_weights": 2}


def test_the_doubt_stands_at_the_key_and_tells_reason_and_owner(run: Run, tmp_path: Path) -> None:
    entries = "version: 1\nexpectations:\n  - option: beta\n    top: 1\n"
    workspaces.write(
        tmp_path,
        {
            **FILES,
            "expectations.yaml": entries + "    reason: |\n      Promised in\n      public.\n    owner: the desk\n",
        },
    )
    (issue,) = [one for one in decide.check(tmp_path).issues if one.code.startswith("expectation")]
    assert (issue.code, issue.severity, issue.message) == (
        "expectation-broken",
        "doubt",
        "gain: 'beta' ranks 2, expected 1 or better",
    )
    assert (issue.where.file, issue.where.line, issue.where.column, issue.where.width) == ("expectations.yaml", 4, 5, 3)
    assert (issue.hint, issue.excerpt) == ("Promised in public. (the desk)", "    top: 1")
    assert run("check", cwd=tmp_path).returncode == 0
    assert run("check", "--strict", cwd=tmp_path).returncode == 10


def test_nothing_is_judged_where_files_are_refused(tmp_path: Path) -> None:
    files = {**FILES, "expectations.yaml": _file("option: beta, top: 1", "option: betta, top: 1")}
    whole = load_all(Folder(workspaces.write(tmp_path, files)))
    assert [issue.code for issue in whole.issues] == ["unknown-option"]
    assert broken(whole) == ()


def test_what_is_broken_in_two_states_is_the_same_wherever_it_stands(tmp_path: Path) -> None:
    """A study of two states compares them: lines that moved make no difference, other ranks do."""
    entry = "option: beta, top: 1, profiles: [gain]"
    before = broken(_whole(tmp_path / "before", {}, entry))
    moved = broken(_whole(tmp_path / "moved", {}, "option: alpha, top: 1", entry))
    worse = {"options/gamma.yaml": GAMMA.replace("45,", "90,").replace("450", "100")}
    after = broken(_whole(tmp_path / "after", worse, entry))
    assert before == moved
    assert before[0].expectation.where != moved[0].expectation.where
    assert before[0].expectation == after[0].expectation
    assert before[0].expectation.says == "option: beta, top: 1"
    assert [one.found for one in after] == ["'beta' ranks 3, expected 1 or better"]


def test_the_shipped_expectations_hold_and_are_of_every_kind(case: Path) -> None:
    whole = load_all(Folder(case))
    assert list(judged(whole)) == []
    assert {one.kind for one in whole.expectations} == set(Kind)


def test_a_changed_score_breaks_what_the_shipped_case_expects(run: Run, tmp_path: Path) -> None:
    run("init", "--from", "kazakhstan", "copy")
    path = tmp_path / "copy" / "options" / "critical-minerals.yaml"
    text = path.read_text(encoding="utf-8").replace("{low: 62, best: 74, high: 87", "{low: 32, best: 44, high: 57")
    path.write_text(text, encoding="utf-8")
    kinds = Counter((one.expectation.kind, one.profile) for one in broken(load_all(Folder(tmp_path / "copy"))))
    assert kinds == {
        (Kind.TOP, "hawkish"): 1,
        (Kind.TOP, "balanced"): 1,
        (Kind.TOP, "economic-first"): 1,
        (Kind.ROBUST_FIRST, "hawkish"): 1,
    }
