"""Going down the list by value for money, against a plain loop over portfolios that were all added up before."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from decide.selection.priority import by_ratio
from decide.selection.programme import Fix, Needs, Tally
from tests.portfolio import brute
from tests.portfolio.programmes import option, options, programme, random_programme, together, way

if TYPE_CHECKING:
    from decide.selection.programme import Picks, Programme, Rule

SEEDS = range(300)


def _must(whole: Programme) -> set[int]:
    return {rule.member for rule in whole.rules if isinstance(rule, Fix) and rule.taken}


def _down_the_list(whole: Programme) -> Picks | None:
    """Once through all ways to take anything of value, best value for money first, with what must be in from the start.

    A least number is asked for only at the end.
    """
    every = {one.picks: one for one in brute.every(whole)}
    lenient = replace(
        whole, rules=tuple(Tally(r.members, 0, r.most) if isinstance(r, Tally) else r for r in whole.rules)
    )
    free, paid = [], []
    for item, own in enumerate(whole.items):
        for size, choice in enumerate(own.choices):
            if choice.value > 0 and choice.uses[0] <= 0:
                free.append((item, size))
            elif choice.value > 0:
                paid.append((Fraction(choice.value, choice.uses[0]), item, size))
    paid.sort(key=lambda way: -way[0])  # keeps the order of equals
    chosen = dict.fromkeys(_must(whole), 0)
    for item, size in [*free, *((item, size) for _, item, size in paid)]:
        if item in chosen:
            continue
        tried = tuple(sorted([*chosen.items(), (item, size)]))
        if brute.keeps(lenient, every[tried]):
            chosen[item] = size
    found = tuple(sorted(chosen.items()))
    return found if brute.keeps(whole, every[found]) else None


def test_the_list_is_gone_down_as_it_says() -> None:
    answers: list[Picks | None] = []
    worse = 0
    for seed in SEEDS:
        whole = random_programme(seed)
        if all(whole.items[item].choices for item in _must(whole)):
            answers.append(by_ratio(whole))
            assert answers[-1] == _down_the_list(whole), seed
            if answers[-1] is not None:
                found = {one.picks: one.value for one in brute.feasible(whole)}
                worse += found[answers[-1]] < max(found.values())
    assert answers.count(None) > 20
    assert sum(len(picks) > 1 for picks in answers if picks is not None) > 100
    assert worse > 20, "a rule of thumb"


def test_value_for_money_comes_first_and_what_no_longer_fits_is_passed_over() -> None:
    """a brings 3 a unit, b 2.5, c 2; after a and its 4, b's 4 do not fit into 7, but c's 3 do."""
    whole = programme(options(way(12, 4), way(10, 4), way(6, 3)), limits=[7])
    assert by_ratio(whole) == ((0, 0), (2, 0))


def test_what_costs_nothing_comes_before_all_else() -> None:
    """b is free, c even saves; only one of the three may be taken, and b stands first of these two."""
    whole = programme(options(way(99, 1), way(1, 0), way(2, -1)), rules=[Tally((0, 1, 2), 0, 1)])
    assert by_ratio(whole) == ((1, 0),)


def test_of_equals_the_first_in_the_files_comes_first() -> None:
    """All bring 2 a unit, and each two together are too dear."""
    whole = programme([option("c", way(4, 2), way(2, 1)), option("a", way(4, 2))], limits=[2])
    assert by_ratio(whole) == ((0, 0),)


def test_a_size_once_taken_is_not_made_larger() -> None:
    """The small size brings 3 a unit and comes first, though the large one would fit and be worth more."""
    whole = programme([option("a", way(10, 5), way(3, 1))], limits=[5])
    assert by_ratio(whole) == ((0, 1),)


def test_what_is_worth_nothing_by_itself_is_not_taken_even_for_a_bonus() -> None:
    """It looks at each option alone: b is worth nothing, c less than nothing, and the 50 beside a are not seen."""
    whole = programme(options(way(1, 1), way(0, 1), way(-1, 1)), bonuses=[together([0, 1, 2], 50)])
    assert by_ratio(whole) == ((0, 0),)


def test_what_needs_another_is_passed_over_if_that_stands_further_down() -> None:
    """a needs b, which brings less for its money: when a's turn comes, b is not there, and there is no second turn."""
    rules: list[Rule] = [Needs(0, (1,))]
    assert by_ratio(programme(options(way(9, 1), way(1, 1)), rules=rules)) == ((1, 0),)
    assert by_ratio(programme(options(way(1, 1), way(9, 1)), rules=rules)) == ((0, 0), (1, 0))


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([Fix(1, taken=True)], ((1, 0),)),
        ([Fix(0, taken=False)], ((1, 0),)),
        ([Tally((0, 1), 1, 1)], ((0, 0),)),
        ([Tally((0, 1), 2, 2)], None),
        ([Fix(0, taken=True), Fix(1, taken=True)], None),
        ([Fix(0, taken=True), Fix(0, taken=False)], None),
    ],
    ids=[
        "what must be in takes its place first",
        "what must not stays out",
        "a least number that is met",
        "a least number for which there is no money",
        "what must be in but is too dear",
        "in and out at once",
    ],
)
def test_rules_by_hand(rules: list[Rule], found: Picks | None) -> None:
    """There is money for one of two options, and a brings more for it."""
    assert by_ratio(programme(options(way(5, 3), way(4, 3)), limits=[3], rules=rules)) == found


def test_the_joint_risk_is_a_limit_like_any_other() -> None:
    """a's 10% and b's 10% come to 19%; c shares a's trigger, so that it adds no risk."""
    found = [
        option("a", way(9, 1, risk="0.1"), trigger="spark"),
        option("b", way(8, 1, risk="0.1")),
        option("c", way(7, 1, risk="0.1"), trigger="spark"),
    ]
    assert by_ratio(programme(found, risk="0.18")) == ((0, 0), (2, 0))
    assert by_ratio(programme(found, risk="0.19")) == ((0, 0), (1, 0), (2, 0))


def test_what_must_be_in_but_has_no_size_leaves_no_portfolio() -> None:
    """Doing nothing, say, is an option that is never taken."""
    whole = programme([option("a"), option("b", way(1))], rules=[Fix(0, taken=True)])
    assert brute.feasible(whole) == []
    assert by_ratio(whole) is None
