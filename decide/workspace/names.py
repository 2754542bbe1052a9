"""Did you mean …? The nearest right name for a wrong one."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MANY = 5000
_LISTED = 12


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name most like the word, whatever its case; None where none is near."""
    folded = {name.casefold(): name for name in names}
    if word.casefold() in folded:
        return folded[word.casefold()]
    if len(folded) > _MANY:  # comparing with so many would take seconds
        return None
    found = difflib.get_close_matches(word.casefold()[:80], folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def meant(name: str) -> str:
    """The hint that names one right name."""
    return f"did you mean '{name}'?"


def suggestion(word: str, names: Iterable[str]) -> str:
    """A hint: the nearest name, or what there is to choose from."""
    known = list(names)
    near = nearest(word, known)
    if near:
        return meant(near)
    if not known:
        return ""
    more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
    return f"there is: {', '.join(known[:_LISTED])}{more}"
