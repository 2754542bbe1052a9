"""The edits between two states: changed places that ranks or portfolios can depend on, and changes of structure.

A change of structure is one edit, with all that follows from it in other files:

- a criterion that comes or goes takes its weights and performances with it;
- a changed scale takes the performances on it, its status quo and its value function with it, since a number means
  something on its own scale only;
- an option or a size that comes or goes takes everything said of it along;
- weights that are grouped in another way are one edit for the profile;
- money that goes by period on one side only is one edit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from decide.model.review import Edit, EditKind
from decide.studies.reviewing import parts as key
from decide.studies.reviewing import says
from decide.studies.reviewing.parts import (
    criteria_routes,
    criterion_parts,
    is_by_period,
    limit_parts,
    option_parts,
    relation_means,
    relation_subject,
    shape,
    weight_parts,
)
from decide.workspace.load import OPTIONS
from decide.workspace.load_rules import PORTFOLIO
from decide.workspace.locate import CRITERIA, WEIGHTS
from decide.workspace.source import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from decide.model.relation import Relation
    from decide.studies.reviewing.parts import Key, Part
    from decide.studies.reviewing.side import Side

PRESENT = "present"  # keys of what comes or goes
SHAPE = "shape"
RELATION = "relation"
_OF_OPTION = 2  # pieces of a key that an option has whatever its size
_KINDS = {
    key.BASELINE: EditKind.BASELINE,
    key.TRIGGER: EditKind.TRIGGER,
    key.COST: EditKind.COST,
    key.RISK: EditKind.ESCALATION_RISK,
    key.USES: EditKind.USES,
    key.PERFORMANCE: EditKind.PERFORMANCE,
}
_ORDER = (CRITERIA, WEIGHTS, OPTIONS, PORTFOLIO)


@dataclass(frozen=True)
class Change:
    """Everything that lies between two states.

    Attributes
    ----------
    edits : in the order of files and lines
    of : the edit that each key belongs to
    before, after : the pieces of what differs
    relations : those of both states, each with the edit that brings it and the one that takes it away; 0 for none
    """

    edits: tuple[Edit, ...]
    of: Mapping[Key, int]
    before: Mapping[Key, Part]
    after: Mapping[Key, Part]
    relations: tuple[tuple[Relation, int, int], ...]


@dataclass
class _Draft:
    """An edit that has no number yet."""

    kind: EditKind
    file: str
    line: int
    path: str
    title: str
    before: str = ""
    after: str = ""
    gone: bool = False
    profile: str = ""
    keys: list[Key] = field(default_factory=list)
    brings: list[int] = field(default_factory=list)  # relations, by their places
    takes: list[int] = field(default_factory=list)


def changes(before: Side, after: Side) -> Change:
    """Compare two states that could both be read."""
    return _Comparison(before, after).run()


class _Comparison:
    """One comparison; what is found is kept as drafts."""

    def __init__(self, before: Side, after: Side) -> None:
        self.sides = (before, after)
        self.before: dict[Key, Part] = {}
        self.after: dict[Key, Part] = {}
        self.drafts: list[_Draft] = []
        self.relations: list[Relation] = []
        self.words = says.Words(before, after)

    def run(self) -> Change:
        self._criteria()
        self._options()
        self._profiles()
        self._limits("")
        self._by_period()
        self._relations()
        self.drafts.sort(key=lambda draft: (_rank_of(draft.file), draft.line, draft.path))
        edits = tuple(
            Edit(
                number,
                draft.kind,
                draft.file,
                draft.line,
                draft.gone,
                draft.path,
                draft.title,
                draft.before,
                draft.after,
                draft.profile,
            )
            for number, draft in enumerate(self.drafts, 1)
        )
        of = {key: number for number, draft in enumerate(self.drafts, 1) for key in draft.keys}
        brings = {place: number for number, draft in enumerate(self.drafts, 1) for place in draft.brings}
        takes = {place: number for number, draft in enumerate(self.drafts, 1) for place in draft.takes}
        relations = tuple(
            (relation, brings.get(place, 0), takes.get(place, 0)) for place, relation in enumerate(self.relations)
        )
        return Change(edits, of, self.before, self.after, relations)

    def _keep(self, number: int, found: Iterator[tuple[Key, Part]]) -> None:
        (self.before, self.after)[number].update(found)

    def _compared(self, before: Iterator[tuple[Key, Part]], after: Iterator[tuple[Key, Part]]) -> list[Key]:
        """Keep the pieces of something on both sides; the keys that come to something else now, or are on one side."""
        was, now = dict(before), dict(after)
        self.before |= was
        self.after |= now
        return [one for one in {**was, **now} if one not in was or one not in now or was[one].means != now[one].means]

    def _place(self, one: Key) -> tuple[str, int, bool]:
        """Where a key stands: after the change, or before it where it is gone."""
        part, gone = self.after.get(one), False
        if part is None:
            part, gone = self.before[one], True
        return part.document.file, part.document.place(part.route).line, gone

    def _draft(self, kind: EditKind, one: Key, *, profile: str = "", more: Collection[Key] = ()) -> None:
        file, line, gone = self._place(one)
        part = self.after.get(one) or self.before[one]
        was, now = self.words.told(one, self.before.get(one), self.after.get(one))
        self.drafts.append(
            _Draft(
                kind,
                file,
                line,
                ".".join(str(step) for step in part.route),
                self.words.title(one),
                was,
                now,
                gone,
                profile,
                [one, *(key for key in more if key != one)],
            )
        )

    # Criteria

    def _criteria(self) -> None:
        before, after = self.sides
        both = [name for name in after.criteria if name in before.criteria]
        for number, side in enumerate(self.sides):
            routes = criteria_routes(side)
            for name in side.criteria:
                self._keep(number, criterion_parts(side, name, routes))
                if name not in both:
                    self._criterion_alone(number, name, routes[side.criterion_before(name)])
        self._renamed_criteria()
        for name in both:
            if not self._on_same_scale(name):
                continue  # what stands on it is found later
            for kind, what in ((EditKind.VALUE, key.VALUE), (EditKind.STATUS_QUO, key.STATUS_QUO)):
                if self.before[what, name].means != self.after[what, name].means:
                    self._draft(kind, (what, name))
        for name in both:
            if self.before[key.COUNTED, name].means != self.after[key.COUNTED, name].means:
                self._draft(EditKind.COUNTED, (key.COUNTED, name))

    def _renamed_criteria(self) -> None:
        before, after = self.sides
        for was, name in before.names.criteria.items():
            line = after.whole.documents[CRITERIA].place(criteria_routes(after)[name], key=True).line
            title = self.words.criterion(name)
            self.drafts.append(_Draft(EditKind.CRITERION_RENAMED, CRITERIA, line, "", title, was, name))

    def _criterion_alone(self, number: int, name: str, route: tuple[str | int, ...]) -> None:
        side = self.sides[number]
        line = side.whole.documents[CRITERIA].place(route, key=True).line
        kind = (EditKind.CRITERION_REMOVED, EditKind.CRITERION_ADDED)[number]
        path = ".".join(str(step) for step in route)
        title = self.words.criterion(name)
        self.drafts.append(
            _Draft(kind, CRITERIA, line, path, title, gone=number == 0, keys=[(PRESENT, "criterion", name)])
        )

    # Options

    def _options(self) -> None:
        before, after = self.sides
        both = [name for name in after.options if name in before.options]
        for number, side in enumerate(self.sides):
            for name in side.options:
                if name not in both:
                    self._option_alone(number, name)
        for was, name in before.names.options.items():
            document = after.option_document(name)
            title = after.options[name].title
            self.drafts.append(_Draft(EditKind.OPTION_RENAMED, document.file, 1, "", title, was, name))
        rescaled: dict[str, list[Key]] = {}
        for name in both:
            if not self._is_same(name):
                changed = self._compared(option_parts(before, name), option_parts(after, name))
                self._sizes(name)
                self._option(name, changed, rescaled)
        for name in after.criteria:
            if name in before.criteria and not self._on_same_scale(name):
                more: list[Key] = [(key.VALUE, name), (key.STATUS_QUO, name), *rescaled.get(name, ())]
                self._draft(EditKind.SCALE, (key.SCALE, name), more=more)

    def _is_same(self, name: str) -> bool:
        """Whether the file of an option says the same on both sides."""
        before, after = self.sides
        file = f"{OPTIONS}/{name}{SUFFIX}"
        if before.whole.readings.get(file) is after.whole.readings.get(file) and not before.names.criteria:
            return before.option_before(name) == name
        return False

    def _option_alone(self, number: int, name: str) -> None:
        side = self.sides[number]
        kind = (EditKind.OPTION_REMOVED, EditKind.OPTION_ADDED)[number]
        file, title = side.option_document(name).file, side.options[name].title
        keys: list[Key] = [(PRESENT, "option", name)]
        self.drafts.append(_Draft(kind, file, 1, "", title, gone=number == 0, keys=keys))

    def _sizes(self, name: str) -> None:
        sizes = [{size.id for size in side.options[name].sizes} for side in self.sides]
        for number, side in enumerate(self.sides):
            document = side.option_document(name)
            for size in sorted(sizes[number] - sizes[1 - number]):
                kind = (EditKind.SIZE_REMOVED, EditKind.SIZE_ADDED)[number]
                line = document.place(("sizes", size), key=True).line
                title = f"the size {size} of {side.options[name].title}"
                keys: list[Key] = [(PRESENT, "size", name, size)]
                path = f"sizes.{size}"
                self.drafts.append(_Draft(kind, document.file, line, path, title, gone=number == 0, keys=keys))

    def _option(self, name: str, changed: list[Key], rescaled: dict[str, list[Key]]) -> None:
        """The changed pieces of an option that both sides have; those on a changed scale are set aside."""
        before, after = self.sides
        sizes = {"", *(size.id for size in before.options[name].sizes)}
        sizes &= {"", *(size.id for size in after.options[name].sizes)}
        for one in changed:
            if len(one) > _OF_OPTION and one[2] not in sizes:
                continue  # it came or went with its size
            if one[0] != key.PERFORMANCE or self._on_same_scale(one[3]):
                self._draft(_KINDS[one[0]], one)
            else:
                rescaled.setdefault(one[3], []).append(one)

    def _on_same_scale(self, criterion: str) -> bool:
        scale = (key.SCALE, criterion)
        known = scale in self.before and scale in self.after
        return known and self.before[scale].means == self.after[scale].means

    # Weights

    def _profiles(self) -> None:
        before, after = self.sides
        for was, name in before.names.profiles.items():
            file, title = after.profile_document(name).file, after.profiles[name].title
            self.drafts.append(_Draft(EditKind.PROFILE_RENAMED, file, 1, "", title, was, name, profile=name))
        for name in after.profiles:
            if name in before.profiles:
                self._weights(name)
                self._limits(name)

    def _weights(self, profile: str) -> None:
        before, after = self.sides
        changed = self._compared(weight_parts(before, profile), weight_parts(after, profile))
        shapes = [shape(side.profiles[profile].swings) for side in self.sides]
        common = [name for name in shapes[1] if name in shapes[0]]
        keys = [one for one in changed if one in self.before and one in self.after]
        if any(shapes[0][name] != shapes[1][name] for name in common):
            document = after.profile_document(profile)
            line = document.place(("weights",), key=True).line
            title = f"the groups of weights of {after.profiles[profile].title}"
            draft = _Draft(EditKind.REGROUPED, document.file, line, "weights", title, profile=profile)
            draft.keys = [(SHAPE, profile), *keys]
            self.drafts.append(draft)
            return
        for one in keys:
            self._draft(EditKind.WEIGHT, one, profile=profile)

    # Limits and relations

    def _limits(self, profile: str) -> None:
        before, after = self.sides
        for one in self._compared(limit_parts(before, profile), limit_parts(after, profile)):
            self._draft(EditKind.LIMIT, one, profile=profile)

    def _by_period(self) -> None:
        """What goes by period on one side only, as one edit: budgets and costs."""
        mixed = [
            draft
            for draft in self.drafts
            if draft.kind in {EditKind.COST, EditKind.LIMIT}
            and is_by_period(getattr(self.before.get(draft.keys[0]), "means", None))
            != is_by_period(getattr(self.after.get(draft.keys[0]), "means", None))
        ]
        if len(mixed) > 1:
            first = min(mixed, key=lambda draft: (draft.kind is not EditKind.LIMIT, draft.file, draft.line))
            self.drafts = [draft for draft in self.drafts if draft not in mixed]
            keys = [one for draft in mixed for one in draft.keys]
            profiles = {draft.profile for draft in mixed}
            self.drafts.append(
                replace(first, kind=EditKind.PERIODS, keys=keys, profile=profiles.pop() if len(profiles) == 1 else "")
            )

    def _relations(self) -> None:
        left: list[list[Relation]] = [list(side.rules.relations) for side in self.sides]
        for relation in self.sides[1].rules.relations:
            same = next((one for one in left[0] if relation_means(one) == relation_means(relation)), None)
            if same is not None:
                left[0].remove(same)
                left[1].remove(relation)
                self.relations.append(relation)
        for relation in list(left[1]):
            other = next((one for one in left[0] if relation_subject(one) == relation_subject(relation)), None)
            if other is not None:
                left[0].remove(other)
                left[1].remove(relation)
                self._relation(EditKind.RELATION, other, relation)
        for relation in left[0]:
            self._relation(EditKind.RELATION_REMOVED, relation, None)
        for relation in left[1]:
            self._relation(EditKind.RELATION_ADDED, None, relation)

    def _relation(self, kind: EditKind, before: Relation | None, after: Relation | None) -> None:
        one = after or before
        line = one.where.line if one is not None and one.where is not None else 0
        title, was, now = self.words.relation(one), "", ""
        if before is not None and after is not None:
            title, was, now = self.words.relation_change(before, after)
        draft = _Draft(kind, PORTFOLIO, line, "relations", title, was, now)
        draft.gone = after is None
        for relation, places in ((before, draft.takes), (after, draft.brings)):
            if relation is not None:
                places.append(len(self.relations))
                self.relations.append(relation)
        self.drafts.append(draft)


def _rank_of(file: str) -> tuple[int, str]:
    place = next((place for place, start in enumerate(_ORDER) if file.startswith(start)), len(_ORDER))
    return place, file
