"""Why nothing is possible: the smallest clash, against every set of demands and every portfolio."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import pytest

from decide.selection.clash import Demand, can_be_met, least_needed, smallest_clash
from decide.selection.front import COST, risk_column
from decide.selection.programme import Fix, Needs, Tally
from decide.selection.relax import limited_columns
from tests.portfolio import brute
from tests.portfolio.programmes import option, options, programme, random_programme, together, way, with_limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from decide.selection.programme import Programme, Rule

CORRECTIONS = "decide.selection.clash._CORRECTIONS"
RESOURCE = COST + 1


class Case(NamedTuple):
    whole: Programme
    demands: tuple[Demand, ...]
    met: frozenset[frozenset[int]]  # of each portfolio, the demands that it meets

    def clash(self, kept: Iterable[int]) -> bool:
        return not any(met.issuperset(kept) for met in self.met)


def _kept_alone(whole: Programme, demand: Demand) -> Programme:
    """The programme with one demand and no other."""
    accounts = tuple(
        own if 1 + place in demand.columns else replace(own, limit=None) for place, own in enumerate(whole.accounts)
    )
    least = whole.least_survival if 1 + len(whole.accounts) in demand.columns else None
    return replace(whole, rules=demand.rules, accounts=accounts, least_survival=least)


def _case(whole: Programme, demands: Sequence[Demand]) -> Case:
    alone = [_kept_alone(whole, demand) for demand in demands]
    met = frozenset(
        frozenset(number for number, one in enumerate(alone) if brute.keeps(one, found)) for found in brute.every(whole)
    )
    return Case(whole, tuple(demands), met)


def _random_case(seed: int) -> Case:
    """Rules of every kind, some of them two to a demand; limits, some of them two to a demand, as periods are."""
    whole = random_programme(seed, 5)
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    count = len(whole.items)
    rules: list[Rule] = [*whole.rules]
    for _ in range(chance.randint(1, 5) if count > 1 else 0):
        members = tuple(chance.sample(range(count), chance.randint(2, count)))
        least = chance.randint(0, len(members))
        either: list[Rule] = [
            Needs(members[0], members[1:3]),
            Needs(members[0], members[1:2]),
            Tally(members, least, len(members)),
            Tally(members, 0, 1),
            Fix(members[0], chance.choice([True, True, False])),
        ]
        rules.append(chance.choice(either))
    limits = [None if own.limit is None else chance.randint(0, 9) for own in whole.accounts]
    whole = with_limits(whole, limits, None if whole.least_survival is None else 1 - whole.least_survival)
    demands: list[Demand] = []
    while rules:
        some = chance.choice([1, 1, 1, 2])
        demands.append(Demand(rules=tuple(rules[:some])))
        rules = rules[some:]
    columns = limited_columns(whole)
    if len(columns) > 2 and chance.randint(0, 1):
        demands.append(Demand(columns=tuple(columns[:2])))
        columns = columns[2:]
    demands += [Demand(columns=(column,)) for column in columns]
    chance.shuffle(demands)
    every = tuple(rule for demand in demands for rule in demand.rules)
    return _case(replace(whole, rules=every), demands)


CASES = [_random_case(seed) for seed in range(300)]
INFEASIBLE = [case for case in CASES if case.clash(range(len(case.demands)))]


def _fewest(case: Case) -> int:
    numbers = range(len(case.demands))
    return next(
        size for size in itertools.count() if any(case.clash(some) for some in itertools.combinations(numbers, size))
    )


def test_the_clash_is_as_small_as_any_and_really_one() -> None:
    sizes = []
    for number, case in enumerate(INFEASIBLE):
        found = smallest_clash(case.whole, case.demands)
        assert case.clash(found), number
        assert len(found) == _fewest(case), number
        assert found == sorted(set(found)), number
        sizes.append(len(found))
    assert len(sizes) > 60
    assert sum(size > 2 for size in sizes) > 8, "some take more than two demands"


@pytest.mark.parametrize("corrections", [1, 60], ids=["at the first try", "as it comes"])
def test_where_all_can_be_met_there_is_no_clash(corrections: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CORRECTIONS, corrections)
    feasible = [case for case in CASES if case not in INFEASIBLE]
    assert len(feasible) > 80
    for case in feasible:
        assert smallest_clash(case.whole, case.demands) == []


@pytest.mark.parametrize("corrections", [0, 1])
def test_where_it_is_given_up_to_find_the_fewest_none_can_be_spared(
    corrections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CORRECTIONS, corrections)
    larger = 0
    for number, case in enumerate(INFEASIBLE):
        found = smallest_clash(case.whole, case.demands)
        assert case.clash(found), number
        assert not any(case.clash(set(found) - {one}) for one in found), number
        assert found == sorted(set(found)), number
        larger += len(found) > _fewest(case)
    assert larger, "another choice might have been smaller"


def test_what_brings_value_does_not_matter() -> None:
    for case in INFEASIBLE[::4]:
        items = tuple(
            replace(item, choices=tuple(replace(choice, value=-choice.value) for choice in item.choices))
            for item in case.whole.items
        )
        assert smallest_clash(replace(case.whole, items=items), case.demands) == smallest_clash(
            case.whole, case.demands
        )


def test_the_least_needed_of_a_column_is_what_some_portfolio_takes_within_all_else() -> None:
    answers = []
    for number, case in enumerate(CASES[::3]):
        whole = case.whole
        limits = [own.limit for own in whole.accounts]
        risk = None if whole.least_survival is None else 1 - whole.least_survival
        for column in range(1, risk_column(whole) + 1):
            if column == risk_column(whole):
                amounts = [one.risk for one in brute.feasible(with_limits(whole, limits, None))]
                assert least_needed(whole, column) == min(amounts, default=None), number
            else:
                others = [None if 1 + place == column else limit for place, limit in enumerate(limits)]
                uses = [one.uses[column - 1] for one in brute.feasible(with_limits(whole, others, risk))]
                assert least_needed(whole, column) == min(uses, default=None), (number, column)
            answers.append(least_needed(whole, column))
    assert answers.count(None) > 50
    assert sum(bool(answer) for answer in answers) > 50


def test_whether_all_but_one_can_be_met_is_so_for_some_portfolio() -> None:
    answers = []
    for number, case in enumerate(INFEASIBLE):
        for without in range(len(case.demands)):
            rest = set(range(len(case.demands))) - {without}
            answers.append(can_be_met(case.whole, case.demands, without))
            assert answers[-1] is not case.clash(rest), (number, without)
    assert min(answers.count(True), answers.count(False)) > 50


MUST, MUST_NOT = Demand(rules=(Fix(0, taken=True),)), Demand(rules=(Fix(0, taken=False),))
MONEY, STAFF, RISK = Demand(columns=(COST,)), Demand(columns=(RESOURCE,)), Demand(columns=(RESOURCE + 1,))


def _with(whole: Programme, *demands: Demand) -> Programme:
    return replace(whole, rules=tuple(rule for demand in demands for rule in demand.rules))


A_AND_B = programme(options(way(1, 6, 1, risk="0.2"), way(1, 2, 3)), limits=[5, 3], risk="0.1")


@pytest.mark.parametrize(
    ("demands", "found"),
    [
        ((MONEY, STAFF, RISK), []),
        ((STAFF, MUST, MONEY), [1, 2]),
        ((STAFF, MUST, RISK), [1, 2]),
        ((MUST_NOT, MONEY, MUST), [0, 2]),
        ((MONEY, STAFF, Demand(rules=(Fix(0, taken=True), Fix(0, taken=False)))), [2]),
        ((STAFF, Demand(rules=(Needs(0, (1,)),)), MUST), [0, 1, 2]),
        ((Demand(columns=(COST, RESOURCE)), MUST), [0, 1]),
        ((), []),
    ],
    ids=[
        "limits that nothing need break",
        "dearer than there is money",
        "riskier than is allowed",
        "in and out",
        "one demand that contradicts itself",
        "only all three together",
        "a limit of two columns is one demand",
        "nothing is asked",
    ],
)
def test_clashes_by_hand(demands: tuple[Demand, ...], found: list[int]) -> None:
    """a costs 6 of 5, takes 1 of 3 and risks 20% of 10%; b costs 2 and takes all 3."""
    whole = _with(A_AND_B, *demands)
    assert smallest_clash(whole, demands) == found


def test_two_demands_are_named_though_three_others_clash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most one, a and b clash, but so do in and out of c; by leaving out from the end, the three would be left."""
    demands = [Demand(rules=(rule,)) for rule in (Tally((0, 1), 0, 1), Fix(0, taken=True), Fix(1, taken=True))]
    demands += [Demand(rules=(Fix(2, taken=True),)), Demand(rules=(Fix(2, taken=False),))]
    whole = _with(programme(options(way(1), way(1), way(1))), *demands)
    assert smallest_clash(whole, demands) == [3, 4]
    monkeypatch.setattr(CORRECTIONS, 0)
    assert smallest_clash(whole, demands) == [0, 1, 2]


def test_what_is_needed_is_the_least_amount_exactly() -> None:
    """a must be in and costs 6; b saves 4 beside it but costs 2; both together take 4 of the resource, a alone 1."""
    found = [option("a", way(1, 6, 1, risk="0.2"), way(1, 7, 0, risk="0.1")), option("b", way(1, 2, 3, risk="0.5"))]
    bonus = together([0, 1], 0, -4)
    whole = programme(found, bonuses=[bonus], limits=[3, 2], rules=[Fix(0, taken=True)], risk="0.55")
    assert least_needed(whole, COST) == 6, "the resource allows a alone"
    assert least_needed(whole, RESOURCE) is None, "the money allows no portfolio within the risk"
    wider = with_limits(whole, [4, 2], Fraction("0.6"))
    assert least_needed(wider, RESOURCE) == 4
    assert least_needed(with_limits(whole, [9, 2], Fraction(0)), RESOURCE + 1) == Fraction("0.1")


def test_one_demand_less_may_mend_it_or_not() -> None:
    """a must be in and is too dear; besides, it must not be in: without money it still clashes."""
    demands = [MUST, MONEY, MUST_NOT]
    whole = _with(A_AND_B, *demands)
    assert [can_be_met(whole, demands, without) for without in range(3)] == [True, False, False]
    assert [can_be_met(whole, demands[:2], without) for without in range(2)] == [True, True]
