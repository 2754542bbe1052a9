"""One change of every kind, in a workspace where everything occurs; each can be made with or without the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from decide.model.review import EditKind
from tests.workbook.rich import FILES, GROUPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CRITERIA, PORTFOLIO = "criteria.yaml", "portfolio.yaml"
WIDEN, FERRY, TUNNEL, RAMPS = (f"options/{name}.yaml" for name in ("widen", "ferry", "tunnel", "ramps"))
NOTHING = "options/status_quo.yaml"
GROUPED_FILE, FLAT_FILE = "weights/grouped.yaml", "weights/flat.yaml"

PIER = """\
version: 1
title: Pier
performance: {capacity: 24000, delay: 5, noise: 50, look: fine, charm: much, title: 2}
cost: {2027: 15}
escalation_risk: 0.03
"""
SPEED = """\
  speed:
    title: Speed
    scale: {unit: knots, worst: 0, best: 10}
    status_quo: 4
"""
CHARM = """\
  charm:
    title: "=Charm"
    scale: {unit: steps, categories: [none, some, much, "very much"]}
    status_quo: none
"""


@dataclass(frozen=True)
class Made:
    """A change: texts replaced in files, or whole files; it is one edit of a kind, shown on a line that has `shown`."""

    name: str
    kind: EditKind
    shown: str
    texts: tuple[tuple[str, str, str], ...] = ()
    files: Mapping[str, str | None] = field(default_factory=dict)
    gone: bool = False


def change(name: str, kind: EditKind, file: str, old: str, new: str, shown: str = "") -> Made:
    return Made(name, kind, shown or new.strip().splitlines()[-1], ((file, old, new),))


K = EditKind
ALL = (
    change("weight", K.WEIGHT, GROUPED_FILE, "delay: 70", "delay: 20"),
    change("group weight", K.WEIGHT, GROUPED_FILE, "flow: {weight: 50", "flow: {weight: 95"),
    change("flat weight", K.WEIGHT, FLAT_FILE, "look: 10", "look: 60"),
    change("number", K.PERFORMANCE, FERRY, "delay: 11", "delay: 2"),
    change("category", K.PERFORMANCE, RAMPS, "look: plain", "look: fine"),
    change("range", K.PERFORMANCE, WIDEN, "best: 32000", "best: 34500"),
    change("unknown", K.PERFORMANCE, WIDEN, "delay: unknown", "delay: 6"),
    change("silent", K.PERFORMANCE, NOTHING, "performance: {}", "performance: {look: ugly}"),
    change("status quo", K.STATUS_QUO, CRITERIA, "status_quo: 20000", "status_quo: 12000"),
    change("value", K.VALUE, CRITERIA, "{0: 0, 20000: 70, 40000: 100}", "{0: 0, 20000: 40, 40000: 100}"),
    change("midpoint", K.VALUE, CRITERIA, "{exponential: 10}", "{exponential: 22}"),
    change("counted", K.COUNTED, CRITERIA, "    title: Noise\n", "    title: Noise\n            in_portfolio: false\n"),
    Made(
        "scale",
        K.SCALE,
        "scale: {unit: mm, worst: 12, best: 1}",
        (
            (CRITERIA, "{unit: mm, worst: 9, best: 1}", "{unit: mm, worst: 12, best: 1}"),
            (CRITERIA, "{9: 0, 5: 80, 1: 100}", "{12: 0, 5: 80, 1: 100}"),
            (TUNNEL, "title: 1}", "title: 2}"),
        ),
    ),
    change("categories", K.SCALE, CRITERIA, '[none, some, much, "very much"]', '[none, some, "very much"]'),
    change("cost", K.COST, TUNNEL, "{2028: 260}", "{2028: 150}"),
    change("cost in a period without money", K.COST, FERRY, "2028: 5.5}", "2028: 5.5, 2029: 1}"),
    change("risk", K.ESCALATION_RISK, TUNNEL, "escalation_risk: 0.02", "escalation_risk: 0.25"),
    change("uses", K.USES, FERRY, "crews: 6", "crews: 31"),
    change("trigger", K.TRIGGER, FERRY, "trigger: river", "trigger: harbour"),
    change("size performance", K.PERFORMANCE, WIDEN, "capacity: 26000", "capacity: 39000"),
    change("size cost", K.COST, WIDEN, "cost: {2027: 30}", "cost: {2027: 5}"),
    change(
        "size risk",
        K.ESCALATION_RISK,
        WIDEN,
        "title: One lane",
        "title: One lane\n    escalation_risk: 0.25",
        "escalation_risk: 0.25",
    ),
    change("size uses", K.USES, WIDEN, "title: One lane", "title: One lane\n    uses: {crews: 40}", "uses:"),
    change(
        "size added",
        K.SIZE_ADDED,
        RAMPS,
        "cost: {2027: 8}\n",
        "cost: {2027: 8}\nsizes:\n  double:\n    cost: {2027: 10}\n    performance: {capacity: 36000}\n",
        "double:",
    ),
    change("own limit", K.LIMIT, GROUPED_FILE, "limits: {crews: 40}", "limits: {crews: 25}"),
    change("common limit", K.LIMIT, PORTFOLIO, "crews: 45}", "crews: 11}"),
    change("limit gone", K.LIMIT, PORTFOLIO, "escalation_risk: 0.3, ", "", "escalation_risk: 0.3"),
    change("budget", K.LIMIT, PORTFOLIO, "2028: 300", "2028: 200"),
    change("bonus", K.RELATION, PORTFOLIO, "capacity: 4, look: -2", "capacity: 20, look: -2"),
    change(
        "relation gone",
        K.RELATION_REMOVED,
        PORTFOLIO,
        "  - {excludes: [widen, tunnel], evidence: judgement}\n",
        "",
        "excludes",
    ),
    change(
        "relation new",
        K.RELATION_ADDED,
        PORTFOLIO,
        "relations:\n",
        "relations:\n  - {must_not: ferry}\n",
        "must_not",
    ),
    Made("option new", K.OPTION_ADDED, "version: 1", (), {"options/pier.yaml": PIER}),
    Made(
        "criterion new",
        K.CRITERION_ADDED,
        "speed:",
        (
            (
                CRITERIA,
                "  look:\n",
                f"{SPEED}  look:\n",
            ),
            (GROUPED_FILE, "  look: 20\n", "  look: 20\n  speed: 45\n"),
            (FLAT_FILE, "cost: 30,", "cost: 30, speed: 70,"),
            (WIDEN, "  charm: some\n", "  charm: some\n  speed: 5\n"),
            (FERRY, "charm: very much,", "charm: very much, speed: 10,"),
            (TUNNEL, "charm: none,", "charm: none, speed: 2,"),
            (RAMPS, "charm: none,", "charm: none, speed: 7,"),
        ),
    ),
    Made(
        "criterion gone",
        K.CRITERION_REMOVED,
        "charm:",
        (
            (
                CRITERIA,
                CHARM,
                "",
            ),
            (GROUPED_FILE, "  charm: 5\n", ""),
            (FLAT_FILE, "charm: 0, ", ""),
            (WIDEN, "  charm: some\n", ""),
            (FERRY, "charm: very much, ", ""),
            (TUNNEL, "charm: none, ", ""),
            (RAMPS, "charm: none, ", ""),
        ),
        gone=True,
    ),
    Made(
        "regrouped",
        K.REGROUPED,
        "weights:",
        (
            (
                GROUPED_FILE,
                GROUPED[GROUPED.index("  traffic:") : GROUPED.index("  look:")],
                "  capacity: 100\n  delay: 90\n  noise: 10\n",
            ),
        ),
    ),
)
BY_NAME = {one.name: one for one in ALL}


def clash(changes: Iterable[Made]) -> bool:
    """Whether some of these touch the same stretch of text, so that they cannot be made one without the other."""
    taken: list[tuple[str, int, int]] = []
    for one in changes:
        for file, old, _ in one.texts:
            start = FILES[file].index(old)
            if any(file == other and start < end and begin < start + len(old) for other, begin, end in taken):
                return True
        taken += [(file, FILES[file].index(old), FILES[file].index(old) + len(old)) for file, old, _ in one.texts]
        if {"criterion new", "criterion gone"} & {one.name} and any(other.name == "option new" for other in changes):
            return True  # the new option would have to speak of a criterion that may not be there
        if one.name == "categories" and any(other.name in {"criterion gone", "option new"} for other in changes):
            return True
    return False


def made(changes: Iterable[Made]) -> dict[str, str | None]:
    """The files of the workspace with some changes made."""
    files: dict[str, str | None] = dict(FILES)
    spots: dict[str, list[tuple[int, int, str]]] = {}
    for one in changes:
        files |= one.files
        for file, old, new in one.texts:
            assert FILES[file].count(old) == 1, (one.name, file, old)
            start = FILES[file].index(old)
            spots.setdefault(file, []).append((start, start + len(old), new))
    for file, found in spots.items():
        text = FILES[file]
        for start, end, new in sorted(found, reverse=True):
            text = text[:start] + new + text[end:]
        files[file] = text
    return files
