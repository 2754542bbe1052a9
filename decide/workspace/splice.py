"""Changing one value in place: everything else in the file, comments and line ends too, stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.workspace.tree import Mapping, Text

if TYPE_CHECKING:
    from decide.workspace.document import Document


def set_top_value(document: Document, key: str, value: str, *, before: str) -> str:
    """The text with one top-level key set.

    Parameters
    ----------
    document : a file whose root is a block mapping
    key, value : what to set; the value as it shall stand in the file, with its quotes
    before : an existing top-level key; a new line is put in front of it where `key` does not stand yet
    """
    root = document.root
    if root is None:
        raise ValueError("the document has no root")
    if key in root:
        node = root[key]
        if isinstance(node, Text):
            # An empty value has its place right behind the colon: it needs a blank.
            gap = " " if node.start == node.end and not document.text[: node.start].endswith(" ") else ""
            return document.text[: node.start] + gap + value + document.text[node.end :]
        raise ValueError(f"{key} is no single value")
    return _insert(document, root, f"{key}: {value}", before)


def _insert(document: Document, root: Mapping, line: str, before: str) -> str:
    place = root.key(before)
    if place is None:
        raise ValueError(f"there is no key {before}")
    end = "\r\n" if "\r\n" in document.text else "\n"
    return document.text[: place.start] + line + end + document.text[place.start :]
