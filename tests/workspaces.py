"""Whole workspaces made from texts in a temporary folder."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CRITERIA = """\
version: 1
decision: Which way to go?
currency: USD million
horizon: 60 months
criteria:
  effect:
    title: Effect
    scale: {unit: points, worst: 0, best: 100}
    status_quo: 50
  price:
    title: Price
    scale: {unit: USD, worst: 500, best: 0}
    status_quo: 0
"""
ALPHA = """\
version: 1
title: Alpha
performance: {effect: 80, price: 300}
"""
BETA = """\
version: 1
title: Beta
performance: {effect: 40, price: 100}
"""
EVEN = """\
version: 1
title: Even
weights: {effect: 50, price: 50}
"""
SMALL: Mapping[str, str] = {
    "criteria.yaml": CRITERIA,
    "options/alpha.yaml": ALPHA,
    "options/beta.yaml": BETA,
    "weights/even.yaml": EVEN,
}


def write(root: Path, files: Mapping[str, str | bytes | None], *, base: Mapping[str, str] = SMALL) -> Path:
    """A workspace of two criteria, two options and one profile, with some files replaced, added or (None) left out."""
    for name, content in (dict(base) | dict(files)).items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else textwrap.dedent(content).encode())
    return root
