"""The order in which to fund what is chosen, against every order there is."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import pytest

from decide.selection.funding import funding_order, worth_on_the_way
from decide.selection.programme import Fix, Needs, Tally
from tests.portfolio import brute
from tests.portfolio.programmes import option, options, programme, random_programme, together, way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from decide.selection.programme import Picks, Programme, Rule
    from tests.portfolio.programmes import Way

MOST = "decide.selection.funding._MOST"
SEEDS = range(300)


class Portfolio(NamedTuple):
    whole: Programme
    picks: Picks
    needs: tuple[Needs, ...]  # of the programme, in its own numbers


class Sums(NamedTuple):
    """What each set of a portfolio's options costs, and what it is worth while some of it still waits."""

    cost: dict[frozenset[int], int]
    value: dict[frozenset[int], int]
    ready: dict[frozenset[int], bool]


def _holds(needs: Sequence[Needs], taken: frozenset[int]) -> bool:
    return all(rule.member not in taken or any(other in taken for other in rule.needed) for rule in needs)


def _portfolio(seed: int, most_items: int = 6) -> Portfolio:
    """Options in sizes at random, of which all have what they need; more needs than usual, many of them in circles."""
    whole = random_programme(seed, most_items)
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    count = len(whole.items)
    more = []
    for _ in range(chance.randint(0, 2 * count) if count > 1 else 0):
        member, *needed = chance.sample(range(count), chance.choice([2, 2, min(3, count)]))
        more.append(Needs(member, tuple(needed)))
    whole = replace(whole, rules=(*whole.rules, *more))
    needs = tuple(rule for rule in whole.rules if isinstance(rule, Needs))
    taken = frozenset(item for item, own in enumerate(whole.items) if own.choices and chance.randint(0, 7))
    while idle := {rule.member for rule in needs if not _holds([rule], taken)}:
        taken -= idle
    picks = tuple((item, chance.randrange(len(whole.items[item].choices))) for item in sorted(taken))
    return Portfolio(whole, picks, needs)


def _portfolios(most_items: int = 6) -> Iterator[tuple[int, Portfolio]]:
    return ((seed, _portfolio(seed, most_items)) for seed in SEEDS)


def _sums(found: Portfolio) -> Sums:
    """Of every set; what waits adds nothing, so that a set is worth what its largest part without waiting is."""
    own = dict(found.picks)
    alone = tuple(
        replace(item, choices=(item.choices[own[number]],) if number in own else ())
        for number, item in enumerate(found.whole.items)
    )
    every = {
        frozenset(item for item, _ in one.picks): one
        for one in brute.every(replace(found.whole, items=alone, rules=()))
    }
    ready = {taken: _holds(found.needs, taken) for taken in every}
    value = {
        taken: every[max((part for part in every if ready[part] and part <= taken), key=len)].value for taken in every
    }
    return Sums({taken: one.uses[0] for taken, one in every.items()}, value, ready)


def _sets(order: Sequence[int]) -> list[frozenset[int]]:
    return [frozenset(order[:count]) for count in range(len(order) + 1)]


def _judged(sums: Sums, order: Sequence[int]) -> tuple[int, int, int]:
    """What an order is good for: sets that wait for nothing, value held times money until the next, value held."""
    on_the_way = _sets(order)
    steps = list(itertools.pairwise(on_the_way))
    area = sum(sums.value[now] * max(sums.cost[then] - sums.cost[now], 0) for now, then in steps)
    return -sum(not sums.ready[taken] for taken in on_the_way), area, sum(sums.value[now] for now, _ in steps)


@pytest.mark.parametrize("most", [0, 16], ids=["one after another", "of all orders"])
def test_each_chosen_option_is_funded_once(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MOST, most)
    for seed, found in _portfolios():
        order = funding_order(found.whole, found.picks)
        assert sorted(order) == [item for item, _ in found.picks], seed


@pytest.mark.parametrize("most", [0, 16], ids=["one after another", "of all orders"])
def test_what_is_funded_has_what_it_needs_but_inside_a_circle(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits could not be funded by itself, and waits with all that it needs and that needs it."""
    monkeypatch.setattr(MOST, most)
    circles = 0
    for seed, found in _portfolios():
        order = funding_order(found.whole, found.picks)
        there: frozenset[int] = frozenset()
        while len(there) < len(order):
            end = next(
                end for end in range(len(there) + 1, len(order) + 1) if _holds(found.needs, frozenset(order[:end]))
            )
            block = order[len(there) : end]
            if len(block) > 1:
                circles += 1
                assert not any(_holds(found.needs, there | {item}) for item in block), seed
                assert all(_reached(found.needs, there, block, item) == set(block) for item in block), (seed, order)
            there = frozenset(order[:end])
    assert circles > 50


def _reached(needs: Sequence[Needs], there: frozenset[int], block: Sequence[int], item: int) -> set[int]:
    """What an item of a block needs, and what that needs, as far as it is in the block."""
    reached = {item}
    while (
        more := {
            other
            for rule in needs
            if rule.member in reached and there.isdisjoint(rule.needed)
            for other in rule.needed
            if other in block
        }
        - reached
    ):
        reached |= more
    return reached


def test_of_all_orders_it_has_most_value_on_the_way_and_least_waiting() -> None:
    """Of orders that wait as little as any, the largest area; where there is no circle, nothing waits at all."""
    circles = several = 0
    for seed, found in _portfolios():
        if len(found.picks) <= 6:
            sums = _sums(found)
            judged = [_judged(sums, order) for order in itertools.permutations(item for item, _ in found.picks)]
            best = max(judged)
            assert _judged(sums, funding_order(found.whole, found.picks)) == best, seed
            circles += best[0] < 0
            several += len({one[1:] for one in judged if one[0] == best[0]}) > 1
    assert circles > 20
    assert several > 100, "there is something to choose between"


@pytest.mark.parametrize("seed", [3, 10, 21, 77])
def test_of_seven_options_too(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    ways = [way(chance.randint(1, 20), chance.randint(0, 9)) for _ in range(7)]
    bonuses = [together(chance.sample(range(7), 2), chance.randint(-5, 9), chance.randint(-3, 0)) for _ in range(3)]
    needs = (Needs(0, (3, 4)), Needs(5, (0,)), Needs(6, (5, 1)))
    picks = tuple((item, 0) for item in range(7))
    found = Portfolio(programme(options(*ways), bonuses=bonuses, rules=needs), picks, needs)
    sums = _sums(found)
    every = (_judged(sums, order) for order in itertools.permutations(range(7)))
    assert _judged(sums, funding_order(found.whole, picks)) == max(every)


@pytest.mark.parametrize("most", [0, 16], ids=["one after another", "of all orders"])
def test_worth_on_the_way_adds_up_exactly_in_any_order(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MOST, most)
    waiting = 0
    for seed, found in _portfolios():
        sums = _sums(found)
        order = funding_order(found.whole, found.picks)
        shuffled = random.Random(seed).sample(order, len(order))  # noqa: S311 - chance, not secrecy
        for one in (order, shuffled):
            on_the_way = _sets(one)[1:]
            expected = [(sums.cost[taken], sums.value[taken] * found.whole.value_unit) for taken in on_the_way]
            assert worth_on_the_way(found.whole, found.picks, one) == expected, seed
            waiting += not all(sums.ready[taken] for taken in on_the_way)
    assert waiting > 50


def _all(*ways: Way) -> Picks:
    return tuple((item, 0) for item in range(len(ways)))


def _steps(*pairs: tuple[int, int]) -> list[tuple[int, Fraction]]:
    return [(cost, Fraction(value)) for cost, value in pairs]


def test_the_best_value_for_money_comes_first() -> None:
    """Nothing ties the options together, so that the order of value for money has most on the way: 3, 2, then 1."""
    ways = way(1, 1), way(6, 2), way(6, 3)
    whole = programme(options(*ways))
    assert funding_order(whole, _all(*ways)) == [1, 2, 0]
    assert worth_on_the_way(whole, _all(*ways), [1, 2, 0]) == _steps((2, 6), (5, 12), (6, 13))


def test_of_two_that_save_money_together_the_better_one_comes_first() -> None:
    ways = way(1, 3), way(9, 3)
    whole = programme(options(*ways), bonuses=[together((0, 1), 0, -4)])
    assert funding_order(whole, _all(*ways)) == [1, 0]


def test_what_opens_the_way_to_much_comes_before_what_is_better_by_itself() -> None:
    """a is worth nothing but b needs it; together they bring 5 a unit, and c brings 4: greed would begin with c."""
    ways = way(0, 1), way(10, 1), way(4, 1)
    assert funding_order(programme(options(*ways), rules=[Needs(1, (0,))]), _all(*ways)) == [0, 1, 2]


def test_what_one_of_several_allows_waits_for_the_first_of_them_only() -> None:
    """c needs a or b: once a is there, c comes before b."""
    ways = way(2, 1), way(1, 1), way(9, 1)
    assert funding_order(programme(options(*ways), rules=[Needs(2, (0, 1))]), _all(*ways)) == [0, 2, 1]


@pytest.mark.parametrize("most", [0, 16], ids=["one after another", "of all orders"])
@pytest.mark.parametrize(
    "needs",
    [[Needs(0, (1,)), Needs(1, (0,))], [Needs(0, (1, 3)), Needs(1, (0,)), Needs(3, (0,))]],
    ids=["each needs the other", "or a third that needs it too"],
)
def test_a_circle_is_funded_in_one_go_and_counts_when_it_is_closed(
    most: int, needs: list[Needs], monkeypatch: pytest.MonkeyPatch
) -> None:
    """a and b are worth nothing without each other, so that c does not come in between; d is not chosen."""
    monkeypatch.setattr(MOST, most)
    whole = programme(options(way(3, 2), way(4, 2), way(1, 1), way(9, 9)), rules=needs)
    picks: Picks = ((0, 0), (1, 0), (2, 0))
    order = funding_order(whole, picks)
    assert abs(order.index(0) - order.index(1)) == 1
    held = dict(worth_on_the_way(whole, picks, [2, 0, 1]))
    assert held == {1: 1, 3: 1, 5: 8}


def test_other_rules_and_the_limits_do_not_matter_on_the_way() -> None:
    """At least two and a in any case, so that c alone is not allowed; and only the saving of all three keeps 8."""
    ways = way(1, 3), way(2, 3), way(3, 3)
    rules: list[Rule] = [Tally((0, 1, 2), 2, 3), Fix(0, taken=True)]
    whole = programme(options(*ways), bonuses=[together([0, 1, 2], 0, -1)], rules=rules, limits=[8])
    assert funding_order(whole, _all(*ways)) == [2, 1, 0]
    assert worth_on_the_way(whole, _all(*ways), [2, 1, 0]) == _steps((3, 3), (6, 5), (8, 6))


def test_only_the_size_that_was_chosen_counts() -> None:
    """a in its small size brings 9 a unit and comes before b; in its large size it would bring 1."""
    whole = programme([option("a", way(9, 9), way(9, 1)), option("b", way(4, 1))], value_unit=Fraction(1, 4))
    assert funding_order(whole, ((0, 1), (1, 0))) == [0, 1]
    assert worth_on_the_way(whole, ((0, 1), (1, 0)), [0, 1]) == [(1, Fraction(9, 4)), (2, Fraction(13, 4))]


def test_of_nothing_there_is_no_order() -> None:
    assert funding_order(programme(options(way(1))), ()) == []
    assert worth_on_the_way(programme(options(way(1))), (), []) == []


def _many(seed: int, count: int) -> tuple[list[Way], list[tuple[int, int, int, int]]]:
    """Options, and bonuses as two members, value and cost."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    ways = [way(chance.randint(0, 20), chance.randint(0, 9)) for _ in range(count)]
    pairs = [chance.sample(range(count), 2) for _ in range(4)]
    return ways, [(one, other, chance.randint(-5, 9), chance.randint(-2, 2)) for one, other in pairs]


def _greedily(ways: list[Way], bonuses: list[tuple[int, int, int, int]], needs: Sequence[Needs]) -> list[int]:
    """What costs nothing first, then by value for money, then in order; only what has what it needs; no circles."""

    def added(place: int, taken: Sequence[int], item: int) -> int:
        own = ways[item].value if place == 0 else ways[item].uses[0]
        return own + sum(bonus[2 + place] for bonus in bonuses if item in bonus[:2] and {*bonus[:2]} <= {item, *taken})

    order: list[int] = []
    while len(order) < len(ways):

        def merit(item: int) -> tuple[int, Fraction, int]:
            value, money = added(0, order, item), added(1, order, item)
            return (0, -Fraction(value), item) if money <= 0 else (1, -Fraction(value, money), item)

        ready = [item for item in range(len(ways)) if item not in order and _holds(needs, frozenset({*order, item}))]
        order.append(min(ready, key=merit))
    return order


@pytest.mark.parametrize("seed", range(20))
def test_beyond_sixteen_options_each_next_one_has_most_value_for_its_money(seed: int) -> None:
    ways, bonuses = _many(seed, 17 + seed % 4)
    count = len(ways)
    chance = random.Random(-seed)  # noqa: S311 - chance, not secrecy
    pairs = [sorted(chance.sample(range(count), 3)) for _ in range(8)]
    needs = tuple(Needs(last, tuple(first)) for *first, last in pairs)  # of earlier ones only, so in no circle
    found = [option(f"o{place:02}", own) for place, own in enumerate(ways)]
    made = programme(found, bonuses=[together(one[:2], *one[2:]) for one in bonuses], rules=needs)
    order = funding_order(made, _all(*ways))
    assert order == _greedily(ways, bonuses, needs)
    assert sum(not _holds(needs, taken) for taken in _sets(order)) == 0


@pytest.mark.parametrize(
    "needs",
    [
        (Needs(4, (9,)), Needs(9, (14,)), Needs(14, (4,))),
        (Needs(4, (9, 14)), Needs(9, (4,)), Needs(14, (4,)), Needs(4, (14, 9))),
    ],
    ids=["each needs the next", "one needs one of two that need it"],
)
def test_beyond_sixteen_options_a_circle_is_funded_in_one_go_too(needs: tuple[Needs, ...]) -> None:
    ways, _ = _many(1, 18)
    found = [option(f"o{place:02}", own) for place, own in enumerate(ways)]
    further = (*needs, Needs(0, (9,)), Needs(17, (0, 4)))  # o00 waits for the circle, o17 for either
    order = funding_order(programme(found, rules=further), _all(*ways))
    assert sorted(order) == list(range(18))
    waits = [place for place, taken in enumerate(_sets(order)) if not _holds(further, taken)]
    circle = order[waits[0] - 1 : waits[-1] + 1]
    assert waits == list(range(waits[0], waits[-1] + 1)), "one circle, funded in one go"
    assert set(circle) <= {4, 9, 14}
    assert {4, 9} <= set(circle) or {4, 14} <= set(circle)
    assert all(order.index(item) > order.index(circle[-1]) for item in (0, 17))
