"""Every constraint of the mixed-integer model as text, compared with a file that was reviewed by eye."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pulp
import pytest

from decide.selection.milp.constraints import CONSTRAINTS, formulated, other_than
from decide.selection.milp.model import variables
from decide.selection.milp.solve import by_solver
from decide.selection.programme import Fix, Needs, Tally
from decide.selection.solve import CBC, HIGHS
from tests.portfolio.programmes import option, options, programme, together, way

if TYPE_CHECKING:
    from collections.abc import Iterable

    from decide.selection.milp.constraints import Constraint
    from decide.selection.programme import Programme

HERE = Path(__file__).parent / "golden"
SENSES = {pulp.LpConstraintLE: "<=", pulp.LpConstraintEQ: "=", pulp.LpConstraintGE: ">="}
SPARKS = {"trigger": "spark"}

# What exercises each function: where it must speak, and beside it where it must not.
EXAMPLES: dict[str, Programme] = {
    "one_size": programme([option("a", way(1)), option("b", way(1), way(2), way(3)), option("c")]),
    "needs": programme(
        [*options(way(1), way(1)), option("c", way(1), way(2))], rules=[Needs(0, (1,)), Needs(1, (0, 2))]
    ),
    "at_least": programme(options(way(1), way(1), way(1)), rules=[Tally((0, 1, 2), 2, 3), Tally((0, 1), 0, 1)]),
    "at_most": programme(options(way(1), way(1), way(1)), rules=[Tally((0, 1, 2), 0, 1), Tally((0, 1), 1, 2)]),
    "fixed": programme(
        [option("a", way(1)), option("b", way(1), way(2))], rules=[Fix(0, taken=False), Fix(1, taken=True)]
    ),
    "bonus_needs_each": programme(
        options(way(1), way(1), way(1)), bonuses=[together([0, 1], 5), together([0, 1, 2], -5)]
    ),
    "bonus_comes_with_all": programme(
        options(way(1), way(1), way(1)), bonuses=[together([0, 1], 5), together([0, 1, 2], -5)]
    ),
    "within_account": programme(
        options(way(1, 7, 1, 2), way(1, 0, 1, 3)), bonuses=[together([0, 1], 0, -2)], limits=[10, None, 4]
    ),
    "riskiest_of_trigger": programme(
        [
            option("a", way(1, risk="0.1"), way(2, risk="0.2"), **SPARKS),
            option("b", way(1, risk="0.1"), **SPARKS),
            option("c", way(1), **SPARKS),
            option("d", way(1, risk="0.3"), trigger="flame"),
            option("e", way(1, risk="0.3")),
        ]
    ),
    "within_risk": programme(
        [*options(way(1, risk="0.1"), way(1)), option("c", way(1, risk="0.2"), **SPARKS)],
        bonuses=[together([0, 1], 0, risk="0.05")],
        risk="0.25",
    ),
}


def _text(constraints: Iterable[tuple[str, pulp.LpConstraint]]) -> str:
    """Constraints as an LP file has them."""
    lines = []
    for name, constraint in constraints:
        terms = " ".join(
            f"{'-' if factor < 0 else '+'} {'' if abs(factor) == 1 else f'{abs(factor):.12g} '}{variable.name}"
            for variable, factor in sorted(constraint.items(), key=lambda pair: pair[0].name)
        )
        lines.append(f"{name}: {terms.removeprefix('+ ')} {SENSES[constraint.sense]} {0 - constraint.constant:.12g}")
    return "\n".join(["Subject To", *lines, "End", ""])


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda constraint: constraint.__name__)
def test_a_constraint_is_the_one_reviewed(constraint: Constraint, request: pytest.FixtureRequest) -> None:
    name = constraint.__name__
    model = variables(EXAMPLES[name])
    text = _text((f"{name}_{number:04d}", found) for number, found in enumerate(constraint(model)))
    path = HERE / f"{name}.lp"
    if request.config.getoption("--rewrite-golden", default=False):
        HERE.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode(), f"{name} changed; if it should, write its file anew and review it"


def test_every_constraint_has_its_file_and_every_file_its_constraint() -> None:
    names = [constraint.__name__ for constraint in CONSTRAINTS]
    assert sorted(path.name for path in HERE.iterdir()) == sorted(f"{name}.lp" for name in names)
    assert sorted(EXAMPLES) == sorted(names)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_whole_model_has_the_constraints_of_every_function_in_turn(example: str) -> None:
    whole = EXAMPLES[example]
    model = variables(whole)
    parts = [
        (f"{part.__name__}_{number:04d}", found) for part in CONSTRAINTS for number, found in enumerate(part(model))
    ]
    assert _text((found.name, found) for found in formulated(whole).problem.constraints()) == _text(parts)


def test_options_are_taken_or_not_bonuses_lie_between_and_triggers_add_no_less_than_nothing() -> None:
    whole = programme(
        [option("a", way(4, risk="0.1"), way(2), **SPARKS), option("b", way(3))], bonuses=[together([0, 1], -1)]
    )
    model = variables(whole)
    found = {one.name: (one.lowBound, one.upBound, one.cat) for one in (*model.take.values(), *model.earned)}
    assert found == {
        "x0000": (0, 1, pulp.LpInteger),
        "x0001": (0, 1, pulp.LpInteger),
        "x0002": (0, 1, pulp.LpInteger),
        "b0000": (0, 1, pulp.LpContinuous),
    }
    assert [(one.lowBound, one.upBound, one.cat) for one in model.provoked.values()] == [(0, None, pulp.LpContinuous)]
    assert {one.name: factor for one, factor in model.problem.objective.items()} == {
        "x0000": 4,
        "x0001": 2,
        "x0002": 3,
        "b0000": -1,
    }
    assert model.problem.sense == pulp.LpMaximize


def test_any_portfolio_but_one_differs_from_it_somewhere() -> None:
    model = variables(programme([option("a", way(1), way(2)), option("b", way(1))]))
    assert _text([("other", other_than(model, ((0, 1),)))]) == "Subject To\nother: x0000 - x0001 + x0002 >= 0\nEnd\n"


def test_the_model_adds_up_what_the_programme_does() -> None:
    whole = EXAMPLES["within_risk"]
    model = variables(whole)
    for variable in (*model.take.values(), *model.earned):
        variable.varValue = 1
    model.provoked["spark"].varValue = -math.log(0.8)
    assert pulp.value(model.risk()) == pytest.approx(-math.log(0.9 * 0.8 * 0.95))
    assert model.portfolio() == ((0, 0), (1, 0), (2, 0))


NAMES = ("aid-core", "aid_core", "aid core", "aid+core", "x0001", "b0000", "t0000")


def _named() -> Programme:
    found = [option(name, way(1, 1, risk="0.01"), way(2, 2), trigger=f"{name}!") for name in NAMES]
    return programme(
        found,
        bonuses=[together([0, 1], 3), together([2, 3], 3)],
        rules=[Needs(0, (1,)), Tally((0, 1, 2), 0, 2), Fix(6, taken=True)],
        limits=[9],
        risk="0.5",
    )


def test_no_name_that_a_solver_sees_comes_from_the_user() -> None:
    problem = formulated(_named()).problem
    functions = "|".join(constraint.__name__ for constraint in CONSTRAINTS)
    assert all(re.fullmatch(r"[xbt][0-9]{4}", one.name) for one in problem.variables())
    assert all(re.fullmatch(rf"({functions})_[0-9]{{4}}", found.name) for found in problem.constraints())
    assert not any(name in problem.name for name in NAMES)


def test_names_that_look_alike_to_a_solver_are_different_options() -> None:
    problem = formulated(_named()).problem
    assert len({one.name for one in problem.variables()}) == len(NAMES) * 3 + 2


@pytest.mark.parametrize("solver", [HIGHS, CBC])
def test_solvers_keep_options_apart_whose_names_look_alike(solver: str) -> None:
    found = [option(name, way(1 + place, 1)) for place, name in enumerate(NAMES)]
    answer = by_solver(programme(found, limits=[2]), solver)
    assert answer.portfolios == (((5, 0), (6, 0)),)
