"""Workspaces of any size, whose files look like the shipped ones: same keys, same length, other words."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SCORED = [f"criterion-{number}" for number in range(1, 10)]
_MEASURED = "escalation"
PROFILE = "even"
_TEXT = """
measure partner government minister border market pipeline railway price treaty school water harvest budget council
region export mineral visit agreement reform judge press grant loan port tariff quota province survey
"""
_WORDS = _TEXT.split()


def write(root: Path, n_options: int) -> None:
    """A workspace of ten criteria, one profile and this many options; equal for equal sizes."""
    dice = random.Random(n_options)  # noqa: S311 - nothing secret
    for folder in (root / "options", root / "weights"):
        folder.mkdir(parents=True)
    _put(root / "criteria.yaml", _criteria())
    weights = "\n".join(f"  {name}: {dice.randint(10, 100)}" for name in [*_SCORED, _MEASURED])
    _put(root / "weights" / f"{PROFILE}.yaml", f"version: 1\ntitle: Even\nmethod: archetype\nweights:\n{weights}\n")
    for number in range(n_options):
        _put(root / "options" / f"option-{number:05}.yaml", _option(number, dice))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _criteria() -> str:
    scored = "".join(
        f"""\
  {name}:
    title: {name.capitalize()}
    question: How does the measure change what this criterion asks?
    scale: {{unit: points, worst: 0, best: 100, anchors: {{0: much worse, 50: as today, 100: much better}}}}
    status_quo: 50
"""
        for name in _SCORED
    )
    return f"""\
version: 1
decision: Which measures shall be taken?
currency: USD million
horizon: 60 months
profile: {PROFILE}
criteria:
{scored}\
  {_MEASURED}:
    title: Escalation risk
    scale: {{unit: probability, worst: 0.7, best: 0}}
    status_quo: 0
    measures: escalation_risk
"""


def _option(number: int, dice: random.Random) -> str:
    risk = dice.randint(2, 150) / 1000
    cost = dice.randint(5, 400)
    performance = "\n".join(f"  {name}: {_range(dice)}" for name in _SCORED)
    return f"""\
# yaml-language-server: $schema=../schemas/option.schema.json
version: 1
title: Option {number} {_words(dice, 3)}
summary: >-
  {_words(dice, 14)}
  {_words(dice, 8)}.
actors: [State, {_words(dice, 2)}, {_words(dice, 1)}]
instrument: {_words(dice, 7)}
reversibility: {dice.choice(["high", "medium", "low"])}
arguments:
  for:
    - {{says: "{_words(dice, 15)}."}}
    - {{says: "{_words(dice, 12)}."}}
    - {{says: "{_words(dice, 9)}."}}
  against:
    - {{says: "{_words(dice, 14)}."}}
    - {{says: "{_words(dice, 10)}."}}
cost: {{low: {cost // 2}, best: {cost}, high: {cost * 2}, grade: D, evidence: judgement,
  note: "{_words(dice, 18)}."}}
escalation_risk: {{low: {risk / 2:.4f}, best: {risk:.4f}, high: {risk * 2:.4f}, grade: D, evidence: judgement,
  note: "{_words(dice, 6)}."}}
lead_time: {{low: 6 months, best: 12 months, high: 24 months, note: "{_words(dice, 5)}."}}
performance:
{performance}
"""


def _range(dice: random.Random) -> str:
    best = dice.randint(25, 80)
    low, high = best - dice.randint(1, 15), best + dice.randint(1, 15)
    note = f',\n    note: "{_words(dice, 12)}."' if dice.random() < 0.5 else ""  # noqa: PLR2004 - every other one
    return f"{{low: {low}, best: {best}, high: {high}, grade: {dice.choice('CD')}, evidence: judgement{note}}}"


def _words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(_WORDS, k=count)).capitalize()
