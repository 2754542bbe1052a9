"""The least largest shortfall over several worlds, against every portfolio added up in exact fractions."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from decide.selection import least_regret as subject
from decide.selection.joint import all_bonuses, joint, parts_of
from decide.selection.least_regret import LeastRegret, least_regret
from decide.selection.milp.least_regret import by_solver
from decide.selection.programme import Fix, Tally, measure
from decide.selection.solve import solve
from decide.selection.sweep import TooLarge
from decide.selection.units import risk_logs, risk_unit
from tests.portfolio import brute
from tests.portfolio.hard import knapsack
from tests.portfolio.programmes import option, options, programme, random_programme, together, way, with_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.selection.programme import Picks, Programme

ONE = Fraction(1)


def _expected(
    worlds: Sequence[Programme], targets: Sequence[Fraction], weights: Sequence[Fraction]
) -> tuple[Picks, Fraction] | None:
    """The first by largest shortfall, sum, cost in the first world, and ids; None where nothing is allowed."""
    rated = []
    for found in zip(*(brute.every(world) for world in worlds), strict=True):
        if not all(brute.keeps(world, one) for world, one in zip(worlds, found, strict=True)):
            continue
        lost = [
            share * (target - one.value * world.value_unit)
            for world, one, target, share in zip(worlds, found, targets, weights, strict=True)
        ]
        items = [(worlds[0].items[item], choice) for item, choice in found[0].picks]
        ids = sorted((item.id, item.choices[choice].size) for item, choice in items)
        rated.append((round(max(lost), 9), round(sum(lost), 9), found[0].uses[0], ids, found[0].picks, max(lost)))
    return min(rated)[-2:] if rated else None


def _world(first: Programme, seed: int) -> Programme:
    """The same items and rules; all else by chance a little or wholly different."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    other = [chance.random() < 0.5 for _ in range(4)]  # values, uses, risks, limits

    def value(old: int) -> int:
        return old + chance.randint(-6, 6) if other[0] else old

    def uses(old: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(max(used + chance.choice([-1, 0, 0, 1]), min(used, 0)) if other[1] else used for used in old)

    def survival(old: Fraction) -> Fraction:
        return 1 - (1 - old) * chance.choice([Fraction(1, 2), ONE, Fraction(3, 2)]) if other[2] else old

    found = [
        (item, [(value(c.value), uses(c.uses), survival(c.survival)) for c in item.choices]) for item in first.items
    ]
    bonuses = [
        (bonus, value(bonus.value), uses(bonus.uses), survival(bonus.survival))
        for bonus in first.bonuses
        if chance.random() < 0.8
    ]
    least = first.least_survival
    limits = [account.limit for account in first.accounts]
    if other[3]:
        least = chance.choice([None, least, Fraction(9, 10), Fraction(7, 10)])
        limits = [chance.choice([None, limit, chance.randint(0, 25)]) for limit in limits]
    survivals = [s for _, own in found for *_, s in own] + [s for *_, s in bonuses] + ([least] if least else [])
    unit = risk_unit(survivals)
    logs = risk_logs(survivals, unit)
    return replace(
        first,
        items=tuple(
            replace(
                item,
                choices=tuple(
                    replace(c, value=v, uses=u, risk=logs[s], survival=s)
                    for c, (v, u, s) in zip(item.choices, own, strict=True)
                ),
            )
            for item, own in found
        ),
        bonuses=tuple(replace(b, value=v, uses=u, risk=logs[s], survival=s) for b, v, u, s in bonuses),
        accounts=tuple(replace(own, limit=limit) for own, limit in zip(first.accounts, limits, strict=True)),
        least_survival=least,
        risk_limit=logs[least] if least else None,
        value_unit=chance.choice([first.value_unit, Fraction(1, 7)]),
        risk_unit=unit,
    )


def _worlds(seed: int) -> list[Programme]:
    first = random_programme(seed, 6)
    return [first, *(_world(first, 100 * seed + place) for place in range(seed % 4))]


def _targets(worlds: Sequence[Programme]) -> list[Fraction]:
    """The best of each world; 0 where nothing is allowed."""
    best = [brute.ranked(world, brute.feasible(world))[:1] for world in worlds]
    return [
        found[0].value * world.value_unit if found else Fraction(0) for world, found in zip(worlds, best, strict=True)
    ]


def _check(worlds: Sequence[Programme], targets: Sequence[Fraction], weights: Sequence[Fraction], seed: int) -> bool:
    found = least_regret(worlds, targets, weights)
    expected = _expected(worlds, targets, weights)
    assert found == LeastRegret(*(expected or (None, None)), proved=True), seed
    return expected is not None


@pytest.mark.parametrize("start", range(0, 250, 50))
def test_it_is_the_one_that_adding_up_everything_finds(start: int) -> None:
    allowed = 0
    for seed in range(start, start + 50):
        worlds = _worlds(seed)
        chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
        weights = [chance.choice([ONE, Fraction(1, 3), Fraction(5, 2)]) for _ in worlds]
        allowed += _check(worlds, _targets(worlds), weights, seed)
    assert allowed > 25


@pytest.mark.parametrize("start", [0, 50])
def test_limits_at_exactly_what_some_portfolio_takes_in_each_world(start: int) -> None:
    """Every world but the first gets the uses and the joint risk of one and the same portfolio for its limits."""
    admitted = 0
    for seed in range(start, start + 50):
        worlds = _worlds(seed)
        everything = list(zip(*(brute.every(world) for world in worlds), strict=True))
        chosen = everything[seed % len(everything)]
        if any(used < 0 for one in chosen for used in one.uses):
            continue  # no limit is negative
        edged = [with_limits(world, one.uses, one.risk) for world, one in zip(worlds[1:], chosen[1:], strict=True)]
        worlds = [worlds[0], *edged]
        _check(worlds, _targets(worlds), [ONE] * len(worlds), seed)
        admitted += brute.keeps(worlds[0], chosen[0])
    assert admitted > 5


def test_targets_need_not_be_what_can_be_reached() -> None:
    for seed in range(40):
        worlds = _worlds(4 * seed + 3)
        _check(worlds, [Fraction(place - 2, 3) for place in range(len(worlds))], [ONE] * len(worlds), seed)


def test_rounding_mixed_values_as_coarsely_as_can_be_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_FINE", 4)  # everything together is worth 4 units
    for seed in (*range(3, 43, 4), 683):
        worlds = _worlds(seed)
        _check(worlds, _targets(worlds), [ONE] * len(worlds), seed)


@pytest.mark.parametrize("seed", [*range(7, 47, 4), 1483, 1590])
def test_what_no_mixture_finds_is_found_by_the_list(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_ROUNDS", 0)  # only the best of each world by itself is met
    worlds = _worlds(seed)
    _check(worlds, _targets(worlds), [ONE] * len(worlds), seed)


def test_what_is_known_changes_nothing_whether_it_is_allowed_or_not() -> None:
    for seed in range(3, 83, 4):
        worlds = _worlds(seed)
        targets = _targets(worlds)
        known = [found.picks for found in brute.every(worlds[0])][::5]
        assert least_regret(worlds, targets, known=known) == least_regret(worlds, targets), seed


def _two(values: Sequence[tuple[int, int]], limit: int, **more: Sequence[int]) -> list[Programme]:
    """Two worlds of options that cost 1 each; what they are worth in the one, and in the other."""
    costs = more.get("costs", [1] * len(values))
    return [
        programme(options(*(way(pair[place], cost) for pair, cost in zip(values, costs, strict=True))), limits=[limit])
        for place in (0, 1)
    ]


def test_a_compromise_that_is_best_in_no_world() -> None:
    worlds = _two([(10, 0), (0, 10), (7, 6)], 1)
    found = least_regret(worlds, [Fraction(10), Fraction(10)])
    assert found == LeastRegret(((2, 0),), Fraction(4), proved=True)


def test_weights_move_the_compromise() -> None:
    worlds = _two([(10, 0), (0, 10), (7, 6)], 1)
    found = least_regret(worlds, [Fraction(10), Fraction(10)], [Fraction(1), Fraction(1, 10)])
    assert found == LeastRegret(((0, 0),), Fraction(1), proved=True)


@pytest.mark.parametrize(
    ("values", "costs", "first"),
    [
        ([(6, 8), (6, 9)], [1, 2], 1),  # the other shortfall is smaller
        ([(6, 8), (6, 8)], [2, 1], 1),  # it costs less
        ([(6, 8), (6, 8)], [1, 1], 0),  # its id comes first
        ([(6, 8), (8, 6)], [1, 1], 0),
        ([(6, 8), (8, 6)], [2, 1], 1),
    ],
)
def test_of_equals_the_first_by_sum_then_cost_then_id(
    values: list[tuple[int, int]], costs: list[int], first: int
) -> None:
    worlds = [replace(world, rules=(Tally((0, 1), 1, 1),)) for world in _two(values, 2, costs=costs)]
    found = least_regret(worlds, [Fraction(10), Fraction(10)])
    assert found == LeastRegret(((first, 0),), Fraction(4), proved=True)


def test_shortfalls_that_agree_to_nine_decimals_are_equal() -> None:
    """The dearer one is better by less than that: it counts as nothing, and the cheaper one is taken."""
    worlds = _two([(10**10, 10**10), (10**10 + 1, 10**10 + 1)], 2, costs=[1, 2])
    worlds = [replace(world, value_unit=Fraction(1, 10**10), rules=(Tally((0, 1), 1, 1),)) for world in worlds]
    assert least_regret(worlds, [Fraction(2), Fraction(2)]).picks == ((0, 0),)


@pytest.mark.parametrize(("limit", "picks"), [(5, ((0, 0), (1, 0))), (4, ((1, 0),))])
def test_a_limit_of_another_world_admits_what_equals_it_and_refuses_a_unit_more(limit: int, picks: Picks) -> None:
    first = programme(options(way(1, 1), way(2, 1)), limits=[9])
    second = programme(options(way(1, 2), way(2, 3)), limits=[limit])
    assert least_regret([first, second], [Fraction(3), Fraction(3)]).picks == picks


STEP = Fraction(1, 10**12)


@pytest.mark.parametrize(("less", "count"), [(Fraction(0), 2), (STEP, 1), (-STEP, 2)])
@pytest.mark.parametrize("trigger", ["", "spark"])
def test_a_risk_of_another_world_is_met_exactly(less: Fraction, count: int, trigger: str) -> None:
    """At most 1 - 0.9 × 0.8 = 0.28 in the second world; with a trigger, the third option of it comes at no more."""
    safe = [option("a", way(1)), option("b", way(1), trigger=trigger), option("c", way(0), trigger=trigger)]
    risky = [
        option("a", way(1, risk="0.1")),
        option("b", way(1, risk="0.2"), trigger=trigger),
        option("c", way(0, risk="0.2"), trigger=trigger),
    ]
    rule = Fix(2, taken=bool(trigger))
    worlds = [
        programme(safe, rules=[rule], risk="0.5"),
        programme(risky, rules=[rule], risk=Fraction("0.28") - less),
    ]
    found = least_regret(worlds, [Fraction(2), Fraction(2)])
    assert found.proved
    assert found.picks is not None
    assert sum(item < 2 for item, _ in found.picks) == count


@pytest.mark.parametrize("percent", range(1, 60, 7))
def test_a_risk_limit_of_another_world_that_is_larger_by_less_than_rounding_can_see_admits(percent: int) -> None:
    for other in range(1, 60, 2):
        risks = Fraction(percent, 100), Fraction(other, 100)
        limit = 1 - (1 - risks[0]) * (1 - risks[1]) + Fraction(1, 10**18)
        worlds = [
            programme(options(way(1), way(1)), risk="0.9"),
            programme(options(way(1, risk=risks[0]), way(1, risk=risks[1])), risk=limit),
        ]
        assert least_regret(worlds, [Fraction(2), Fraction(2)]).regret == 0


def test_where_risks_of_a_trigger_leave_nothing_it_is_proved() -> None:
    """One option of the two has to be in, and either is too risky in the second world, which shares the risk out."""
    found = [option("a", way(1, risk="0.3"), trigger="spark"), option("b", way(1, risk="0.3"), trigger="spark")]
    calm = [option("a", way(1), trigger="spark"), option("b", way(1), trigger="spark")]
    rule = Tally((0, 1), 1, 2)
    worlds = [programme(calm, rules=[rule], risk="0.1"), programme(found, rules=[rule], risk="0.2")]
    assert least_regret(worlds, [Fraction(2), Fraction(2)]) == LeastRegret(None, None, proved=True)


def test_bonuses_may_be_there_in_one_world_only() -> None:
    found = options(way(1), way(1), way(1))
    rule = Tally((0, 1, 2), 2, 2)
    worlds = [
        programme(found, bonuses=[together([0, 1], 5)], rules=[rule]),
        programme(found, bonuses=[together([1, 2], 3), together([1, 2], 1), together([0, 1], 2)], rules=[rule]),
    ]
    found_one = least_regret(worlds, [Fraction(7), Fraction(6)])
    assert found_one == LeastRegret(((0, 0), (1, 0)), Fraction(2), proved=True)


def test_nothing_that_all_worlds_allow_is_proved() -> None:
    worlds = [
        programme(options(way(1, 1)), limits=[1], rules=[Fix(0, taken=True)]),
        programme(options(way(1, 2)), limits=[1], rules=[Fix(0, taken=True)]),
    ]
    assert least_regret(worlds, [Fraction(1), Fraction(1)]) == LeastRegret(None, None, proved=True)


@pytest.mark.parametrize("limits", [1, 2])
def test_of_many_options_it_is_as_good_as_what_a_solver_finds(limits: int) -> None:
    worlds = _many(limits)
    targets = [_best(world) for world in worlds]
    found = least_regret(worlds, targets)
    bonuses = all_bonuses(worlds)
    parts = [parts_of(world, bonuses) for world in worlds]
    values = [[value * world.value_unit for value in own.values] for world, own in zip(worlds, parts, strict=True)]
    (picks,) = by_solver(joint(worlds, parts, bonuses), values, targets, None)
    assert found.proved
    assert found.regret == max(
        target - measure(world, picks).value * world.value_unit for world, target in zip(worlds, targets, strict=True)
    )


def _many(limits: int) -> list[Programme]:
    first = knapsack(36, limits)
    chance = random.Random(limits)  # noqa: S311 - chance, not secrecy

    def other() -> Programme:
        items = (
            replace(item, choices=(replace(item.choices[0], value=item.choices[0].value + chance.randint(-300, 300)),))
            for item in first.items
        )
        return replace(first, items=tuple(items))

    return [first, other(), other()]


def _best(world: Programme) -> Fraction:
    return measure(world, solve(world).portfolios[0]).value * world.value_unit


@pytest.mark.parametrize("rounds", [24, 0])
def test_where_too_much_is_within_reach_less_is_listed_until_it_is_settled(
    rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists of more than one are refused: the answer is the same, and still proved, or it says that it is not."""
    monkeypatch.setattr(subject, "_ROUNDS", rounds)
    listed = subject.at_least
    proved = refused = 0
    for seed in (*range(3, 63, 4), 478, 653, 671):
        worlds = _worlds(seed)
        expected = _expected(worlds, _targets(worlds), [ONE] * len(worlds))

        def short(whole: Programme, value: int, work: int) -> tuple[Picks, ...]:
            nonlocal refused
            found = listed(whole, value, work)
            if len(found) > 1:
                refused += 1
                raise TooLarge
            return found

        monkeypatch.setattr(subject, "at_least", short)
        found = least_regret(worlds, _targets(worlds))
        if found.proved:
            assert found == LeastRegret(*(expected or (None, None)), proved=True), seed
        else:
            assert expected is not None
            assert found.regret is not None
            assert found.regret >= expected[1]
        proved += found.proved
    assert refused > 5
    assert 10 < proved < 18


def test_what_cannot_be_listed_is_left_to_a_solver_whose_word_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> tuple[Picks, ...]:
        raise TooLarge

    worlds = _two([(10, 0), (0, 10), (7, 6)], 1)
    monkeypatch.setattr(subject, "at_least", never)
    monkeypatch.setattr(subject, "_ROUNDS", 0)  # only the best of each world by itself is met
    found = least_regret(worlds, [Fraction(10), Fraction(10)])
    assert found == LeastRegret(((2, 0),), Fraction(4), proved=False)


def test_without_time_the_best_that_is_known_is_handed_back_and_not_called_proved() -> None:
    worlds = _two([(10, 0), (0, 10), (7, 6)], 1)
    found = least_regret(worlds, [Fraction(10), Fraction(10)], known=[((0, 0),)], seconds=0.0)
    assert not found.proved
    assert found.picks in {((0, 0),), ((2, 0),)}


@pytest.mark.parametrize(
    ("worlds", "targets", "weights"),
    [([], [], None), ([0], [], None), ([0], [1], []), ([0], [1], [0]), ([0], [1], [-1]), ([0, 1], [1], None)],
)
def test_a_world_a_target_and_a_weight_above_0_belong_together(
    worlds: list[int], targets: list[int], weights: list[int] | None
) -> None:
    found = [programme(options(way(1))) for _ in worlds]
    shares = None if weights is None else [Fraction(weight) for weight in weights]
    with pytest.raises(ValueError, match=r"world|weights"):
        least_regret(found, [Fraction(target) for target in targets], shares)


@pytest.mark.parametrize(
    "other",
    [
        programme(options(way(1))),
        programme([option("a", way(1)), option("z", way(1))]),
        programme([option("a", way(1)), option("b", way(1), way(2))]),
        programme([option("a", way(1)), option("b", way(1), trigger="spark")]),
        programme(options(way(1), way(1)), rules=[Fix(0, taken=True)]),
    ],
    ids=["fewer", "another", "sizes", "trigger", "rules"],
)
def test_worlds_of_other_items_choices_or_rules_are_refused(other: Programme) -> None:
    with pytest.raises(ValueError, match="not the same"):
        least_regret([programme(options(way(1), way(1))), other], [ONE, ONE])


def test_accounts_and_risks_that_are_the_same_are_taken_once_under_the_tightest_limit() -> None:
    found = options(way(1, 2, risk="0.1"), way(1, 3, risk="0.2"))
    worlds = [
        programme(found, limits=limits, risk=risk)
        for limits, risk in (([None], "0.5"), ([4], None), ([3], "0.2"), ([5], "0.3"))
    ]
    whole = joint(worlds, [parts_of(world, ()) for world in worlds], ())
    assert [account.limit for account in whole.accounts] == [3]
    assert whole.least_survival == Fraction(8, 10)
    assert whole.risk_limit == worlds[2].risk_limit
