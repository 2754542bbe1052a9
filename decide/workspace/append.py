"""One more item at the end of a list; everything else in the file stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decide.workspace.tree import Mapping, Sequence, Text, compose

if TYPE_CHECKING:
    from decide.workspace.document import Document


def append_item(document: Document, key: str, item: str) -> str | None:
    """The text with an item added to the list under a top-level key, which is added too where it is missing.

    Parameters
    ----------
    document : a file that could be read
    key : of the list
    item : one line of flow style, such as `{must: [a]}`

    Returns
    -------
    The new text, read once more to be sure that nothing else changed; None where the style does not allow it.
    """
    root, text = document.root, document.text
    made, _ = compose(f"item: {item}\n")
    if root is None or made is None or (key in root and not isinstance(root[key], Sequence)):
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    items = root.get(key)
    if items is None:
        if text[root.start] == "{":
            return None
        new = f"{text}{'' if text.endswith(end) else end}{key}:{end}  - {item}{end}"
    elif text[items.start] == "[":
        place = items.end - 1
        new = f"{text[:place].rstrip(', ')}{', ' if items else ''}{item}{text[place:]}"
    else:
        new = _under(text, items, item, end)
    changed, faults = compose(new)
    due = {**root, key: [*(items or []), made["item"]]}
    return new if changed is not None and not faults and changed == due else None


def _under(text: str, items: Sequence, item: str, end: str) -> str:
    """Below the last item, as far to the right as the first."""
    dash = text.rfind("-", 0, _start(items[0]))
    indent = " " * (dash - text.rfind("\n", 0, dash) - 1)
    line = text.find("\n", _end(items[-1], text))
    if line < 0:
        return f"{text}{end}{indent}- {item}{end}"
    return f"{text[: line + 1]}{indent}- {item}{end}{text[line + 1 :]}"


def _start(node: Any) -> int:  # noqa: ANN401 - a node of a tree
    return int(node.start)


def _end(node: Any, text: str) -> int:  # noqa: ANN401 - a node of a tree
    """Where the last sign of a node stands; what PyYAML calls its end may be lines below."""
    if isinstance(node, Text) or text[node.start] in "{[":
        return int(node.start + len(text[node.start : node.end].rstrip())) - 1
    last = list(node.values())[-1] if isinstance(node, Mapping) else node[-1]
    return _end(last, text)
