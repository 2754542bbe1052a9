"""`decide.compare`: how far profiles agree, and whether weights or limits make their portfolios differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import decide
from decide.errors import WrongUse
from decide.model.comparison import Fairest, Obstacle
from tests import choices

if TYPE_CHECKING:
    from pathlib import Path

POOR = "version: 1\ntitle: Poor\nweights: {gain: 1}\nlimits: {budget: 10}\n"


def test_limits_alone_make_the_difference(tmp_path: Path) -> None:
    found = decide.compare(["one", "poor"], choices.write(tmp_path, {"weights/poor.yaml": POOR}))
    assert (found.agreed, found.disputed) == ((), ("a", "b", "c"))
    swapped = {(swap.weights, swap.limits): swap.portfolio and swap.portfolio.options for swap in found.swapped}
    assert swapped == {("one", "poor"): ("c",), ("poor", "one"): ("a", "b")}
    one, poor = found.sides
    assert one.worth == {"poor": 55.0}
    assert poor.breaks == {"one": ("budget",)}
    assert one.breaks == {"poor": ()}


def test_the_same_limits_are_not_swapped(tmp_path: Path) -> None:
    rich = POOR.replace("limits: {budget: 10}\n", "")
    found = decide.compare(["one", "poor"], choices.write(tmp_path, {"weights/poor.yaml": rich}))
    assert found.swapped == ()
    assert found.disputed == ()


@pytest.mark.parametrize("names", [["one"], ["one", "one"], ["one", "onee"]])
def test_two_different_profiles_are_due(names: list[str], tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        decide.compare(names, choices.write(tmp_path))


def test_the_frame_has_a_column_a_profile(tmp_path: Path) -> None:
    found = decide.compare(["one", "poor"], choices.write(tmp_path, {"weights/poor.yaml": POOR}))
    assert found.to_frame()["poor"].to_dict() == {"a": False, "b": False, "c": True, "d": False}


TWO = (
    choices.CRITERIA
    + """\
  calm:
    title: Calm
    scale: {unit: points, worst: 0, best: 100}
    status_quo: 0
"""
)


def _scored(gain: float, calm: float, cost: float) -> str:
    return f"version: 1\ntitle: T\nperformance: {{gain: {gain}, calm: {calm}}}\ncost: {cost}\n"


def _profile(gain: float, calm: float, more: str = "") -> str:
    return f"version: 1\ntitle: T\nweights: {{gain: {gain}, calm: {calm}}}\n{more}"


# All that is worth anything to `greedy` is worth nothing to `quiet`, but for b, which is worth something to both.
SPLIT = {
    "criteria.yaml": TWO,
    "portfolio.yaml": "version: 1\nlimits: {budget: 10}\n",
    "weights/one.yaml": None,
    "weights/greedy.yaml": _profile(1, 0),
    "weights/quiet.yaml": _profile(0, 1),
    "weights/even.yaml": _profile(1, 1),
    "options/a.yaml": _scored(80, 0, 10),
    "options/b.yaml": _scored(60, 30, 10),
    "options/c.yaml": _scored(0, 50, 10),
    "options/d.yaml": _scored(0, 0, 10),
}


def test_ranks_consensus_and_agreement_by_hand(tmp_path: Path) -> None:
    """greedy: a b c=d; quiet: c b a=d; even: b a c d. Of the six pairs, all order b and d alike, and no other."""
    found = decide.compare(["greedy", "quiet", "even"], choices.write(tmp_path, SPLIT)).rankings
    assert found.ranks == {"a": (1, 3, 2), "b": (2, 2, 1), "c": (3, 1, 3), "d": (3, 3, 4)}
    assert (found.alike, found.pairs) == (1, 6)
    assert [found.leaders(place) for place in range(3)] == [("a",), ("c",), ("b",)]
    assert found.borda == {"a": 2, "b": 1, "c": 3, "d": 4}
    assert found.consensus == {"a": 2, "b": 1, "c": 3, "d": 4}
    assert found.proved
    assert [[round(tau, 3) for tau in row] for row in found.tau] == [
        [1.0, -0.4, 0.548],
        [-0.4, 1.0, 0.183],
        [0.548, 0.183, 1.0],
    ]


def test_pairs_that_all_call_equal_are_ordered_alike(tmp_path: Path) -> None:
    same = {"options/c.yaml": _scored(0, 0, 10)}
    found = decide.compare(["greedy", "even"], choices.write(tmp_path, {**SPLIT, **same})).rankings
    assert found.ranks == {"a": (1, 2), "b": (2, 1), "c": (3, 3), "d": (3, 3)}
    assert (found.alike, found.pairs) == (5, 6)


def test_the_fairest_leaves_the_worst_off_most(tmp_path: Path) -> None:
    """a leaves quiet nothing, c greedy nothing; b leaves greedy 60 of 80 and quiet 30 of 50."""
    found = decide.compare(["greedy", "quiet"], choices.write(tmp_path, SPLIT)).fairest
    assert found.portfolio is not None
    assert found.portfolio.options == ("b",)
    assert (found.worth, found.shares) == ((60.0, 30.0), (0.75, 0.6))
    assert (found.worst_off, found.proved, found.obstacle) == (("quiet",), True, None)


def test_shares_count_and_not_points(tmp_path: Path) -> None:
    """b leaves 80 of 100 and 9 of 10; e loses fewer points, 5 and 5, but leaves quiet half."""
    files = {
        "options/a.yaml": _scored(100, 0, 10),
        "options/b.yaml": _scored(80, 9, 10),
        "options/c.yaml": _scored(0, 10, 10),
        "options/e.yaml": _scored(95, 5, 10),
    }
    found = decide.compare(["greedy", "quiet"], choices.write(tmp_path, {**SPLIT, **files})).fairest
    assert found.portfolio is not None
    assert (found.portfolio.options, found.shares, found.worst_off) == (("b",), (0.8, 0.9), ("greedy",))


def test_the_fairest_is_within_the_limits_of_all(tmp_path: Path) -> None:
    poor = {"weights/quiet.yaml": _profile(0, 1, "limits: {budget: 9}\n"), "options/e.yaml": _scored(20, 10, 9)}
    found = decide.compare(["greedy", "quiet"], choices.write(tmp_path, {**SPLIT, **poor})).fairest
    assert found.portfolio is not None
    assert (found.portfolio.options, found.shares) == (("e",), (0.25, 1.0))


def test_equally_badly_off_are_all_named(tmp_path: Path) -> None:
    found = decide.compare(["greedy", "even"], choices.write(tmp_path, {**SPLIT, "options/a.yaml": None})).fairest
    assert (found.shares, found.worst_off) == ((1.0, 1.0), ("greedy", "even"))


@pytest.mark.parametrize(
    ("files", "obstacle"),
    [
        ({"weights/quiet.yaml": _profile(0, 1, "limits: {budget: 9}\n")}, Obstacle.WORTH_NOTHING),
        (
            {
                "portfolio.yaml": "version: 1\nlimits: {budget: 10}\nrelations:\n  - {must: a}\n",
                "weights/quiet.yaml": _profile(0, 1, "limits: {budget: 9}\n"),
            },
            Obstacle.NONE_OF_ITS_OWN,
        ),
        (
            {
                "portfolio.yaml": "version: 1\nresources: {crews: {title: Crews}}\nrelations:\n"
                "  - {exactly: 1, of: [a, c]}\n",
                "options/a.yaml": _scored(80, 10, 5) + "uses: {crews: 1}\n",
                "options/c.yaml": _scored(10, 50, 10),
                "weights/greedy.yaml": _profile(1, 0, "limits: {budget: 9}\n"),
                "weights/quiet.yaml": _profile(0, 1, "limits: {crews: 0}\n"),
            },
            Obstacle.NONE_IN_COMMON,
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_why_there_is_no_fairest(files: dict[str, str], obstacle: Obstacle, tmp_path: Path) -> None:
    found = decide.compare(["greedy", "quiet"], choices.write(tmp_path, {**SPLIT, **files})).fairest
    assert found == Fairest(obstacle)
