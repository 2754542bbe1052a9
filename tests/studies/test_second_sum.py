"""Nothing that breaks a relation, or that two ways of adding up disagree on, is ever shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from decide.errors import InternalError
from decide.studies.choosing.asked import asked
from decide.studies.choosing.question import Question, question
from decide.workspace.load_rules import load_case
from tests import choices

if TYPE_CHECKING:
    from pathlib import Path

BOTH = ((0, 0), (1, 0))


def _asked(root: Path, *relations: str) -> Question:
    limits = "{budget: 15, escalation_risk: 0.28}"
    choices.write(root, {"portfolio.yaml": choices.relations(*relations, limits=limits)})
    return question(load_case(root, None, asked({}, (), ())))


@pytest.mark.parametrize("freed", [False, True])
def test_a_portfolio_that_breaks_a_relation_is_a_bug(freed: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter of the test
    with pytest.raises(InternalError, match="breaks"):
        _asked(tmp_path, "excludes: [a, b]").portfolio(BOTH, freed=freed)


def test_a_limit_may_be_broken_only_where_a_larger_one_is_asked_about(tmp_path: Path) -> None:
    asking = _asked(tmp_path, "at_most: 3, of: [a, b, c]")
    assert asking.portfolio(BOTH, freed=True).cost == 20
    with pytest.raises(InternalError, match="the limit on budget"):
        asking.portfolio(BOTH)


def test_another_value_is_a_bug(tmp_path: Path) -> None:
    asking = _asked(tmp_path, "at_most: 3, of: [a, b, c]")
    item = asking.programme.items[0]
    wrong = replace(item, choices=(replace(item.choices[0], value=item.choices[0].value + 1),))
    programme = replace(asking.programme, items=(wrong, *asking.programme.items[1:]))
    with pytest.raises(InternalError, match="differ"):
        Question(asking.case, asking.criteria, asking.gains, programme).portfolio(((0, 0),))
