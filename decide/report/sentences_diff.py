"""What a change did, in words that every format shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.review import ConcernKind, EditKind, Method
from decide.report import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from decide.model.review import Edit, Masked, Move, PortfolioMove, ProfileReview, Review, Touched, Version, Why

_SHORT = 7  # digits of a commit
_SETS = 3  # smallest sets that a sentence names
_NAMED = 4  # options that a sentence names
_MOST_TOUCHED = 8
_SMALL = 0.005  # points that two digits show
SMALLEST = "Changes of less than 0.01 points are shown as 0.00."
_NO_VALUE = "The two values are not comparable, because weights or scales changed."


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def version(one: Version) -> str:
    """A state as a reader knows it: main 4f2a91c."""
    if one.commit:
        short = one.commit[:_SHORT]
        return short if len(one.name) >= _SHORT and one.commit.startswith(one.name) else f"{one.name} {short}"
    return f"{one.name} ({count(one.changed, 'changed file')})" if one.changed else one.name


def origin(found: Review) -> str:
    """Which two states."""
    return f"{version(found.before)} → {version(found.after)}"


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
        return f"Nothing moves: {_named(one, one.winners[1])} {_stay(one)} first"
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
        return f"First place moves from {_named(one, before)} to {_named(one, after)}"
    if not one.ranks_moved:
        return f"No rank moves: {_named(one, after)} {_stay(one)} first"
    return f"{_named(one, after)} {_stay(one)} first; {count(one.ranks_moved, 'rank moves', 'ranks move')}"


def portfolio_change(one: ProfileReview, move: PortfolioMove) -> str:
    """What comes and goes: swaps Licence for Subsidy."""
    if move.after.portfolio is None:
        return "is no longer possible" if move.after.status == "infeasible" else "was not found in time"
    if move.before.portfolio is None:
        return "is possible now" if move.before.status == "infeasible" else "was found now"
    came, went = _named(one, move.enters), _named(one, move.leaves)
    if came and went:
        return f"swaps {went} for {came}"
    return f"gains {came}" if came else f"loses {went}"


def _named(one: ProfileReview, names: Sequence[str]) -> str:
    titles = {move.option: move.title for move in one.moves}
    shown = [called(titles, name) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        return f"{', '.join(shown)} and {len(names) - _NAMED} more"
    return _and(shown)


def called(titles: dict[str, str], name: str) -> str:
    """An option by its title; OPTION:SIZE with its size."""
    option, _, size = name.partition(":")
    return f"{titles.get(option, option)} ({size})" if size else titles.get(option, option)


def titles(one: ProfileReview) -> dict[str, str]:
    """Titles of options by id."""
    return {move.option: move.title for move in one.moves}


def _and(parts: Sequence[str]) -> str:
    *most, last = parts or [""]
    return f"{', '.join(most)} and {last}" if most else last


# Causes


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
        return _and(names)
    return f"edit {names[0]}" if len(names) == 1 else f"edits {_and(names)}"


def short_causes(one: ProfileReview, why: Why | None) -> str:
    """The smallest sets in a table's cell: 4 or 1+2."""
    if why is None or not why.enough:
        return ""
    sets = ["+".join(player_sign(one, number) for number in one_set) or "any" for one_set in why.enough[:2]]
    return " or ".join(sets) + (" …" if len(why.enough) > len(sets) else "")


def player_sign(one: ProfileReview, number: int) -> str:
    """A player in a table: the number of the edit, or a letter for a file."""
    if one.method is Method.EXACT:
        return one.players[number].name
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[number] if number < len(letters) else f"F{number + 1}"


def masked(one: ProfileReview, part: Masked, *, portfolio: bool) -> str:
    """What one player alone would have done, and what undoes it."""
    who = players(one, (part.player,))
    came, went = _named(one, part.enters), _named(one, part.leaves)
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


def mostly(one: ProfileReview, move: Move) -> str:
    """The players that changed a score most: 4 +1.50, 1 -0.47."""
    return ", ".join(f"{player_sign(one, number)} {points(part)}" for number, part in largest(move))


def largest(move: Move) -> list[tuple[int, float]]:
    """The players with the largest parts in the change of a score, that two digits show."""
    parts = [(number, part) for number, part in enumerate(move.parts) if abs(part) >= _SMALL]
    return sorted(parts, key=lambda one: (-abs(one[1]), one[0]))[:_SETS]


def points(value: float) -> str:
    """A change in points, to two digits, with its sign."""
    text = f"{value:+.2f}"
    return "0.00" if text in {"+0.00", "-0.00"} else text


def rank(move: Move) -> str:
    """2 → 1, 3 → 2=, new at 4, gone from 5."""
    before, after = move.before, move.after
    if before is None and after is not None:
        return f"new, {words.place(after.rank, tied=after.tied)}"
    if before is not None and after is None:
        return f"gone, {words.place(before.rank, tied=before.tied)}"
    if before is None or after is None:
        return ""
    was, now = words.place(before.rank, tied=before.tied), words.place(after.rank, tied=after.tied)
    return now if was == now else f"{was} → {now}"


def total(move: Move) -> str:
    """68.90 → 69.80."""
    before, after = (None if line is None else f"{line.score:.2f}" for line in (move.before, move.after))
    return f"{before} → {after}" if before and after and before != after else after or before or ""


# Portfolios


def portfolio_totals(found: Review, move: PortfolioMove) -> str:
    """Value, cost and risk before and after."""
    before, after = move.before.portfolio, move.after.portfolio
    if before is None or after is None or found.problem is None:
        return ""
    value = f"value {before.value:.2f} → {after.value:.2f}"
    cost = f"cost {words.number(before.cost)} → {words.number(after.cost)} {found.problem.currency}"
    risk = f"escalation risk {words.percent(before.escalation_risk)} → {words.percent(after.escalation_risk)}"
    return f"{value}, {cost}, {risk}"


def proof(move: PortfolioMove) -> str:
    """Whether both are proved."""
    states = {move.before.status, move.after.status}
    if states == {"optimal"}:
        return "proved best both times"
    return "not both proved best" if states & {"best_found", "unknown"} else ""


def portfolio_notes(one: ProfileReview, move: PortfolioMove) -> Iterator[str]:
    """What is to be known of the two portfolios."""
    if not move.comparable and move.before.portfolio is not None and move.after.portfolio is not None:
        yield _NO_VALUE
    if not move.worked_out and move.moved and one.players:
        yield "Which edit changed the portfolio was not worked out: the case is too large."


def portfolio_parts(one: ProfileReview, move: PortfolioMove) -> str:
    """The change of value by edit."""
    parts = [(number, part) for number, part in enumerate(move.parts) if abs(part) >= _SMALL]
    if not parts or not move.comparable:
        return ""
    listed = ", ".join(f"{player_sign(one, number)} {points(part)}" for number, part in parts)
    return (
        f"Change of value by edit: {listed}." if one.method is Method.EXACT else f"Change of value by file: {listed}."
    )


# The rest


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


def elsewhere(found: Review) -> str:
    """Edits that count for other profiles only."""
    if not found.elsewhere:
        return ""
    names = list(dict.fromkeys(edit.profile for edit in found.elsewhere))
    listed = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    verb = "counts" if len(found.elsewhere) == 1 else "count"
    return f"{count(len(found.elsewhere), 'edit')} {verb} for other profiles only ({listed}): --weights all shows them."


def touched(found: Review) -> str:
    """Changes that move nothing."""
    if not found.touched:
        return ""
    listed = ", ".join(place(one) for one in found.touched[:_MOST_TOUCHED])
    more = f" and {len(found.touched) - _MOST_TOUCHED} more" if len(found.touched) > _MOST_TOUCHED else ""
    what = count(len(found.touched), "change")
    return f"{what} of what no rank or portfolio depends on: {listed}{more}."


def what(edit: Edit) -> str:
    """What an edit changes, as its file says it; in words where the file says it in many places."""
    in_words = edit.kind in {EditKind.RELATION, EditKind.PERIODS} or not edit.after or not edit.path
    return edit.title if in_words else edit.path


def reasons(one: ProfileReview, move: PortfolioMove) -> Iterator[str]:
    """Why options came and went, those with the same causes together."""
    alike: dict[Why, list[str]] = {}
    for name in (*move.enters, *move.leaves):
        if (why := move.why.get(name)) is not None:
            alike.setdefault(why, []).append(name)
    known = titles(one)
    for why, names in alike.items():
        came = _and([called(known, name) for name in names if name in move.enters])
        went = _and([called(known, name) for name in names if name in move.leaves])
        parts = [f"{came} in" if came else "", f"{went} out" if went else ""]
        yield f"{', '.join(part for part in parts if part)}: {causes(one, why)}."


def place(one: Edit | Touched) -> str:
    """file:line, or the file where all of it is meant."""
    return f"{one.file}:{one.line}" if one.line and one.path else one.file


def change(edit: Edit) -> str:
    """15 → 20; what it is where it came or went."""
    if edit.before or edit.after:
        return f"{edit.before} → {edit.after}".strip()
    return str(edit.kind).rpartition(" ")[2]


def asked(found: Review) -> Iterator[str]:
    """What a careful reviewer would ask, the gravest first."""
    for one in found.broken:
        reason = " ".join(one.expectation.reason.split()).removesuffix(".")
        yield f"Expectation broken under {one.profile}: {one.found}. Reason ({one.expectation.owner}): {reason}."
    order = list(ConcernKind)
    for concern in sorted(found.concerns, key=lambda one: order.index(one.kind)):
        if concern.kind is ConcernKind.REWARDED:
            yield f"{concern.says.removesuffix('.')} (edits {_and([str(number) for number in concern.edits])})."
        else:
            yield concern.says
    if found.gone:
        yield f"No more there: {count(len(found.gone), 'profile')} ({', '.join(found.gone)})."


def switches(one: ProfileReview) -> str:
    """The nearest change of one weight that moves first place, before and after."""
    said = []
    for name, ranking in (("before", one.before), ("now", one.after)):
        if ranking is not None and ranking.switch is not None:
            switch = ranking.switch
            title = next(line.option.title for line in ranking.options if line.option.id == switch.option)
            criterion = words.titles(ranking)[switch.criterion]
            at = f"{words.percent(switch.weight)} → {words.percent(switch.switches_at)}"
            said.append(f"{name}, {title} at {criterion} {at}")
    return f"Nearest change of one weight that moves first place: {'; '.join(said)}." if said else ""


def margin(one: ProfileReview) -> str:
    """How far the first is ahead."""
    rankings = [ranking for ranking in (one.after, one.before) if ranking is not None and len(ranking.options) > 1]
    found = [ranking.options[0].score - ranking.options[1].score for ranking in rankings]
    if len(found) == 2 and abs(found[0] - found[1]) >= _SMALL:  # noqa: PLR2004 - now and before
        return f"margin over the second: {found[0]:.2f} (was {found[1]:.2f})"
    return f"margin over the second: {found[0]:.2f}" if found else ""
