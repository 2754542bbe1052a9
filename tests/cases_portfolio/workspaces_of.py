"""A case with a known answer → the files of a workspace, and what the program shows → the terms of the case.

Numbers stand in the files as they stand in the case. A case that gives each option one value becomes one criterion on a
straight scale. The scale ends at a power of ten, so that points and the case's values differ by the place of the comma.
A case that gives scores of 0 to 100 becomes one criterion a score.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

Vector: TypeAlias = "Mapping[str, Any]"

STATED = "stated"  # the profile of a case with one set of weights, or one value an option
PORTFOLIO = "portfolio.yaml"
_TAKEN = "taken"  # the size of an option that is in, where leaving an option out takes something too
_HEAD = "version: 1\n"
_POINTS = 100


@dataclass(frozen=True)
class Stated:
    """A case as a workspace.

    Attributes
    ----------
    files : path to text
    ids : the case's name of an option to its id in the files
    span : what 100 points of value are in the values of the case
    two_ways : every option is in the portfolio; what the case calls chosen is its size
    """

    files: Mapping[str, str]
    ids: Mapping[str, str]
    span: int
    two_ways: bool

    def chosen(self, one: Mapping[str, Any]) -> frozenset[str]:
        """The options of a portfolio in the JSON of the program, as the case names them."""
        names = {own: name for name, own in self.ids.items()}
        assert len(names) == len(self.ids), "two options of the case have one id"
        return frozenset(names[own] for own in one["options"] if not self.two_ways or own in one["sizes"])

    def value(self, points: float) -> float:
        """Points of the program in the values of the case."""
        return points * self.span / _POINTS


def load(path: Path) -> Vector:
    """A case, its numbers as they are written."""
    found: Vector = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return found


def stated(vector: Vector, profiles: Mapping[str, Sequence[Any]] | None = None) -> Stated:
    """The workspace of a case.

    Parameters
    ----------
    vector : options with `value` or `scores`, and what else the case says. Beyond what the cases hold, an option may
        have `if_left_out`: the cost and resources that it takes when it is not chosen
    profiles : weights of the scores by name of a profile; without it, those of the case
    """
    options = vector["options"]
    ids = {option["id"]: _id(option["id"]) for option in options}
    lowest, highest = _scale(options)
    weights = profiles or {STATED: vector.get("weights", [1])}
    criteria = _criteria(options)
    files = {"criteria.yaml": _criteria_file(criteria, lowest, highest)}
    files |= {f"options/{ids[option['id']]}.yaml": _option_file(option, criteria) for option in options}
    files |= {f"weights/{name}.yaml": _weights_file(name, criteria, parts) for name, parts in weights.items()}
    files[PORTFOLIO] = _portfolio_file(vector, ids, highest - lowest)
    return Stated(files, ids, highest - lowest, any("if_left_out" in option for option in options))


def _id(name: str) -> str:
    lower = name.lower()
    return f"o{lower}" if lower[0].isdigit() else lower


def _criteria(options: Sequence[Vector]) -> list[str]:
    return ["value"] if "value" in options[0] else [f"c{place}" for place in range(1, 1 + len(options[0]["scores"]))]


def _scale(options: Sequence[Vector]) -> tuple[int, int]:
    values = [option["value"] for option in options if "value" in option]
    size = max([_POINTS, *(math.ceil(abs(value)) for value in values)])
    highest = next(10**places for places in range(2, 16) if 10**places >= size)
    return (-highest if any(value < 0 for value in values) else 0), highest


def _text(number: Decimal | int) -> str:
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def _pairs(entries: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {text}" for key, text in entries.items()) + "}"


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(names)}]"


def _criteria_file(criteria: Sequence[str], lowest: int, highest: int) -> str:
    head = f"{_HEAD}decision: Which portfolio is the best?\ncurrency: money\nhorizon: 12 months\ncriteria:\n"
    scale = f"scale: {{unit: points, worst: {lowest}, best: {highest}}}, status_quo: 0"
    return head + "".join(f"  {name}: {{title: Criterion {name}, {scale}}}\n" for name in criteria)


def _weights_file(name: str, criteria: Sequence[str], weights: Sequence[Any]) -> str:
    """Weights written as fractions become whole numbers in the same proportions."""
    if any(isinstance(weight, str) for weight in weights):
        parts = [Fraction(weight) for weight in weights]
        common = math.lcm(*(part.denominator for part in parts))
        weights = [int(part * common) for part in parts]
    said = _pairs({key: _text(weight) for key, weight in zip(criteria, weights, strict=True)})
    return f"{_HEAD}title: Profile {name}\nweights: {said}\n"


def _option_file(option: Vector, criteria: Sequence[str]) -> str:
    levels = [option["value"]] if "value" in option else option["scores"]
    performance = _pairs({key: _text(level) for key, level in zip(criteria, levels, strict=True)})
    head = f"{_HEAD}title: Option {option['id']}\n"
    taken = {"performance": performance, **_takes(option)}
    if "if_left_out" not in option:
        return head + "".join(f"{key}: {text}\n" for key, text in taken.items())
    left = {"performance": _pairs(dict.fromkeys(criteria, "0")), **_takes(option["if_left_out"])}
    return (
        head
        + "".join(f"{key}: {text}\n" for key, text in (left | {"cost": left.get("cost", "0")}).items())
        + f"sizes: {{{_TAKEN}: {_pairs(taken | {'cost': taken.get('cost', '0')})}}}\n"
    )


def _takes(entry: Vector) -> dict[str, str]:
    found: dict[str, str] = {}
    if "cost" in entry:
        found["cost"] = _text(entry["cost"])
    if "cost_by_period" in entry:
        found["cost"] = _pairs(_numbered("", entry["cost_by_period"]))
    if "p_escalation" in entry:
        found["escalation_risk"] = _text(entry["p_escalation"])
    if "resources" in entry:
        found["uses"] = _pairs(_numbered("r", entry["resources"]))
    return found


def _numbered(letter: str, amounts: Sequence[Decimal | int]) -> dict[str, str]:
    return {f"{letter}{place}": _text(amount) for place, amount in enumerate(amounts, 1)}


def _portfolio_file(vector: Vector, ids: Mapping[str, str], span: int) -> str:
    """Each limit and each relation on a line of its own."""
    options = vector["options"]
    limits: dict[str, str] = {}
    resources: dict[str, str] = {}
    if "budget" in vector:
        limits["budget"] = _text(vector["budget"])
    if "max_joint_escalation" in vector:
        limits["escalation_risk"] = _text(vector["max_joint_escalation"])
    if "budgets" in vector and "resources" in options[0]:
        limits |= _numbered("r", vector["budgets"])
        resources = {name: f"{{title: Resource {name}}}" for name in _numbered("r", vector["budgets"])}
    elif "budgets" in vector:
        limits["budget"] = _pairs(_numbered("", vector["budgets"]))
    parts = {"resources": [f"{name}: {text}" for name, text in resources.items()]}
    parts["limits"] = [f"{name}: {text}" for name, text in limits.items()]
    parts["relations"] = [f"- {_pairs(relation)}" for relation in _relations(vector, ids, span)]
    return _HEAD + "".join(
        f"{key}:\n" + "".join(f"  {line}\n" for line in lines) for key, lines in parts.items() if lines
    )


def _relations(vector: Vector, ids: Mapping[str, str], span: int) -> list[dict[str, str]]:
    def own(names: str | Sequence[str]) -> str:
        return _list(ids[name] for name in ([names] if isinstance(names, str) else names))

    options = vector["options"]
    found = [{"must": own([name])} for name in vector.get("mandatory", ())]
    if any("if_left_out" in option for option in options):
        found.append({"must": own([option["id"] for option in options])})
    needs = [(option["id"], [other]) for option in options for other in option.get("requires", ())]
    for name, needed in [*needs, *vector.get("requires", ())]:
        several = not isinstance(needed, str) and len(needed) > 1  # of a list, any one suffices
        found.append({"option": ids[name], "requires_any" if several else "requires": own(needed)})
    found += [{"excludes": own(names)} for names in (*vector.get("excludes", ()), *vector.get("exclusions", ()))]
    found += [{"at_least": str(rule["at_least"]), "of": own(rule["options"])} for rule in vector.get("min_count", ())]
    for synergy in vector.get("synergies", ()):
        relation = {"together": own(synergy["options"])}
        if synergy["value"]:
            relation["adds"] = _pairs({"value": _text(Decimal(synergy["value"]) * _POINTS / span)})
        if synergy["cost"]:
            relation["cost"] = _text(synergy["cost"])
        found.append(relation)
    return found
