"""What a portfolio has to keep to, one small function each. `docs/portfolio.md` has the same in mathematics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulp

from decide.selection.milp.model import variables
from decide.selection.programme import Fix, Needs, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from decide.selection.milp.model import Model
    from decide.selection.programme import Picks, Programme

    Constraint: TypeAlias = Callable[[Model], Iterator[pulp.LpConstraint]]

_LARGEST = 1e9  # amounts that a solver takes as they are
_ROUNDED = 1e-5  # of amounts that were scaled to that
_TOLERANCE = 1e-9  # of -ln(1 - p): floats must not refuse what exact numbers allow; the answer is checked exactly


def one_size(model: Model) -> Iterator[pulp.LpConstraint]:
    """An option is taken in one of its sizes at most."""
    for number, item in enumerate(model.programme.items):
        if len(item.choices) > 1:
            yield model.taken(number) <= 1


def needs(model: Model) -> Iterator[pulp.LpConstraint]:
    """Whatever is taken has one of those that it needs."""
    for rule in model.programme.rules:
        if isinstance(rule, Needs):
            yield model.taken(rule.member) <= pulp.lpSum(model.taken(other) for other in rule.needed)


def at_least(model: Model) -> Iterator[pulp.LpConstraint]:
    """So many of some options, or more."""
    for rule in model.programme.rules:
        if isinstance(rule, Tally) and rule.least > 0:
            yield pulp.lpSum(model.taken(member) for member in rule.members) >= rule.least


def at_most(model: Model) -> Iterator[pulp.LpConstraint]:
    """So many of some options, or fewer."""
    for rule in model.programme.rules:
        if isinstance(rule, Tally) and rule.most < len(rule.members):
            yield pulp.lpSum(model.taken(member) for member in rule.members) <= rule.most


def fixed(model: Model) -> Iterator[pulp.LpConstraint]:
    """What must be in, and what must not."""
    for rule in model.programme.rules:
        if isinstance(rule, Fix):
            yield model.taken(rule.member) == int(rule.taken)


def bonus_needs_each(model: Model) -> Iterator[pulp.LpConstraint]:
    """A bonus is earned only where every member is taken."""
    for bonus, earned in zip(model.programme.bonuses, model.earned, strict=True):
        for member in bonus.members:
            yield earned <= model.taken(member)


def bonus_comes_with_all(model: Model) -> Iterator[pulp.LpConstraint]:
    """Where every member is taken, the bonus comes, wanted or not."""
    for bonus, earned in zip(model.programme.bonuses, model.earned, strict=True):
        yield earned >= pulp.lpSum(model.taken(member) for member in bonus.members) - (len(bonus.members) - 1)


def within_account(model: Model) -> Iterator[pulp.LpConstraint]:
    """Money, by period or whole, and every further resource."""
    for number, account in enumerate(model.programme.accounts):
        if account.limit is not None:
            used = model.used(number)
            scale = max(map(abs, used.values()), default=0) / _LARGEST
            if scale <= 1:
                yield used <= account.limit
            else:  # solvers refuse such numbers; what the scaling rounds is decided when the answer is checked
                yield used * (1 / scale) <= account.limit / scale + _ROUNDED


def riskiest_of_trigger(model: Model) -> Iterator[pulp.LpConstraint]:
    """A trigger adds the risk of the riskiest option taken."""
    unit = model.programme.risk_unit
    for number, item in enumerate(model.programme.items):
        for choice, way in enumerate(item.choices):
            if item.trigger and way.risk:
                yield model.provoked[item.trigger] >= way.risk * unit * model.take[number, choice]


def within_risk(model: Model) -> Iterator[pulp.LpConstraint]:
    """The joint risk of escalation."""
    limit = model.programme.risk_limit
    if limit is not None:
        yield model.risk() <= limit * model.programme.risk_unit + _TOLERANCE


CONSTRAINTS: tuple[Constraint, ...] = (
    one_size,
    needs,
    at_least,
    at_most,
    fixed,
    bonus_needs_each,
    bonus_comes_with_all,
    within_account,
    riskiest_of_trigger,
    within_risk,
)


def formulated(programme: Programme) -> Model:
    """The whole model."""
    model = variables(programme)
    for constraint in CONSTRAINTS:
        for number, expression in enumerate(constraint(model)):
            model.problem.addConstraint(expression, f"{constraint.__name__}_{number:04d}")
    return model


def other_than(model: Model, picks: Picks) -> pulp.LpConstraint:
    """Any portfolio but this one."""
    inside = set(picks)
    changes = [1 - variable if place in inside else variable for place, variable in model.take.items()]
    return pulp.lpSum(changes) >= 1
