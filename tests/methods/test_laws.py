"""Laws of the additive value model on fixed scales."""

from __future__ import annotations

import dataclasses
import math
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decide.methods.dominance import dominance
from decide.methods.ranking import rank_options
from decide.methods.value_table import value_table
from decide.model.criterion import ValueTree
from decide.model.option import Option
from decide.model.weights import GroupWeight, SwingWeights, WeightProfile
from tests.strategies import cells, grouped, problems, profiles

if TYPE_CHECKING:
    from decide.model.ranking import Ranking


def _by_id(ranking: Ranking) -> dict[str, tuple[int, bool, float]]:
    return {line.option.id: (line.rank, line.tied, line.score) for line in ranking.options}


@given(st.data())
def test_renaming_and_reordering_options_changes_nothing(data: st.DataObject) -> None:
    problem = data.draw(problems())
    profile = data.draw(profiles(problem))
    order = data.draw(st.permutations(problem.options))
    renamed = tuple(dataclasses.replace(option, id=f"x-{option.id}", title="other") for option in order)
    before = _by_id(rank_options(problem, profile))
    after = _by_id(rank_options(dataclasses.replace(problem, options=renamed), profile))
    assert after == {f"x-{name}": place for name, place in before.items()}


@given(st.data())
def test_reordering_criteria_changes_nothing(data: st.DataObject) -> None:
    problem = data.draw(problems())
    profile = data.draw(profiles(problem))
    turned = dataclasses.replace(problem, tree=ValueTree(tuple(data.draw(st.permutations(problem.criteria)))))
    swings = dict(data.draw(st.permutations(list(profile.swings.items()))))
    after = rank_options(turned, dataclasses.replace(profile, swings=swings))
    assert _by_id(after) == _by_id(rank_options(problem, profile))


@given(st.data())
def test_scaling_all_weights_changes_nothing(data: st.DataObject) -> None:
    problem = data.draw(problems())
    profile = data.draw(profiles(problem))
    factor = data.draw(st.decimals(min_value="0.001", max_value=1000, places=3))
    scaled = {name: weight * factor for name, weight in profile.swings.items()}  # type: ignore[operator]
    after = _by_id(rank_options(problem, dataclasses.replace(profile, swings=scaled)))
    before = _by_id(rank_options(problem, profile))
    assert {name: place[:2] for name, place in after.items()} == {name: place[:2] for name, place in before.items()}
    assert [place[2] for place in after.values()] == pytest.approx([place[2] for place in before.values()], abs=1e-8)


@given(st.data())
def test_adding_or_dropping_an_option_changes_no_other_score(data: st.DataObject) -> None:
    problem = data.draw(problems(least_options=2))
    profile = data.draw(profiles(problem))
    kept = problem.options[:-1]
    fewer = rank_options(dataclasses.replace(problem, options=kept), profile)
    scores = {line.option.id: line.score for line in rank_options(problem, profile).options}
    assert {line.option.id: line.score for line in fewer.options} == {o.id: scores[o.id] for o in kept}


@given(st.data())
def test_a_dominated_option_never_beats_its_dominator(data: st.DataObject) -> None:
    problem = data.draw(problems(least_options=2))
    profile = data.draw(profiles(problem))
    table = value_table(problem)
    places = {line.option.id: line.rank for line in rank_options(problem, profile).options}
    for better, worse in np.argwhere(dominance(table.values)).tolist():
        assert places[table.options[better]] <= places[table.options[worse]]


@given(st.data())
def test_group_weights_equal_their_flat_product(data: st.DataObject) -> None:
    problem = data.draw(problems())
    tree, profile = data.draw(grouped(problem))

    def product(weights: SwingWeights, whole: Decimal = Decimal(1)) -> dict[str, Decimal]:
        total = sum(part.weight if isinstance(part, GroupWeight) else part for part in weights.values())
        flat: dict[str, Decimal] = {}
        for name, part in weights.items():
            if isinstance(part, GroupWeight):
                flat |= product(part.children, whole * part.weight / total)
            else:
                flat[name] = whole * part / total
        return flat

    flat = WeightProfile("flat", "Flat", product(profile.swings))
    assert profile.weights == pytest.approx(flat.weights, abs=1e-12)
    by_group = rank_options(dataclasses.replace(problem, tree=tree), profile)
    scores = {line.option.id: line.score for line in rank_options(problem, flat).options}
    assert {line.option.id: line.score for line in by_group.options} == pytest.approx(scores, abs=1e-8)


@given(st.data())
def test_weights_sum_to_one_and_contributions_to_the_score(data: st.DataObject) -> None:
    problem = data.draw(problems())
    ranking = rank_options(problem, data.draw(profiles(problem)))
    assert math.fsum(ranking.weights.values()) == pytest.approx(1, abs=1e-12)
    for line in ranking.options:
        assert math.fsum(line.contributions.values()) == pytest.approx(line.score, abs=1e-8)
        assert 0 <= line.interval[0] <= line.score <= line.interval[1] <= 100


@given(st.data())
def test_an_unknown_score_lies_inside_its_interval_whatever_it_turns_out_to_be(data: st.DataObject) -> None:
    problem = data.draw(problems())
    profile = data.draw(profiles(problem))
    line = rank_options(problem, profile).options[0]
    assume(line.unknown)
    found = dict(line.option.performance)
    for criterion in problem.criteria:
        if criterion.id in line.unknown:
            found[criterion.id] = data.draw(cells(criterion, unknown=False))
    turned_out = Option(line.option.id, line.option.title, found)
    options = tuple(turned_out if option.id == turned_out.id else option for option in problem.options)
    after = _by_id(rank_options(dataclasses.replace(problem, options=options), profile))[turned_out.id][2]
    assert line.interval[0] - 1e-8 <= after <= line.interval[1] + 1e-8
