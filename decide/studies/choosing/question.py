"""Between the portfolio room and the rest: gains in, audited portfolios out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from decide.audit.portfolio import Auditor
from decide.errors import InternalError
from decide.methods.value_added import Added, counted, exact_shares
from decide.model.portfolio import Change, Portfolio
from decide.model.relation import Together
from decide.selection.answer import names
from decide.selection.formulate import Gains, formulate
from decide.selection.programme import measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.audit.portfolio import Recount
    from decide.model.criterion import Criterion
    from decide.model.option import Option, Size
    from decide.selection.programme import Picks, Programme
    from decide.workspace.load_rules import Case

_CLOSE = Fraction(1, 10**8)  # points: more than the model's rounding of values that no fraction holds


@dataclass(frozen=True)
class Question:
    """A case, the criteria that count, what everything adds, and the programme that says it in whole numbers."""

    case: Case
    criteria: tuple[Criterion, ...]
    gains: Gains
    programme: Programme

    @cached_property
    def auditor(self) -> Auditor:
        """Adds portfolios up a second time."""
        loaded = self.case.loaded
        return Auditor(loaded.problem, loaded.profile, self.case.rules)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The number of each option in the programme."""
        return {item.id: number for number, item in enumerate(self.programme.items)}

    def portfolio(self, picks: Picks, *, freed: bool = False) -> Portfolio:
        """A portfolio in the users' terms, after adding it up a second time by other code.

        `freed` is for one that may break a limit, since the question was what a larger limit would bring.

        Raises
        ------
        InternalError : the two sums differ, or the portfolio breaks a relation or limit
        """
        chosen = dict(names(self.programme, picks))
        again = self.auditor.recount(chosen)
        self._compare(picks, again)
        broken = [what for what in again.broken if not (freed and what.startswith("the limit"))]
        if broken:
            raise InternalError(f"a portfolio that the model allows breaks {', '.join(broken)}")
        return Portfolio(
            options=tuple(sorted(chosen)),
            sizes={name: size for name, size in sorted(chosen.items()) if size},
            value=float(again.value),
            cost=again.cost,
            escalation_risk=float(again.escalation_risk),
            uses=again.uses,
        )

    def _compare(self, picks: Picks, again: Recount) -> None:
        found = measure(self.programme, picks)
        money = found.uses[0] * self.programme.accounts[0].unit
        if (
            abs(found.value * self.programme.value_unit - again.value) > _CLOSE
            or money != Fraction(again.cost)
            or 1 - found.survival != again.escalation_risk
        ):
            raise InternalError(f"two ways of adding up {names(self.programme, picks)} differ")

    def change(self, before: Picks, after: Picks) -> Change:
        """What comes and goes from one portfolio to another; a new size of an option comes and goes as OPTION:SIZE."""
        old, new = dict(names(self.programme, before)), dict(names(self.programme, after))
        both = [name for name in old if name in new and old[name] != new[name]]
        enters = sorted([name for name in new if name not in old] + [_sized(name, new[name]) for name in both])
        leaves = sorted([name for name in old if name not in new] + [_sized(name, old[name]) for name in both])
        return Change(tuple(enters), tuple(leaves))

    def way(self, name: str, size: str) -> Option | Size:
        """An option, or one of its sizes."""
        option = next(option for option in self.case.loaded.problem.options if option.id == name)
        return next(found for found in option.sizes if found.id == size) if size else option

    def earned(self, picks: Picks) -> list[tuple[Together, Fraction]]:
        """The `together` relations that a portfolio has, with their points."""
        chosen = dict(names(self.programme, picks))
        together = [relation for relation in self.case.rules.relations if isinstance(relation, Together)]
        return [
            (relation, gain)
            for relation, gain in zip(together, self.gains.together, strict=True)
            if all(name in chosen for name in relation.options)
        ]


def question(case: Case) -> Question:
    """What is to be chosen from, in whole numbers."""
    problem = case.loaded.problem
    criteria = counted(problem, case.rules.limits)
    shares = exact_shares(case.loaded.profile.swings)
    added = Added(criteria, shares)
    gains = {way: points for option in problem.options for way, points in gains_of(option, added).items()}
    return question_with(case, criteria, shares, gains)


def question_with(
    case: Case,
    criteria: tuple[Criterion, ...],
    shares: Mapping[str, Fraction],
    gains: Mapping[tuple[str, str], Fraction],
) -> Question:
    """The same, where it is known already what options add."""
    relations = [relation for relation in case.rules.relations if isinstance(relation, Together)]
    together = tuple(_together(relation, criteria, shares) for relation in relations)
    found = Gains(gains, together)
    return Question(case, criteria, found, formulate(case.loaded.problem, case.rules, found))


def gains_of(option: Option, added: Added) -> dict[tuple[str, str], Fraction]:
    """What an option adds, in each of its sizes."""
    ways: list[tuple[str, Option | Size]] = [("", option), *((size.id, size) for size in option.sizes)]
    return {(option.id, size): added.points(way.performance) for size, way in ways}


def _together(relation: Together, criteria: tuple[Criterion, ...], shares: Mapping[str, Fraction]) -> Fraction:
    """Points of a criterion count by its weight, where the criterion counts."""
    return sum(
        (
            Fraction(relation.adds[criterion.id]) * shares[criterion.id]
            for criterion in criteria
            if criterion.id in relation.adds
        ),
        start=Fraction(0),
    )


def _sized(name: str, size: str) -> str:
    return f"{name}:{size}" if size else f"{name}:whole"
