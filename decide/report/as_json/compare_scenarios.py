"""One profile in several worlds, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decide.model.scenario import LimitOn, OptionCost, OptionRisk, Performance, SwingWeight
from decide.report.as_json.portfolio import clash, limits, one_portfolio
from decide.report.as_json.write import dumps, exact

if TYPE_CHECKING:
    from decide.model.scenario import Change, Clipped, NotApplied
    from decide.model.worlds import Break, Candidate, World, Worlds


def render(found: Worlds) -> str:
    """Each world, what each portfolio loses in it, and what breaks the recommendations; a scenario of null is none."""
    return dumps(
        {
            "profile": found.profile.id,
            "worlds": [_world(one) for one in found.worlds],
            "always": list(found.always),
            "sometimes": list(found.sometimes),
            "never": list(found.never),
            "portfolios": [_candidate(one, found) for one in found.candidates],
            "least_regret": found.regret,
            "breaks": [_break(one, found) for one in found.breaks],
            "stale": found.stale,
            "inputs": found.inputs,
        }
    )


def _name(one: World) -> str | None:
    return None if one.scenario is None else one.scenario.id


def _world(one: World) -> dict[str, Any]:
    return {
        "scenario": _name(one),
        "title": None if one.scenario is None else one.scenario.title,
        "ranks": dict(one.ranks),
        "leaders": list(one.leaders),
        "status": one.status,
        "limits": limits(dict(one.limits)),
        "portfolio": None if one.portfolio is None else one_portfolio(one.portfolio),
        "clash": None if one.clash is None else clash(one.clash),
        "clipped": [_clipped(note) for note in one.clipped],
        "not_applied": [_not_applied(note) for note in one.not_applied],
    }


def _candidate(one: Candidate, found: Worlds) -> dict[str, Any]:
    return {
        "options": list(one.options),
        "sizes": dict(one.sizes),
        "best_in": [_name(found.worlds[place]) for place in one.best_in],
        "least_regret": one.least_regret,
        "most_lost": one.largest,
        "worlds": [
            {"scenario": _name(world), "lost": fate.lost, "limits_broken": list(fate.breaks)}
            for world, fate in zip(found.worlds, one.fates, strict=True)
        ],
    }


def _break(one: Break, found: Worlds) -> dict[str, Any]:
    return {
        "scenario": _name(found.worlds[one.world]),
        "recommendation": one.of,
        "enough_alone": [{**_change(alone.change), "same_outcome": alone.whole} for alone in one.alone],
    }


def _clipped(note: Clipped) -> dict[str, Any]:
    return {
        **_change(note.change),
        "would_be": exact(note.would),
        "cut_off_at": exact(note.end),
        "part": note.part,
        "size": note.size,
    }


def _not_applied(note: NotApplied) -> dict[str, Any]:
    return {**_change(note.change), "why": note.why, "size": note.size}


def _change(what: Change) -> dict[str, Any]:
    where = None if what.where is None else {"file": what.where.file, "line": what.where.line}
    return {"of": _target(what), what.way.value: exact(what.number), "note": what.note, "where": where}


def _target(what: Change) -> dict[str, str]:
    match what.target:
        case Performance(option, criterion):
            return {"option": option, "criterion": criterion}
        case OptionCost(option):
            return {"option": option, "key": "cost"}
        case OptionRisk(option):
            return {"option": option, "key": "escalation_risk"}
        case LimitOn(key):
            return {"limit": key}
        case SwingWeight(criterion):
            return {"weight": criterion}
