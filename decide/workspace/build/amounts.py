"""Money and resources are added exactly: the digits of all amounts together must fit a 64-bit integer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from decide.model.option import Periods
from decide.model.relation import Together
from decide.workspace.build.limits import BUDGET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from decide.model.option import Cost, Option
    from decide.model.relation import Relation
    from decide.workspace.build.page import Page
    from decide.workspace.document import Route

DIGITS = 18  # from the first digit of the sum of all amounts to the last of any


class Amount(NamedTuple):
    """An amount of something, and where it stands."""

    key: str
    number: Decimal
    page: Page
    route: Route


def of_option(option: Option, page: Page) -> Iterator[Amount]:
    """What an option and its sizes take."""
    parts: list[tuple[Route, Cost, dict[str, Decimal]]] = [
        ((), option.cost, {key: part.quantity.best for key, part in (option.uses or {}).items()})
    ]
    for size in option.sizes:
        own = {key: part.quantity.best for key, part in (size.uses or {}).items()}
        parts.append((("sizes", size.id), size.cost, own))
    for route, cost, uses in parts:
        yield from _of_cost(cost, page, (*route, "cost"))
        for key, number in uses.items():
            yield Amount(key, number, page, (*route, "uses", key))


def of_relations(relations: Sequence[Relation], page: Page) -> Iterator[Amount]:
    """What standing together costs."""
    for place, relation in enumerate(relations):
        if isinstance(relation, Together):
            yield from _of_cost(relation.cost, page, ("relations", place, "cost"))


def _of_cost(cost: Cost, page: Page, route: Route) -> Iterator[Amount]:
    if isinstance(cost, Periods):
        for period, part in cost.by_period:
            yield Amount(BUDGET, part.quantity.best, page, (*route, period))
    else:
        yield Amount(BUDGET, cost.quantity.best, page, route)


def check_digits(amounts: Sequence[Amount]) -> None:
    """Report the amounts for whose sake their sum would have too many digits."""
    for key in dict.fromkeys(amount.key for amount in amounts):
        own = [amount for amount in amounts if amount.key == key and amount.number]
        if _fit(own):
            continue
        largest = max(own, key=lambda amount: abs(amount.number))
        finest = min(own, key=lambda amount: _last_digit(amount.number))
        alone = [one for one in (largest, finest) if _fit([other for other in own if other is not one])]
        for amount in alone or (largest, finest):
            message = f"{amount.number} and the other amounts of '{key}' cannot be added exactly"
            hint = f"from the largest sum to the last decimal at most {DIGITS} digits"
            amount.page.report("too-many-digits", message, amount.route, hint)


def _fit(amounts: Sequence[Amount]) -> bool:
    if not amounts:
        return True
    largest = max(amount.number.adjusted() for amount in amounts) + math.log10(len(amounts))
    return largest - min(_last_digit(amount.number) for amount in amounts) < DIGITS - 1


def _last_digit(number: Decimal) -> int:
    """The power of ten of the last digit that is not 0."""
    digits = "".join(map(str, number.as_tuple().digits))  # `normalize` would round a long number first
    return int(number.as_tuple().exponent) + len(digits) - len(digits.rstrip("0"))
