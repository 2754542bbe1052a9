"""What else there is to know of a change, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.review import ConcernKind
from decide.report import words
from decide.report.sentences_diff.names import count, joined, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.model.review import ProfileReview, Review

_NAMED = 4  # options that a sentence names
_MOST_TOUCHED = 8
_SMALL = 0.005  # points that two digits show


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


def asked(found: Review) -> Iterator[str]:
    """What a careful reviewer would ask, the gravest first."""
    for one in found.broken:
        reason = " ".join(one.expectation.reason.split()).removesuffix(".")
        yield f"Expectation broken under {one.profile}: {one.found}. Reason ({one.expectation.owner}): {reason}."
    order = list(ConcernKind)
    for concern in sorted(found.concerns, key=lambda one: order.index(one.kind)):
        if concern.kind is ConcernKind.REWARDED:
            yield f"{concern.says.removesuffix('.')} (edits {joined([str(number) for number in concern.edits])})."
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
