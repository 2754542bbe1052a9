"""A small portfolio case whose answers can be worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import workspaces

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CRITERIA = """\
version: 1
decision: What to do?
currency: USD million
horizon: 5 years
criteria:
  gain:
    title: Gain
    scale: {unit: points, worst: 0, best: 100}
    status_quo: 0
"""
PORTFOLIO = """\
version: 1
limits: {budget: 30, escalation_risk: 0.28}
"""


def option(gain: float, cost: float, risk: float, more: str = "") -> str:
    """An option's file; its value added is its gain."""
    return f"version: 1\ntitle: T\nperformance: {{gain: {gain}}}\ncost: {cost}\nescalation_risk: {risk}\n{more}"


# a and b together have a joint risk of 0.28 exactly.
BASE: Mapping[str, str] = {
    "criteria.yaml": CRITERIA,
    "portfolio.yaml": PORTFOLIO,
    "weights/one.yaml": "version: 1\ntitle: One\nweights: {gain: 1}\n",
    "options/a.yaml": option(40, 10, 0.1),
    "options/b.yaml": option(50, 10, 0.2),
    "options/c.yaml": option(55, 10, 0.25),
    "options/d.yaml": option(10, 25, 0),
}


def write(root: Path, files: Mapping[str, str | None] | None = None) -> Path:
    """The case, with some files replaced, added or (None) left out."""
    return workspaces.write(root, files or {}, base=BASE)


def relations(*lines: str, limits: str = "{budget: 30, escalation_risk: 0.28}", more: str = "") -> str:
    """portfolio.yaml with these relations."""
    said = "".join(f"  - {{{line}}}\n" for line in lines)
    return f"version: 1\n{more}limits: {limits}\nrelations:\n{said}"
