"""Worked examples with known answers, written as workspaces.

Linear ratio normalisation, x / max, is a linear value function on the scale from 0 to the maximum. Where less is
better the ratio min / x is no straight line; its values stand as points at the levels that occur.
"""

from __future__ import annotations

from dataclasses import dataclass, field

HEAD = "version: 1\ndecision: Which one?\ncurrency: USD\nhorizon: 12 months\ncriteria:\n"


@dataclass(frozen=True)
class Case:
    """A worked example: the criteria as they stand in the file, the table, and what the source says comes out."""

    id: str
    source: str
    criteria: tuple[str, ...]
    weights: tuple[float, ...]
    table: dict[str, tuple[float, ...]]
    scores: dict[str, float]
    ranks: dict[str, int]
    tolerance: float
    contributions: dict[str, tuple[float, ...]] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """The workspace."""
        names = [f"c{place}" for place in range(1, len(self.criteria) + 1)]
        tree = "".join(f"  {name}: {{{text}}}\n" for name, text in zip(names, self.criteria, strict=True))
        files = {"criteria.yaml": HEAD + tree}
        for option, levels in self.table.items():
            cells = ", ".join(f"{name}: {level}" for name, level in zip(names, levels, strict=True))
            files[f"options/{option}.yaml"] = f"version: 1\ntitle: {option}\nperformance: {{{cells}}}\n"
        weights = ", ".join(f"{name}: {weight}" for name, weight in zip(names, self.weights, strict=True))
        files["weights/published.yaml"] = f"version: 1\ntitle: As published\nweights: {{{weights}}}\n"
        return files


def _more(most: float) -> str:
    return f"scale: {{unit: unit, worst: 0, best: {most}}}, status_quo: 0"


AIRCRAFT = Case(
    id="saw_hwang_yoon1981_aircraft",
    source="Hwang & Yoon (1981), Multiple Attribute Decision Making, Springer, pp. 100-101",
    criteria=(
        _more(2.5),
        _more(2700),
        _more(21000),
        (
            "scale: {unit: M$, worst: 100, best: 4.5}, status_quo: 100, value: {points: {100: 0, 6.5: 69.230769230769, "
            "5.5: 81.818181818182, 5: 90, 4.5: 100}}"
        ),
        _more(7),
        _more(9),
    ),
    weights=(0.2, 0.1, 0.1, 0.1, 0.2, 0.3),
    table={
        "a1": (2.0, 1500, 20000, 5.5, 5, 9),
        "a2": (2.5, 2700, 18000, 6.5, 3, 5),
        "a3": (1.8, 2000, 21000, 4.5, 7, 7),
        "a4": (2.2, 1800, 20000, 5.0, 5, 5),
    },
    scores={"a1": 83.5, "a2": 70.9, "a3": 85.2, "a4": 73.8},
    ranks={"a1": 2, "a2": 4, "a3": 1, "a4": 3},
    tolerance=0.2,  # the book rounds its normalised table to two decimals
)

SCHOOL = Case(
    id="saw_rizan2020",
    source="Rizan et al. (2020), CITSM 2020, IEEE, doi:10.1109/CITSM50537.2020.9268874",
    criteria=(_more(0.75), _more(1), _more(0.75), _more(1), _more(0.5), _more(0.25), _more(1)),
    weights=(0.1, 0.1, 0.1, 0.15, 0.2, 0.25, 0.1),
    table={
        "s1": (0.75, 0.5, 0.75, 0, 0, 0, 1),
        "s2": (0.75, 1, 0.75, 0, 0, 0, 0.75),
        "s3": (0.75, 0.75, 0.75, 0, 0.5, 0.25, 1),
        "s4": (0.5, 0.5, 0.75, 1, 0.5, 0, 0.75),
    },
    scores={"s1": 35.0, "s2": 37.5, "s3": 82.5, "s4": 64.2},
    ranks={"s1": 4, "s2": 3, "s3": 1, "s4": 2},
    tolerance=0.1,
)

TIE = Case(
    id="wsm_triantaphyllou2000_tie",
    source="Triantaphyllou (2000), Multi-Criteria Decision Making: A Comparative Study, Kluwer, chapter 2",
    criteria=(_more(100),) * 4,
    weights=(0.2, 0.15, 0.4, 0.25),
    table={"a1": (25, 20, 15, 30), "a2": (10, 30, 20, 30), "a3": (30, 10, 30, 10)},
    scores={"a1": 21.5, "a2": 22.0, "a3": 22.0},
    ranks={"a1": 3, "a2": 1, "a3": 1},
    tolerance=1e-9,
)

# Marginal values as published, divided by each criterion's largest, which is then its weight; the weights sum to 1.
PARIS = Case(
    id="value_function_paris_uta",
    source="Siskos, Grigoroudis & Matsatsinis (2005), UTA methods, in Figueira et al. (eds); R package MCDA, "
    "applyPiecewiseLinearValueFunctionsOnPerformanceTable",
    criteria=(
        "scale: {unit: EUR, worst: 30, best: 2}, status_quo: 30, value: {points: {30: 0, 16: 0, 2: 100}}",
        (
            "scale: {unit: minutes, worst: 40, best: 10}, status_quo: 40, "
            "value: {points: {40: 0, 30: 0, 20: 2.77777777777777778, 10: 100}}"
        ),
        "scale: {unit: level, worst: 0, best: 3}, status_quo: 0, value: {points: {0: 0, 1: 0, 2: 100, 3: 100}}",
    ),
    weights=(0.0875, 0.9, 0.0125),
    table={"rer": (3, 10, 1), "metro1": (4, 20, 2), "metro2": (2, 20, 0), "bus": (6, 40, 0), "taxi": (30, 30, 3)},
    scores={"rer": 98.125, "metro1": 11.25, "metro2": 11.25, "bus": 6.25, "taxi": 1.25},
    ranks={"rer": 1, "metro1": 2, "metro2": 2, "bus": 4, "taxi": 5},
    tolerance=1e-7,
    contributions={
        "rer": (8.125, 90, 0),
        "metro1": (7.5, 2.5, 1.25),
        "metro2": (8.75, 2.5, 0),
        "bus": (6.25, 0, 0),
        "taxi": (0, 0, 1.25),
    },
)

_RISING = (
    "scale: {unit: x, worst: -0.15, best: 0.35}, status_quo: 0, value: {points: {-0.15: 0, 0: 10, 0.25: 90, 0.35: 100}}"
)
_FALLING = "scale: {unit: x, worst: 100, best: 50}, status_quo: 100, value: {points: {100: 0, 90: 50, 75: 80, 50: 100}}"
PVF_UP = Case(
    id="value_function_piecewise_smaa_pvf-rising",
    source="G. van Valkenhoef, R package smaa, tests/pvf.R",
    criteria=(_RISING,),
    weights=(1,),
    table={"p1": (0.35,), "p2": (-0.15,), "p3": (0,), "p4": (0.25,), "p5": (0.1,)},
    scores={"p1": 100, "p2": 0, "p3": 10, "p4": 90, "p5": 42},
    ranks={"p1": 1, "p4": 2, "p5": 3, "p3": 4, "p2": 5},
    tolerance=1e-9,
)
PVF_DOWN = Case(
    id="value_function_piecewise_smaa_pvf-falling",
    source="G. van Valkenhoef, R package smaa, tests/pvf.R",
    criteria=(_FALLING,),
    weights=(1,),
    table={"p1": (50,), "p2": (60,), "p3": (75,), "p4": (90,), "p5": (100,)},
    scores={"p1": 100, "p2": 92, "p3": 80, "p4": 50, "p5": 0},
    ranks={"p1": 1, "p2": 2, "p3": 3, "p4": 4, "p5": 5},
    tolerance=1e-9,
)

CASES = (AIRCRAFT, SCHOOL, TIE, PARIS, PVF_UP, PVF_DOWN)
