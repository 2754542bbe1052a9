"""Problems and profiles that Hypothesis makes up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from decide.model.criterion import (
    Categorical,
    CategoryScale,
    Criterion,
    Exponential,
    Group,
    Linear,
    Piecewise,
    Scale,
    ValueTree,
)
from decide.model.option import Judgement, Option
from decide.model.problem import Problem
from decide.model.quantity import Category, Known, Unknown
from decide.model.weights import GroupWeight, WeightProfile

LEVELS = st.decimals(min_value=-1000, max_value=1000, places=2)


@st.composite
def numeric_criteria(draw: st.DrawFn, name: str) -> Criterion:
    """A criterion with a numeric scale that runs either way, and any kind of value function."""
    worst = draw(LEVELS)
    width = draw(st.decimals(min_value="0.5", max_value=1000, places=2)) * draw(st.sampled_from([1, -1]))
    scale = Scale("points", worst, worst + width)
    kind = draw(st.sampled_from(["linear", "exponential", "points"]))
    if kind == "linear":
        value: Any = Linear()
    elif kind == "exponential":
        value = Exponential(worst + width * draw(st.decimals(min_value="0.01", max_value="0.99", places=2)))
    else:
        ways = sorted(draw(st.sets(st.integers(1, 99), max_size=4)))
        values = sorted(draw(st.lists(st.integers(0, 100), min_size=len(ways), max_size=len(ways))))
        knots = [(worst + width * way / 100, Decimal(height)) for way, height in zip(ways, values, strict=True)]
        value = Piecewise(((worst, Decimal(0)), *knots, (worst + width, Decimal(100))))
    return Criterion(name, name, scale, value, Known(worst))


@st.composite
def category_criteria(draw: st.DrawFn, name: str) -> Criterion:
    """A criterion with categories."""
    names = tuple(f"level{place}" for place in range(draw(st.integers(2, 4))))
    middle = sorted(draw(st.lists(st.integers(0, 100), min_size=len(names) - 2, max_size=len(names) - 2)))
    values = tuple(zip(names, map(Decimal, [0, *middle, 100]), strict=True))
    return Criterion(name, name, CategoryScale("level", names), Categorical(values), Category(names[0]))


def cells(criterion: Criterion, *, unknown: bool = True) -> st.SearchStrategy[Judgement]:
    """Performances on a criterion."""
    if isinstance(criterion.scale, CategoryScale):
        known: st.SearchStrategy[Any] = st.sampled_from(criterion.scale.categories).map(Category)
    else:
        ends = sorted((criterion.scale.worst, criterion.scale.best))
        known = st.decimals(min_value=ends[0], max_value=ends[1], places=2).map(Known)
    return (known | st.just(Unknown()) if unknown else known).map(Judgement)


@st.composite
def problems(draw: st.DrawFn, *, unknown: bool = True, least_options: int = 1) -> Problem:
    """A problem with up to five criteria and six options."""
    names = [f"c{place}" for place in range(draw(st.integers(1, 5)))]
    criteria = tuple(draw(numeric_criteria(name) | category_criteria(name)) for name in names)
    options = tuple(
        Option(f"o{place}", f"Option {place}", {c.id: draw(cells(c, unknown=unknown)) for c in criteria})
        for place in range(draw(st.integers(least_options, 6)))
    )
    return Problem("Which?", "USD million", "60 months", ValueTree(criteria), options)


@st.composite
def profiles(draw: st.DrawFn, problem: Problem) -> WeightProfile:
    """Flat swing weights, not all 0."""
    swings = st.lists(st.integers(0, 100), min_size=len(problem.criteria), max_size=len(problem.criteria)).filter(any)
    weights = zip((criterion.id for criterion in problem.criteria), map(Decimal, draw(swings)), strict=True)
    return WeightProfile("made-up", "Made up", dict(weights))


@st.composite
def grouped(draw: st.DrawFn, problem: Problem) -> tuple[ValueTree, WeightProfile]:
    """The problem's criteria in a tree of up to three levels, with weights by group."""

    def split(nodes: list[Criterion], depth: int, stem: str) -> tuple[list[Any], dict[str, Any]]:
        children: list[Any] = []
        weights: dict[str, Any] = {}
        while nodes:
            taken = draw(st.integers(1, len(nodes)))
            part, nodes = nodes[:taken], nodes[taken:]
            if depth and draw(st.booleans()):
                name = f"{stem}g{len(children)}"
                inner, inner_weights = split(part, depth - 1, name)
                children.append(Group(name, name, tuple(inner)))
                weights[name] = GroupWeight(Decimal(draw(st.integers(1, 100))), inner_weights)
            else:
                children += part
                weights |= {criterion.id: Decimal(draw(st.integers(1, 100))) for criterion in part}
        return children, weights

    children, weights = split(list(problem.criteria), 2, "")
    return ValueTree(tuple(children)), WeightProfile("grouped", "Grouped", weights)
