"""How far a ranking can be trusted, in words: one sentence to be read aloud, and what would change the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.robust import Firmness
from decide.report import words
from decide.report.sentences import caveats, least_shift

if TYPE_CHECKING:
    from decide.model.robust import Robustness, RobustOption, Room, Swing, Worth
    from decide.model.sampled import Sampled

_WORTH_TELLING = 0.05  # points of value below which knowing more is called worth nothing


def headline(found: Robustness) -> str:
    """Whether first place is firm, leaning, or too close to call, and in how many cases."""
    first = leading(found)
    if len(found.options) == 1:
        return "There is one option only: it is first whatever the weights."
    if len(first) > 1:
        names = ", ".join(one.line.option.title for one in first)
        return f"Too close to call: {names} share first place under the weights of {found.ranking.profile.title}."
    (one,) = first
    opening = {
        Firmness.FIRM: "First place is firm:",
        Firmness.LEANING: "First place leans one way:",
        Firmness.CLOSE: "Too close to call:",
    }[found.firmness]
    return f"{opening} {one.line.option.title} comes first {how_often(found, one)}."


def how_often(found: Robustness, one: RobustOption) -> str:
    """For how many weights, and in how many cases where scores vary as well, an option comes first."""
    weights, varied = one.acceptability[0].share, one.with_scores[0].share
    label = which(found)
    if one.ranks[1] == 1 and not found.scores_vary:
        said = f"for all {label}"
    elif weights == 1:
        said = f"for all {found.samples:,} {label} that were drawn, though not for every one there is"
    else:
        said = f"for {roughly(weights)} of all {label}"
    if all(one.acceptability == one.with_scores for one in found.options):
        return said
    return f"{said}, and in {roughly(varied)} of cases when the scores vary within their ranges as well"


def which(found: Robustness) -> str:
    """The admissible weights, as they are called in a sentence."""
    label, title = found.weights.label, found.ranking.profile.title
    if label.startswith("any weights"):
        return label.replace("any weights", "weights")
    return f"weights {label} of those of {title}" if label.startswith("within") else f"weights {label}"


def leading(found: Robustness) -> list[RobustOption]:
    """The options that are first under the profile."""
    return [one for one in found.options if one.line.rank == 1]


def rivals(found: Robustness) -> str:
    """Who else could be first, and how often."""
    others = [one for one in found.options if one.line.rank > 1]
    seen = sorted((one for one in others if one.with_scores[0].share > 0), key=lambda one: -one.with_scores[0].share)
    can = [one for one in others if one.can_be_first]
    if not can and not seen:
        return f"No other option can be first under any {which(found)}." if others else ""
    named = [f"{one.line.option.title} ({roughly(one.with_scores[0].share)})" for one in seen[:3]]
    said = [f"When scores vary as well, first place goes to {_listed(named)} otherwise."] if named else []
    given = "Somewhere in the ranges of weights and scores" if found.scores_vary else "By weights alone"
    if len(can) > 1:
        said.append(f"{given}, {len(can)} others can be first too.")
    else:
        said.append(
            f"{given}, {can[0].line.option.title if can else 'nobody else'} can be first{' too' if can else ''}."
        )
    return " ".join(said)


def choices(found: Robustness, count: int = 3) -> list[str]:
    """Under which weights, on average, options come first that do so for some: whose choice each would be."""
    seen = [one for one in found.options if one.acceptability[0].share > 0 and one.central_weights is not None]
    if len(seen) < 2:  # noqa: PLR2004 - the leader alone is first for all weights
        return []
    seen.sort(key=lambda one: -one.acceptability[0].share)
    return [choice(found, one) for one in seen if one.line.rank > 1][:count]


def choice(found: Robustness, one: RobustOption) -> str:
    """The central weights of an option, as far as they differ most from the profile's, and its confidence factor."""
    central, now = one.central_weights or {}, found.ranking.profile.weights
    titles = words.titles(found.ranking)
    apart = sorted(central, key=lambda name: (-abs(central[name].share - now[name]), name))[:2]
    told = [f"{titles[name]} {words.percent(central[name].share)} (now {words.percent(now[name])})" for name in apart]
    sure = "" if one.confidence is None else f"; with these, in {roughly(one.confidence.share)} of cases if scores vary"
    return f"{one.line.option.title} comes first under weights such as {_listed(told)}{sure}."


def nearest(found: Robustness) -> str:
    """The least shift of weights that makes another option level."""
    if found.leader is None:
        return ""
    if found.leader.shift is None:
        return "No weights at all would move first place: the leader is at least as good on every criterion."
    return least_shift(found.ranking, found.leader.shift)


def room(found: Robustness, one: Room) -> str:
    """How far one weight may go: up to 31%, then Back the Middle Corridor."""
    parts = [
        f"{way} to {words.percent(turn.weight)}, then {_title(found, turn.option)}"
        for turn, way in ((one.down, "down"), (one.up, "up"))
        if turn is not None
    ]
    title = words.titles(found.ranking)[one.criterion]
    return f"{title}: {'; '.join(parts) if parts else 'any weight'}"


def turn(found: Robustness, one: Swing) -> str:
    """A score, and at which performance it moves first place, and to whom."""
    criterion = next(other for other in found.ranking.problem.criteria if other.id == one.criterion)
    score = f"{_title(found, one.option)} on {criterion.title}"
    if one.turns_at is None:
        return score
    falls = one.leads[0] < one.leads[1]
    ahead = one.ahead[0] if falls else one.ahead[1]
    unit = criterion.scale.unit
    level = words.percent(one.turns_at) if unit == "probability" else words.number(round(one.turns_at, 2))
    then = "it comes first itself" if ahead == one.option else _title(found, ahead)
    return f"{score}: {'down' if falls else 'up'} to {level}, then {then}"


def research(found: Robustness) -> str:
    """Where to spend research."""
    if found.everything.share < _WORTH_TELLING or not found.worths:
        return "Knowing more about any one score or weight would hardly change what comes first."
    told = [f"{knowledge(found, one)} ({words.difference(one.points)} points)" for one in found.worths[:3]]
    whole = words.points(found.everything.share)
    return (
        f"Worth finding out before choosing, by how much the first would then be better: {_listed(told)}; "
        f"everything at once, {whole} points."
    )


def knowledge(found: Robustness, one: Worth) -> str:
    """What could be known."""
    title = words.titles(found.ranking)[one.criterion]
    return f"{_title(found, one.option)} on {title}" if one.option else f"the weight of {title}"


def method(found: Robustness) -> str:
    """How the figures came about."""
    widest = max(max(one.acceptability[0].error, one.with_scores[0].error) for one in found.options)
    return (
        f"Ranks are exact{' for the ranges of scores, too' if found.scores_vary else ', at best scores'}. "
        f"Shares are of {found.samples:,} weights drawn {found.weights.drawn} and uniformly, seed {found.seed}; "
        f"standard error {words.percent(widest)} at most."
    )


def notes(found: Robustness) -> list[str]:
    """What a reader must know before relying on it."""
    said = caveats(found.ranking)
    unknown = [one.line.option.id for one in found.options if one.line.unknown]
    if unknown:
        said.append(f"Not scored, and taken to be anywhere on the scale where scores vary: {', '.join(unknown)}.")
    return said


def roughly(share: float) -> str:
    """A share in whole percent, never as all or nothing when it is not."""
    if share in {0.0, 1.0}:
        return f"{share:.0%}"
    if share < 0.01:  # noqa: PLR2004 - one percent
        return "less than 1%"
    if share > 0.99:  # noqa: PLR2004 - all but one
        return "more than 99%"
    return f"{share:.0%}"


def with_error(sampled: Sampled) -> str:
    """A share with its standard error."""
    return f"{words.share(sampled.share)} ± {words.share(sampled.error)}"


def _title(found: Robustness, option: str) -> str:
    return next(one.line.option.title for one in found.options if one.line.option.id == option)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
