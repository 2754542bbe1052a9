"""Cases with known answers: the portfolios that no other beats, core indices, maximin and least regret.

The data of five cases are from Table 2 of Lourenço, Morton & Bana e Costa (2012), *Decision Support Systems* 54: PROBE.
The method is that of Liesiö, Mild & Salo (2007), *European Journal of Operational Research* 181.
"""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from decide.robustness.admissible import any_weights, bounded
from decide.selection.columns import columns_of
from decide.selection.nondominated import find
from decide.selection.nondominated.find import nondominated
from decide.selection.nondominated.listed import listed
from decide.selection.nondominated.measures import regret, worst
from decide.selection.nondominated.swept import swept
from decide.selection.programme import Needs, Tally
from tests.portfolio.nondominated.ways import everything, sifted
from tests.portfolio.nondominated.weights import Admissible, within, worth
from tests.portfolio.programmes import option, programme, way

if TYPE_CHECKING:
    from collections.abc import Iterable

    from decide.selection.programme import Picks, Programme

VECTORS = Path(__file__).parents[2] / "cases_portfolio" / "vectors"
OPEN = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(VECTORS.glob("rpm_*.json"))}
PROBE: dict[str, Any] = json.loads((VECTORS / "robust_probe_table2.json").read_text("utf-8"))
by_name = pytest.mark.parametrize("name", OPEN)


def _programme(vector: dict[str, Any], unit: Fraction = Fraction(1)) -> Programme:
    places = {own["id"]: place for place, own in enumerate(vector["options"])}
    rules = [Needs(places[one], (places[other],)) for one, other in vector.get("requires", [])]
    rules += [Tally((places[one], places[other]), 0, 1) for one, other in vector.get("excludes", [])]
    costs = [Fraction(str(own["cost"])) / unit for own in vector["options"]]
    found = [option(own["id"], way(0, int(cost))) for own, cost in zip(vector["options"], costs, strict=True)]
    return programme(found, rules=rules, limits=[int(Fraction(str(vector["budget"])) / unit)])


def _scores(vector: dict[str, Any]) -> list[list[int]]:
    return [own["scores"] for own in vector["options"]]


def _admissible(vector: dict[str, Any]) -> Admissible:
    """As a user says it, against the corners that the source lists."""
    corners = tuple(sorted(tuple(map(Fraction, corner)) for corner in vector["weight_polytope_vertices"]))
    count = len(corners[0])
    match vector["weight_information"].split()[0]:
        case "each":
            polytope = bounded(
                *(np.array([float(end(own)) for own in zip(*corners, strict=True)]) for end in (min, max))
            )
        case "w1>=w2>=w3>=w4>=w5":
            polytope = bounded(np.zeros(count), np.ones(count), tuple(range(count)))
        case _:
            polytope = any_weights(count)
    assert polytope.corners is not None
    assert polytope.corners == pytest.approx(np.array(corners, dtype=np.float64), abs=1e-12)
    return Admissible(polytope, corners)


def _names(vector: dict[str, Any], found: Iterable[Picks]) -> list[frozenset[str]]:
    return [frozenset(vector["options"][item]["id"] for item, _ in picks) for picks in found]


@by_name
def test_the_portfolios_that_no_other_beats_are_those_of_the_source(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    vector = OPEN[name]
    whole, known, said = _programme(vector), worth(_scores(vector), _admissible(vector)), vector["expected"]
    expected = {frozenset(names) for names in said["nondominated_portfolios"]}
    every = everything(whole)
    assert len(every) == said["n_feasible"]
    for found in (every, swept(whole, known), listed(whole, known)):
        assert {*_names(vector, sifted(whole, known, found))} == expected
    for few in (0, 2**12):
        monkeypatch.setattr(find, "_FEW", few)
        found = nondominated(whole, known)
        assert found is not None
        assert len(found) == said["n_nondominated_portfolios"]
        assert {*_names(vector, found)} == expected


@by_name
def test_core_indices_maximin_and_least_regret_are_those_of_the_source(name: str) -> None:
    vector = OPEN[name]
    whole, known, said = _programme(vector), worth(_scores(vector), _admissible(vector)), vector["expected"]
    found = nondominated(whole, known)
    assert found is not None
    names, rows = _names(vector, found), columns_of(whole, found)
    share = {own["id"]: float(index) for own, index in zip(vector["options"], rows.mean(axis=0), strict=True)}
    assert share == pytest.approx(said["core_index"], abs=1e-6)
    least, most = worst(rows, known), regret(rows, known)
    for figures, rule, best in ((least, "maximin", least.max()), (most, "minimax_regret", most.min())):
        assert best == pytest.approx(float(Fraction(said[rule]["value"])), abs=1e-9)
        chosen = {names[place] for place in np.flatnonzero(np.abs(figures - best) < 1e-9)}
        assert chosen == {frozenset(own) for own in said[rule]["portfolios"]}


def test_probe_the_only_competitor_of_a_proposal_of_lourenco_morton_and_bana_e_costa() -> None:
    """One project of each area at least, for no more than the proposal costs; scores may be ten points off."""
    said = PROBE["expected"]["robustness"]
    bounds = [[Fraction(str(end)) for end in own] for own in said["weight_bounds"]]
    admissible = within([low for low, _ in bounds], [high for _, high in bounds])
    assert len(admissible.corners) == said["weight_polytope_vertices"]
    proposed = PROBE["expected"]["optimal_with_at_least_one_per_area"]
    assert proposed["portfolio"] == said["proposed"]
    areas = [own["area"] for own in PROBE["options"]]
    tallies = [
        Tally(tuple(place for place, own in enumerate(areas) if own == area), 1, areas.count(area))
        for area in sorted({*areas})
    ]
    whole = _programme({**PROBE, "budget": proposed["cost"]}, Fraction(1, 10))
    whole = replace(whole, rules=tuple(tallies))
    off = said["score_uncertainty"]
    low = [[max(score - off, 0) for score in row] for row in _scores(PROBE)]
    high = [[min(score + off, 100) for score in row] for row in _scores(PROBE)]
    known = worth(low, admissible, high)
    found = nondominated(whole, known)
    assert found is not None
    (competitor,) = said["restricted_efficient_competitors"]
    assert _names(PROBE, found) == [frozenset(competitor["portfolio"]), frozenset(said["proposed"])]
    # By how much each of the two can be worth more than the other.
    assert regret(columns_of(whole, found), known) == pytest.approx(
        [competitor["max_diff_benefit"], -competitor["min_diff_benefit"]], abs=1e-9
    )
