"""Fingerprints: of the scales that weights were agreed for, and of the files that made a result."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from decide.model.criterion import CategoryScale

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from decide.model.criterion import Criterion

_DIGITS = 12


def scales_fingerprint(criteria: Iterable[Criterion]) -> str:
    """`sha256:` and 12 hexadecimal digits over each criterion's unit and ends, or its categories.

    Titles, the words of anchors, value functions and the status quo do not enter: they do not change what a swing is.
    """
    ends = {
        criterion.id: list(criterion.scale.categories)
        if isinstance(criterion.scale, CategoryScale)
        else [criterion.scale.unit, _shortest(criterion.scale.worst), _shortest(criterion.scale.best)]
        for criterion in criteria
    }
    return _digest(json.dumps(ends, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def inputs_fingerprint(texts: Iterable[tuple[str, str]]) -> str:
    """The same over (file, text) pairs; line ends do not enter, since git may change them."""
    pairs = sorted((file, text.replace("\r\n", "\n")) for file, text in texts)
    return _digest(json.dumps(pairs, ensure_ascii=False))


def _digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _shortest(number: Decimal) -> int | float:
    """The number as the shortest JSON: 100, not 100.0 or 1E+2."""
    return int(number) if number == number.to_integral_value() else float(number)
