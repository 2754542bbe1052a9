"""Every way finds what brute force finds, on random cases with every kind of rule, limit and set of weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from decide.selection.nondominated import find
from decide.selection.nondominated.find import nondominated
from decide.selection.nondominated.listed import listed
from decide.selection.nondominated.swept import MOST_CORNERS, swept, values_at_corners
from tests.portfolio.nondominated.made import random_case
from tests.portfolio.nondominated.ways import everything, sifted

if TYPE_CHECKING:
    from decide.selection.programme import Picks
    from tests.portfolio.nondominated.made import Case

by_seeds = pytest.mark.parametrize("seeds", [range(first, first + 40) for first in range(0, 240, 40)], ids=str)


@by_seeds
def test_what_is_found_is_what_no_other_beats(seeds: range) -> None:
    for seed in seeds:
        case = random_case(seed)
        assert nondominated(case.programme, case.worth()) == case.unbeaten, seed


@by_seeds
def test_without_adding_everything_up_it_is_the_same(seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "_FEW", 0)
    for seed in seeds:
        case = random_case(seed)
        found = nondominated(case.programme, case.worth())
        assert found is not None
        _agrees(case, list(found), seed, exactly=_is_exact(case))


@by_seeds
def test_everything_sifted(seeds: range) -> None:
    for seed in seeds[::2]:
        case = random_case(seed)
        found = everything(case.programme)
        assert sifted(case.programme, case.worth(), found) == list(case.unbeaten), seed
        assert sifted(case.programme, case.worth(spanning=False), found) == list(case.unbeaten), seed


@by_seeds
def test_the_dynamic_programme(seeds: range) -> None:
    for seed in seeds:
        case = random_case(seed)
        if 0 < values_at_corners(case.worth()).shape[1] <= MOST_CORNERS:
            found = sifted(case.programme, case.worth(), swept(case.programme, case.worth()))
            _agrees(case, found, seed, exactly=_is_exact(case))


@by_seeds
@pytest.mark.parametrize("spanning", [True, False])
def test_the_list(seeds: range, *, spanning: bool) -> None:
    for seed in seeds:
        case = random_case(seed)
        worth = case.worth(spanning=spanning)
        assert sifted(case.programme, worth, listed(case.programme, worth)) == list(case.unbeaten), seed


def test_weights_that_are_no_corners_serve_as_well() -> None:
    for seed in range(2, 240, 5):
        case = random_case(seed)
        assert nondominated(case.programme, case.worth(spanning=False)) == case.unbeaten, seed


def test_these_cases_are_of_all_kinds() -> None:
    counts = [len(random_case(seed).unbeaten) for seed in range(240)]
    assert sum(count == 0 for count in counts) > 5
    assert sum(count > 1 for count in counts) > 60
    assert sum(count > 4 for count in counts) > 10
    cases = [random_case(seed) for seed in range(240)]
    assert sum(all(sum(own) < 0 for own in case.worths.values()) for case in cases if case.worths) > 2
    assert sum(case.programme.risk_limit is not None for case in cases) > 50
    assert sum(len({item.trigger for item in case.programme.items if item.trigger}) > 0 for case in cases) > 50


def _is_exact(case: Case) -> bool:
    """Whether the cheapest of equals never takes more of a limit than another of them, but for money."""
    money, *more = (account.limit is not None for account in case.programme.accounts)
    return not any(more) and (money or case.programme.risk_limit is None)


def _agrees(case: Case, found: list[Picks], seed: int, *, exactly: bool) -> None:
    expected = list(case.unbeaten)
    if exactly:
        assert found == expected, seed
    else:  # another of equals may stand for them
        stand = sorted(case.worths[picks] for picks in found)
        assert stand == sorted(case.worths[picks] for picks in expected), seed
