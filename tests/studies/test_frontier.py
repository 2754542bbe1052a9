"""`decide.frontier` against all sixteen portfolios of a small case."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

import decide
from decide.studies.choosing.question import Question
from tests import choices

if TYPE_CHECKING:
    from pathlib import Path

    from decide.model.portfolio import Portfolio
    from decide.selection.programme import Picks

OPTIONS = {"a": (40, 10, "0.1"), "b": (50, 10, "0.2"), "c": (55, 10, "0.25"), "d": (10, 25, "0")}
COLUMNS = {"cost": 1, "escalation_risk": 2}


def _all() -> dict[tuple[str, ...], tuple[Fraction, ...]]:
    """Value, cost and risk of every portfolio."""
    found = {}
    for count in range(5):
        for names in itertools.combinations(sorted(OPTIONS), count):
            survival = Fraction(1)
            for name in names:
                survival *= 1 - Fraction(OPTIONS[name][2])
            value, cost = (sum((Fraction(OPTIONS[name][place]) for name in names), Fraction(0)) for place in (0, 1))
            found[names] = (value, cost, 1 - survival)
    return found


@pytest.mark.parametrize("by", [("cost", "escalation_risk"), ("cost",), ("escalation_risk",)])
def test_it_is_what_nothing_beats(by: tuple[str, ...], tmp_path: Path) -> None:
    every = {names: (-found[0], *(found[COLUMNS[name]] for name in by)) for names, found in _all().items()}
    points = set(every.values())
    efficient = {
        point
        for point in points
        if not any(other != point and all(map(Fraction.__le__, other, point)) for other in points)
    }
    found = decide.frontier(choices.write(tmp_path), limits={"budget": None, "escalation_risk": None}, by=by)
    assert found.complete
    assert {every[point.portfolio.options] for point in found.points} == efficient
    assert len(found.points) == len(efficient)


def test_limits_bind(tmp_path: Path) -> None:
    found = decide.frontier(choices.write(tmp_path))
    assert max(point.portfolio.cost for point in found.points) <= 30
    assert max(point.portfolio.escalation_risk for point in found.points) == 0.28


def test_the_best_portfolio_for_every_limit_is_on_it(tmp_path: Path) -> None:
    root = choices.write(tmp_path)
    points = decide.frontier(root, limits={"budget": None, "escalation_risk": None}).points
    for budget, risk in itertools.product((0, 10, 20, 35, 55), (0, 0.1, 0.28, 0.4, 1)):
        best = decide.portfolio(root, limits={"budget": budget, "escalation_risk": risk}, top=1).best
        assert best is not None
        allowed = [
            point.portfolio.value
            for point in points
            if point.portfolio.cost <= budget and point.portfolio.escalation_risk <= risk
        ]
        assert max(allowed) == best.value


def test_the_knee_is_one_of_them_and_not_an_end(tmp_path: Path) -> None:
    points = decide.frontier(choices.write(tmp_path)).points
    knees = [place for place, point in enumerate(points) if point.knee]
    assert len(knees) == 1
    assert 0 < knees[0] < len(points) - 1


def test_interrupted_while_it_is_added_up_it_keeps_what_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = {point.portfolio.options for point in decide.frontier(choices.write(tmp_path)).points}
    add_up = Question.portfolio
    begun: list[object] = []

    def two_only(self: Question, picks: Picks) -> Portfolio:
        begun.append(picks)
        if len(begun) > 2:
            raise KeyboardInterrupt
        return add_up(self, picks)

    monkeypatch.setattr(Question, "portfolio", two_only)
    found = decide.frontier(tmp_path)
    assert not found.complete
    assert len(found.points) == 2
    assert {point.portfolio.options for point in found.points} < every


def test_nothing_allowed_names_the_clash(tmp_path: Path) -> None:
    found = decide.frontier(choices.write(tmp_path), must=["a", "b", "d"])
    assert found.points == ()
    assert found.clash is not None


def test_the_frame_has_a_row_a_portfolio(tmp_path: Path) -> None:
    found = decide.frontier(choices.write(tmp_path))
    frame = found.to_frame()
    assert list(frame["value"]) == [point.portfolio.value for point in found.points]
    assert frame[["a", "b", "c", "d"]].to_numpy().dtype == bool
