"""Two states of a workspace → a review: under each profile that is asked for, what moved and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.methods.ranking import rank_options
from decide.model.review import Method, ProfileReview, Review
from decide.studies.expecting import broken
from decide.studies.reviewing.blend import Blend
from decide.studies.reviewing.choices import portfolio_move
from decide.studies.reviewing.concerns import concerns
from decide.studies.reviewing.edits import changes
from decide.studies.reviewing.players import seated
from decide.studies.reviewing.ranks import moves_without_causes, rank_moves
from decide.studies.reviewing.renames import renames
from decide.studies.reviewing.says import Words
from decide.studies.reviewing.side import Side
from decide.studies.reviewing.touched import touched
from decide.workspace.fingerprint import inputs_fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.model.expectation import Broken
    from decide.model.ranking import Ranking
    from decide.model.review import Version
    from decide.workspace.load_all import Whole


def review(
    before: tuple[Version, Whole],
    after: tuple[Version, Whole],
    profiles: Sequence[str],
    *,
    portfolio: bool = True,
    advance: Callable[[], None] = lambda: None,
) -> Review:
    """What lies between two states that can both be read, under some profiles of the later one."""
    names = renames(before[1], after[1])
    old, new = Side(before[1], names), Side(after[1])
    change = changes(old, new)
    blend = Blend(old, new, change)
    shown = {one.number for one in change.edits if not one.profile or one.profile in profiles}
    return Review(
        before=before[0],
        after=after[0],
        problem=new.problem,
        edits=tuple(one for one in change.edits if one.number in shown),
        elsewhere=tuple(one for one in change.edits if one.number not in shown),
        touched=touched(old, new, change),
        profiles=tuple(_of_profile(blend, name, portfolio=portfolio, advance=advance) for name in profiles),
        gone=tuple(name for name in old.profiles if name not in new.profiles),
        concerns=concerns(blend, Words(old, new), shown),
        broken=_newly_broken(before[1], after[1], profiles),
        invalid=(),
        unreadable=(),
    )


def alone(before: Version, after: tuple[Version, Whole], profiles: Sequence[str], unreadable: Whole) -> Review:
    """The later state alone, because the one before cannot be read."""
    new = Side(after[1])
    found = []
    for name in profiles:
        ranking = _ranking(new, name)
        found.append(
            ProfileReview(
                new.profiles[name],
                None,
                ranking,
                Method.EXACT,
                0,
                (),
                moves_without_causes(None, ranking),
                None,
                (),
                None,
            )
        )
    return Review(before, after[0], new.problem, (), (), (), tuple(found), (), (), (), (), unreadable.issues)


def inputs_of(whole: Whole) -> str:
    """The fingerprint of all files of a state."""
    return inputs_fingerprint((file, document.text) for file, document in whole.documents.items())


def _of_profile(blend: Blend, name: str, *, portfolio: bool, advance: Callable[[], None]) -> ProfileReview:
    after = _ranking(blend.after, name)
    if name not in blend.before.profiles:
        moves = moves_without_causes(None, after)
        return ProfileReview(blend.after.profiles[name], None, after, Method.EXACT, 0, (), moves, None, (), None)
    before = _ranking(blend.before, name)
    table = seated(blend.change.edits, name)
    found = rank_moves(blend, name, table, before, after)
    advance()
    return ProfileReview(
        profile=blend.after.profiles[name],
        before=before,
        after=after,
        method=table.method,
        orders=found.orders,
        players=table.players,
        moves=found.moves,
        first=found.first,
        masked=found.masked,
        portfolio=portfolio_move(blend, name, table) if portfolio else None,
    )


def _ranking(side: Side, name: str) -> Ranking:
    return rank_options(side.problem, side.profiles[name], stale=side.is_stale(name))


def _newly_broken(before: Whole, after: Whole, profiles: Sequence[str]) -> tuple[Broken, ...]:
    """Expectations that hold no more under some profiles, or that are new and do not hold."""
    if not after.expectations:
        return ()
    was = {(one.expectation.says, one.profile) for one in broken(before, profiles)}
    return tuple(one for one in broken(after, profiles) if (one.expectation.says, one.profile) not in was)
