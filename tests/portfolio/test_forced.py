"""Having an option otherwise: the best portfolio with it forced in or out, against every portfolio."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from decide.selection.forced import Forced, forced
from decide.selection.programme import Fix, Needs, Tally
from decide.selection.search import Start
from decide.selection.solve import AUTO, DYNAMIC, ENUMERATION, Engine, solve
from tests.portfolio import brute
from tests.portfolio.hard import knapsack
from tests.portfolio.programmes import option, options, programme, random_programme, together, way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from decide.selection.programme import Picks, Programme

WORK = "decide.selection.forced._WORK"


def _varied(seed: int) -> Programme:
    """Of four, one as it comes; one with many equal values; two with so much that a share of it is more than nothing.

    In the last of these, unlike values are equal when rounded.
    """
    whole = random_programme(seed)

    def valued(value: int) -> int:
        return (value, value // 8, 40 + value, 40 + value)[seed % 4]

    items = tuple(
        replace(item, choices=tuple(replace(choice, value=valued(choice.value)) for choice in item.choices))
        for item in whole.items
    )
    return replace(whole, items=items, value_unit=Fraction(1, 3 * 10**9) if seed % 4 == 3 else Fraction(1, 100))


def _first(whole: Programme, found: Iterable[brute.Found]) -> Picks | None:
    """The first in the one order; values count in billionths of a point."""
    rounded = (one._replace(value=round(one.value * whole.value_unit * 10**9)) for one in found)
    return next((one.picks for one in brute.ranked(whole, rounded)), None)


def _otherwise(whole: Programme, found: list[brute.Found], best: Picks) -> list[Forced]:
    inside = {item for item, _ in best}

    def other(item: int) -> Picks | None:
        return _first(whole, (one for one in found if (item in dict(one.picks)) != (item in inside)))

    return [Forced(item, other(item), proved=True) for item, own in enumerate(whole.items) if own.choices]


def _cases(count: int) -> Iterator[tuple[int, Programme, list[brute.Found], Picks]]:
    for seed in range(count):
        whole = _varied(seed)
        found = brute.feasible(whole)
        best = _first(whole, found)
        if best is not None:
            yield seed, whole, found, best


@pytest.mark.parametrize(("engine", "count"), [(AUTO, 200), (DYNAMIC, 100), (ENUMERATION, 120)])
def test_each_option_the_other_way_round_leaves_the_best_of_what_is_left(engine: str, count: int) -> None:
    answers: list[bool] = []
    for seed, whole, found, best in _cases(count):
        others = forced(whole, best, engine=Engine(engine))
        assert others == _otherwise(whole, found, best), seed
        answers += [other.portfolio is not None for other in others]
    assert min(answers.count(True), answers.count(False)) > 80, "some are possible and some are not"


@pytest.mark.parametrize("engine", [AUTO, DYNAMIC])
def test_one_by_one_the_answers_are_the_same_as_from_what_is_nearly_as_good(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WORK, 0)
    for seed, whole, found, best in _cases(50):
        assert forced(whole, best, engine=Engine(engine)) == _otherwise(whole, found, best), seed


def test_of_many_options_too_both_ways_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = knapsack(42, limits=1)  # more than 40 options, of which some are fixed first
    answer = solve(whole)
    together_with = forced(whole, answer.portfolios[0], answer.start)
    monkeypatch.setattr(WORK, 0)
    assert forced(whole, answer.portfolios[0], answer.start) == together_with
    assert all(other.proved and other.portfolio is not None for other in together_with)
    assert [other.item for other in together_with] == list(range(42))


@pytest.mark.parametrize("engine", [AUTO, DYNAMIC])
def test_what_is_known_at_the_start_changes_nothing(engine: str) -> None:
    for seed, whole, found, best in _cases(50):
        chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
        known = tuple(one.picks for one in brute.every(whole) if chance.randint(0, 9) == 0)  # broken ones too
        start = Start(known, solve(whole, engine=Engine(engine)).start.prices)
        assert forced(whole, best, start, Engine(engine)) == _otherwise(whole, found, best), seed


def _names_otherwise(whole: Programme, best: Picks) -> dict[str, list[str] | None]:
    """Of each option by name, the names that would be taken."""
    return {
        whole.items[other.item].id: None
        if other.portfolio is None
        else [whole.items[item].id for item, _ in other.portfolio]
        for other in forced(whole, best)
    }


def test_what_comes_in_pushes_out_what_it_leaves_no_money_for() -> None:
    """10 buys a and b. Without a, c fits beside b; with c, the 5 that are left buy a, which is worth more than b."""
    whole = programme(options(way(9, 5), way(8, 5), way(7, 5)), limits=[10])
    assert _names_otherwise(whole, ((0, 0), (1, 0))) == {"a": ["b", "c"], "b": ["a", "c"], "c": ["a", "c"]}


def test_what_must_be_as_it_is_has_no_other_way() -> None:
    """a is fixed in and b out; c costs more than there is; d could be left out."""
    found = options(way(1, 1), way(9, 1), way(9, 8), way(2, 1))
    whole = programme(found, limits=[5], rules=[Fix(0, taken=True), Fix(1, taken=False)])
    assert _names_otherwise(whole, ((0, 0), (3, 0))) == {"a": None, "b": None, "c": None, "d": ["a"]}


def test_what_others_need_goes_with_them() -> None:
    """b and c need a, and two of three are due: without a nothing is left that is allowed."""
    whole = programme(options(way(0, 1), way(5, 1), way(5, 1)), rules=[Needs(1, (0,)), Needs(2, (0,))])
    assert _names_otherwise(whole, ((0, 0), (1, 0), (2, 0))) == {"a": [], "b": ["a", "c"], "c": ["a", "b"]}
    due = replace(whole, rules=(*whole.rules, Tally((0, 1, 2), 2, 3)))
    assert _names_otherwise(due, ((0, 0), (1, 0), (2, 0))) == {"a": None, "b": ["a", "c"], "c": ["a", "b"]}


def test_an_option_is_out_only_if_it_is_in_no_size() -> None:
    """a in its smaller size is still a; without it there is nothing. An option without a size has no other way."""
    whole = programme([option("a", way(5, 5), way(3, 3)), option("z")], limits=[5])
    assert forced(whole, ((0, 0),)) == [Forced(0, (), proved=True)]


def test_of_equals_the_cheaper_comes_then_the_safer_then_the_first_by_name() -> None:
    """Without a, one of the others has to do, and all are worth 5."""
    names = [("a", way(9, 1)), ("z", way(5, 2)), ("y", way(5, 1, risk="0.1")), ("x", way(5, 1)), ("b", way(5, 1))]
    whole = programme([option(name, own) for name, own in names], rules=[Tally((0, 1, 2, 3, 4), 0, 1)])
    assert _names_otherwise(whole, ((0, 0),))["a"] == ["b"]


@pytest.mark.parametrize(
    ("best", "dearer", "cheaper"),
    [((1000,), 920, 916), ((1000,), 910, 909), ((1036, 1044), 954, 946)],
    ids=["above and below a share", "above and below all that is listed", "the best has a dearer equal"],
)
def test_of_equals_around_the_end_of_what_is_nearly_as_good_the_cheaper_comes(
    best: tuple[int, ...], dearer: int, cheaper: int
) -> None:
    """Without a, b and c are left; in tenths of a billionth they differ, but rounded they are equal, and c costs less.

    They lie just where the listing of what is nearly as good ends, 8% below the best.
    """
    sizes = [way(value, 1 + place) for place, value in enumerate(best)]
    found = [option("a", *sizes), option("b", way(dearer, 5)), option("c", way(cheaper, 1))]
    whole = programme(found, rules=[Tally((0, 1, 2), 0, 1)], value_unit=Fraction(1, 10**10))
    assert _names_otherwise(whole, ((0, 0),))["a"] == ["c"]


def test_a_bonus_is_lost_with_any_of_its_members() -> None:
    """a and b are worth it only together; without one of them, c is better than the other."""
    found = options(way(1, 5), way(1, 5), way(3, 5))
    whole = programme(found, bonuses=[together([0, 1], 9)], limits=[10])
    assert _names_otherwise(whole, ((0, 0), (1, 0))) == {"a": ["b", "c"], "b": ["a", "c"], "c": ["a", "c"]}


def test_every_option_is_counted_once_as_it_is_done() -> None:
    calls: list[None] = []
    whole = programme([*options(way(1), way(2)), option("z")])
    forced(whole, ((0, 0), (1, 0)), advance=lambda: calls.append(None))
    assert len(calls) == 3
