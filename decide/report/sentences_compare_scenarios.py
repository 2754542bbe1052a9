"""What holds in which world, and which assumption breaks it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.rules import BUDGET, ESCALATION_RISK
from decide.model.scenario import LimitOn, OptionCost, OptionRisk, Performance, SwingWeight, Way, Why
from decide.model.worlds import AS_IT_STANDS, Recommendation, Regret
from decide.report import sentences_portfolio as say
from decide.report import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.model.scenario import Change, Clipped, NotApplied
    from decide.model.worlds import Break, Candidate, World, Worlds

_NAMED = 3  # of a list that a sentence names

_WHY = {
    Why.UNKNOWN: "nobody has scored it",
    Why.NO_LIMIT: "nothing of the kind is limited",
    Why.BY_PERIOD: "money goes by period here, and only times can be spread",
    Why.NO_WEIGHT: "all its siblings would then weigh 0",
}


def verdict(found: Worlds) -> str:
    """Who comes first in how many worlds, and who else, if what."""
    titles = {option.id: option.title for option in found.problem.options}
    first = found.worlds[0].leaders
    count = len(found.worlds)
    same = sum(one.leaders == first for one in found.worlds)
    names = listed([titles[name] for name in first])
    verb = "comes first" if len(first) == 1 else "share first place"
    if same == count:
        return f"{names} {verb} in {_every(count)}."
    others: dict[tuple[str, ...], list[str]] = {}
    for one in found.worlds[1:]:
        if one.leaders != first:
            others.setdefault(one.leaders, []).append(title(one))
    parts = []
    for leaders, worlds in others.items():
        does = "does" if len(leaders) == 1 else "do, together"
        parts.append(f"if {listed(worlds, 'or')}, {listed([titles[name] for name in leaders])} {does}")
    where = "only as it stands" if same == 1 else f"in {same} of {count} worlds"
    return f"{names} {verb} {where}; {'; '.join(parts)}."


def _every(count: int) -> str:
    return "both worlds" if count == 2 else f"all {count} worlds"  # noqa: PLR2004 - a pair


def choice(found: Worlds) -> str:
    """How far the portfolio chosen as it stands carries."""
    count = len(found.worlds)
    without = [one for one in found.worlds if one.portfolio is None]
    if without:
        why = "is possible" if all(one.clash is not None for one in without) else "was found in time"
        return f"No portfolio {why} {_ifs(without)}."
    now = found.candidates[0]
    if len(now.best_in) == count:
        return f"The portfolio chosen as it stands is the best in {_every(count)}."
    best = "only as it stands" if len(now.best_in) == 1 else f"in {len(now.best_in)} of {count} worlds"
    broken = [one for one, fate in zip(found.worlds, now.fates, strict=True) if fate.lost is None]
    text = f"The portfolio chosen as it stands is the best {best}"
    if not broken:
        return f"{text}, and loses at most {words.points(now.largest or 0.0)} points in the others."
    if len(broken) <= _NAMED:
        return f"{text}, and breaks a limit {_ifs(broken)}."
    return f"{text}, and breaks a limit in {len(broken)} others."


def clashes(found: Worlds) -> list[str]:
    """For the worlds without a portfolio what clashes; the same clash once."""
    worlds: dict[tuple[str, ...], list[str]] = {}
    for one in found.worlds:
        if one.clash is not None:
            worlds.setdefault(tuple(say.clash_lines(one.clash)), []).append(title(one))
    return [text for lines, titles in worlds.items() for text in (f"{'; '.join(titles)}: {lines[0]}", *lines[1:])]


def least_regret(found: Worlds) -> str:
    """The portfolio that is safest over all worlds, or that there is none."""
    safest = found.safest
    if found.regret is Regret.NONE:
        return "No portfolio is within the rules and limits of all worlds, so that none has least regret."
    if safest is None or safest.largest is None:
        return "No portfolio within the rules and limits of all worlds was found; there may be one."
    lost = [fate.lost or 0.0 for fate in safest.fates]
    most = max(lost)
    proof = "" if found.regret is Regret.PROVED else ", as far as was found; a better one is not ruled out"
    if round(most, 9) <= 0:
        return f"Least regret has the portfolio that is the best in all worlds{proof}."
    number = found.candidates.index(safest) + 1
    where = _ifs([found.worlds[lost.index(most)]])
    return (
        f"Portfolio {number} has least regret: it keeps to the limits of all worlds, and loses at most "
        f"{words.points(most)} points, {where}{proof}."
    )


def groups(found: Worlds) -> list[tuple[str, tuple[str, ...]]]:
    """The options by how often they are chosen, each group ordered as the options rank now."""
    ranks = found.worlds[0].ranks
    idle = tuple(option.id for option in found.problem.options if option.baseline)
    named = [
        ("Always chosen", found.always),
        ("Sometimes", found.sometimes),
        ("Never", found.never),
        ("Doing nothing", idle),
    ]
    return [(head, tuple(sorted(names, key=lambda name: (ranks[name], name)))) for head, names in named if names]


def contents(one: Candidate) -> str:
    """The options of a portfolio."""
    return ", ".join(_sized(one, name) for name in one.options) or "nothing"


def against(one: Candidate, other: Candidate) -> str:
    """A portfolio by what it has more and less than another."""
    mine, theirs = ({_sized(each, name) for name in each.options} for each in (one, other))
    parts = [f"in: {', '.join(sorted(mine - theirs))}"] if mine - theirs else []
    parts += [f"out: {', '.join(sorted(theirs - mine))}"] if theirs - mine else []
    return "; ".join(parts)


def _sized(one: Candidate, name: str) -> str:
    return f"{name}:{one.sizes[name]}" if name in one.sizes else name


def lost(one: float) -> str:
    """Points lost; 0 where a portfolio is the best."""
    return "0" if round(one, 9) == 0 else words.difference(one).removeprefix("+")


def limit_name(key: str) -> str:
    """A limit as a cell of a table names it."""
    return {BUDGET: "budget", ESCALATION_RISK: "risk"}.get(key, key)


def limit_in_words(key: str) -> str:
    """A limit as a sentence names it."""
    return {BUDGET: "the budget", ESCALATION_RISK: "the limit on escalation risk"}.get(key, f"the limit on {key}")


def broken(found: Worlds, what: Break) -> str:
    """What a scenario breaks."""
    world = found.worlds[what.world]
    if what.of is Recommendation.LEADER:
        titles = {option.id: option.title for option in found.problem.options}
        names = listed([titles[name] for name in world.leaders])
        return f"{title(world)}: {names} {'comes' if len(world.leaders) == 1 else 'share'} first."
    if world.portfolio is None:
        return f"{title(world)}: no portfolio."
    if found.worlds[0].portfolio is None:
        return f"{title(world)}: there is a portfolio."
    now, then = (next(one for one in found.candidates if place in one.best_in) for place in (0, what.world))
    return f"{title(world)}: another portfolio, {against(then, now)}."


def enough(what: Break) -> str:
    """Whether single changes are enough."""
    return "Enough alone to change it:" if what.alone else "No change alone does it, only several together."


def change_lines(what: Break) -> list[tuple[str, str]]:
    """Each change that is enough, and where it stands; those that do just what the whole scenario does come first."""
    other = " (to another choice)" if what.of is Recommendation.PORTFOLIO else " (another then comes first)"
    return [
        (f"{change(one.change)}{'' if one.whole else other}", place(one.change))
        for one in sorted(what.alone, key=lambda alone: not alone.whole)
    ]


def change(what: Change) -> str:
    """A change in a few words: middle-corridor on autonomy +4."""
    match what.target:
        case Performance(option, criterion):
            of = f"{option} on {criterion}"
        case OptionCost(option):
            of = f"cost of {option}"
        case OptionRisk(option):
            of = f"escalation risk of {option}"
        case LimitOn(key):
            of = limit_in_words(key).removeprefix("the ")
        case SwingWeight(criterion):
            of = f"weight of {criterion}"
    number = words.number(what.number)
    match what.way:
        case Way.ADD:
            return f"{of} {'' if what.number < 0 else '+'}{number}"
        case Way.TIMES:
            return f"{of} × {number}"
        case Way.SET:
            return f"{of} set to {number}"


def place(what: Change) -> str:
    """Where a change stands."""
    return "" if what.where is None else f"{what.where.file}:{what.where.line}"


def notes(found: Worlds) -> list[str]:
    """What was cut off or not applied, and what else a reader must know."""
    said = []
    for one in found.worlds:
        said += [_cut(note) for note in one.clipped]
        said += [_left(note) for note in one.not_applied]
    if found.stale:
        said.append(
            f"The weights of '{found.profile.id}' were agreed for other scales: look at them again, then "
            f"`decide weights confirm {found.profile.id}`."
        )
    return said


def _cut(note: Clipped) -> str:
    size = f", size {note.size}" if note.size else ""
    return (
        f"{place(note.change)}: {change(note.change)}{size}: {note.part or 'it'} would be {words.number(note.would)}, "
        f"and is cut off at {words.number(note.end)}."
    )


def _left(note: NotApplied) -> str:
    size = f", size {note.size}" if note.size else ""
    return f"{place(note.change)}: {change(note.change)}{size} is not applied: {_WHY[note.why]}."


def title(world: World) -> str:
    """A world by its scenario's title."""
    return AS_IT_STANDS.capitalize() if world.scenario is None else world.scenario.title


def _ifs(worlds: Sequence[World]) -> str:
    """Worlds at the end of a sentence: as it stands, or if this or that."""
    said = [AS_IT_STANDS] if any(one.scenario is None for one in worlds) else []
    titles = [title(one) for one in worlds if one.scenario is not None]
    return " or ".join([*said, *([f"if {listed(titles, 'or')}"] if titles else [])])


def listed(names: Sequence[str], word: str = "and") -> str:
    """Names in a sentence."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
