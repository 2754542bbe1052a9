"""A small case with everything that portfolios can have, and an oracle that adds all subsets up from its files."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import yaml

from tests import workspaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

Weights = tuple[Fraction, ...]
"""In the order of the ids of the criteria."""

NAMES = ("calm", "gain", "reach")

CRITERIA = """\
version: 1
decision: What to do?
currency: USD million
horizon: 5 years
profile: one
criteria:
  reach:
    title: Reach
    scale: {unit: points, worst: 0, best: 100}
    status_quo: 10
  gain:
    title: Gain
    scale: {unit: points, worst: 0, best: 100}
    status_quo: 0
  calm:
    title: Calm
    scale: {unit: points, worst: 0, best: 100}
    status_quo: 20
"""
PORTFOLIO = """\
version: 1
resources: {crews: {title: Crews, unit: people}}
limits: {budget: {2027: 60, 2028: 50}, escalation_risk: 0.3, crews: 12}
relations:
  - {option: far, requires_any: [base, east]}
  - {excludes: [base, west]}
  - {together: [base, east], adds: {gain: 6, reach: -1}, cost: {2027: -4}}
  - {together: [far, west], adds: {calm: 15}, escalation_risk: 0.02}
"""


def option(performance: str, more: str) -> str:
    return f"version: 1\ntitle: T\nperformance: {{{performance}}}\n{more}"


FILES: Mapping[str, str] = {
    "criteria.yaml": CRITERIA,
    "portfolio.yaml": PORTFOLIO,
    "options/base.yaml": option(
        "reach: {low: 20, best: 45, high: 60}, gain: 30, calm: 25",
        """\
cost: {2027: 20, 2028: {low: 8, best: 10, high: 25}}
escalation_risk: {low: 0.02, best: 0.1, high: 0.2}
uses: {crews: 4}
trigger: spark
sizes:
  small: {cost: {2027: 12}, performance: {reach: 25, gain: 24, calm: 24}, escalation_risk: 0.05, uses: {crews: 2}}
  large:
    cost: {2027: 30, 2028: 20}
    performance: {reach: 55, gain: {low: 40, best: 44, high: 50}, calm: 20}
    uses: {crews: {low: 5, best: 6, high: 9}}
""",
    ),
    "options/east.yaml": option(
        "reach: 40, gain: {low: 10, best: 22, high: 30}, calm: 22",
        "cost: {2027: {low: 10, best: 15, high: 30}}\nescalation_risk: 0.12\nuses: {crews: 3}\ntrigger: spark\n",
    ),
    "options/far.yaml": option(
        "reach: 18, gain: 12, calm: {low: 40, best: 60, high: 65}",
        "cost: {2027: 10, 2028: 12}\nescalation_risk: {low: 0, best: 0.08, high: 0.1}\nuses: {crews: 3}\n"
        "sizes: {half: {cost: {2027: 6}, performance: {reach: 14, gain: 6, calm: 42}}}\n",
    ),
    "options/north.yaml": option("reach: 30, gain: 8, calm: 36", "cost: {2028: 14}\nuses: {crews: 2}\n"),
    "options/south.yaml": option("reach: 5, gain: 34, calm: 10", "cost: {2027: 9}\nescalation_risk: 0.06\n"),
    "options/today.yaml": "version: 1\ntitle: As today\nbaseline: true\nperformance: {}\n",
    "options/west.yaml": option(
        "reach: {uniform: [30, 50]}, gain: 15, calm: 30", "cost: {2027: 18, 2028: 6}\nescalation_risk: 0.1\n"
    ),
    "weights/one.yaml": "version: 1\ntitle: One\nweights: {reach: 60, gain: 40, calm: 0}\n",
    "weights/two.yaml": "version: 1\ntitle: Two\nweights: {reach: 20, gain: 50, calm: 30}\n",
    "weights/three.yaml": "version: 1\ntitle: Three\nweights: {reach: 25, gain: 5, calm: 70}\n",
}


def write(root: Path, files: Mapping[str, str | None] | None = None) -> Path:
    """The case, with some files replaced, added or (None) left out."""
    return workspaces.write(root, files or {}, base=FILES)


Points = tuple[Fraction, ...]
"""Added under each criterion's whole weight."""


@dataclass(frozen=True)
class Way:
    """An option in a size, or a bonus: least, best and most points, what it uses by limit, its risk and trigger."""

    low: Points
    best: Points
    high: Points
    uses: Mapping[str, Fraction]
    risk: Fraction
    trigger: str


@dataclass(frozen=True)
class Subset:
    """A portfolio that keeps to all limits and relations."""

    chosen: tuple[tuple[str, str], ...]  # option and size
    ways: frozenset[str]  # names in `Oracle.ways`
    rank: tuple[object, ...]  # cost, risk, options

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.chosen)

    @property
    def sizes(self) -> dict[str, str]:
        return {name: size for name, size in self.chosen if size}


class Oracle:
    """All subsets of a workspace's options, each added up by plain sums of fractions."""

    def __init__(self, root: Path, *, scores: bool = False, budget: object = None) -> None:
        self.scores = scores
        files = {str(path.relative_to(root)): read(path) for path in sorted(root.rglob("*.yaml"))}
        rules = files["portfolio.yaml"]
        self.limits = dict(rules.get("limits", {})) | ({} if budget is None else {"budget": budget})
        self.relations = rules.get("relations", [])
        self.quo = {key: Fraction(one["status_quo"]) for key, one in files["criteria.yaml"]["criteria"].items()}
        self.ways: dict[str, Way] = {}
        self.sizes: dict[str, list[str]] = {}
        for file, said in files.items():
            if file.startswith("options/") and said.get("baseline") != "true":
                name = file.removeprefix("options/").removesuffix(".yaml")
                sizes = {"": said, **{key: _inherited(said, size) for key, size in said.get("sizes", {}).items()}}
                self.sizes[name] = list(sizes)
                for size, way in sizes.items():
                    self.ways[f"{name}:{size}"] = self._way(way)
        for number, relation in enumerate(self.relations):
            if "together" in relation:
                points = tuple(Fraction(relation["adds"].get(name, 0)) for name in NAMES)
                self.ways[f"+{number}"] = Way(points, points, points, _uses(relation), _risk(relation), "")
        self.all = [found for chosen in self._subsets() if (found := self._subset(chosen)) is not None]

    def _way(self, said: Mapping[str, Any]) -> Way:
        spreads = [_spread(said["performance"][name]) for name in NAMES]
        low, best, high = (
            tuple(spread[place] - self.quo[name] for spread, name in zip(spreads, NAMES, strict=True))
            for place in range(3)
        )
        return Way(low, best, high, _uses(said), _risk(said), said.get("trigger", ""))

    def _subsets(self) -> Iterable[tuple[tuple[str, str], ...]]:
        ways = [[None, *((name, size) for size in sizes)] for name, sizes in self.sizes.items()]
        for pick in itertools.product(*ways):
            yield tuple(one for one in pick if one is not None)

    def _subset(self, chosen: tuple[tuple[str, str], ...]) -> Subset | None:
        names = {name for name, _ in chosen}
        if not all(_holds(relation, names) for relation in self.relations):
            return None
        keys = [f"{name}:{size}" for name, size in chosen]
        keys += [f"+{n}" for n, one in enumerate(self.relations) if names.issuperset(one.get("together", ["?"]))]
        found = Subset(chosen, frozenset(keys), self._rank(keys))
        return found if self._kept(found) else None

    def used(self, keys: Iterable[str], account: str) -> Fraction:
        """How much of an account: `crews`, a period, or `budget`, all periods."""
        return sum((self.ways[key].uses.get(account, Fraction(0)) for key in keys), start=Fraction(0))

    def risk(self, keys: Iterable[str]) -> Fraction:
        survival, sparks = Fraction(1), dict[str, Fraction]()
        for way in (self.ways[key] for key in keys):
            if way.trigger:
                sparks[way.trigger] = max(sparks.get(way.trigger, Fraction(0)), way.risk)
            else:
                survival *= 1 - way.risk
        return 1 - survival * math.prod((1 - risk for risk in sparks.values()), start=Fraction(1))

    def _rank(self, keys: Sequence[str]) -> tuple[object, ...]:
        return self.used(keys, "budget"), self.risk(keys), tuple(key not in keys for key in self.ways)

    def _kept(self, found: Subset) -> bool:
        for key, limit in self.limits.items():
            if key == "escalation_risk":
                if self.risk(found.ways) > Fraction(limit):
                    return False
            elif isinstance(limit, dict):
                # a period that is not named has no money
                periods = {period for way in self.ways.values() for period in way.uses if period.isdigit()}
                if any(self.used(found.ways, one) > Fraction(limit.get(one, 0)) for one in periods):
                    return False
            elif self.used(found.ways, key) > Fraction(limit):
                return False
        return True

    def value(self, found: Subset, weights: Weights) -> Fraction:
        """Points at best scores."""
        return sum((_dot(self.ways[key].best, weights) for key in found.ways), start=Fraction(0))

    def ends(self, key: str) -> tuple[Points, Points]:
        """The least and the most that a way adds."""
        way = self.ways[key]
        return (way.low, way.high) if self.scores else (way.best, way.best)

    def lead(self, one: Subset, other: Subset, weights: Weights, *, most: bool) -> Fraction:
        """The least, or the most, by which one may be worth more than another; what both have cancels out."""
        up, down = one.ways - other.ways, other.ways - one.ways
        good = [_dot(self.ends(key)[most], weights) for key in up]
        bad = [_dot(self.ends(key)[not most], weights) for key in down]
        return sum(good, start=Fraction(0)) - sum(bad, start=Fraction(0))

    def least(self, found: Subset, corners: Sequence[Weights]) -> Fraction:
        """Points for the weights (and scores) that suit it least."""
        ways = [self.ends(key)[0] for key in found.ways]
        return min(sum((_dot(way, weights) for way in ways), start=Fraction(0)) for weights in corners)

    def regret(self, found: Subset, corners: Sequence[Weights]) -> Fraction:
        """The most by which any other may be worth more."""
        return max(self.lead(other, found, weights, most=True) for other in self.all for weights in corners)

    def beats(self, one: Subset, other: Subset, corners: Sequence[Weights]) -> bool:
        """At least as good for all, and better for some, or always equal and cheaper, safer, earlier in the list."""
        if any(self.lead(one, other, weights, most=False) < 0 for weights in corners):
            return False
        if any(self.lead(one, other, weights, most=True) > 0 for weights in corners):
            return True
        return one.rank < other.rank  # type: ignore[operator]  # tuples of the same kinds

    def standing(self, corners: Sequence[Weights]) -> list[Subset]:
        """What no other one beats."""
        return [one for one in self.all if not any(self.beats(other, one, corners) for other in self.all)]

    def best(self, weights: Weights) -> Subset:
        """The best under one set of weights; of equals, the first by cost, risk and options."""
        return min(self.all, key=lambda one: (-self.value(one, weights), one.rank))


def normal(weights: Mapping[str, float]) -> Weights:
    total = sum(map(Fraction, weights.values()))
    return tuple(Fraction(weights[name]) / total for name in NAMES)


def corners_of(lower: Weights, upper: Weights) -> list[Weights]:
    """The corners of the weights between bounds: all but one of them at a bound."""
    found = set[Weights]()
    for free in range(len(lower)):
        others = [place for place in range(len(lower)) if place != free]
        for ends in itertools.product((lower, upper), repeat=len(others)):
            point = {place: end[place] for place, end in zip(others, ends, strict=True)}
            point[free] = 1 - sum(point.values())
            if lower[free] <= point[free] <= upper[free]:
                found.add(tuple(point[place] for place in range(len(lower))))
    return sorted(found)


def read(path: Path) -> Any:  # noqa: ANN401 - whatever the file has
    """A file, every number a text."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only


def _inherited(option: Mapping[str, Any], size: Mapping[str, Any]) -> dict[str, Any]:
    return {**option, **size, "performance": {**option["performance"], **size.get("performance", {})}}


def _dot(points: Points, weights: Weights) -> Fraction:
    return sum((one * weight for one, weight in zip(points, weights, strict=True)), start=Fraction(0))


def _spread(said: str | Mapping[str, Any]) -> tuple[Fraction, Fraction, Fraction]:
    """Low, best and high."""
    if isinstance(said, str):
        return (Fraction(said),) * 3
    if "uniform" in said:
        low, high = map(Fraction, said["uniform"])
        return low, (low + high) / 2, high
    return Fraction(said["low"]), Fraction(said["best"]), Fraction(said["high"])


def _best(said: str | Mapping[str, Any]) -> Fraction:
    return _spread(said)[1]


def _uses(said: Mapping[str, Any]) -> dict[str, Fraction]:
    cost = said.get("cost", {})
    periods = {key: _best(one) for key, one in cost.items()} if isinstance(cost, dict) and "best" not in cost else {}
    whole = sum(periods.values(), start=Fraction(0)) if isinstance(cost, dict) and "best" not in cost else _best(cost)
    return {**periods, "budget": whole, **{key: _best(one) for key, one in said.get("uses", {}).items()}}


def _risk(said: Mapping[str, Any]) -> Fraction:
    return _best(said.get("escalation_risk", "0"))


def _holds(relation: Mapping[str, Any], names: set[str]) -> bool:
    if "requires_any" in relation:
        return relation["option"] not in names or not names.isdisjoint(relation["requires_any"])
    if "excludes" in relation:
        return len(names.intersection(relation["excludes"])) <= 1
    return all(name in names for name in ([relation["must"]] if "must" in relation else []))
