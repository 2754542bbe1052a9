"""The classic rules for choice under uncertainty, on a published table of four actions in four states.

The table and its answers are those of JMcDM (Satman et al. 2021, *Journal of Open Source Software* 6(65), 3430).
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from decide.selection.columns import columns_of
from decide.selection.least_regret import least_regret
from decide.selection.nondominated.find import nondominated
from decide.selection.nondominated.measures import regret, worst
from decide.selection.programme import Account, Choice, Item, Programme, Tally
from tests.portfolio.nondominated.weights import simplex, worth

TABLE = [[26, 26, 18, 22], [22, 34, 30, 18], [28, 24, 34, 26], [22, 30, 28, 20]]
LEAST, LOST = [18, 18, 24, 20], [16, 8, 10, 6]


def _one_of_four(state: int = 0) -> Programme:
    """One action is taken; its value is that in a state."""
    items = tuple(
        Item(f"A{number}", (Choice("", row[state], (0,), 0, Fraction(1)),)) for number, row in enumerate(TABLE, 1)
    )
    account = Account("budget", "", Fraction(1), None)
    return Programme(items, (), (Tally((0, 1, 2, 3), 1, 1),), (account,), None, None, Fraction(1), 1e-9)


def test_each_action_at_its_worst_and_against_the_best_of_each_state() -> None:
    known = worth(TABLE, simplex(4))
    rows = np.eye(4, dtype=np.bool_)
    assert worst(rows, known).tolist() == LEAST
    assert regret(rows, known).tolist() == LOST


def test_no_action_beats_another_in_all_states() -> None:
    programme = _one_of_four()
    found = nondominated(programme, worth(TABLE, simplex(4)))
    assert found is not None
    assert columns_of(programme, found).sum(axis=0).tolist() == [1, 1, 1, 1]


def test_savage_chooses_the_fourth_action_and_wald_the_third() -> None:
    worlds = [_one_of_four(state) for state in range(4)]
    best = [Fraction(max(row[state] for row in TABLE)) for state in range(4)]
    savage = least_regret(worlds, best)
    wald = least_regret(worlds, [Fraction(0)] * 4)
    assert (savage.picks, savage.regret, savage.proved) == (((3, 0),), min(LOST), True)
    assert (wald.picks, wald.regret, wald.proved) == (((2, 0),), -max(LEAST), True)
