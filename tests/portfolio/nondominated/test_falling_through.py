"""Where one way would look at too much, the next is tried; who waits is told how far it is, and may interrupt."""

from __future__ import annotations

import pytest

from decide.selection.nondominated import find, listed, swept
from decide.selection.nondominated.find import nondominated
from decide.selection.sweep import Interrupted, TooLarge
from tests.portfolio.nondominated.made import random_case
from tests.portfolio.nondominated.weights import simplex, worth
from tests.portfolio.programmes import options, programme, way

WHOLE = programme(options(*(way(0, 1) for _ in range(6))), limits=[3])
POINTS = [[9, 1], [8, 2], [7, 4], [6, 6], [3, 7], [1, 9]]
KNOWN = worth(POINTS, simplex(2))


class _Tried:
    """Which ways were tried, in order; some of them find that it is too much."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *refused: str) -> None:
        self.names: list[str] = []
        for name in ("_everything", "swept", "listed"):
            monkeypatch.setattr(find, name, self._way(name, getattr(find, name), refused=name in refused))

    def _way(self, name: str, way: object, *, refused: bool) -> object:
        def tried(*arguments: object) -> object:
            self.names.append(name)
            if refused:
                raise TooLarge
            return way(*arguments)  # type: ignore[operator]

        return tried


def test_where_there_are_few_they_are_all_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = _Tried(monkeypatch)
    assert nondominated(WHOLE, KNOWN)
    assert tried.names == ["_everything"]
    monkeypatch.setattr(find, "_FEW", 2**6)
    assert nondominated(WHOLE, KNOWN)
    assert tried.names == ["_everything"] * 2
    monkeypatch.setattr(find, "_FEW", 2**6 - 1)
    assert nondominated(WHOLE, KNOWN)
    assert tried.names == ["_everything", "_everything", "swept"]


@pytest.mark.parametrize(
    ("refused", "ways"),
    [
        ((), ["swept"]),
        (("swept",), ["swept", "listed"]),
        (("swept", "listed"), ["swept", "listed", "_everything"]),
        (("swept", "listed", "_everything"), ["swept", "listed", "_everything"]),
    ],
)
def test_the_next_way_is_tried(refused: tuple[str, ...], ways: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    expected = nondominated(WHOLE, KNOWN)
    monkeypatch.setattr(find, "_FEW", 0)
    tried = _Tried(monkeypatch, *refused)
    assert nondominated(WHOLE, KNOWN) == (None if len(refused) == 3 else expected)
    assert tried.names == ways


def test_weights_or_scores_that_are_not_certain_are_never_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "_FEW", 0)
    higher = [[own + 1 for own in row] for row in POINTS]
    for known in (worth(POINTS, simplex(2), spanning=False), worth(POINTS, simplex(2), higher)):
        tried = _Tried(monkeypatch)
        assert nondominated(WHOLE, known)
        assert tried.names == ["listed"]
        monkeypatch.undo()
        monkeypatch.setattr(find, "_FEW", 0)


def test_with_too_many_portfolios_and_no_other_way_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "_FEW", 0)
    monkeypatch.setattr(find, "_SOME", 2**6)
    expected = nondominated(WHOLE, KNOWN)
    assert nondominated(WHOLE, KNOWN, most_work=1) == expected
    monkeypatch.setattr(find, "_SOME", 2**6 - 1)
    assert nondominated(WHOLE, KNOWN, most_work=1) is None


def test_each_way_says_when_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLarge):
        swept.swept(WHOLE, KNOWN, most_work=5)
    with pytest.raises(TooLarge):
        listed.listed(WHOLE, KNOWN, 5)
    found = listed.listed(WHOLE, KNOWN)
    monkeypatch.setattr(listed, "_MOST_LISTED", len(found))
    assert listed.listed(WHOLE, KNOWN) == found
    monkeypatch.setattr(listed, "_MOST_LISTED", len(found) - 1)
    with pytest.raises(TooLarge):
        listed.listed(WHOLE, KNOWN)


def test_with_many_corners_or_none_there_is_nothing_to_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swept, "MOST_CORNERS", 2)
    assert swept.swept(WHOLE, KNOWN)
    monkeypatch.setattr(swept, "MOST_CORNERS", 1)
    with pytest.raises(TooLarge):
        swept.swept(WHOLE, KNOWN)
    with pytest.raises(TooLarge):
        swept.swept(WHOLE, worth([[0, 0]] * 6, simplex(2)))


def test_corners_where_the_same_is_worth_the_same_are_one() -> None:
    assert swept.values_at_corners(worth([[3, 3], [1, 1]], simplex(2))).shape == (2, 1)
    assert swept.values_at_corners(worth([[3, 0], [1, 0]], simplex(2))).shape == (2, 1)
    assert swept.values_at_corners(worth([[0, 0], [0, 0]], simplex(2))).shape == (2, 0)


def test_who_waits_is_told_how_far_it_is() -> None:
    told: list[None] = []
    assert swept.swept(WHOLE, KNOWN, lambda: told.append(None))
    assert len(told) >= len(WHOLE.items)


def test_an_interruption_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "_FEW", 0)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        nondominated(WHOLE, KNOWN, stop)


def test_narrow_looks_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "_FEW", 0)
    monkeypatch.setattr(swept, "_BEAMS", (1, 2))
    monkeypatch.setattr(swept, "_KNOWN", 2)
    for seed in range(0, 240, 4):
        case = random_case(seed)
        found = nondominated(case.programme, case.worth())
        assert found is not None
        assert sorted(case.worths[picks] for picks in found) == sorted(case.worths[picks] for picks in case.unbeaten)
