"""How far answers can be trusted: sampled ranks, portfolios for all weights, a million samples, and two processors."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import bare
from benchmarks.commands import ROOT, decide
from benchmarks.peers import installed, smaa
from benchmarks.programmes import with_values
from benchmarks.rows import Row, at_least, at_most, seconds
from benchmarks.timing import DidNotRun, call, each, peak, process, take_turns, walls
from decide.methods.additive import scores
from decide.methods.ranks import ranks
from decide.robustness.acceptability import acceptability, central_weights, tally, winning
from decide.robustness.admissible import any_weights, bounded
from decide.robustness.extremes import most
from decide.robustness.sampling import uniform_weights
from decide.selection.columns import columns_of
from decide.selection.nondominated.find import nondominated
from decide.selection.nondominated.measures import times_best
from decide.selection.nondominated.worth import Worth, in_parts
from decide.selection.programme import Account, Choice, Item, Programme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope
    from decide.selection.programme import Picks

    Real = NDArray[np.float64]

_VECTORS, _OPTIONS, _CRITERIA = 10_000, 20, 8
_ROUNDS, _PEER_ROUNDS = 31, 5
_SAMPLE = 500  # vectors that a peer is timed on
_SETS = 7  # problems of each kind
_WEIGHTS, _RESOLVED = 100_000, 200
_MILLION = 1_000_000
_MEMORY = 500_000_000


def rows() -> list[Row]:
    """Sampled ranks, portfolios, and a million samples."""
    return [*_ranks(), *_all_weights(), *_sets(), *_million()]


def _ranks() -> list[Row]:
    """Acceptability, pairwise winning and central weights: ours, a bare pass, and a loop over a peer."""
    random = np.random.default_rng(20260301)
    values = random.random((_OPTIONS, _CRITERIA))
    weights = random.dirichlet(np.ones(_CRITERIA), _VECTORS)
    ours, told = _ours(values, weights), _bare(values, weights)
    if not all(np.allclose(one, other, equal_nan=True) for one, other in zip(ours, told, strict=True)):
        return [Row("SMAA-2", met=False, note="other figures: not the same work")]
    note = f"{_VECTORS:,} weights, {_OPTIONS} options, {_CRITERIA} criteria; same figures"
    spent = take_turns(
        {"ours": call(lambda: _ours(values, weights)), "bare": call(lambda: _bare(values, weights))}, _ROUNDS
    )
    found = [at_most("SMAA-2 / bare NumPy pass", walls(spent["ours"]), walls(spent["bare"]), 2.0, note)]
    return [*found, *(_peer(values, weights, checked=checked) for checked in (True, False))]


def _peer(values: Real, weights: Real, *, checked: bool) -> Row:
    """The same figures in a loop over pymcdm, as it comes, or without what it checks in every call."""
    what = f"SMAA-2 / loop over pymcdm, {'as it comes' if checked else 'its checks switched off'}"
    version = installed("pymcdm")
    if version is None:
        return Row(what, note="not installed")
    some = weights[:_SAMPLE]
    peer = functools.partial(smaa, values, some, checked=checked)
    if not all(np.allclose(one, other, equal_nan=True) for one, other in zip(_ours(values, some), peer(), strict=True)):
        return Row(what, met=False, note=f"{version} gives other figures: not the same work")
    spent = take_turns({"ours": call(lambda: _ours(values, weights)), "peer": call(peer)}, _PEER_ROUNDS)
    scaled = [one * _VECTORS / _SAMPLE for one in walls(spent["peer"])]
    note = f"{version}, {_SAMPLE} of {_VECTORS:,} weights, scaled up; same figures"
    return at_least(what, walls(spent["ours"]), scaled, 100.0 if checked else None, note)


def _ours(values: Real, weights: Real) -> tuple[Real, Real, Real]:
    counted = tally(ranks(scores(values, weights)), weights)
    return acceptability(counted), winning(counted), central_weights(counted)[0]


def _bare(values: Real, weights: Real) -> tuple[Real, Real, Real]:
    """The same figures the plain way."""
    points = weights @ values.T
    places = np.argsort(np.argsort(-points, axis=1), axis=1)
    options = len(values)
    shares = np.array([np.bincount(places[:, option], minlength=options) for option in range(options)]) / len(weights)
    ahead = np.array([(points[:, [option]] > points).mean(axis=0) for option in range(options)])
    with np.errstate(invalid="ignore"):
        central = np.array(
            [weights[places[:, option] == 0].mean(axis=0) for option in range(options) if shares[option, 0]]
        )
    found = np.full((options, weights.shape[1]), np.nan)
    found[shares[:, 0] > 0] = central
    return shares, ahead, found


def _problem(seed: int, options: int, criteria: int) -> tuple[Programme, NDArray[np.int64]]:
    """Options with a cost and a score on each criterion; half of them can be paid."""
    random = np.random.default_rng(seed)
    values, costs = random.integers(0, 101, (options, criteria)), random.integers(5, 100, options).tolist()
    items = tuple(
        Item(f"option-{number:02}", (Choice("", 0, (cost,), 0, Fraction(1)),)) for number, cost in enumerate(costs)
    )
    account = Account("budget", "", Fraction(1), sum(costs) // 2)
    return Programme(items, (), (), (account,), None, None, Fraction(1), 1e-9), values


def _worth(values: NDArray[np.int64], polytope: Polytope) -> Worth:
    corners = polytope.corners
    if corners is None:
        raise DidNotRun("a simplex without corners")
    parts = in_parts(values.astype(np.float64))
    return Worth(parts, parts, functools.partial(most, polytope), corners.mean(axis=0), corners, spanning=True)


def _found(seed: int, options: int, polytope: Polytope) -> tuple[Picks, ...]:
    programme, values = _problem(seed, options, polytope.dimension)
    found = nondominated(programme, _worth(values, polytope))
    if not found:
        raise DidNotRun("the portfolios that stand were not found")
    return found


def _all_weights() -> list[Row]:
    """The best portfolio for each of 100,000 weights, against solving each of some anew."""
    programme, values = _problem(0, 20, 5)
    polytope = any_weights(5)
    weights = uniform_weights(polytope, _WEIGHTS)

    def ours() -> NDArray[np.int64]:
        known = _worth(values, polytope)
        found = nondominated(programme, known) or ()
        return times_best(columns_of(programme, found), known, weights)

    some = [np.rint(values @ one * 1e6).astype(np.int64).tolist() for one in weights[:_RESOLVED]]
    anew = sum(walls([call(lambda one=one: bare.best(with_values(programme, one)))() for one in some]))
    spent = walls(take_turns({"ours": call(ours)}, _SETS)["ours"])
    stands = int((ours() > 0).sum())
    note = (
        f"20 options, 5 criteria; {stands} portfolios are best for some; PuLP with HiGHS {_RESOLVED} times, scaled up"
    )
    anew_each = [anew * _WEIGHTS / _RESOLVED] * _SETS
    return [
        seconds("the best portfolio for each of 100,000 weights", spent, 1.0, note),
        at_least("the same / each solved anew", spent, anew_each, 1_000),
    ]


def _sets() -> list[Row]:
    """All portfolios that stand, for several problems."""
    kinds = (
        ("portfolios that stand: 40 options, 3 criteria, any weights", 40, any_weights(3), 1.0),
        ("the same: 60 options, 5 criteria, in rank order", 60, bounded(np.zeros(5), np.ones(5), tuple(range(5))), 1.0),
        ("the same: 20 options, 5 criteria, any weights", 20, any_weights(5), None),
        ("the same: 60 options, 3 criteria, any weights", 60, any_weights(3), None),
    )
    found = []
    for what, options, polytope, limit in kinds:
        action = each(lambda seed, options=options, polytope=polytope: _found(seed, options, polytope), range(_SETS))
        spent = walls(take_turns({"ours": action}, _SETS)["ours"])
        counts = [len(_found(seed, options, polytope)) for seed in range(_SETS)]
        note = f"{_SETS} problems, {min(counts)} to {max(counts)} portfolios; the slowest {max(spent):.2f} s"
        found.append(seconds(what, spent, limit, note))
    return found


def _million() -> list[Row]:
    """A million samples: memory, and two processes against one."""
    command = [decide(), "robust", "--weights", "hawkish", "--samples", str(_MILLION), "--quiet"]
    used = peak(command, ROOT)
    memory = Row(
        "a million samples: memory",
        f"{used / 1e6:,.0f} MB",
        target=f"< {_MEMORY / 1e6:,.0f} MB",
        met=None if not used else used < _MEMORY,
        note="decide robust on the shipped case, the largest its process became",
    )
    one, two = (process([*command, "--workers", str(count)], ROOT) for count in (1, 2))
    spent = take_turns({"one": one, "two": two}, 3)
    note = f"decide robust --samples {_MILLION:,}; whole processes"
    return [
        memory,
        at_least("a million samples: two processes / one", walls(spent["two"]), walls(spent["one"]), 1.7, note),
    ]
