"""Why two profiles' portfolios differ, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_portfolio as say
from decide.report import words

if TYPE_CHECKING:
    from decide.model.comparison import Comparison, Side, Swapped
    from decide.model.portfolio import Portfolio

_NAMED = 3
_SHARE = 0.02  # of the weight, below which a difference is not worth naming


def headline(found: Comparison) -> str:
    """Where they agree, and how much is in dispute."""
    without = [side for side in found.sides if side.portfolio is None]
    if without:
        names = " and ".join(side.profile.title for side in without)
        why = "is possible" if all(side.clash is not None for side in without) else "was found in time"
        return f"For {names} no portfolio {why}."
    agreed, disputed = len(found.agreed), len(found.disputed)
    *most, last = (side.profile.title for side in found.sides)
    names = f"{', '.join(most)} and {last}"
    return f"{names} agree on {agreed} option{'' if agreed == 1 else 's'}, and differ on {disputed}."


def clashes(found: Comparison) -> list[str]:
    """For each profile without a portfolio what clashes; the same clash once."""
    profiles: dict[tuple[str, ...], list[str]] = {}
    for side in found.sides:
        if side.clash is not None:
            profiles.setdefault(tuple(say.clash_lines(side.clash)), []).append(side.profile.title)
    return [text for lines, titles in profiles.items() for text in (f"{' and '.join(titles)}: {lines[0]}", *lines[1:])]


def reasons(found: Comparison) -> list[str]:
    """Limits, weights, and what each thinks of the other's choice."""
    said = [_weights(found)] if len(found.sides) == 2 else []  # noqa: PLR2004 - a pair
    by_id = {side.profile.id: side for side in found.sides}
    said += [_swap(swap, by_id) for swap in found.swapped] if len(found.sides) == 2 else []  # noqa: PLR2004 - a pair
    for side in found.sides:
        said += [_judged(side, by_id[name]) for name in side.worth]
    return [sentence for sentence in said if sentence]


def _weights(found: Comparison) -> str:
    """The criteria on which the two weigh most differently."""
    one, other = found.sides
    titles = {criterion.id: criterion.title for criterion in found.counted}
    gaps = {name: one.profile.weights[name] - other.profile.weights[name] for name in titles}
    largest = sorted((name for name in gaps if abs(gaps[name]) >= _SHARE), key=lambda name: -abs(gaps[name]))[:_NAMED]
    if not largest:
        return ""
    shares = [{name: words.percent(side.profile.weights[name]) for name in largest} for side in found.sides]
    parts = [f"{titles[name]} ({shares[0][name]} against {shares[1][name]})" for name in largest]
    return f"Their weights differ most on {', '.join(parts)}."


def _swap(swap: Swapped, sides: dict[str, Side]) -> str:
    """How much of the difference limits make."""
    mine, theirs = sides[swap.weights], sides[swap.limits]
    text = f"Within the limits of {theirs.profile.title}, the weights of {mine.profile.title} would choose"
    if swap.portfolio is None:
        return f"{text} nothing: no portfolio is possible."
    if theirs.portfolio is not None and swap.portfolio.options == theirs.portfolio.options:
        return f"{text} just what {theirs.profile.title} chooses: the limits make the whole difference."
    if theirs.portfolio is None:
        return ""
    moves = _moves(theirs.portfolio, swap.portfolio)
    return f"{text}, compared with {theirs.profile.title}: {moves}. That part is the weights'; the rest is the limits'."


def _moves(before: Portfolio, after: Portfolio) -> str:
    enters = [f"+{name}" for name in after.options if name not in before.options]
    leaves = [f"-{name}" for name in before.options if name not in after.options]
    return " ".join([*enters, *leaves]) or "other sizes"


def _judged(side: Side, other: Side) -> str:
    worth = side.worth[other.profile.id]
    if worth is None or side.portfolio is None:
        return ""
    text = (
        f"To {side.profile.title}, the choice of {other.profile.title} is worth {words.points(worth)} points, "
        f"its own {words.points(side.portfolio.value)}"
    )
    broken = side.breaks[other.profile.id]
    return f"{text}; it would break {_limits(side, broken)}." if broken else f"{text}."


def _limits(side: Side, keys: tuple[str, ...]) -> str:
    return " and ".join(say.limit_text(side.limits[key]) for key in keys)


def notes(found: Comparison) -> list[str]:
    """What a reader must know."""
    return [
        f"The weights of '{side.profile.id}' were agreed for other scales: look at them again, then "
        f"`decide weights confirm {side.profile.id}`."
        for side in found.sides
        if side.stale
    ]
