"""What an edit changes, in words: the same in every format."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.criterion import Categorical, CategoryScale, Exponential, Linear, Piecewise, Scale
from decide.model.option import Judgement, NumberJudgement, Periods
from decide.model.quantity import Category, Known, Triangular, spread
from decide.model.relation import Count, Fixed, Requires, Together
from decide.model.rules import BUDGET, ESCALATION_RISK, Limit
from decide.report import words
from decide.studies.reviewing import parts as key

if TYPE_CHECKING:
    from decide.model.criterion import ValueFunction
    from decide.model.relation import Relation
    from decide.studies.reviewing.parts import Key, Part
    from decide.studies.reviewing.side import Side

_SILENT = "nothing said"
_OF_CRITERION = {
    key.SCALE: "the scale of {}",
    key.VALUE: "the value function of {}",
    key.STATUS_QUO: "the status quo of {}",
    key.COUNTED: "whether {} counts in portfolios",
}
_OF_OPTION = {key.BASELINE: "whether {} is doing nothing", key.TRIGGER: "the trigger of {}"}
_FLAGS = {True: "true", False: "false"}


class Words:
    """Titles of what both states have, those of the later one first."""

    def __init__(self, before: Side, after: Side) -> None:
        self.sides = (after, before)

    def criterion(self, name: str) -> str:
        """The title of a criterion."""
        return next((side.criteria[name].title for side in self.sides if name in side.criteria), name)

    def node(self, name: str) -> str:
        """The title of a criterion or group."""
        found = (node.title for side in self.sides for node in side.problem.tree.walk() if node.id == name)
        return next(found, name)

    def option(self, name: str) -> str:
        """The title of an option."""
        return next((side.options[name].title for side in self.sides if name in side.options), name)

    def resource(self, name: str) -> str:
        """The title of a resource."""
        if name in {BUDGET, ESCALATION_RISK}:
            return {BUDGET: "the budget", ESCALATION_RISK: "escalation risk"}[name]
        return next((one.title for side in self.sides for one in side.rules.resources if one.id == name), name)

    def title(self, one: Key) -> str:
        """What a key is about."""
        what, *names = one
        if what in _OF_CRITERION:
            return _OF_CRITERION[what].format(self.criterion(names[0]))
        if what == key.WEIGHT:
            return f"the weight of {self.node(names[1])}"
        if what == key.LIMIT:
            return f"the limit on {self.resource(names[1])}"
        if what in _OF_OPTION:
            return _OF_OPTION[what].format(self.option(names[0]))
        way = self._way(names[0], names[1])
        if what == key.PERFORMANCE:
            return f"{way} on {self.criterion(names[2])}"
        if what == key.USES:
            return f"what {way} takes of {self.resource(names[2])}"
        return f"the {what.replace('_', ' ')} of {way}"

    def _way(self, name: str, size: str) -> str:
        return f"{self.option(name)} ({size})" if size else self.option(name)

    def told(self, one: Key, before: Part | None, after: Part | None) -> tuple[str, str]:
        """What a piece says before and after; of two ranges with the same ends, the best estimates."""
        if before is not None and after is not None:
            best = [_best_of(part.holds) for part in (before, after)]
            if best[0] is not None and best[1] is not None and _ends(before.holds) == _ends(after.holds):
                return words.number(best[0]), words.number(best[1])
        missing = "none" if one[0] == key.LIMIT else _SILENT
        was, now = (missing if part is None else _told(part.holds) for part in (before, after))
        return was, now

    def relation(self, relation: Relation | None) -> str:
        """A relation in the words of its file."""
        match relation:
            case None:
                return ""
            case Requires(option, needed, any_of):
                return f"{option} requires {' or '.join(needed) if any_of else ' and '.join(needed)}"
            case Count(says, options, at_least, at_most):
                count = "" if says == "excludes" else f" {at_least or at_most} of"
                return f"{says.replace('_', ' ')}{count} {', '.join(options)}"
            case Fixed(options, chosen):
                return f"{'must' if chosen else 'must not'}: {', '.join(options)}"
            case Together(options):
                return f"{' with '.join(options)}: {_effects(relation)}"

    def relation_change(self, before: Relation, after: Relation) -> tuple[str, str, str]:
        """What two relations are about, and what each says of it."""
        if isinstance(before, Together) and isinstance(after, Together):
            return f"together: {', '.join(after.options)}", _effects(before), _effects(after)
        if isinstance(before, Count) and isinstance(after, Count):
            was, now = (one.says.replace("_", " ") for one in (before, after))
            numbers = [str(one.at_least or one.at_most) for one in (before, after)]
            return ", ".join(after.options), f"{was} {numbers[0]}", f"{now} {numbers[1]}"
        return "a relation", self.relation(before), self.relation(after)


def _effects(relation: Together) -> str:
    effects = [f"{name} {'+' if points > 0 else ''}{words.number(points)}" for name, points in relation.adds.items()]
    if key.money(relation.cost):
        effects.append(f"cost {words.cost(relation.cost)}")
    if relation.escalation_risk.quantity.best:
        effects.append(f"escalation risk {words.number(relation.escalation_risk.quantity.best)}")
    return ", ".join(effects)


def _best_of(holds: object) -> Decimal | None:
    quantity = getattr(holds, "quantity", None)
    return quantity.best if isinstance(quantity, Triangular) else None


def _ends(holds: object) -> object:
    quantity = getattr(holds, "quantity", None)
    return spread(quantity) if isinstance(quantity, Triangular) else None


def _told(holds: object) -> str:
    match holds:
        case bool():
            return _FLAGS[holds]
        case Judgement(quantity) | NumberJudgement(quantity) | (Known() | Category() as quantity):
            return words.quantity(quantity)
        case Periods() | Limit():
            return _amount(holds)
        case Decimal():
            return words.number(holds)
        case (Scale() | CategoryScale() as scale, measures):
            return f"{_scale(scale)}{f', measures {measures}' if measures else ''}"
        case Linear() | Exponential() | Piecewise() | Categorical():
            return _value(holds)
        case _:
            return str(holds) or "none"


def _amount(holds: Periods | Limit) -> str:
    if isinstance(holds, Periods):
        return ", ".join(f"{period}: {words.quantity(part.quantity)}" for period, part in holds.by_period)
    if isinstance(holds.amount, tuple):
        return ", ".join(f"{period}: {words.number(part)}" for period, part in holds.amount)
    return words.number(holds.amount)


def _scale(scale: Scale | CategoryScale) -> str:
    if isinstance(scale, CategoryScale):
        return ", ".join(scale.categories)
    return f"{words.number(scale.worst)} to {words.number(scale.best)} {scale.unit}"


def _value(value: ValueFunction) -> str:
    match value:
        case Linear():
            return "linear"
        case Exponential(midpoint):
            return f"exponential, half at {words.number(midpoint)}"
        case Piecewise(points):
            return ", ".join(f"{words.number(at)}: {words.number(worth)}" for at, worth in points)
        case Categorical(values):
            return ", ".join(f"{name}: {words.number(worth)}" for name, worth in values)
