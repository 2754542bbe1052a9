"""Which edits did it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.review import Method
from decide.report.sentences_diff.names import called, count, joined, named, points, titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from decide.model.review import Masked, Move, PortfolioMove, ProfileReview, Why

_SETS = 3  # smallest sets that a sentence names
_SMALL = 0.005  # points that two digits show


def causes(one: ProfileReview, why: Why) -> str:
    """Which edits are enough, and which are needed."""
    if one.method is Method.SAMPLED:
        return ""
    if not why.enough:
        return "no set of edits is enough in every combination"
    if why.enough == ((),):
        return "it would come about in any case"
    first, *rest = (players(one, one_set) for one_set in why.enough[:_SETS])
    if len(why.enough) == 1 and why.needed == why.enough[0]:
        both = {1: "and needed", 2: "and both are needed"}.get(len(why.needed), "and all are needed")
        return f"{first}{_are(why.enough[0])} enough, whatever the rest, {both}"
    text = f"{first}{_are(why.enough[0])} enough, whatever the rest"
    for one_set, said in zip(why.enough[1:_SETS], rest, strict=True):
        text += f"; so {'is' if len(one_set) == 1 else 'are'} {said}{'' if len(one_set) == 1 else ' together'}"
    if len(why.enough) > _SETS:
        text += f"; and {count(len(why.enough) - _SETS, 'more set')}"
    return f"{text}; {needed(one, why)}"


def _are(one_set: Sequence[int]) -> str:
    return " is" if len(one_set) == 1 else " together are"


def needed(one: ProfileReview, why: Why) -> str:
    """Which edits it could not do without."""
    if not why.needed:
        return "none is needed"
    return f"{players(one, why.needed)} {'is' if len(why.needed) == 1 else 'are'} needed"


def players(one: ProfileReview, numbers: Sequence[int]) -> str:
    """Some players: edit 4; edits 1 and 2; weights/hawkish.yaml."""
    names = [one.players[number].name for number in numbers]
    if one.method is not Method.EXACT:
        return joined(names)
    return f"edit {names[0]}" if len(names) == 1 else f"edits {joined(names)}"


def player_sign(one: ProfileReview, number: int) -> str:
    """A player in a table: the number of the edit, or a letter for a file."""
    if one.method is Method.EXACT:
        return one.players[number].name
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[number] if number < len(letters) else f"F{number + 1}"


def short_causes(one: ProfileReview, why: Why | None) -> str:
    """The smallest sets in a table's cell: 4 or 1+2."""
    if why is None or not why.enough:
        return ""
    sets = ["+".join(player_sign(one, number) for number in one_set) or "any" for one_set in why.enough[:2]]
    return " or ".join(sets) + (" …" if len(why.enough) > len(sets) else "")


def masked(one: ProfileReview, part: Masked, *, portfolio: bool) -> str:
    """What one player alone would have done, and what undoes it."""
    who = players(one, (part.player,))
    came, went = named(one, part.enters), named(one, part.leaves)
    if portfolio:
        does = [f"bring {came} into the portfolio" if came else "", f"take {went} out of it" if went and came else ""]
        does.append(f"take {went} out of the portfolio" if went and not came else "")
        what = " and ".join(text for text in does if text)
    else:
        what = f"put {came} first"
    text = f"{who[0].upper()}{who[1:]} alone would {what}"
    if part.undone_by and part.undone_by != ((),):
        undone = " or ".join(players(one, one_set) for one_set in part.undone_by[:_SETS])
        text += f"; {undone} {'undoes' if len(part.undone_by[0]) == 1 else 'undo'} it"
    return f"{text}."


def largest(move: Move) -> list[tuple[int, float]]:
    """The players with the largest parts in the change of a score, that two digits show."""
    parts = [(number, part) for number, part in enumerate(move.parts) if abs(part) >= _SMALL]
    return sorted(parts, key=lambda one: (-abs(one[1]), one[0]))[:_SETS]


def mostly(one: ProfileReview, move: Move) -> str:
    """The players that changed a score most: 4 +1.50, 1 -0.47."""
    return ", ".join(f"{player_sign(one, number)} {points(part)}" for number, part in largest(move))


def reasons(one: ProfileReview, move: PortfolioMove) -> Iterator[str]:
    """Why options came and went, those with the same causes together."""
    alike: dict[Why, list[str]] = {}
    for name in (*move.enters, *move.leaves):
        if (why := move.why.get(name)) is not None:
            alike.setdefault(why, []).append(name)
    known = titles(one)
    for why, names in alike.items():
        came = joined([called(known, name) for name in names if name in move.enters])
        went = joined([called(known, name) for name in names if name in move.leaves])
        parts = [f"{came} in" if came else "", f"{went} out" if went else ""]
        yield f"{', '.join(part for part in parts if part)}: {causes(one, why)}."


def method(one: ProfileReview) -> str:
    """How the change was shared out, where that was not edit by edit."""
    if one.method is Method.EXACT or not one.players:
        return ""
    edits = sum(len(player.edits) for player in one.players)
    if one.method is Method.BY_FILE:
        return f"{edits} edits are too many for every combination: they are grouped by file."
    worst = max((error for move in one.moves for error in move.errors), default=0.0)
    return (
        f"{edits} edits in {len(one.players)} files are too many for every combination: parts by file are estimated "
        f"from {one.orders} random orders, with standard errors up to {worst:.2g} points."
    )
