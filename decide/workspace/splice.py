"""Changing one value in place: everything else in the file, comments and line ends too, stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.workspace.tree import Text, compose

if TYPE_CHECKING:
    from decide.workspace.document import Document


def set_top_value(document: Document, key: str, value: str, *, before: str) -> str | None:
    """The text with one top-level key set to a plain or quoted value.

    Parameters
    ----------
    document : a file that could be read
    key, value : what to set; the value without quotes, which it gets here
    before : an existing top-level key; where `key` does not stand yet it is put in front of that one

    Returns
    -------
    The new text, read once more to be sure that nothing but this value changed; None where the style of the file
    does not allow it.
    """
    root = document.root
    if root is None:
        return None
    text = _replaced(document, key, value) if key in root else _inserted(document, key, value, before)
    if text is None:
        return None
    changed, faults = compose(text)
    same = changed is not None and not faults and changed == {**root, key: value}
    return text if same else None


def _replaced(document: Document, key: str, value: str) -> str | None:
    node = document.node((key,))
    if not isinstance(node, Text):
        return None
    old = document.text[node.start : node.end]
    ends = old[len(old.rstrip()) :]  # a folded value takes the end of its line with it
    # An empty value has its place right behind the colon: it needs a blank.
    gap = " " if not old and not document.text[: node.start].endswith(" ") else ""
    return f'{document.text[: node.start]}{gap}"{value}"{ends}{document.text[node.end :]}'


def _inserted(document: Document, key: str, value: str, before: str) -> str | None:
    root = document.root
    place = root.key(before) if root is not None else None
    if root is None or place is None:
        return None
    text, start = document.text, place.start
    if text[root.start] == "{":
        return f'{text[:start]}{key}: "{value}", {text[start:]}'
    indent = text[text.rfind("\n", 0, start) + 1 : start]
    end = "\r\n" if "\r\n" in text else "\n"
    return f'{text[:start]}{key}: "{value}"{end}{indent}{text[start:]}'
