"""The consensus closest to several rankings."""

from __future__ import annotations

import itertools
import math
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from decide.engine import solvers
from decide.errors import InternalError
from decide.methods import kemeny
from decide.methods.borda import borda
from decide.methods.kemeny import consensus
from decide.methods.kemeny_distance import kemeny_distance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from decide.engine.solvers import Outcome

UNTIMED = settings(deadline=None)  # the first call of a solver loads it
SHORT = settings(UNTIMED, max_examples=40)
RANKINGS = hnp.arrays(np.int64, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=st.integers(1, 5))

# Rankings without a majority for any order, which the relaxed model answers with fractions: found by trial.
FRACTIONS = [[5, 4, 5, 3, 1, 3], [1, 2, 2, 2, 2, 4], [2, 1, 2, 5, 3, 1]]
CYCLE = [[1, 2, 3], [2, 3, 1], [3, 1, 2]]


def _weak_orders(options: tuple[int, ...]) -> Iterator[list[tuple[int, ...]]]:
    """All of them, as groups from the best to the worst."""
    if not options:
        yield []
    for size in range(1, len(options) + 1):
        for best in itertools.combinations(options, size):
            for rest in _weak_orders(tuple(option for option in options if option not in best)):
                yield [best, *rest]


@cache
def _all_ranks(n_options: int) -> np.ndarray:
    """Competition ranks of all weak orders, sorted."""
    table = []
    for groups in _weak_orders(tuple(range(n_options))):
        ranks, above = [0] * n_options, 0
        for group in groups:
            for option in group:
                ranks[option] = above + 1
            above += len(group)
        table.append(ranks)
    return np.array(sorted(table))


@cache
def _all_signs(n_options: int) -> np.ndarray:
    ranks = _all_ranks(n_options)
    return np.sign(ranks[:, None, :] - ranks[:, :, None])


def _distances(ranking: np.ndarray) -> np.ndarray:
    """From each weak order, in the order of `_all_ranks`."""
    signs = np.sign(ranking - ranking[:, None])
    return np.abs(_all_signs(len(ranking)) - signs).sum(axis=(1, 2)) // 2


def _best(ranks: Any) -> tuple[np.ndarray, int]:  # noqa: ANN401 - whatever makes an array
    """All weak orders of least distance, the one that the rules name first, and that distance."""
    table = np.array(ranks)
    total = np.sum([_distances(row) for row in table], axis=0)
    best = np.flatnonzero(total == total.min())
    detours = _distances(borda(table))[best]
    return _all_ranks(table.shape[1])[best[np.argsort(detours, kind="stable")]], int(total.min())


def _agrees(ranks: Any) -> None:  # noqa: ANN401
    best, distance = _best(ranks)
    found = consensus(ranks)
    assert found == kemeny.Consensus(tuple(best[0].tolist()), distance, proved=True)


def _limits(problem: pulp.LpProblem) -> int:
    """How many rows are not of pairs, nor of transitivity, which has three terms."""
    return sum(len(row) > 3 for row in problem.constraints())


class Watched:
    """A solver that remembers what it was asked, and may be made to change its answer."""

    def __init__(self, change: Callable[[pulp.LpProblem, Outcome], Outcome] | None = None) -> None:
        self.run, self.change = solvers.run_highs, change
        self.names: list[list[str]] = []
        self.kinds: list[set[str]] = []
        self.rows: list[int] = []
        self.limits: list[int] = []
        self.seconds: list[float | None] = []

    def __call__(self, problem: pulp.LpProblem, seconds: float | None) -> Outcome:
        self.names.append([variable.name for variable in problem.variables()])
        self.kinds.append({variable.cat for variable in problem.variables()})
        self.rows.append(len(problem.constraints()))
        self.limits.append(_limits(problem))
        self.seconds.append(seconds)
        outcome = self.run(problem, seconds)
        return self.change(problem, outcome) if self.change else outcome


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    solver = Watched()
    monkeypatch.setattr(solvers, "run_highs", solver)
    return solver


def _noisy(seed: int, shape: tuple[int, int], noise: float) -> np.ndarray:
    """Rankings that scatter around 1, 2, 3, …."""
    rng = np.random.default_rng(seed)
    return (np.arange(shape[1]) + rng.normal(0, noise, shape)).argsort().argsort() + 1


def test_there_are_as_many_weak_orders_as_fubini_counted() -> None:
    assert [len(_all_ranks(n)) for n in range(1, 7)] == [1, 3, 13, 75, 541, 4683]


# Published


def test_condorcet_1785_as_in_young_1988() -> None:
    # Young (1988), Condorcet's theory of voting, American Political Science Review 82(4): 60 voters, a over b 33 times,
    # b over c 42 times, c over a 35 times. The order with most support, 104 of 180, is b, c, a; so 76 are against it.
    votes = [(1, 2, 3)] * 23 + [(3, 1, 2)] * 17 + [(2, 1, 3)] * 2 + [(2, 3, 1)] * 10 + [(3, 2, 1)] * 8
    assert consensus(votes) == kemeny.Consensus((3, 1, 2), 2 * 76, proved=True)


def test_the_capital_of_tennessee() -> None:
    # The usual example of voting theory: Memphis, Nashville, Chattanooga, Knoxville. The order Nashville, Chattanooga,
    # Knoxville, Memphis has 393 of 600 for it.
    votes = [(1, 2, 3, 4)] * 42 + [(4, 1, 2, 3)] * 26 + [(4, 3, 1, 2)] * 15 + [(4, 3, 2, 1)] * 17
    assert consensus(votes) == kemeny.Consensus((4, 1, 2, 3), 2 * (600 - 393), proved=True)


def test_the_paradox_of_condorcet_leaves_three_orders_and_the_columns_decide() -> None:
    assert _best(CYCLE)[0].tolist() == [[1, 2, 3], [2, 3, 1], [3, 1, 2]]
    assert consensus(CYCLE) == kemeny.Consensus((1, 2, 3), 8, proved=True)
    assert consensus([row[::-1] for row in CYCLE]).ranks == (1, 3, 2)


# All weak orders as the oracle


@given(RANKINGS)
@UNTIMED
def test_no_weak_order_is_closer_and_equals_go_by_borda_then_by_columns(ranks: np.ndarray) -> None:
    _agrees(ranks)


@given(st.permutations(range(5)), st.lists(st.integers(0, 4), min_size=1, max_size=6), st.booleans())
@UNTIMED
def test_no_weak_order_is_closer_where_majorities_run_in_circles(
    options: list[int],
    turns: list[int],
    tied: bool,  # noqa: FBT001
) -> None:
    ranks = np.array([np.roll(options, turn) for turn in turns])
    _agrees(ranks // 2 if tied else ranks)


@given(st.lists(st.permutations(range(4)), min_size=2, max_size=7))
@SHORT
def test_without_ties_some_permutation_is_as_close(rankings: list[list[int]]) -> None:
    distance = consensus(rankings).distance
    assert distance == min(
        sum(kemeny_distance(order, ranking) for ranking in rankings) for order in itertools.permutations(range(4))
    )


def test_fractions_are_not_taken_for_answers(watched: Watched) -> None:
    _agrees(FRACTIONS)
    assert {pulp.LpInteger} in watched.kinds


@pytest.mark.parametrize("seed", range(12))
def test_six_options_that_tie_in_many_ways(seed: int) -> None:
    """Few rankings with few places have many that are equally close, also to Borda's."""
    rng = np.random.default_rng(seed)
    _agrees(rng.integers(0, 3, (2 + seed % 3, 6)))


@pytest.mark.parametrize("seed", range(6))
def test_seven_options_against_all_chains_of_groups(seed: int) -> None:
    """By dynamic programming over the options that are already placed, which visits every weak order."""
    rng = np.random.default_rng(seed)
    ranks = rng.integers(1, 6, (int(rng.integers(3, 8)), 7))
    leads = (ranks[:, :, None] < ranks[:, None, :]).sum(axis=0)
    ties = len(ranks) - leads - leads.T
    least = {0: 0}
    for placed in range(1, 1 << 7):
        members = [option for option in range(7) if placed >> option & 1]
        costs = []
        last = placed
        while last:
            group = [option for option in members if last >> option & 1]
            before = [option for option in members if not last >> option & 1]
            within = sum(int(leads[a, b] + leads[b, a]) for a, b in itertools.combinations(group, 2))
            across = sum(int(2 * leads[b, a] + ties[a, b]) for a in before for b in group)
            costs.append(least[placed ^ last] + within + across)
            last = (last - 1) & placed
        least[placed] = min(costs)
    assert consensus(ranks).distance == least[(1 << 7) - 1]


# Laws


@given(RANKINGS)
@SHORT
def test_what_all_say_of_a_pair_the_consensus_says(ranks: np.ndarray) -> None:
    found = consensus(ranks).ranks
    for a, b in itertools.permutations(range(ranks.shape[1]), 2):
        if (ranks[:, a] < ranks[:, b]).all():
            assert found[a] < found[b]
        if (ranks[:, a] <= ranks[:, b]).all():
            assert found[a] <= found[b]
        if (ranks[:, a] == ranks[:, b]).all():
            assert found[a] == found[b]


@given(RANKINGS)
@SHORT
def test_every_best_weak_order_says_what_all_say_of_a_pair(ranks: np.ndarray) -> None:
    """Not the one alone that is named."""
    best, _ = _best(ranks)
    for a, b in itertools.permutations(range(ranks.shape[1]), 2):
        if (ranks[:, a] < ranks[:, b]).all():
            assert (best[:, a] < best[:, b]).all()
        if (ranks[:, a] <= ranks[:, b]).all():
            assert (best[:, a] <= best[:, b]).all()


@given(RANKINGS)
@SHORT
def test_every_best_weak_order_keeps_groups_apart(ranks: np.ndarray) -> None:
    """Groups by the definition: one is above the other in each pair across at less cost than otherwise."""
    best, _ = _best(ranks)
    leads = (ranks[:, :, None] < ranks[:, None, :]).sum(axis=0)
    cheaper = leads - leads.T > len(ranks) - leads - leads.T  # than a tie, and so than the opposite
    n_options = ranks.shape[1]
    for size in range(1, n_options):
        for first in itertools.combinations(range(n_options), size):
            rest = [option for option in range(n_options) if option not in first]
            if cheaper[np.ix_(first, rest)].all():
                assert (best[:, first].max(axis=1) < best[:, rest].min(axis=1)).all()


@given(RANKINGS, st.randoms(use_true_random=False))
@SHORT
def test_neither_the_order_of_rankings_nor_numbers_that_order_alike_change_it(
    ranks: np.ndarray, shuffler: Random
) -> None:
    rows = list(range(len(ranks)))
    shuffler.shuffle(rows)
    assert consensus(ranks[rows]) == consensus(ranks) == consensus(ranks**3 / 7)


@given(RANKINGS, st.randoms(use_true_random=False))
@SHORT
def test_names_change_neither_distance_nor_closeness_to_borda(ranks: np.ndarray, shuffler: Random) -> None:
    columns = list(range(ranks.shape[1]))
    shuffler.shuffle(columns)
    before, after = consensus(ranks), consensus(ranks[:, columns])
    assert before.distance == after.distance
    assert kemeny_distance(before.ranks, borda(ranks)) == kemeny_distance(after.ranks, borda(ranks[:, columns]))


@given(RANKINGS)
@SHORT
def test_opposite_rankings_have_a_consensus_as_far_away(ranks: np.ndarray) -> None:
    assert consensus(-ranks).distance == consensus(ranks).distance


@given(hnp.arrays(np.int64, st.integers(1, 6), elements=st.integers(-2, 2)), st.integers(1, 4))
@SHORT
def test_rankings_that_are_all_alike_are_their_consensus(ranking: np.ndarray, times: int) -> None:
    found = consensus([ranking] * times)
    assert found.ranks == tuple((1 + (ranking[:, None] < ranking).sum(axis=0)).tolist())
    assert found.distance == 0


def test_thirty_options_have_the_same_consensus_again_and_under_any_order_of_rankings() -> None:
    ranks = _noisy(4, (7, 30), 6)
    found = consensus(ranks)
    assert found.proved
    assert consensus(ranks) == consensus(ranks[::-1]) == found
    assert found.distance == sum(kemeny_distance(found.ranks, row) for row in ranks)
    assert found.distance <= min(sum(kemeny_distance(one, row) for row in ranks) for one in [borda(ranks), *ranks])


def test_two_opposite_rankings_are_met_in_the_middle() -> None:
    # Every order is as close; Borda ties them all.
    assert consensus([range(30), range(30, 0, -1)]) == kemeny.Consensus((1,) * 30, 30 * 29, proved=True)


# The solver


def test_a_majority_without_circles_needs_no_solver() -> None:
    code = (
        "import sys; from decide.methods.kemeny import consensus; "
        "print(consensus([[1, 2, 3], [1, 3, 2], [2, 1, 2]]).ranks, 'pulp' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "(1, 2, 3) False\n"


def test_groups_that_the_rankings_put_apart_are_solved_apart(watched: Watched) -> None:
    ranks = np.concatenate([np.array(CYCLE) + 10 * group for group in range(10)], axis=1)
    found = consensus(ranks)
    assert found == kemeny.Consensus(tuple(range(1, 31)), 80, proved=True)
    assert {len(names) for names in watched.names} == {9}


def test_only_violated_transitivity_is_told_to_the_solver(watched: Watched) -> None:
    assert consensus(_noisy(5, (7, 30), 9)).proved
    assert len(watched.names[0]) == 27 * 27
    assert 27 * 26 // 2 == watched.rows[0] < watched.rows[-1] < 600  # of 17,550 triples


def test_whether_there_are_equals_is_asked_once_and_not_column_by_column(watched: Watched) -> None:
    assert consensus(_noisy(4, (7, 12), 5)).proved
    assert [limits for limits in watched.limits if limits] == [2]  # distance and detour, and no column's rank
    assert watched.kinds == [{pulp.LpContinuous}] * len(watched.kinds)  # nor need variables be whole


def test_no_name_reaches_the_solver(watched: Watched) -> None:
    consensus(_noisy(1, (5, 12), 5))
    names = [name for names in watched.names for name in names]
    assert names
    assert all(name[0] == "x" and name[1:].isdecimal() and len(name) == 6 for name in names)


def test_the_time_that_is_left_reaches_the_solver(watched: Watched) -> None:
    ranks = _noisy(1, (5, 12), 5)
    consensus(ranks, seconds=50)
    times = watched.seconds.copy()
    assert 0 < times[-1] < times[0] <= 50
    assert times == sorted(times, reverse=True)
    watched.seconds.clear()
    consensus(ranks)
    assert set(watched.seconds) == {None}


def _far(ranks: np.ndarray, order: Any) -> int:  # noqa: ANN401
    return sum(kemeny_distance(order, ranking) for ranking in ranks)


def test_without_time_no_solver_is_asked_and_it_is_at_worst_the_best_of_borda_and_those_given(watched: Watched) -> None:
    for seed in range(20):
        ranks = _noisy(seed, (5, 12), 8)
        found = consensus(ranks, seconds=0)
        assert found.distance == _far(ranks, found.ranks) <= min(_far(ranks, one) for one in [borda(ranks), *ranks])
    assert not watched.names
    assert consensus(CYCLE, seconds=0) == kemeny.Consensus((1, 2, 3), 8, proved=False)
    assert consensus([[1, 2, 3]], seconds=0).proved


def test_without_time_no_move_of_one_option_brings_it_closer() -> None:
    for seed in range(3):
        ranks = np.random.default_rng(seed).integers(0, 9, (6, 12))
        found = consensus(ranks, seconds=0)
        for option, place in itertools.product(range(12), range(1, 2 * 13)):
            moved = 2 * np.array(found.ranks)
            moved[option] = place
            assert _far(ranks, moved) >= found.distance


@pytest.mark.parametrize("after", range(5))
def test_a_solver_that_stops_leaves_the_best_found(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    ranks = _noisy(0, (5, 12), 9)
    best = consensus(ranks).distance
    left = itertools.count(after, -1)

    def stop(_: pulp.LpProblem, outcome: Outcome) -> Outcome:
        return outcome if next(left) > 0 else solvers.Outcome(pulp.LpSolutionIntegerFeasible, math.inf)

    monkeypatch.setattr(solvers, "run_highs", Watched(stop))
    found = consensus(ranks)
    assert not found.proved
    assert best <= found.distance <= min(_far(ranks, one) for one in [borda(ranks), *ranks])
    assert found.distance == _far(ranks, found.ranks)


@pytest.mark.parametrize("after", range(9))
def test_a_solver_that_fails_once_proves_nothing(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    ranks = _noisy(0, (7, 12), 5)  # two groups, one of them with equals
    best = consensus(ranks)
    left = itertools.count(after, -1)
    failed = solvers.Outcome(pulp.LpSolutionNoSolutionFound, math.inf)
    monkeypatch.setattr(solvers, "run_highs", Watched(lambda _, outcome: outcome if next(left) else failed))
    found = consensus(ranks)
    assert next(left) < 0
    assert not found.proved
    assert found.distance >= best.distance


def test_a_solver_that_finds_nothing_leaves_the_best_known(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = solvers.Outcome(pulp.LpSolutionNoSolutionFound, math.inf)
    monkeypatch.setattr(solvers, "run_highs", lambda *_: nothing)
    assert consensus(CYCLE) == kemeny.Consensus((1, 2, 3), 8, proved=False)


@pytest.mark.parametrize("value", [0.0, 0.3, 0.5, 1.0])
@pytest.mark.parametrize("always", [True, False])
def test_a_solver_that_answers_nonsense_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
    value: float,
    always: bool,  # noqa: FBT001
) -> None:
    def nonsense(problem: pulp.LpProblem, outcome: Outcome) -> Outcome:
        for variable in problem.variables():
            variable.varValue = value if always or not _limits(problem) else variable.varValue
        return outcome

    monkeypatch.setattr(solvers, "run_highs", Watched(nonsense))
    found = consensus(FRACTIONS)
    assert not found.proved
    assert found.distance == _far(np.array(FRACTIONS), found.ranks)


def test_a_solver_that_leaves_the_limits_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    def reverse(problem: pulp.LpProblem, outcome: Outcome) -> Outcome:
        for variable in problem.variables():
            number = int(variable.name[1:])
            variable.varValue = float(number // 3 >= number % 3) if _limits(problem) else variable.varValue
        return outcome

    monkeypatch.setattr(solvers, "run_highs", Watched(reverse))
    assert consensus(CYCLE) == kemeny.Consensus((1, 2, 3), 8, proved=False)


def test_too_many_options_that_are_not_put_apart_are_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kemeny, "LARGEST_GROUP", 3)
    assert consensus(CYCLE).proved
    monkeypatch.setattr(kemeny, "LARGEST_GROUP", 2)
    assert consensus(CYCLE) == kemeny.Consensus((1, 2, 3), 8, proved=False)


def test_a_distance_that_other_code_does_not_confirm_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kemeny, "kemeny_distance", lambda *_: 7)
    with pytest.raises(InternalError, match=r"21 away from the rankings, not 8"):
        consensus(CYCLE)


@pytest.mark.parametrize("ranks", [[], [[]], [1, 2], [[1.0, float("nan")]]])
def test_what_is_no_table_of_numbers_is_refused(ranks: object) -> None:
    with pytest.raises(ValueError, match="table of finite numbers"):
        consensus(ranks)
