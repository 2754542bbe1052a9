"""The portfolio problem in many states at once, in the terms of the room that chooses."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.value_table import values_of
from decide.model.option import Judgement, Periods
from decide.model.relation import Together
from decide.model.rules import BUDGET, ESCALATION_RISK, Limit
from decide.selection.formulate import rules_of
from decide.selection.states import States
from decide.selection.units import LARGEST, common_unit
from decide.studies.reviewing import parts as key
from decide.studies.reviewing.scores import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from decide.model.option import Cost, NumberJudgement
    from decide.selection.programme import Rule
    from decide.studies.reviewing.blend import Blend
    from decide.studies.reviewing.cases import Cases

    Real = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_LIMITED_BY = {"cost": BUDGET, "escalation_risk": ESCALATION_RISK}
_OTHER = "*"  # all periods that no budget names


def states_of(blend: Blend, profile: str, cases: Cases) -> States:
    """What is to be chosen from in each state."""
    return _Builder(blend, profile, cases).states()


class _Builder:
    """Puts the arrays together; each is worked out for the combinations of those edits that it depends on."""

    def __init__(self, blend: Blend, profile: str, cases: Cases) -> None:
        self.blend, self.profile, self.cases = blend, profile, cases
        self.tables = Tables(blend, profile, cases, sizes=True)
        self.together = [
            place for place, (relation, _, _) in enumerate(blend.change.relations) if isinstance(relation, Together)
        ]
        self.ruling = [place for place in range(len(blend.change.relations)) if place not in self.together]
        self.accounts = self._accounts()

    def states(self) -> States:
        blend, ways = self.blend, self.tables.ways
        place = {name: number for number, name in enumerate(blend.options)}
        uses, units = self._uses()
        survivals, survival, least = self._survivals()
        rules: list[Rule] = []
        owners: list[int] = []
        for at in self.ruling:
            found = rules_of(blend.change.relations[at][0], place)
            rules += found
            owners += [at] * len(found)
        triggers = sorted({blend.trigger(frozenset(), name) for name in blend.options} | self._later_triggers())
        number = {"": 0} | {name: at for at, name in enumerate((one for one in triggers if one), 1)}
        return States(
            items=blend.options,
            choices=tuple((place[name], size) for name, size in ways),
            bonuses=tuple(
                tuple(sorted(place[name] for name in blend.change.relations[at][0].options))  # type: ignore[union-attr]
                for at in self.together
            ),
            rules=tuple(rules),
            edits=self.cases.made,
            present=self._flags(self._present(name, size) for name, size in ways),
            values=self._values(),
            uses=uses,
            units=units,
            limits=self._limits(units),
            survivals=survivals,
            survival=survival,
            least=least,
            trigger=self._numbers(self._trigger(name, number) for name in blend.options),
            in_force=self._flags(self._in_force(at) for at in owners),
        )

    def _trigger(self, name: str, number: Mapping[str, int]) -> tuple[list[int], Whole]:
        needs = self.blend.option_edits(name, key.TRIGGER)
        return self.cases.each(needs, lambda made: number[self.blend.trigger(made, name)])

    def _later_triggers(self) -> set[str]:
        everything = frozenset(self.cases.edits)
        return {self.blend.trigger(everything, name) for name in self.blend.options}

    def _flags(self, columns: Iterable[tuple[list[bool], Whole]]) -> Flags:
        made = [np.array(found, dtype=np.bool_)[place] for found, place in columns]
        return np.stack(made, axis=1) if made else np.zeros((len(self.cases), 0), dtype=np.bool_)

    def _numbers(self, columns: Iterable[tuple[list[int], Whole]]) -> Whole:
        return np.stack([np.array(found, dtype=np.int64)[place] for found, place in columns], axis=1)

    def _present(self, name: str, size: str) -> tuple[list[bool], Whole]:
        blend = self.blend
        needs = {blend.presence("option", name), *blend.option_edits(name, key.BASELINE)}
        needs |= {blend.presence("size", name, size)} if size else set()

        def there(made: frozenset[int]) -> bool:
            sized = not size or blend.has(made, "size", name, size)
            return blend.has(made, "option", name) and sized and not blend.baseline(made, name)

        return self.cases.each(needs, there)

    def _in_force(self, at: int) -> tuple[list[bool], Whole]:
        return self.cases.each(self.blend.relation_edits(at), lambda made: self.blend.in_force(made, at))

    # Values

    def _values(self) -> Real:
        """Value added of each choice, and the points of each bonus."""
        counted = self._counted()
        weights = self.tables.weights * counted
        nothing = np.stack([self._status_quo_values(name) for name in self.blend.criteria], axis=1)
        added = self.tables.worth(weights=weights) - 100 * (weights * nothing).sum(axis=1)[:, None]
        return np.concatenate([added, self._bonuses(weights)], axis=1)

    def _status_quo_values(self, name: str) -> Real:
        needs = self.blend.status_quo_edits(name)
        found, place = self.cases.each(needs, lambda made: self._status_quo(made, name))
        return np.array(found)[place]

    def _status_quo(self, made: frozenset[int], name: str) -> float:
        criterion = self.blend.criterion(made, name)
        return values_of((criterion,), {name: Judgement(criterion.status_quo)})[0]

    def _counted(self) -> Flags:
        """Which criteria count, in each state: not what a limit stands for already."""
        limited = {name: self._limited(name) for name in (BUDGET, ESCALATION_RISK)}
        return np.stack([self._counts(name, limited) for name in self.blend.criteria], axis=1)

    def _limited(self, name: str) -> Flags:
        needs = {self.blend.change.of.get((key.LIMIT, owner, name), 0) for owner in ("", self.profile)}
        found, place = self.cases.each(needs, lambda made: name in self.blend.rules(made, self.profile).limits)
        return np.array(found, dtype=np.bool_)[place]

    def _counts(self, name: str, limited: Mapping[str, Flags]) -> Flags:
        kinds, place = self.cases.each(self.blend.counted_edits(name), lambda made: self._kind(made, name))
        counts = np.zeros(len(self.cases), dtype=np.bool_)
        for at, (in_portfolio, measures) in enumerate(kinds):
            here = place == at
            if in_portfolio:
                counts |= here & ~limited[_LIMITED_BY[measures]] if measures else here
        return counts

    def _kind(self, made: frozenset[int], name: str) -> tuple[bool, str]:
        criterion = self.blend.criterion(made, name)
        return criterion.in_portfolio, str(criterion.measures or "")

    def _bonuses(self, weights: Real) -> Real:
        found = np.zeros((len(self.cases), len(self.together)))
        column = {name: at for at, name in enumerate(self.blend.criteria)}
        for place, at in enumerate(self.together):
            relation = self.blend.change.relations[at][0]
            if isinstance(relation, Together):
                here = self._flags([self._in_force(at)])[:, 0]
                for name, points in relation.adds.items():
                    found[:, place] += np.where(here, weights[:, column[name]] * float(points), 0.0)
        return found

    # What is taken

    def _accounts(self) -> list[tuple[str, str]]:
        """The whole cost; each period that some budget names, and all others; each resource."""
        blend = self.blend
        amounts = [
            part.holds.amount
            for owner in ("", self.profile)
            for one in blend.limit_keys(owner)
            for part in (blend.change.before.get(one), blend.change.after.get(one))
            if part is not None and isinstance(part.holds, Limit) and one[2] == BUDGET
        ]
        periods = sorted({period for amount in amounts if isinstance(amount, tuple) for period, _ in amount})
        resources = sorted({one.id for side in (blend.before, blend.after) for one in side.rules.resources})
        return [
            (BUDGET, ""),
            *((BUDGET, period) for period in periods),
            *([(BUDGET, _OTHER)] if periods else []),
            *((name, "") for name in resources),
        ]

    def _uses(self) -> tuple[Whole, tuple[Fraction, ...]]:
        """(n_states, n_columns, n_accounts), and the unit of each account."""
        columns = [self._used_by(name, size) for name, size in self.tables.ways]
        columns += [self._used_together(at) for at in self.together]
        known = [row for rows, _ in columns for row in rows]
        units = tuple(common_unit([row[place] for row in known]) for place in range(len(self.accounts)))
        uses = [
            np.array([[int(used / unit) for used, unit in zip(row, units, strict=True)] for row in rows])[place]
            for rows, place in columns
        ]
        return np.stack(uses, axis=1).astype(np.int64), units

    def _used_by(self, name: str, size: str) -> tuple[list[tuple[Fraction, ...]], Whole]:
        return self.cases.each(self.blend.size_edits(name, size), lambda made: self._used(made, name, size))

    def _used_together(self, at: int) -> tuple[list[tuple[Fraction, ...]], Whole]:
        relation = self.blend.change.relations[at][0]
        taken = self._of(relation.cost if isinstance(relation, Together) else None, {})
        none = (Fraction(0),) * len(self.accounts)
        needs = self.blend.relation_edits(at)
        return self.cases.each(needs, lambda made: taken if self.blend.in_force(made, at) else none)

    def _used(self, made: frozenset[int], name: str, size: str) -> tuple[Fraction, ...]:
        way = self.blend.size(made, name, size)
        return self._of(way.cost, way.uses)

    def _of(self, cost: Cost | None, uses: Mapping[str, NumberJudgement]) -> tuple[Fraction, ...]:
        """What is taken of each account."""
        found: list[Fraction] = []
        named = {period for key_, period in self.accounts if key_ == BUDGET}
        for account, period in self.accounts:
            if account != BUDGET:
                found.append(Fraction(uses[account].quantity.best) if account in uses else Fraction(0))
            elif cost is None:
                found.append(Fraction(0))
            elif not period:
                found.append(Fraction(cost.best if isinstance(cost, Periods) else cost.quantity.best))
            elif isinstance(cost, Periods):
                parts = [p for name, p in cost.by_period if (name == period if period != _OTHER else name not in named)]
                found.append(sum((Fraction(part.quantity.best) for part in parts), start=Fraction(0)))
            else:  # under a budget by period, money that goes by no period cannot be spent
                found.append(abs(Fraction(cost.quantity.best)) if period == _OTHER else Fraction(0))
        return tuple(found)

    def _limits(self, units: tuple[Fraction, ...]) -> Whole:
        needs = self._limit_edits()
        found, place = self.cases.each(needs, lambda made: self._room(made, units))
        return np.array(found, dtype=np.int64)[place]

    def _limit_edits(self) -> set[int]:
        change = self.blend.change
        return {change.of[one] for one in change.of if one[0] == key.LIMIT and one[1] in {"", self.profile}}

    def _room(self, made: frozenset[int], units: tuple[Fraction, ...]) -> list[int]:
        limits = self.blend.rules(made, self.profile).limits
        found: list[int] = []
        for (account, period), unit in zip(self.accounts, units, strict=True):
            limit = limits.get(account)
            if limit is None:
                found.append(LARGEST)
            elif isinstance(limit.amount, tuple):
                amount = dict(limit.amount).get(period, 0)
                found.append(min(int(Fraction(amount) // unit), LARGEST) if period else LARGEST)
            else:
                found.append(min(int(Fraction(limit.amount) // unit), LARGEST) if not period else LARGEST)
        return found

    def _survivals(self) -> tuple[tuple[Fraction, ...], Whole, Whole]:
        """The numbers 1 - p, which of them each column has in each state, and the least that is allowed."""
        columns = [self._safe(name, size) for name, size in self.tables.ways]
        columns += [self._safe_together(at) for at in self.together]
        bounds, place = self.cases.each(self._limit_edits(), self._least)
        known = sorted({one for found, _ in columns for one in found} | {one for one in bounds if one is not None})
        number = {one: at for at, one in enumerate(known)}
        survival = np.stack([np.array([number[one] for one in found])[at] for found, at in columns], axis=1)
        least = np.array([-1 if one is None else number[one] for one in bounds])[place]
        return tuple(known), survival, least

    def _safe(self, name: str, size: str) -> tuple[list[Fraction], Whole]:
        def survival(made: frozenset[int]) -> Fraction:
            return 1 - Fraction(self.blend.size(made, name, size).escalation_risk.quantity.best)

        return self.cases.each(self.blend.size_edits(name, size), survival)

    def _safe_together(self, at: int) -> tuple[list[Fraction], Whole]:
        relation = self.blend.change.relations[at][0]
        risk = Fraction(relation.escalation_risk.quantity.best) if isinstance(relation, Together) else Fraction(0)
        needs = self.blend.relation_edits(at)
        return self.cases.each(needs, lambda made: 1 - risk if self.blend.in_force(made, at) else Fraction(1))

    def _least(self, made: frozenset[int]) -> Fraction | None:
        limit = self.blend.rules(made, self.profile).limits.get(ESCALATION_RISK)
        return None if limit is None else 1 - Fraction(limit.total)
