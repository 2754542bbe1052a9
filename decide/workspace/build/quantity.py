"""Quantities: numbers as written, ranges in order, everything on its scale."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from decide.errors import InternalError
from decide.model.criterion import CategoryScale, Criterion
from decide.model.option import Judgement, Months, NumberJudgement, Periods
from decide.model.quantity import Category, Known, LogNormal, Normal, Triangular, Uniform, Unknown
from decide.workspace import scalars
from decide.workspace.names import suggestion
from decide.workspace.schema.base import JUDGEMENT
from decide.workspace.schema.quantity import QuantityEntry

if TYPE_CHECKING:
    from decide.model.option import Cost
    from decide.model.quantity import Number, Quantity
    from decide.workspace.build.page import Page
    from decide.workspace.document import Route
    from decide.workspace.schema.quantity import MonthsEntry
    from decide.workspace.tree import Text

UNKNOWN = "unknown"
_RANGE_ORDER = "range-order"
_LARGEST_LOGARITHM = 50  # exp(50) is 5e21


def performance(entry: Text | QuantityEntry, criterion: Criterion, page: Page, route: Route) -> Judgement | None:
    """A performance on a criterion's scale, or None where it is refused."""
    quantity: Quantity | None
    text, at = _one_text(entry, route)
    if text is not None and text == UNKNOWN:
        quantity = Unknown()
    elif isinstance(criterion.scale, CategoryScale):
        quantity = _category(text, criterion.scale, page, at)
    else:
        number = _number(entry, page, route)
        quantity = number if number and on_scale(number, criterion, page, route) else None
    return None if quantity is None else Judgement(quantity, *_ground(entry))


def number(
    entry: Text | QuantityEntry | None,
    page: Page,
    route: Route,
    *,
    below: Decimal | None = None,
    signed: bool = False,
) -> NumberJudgement:
    """A quantity that is always a number, and never negative unless `signed`; 0 where nothing is said.

    `below` is a bound that it must stay under, as probabilities stay under 1.
    """
    if entry is None:
        return NumberJudgement()
    quantity = _number(entry, page, route)
    if quantity is None:
        return NumberJudgement()
    for name, end in _named_ends(quantity):
        at = (*route, *name)
        if end < 0 and not signed:
            page.report("negative", f"{end} is negative", at)
        elif below is not None and end >= below:
            page.report("off-scale", f"{end} is not a probability below {below}", at, "write 0.3 for 30 percent")
    return NumberJudgement(quantity, *_ground(entry))


def cost(
    entry: Text | QuantityEntry | dict[str, Text | QuantityEntry] | None,
    page: Page,
    route: Route,
    *,
    signed: bool = False,
) -> Cost:
    """A cost, whole or by period; what options do together may cost less than nothing more."""
    if isinstance(entry, dict):
        parts = entry.items()
        return Periods(tuple((name, number(part, page, (*route, name), signed=signed)) for name, part in parts))
    return number(entry, page, route, signed=signed)


def lead_time(entry: Decimal | MonthsEntry | None, page: Page, route: Route) -> Months | None:
    """A lead time, in months."""
    if entry is None or isinstance(entry, Decimal):
        return None if entry is None else Months(entry)
    if not entry.low <= entry.best <= entry.high:
        page.report("range-order", "low, best and high are not in this order", route, key=True)
    return Months(entry.best, entry.low, entry.high, entry.note or "")


def known(text: Text, criterion_scale: object, page: Page, route: Route) -> Known | Category | None:
    """A number or category taken as certain: the status quo."""
    if isinstance(criterion_scale, CategoryScale):
        return _category(text, criterion_scale, page, route)
    value = _read_number(text, page, route)
    return None if value is None else Known(value)


def _one_text(entry: Text | QuantityEntry, route: Route) -> tuple[Text | None, Route]:
    if isinstance(entry, QuantityEntry):
        return entry.value, (*route, "value")
    return entry, route


def _category(text: Text | None, scale: CategoryScale, page: Page, route: Route) -> Category | None:
    if text is None:
        page.report("wrong-type", "a range where a category is due", route, suggestion("", scale.categories))
        return None
    if text not in scale.categories:
        page.report(
            "unknown-category",
            f"there is no category '{text[:40]}'",
            route,
            suggestion(text, scale.categories),
        )
        return None
    return Category(str(text))


def _number(entry: Text | QuantityEntry, page: Page, route: Route) -> Number | None:
    if not isinstance(entry, QuantityEntry) or entry.value is not None:
        text, at = _one_text(entry, route)
        value = None if text is None else _read_number(text, page, at)
        return None if value is None else Known(value)
    quantity = _spread(entry)
    fault = _spread_fault(quantity)
    if fault is not None:
        code, message, steps = fault
        hint = "the low end comes first, the high end last" if code == _RANGE_ORDER else ""
        page.report(code, message, (*route, *steps), hint, key=code == _RANGE_ORDER)
        return None
    return quantity


def _spread(entry: QuantityEntry) -> Triangular | Uniform | Normal | LogNormal:
    """The range or distribution; the schema has seen to it that exactly one way is written, and whole."""
    if entry.uniform is not None:
        return Uniform(*entry.uniform)
    if entry.lognormal is not None:
        return LogNormal(entry.lognormal.mean, entry.lognormal.sd)
    if entry.mean is not None and entry.sd is not None:
        return Normal(entry.mean, entry.sd)
    if entry.low is None or entry.best is None or entry.high is None:
        raise InternalError("a quantity passed its schema without a way of saying it")
    return Triangular(entry.low, entry.best, entry.high)


def _spread_fault(quantity: Triangular | Uniform | Normal | LogNormal) -> tuple[str, str, Route] | None:
    """What is wrong with a range: the code, the words, and the steps to the place."""
    match quantity:
        case Triangular(low, best, high) if not low <= best <= high:
            return _RANGE_ORDER, f"low {low}, best {best}, high {high} are not in this order", ()
        case Uniform(low, high) if low > high:
            return _RANGE_ORDER, f"{low} lies above {high}", ("uniform",)
        case Normal(_, sd) | LogNormal(_, sd) if sd < 0:
            steps = ("sd",) if isinstance(quantity, Normal) else ("lognormal", "sd")
            return "negative", f"a standard deviation of {sd} is negative", steps
        case LogNormal(mean, _) if abs(mean) > _LARGEST_LOGARITHM:
            message = f"exp({mean}) is no usable number: the mean is of the logarithm"
            return "not-finite", message, ("lognormal", "mean")
        case _:
            return None


def _read_number(text: Text, page: Page, route: Route) -> Decimal | None:
    try:
        return scalars.number(text)
    except PydanticCustomError as refusal:
        context = refusal.context or {}
        page.report(refusal.type, str(context["message"]), route, str(context["hint"]))
        return None


def _named_ends(quantity: Number) -> list[tuple[Route, Decimal]]:
    match quantity:
        case Known(best):
            return [((), best)]
        case Triangular(low, _, high):
            return [(("low",), low), (("high",), high)]
        case Uniform(low, high):
            return [(("uniform", 0), low), (("uniform", 1), high)]
        case Normal(mean, _):
            return [(("mean",), mean)]
        case LogNormal():
            return [(("lognormal", "mean"), quantity.best)]


def on_scale(quantity: Number, criterion: Criterion, page: Page, route: Route) -> bool:
    """Whether every stated end lies on the criterion's scale; reports those that do not."""
    if isinstance(criterion.scale, CategoryScale):
        return False
    off = [(name, end) for name, end in _named_ends(quantity) if not criterion.scale.holds(end)]
    for name, end in off:
        low, high = sorted((criterion.scale.worst, criterion.scale.best))
        page.report(
            "off-scale",
            f"{end} is off the scale of '{criterion.id}'",
            (*route, *name),
            f"it runs from {low} to {high}",
        )
    return not off


def _ground(entry: Text | QuantityEntry) -> tuple[str, tuple[str, ...], bool, str]:
    if not isinstance(entry, QuantityEntry):
        return "", (), False, ""
    judged = entry.evidence == JUDGEMENT
    claims = () if judged or not entry.evidence else tuple(entry.evidence)
    return entry.grade or "", claims, judged, entry.note or ""
