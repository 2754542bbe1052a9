"""How far profiles agree, and why their rankings and portfolios differ, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.comparison import Obstacle
from decide.report import sentences_portfolio as say
from decide.report import words

if TYPE_CHECKING:
    from decide.model.comparison import Comparison, Side, Swapped
    from decide.model.portfolio import Portfolio

_NAMED = 3
_FEW = 3  # profiles that are named one by one, and told what each thinks of the others' choices
_FLIPS = 2  # options whose ranks differ most that are named
_SHARE = 0.02  # of the weight, below which a difference is not worth naming


def headline(found: Comparison) -> str:
    """Where they agree, and how much is in dispute."""
    without = [side for side in found.sides if side.portfolio is None]
    if without:
        names = " and ".join(side.profile.title for side in without)
        why = "is possible" if all(side.clash is not None for side in without) else "was found in time"
        return f"For {names} no portfolio {why}."
    agreed, disputed = len(found.agreed), len(found.disputed)
    names = _all(found)
    return f"{names} agree on {agreed} option{'' if agreed == 1 else 's'}, and differ on {disputed}."


def _all(found: Comparison) -> str:
    titles = [side.profile.title for side in found.sides]
    return _listed(titles) if len(titles) <= _FEW else f"All {len(titles)} profiles"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def order(found: Comparison) -> list[str]:
    """Who comes first under which profile, how far the rankings agree, and what is ranked most differently."""
    said = [leaders(found)]
    ranked = found.rankings
    if ranked.pairs:
        share = words.percent(ranked.alike / ranked.pairs)
        who = "Both" if len(found.sides) == 2 else "All"  # noqa: PLR2004 - a pair
        text = f"{who} order {ranked.alike:,} of {ranked.pairs:,} pairs of options alike ({share})"
        if len(found.sides) == 2:  # noqa: PLR2004 - a pair
            text += f"; Kendall's tau of their rankings is {ranked.tau[0][1]:.2f}"
        said.append(f"{text}.")
    said.append(flips(found))
    return [sentence for sentence in said if sentence]


def leaders(found: Comparison) -> str:
    """The first option by profile: profiles with the same leader are named together."""
    titles = {option.id: option.title for option in found.problem.options}
    firsts: dict[tuple[str, ...], list[str]] = {}
    for place, side in enumerate(found.sides):
        firsts.setdefault(found.rankings.leaders(place), []).append(side.profile.title)
    parts = []
    for names, profiles in firsts.items():
        verb = "comes" if len(names) == 1 else "share"
        first = "first" if len(names) == 1 else "first place"
        whom = ("both" if len(found.sides) == 2 else "all") if len(firsts) == 1 else _listed(profiles)  # noqa: PLR2004
        parts.append(f"{_listed([titles[name] for name in names])} {verb} {first} for {whom}")
    return f"{'; '.join(parts)}."


def flips(found: Comparison) -> str:
    """The options whose rank differs most between profiles, with the profiles that rank them highest and lowest."""
    titles = {option.id: option.title for option in found.problem.options}
    ranked = found.rankings
    spread = {name: max(ranks) - min(ranks) for name, ranks in ranked.ranks.items()}
    widest = sorted((name for name in spread if spread[name]), key=lambda name: (-spread[name], name))[:_FLIPS]
    parts = []
    for name in widest:
        ranks = ranked.ranks[name]
        high, low = ranks.index(min(ranks)), ranks.index(max(ranks))
        best, worst = found.sides[high].profile.title, found.sides[low].profile.title
        parts.append(f"{titles[name]} (rank {ranks[high]} for {best}, {ranks[low]} for {worst})")
    return f"Ranked most differently: {_listed(parts)}." if parts else "They rank all options alike."


def fairest(found: Comparison) -> list[str]:
    """The portfolio that treats the worst-off profile best, or why there is none."""
    fair = found.fairest
    match fair.obstacle:
        case Obstacle.NONE_OF_ITS_OWN:
            return []  # the headline says so already
        case Obstacle.WORTH_NOTHING:
            return ["No portfolio is looked for that all could share: to some profile its own best is worth nothing."]
        case Obstacle.NONE_IN_COMMON:
            return ["No portfolio is within the rules and limits of all of them."]
        case Obstacle.NOT_FOUND:
            return ["No portfolio within the rules and limits of all of them was found; there may be one."]
        case None:
            pass
    if fair.portfolio is None:
        return []
    titles = {side.profile.id: side.profile.title for side in found.sides}
    worst = _listed([titles[name] for name in fair.worst_off])
    is_ = "is" if len(fair.worst_off) == 1 else "are"
    names = ", ".join(sized(fair.portfolio, name) for name in fair.portfolio.options) or "nothing"
    how = "Fairest" if fair.proved else "Fairest found, not proved"
    text = (
        f"{how}, within the limits of all: {names}. Each keeps at least {words.percent(min(fair.shares))} of what its "
        f"own choice is worth to it; {worst} {is_} worst off. Cost {words.number(fair.portfolio.cost)}, escalation "
        f"risk {words.percent(fair.portfolio.escalation_risk)}."
    )
    return [text]


def sized(one: Portfolio, name: str) -> str:
    """An option, with its size where that is another than the option itself."""
    return f"{name}:{one.sizes[name]}" if name in one.sizes else name


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
    for side in found.sides if len(found.sides) <= _FEW else ():
        said += [_judged(side, by_id[name]) for name in side.worth]
    return [sentence for sentence in said if sentence]


def elsewhere(found: Comparison) -> str:
    """What is left to other formats."""
    if len(found.sides) <= _FEW:
        return ""
    return "What each choice is worth to the others, and the limits that it breaks there: --format json."


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


def limit_amount(side: Side, key: str) -> str:
    """The amount of one of a profile's limits, as it stands in a table."""
    limit = side.limits.get(key)
    if limit is None:
        return "none"
    return "by period" if isinstance(limit.amount, tuple) else say.amount(key, limit.amount)


def notes(found: Comparison) -> list[str]:
    """What a reader must know."""
    said = [] if found.rankings.proved else ["The consensus is the best ranking found, not proved."]
    return said + [
        f"The weights of '{side.profile.id}' were agreed for other scales: look at them again, then "
        f"`decide weights confirm {side.profile.id}`."
        for side in found.sides
        if side.stale
    ]
