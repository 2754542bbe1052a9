"""`decide.compare`: whether weights or limits make two profiles' portfolios differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import decide
from decide.errors import WrongUse
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
