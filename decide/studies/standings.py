"""What the files of one commit after another come to: ranks, scores, and the best portfolio.

Commits differ little from one to the next: what an unchanged option gains is kept, and the search for the portfolio
begins with the last one. Each is proved, and added up again, as if it stood alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from decide.methods.ranking import rank_options
from decide.methods.value_added import Added, counted, exact_shares
from decide.model.history import Standing
from decide.selection.search import FROM_NOTHING, Start
from decide.selection.solve import AUTO, Engine, solve
from decide.studies.choosing.question import gains_of, question_with
from decide.workspace.load import Loaded
from decide.workspace.load_rules import Case

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from decide.model.option import Option
    from decide.model.problem import Problem
    from decide.model.rules import Rules
    from decide.model.weights import WeightProfile
    from decide.selection.answer import Answer
    from decide.selection.programme import Programme
    from decide.studies.choosing.question import Question
    from decide.workspace.past import Found

_ENGINE = Engine(AUTO, 10.0)  # seconds, where a case is so large that a solver is used


@dataclass
class Standings:
    """Works out one commit after another."""

    root: Path
    gains: dict[str, tuple[Option, dict[tuple[str, str], Fraction]]] = field(default_factory=dict)
    scope: object = None  # for which the gains hold: criteria, weights, and what is limited
    last: tuple[Programme, Answer] | None = None

    def of(self, found: Found, *, has_profile: bool) -> Standing:
        """What the files of a commit come to, as far as they are without faults."""
        if found.problem is None or found.profile is None:
            return Standing(found.faults, has_profile, {}, {}, "", None, {})
        ranking = rank_options(found.problem, found.profile)
        ranks = {line.option.id: line.rank for line in ranking.options}
        scores = {line.option.id: line.score for line in ranking.options}
        if found.rules is None:
            return Standing(found.faults, has_profile, ranks, scores, "", None, {})
        asking = self._question(found.problem, found.profile, found.rules)
        answer = self._answer(asking.programme)
        if not answer.portfolios:
            return Standing(found.faults, has_profile, ranks, scores, str(answer.status), None, {})
        best = asking.portfolio(answer.portfolios[0])
        return Standing(found.faults, has_profile, ranks, scores, str(answer.status), best.options, dict(best.sizes))

    def _question(self, problem: Problem, profile: WeightProfile, rules: Rules) -> Question:
        """As `decide.studies.choosing.question`, where what changed is all that is worked out."""
        case = Case(Loaded(self.root, problem, profile, stale=False, inputs=""), rules)
        criteria = counted(problem, rules.limits)
        shares = exact_shares(profile.swings)
        scope = (problem.tree, profile.swings, frozenset(rules.limits))
        if scope != self.scope:
            self.scope = scope
            self.gains.clear()
        added = Added(criteria, shares)
        found: dict[tuple[str, str], Fraction] = {}
        for option in problem.options:
            if option.id not in self.gains or self.gains[option.id][0] is not option:
                self.gains[option.id] = option, gains_of(option, added)
            found |= self.gains[option.id][1]
        return question_with(case, criteria, shares, found)

    def _answer(self, programme: Programme) -> Answer:
        if self.last is not None and self.last[0] == programme:
            return self.last[1]
        answer = solve(programme, 1, _ENGINE, self._start(programme))
        self.last = programme, answer
        return answer

    def _start(self, programme: Programme) -> Start:
        """Where the last answer is of use: its portfolio for the same options, its prices for the same limits."""
        if self.last is None:
            return FROM_NOTHING
        before, answer = self.last
        if _choices(before) != _choices(programme):
            return FROM_NOTHING
        prices = answer.start.prices
        if prices is not None:
            scale = float(before.value_unit / programme.value_unit)
            prices = tuple(price * scale for price in prices) if _limits(before) == _limits(programme) else None
        return Start(answer.portfolios, prices)


def _choices(programme: Programme) -> list[tuple[str, list[str]]]:
    return [(item.id, [choice.size for choice in item.choices]) for item in programme.items]


def _limits(programme: Programme) -> tuple[object, ...]:
    return programme.accounts, programme.risk_limit, programme.risk_unit
