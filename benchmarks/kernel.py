"""Scores and ranks of 20 options on 8 criteria under 10,000 weight vectors, against NumPy and three peers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.peers import PEERS, installed
from benchmarks.rows import Row, at_least, at_most
from benchmarks.timing import Spent, call, take_turns, walls
from decide.methods.additive import scores
from decide.methods.ranks import ranks

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from benchmarks.peers import Peer

_VECTORS, _OPTIONS, _CRITERIA = 10_000, 20, 8
_BARE_ROUNDS, _PEER_ROUNDS = 101, 9
_BARE_LIMIT, _PEER_LIMIT = 2.0, 40.0
_SAMPLE = 500  # vectors that a slow peer is timed on
_SLOW = 1.0  # seconds for all vectors


def rows() -> list[Row]:
    """One row against bare NumPy, and one a peer."""
    random = np.random.default_rng(20260301)
    values = random.random((_OPTIONS, _CRITERIA))
    values /= values.max(axis=0)
    weights = random.dirichlet(np.ones(_CRITERIA), _VECTORS)
    return [_bare(values, weights), *(_peer(name, values, weights) for name in PEERS)]


def _ours(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.int64]:
    return ranks(scores(values, weights))


def _bare(values: NDArray[np.float64], weights: NDArray[np.float64]) -> Row:
    spent = take_turns(
        {
            "ours": call(lambda: _ours(values, weights)),
            "bare": call(lambda: np.argsort(weights @ values.T, axis=1)),
        },
        _BARE_ROUNDS,
    )
    note = f"{_VECTORS:,} weight vectors, {_OPTIONS} options, {_CRITERIA} criteria; {_BARE_ROUNDS} pairs"
    what = "scores and ranks / bare matrix product and argsort"
    return at_most(what, walls(spent["ours"]), walls(spent["bare"]), _BARE_LIMIT, note)


def _peer(name: str, values: NDArray[np.float64], weights: NDArray[np.float64]) -> Row:
    what = f"scores and ranks / {name}"
    version = installed(name)
    if version is None:
        return Row(what, note="not installed")
    try:
        work = PEERS[name]()
        told, placed = work(values, weights[:_SAMPLE])
    except Exception as error:  # noqa: BLE001 - a peer may break in its own ways; the rest runs on
        return Row(what, note=f"{version} does not run here: {type(error).__name__}")
    if not _agree(told, placed, values, weights[:_SAMPLE]):
        return Row(what, met=False, note=f"{version} gives other scores or ranks: not the same work")
    action, how = _scaled(work, values, weights)
    spent = take_turns({"ours": call(lambda: _ours(values, weights)), "peer": action}, _PEER_ROUNDS)
    note = f"{version}, {how}; {_PEER_ROUNDS} pairs; same scores and ranks"
    return at_least(what, walls(spent["ours"]), walls(spent["peer"]), _PEER_LIMIT, note)


def _agree(told: NDArray[Any], placed: NDArray[Any], values: NDArray[np.float64], weights: NDArray[np.float64]) -> bool:
    return np.allclose(100 * told, scores(values, weights)) and np.array_equal(placed, _ours(values, weights))


def _scaled(work: Peer, values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[Callable[[], Spent], str]:
    """The peer's work on all vectors; on a sample, scaled up, where that would take long."""
    sample = call(lambda: work(values, weights[:_SAMPLE]))
    factor = _VECTORS / _SAMPLE
    if sample().wall * factor < _SLOW:
        return call(lambda: work(values, weights)), "all vectors"
    return lambda: Spent(sample().wall * factor), f"{_SAMPLE} vectors, times {factor:g}"
