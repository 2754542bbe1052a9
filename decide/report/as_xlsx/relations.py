"""Relations as lines of a table: which options are counted, how many of them there may be, and when it matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.model.relation import Count, Fixed, Requires
from decide.report.sentences_portfolio import place, relation_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from decide.model.option import Option
    from decide.model.relation import Relation


@dataclass(frozen=True, slots=True)
class Demand:
    """If `needs` is chosen, or always where that is empty: at least and at most so many of some options."""

    says: str
    where: str
    needs: str
    counted: tuple[str, ...]
    least: int
    most: int


def demands(relations: Iterable[Relation], options: Iterable[Option]) -> tuple[Demand, ...]:
    """The relations that must be kept; and that an option is taken in one size."""
    found = [_demand(relation) for relation in relations]
    sized = (option.id for option in options if option.sizes and not option.baseline)
    found += [Demand(f"one size of {name}", f"options/{name}.yaml", "", (name,), 0, 1) for name in sized]
    return tuple(found)


def _demand(relation: Relation) -> Demand:
    says, where = relation_text(relation), place(relation)
    match relation:
        case Requires(option, needed, any_of):
            return Demand(says, where, option, needed, 1 if any_of else len(needed), len(needed))
        case Count(_, options, least, most):
            return Demand(says, where, "", options, least, len(options) if most is None else min(most, len(options)))
        case Fixed(options, chosen):
            return Demand(says, where, "", options, len(options) if chosen else 0, len(options) if chosen else 0)
        case _:
            raise TypeError(f"{says} adds something, and is always kept")
