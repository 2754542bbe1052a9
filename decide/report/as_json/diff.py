"""What a change did, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decide.report import sentences_diff as say
from decide.report.as_json.portfolio import one_portfolio
from decide.report.as_json.write import dumps

if TYPE_CHECKING:
    from decide.errors import Issue
    from decide.model.expectation import Broken
    from decide.model.review import (
        Chosen,
        Edit,
        Masked,
        Move,
        Player,
        PortfolioMove,
        ProfileReview,
        Review,
        Touched,
        Version,
        Why,
    )


def render(found: Review) -> str:
    """Everything. Players are the edits, or files, that parts and causes are given to, in the order of `players`."""
    return dumps(fields(found))


def fields(found: Review) -> dict[str, Any]:
    """The same as fields."""
    return {
        "before": _version(found.before),
        "after": _version(found.after),
        "verdict": say.verdict(found),
        "moved": found.moved,
        "edits": [_edit(one) for one in found.edits],
        "elsewhere": [_edit(one) for one in found.elsewhere],
        "touched": [_touched(one) for one in found.touched],
        "profiles": [_profile(one) for one in found.profiles],
        "profiles_gone": list(found.gone),
        "concerns": [{"kind": str(one.kind), "says": one.says, "edits": list(one.edits)} for one in found.concerns],
        "broken_expectations": [_broken(one) for one in found.broken],
        "invalid": [_issue(one) for one in found.invalid],
        "unreadable_before": [_issue(one) for one in found.unreadable],
    }


def _version(one: Version) -> dict[str, Any]:
    return {"name": one.name, "commit": one.commit or None, "changed_files": one.changed, "inputs": one.inputs}


def _edit(one: Edit) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": str(one.kind),
        "file": one.file,
        "line": one.line,
        "in_file_before": one.gone,
        "path": one.path,
        "title": one.title,
        "before": one.before,
        "after": one.after,
        "profile": one.profile or None,
    }


def _touched(one: Touched) -> dict[str, Any]:
    return {"file": one.file, "line": one.line, "in_file_before": one.gone, "path": one.path}


def _profile(one: ProfileReview) -> dict[str, Any]:
    before, after = one.winners
    return {
        "profile": one.profile.id,
        "new": one.before is None,
        "winners_before": list(before),
        "winners": list(after),
        "winner_moved": one.winner_moved,
        "ranks_moved": one.ranks_moved,
        "stale_before": one.before.stale if one.before is not None else None,
        "stale": one.after.stale,
        "method": str(one.method),
        "orders": one.orders or None,
        "players": [_player(player) for player in one.players],
        "options": [_move(one, move) for move in one.moves],
        "first_place": _why(one, one.first),
        "masked_first_places": [_masked(one, part) for part in one.masked],
        "portfolio": None if one.portfolio is None else _portfolio(one, one.portfolio),
    }


def _player(player: Player) -> dict[str, Any]:
    return {"name": player.name, "edits": list(player.edits)}


def _move(one: ProfileReview, move: Move) -> dict[str, Any]:
    before, after = move.before, move.after
    return {
        "option": move.option,
        "rank_before": before.rank if before is not None else None,
        "rank": after.rank if after is not None else None,
        "score_before": before.score if before is not None else None,
        "score": after.score if after is not None else None,
        "parts": list(move.parts),
        "standard_errors": list(move.errors) or None,
        "rank_causes": _why(one, move.why),
    }


def _names(one: ProfileReview, numbers: tuple[int, ...]) -> list[str]:
    return [one.players[number].name for number in numbers]


def _why(one: ProfileReview, why: Why | None) -> dict[str, Any] | None:
    if why is None:
        return None
    return {"enough": [_names(one, part) for part in why.enough], "needed": _names(one, why.needed)}


def _masked(one: ProfileReview, part: Masked) -> dict[str, Any]:
    return {
        "player": one.players[part.player].name,
        "enters": list(part.enters),
        "leaves": list(part.leaves),
        "undone_by": [_names(one, undone) for undone in part.undone_by],
    }


def _chosen(found: Chosen) -> dict[str, Any]:
    portfolio = None if found.portfolio is None else one_portfolio(found.portfolio)
    return {"status": found.status, "portfolio": portfolio}


def _portfolio(one: ProfileReview, move: PortfolioMove) -> dict[str, Any]:
    return {
        "before": _chosen(move.before),
        "after": _chosen(move.after),
        "moved": move.moved,
        "enters": list(move.enters),
        "leaves": list(move.leaves),
        "values_comparable": move.comparable,
        "worked_out": move.worked_out,
        "value_parts": list(move.parts),
        "standard_errors": list(move.errors) or None,
        "causes": {name: _why(one, why) for name, why in move.why.items()},
        "masked": [_masked(one, part) for part in move.masked],
    }


def _broken(one: Broken) -> dict[str, Any]:
    return {
        "profile": one.profile,
        "kind": str(one.expectation.kind),
        "options": list(one.expectation.options),
        "found": one.found,
        "reason": one.expectation.reason,
        "owner": one.expectation.owner,
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "code": issue.code,
        "file": issue.where.file,
        "line": issue.where.line,
        "column": issue.where.column,
        "message": issue.message,
        "hint": issue.hint,
    }
