"""Texts that must not be wider than their column: a letter for a title, or the beginning of it."""

from __future__ import annotations

from decide.report.layout import ELLIPSIS, cells

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters(number: int) -> str:
    """The short name of a column, counted from 0: A, B, … Z, AA, AB."""
    text = ""
    number += 1
    while number:
        number, place = divmod(number - 1, len(_ALPHABET))
        text = _ALPHABET[place] + text
    return text


def shortened(text: str, width: int) -> str:
    """The text, or as much of it as fits with a sign that there is more."""
    if cells(text) <= width:
        return text
    while cells(text) >= width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
