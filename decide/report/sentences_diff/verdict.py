"""What a change does, in a sentence that a minister could read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.sentences_diff.names import count, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.model.review import PortfolioMove, ProfileReview, Review

_NAMED = 4  # options that a sentence names


def extent(found: Review) -> str:
    """How much was edited."""
    if found.invalid:
        return "the files cannot be read"
    if found.unreadable:
        return "the files before cannot be read"
    if not found.edits:
        return "no edit that counts"
    files = len({edit.file for edit in found.edits})
    return f"{count(len(found.edits), 'edit')} in {count(files, 'file')}"


def verdict(found: Review) -> str:
    """One sentence that says what the change does."""
    if found.invalid:
        return f"The files cannot be read any more: {count(len(found.invalid), 'error')}."
    if found.unreadable:
        return (
            f"The files before cannot be read ({count(len(found.unreadable), 'error')}): there is nothing to compare."
        )
    compared = [one for one in found.profiles if one.before is not None]
    if len(compared) == 1 and len(found.profiles) == 1:
        return f"{_verdict(compared[0])}."
    if not found.profiles:
        return "The profile is no more."
    moved = [one for one in compared if has_moved(one)]
    if not moved:
        new = len(found.profiles) - len(compared)
        also = f"; {count(new, 'profile is', 'profiles are')} new" if new else ""
        return f"Nothing moves under {_all_of(len(compared))}{also}."
    first = [one for one in moved if one.winner_moved]
    chosen = [one for one in moved if one.portfolio is not None and one.portfolio.moved]
    parts = []
    if first:
        parts.append(f"first place moves under {_share(first, compared)}")
    if chosen:
        parts.append(f"the portfolio changes under {_share(chosen, compared)}")
    if not parts:
        parts.append(f"ranks move under {_share(moved, compared)}, but no first place and no portfolio")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _all_of(number: int) -> str:
    return {1: "the profile", 2: "both profiles"}.get(number, f"all {number} profiles")


def _share(some: Sequence[ProfileReview], every: Sequence[ProfileReview]) -> str:
    if len(some) == len(every):
        return _all_of(len(every))
    names = f" ({'; '.join(one.profile.title for one in some)})" if len(some) <= _NAMED else ""
    return f"{len(some)} of {len(every)} profiles{names}"


def has_moved(one: ProfileReview) -> bool:
    """Whether a rank or the portfolio is another."""
    return bool(one.ranks_moved) or (one.portfolio is not None and one.portfolio.moved)


def _verdict(one: ProfileReview) -> str:
    if not has_moved(one):
        return f"Nothing moves: {named(one, one.winners[1])} {_stay(one)} first"
    parts = [first_place(one)]
    if one.portfolio is not None and one.portfolio.moved:
        parts.append(f"the portfolio {portfolio_change(one, one.portfolio)}")
    elif one.portfolio is not None:
        parts.append("the portfolio stays the same")
    return "; ".join(parts)


def _stay(one: ProfileReview) -> str:
    return "stays" if len(one.winners[1]) == 1 else "stay"


def first_place(one: ProfileReview) -> str:
    """What happens to first place, and how many ranks move."""
    before, after = one.winners
    if one.winner_moved:
        return f"First place moves from {named(one, before)} to {named(one, after)}"
    if not one.ranks_moved:
        return f"No rank moves: {named(one, after)} {_stay(one)} first"
    return f"{named(one, after)} {_stay(one)} first; {count(one.ranks_moved, 'rank moves', 'ranks move')}"


def portfolio_change(one: ProfileReview, move: PortfolioMove) -> str:
    """What comes and goes: swaps Licence for Subsidy."""
    if move.after.portfolio is None:
        return "is no longer possible" if move.after.status == "infeasible" else "was not found in time"
    if move.before.portfolio is None:
        return "is possible now" if move.before.status == "infeasible" else "was found now"
    came, went = named(one, move.enters), named(one, move.leaves)
    if came and went:
        return f"swaps {went} for {came}"
    return f"gains {came}" if came else f"loses {went}"
