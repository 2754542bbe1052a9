"""What a careful reviewer would ask: stale weights, weights that reward what the same change raises, looser limits."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from decide.methods.value_table import values_of
from decide.model.option import Judgement
from decide.model.relation import Together
from decide.model.review import Concern, ConcernKind, EditKind
from decide.model.rules import Limit
from decide.studies.reviewing import parts as key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from decide.studies.reviewing.blend import Blend
    from decide.studies.reviewing.edits import Change
    from decide.studies.reviewing.says import Words

_NAMED = 3


def concerns(blend: Blend, words: Words, shown: Collection[int]) -> tuple[Concern, ...]:
    """All of these. `shown` are the edits that the report lists."""
    return (
        *_stale(blend),
        *(
            one
            for found in (_rewarded(blend, words), _loosened(blend, words), _ungrounded(blend))
            for one in found
            if set(one.edits) <= set(shown)
        ),
    )


def _stale(blend: Blend) -> Iterator[Concern]:
    """Weights that were agreed for other scales."""
    before, after, change = blend.before, blend.after, blend.change
    scales = tuple(
        edit.number
        for edit in change.edits
        if edit.kind in {EditKind.SCALE, EditKind.CRITERION_ADDED, EditKind.CRITERION_REMOVED}
    )
    both = [name for name in after.profiles if name in before.profiles]
    stale = [name for name in both if after.is_stale(name) and not before.is_stale(name)]
    if stale:
        says = f"The weights of {_listed(stale)} were agreed for other scales: look at them again"
        yield Concern(ConcernKind.STALE, f"{says}, then `decide weights confirm NAME`.", scales)
    if before.scales != after.scales:
        confirmed = [
            name for name in both if after.profiles[name].agreed_for == after.scales != before.profiles[name].agreed_for
        ]
        if confirmed:
            says = f"The weights of {_listed(confirmed)} were confirmed in the same change as a scale."
            yield Concern(ConcernKind.SCALE, says, scales)


def _rewarded(blend: Blend, words: Words) -> Iterator[Concern]:
    """A weight and a performance on the same criterion that move the same way."""
    weights = [one for one in blend.change.of if one[0] == key.WEIGHT and _numbers(blend.change, one) is not None]
    scores = [one for one in blend.change.of if one[0] == key.PERFORMANCE]
    for weight in weights:
        numbers = _numbers(blend.change, weight)
        if numbers is None or blend.change.edits[blend.change.of[weight] - 1].kind is not EditKind.WEIGHT:
            continue
        up = numbers[1] > numbers[0]
        for score in scores:
            if score[3] == weight[2] and _gain(blend, score) * (1 if up else -1) > 0:
                way, likewise = ("rises", "raises") if up else ("falls", "lowers")
                yield Concern(
                    ConcernKind.REWARDED,
                    f"The weight of {words.node(weight[2])} {way} in the same change that {likewise} "
                    f"{words.option(score[1])} on it.",
                    tuple(sorted((blend.change.of[weight], blend.change.of[score]))),
                )


def _numbers(change: Change, one: tuple[str, ...]) -> tuple[Decimal, Decimal] | None:
    before, after = change.before.get(one), change.after.get(one)
    if before is None or after is None:
        return None
    was, now = before.holds, after.holds
    return (was, now) if isinstance(was, Decimal) and isinstance(now, Decimal) else None


def _gain(blend: Blend, one: tuple[str, ...]) -> float:
    """How much better a performance is now, from -1 to 1; 0 where its scale is another."""
    change, name = blend.change, one[3]
    before, after = change.before.get(one), change.after.get(one)
    if before is None or after is None or blend.criterion_edits(name):
        return 0.0
    criterion = blend.after.criteria[name]
    was, now = before.holds, after.holds
    if not isinstance(was, Judgement) or not isinstance(now, Judgement):
        return 0.0
    return values_of((criterion,), {name: now})[0] - values_of((criterion,), {name: was})[0]


def _loosened(blend: Blend, words: Words) -> Iterator[Concern]:
    """Limits that are larger or gone, and rules that are gone."""
    change = blend.change
    kept = {one.says for one in blend.after.whole.expectations}
    for expected in blend.before.whole.expectations:
        if expected.says not in kept:
            yield Concern(ConcernKind.LOOSENED, f"No longer expected: {expected.says} ({expected.owner}).", ())
    for edit in change.edits:
        if edit.kind is EditKind.RELATION_REMOVED:
            taken = next((one for one, _, takes in change.relations if takes == edit.number), None)
            if not isinstance(taken, Together):
                yield Concern(ConcernKind.LOOSENED, f"No longer asked for: {edit.title}.", (edit.number,))
        if edit.kind is EditKind.LIMIT:
            one = next(found for found, number in change.of.items() if number == edit.number)
            before, after = change.before.get(one), change.after.get(one)
            was, now = (part.holds if part is not None else None for part in (before, after))
            larger = isinstance(was, Limit) and isinstance(now, Limit) and now.total > was.total
            if isinstance(was, Limit) and (now is None or larger):
                name = words.title(one)
                says = f"{name[0].upper()}{name[1:]} is looser: {edit.before} → {edit.after}."
                yield Concern(ConcernKind.LOOSENED, says, (edit.number,))


def _ungrounded(blend: Blend) -> Iterator[Concern]:
    """Scores that changed while nothing of what they rest on did."""
    change = blend.change
    found: list[int] = []
    for one, number in change.of.items():
        before, after = change.before.get(one), change.after.get(one)
        if one[0] == key.PERFORMANCE and change.edits[number - 1].kind is EditKind.PERFORMANCE and before and after:
            was, now = before.holds, after.holds
            if isinstance(was, Judgement) and isinstance(now, Judgement) and _grounds(was) == _grounds(now):
                found.append(number)
    if found:
        numbers = sorted(set(found))
        one_only = len(numbers) == 1
        edits = f"Edit {numbers[0]} changes" if one_only else f"Edits {_numbered(numbers)} change"
        says = f"{edits} a score, and nothing of {'its' if one_only else 'their'} evidence, grade or note."
        yield Concern(ConcernKind.UNGROUNDED, says, tuple(numbers))


def _grounds(judged: Judgement) -> tuple[object, ...]:
    return judged.grade, judged.evidence, judged.judged, judged.note


def _numbered(numbers: list[int]) -> str:
    *most, last = map(str, numbers)
    return f"{', '.join(most)} and {last}"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    shown = names[:_NAMED]
    if more or len(shown) == 1:
        return ", ".join(shown) + more
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
