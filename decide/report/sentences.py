"""What a ranking says in words: why the first comes first, and what would change that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.model.explanation import Difference, Duel, Explanation, Reason
    from decide.model.ranking import Nearest, RankedOption, Ranking

_SHOWN = 2  # the largest parts of a gap that a sentence names
_NAMED = 4  # options that a note names
_LEAST_SHIFT = 0.001  # of all weight: smaller parts of a shift are not told
_SMALL = 0.05  # points that are shown as 0.1


def why_first(ranking: Ranking) -> str:
    """Why the first option leads."""
    first = ranking.options[0]
    if len(ranking.options) == 1:
        return "There is one option only: nothing to compare."
    equals = [line for line in ranking.options if line.rank == 1]
    if len(equals) > 1:
        return f"{len(equals)} options share first place: {', '.join(line.option.title for line in equals)}."
    second = ranking.options[1]
    gap = first.score - second.score
    parts = _largest(first, second, words.titles(ranking))
    return f"{first.option.title} leads {second.option.title} by {words.points(gap)} points, mostly on {parts}."


def _largest(first: RankedOption, second: RankedOption, titles: Mapping[str, str]) -> str:
    gains = {name: part - second.contributions[name] for name, part in first.contributions.items()}
    best = sorted((name for name in gains if gains[name] > 0), key=lambda name: -gains[name])[:_SHOWN]
    return " and ".join(f"{titles[name]} ({words.points(gains[name], signed=True)})" for name in best)


def what_would_change_it(ranking: Ranking) -> str:
    """The smallest change of one weight that moves first place."""
    switch = ranking.switch
    if switch is None:
        return "" if ranking.options[0].tied else "No change of one weight alone would move first place."
    rival = next(line.option.title for line in ranking.options if line.option.id == switch.option)
    way = "rises" if switch.switches_at > switch.weight else "falls"
    return (
        f"{rival} takes first place if the weight of {words.titles(ranking)[switch.criterion]} {way} "
        f"from {words.percent(switch.weight)} to {words.percent(switch.switches_at)}."
    )


def least_shift(ranking: Ranking, shift: Nearest) -> str:
    """The least weight that has to be shifted until another option is level with the leader."""
    titles = words.titles(ranking)
    rival = next(line.option.title for line in ranking.options if line.option.id == shift.option)
    changes = {name: weight - ranking.weights[name] for name, weight in shift.weights.items()}
    moves = sorted((move, titles[name]) for name, move in changes.items() if abs(move) > _LEAST_SHIFT)
    if not moves:
        return f"Hardly any shift of weight makes {rival} level."
    taken = [title for move, title in moves if move < 0]
    given = [title for move, title in moves if move > 0]
    return (
        f"The least shift of weight that makes another option level is {words.percent(shift.distance)} of all weight, "
        f"from {_listed(taken)} to {_listed(given)}: then {rival} draws level."
    )


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def near(ranking: Ranking) -> str:
    """What the column of ranks near by means."""
    found = ranking.nearby
    if found is None:
        return ""
    share = f"{found.within:.0%}"
    return (
        f"±{share}: the ranks seen for {found.samples:,} weights drawn within {share} of these, and how often this. "
        f"Sampled; `decide robust --weights {ranking.profile.id}` is exact."
    )


def notes(ranking: Ranking) -> list[str]:
    """What a reader must know before relying on the ranking."""
    said = [*caveats(ranking), _below_doing_nothing(ranking), _unknown(ranking)]
    if any(line.too_close for line in ranking.options):
        said.append("~ too close to call: the next option is nearer than the rounding of the scores.")
    if len(ranking.weights) == 1:
        said.append("There is one criterion only: no weight can vary.")
    return [sentence for sentence in said if sentence]


def caveats(ranking: Ranking) -> list[str]:
    """What is to be known of the weights, whatever is asked of them."""
    said: list[str] = []
    if ranking.stale:
        said.append(
            f"The weights of '{ranking.profile.id}' were agreed for other scales: look at them again, then "
            f"`decide weights confirm {ranking.profile.id}`."
        )
    idle = [name for name, weight in ranking.weights.items() if weight == 0]
    if idle:
        said.append(f"No effect, because the weight is 0: {', '.join(idle)}.")
    return said


def _below_doing_nothing(ranking: Ranking) -> str:
    nothing = next((line for line in ranking.options if line.option.baseline), None)
    worse = [line for line in ranking.options if nothing and line.rank > nothing.rank]
    if nothing is None or not worse:
        return ""
    return f"Worse than doing nothing ({nothing.option.title}): {_some([line.option.title for line in worse])}."


def _unknown(ranking: Ranking) -> str:
    cells = [f"{line.option.id} ({', '.join(line.unknown)})" for line in ranking.options if line.unknown]
    if not cells:
        return ""
    return f"? not scored, counted at half value; the interval shows the whole scale: {_some(cells)}."


def _some(names: list[str]) -> str:
    """The first few of a list, and how many more there are."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def gap(duel: Duel) -> str:
    """Why one option beats another, in a sentence or two."""
    first, second = duel.first.line, duel.second.line
    ranking = duel.first.ranking
    if first.rank == second.rank:
        return f"{first.option.title} and {second.option.title} score the same under {ranking.profile.title}."
    ahead = [part for part in duel.differences if part.points > _SMALL][:_SHOWN]
    behind = [part for part in reversed(duel.differences) if part.points < -_SMALL][:_SHOWN]
    text = (
        f"{first.option.title} (rank {first.rank}, {words.points(first.score)}) beats {second.option.title} "
        f"(rank {second.rank}, {words.points(second.score)}) by {words.points(duel.gap)} points "
        f"under {ranking.profile.title}."
    )
    if ahead:
        text += " It gains most on " + _named(ahead) + "."
    if behind:
        text += " It loses on " + _named(behind) + "."
    return text


def _named(parts: list[Difference]) -> str:
    return " and ".join(f"{part.criterion.title} ({words.points(part.points, signed=True)})" for part in parts)


def what_would_close_it(duel: Duel) -> str:
    """The smallest change of one weight at which the two are equal."""
    parts = [part for part in duel.differences if part.switches_at is not None]
    if not parts or duel.first.line.rank == duel.second.line.rank:
        return (
            ""
            if duel.first.line.rank == duel.second.line.rank
            else "No change of one weight alone would make them equal."
        )
    nearest = min(parts, key=lambda part: abs((part.switches_at or 0.0) - part.weight))
    at = nearest.switches_at or 0.0
    way = "rose" if at > nearest.weight else "fell"
    return (
        f"They would be equal if the weight of {nearest.criterion.title} {way} from {words.percent(nearest.weight)} "
        f"to {words.percent(at)}."
    )


def standing(found: Explanation) -> str:
    """Where an option stands, in a sentence or two."""
    line, ranking = found.line, found.ranking
    said = [
        (
            f"{line.option.title} ranks {words.place(line.rank, tied=line.tied)} of {len(ranking.options)} under "
            f"{ranking.profile.title}, with {words.points(line.score)} points."
        )
    ]
    if line.unknown:
        low, high = (words.points(end) for end in line.interval)
        said.append(f"Not scored: {', '.join(line.unknown)}; the score may lie anywhere from {low} to {high}.")
    by_gain = sorted(found.reasons, key=lambda reason: -reason.gain)
    best = [reason for reason in by_gain if reason.gain > _SMALL][:_SHOWN]
    worst = [reason for reason in reversed(by_gain) if reason.gain < -_SMALL][:_SHOWN]
    for words_before, reasons in (("Against the status quo it gains most on", best), ("It loses on", worst)):
        if reasons:
            said.append(f"{words_before} {_gains(reasons)}.")
    return " ".join(said)


def _gains(reasons: list[Reason]) -> str:
    return " and ".join(f"{reason.criterion.title} ({words.points(reason.gain, signed=True)})" for reason in reasons)
