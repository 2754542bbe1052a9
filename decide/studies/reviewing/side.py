"""One of the two states that are compared, with the names that things have after the change."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from decide.errors import InternalError
from decide.model.criterion import Group, ValueTree
from decide.model.relation import Requires, Together
from decide.model.rules import Rules
from decide.model.weights import GroupWeight
from decide.workspace.fingerprint import scales_fingerprint
from decide.workspace.load import OPTIONS
from decide.workspace.locate import WEIGHTS
from decide.workspace.source import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from decide.model.criterion import Criterion
    from decide.model.option import Judgement, Option
    from decide.model.problem import Problem
    from decide.model.relation import Relation
    from decide.model.rules import Limit
    from decide.model.weights import SwingWeights, WeightProfile
    from decide.workspace.document import Document
    from decide.workspace.load_all import Whole

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Names:
    """What things are called after the change, by what they were called before."""

    options: Mapping[str, str] = field(default_factory=lambda: _NONE)
    criteria: Mapping[str, str] = field(default_factory=lambda: _NONE)
    profiles: Mapping[str, str] = field(default_factory=lambda: _NONE)


SAME_NAMES = Names()


@dataclass(frozen=True)
class Side:
    """A state of a workspace that could be read."""

    whole: Whole
    names: Names = SAME_NAMES

    @cached_property
    def problem(self) -> Problem:
        """The problem, in the names that things have after the change."""
        problem = self.whole.problem
        if problem is None:
            raise InternalError("a state that cannot be read was to be compared")
        if self.names == SAME_NAMES:
            return problem
        options = sorted((_option(one, self.names) for one in problem.options), key=lambda one: one.id)
        return replace(problem, tree=_tree(problem.tree, self.names.criteria), options=tuple(options))

    @cached_property
    def options(self) -> Mapping[str, Option]:
        """Options by id."""
        return {option.id: option for option in self.problem.options}

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Criteria by id."""
        return {criterion.id: criterion for criterion in self.problem.criteria}

    @cached_property
    def profiles(self) -> Mapping[str, WeightProfile]:
        """Weight profiles by id."""
        return {
            self.names.profiles.get(name, name): replace(
                one, id=self.names.profiles.get(name, name), swings=_swings(one.swings, self.names.criteria)
            )
            for name, one in self.whole.profiles.items()
        }

    @cached_property
    def rules(self) -> Rules:
        """Resources, limits and relations of portfolio.yaml."""
        rules = self.whole.rules
        if rules is None:
            raise InternalError("a state that cannot be read was to be compared")
        return Rules(rules.resources, rules.limits, tuple(_relation(one, self.names) for one in rules.relations))

    def own_limits(self, profile: str) -> Mapping[str, Limit]:
        """A profile's own limits."""
        return self.whole.own_limits.get(self.profile_before(profile), {})

    def is_stale(self, profile: str) -> bool:
        """Whether a profile was agreed for other scales."""
        agreed = self.profiles[profile].agreed_for
        return bool(agreed) and agreed != self.scales

    @cached_property
    def scales(self) -> str:
        """The fingerprint of the scales."""
        return scales_fingerprint(self.whole.problem.criteria) if self.whole.problem else ""

    def option_before(self, name: str) -> str:
        """What the files of this state call an option."""
        return _back(self.names.options, name)

    def criterion_before(self, name: str) -> str:
        """What the files of this state call a criterion."""
        return _back(self.names.criteria, name)

    def profile_before(self, name: str) -> str:
        """What the files of this state call a profile."""
        return _back(self.names.profiles, name)

    def option_document(self, name: str) -> Document:
        """The file of an option."""
        return self.whole.documents[f"{OPTIONS}/{self.option_before(name)}{SUFFIX}"]

    def profile_document(self, name: str) -> Document:
        """The file of a profile."""
        return self.whole.documents[f"{WEIGHTS}/{self.profile_before(name)}{SUFFIX}"]


def _back(names: Mapping[str, str], name: str) -> str:
    return next((before for before, after in names.items() if after == name), name)


def _option(option: Option, names: Names) -> Option:
    def called(performance: Mapping[str, Judgement]) -> dict[str, Judgement]:
        return {names.criteria.get(name, name): one for name, one in performance.items()}

    sizes = tuple(replace(size, performance=called(size.performance)) for size in option.sizes)
    name = names.options.get(option.id, option.id)
    return replace(option, id=name, performance=called(option.performance), sizes=sizes)


def _tree(tree: ValueTree, names: Mapping[str, str]) -> ValueTree:
    def called(node: Group | Criterion) -> Group | Criterion:
        if isinstance(node, Group):
            return replace(node, children=tuple(map(called, node.children)))
        return replace(node, id=names.get(node.id, node.id))

    return ValueTree(tuple(map(called, tree.children)))


def _swings(swings: SwingWeights, names: Mapping[str, str]) -> dict[str, Decimal | GroupWeight]:
    return {
        names.get(name, name): replace(entry, children=_swings(entry.children, names))
        if isinstance(entry, GroupWeight)
        else entry
        for name, entry in swings.items()
    }


def _relation(relation: Relation, names: Names) -> Relation:
    def called(options: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.options.get(name, name) for name in options)

    if isinstance(relation, Requires):
        return replace(relation, option=called((relation.option,))[0], needed=called(relation.needed))
    if isinstance(relation, Together):
        adds = {names.criteria.get(name, name): points for name, points in relation.adds.items()}
        return replace(relation, options=called(relation.options), adds=adds)
    return replace(relation, options=called(relation.options))
