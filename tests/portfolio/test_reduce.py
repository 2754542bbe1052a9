"""What may be left out of a programme without changing its answers, and what may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from decide.selection.programme import Fix, Needs, Tally
from decide.selection.reduce import Keep, reduce
from tests.portfolio import brute
from tests.portfolio.programmes import option, options, programme, random_programme, together, way

if TYPE_CHECKING:
    from decide.selection.programme import Programme, Rule
    from tests.portfolio.programmes import Together


def _kept(whole: Programme, keep: Keep) -> list[str]:
    small = reduce(whole, keep)
    assert small is not None
    assert [item.id for item in small.programme.items] == [whole.items[number].id for number in small.items]
    return [item.id for item in small.programme.items]


GOOD, ZERO, BAD = way(2, 1), way(0, 1), way(-1, 1)


@pytest.mark.parametrize("keep", Keep)
def test_what_is_fixed_out_or_has_no_size_goes(keep: Keep) -> None:
    whole = programme([*options(GOOD, GOOD), option("c")], rules=[Fix(0, taken=False)])
    assert _kept(whole, keep) == ["b"]


@pytest.mark.parametrize("keep", Keep)
def test_what_needs_something_gone_goes_with_it_all_along_the_chain(keep: Keep) -> None:
    rules = [Fix(0, taken=False), Needs(1, (0,)), Needs(2, (1,)), Needs(3, (0, 4))]
    whole = programme(options(GOOD, GOOD, GOOD, GOOD, GOOD), rules=rules)
    small = reduce(whole, keep)
    assert small is not None
    assert small.items == (3, 4)
    assert small.programme.rules == (Needs(0, (1,)),)


@pytest.mark.parametrize(("keep", "kept"), [(Keep.ALL, ["a", "b", "c"]), (Keep.BEST, ["a", "b"]), (Keep.FRONT, ["a"])])
def test_what_cannot_help_goes_where_not_everything_must_stay(keep: Keep, kept: list[str]) -> None:
    assert _kept(programme(options(GOOD, ZERO, BAD)), keep) == kept


@pytest.mark.parametrize("keep", Keep)
@pytest.mark.parametrize(
    "rules",
    [[Fix(1, taken=True)], [Needs(0, (1,))], [Tally((0, 1), 1, 2)]],
    ids=["fixed in", "needed", "of which one is due"],
)
def test_what_a_rule_may_call_for_stays(rules: list[Rule], keep: Keep) -> None:
    assert _kept(programme(options(GOOD, BAD), rules=rules), keep) == ["a", "b"]


@pytest.mark.parametrize("keep", [Keep.BEST, Keep.FRONT])
def test_a_rule_that_only_forbids_calls_for_nothing(keep: Keep) -> None:
    whole = programme(options(GOOD, BAD, GOOD), rules=[Tally((0, 1, 2), 0, 1), Needs(1, (0,))])
    small = reduce(whole, keep)
    assert small is not None
    assert small.items == (0, 2)
    assert small.programme.rules == (Tally((0, 1), 0, 1),)


@pytest.mark.parametrize("keep", Keep)
@pytest.mark.parametrize(
    "bonus", [together([0, 1], 2), together([0, 1], -5, -2)], ids=["adds enough value", "saves money"]
)
def test_what_a_bonus_may_make_worth_while_stays(bonus: Together, keep: Keep) -> None:
    assert _kept(programme(options(GOOD, BAD), bonuses=[bonus]), keep) == ["a", "b"]


@pytest.mark.parametrize("keep", [Keep.BEST, Keep.FRONT])
def test_a_bonus_with_what_is_gone_is_gone_and_so_is_what_hoped_for_it(keep: Keep) -> None:
    whole = programme(options(GOOD, BAD, BAD), bonuses=[together([1, 2], 5)], rules=[Fix(2, taken=False)])
    small = reduce(whole, keep)
    assert small is not None
    assert (small.items, small.programme.bonuses) == ((0,), ())


@pytest.mark.parametrize("keep", Keep)
def test_what_saves_stays_in_whatever_size_and_of_whatever_resource(keep: Keep) -> None:
    whole = programme([option("a", way(-3, 1, 1), way(-4, 1, -1))], limits=[5, 5])
    assert _kept(whole, keep) == ["a"]


@pytest.mark.parametrize("keep", Keep)
@pytest.mark.parametrize(
    "rules",
    [
        [Fix(0, taken=True), Fix(0, taken=False)],
        [Tally((0, 1), 2, 2), Fix(1, taken=False)],
        [Needs(0, (1,)), Fix(1, taken=False), Fix(0, taken=True)],
    ],
    ids=["in and out", "too few are left", "what it needs is out"],
)
def test_rules_that_contradict_each_other_leave_no_programme(rules: list[Rule], keep: Keep) -> None:
    assert reduce(programme(options(GOOD, GOOD), rules=rules), keep) is None


def test_a_tally_that_cannot_be_broken_any_more_goes() -> None:
    small = reduce(programme(options(GOOD, GOOD), rules=[Tally((0, 1), 0, 1), Fix(1, taken=False)]), Keep.ALL)
    assert small is not None
    assert small.programme.rules == ()


def test_items_rules_and_bonuses_are_renumbered_together() -> None:
    whole = programme(
        options(BAD, GOOD, GOOD, GOOD),
        bonuses=[together([1, 3], 7)],
        rules=[Needs(2, (3,)), Tally((1, 2, 3), 1, 2), Fix(3, taken=True)],
    )
    small = reduce(whole, Keep.BEST)
    assert small is not None
    assert small.items == (1, 2, 3)
    assert small.programme.bonuses[0].members == (0, 2)
    assert small.programme.rules == (Needs(1, (2,)), Tally((0, 1, 2), 1, 2), Fix(2, taken=True))


@pytest.mark.parametrize("keep", Keep)
@pytest.mark.parametrize("seed", range(150))
def test_what_must_be_kept_is_kept(seed: int, keep: Keep) -> None:
    whole = random_programme(seed)
    found = brute.feasible(whole)
    small = reduce(whole, keep)
    if small is None:
        assert not found
        return
    left = {
        tuple((small.items[item], choice) for item, choice in one.picks): one for one in brute.feasible(small.programme)
    }
    whole_of = {one.picks: one for one in found}
    assert set(left) <= set(whole_of)
    for picks, one in left.items():
        assert one._replace(picks=picks) == whole_of[picks], "each comes to the same"
    match keep:
        case Keep.ALL:
            assert set(left) == set(whole_of)
        case Keep.BEST:
            best = max((one.value for one in found), default=0)
            assert {one.picks for one in found if one.value == best} <= set(left)
        case Keep.FRONT:
            points = [{(-one.value, *one.uses, one.risk) for one in ones} for ones in (found, left.values())]
            assert brute.front(points[0]) == brute.front(points[1])
