"""Changing one value in place: everything else in the file, comments and line ends too, stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from decide.workspace.tree import Mapping, Sequence, Text, compose

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf

    from decide.workspace.document import Document, Route

_NEEDS_NO_QUOTES = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?|[A-Za-z][A-Za-z0-9_-]*( [A-Za-z0-9_-]+)*")
_SPECIAL = frozenset(
    {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
)  # of YAML 1.1 too, for other readers
_SIMPLE = re.compile(r"[\x20-\x7e\xa0-\ud7ff]*")


def set_scalars(document: Document, values: MappingOf[Route, str]) -> str | None:
    """The text with some scalars changed; their quotes stay, or come where they are needed.

    Parameters
    ----------
    document : a file that could be read
    values : by route (keys and places in lists, all the way to a scalar) what it shall say, without quotes

    Returns
    -------
    The new text, read once more to be sure that nothing but these values changed; None where there is no scalar, or
    the style of the file or a value does not allow it.
    """
    edits: list[tuple[int, int, str]] = []
    due: object = document.root
    for route, value in values.items():
        node = _at(document.root, route)
        if not isinstance(node, Text) or not _SIMPLE.fullmatch(value):
            return None
        old = document.text[node.start : node.end]
        core = old.rstrip()
        if core[:1] in {"|", ">"}:
            return None
        gap = " " if not old and not document.text[: node.start].endswith(" ") else ""
        edits.append((node.start, node.end, f"{gap}{_written(value, core[:1])}{old[len(core) :]}"))
        due = _with(due, route, value)
    text = document.text
    for start, end, written in sorted(edits, reverse=True):
        text = f"{text[:start]}{written}{text[end:]}"
    changed, faults = compose(text)
    return text if changed is not None and not faults and changed == due else None


def _at(root: Mapping | None, route: Route) -> object:
    """What stands at the end of a route; None where it does not lead anywhere."""
    node: Any = root
    for step in route:
        if isinstance(node, Mapping) and step in node:
            node = node[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node):
            node = node[step]
        else:
            return None
    return node


def _with(node: Any, route: Route, value: str) -> object:  # noqa: ANN401 - any node of a tree
    """The same tree with another value at the end of a route."""
    if not route:
        return value
    step, rest = route[0], route[1:]
    if isinstance(node, dict):
        return {key: _with(part, rest, value) if key == step else part for key, part in node.items()}
    return [_with(part, rest, value) if place == step else part for place, part in enumerate(node)]


def _written(value: str, quote: str) -> str:
    if quote == "'":
        return f"'{value.replace(chr(39), chr(39) * 2)}'"
    if quote != '"' and _NEEDS_NO_QUOTES.fullmatch(value) and value.lower() not in _SPECIAL:
        return value
    escaped = value.replace(chr(92), chr(92) * 2).replace('"', chr(92) + '"')
    return f'"{escaped}"'


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
