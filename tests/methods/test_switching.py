"""Switching weights: at the weight found, and nowhere before it, the two options are equal."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decide.methods.ranking import rank_options
from decide.methods.switching import switching_weights
from tests.strategies import problems, profiles

if TYPE_CHECKING:
    from decide.model.ranking import Ranking
    from decide.model.weights import WeightProfile


def _moved(ranking: Ranking, criterion: str, share: float) -> WeightProfile:
    """The profile with one criterion at a share, the others in their old proportions."""
    rest = sum(weight for name, weight in ranking.weights.items() if name != criterion)
    swings = {
        name: Decimal(share if name == criterion else (1 - share) * weight / rest if rest else 0.0)
        for name, weight in ranking.weights.items()
    }
    return dataclasses.replace(ranking.profile, swings=swings)


@given(st.data())
def test_at_the_switch_the_rival_draws_level_with_the_leader(data: st.DataObject) -> None:
    problem = data.draw(problems(least_options=2))
    ranking = rank_options(problem, data.draw(profiles(problem)))
    assume(ranking.switch is not None and ranking.switch.weight < 1)
    switch = ranking.switch
    assert switch is not None
    after = rank_options(problem, _moved(ranking, switch.criterion, switch.switches_at))
    scores = {line.option.id: line.score for line in after.options}
    assert scores[switch.option] == pytest.approx(scores[ranking.options[0].option.id], abs=1e-6)


@given(st.data())
def test_before_the_switch_the_leader_keeps_first_place(data: st.DataObject) -> None:
    problem = data.draw(problems(least_options=2))
    ranking = rank_options(problem, data.draw(profiles(problem)))
    assume(ranking.switch is not None and ranking.switch.weight < 1)
    switch = ranking.switch
    assert switch is not None
    reach = abs(switch.switches_at - switch.weight) * 0.99
    leader = ranking.options[0].option.id
    for name, weight in ranking.weights.items():
        for share in (weight - reach, weight + reach):
            if weight < 1 and 0 <= share < 1:
                after = rank_options(problem, _moved(ranking, name, share))
                assert next(line.rank for line in after.options if line.option.id == leader) == 1


def test_a_worked_switch() -> None:
    # A has 0.8 and 0.2, B has 0.3 and 0.9, weights 0.6 and 0.4: A 0.56, B 0.54. Equal at w with 0.5 w = 0.7 (1 - w).
    found = switching_weights(np.array([[0.5, -0.7]]), np.array([0.6, 0.4]))
    assert found[0] == pytest.approx([0.7 / 1.2, 0.5 / 1.2])


def test_where_one_option_dominates_no_weight_switches() -> None:
    assert np.isnan(switching_weights(np.array([[0.1, 0.2]]), np.array([0.5, 0.5]))).all()
