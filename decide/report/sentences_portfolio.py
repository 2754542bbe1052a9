"""What a portfolio says in words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.relation import Count, Fixed, Requires
from decide.model.rules import BUDGET, ESCALATION_RISK
from decide.report import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from decide.model.portfolio import Change, Clash, Frontier, LimitState, Portfolio, PortfolioResult, Stand
    from decide.model.relation import Relation
    from decide.model.rules import Limit

_NAMED = 4  # of a list that a sentence names
_SMALL = 0.05  # points that are shown as 0.1

_PROOF = {
    "enumeration": "Proved best: every possible portfolio was added up.",
    "dynamic": "Proved best: all that could be better was looked at.",
    "highs": "Proved best by the HiGHS solver, and added up again.",
    "cbc": "Found by the CBC solver, and proved best by adding up every portfolio.",
}


def headline(found: PortfolioResult) -> str:
    """What is best, in one sentence."""
    best = found.best
    if best is None:
        return "No portfolio was found in the time allowed." if found.status == "unknown" else _none()
    count = len(best.options)
    if not count:
        return "The best portfolio is empty: nothing that the limits allow is worth more than doing nothing."
    first = "The best portfolio" if found.status == "optimal" else "The best portfolio found"
    options = "1 option" if count == 1 else f"{count} options"
    return f"{first} has {options}: {totals(best, found)}."


def totals(one: Portfolio, found: PortfolioResult) -> str:
    """Value, cost and risk of a portfolio."""
    parts = [f"{words.points(one.value)} points for {found.problem.currency} {words.number(one.cost)}"]
    parts.append(f"escalation risk {words.percent(one.escalation_risk)}")
    return ", ".join(parts)


def _none() -> str:
    return "No portfolio keeps to all limits and relations."


def proof(found: PortfolioResult) -> str:
    """How sure it is."""
    if found.status == "best_found":
        within = "" if found.gap is None else f" A better one could be worth at most {words.percent(found.gap)} more."
        return f"Not proved best: the {found.engine} solver's word alone, or it ran out of time.{within}"
    if found.status == "unknown":
        return "Whether there is a portfolio at all is not known; give it more time with --time-limit."
    said = _PROOF[found.engine] if found.status == "optimal" else ""
    if found.equals is not None and found.equals > 1:
        said += f" {found.equals} portfolios are equally good; of these it costs least, then risks least."
    return said


def change(what: Change) -> str:
    """What comes and goes: in: a, b; out: c."""
    parts = [f"in: {', '.join(what.enters)}"] if what.enters else []
    parts += [f"out: {', '.join(what.leaves)}"] if what.leaves else []
    return "; ".join(parts)


def limit_step(state: LimitState) -> str:
    """What a larger limit would buy."""
    if not state.worked_out:
        return "not worked out: too many portfolios"
    if state.next is None:
        return "no larger limit would change the choice"
    at = amount(state.limit.key, state.next.at, up=True)
    return f"{words.difference(state.next.gain)} at {at}: {change(state.next.change)}"


def amount(key: str, value: Decimal | float, *, up: bool = False) -> str:
    """An amount of something limited; `up` rounds a probability up, so that a limit of what is shown is enough."""
    if key == ESCALATION_RISK:
        share = float(value)
        shown = words.percent(share)
        if up and float(shown.rstrip("%")) / 100 < share:
            return words.percent(share + 0.0005)
        return shown
    return words.number(value if isinstance(value, Decimal) else round(value, 4))


def funding(found: PortfolioResult) -> str:
    """The order in which to fund, and what keeping to it costs."""
    if not found.funding:
        return ""
    order = ", ".join(f"{step.option} ({words.number(step.cost)})" for step in found.funding)
    worst = max(found.funding, key=lambda step: step.best_value - step.value)
    lost = worst.best_value - worst.value
    if lost < _SMALL:
        tail = "Nothing is lost on the way: at each of these sums no other portfolio is worth more."
    else:
        tail = (
            f"Never taking back what is funded costs at most {words.points(lost)} points, "
            f"at {words.number(worst.cost)}."
        )
    return f"Funding order, with the money needed so far: {order}. {tail}"


def next_sums(found: PortfolioResult, count: int = 3) -> str:
    """The next sums of money at which the choice changes."""
    best = found.best
    if best is None:
        return ""
    beyond = [point for point in found.growth if point.value > best.value + 1e-9][:count]
    if not beyond:
        return ""
    said = "; ".join(
        f"at {words.number(point.cost)} worth {words.points(point.value)} ({_moves(point.change)})" for point in beyond
    )
    return f"With more money the choice changes {said}."


def _moves(what: Change) -> str:
    return " ".join([*(f"+{name}" for name in what.enters), *(f"-{name}" for name in what.leaves)])


def rule_of_thumb(found: PortfolioResult) -> str:
    """The warning where going down the list by value for money is not the best."""
    other, best = found.by_ratio, found.best
    if other is None or best is None:
        return ""
    return (
        f"Going down the list by value for money would give {words.points(best.value - other.value)} points less "
        f"({change(other.change)})."
    )


def together(found: PortfolioResult) -> str:
    """What relations add to the sum of single options."""
    gains = [points for _, points in found.earned if points > 0]
    losses = [points for _, points in found.earned if points < 0]
    parts = []
    if gains:
        total = words.points(sum(gains), signed=True)
        parts.append(f"{total} from {_count(gains, 'gain')} of options that stand together")
    if losses:
        parts.append(f"{words.points(sum(losses), signed=True)} from {_count(losses, 'loss')}")
    return f"Counted in: {', '.join(parts)}." if parts else ""


def _count(items: Sequence[object], word: str) -> str:
    plural = word + ("es" if word.endswith("s") else "s")
    return f"{len(items)} {word if len(items) == 1 else plural}"


def notes(found: PortfolioResult) -> list[str]:
    """What a reader must know before relying on it."""
    said: list[str] = []
    if found.stale:
        said.append(
            f"The weights of '{found.profile.id}' were agreed for other scales: look at them again, then "
            f"`decide weights confirm {found.profile.id}`."
        )
    if found.left_out:
        names = ", ".join(criterion.title for criterion in found.left_out)
        said.append(f"{names}: not counted in value, because a limit stands for it.")
    if found.beyond:
        names = _some([f"{level.criterion.title} ({level.level:.0%})" for level in found.beyond])
        said.append(f"Gains add up beyond the scale on {names}: the value of the whole is overstated there.")
    dear = [stand.option.id for stand in found.stands if stand.possible is False and not stand.chosen]
    if dear:
        said.append(f"Cannot be in under these limits and relations: {_some(dear)}.")
    return said


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def clash_lines(clash: Clash) -> list[str]:
    """The demands that clash, each with its place, and what would mend it."""
    said = ["These cannot all be kept:"]
    said += [f"  {limit_text(limit)}  {place(limit)}" for limit in clash.limits]
    said += [f"  {relation_text(relation)}  {place(relation)}" for relation in clash.relations]
    ways = [f"raise {_key(limit.key)} to {_least(limit, needed)}" for limit, needed in clash.larger]
    ways += [f"drop '{relation_text(relation)}'" for relation in clash.without]
    if ways:
        said += ["Any one of these would do, the smallest change first:", *(f"  {way}" for way in ways)]
    else:
        said.append("No single change would do: there is another clash besides.")
    return said


def _least(limit: Limit, needed: Decimal | float) -> str:
    return amount(limit.key, needed, up=True)


def _key(key: str) -> str:
    return {BUDGET: "the budget", ESCALATION_RISK: "the limit on escalation risk"}.get(key, f"the limit on {key}")


def limit_text(limit: Limit) -> str:
    """A limit in words."""
    if isinstance(limit.amount, tuple):
        parts = ", ".join(f"{period}: {words.number(part)}" for period, part in limit.amount)
        return f"{_key(limit.key)} by period ({parts})"
    return f"{_key(limit.key)}, {amount(limit.key, limit.amount)}"


def relation_text(relation: Relation) -> str:
    """A hard relation in the words of its file."""
    match relation:
        case Requires(option, needed, any_of):
            return f"{option} requires {'one of ' if any_of else ''}{', '.join(needed)}"
        case Count("excludes", options):
            return f"excludes {', '.join(options)}"
        case Count(says, options, least, most):
            number = most if says == "at_most" else least
            return f"{says.replace('_', ' ')} {number} of {', '.join(options)}"
        case Fixed(options, chosen):
            return f"{'must' if chosen else 'must not'} {', '.join(options)}"
        case _:
            return f"together {', '.join(relation.options)}"


def place(what: Limit | Relation) -> str:
    """Where a demand stands."""
    return "the command line" if what.where is None else f"{what.where.file}:{what.where.line}"


_AGAINST = {"cost": "cost", "escalation_risk": "escalation risk"}


def frontier_headline(found: Frontier) -> str:
    """How many portfolios nothing beats."""
    against = " and ".join(_AGAINST[name] for name in found.by)
    if not found.points:
        return _none() if found.complete else "Interrupted: nothing was found yet."
    count = len(found.points)
    what = f"{count:,} portfolios that nothing beats" if count > 1 else "1 portfolio that nothing beats"
    if not found.complete:
        return f"INCOMPLETE, interrupted: {what} so far on value against {against}."
    return f"{what} on value against {against}: the complete frontier within the limits."


def frontier_notes(found: Frontier, shown: int) -> list[str]:
    """How to read it, and where the rest is."""
    said: list[str] = []
    if any(point.knee for point in found.points):
        said.append("The knee has most value for what it takes, each scaled to its range on the frontier.")
    if shown < len(found.points):
        said.append(f"{shown} of {len(found.points):,} lines; all with --quiet or -o frontier.csv.")
    said.append("A picture: -o frontier.svg.")
    limits = [f"{_key(limit.key)} {_limit_amount(limit)}" for limit in found.rules.limits.values()]
    if limits:
        said.append(f"Within {', '.join(limits)}; --budget none lifts a limit.")
    return said


def _limit_amount(limit: Limit) -> str:
    return "by period" if isinstance(limit.amount, tuple) else amount(limit.key, limit.amount)


def shared(portfolios: Iterable[Portfolio]) -> tuple[str, ...]:
    """Options that all of some portfolios have."""
    sets = [set(one.options) for one in portfolios]
    return tuple(sorted(set.intersection(*sets))) if sets else ()


def by_value_for_money(found: PortfolioResult) -> list[Stand]:
    """Options in the order of priority: value added for money, those that cost nothing first."""

    def place(stand: Stand) -> tuple[bool, float, str]:
        free = stand.value_for_money is None and stand.value_added > 0
        ratio = stand.value_for_money if stand.value_for_money is not None else 0.0
        return not free, -ratio, stand.option.id

    return sorted(found.stands, key=place)


def priority_note(found: PortfolioResult) -> str:
    """What the list is good for, and where it misleads."""
    warning = rule_of_thumb(found)
    if warning:
        return f"{warning} A list sees neither what stands together nor what a limit leaves over."
    return "Here the list and the best portfolio agree, or the list ends where a rule is broken."


def ratio(value: float | None, scale: float = 1.0) -> str:
    """Points for so much of something."""
    return "–" if value is None else words.points(value * scale)
