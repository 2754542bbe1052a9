"""A workspace with some edits made and others not: every combination of them is a state that can be ranked.

Where a combination lacks what only another edit would bring, these rules hold: a relation waits until every option that
it names is there; what is said of a criterion, size or resource that is not there does not count; an option without a
performance on a criterion counts as unknown there, and a criterion without a weight as 0.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from decide.model.criterion import Criterion, ValueTree
from decide.model.option import Judgement, NumberJudgement, Periods, Size
from decide.model.quantity import Known, Unknown
from decide.model.relation import members
from decide.model.rules import Rules
from decide.studies.reviewing import parts as key
from decide.studies.reviewing.edits import PRESENT, SHAPE
from decide.studies.reviewing.parts import option_parts, shape
from decide.studies.reviewing.swings import merged, pruned, with_alone

if TYPE_CHECKING:
    from collections.abc import Collection

    from decide.model.option import Option
    from decide.model.problem import Problem
    from decide.model.weights import SwingWeights, WeightProfile
    from decide.studies.reviewing.edits import Change
    from decide.studies.reviewing.parts import Key, Part
    from decide.studies.reviewing.side import Side

_NOBODY_SAID = Judgement(Unknown())


class Blend:
    """The states between two sides. Edits are called by their numbers."""

    def __init__(self, before: Side, after: Side, change: Change) -> None:
        self.before, self.after, self.change = before, after, change
        self._of_option: dict[str, tuple[dict[Key, Part], dict[Key, Part]]] = {}

    # What there is

    @cached_property
    def criteria(self) -> tuple[str, ...]:
        """Criteria of either side, those of the later one first."""
        return tuple(dict.fromkeys([*self.after.criteria, *self.before.criteria]))

    @cached_property
    def options(self) -> tuple[str, ...]:
        """Options of either side, by id."""
        return tuple(sorted({*self.after.options, *self.before.options}))

    @cached_property
    def touched_options(self) -> frozenset[str]:
        """Options of which some piece is another after the change."""
        kinds = {key.BASELINE, key.TRIGGER, key.COST, key.RISK, key.USES, key.PERFORMANCE}
        return frozenset(one[1] for one in self.change.of if one[0] in kinds)

    def sizes(self, option: str) -> tuple[str, ...]:
        """The option itself and its sizes, of either side."""
        sides = (side.options[option] for side in (self.after, self.before) if option in side.options)
        return tuple(dict.fromkeys(["", *(size.id for one in sides for size in one.sizes)]))

    def presence(self, kind: str, *name: str) -> int:
        """The edit with which something comes or goes; 0 where it is always there."""
        return self.change.of.get((PRESENT, kind, *name), 0)

    def has(self, made: Collection[int], kind: str, *name: str) -> bool:
        """Whether a criterion, option or size is there."""
        edit = self.presence(kind, *name)
        return edit == 0 or (edit in made) == self._comes(kind, *name)

    def _comes(self, kind: str, *name: str) -> bool:
        if kind == "criterion":
            return name[0] in self.after.criteria
        if kind == "option":
            return name[0] in self.after.options
        return any(size.id == name[1] for size in self.after.options[name[0]].sizes)

    # Pieces

    def _sides(self, one: Key) -> tuple[Part | None, Part | None]:
        """A piece before and after."""
        if one[0] in {key.SCALE, key.VALUE, key.STATUS_QUO, key.COUNTED, key.LIMIT} or one in self.change.of:
            return self.change.before.get(one), self.change.after.get(one)
        before, after = self._parts(one[1])
        return before.get(one), after.get(one)

    def _parts(self, option: str) -> tuple[dict[Key, Part], dict[Key, Part]]:
        """The pieces of an option, looked up once."""
        if option not in self._of_option:
            before, after = (
                dict(option_parts(side, option)) if option in side.options else {} for side in (self.before, self.after)
            )
            self._of_option[option] = before, after
        return self._of_option[option]

    def holds(self, made: Collection[int], one: Key) -> Any:  # noqa: ANN401 - whatever the piece holds
        """What a piece holds in a state; None where nothing is said."""
        before, after = self._sides(one)
        edit = self.change.of.get(one)
        part = (after or before) if edit is None else after if edit in made else before
        return None if part is None else part.holds

    # Criteria

    def criterion(self, made: Collection[int], name: str) -> Criterion:
        """A criterion as it is in a state."""
        side = self.after if name in self.after.criteria else self.before
        scale, measures = self.holds(made, (key.SCALE, name))
        return replace(
            side.criteria[name],
            scale=scale,
            measures=measures,
            value=self.holds(made, (key.VALUE, name)),
            status_quo=self.holds(made, (key.STATUS_QUO, name)),
            in_portfolio=self.holds(made, (key.COUNTED, name)),
        )

    def criterion_edits(self, name: str) -> set[int]:
        """Edits on which the value of a level on a criterion depends."""
        return self._edits((key.SCALE, name), (key.VALUE, name))

    def status_quo_edits(self, name: str) -> set[int]:
        """Edits on which the value of the status quo depends."""
        return self.criterion_edits(name) | self._edits((key.STATUS_QUO, name))

    def counted_edits(self, name: str) -> set[int]:
        """Edits on which it depends whether a criterion counts in portfolios, limits apart."""
        return self._edits((key.COUNTED, name), (key.SCALE, name))

    def _edits(self, *keys: Key) -> set[int]:
        return {self.change.of[one] for one in keys if one in self.change.of}

    # Options

    def performance(self, made: Collection[int], option: str, size: str, criterion: Criterion) -> Judgement:
        """How an option, or one of its sizes, performs on a criterion as it is in a state."""
        name = criterion.id
        for way in dict.fromkeys((size, "")):
            if criterion.measures is not None:
                number = self.holds(made, (str(criterion.measures), option, way))
                if number is not None:
                    best = number.best if isinstance(number, Periods) else number.quantity.best
                    return Judgement(Known(best))
            else:
                judged = self.holds(made, (key.PERFORMANCE, option, way, name))
                if judged is not None:
                    return judged  # type: ignore[no-any-return]
        if self.holds(made, (key.BASELINE, option)):
            return Judgement(criterion.status_quo)
        return _NOBODY_SAID

    def performance_edits(self, option: str, size: str, criterion: str) -> set[int]:
        """Edits on which a performance and its value depend."""
        found = self.criterion_edits(criterion)
        measures = {
            side.criteria[criterion].measures for side in (self.before, self.after) if criterion in side.criteria
        }
        for way in {size, ""}:
            found |= self._edits((key.PERFORMANCE, option, way, criterion))
            found |= self._edits(*((str(one), option, way) for one in measures if one is not None))
        if self.may_be_baseline(option):
            found |= self._edits((key.BASELINE, option)) | self.status_quo_edits(criterion)
        return found

    def may_be_baseline(self, option: str) -> bool:
        """Whether an option is doing nothing on either side, and so may follow the status quo."""
        return any(side.options[option].baseline for side in (self.before, self.after) if option in side.options)

    def size(self, made: Collection[int], option: str, size: str) -> Size:
        """An option, or one of its sizes, without performances: what it takes in a state."""
        cost = risk = None
        for way in dict.fromkeys((size, "")):
            cost = self.holds(made, (key.COST, option, way)) if cost is None else cost
            risk = self.holds(made, (key.RISK, option, way)) if risk is None else risk
        uses = {
            one[3]: used
            for way in dict.fromkeys(("", size))
            for one in self._used(option, way)
            if (used := self.holds(made, one)) is not None
        }
        return Size(size, size, cost or NumberJudgement(), risk or NumberJudgement(), uses, {})

    def size_edits(self, option: str, size: str) -> set[int]:
        """Edits on which it depends what an option or size takes."""
        found: set[int] = set()
        for way in {size, ""}:
            found |= self._edits((key.COST, option, way), (key.RISK, option, way), *self._used(option, way))
        return found

    def _used(self, option: str, size: str) -> list[Key]:
        before, after = self._parts(option)
        return [one for one in {**before, **after} if one[0] == key.USES and one[2] == size]

    def option(self, made: Collection[int], name: str, criteria: Collection[Criterion]) -> Option:
        """An option as it is in a state."""
        side = self.after if name in self.after.options else self.before
        whole = self._size(made, name, "", criteria)
        return replace(
            side.options[name],
            performance=whole.performance,
            cost=whole.cost,
            escalation_risk=whole.escalation_risk,
            uses=whole.uses,
            trigger=self.trigger(made, name),
            baseline=self.baseline(made, name),
            sizes=tuple(
                self._size(made, name, size, criteria)
                for size in self.sizes(name)
                if size and self.has(made, "size", name, size)
            ),
        )

    def _size(self, made: Collection[int], name: str, size: str, criteria: Collection[Criterion]) -> Size:
        performance = {one.id: self.performance(made, name, size, one) for one in criteria}
        return replace(self.size(made, name, size), performance=performance)

    def trigger(self, made: Collection[int], name: str) -> str:
        """The trigger of an option in a state."""
        return str(self.holds(made, (key.TRIGGER, name)))

    def baseline(self, made: Collection[int], name: str) -> bool:
        """Whether an option is doing nothing in a state."""
        return bool(self.holds(made, (key.BASELINE, name)))

    def option_edits(self, name: str, what: str) -> set[int]:
        """Edits on which an option's trigger depends, or whether it is doing nothing."""
        return self._edits((what, name))

    # Weights

    def swings(self, made: Collection[int], profile: str) -> SwingWeights:
        """The swing weights of a profile in a state, of the criteria that are there."""
        here = {name for name in self.criteria if self.has(made, "criterion", name)}
        regrouped = self.change.of.get((SHAPE, profile))
        if regrouped is not None:
            sides = (self.after, self.before) if regrouped in made else (self.before, self.after)
            mine, theirs = (side.profiles[profile].swings for side in sides)
            alone = set(shape(theirs)) - set(shape(mine))
            return pruned(with_alone(mine, theirs, alone), here, lambda _, number: number)
        swings = merged(self.after.profiles[profile].swings, self.before.profiles[profile].swings)
        return pruned(swings, here, lambda name, _: self._weight(made, profile, name))

    def _weight(self, made: Collection[int], profile: str, name: str) -> Decimal:
        one = (key.WEIGHT, profile, name)
        before, after = self.change.before.get(one), self.change.after.get(one)
        edit = self.change.of.get(one)
        part = (after or before) if edit is None else after if edit in made else before
        return Decimal(0) if part is None else part.holds  # type: ignore[return-value]

    def weight_edits(self, profile: str) -> set[int]:
        """Edits on which the weights of a profile depend."""
        found = {self.change.of[one] for one in self.change.of if one[0] in {key.WEIGHT, SHAPE} and one[1] == profile}
        return found | {self.presence("criterion", name) for name in self.criteria} - {0}

    # The whole

    def problem(self, made: Collection[int]) -> Problem:
        """The problem in a state; its value tree is flat, which changes no score."""
        here = tuple(self.criterion(made, name) for name in self.criteria if self.has(made, "criterion", name))
        options = tuple(self.option(made, name, here) for name in self.options if self.has(made, "option", name))
        return replace(self.after.problem, tree=ValueTree(here), options=options)

    def profile(self, made: Collection[int], profile: str) -> WeightProfile:
        """A weight profile in a state."""
        return replace(self.after.profiles[profile], swings=self.swings(made, profile))

    def rules(self, made: Collection[int], profile: str) -> Rules:
        """What portfolios have to keep to in a state, under a profile."""
        resources = {one.id: one for side in (self.before, self.after) for one in side.rules.resources}
        limits = {}
        for owner in ("", profile):
            for one in self.limit_keys(owner):
                limit = self.holds(made, one)
                if limit is not None:
                    limits[one[2]] = limit
        relations = tuple(
            relation for place, (relation, _, _) in enumerate(self.change.relations) if self.in_force(made, place)
        )
        return Rules(tuple(resources.values()), limits, relations)

    def limit_keys(self, owner: str) -> list[Key]:
        """The limits of a profile, or those of all."""
        known = {**self.change.before, **self.change.after}
        return [one for one in known if one[0] == key.LIMIT and one[1] == owner]

    def in_force(self, made: Collection[int], place: int) -> bool:
        """Whether a relation holds in a state: it has come, has not gone, and every option that it names is there."""
        relation, brings, takes = self.change.relations[place]
        if (brings and brings not in made) or (takes and takes in made):
            return False
        return all(self.has(made, "option", name) for name in members(relation))

    def relation_edits(self, place: int) -> set[int]:
        """Edits on which it depends whether a relation holds."""
        relation, brings, takes = self.change.relations[place]
        return ({brings, takes} | {self.presence("option", name) for name in members(relation)}) - {0}
