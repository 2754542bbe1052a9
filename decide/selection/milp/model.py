"""The variables of the model, its objective, and the way back from a solution to a portfolio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.selection.programme import Bonus, Choice, Picks, Programme

_HALF = 0.5


@dataclass(frozen=True)
class Model:
    """A programme in the solver's terms. Solvers see numbers for names, so that no name of the user can clash.

    Attributes
    ----------
    take : 1 if a choice of an item is taken, by item and choice
    earned : 1 if all members of a bonus are taken, by its place
    provoked : the risk that a trigger adds, by its name
    """

    programme: Programme
    problem: pulp.LpProblem
    take: dict[tuple[int, int], pulp.LpVariable]
    earned: tuple[pulp.LpVariable, ...]
    provoked: dict[str, pulp.LpVariable]

    def taken(self, item: int) -> pulp.LpAffineExpression:
        """1 if an item is taken in any of its sizes."""
        return pulp.lpSum(self.take[item, choice] for choice in range(len(self.programme.items[item].choices)))

    def value(self) -> pulp.LpAffineExpression:
        """Points."""
        unit = float(self.programme.value_unit)
        return self._sum([choice.value * unit for choice in self._choices()], [b.value * unit for b in self._bonuses()])

    def used(self, account: int) -> pulp.LpAffineExpression:
        """Whole units of an account."""
        return self._sum(
            [choice.uses[account] for choice in self._choices()], [b.uses[account] for b in self._bonuses()]
        )

    def risk(self) -> pulp.LpAffineExpression:
        """-ln of the joint survival."""
        unit, items = self.programme.risk_unit, self.programme.items
        alone = [0.0 if items[item].trigger else items[item].choices[choice].risk * unit for item, choice in self.take]
        return self._sum(alone, [bonus.risk * unit for bonus in self._bonuses()]) + pulp.lpSum(self.provoked.values())

    def portfolio(self) -> Picks:
        """What the solver's solution takes."""
        return tuple(pair for pair, variable in self.take.items() if (variable.varValue or 0.0) > _HALF)

    def _choices(self) -> list[Choice]:
        return [self.programme.items[item].choices[choice] for item, choice in self.take]

    def _bonuses(self) -> tuple[Bonus, ...]:
        return self.programme.bonuses

    def _sum(self, choices: Sequence[float], bonuses: Sequence[float]) -> pulp.LpAffineExpression:
        pairs = [*zip(self.take.values(), choices, strict=True), *zip(self.earned, bonuses, strict=True)]
        return pulp.LpAffineExpression([(variable, factor) for variable, factor in pairs if factor])


def variables(programme: Programme) -> Model:
    """A model with variables and objective, and no constraint yet."""
    problem = pulp.LpProblem("portfolio", pulp.LpMaximize)
    places = [(item, choice) for item, found in enumerate(programme.items) for choice in range(len(found.choices))]
    take = {place: problem.add_variable(f"x{number:04d}", 0, 1, pulp.LpInteger) for number, place in enumerate(places)}
    # Between 0 and 1 by the constraints on its members; whole wherever they are.
    earned = tuple(problem.add_variable(f"b{number:04d}", 0, 1) for number in range(len(programme.bonuses)))
    triggers = dict.fromkeys(item.trigger for item in programme.items if item.trigger)
    provoked = {name: problem.add_variable(f"t{number:04d}", 0) for number, name in enumerate(triggers)}
    model = Model(programme, problem, take, earned, provoked)
    problem.setObjective(model.value())
    return model
