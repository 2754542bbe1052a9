"""`decide check`: every doubt is raised by what deserves it, and by nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import workspaces

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

GOOD_OPTION = """\
version: 1
title: {title}
performance:
  effect: {{low: {low}, best: {best}, high: {high}, evidence: [card#1]}}
  price: {{value: {price}, evidence: [card#1]}}
"""
CARD = "version: 1\ntitle: T\nsha256: {0}\nclaims:\n  1: {{says: It is so., paragraph: 1, sha256: {0}}}\n".format(
    "0" * 64
)
CLEAN = {
    "criteria.yaml": workspaces.CRITERIA,
    "options/nothing.yaml": "version: 1\ntitle: Nothing\nbaseline: true\nperformance: {}\n",
    "options/alpha.yaml": GOOD_OPTION.format(title="Alpha", low=75, best=80, high=90, price=300),
    "options/beta.yaml": GOOD_OPTION.format(title="Beta", low=65, best=70, high=75, price=100),
    "options/gamma.yaml": GOOD_OPTION.format(title="Gamma", low=80, best=90, high=95, price=200.5).replace(
        "200.5", "400"
    ),
    "weights/even.yaml": workspaces.EVEN,
    "seeds/card.yaml": CARD,
}


def _doubts(run: Run, root: Path) -> list[tuple[str, str, int]]:
    found = run("check", "-f", "json", cwd=root)
    answer = json.loads(found.stdout)
    assert answer["errors"] == 0, answer
    return [(issue["code"], issue["file"], issue["line"]) for issue in answer["issues"]]


def test_a_clean_workspace_raises_no_doubt(run: Run, tmp_path: Path) -> None:
    workspaces.write(tmp_path, CLEAN, base={})
    assert _doubts(run, tmp_path) == []
    assert run("check", "--strict").returncode == 0


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"weights/even.yaml": workspaces.EVEN.replace("price: 50", "price: 0")},
            # With no weight on the price, both options are chosen, and their effects add up beyond the scale.
            [("beyond-scale", "criteria.yaml", 6), ("unweighted-criterion", "criteria.yaml", 10)],
        ),
        (
            {"options/alpha.yaml": CLEAN["options/alpha.yaml"].replace(", evidence: [card#1]", "")},
            [("no-evidence", "options/alpha.yaml", 3)],
        ),
        (
            {"options/alpha.yaml": CLEAN["options/alpha.yaml"].replace("card#1", "card#2", 1)},
            [("unknown-claim", "options/alpha.yaml", 4)],
        ),
        (
            {"options/alpha.yaml": CLEAN["options/alpha.yaml"].replace("[card#1]", "judgement", 1)},
            [("judgement-share", "criteria.yaml", 5)],
        ),
        (
            {"options/alpha.yaml": CLEAN["options/alpha.yaml"].replace("low: 75", "low: 40")},
            [("wide-range", "options/alpha.yaml", 4)],
        ),
        (
            {"options/beta.yaml": CLEAN["options/beta.yaml"].replace("Beta", "ALPHA")},
            [("same-title", "options/beta.yaml", 2)],
        ),
        (
            {"options/beta.yaml": CLEAN["options/beta.yaml"].replace("100", "350")},
            [("dominated-option", "options/beta.yaml", 3)],
        ),
        (
            {
                "options/nothing.yaml": CLEAN["options/nothing.yaml"].replace(
                    "{}", "{effect: {value: 45, evidence: [card#1]}}"
                )
            },
            [("baseline-drift", "options/nothing.yaml", 4)],
        ),
        ({"options/nothing.yaml": None}, [("no-baseline", "criteria.yaml", 5)]),
        (
            {"weights/even.yaml": workspaces.EVEN + 'agreed_for: "sha256:000000000000"\n'},
            [("stale-profile", "weights/even.yaml", 4)],
        ),
        ({"options/delta.yml": "x"}, [("not-read", "options/delta.yml", 1)]),
        ({"weights/even.yaml": workspaces.EVEN.encode("utf-16")}, [("not-utf8", "weights/even.yaml", 1)]),
    ],
    ids=lambda value: value[0][0] if isinstance(value, list) else "",
)
def test_each_doubt_stands_alone_at_its_line(
    run: Run, tmp_path: Path, files: dict[str, str | bytes | None], expected: list[tuple[str, str, int]]
) -> None:
    workspaces.write(tmp_path, files, base=CLEAN)
    assert _doubts(run, tmp_path) == expected
    assert run("check").returncode == 0
    assert run("check", "--strict").returncode == 10
    assert run("check", "--quiet").stdout == ""


def test_criteria_that_say_the_same_or_nothing(run: Run, tmp_path: Path) -> None:
    options = {
        f"options/o{place}.yaml": f"version: 1\ntitle: O{place}\nbaseline: {str(place == 0).lower()}\n"
        f"performance: {{effect: {10 * place}, price: {500 - 50 * place}}}\n"
        for place in range(5)
    }
    workspaces.write(
        tmp_path, {"criteria.yaml": workspaces.CRITERIA, "weights/even.yaml": workspaces.EVEN} | options, base={}
    )
    assert ("correlated-criteria", "criteria.yaml", 10) in _doubts(run, tmp_path)
    for path in (tmp_path / "options").iterdir():
        path.write_text(path.read_text().split("price")[0] + "price: 200}\n")
    assert ("equal-criterion", "criteria.yaml", 10) in _doubts(run, tmp_path)


def test_all_faults_come_at_once_in_file_order(run: Run, tmp_path: Path) -> None:
    workspaces.write(
        tmp_path,
        {
            "options/alpha.yaml": workspaces.ALPHA.replace("80", "800"),
            "options/beta.yaml": workspaces.BETA.replace("price", "prize"),
            "weights/even.yaml": workspaces.EVEN.replace("price: 50", "price: -50"),
            "portfolio.yaml": "version: 1\nrelations:\n  - {excludes: [alpha, betta]}\n",
            "scenarios/s.yaml": "version: 1\ntitle: S\nchanges: [{option: alpha, criterion: efect, add: 1}]\n",
        },
    )
    found = run("check", "-f", "json")
    issues = json.loads(found.stdout)["issues"]
    assert found.returncode == 3
    assert [(issue["code"], issue["file"]) for issue in issues] == [
        ("off-scale", "options/alpha.yaml"),
        ("unknown-criterion", "options/beta.yaml"),
        ("unknown-option", "portfolio.yaml"),
        ("unknown-criterion", "scenarios/s.yaml"),
        ("negative-weight", "weights/even.yaml"),
    ]
    assert [issue["hint"] for issue in issues if issue["code"].startswith("unknown")] == [
        "did you mean 'price'?",
        "did you mean 'beta'?",
        "did you mean 'effect'?",
    ]


def test_the_shipped_case_has_no_error_and_its_doubts_are_answered(run: Run, case: Path) -> None:
    found = run("check", "-C", case, "-f", "json")
    answer = json.loads(found.stdout)
    assert (found.returncode, answer["errors"]) == (0, 0)
    told = (case / "docs" / "case.md").read_text(encoding="utf-8").split("## Doubts that decide check raises")[1]
    for issue in answer["issues"]:
        assert f"`{issue['code']}`" in told
        if issue["code"] == "dominated-option":
            assert f"`{issue['file'].split('/')[1].removesuffix('.yaml')}`" in told


def test_a_slip_in_one_value_hides_no_other_and_is_reported_once(run: Run, tmp_path: Path) -> None:
    workspaces.write(
        tmp_path,
        {
            "criteria.yaml": workspaces.CRITERIA.replace("quo: 0", "quo: 0,5").replace("horizon: 60 months\n", ""),
            "options/alpha.yaml": workspaces.ALPHA.replace(
                "{effect: 80, price: 300}", "{effect: {low: 90, best: 80, high: 95, grade: E}}"
            ),
            "options/beta.yaml": "version: 1\ntitle: Beta\nbaseline: yes\nlead_time: soon\n"
            "performance: {efect: 1, price: 2}\n",
            "weights/even.yaml": workspaces.EVEN.replace("effect: 50", "efect: 30%"),
            "portfolio.yaml": "version: 1\nlimits: {budget: lots, risk: 1}\n",
        },
    )
    issues = json.loads(run("check", "-f", "json").stdout)["issues"]
    assert [(issue["code"], issue["file"], issue["line"]) for issue in issues] == [
        ("missing-key", "criteria.yaml", 1),
        ("not-a-number", "criteria.yaml", 12),
        ("range-order", "options/alpha.yaml", 3),
        ("unknown-word", "options/alpha.yaml", 3),
        ("not-a-flag", "options/beta.yaml", 3),
        ("not-a-duration", "options/beta.yaml", 4),
        ("unknown-criterion", "options/beta.yaml", 5),
        ("not-a-number", "portfolio.yaml", 2),
        ("unknown-resource", "portfolio.yaml", 2),
        ("unknown-criterion", "weights/even.yaml", 3),
        ("not-a-number", "weights/even.yaml", 3),
    ]


def test_numbers_in_relations_and_sizes_are_read_too(run: Run, tmp_path: Path) -> None:
    sizes = "sizes:\n  small: {cost: many, performance: {effect: 500}}\n  big: {escalation_risk: 1}\n"
    workspaces.write(
        tmp_path,
        {
            "options/alpha.yaml": workspaces.ALPHA + "cost: -1\n" + sizes,
            "portfolio.yaml": "version: 1\nrelations:\n"
            "  - {together: [alpha, beta], cost: -20, escalation_risk: 5}\n"
            "  - {together: [alpha, beta], cost: {low: 1, best: x, high: 3}}\n",
        },
    )
    issues = json.loads(run("check", "-f", "json").stdout)["issues"]
    assert [(issue["code"], issue["file"], issue["line"]) for issue in issues] == [
        ("negative", "options/alpha.yaml", 4),
        ("not-a-number", "options/alpha.yaml", 6),
        ("off-scale", "options/alpha.yaml", 6),
        ("off-scale", "options/alpha.yaml", 7),
        ("off-scale", "portfolio.yaml", 3),
        ("not-a-number", "portfolio.yaml", 4),
    ]
    (tmp_path / "portfolio.yaml").write_text(
        "version: 1\nrelations: [{together: [alpha, beta], cost: lots, escalation_risk: 5}]\n"
    )
    issues = json.loads(run("check", "-f", "json").stdout)["issues"]
    codes = [issue["code"] for issue in issues if issue["file"] == "portfolio.yaml"]
    assert codes == ["not-a-number", "off-scale"]


def test_a_baseline_whose_flag_is_refused_is_not_called_silent(run: Run, tmp_path: Path) -> None:
    beta = "version: 1\ntitle: Beta\nbaseline: yes\nperformance: {}\n"
    workspaces.write(tmp_path, {"options/beta.yaml": beta})
    issues = json.loads(run("check", "-f", "json").stdout)["issues"]
    assert [issue["code"] for issue in issues] == ["not-a-flag"]
