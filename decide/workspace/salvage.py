"""What is left of a tree when its faulty parts are taken out, so that the rest can still be checked.

Without this, a slip in one value would hide the faults in all others until it is mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decide.workspace.tree import Mapping, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails


class Gone(Text):
    """What stands in a list where an item was taken out, so that all others keep their places."""

    __slots__ = ()


# What stands in for a key that is missing at the root: texts that only people read.
_STAND_INS = {"version": "1", "title": "?", "decision": "?", "currency": "?", "horizon": "?"}


def salvage(root: Mapping, errors: Iterable[ErrorDetails]) -> Mapping | None:
    """A copy of the tree without the parts that the errors are about; None where nothing useful is left."""
    kept: Mapping = _copy(root)
    for error in errors:
        missing = error["type"] == "missing"
        path = _path(root, error["loc"][:-1] if missing else error["loc"])
        if path:
            _cut(kept, path)
        elif missing and error["loc"][-1] in _STAND_INS:
            kept[str(error["loc"][-1])] = _stand_in(str(error["loc"][-1]), root)
        else:
            return None
    return kept


def _path(root: Mapping, loc: tuple[int | str, ...]) -> list[int | str]:
    """The keys and places that lead to the faulty part; an item that is gone already takes its whole list along."""
    node: Any = root
    path: list[int | str] = []
    for step in loc:
        if isinstance(node, Mapping) and step in node:
            path.append(str(step))
            node = node[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
            node = node[step]
            if isinstance(node, Gone):
                break
            path.append(step)
    return path


def _cut(node: Any, path: list[int | str]) -> None:  # noqa: ANN401 - a mapping or a list
    for step in path[:-1]:
        if isinstance(node, Mapping):
            node = node.get(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node[step]
    last = path[-1]
    if isinstance(node, Mapping):
        node.pop(str(last), None)
    elif isinstance(node, Sequence) and isinstance(last, int):
        gone = Gone()
        gone.start, gone.end, gone.plain = node[last].start, node[last].end, False
        node[last] = gone
    # else: taken out already, with something around it


def _copy(node: Any) -> Any:  # noqa: ANN401 - any node of a tree
    copy: Mapping | Sequence
    if isinstance(node, Mapping):
        copy = Mapping((key, _copy(value)) for key, value in node.items())
    elif isinstance(node, Sequence):
        copy = Sequence(_copy(value) for value in node)
    else:
        return node
    copy.start, copy.end = node.start, node.end
    return copy


def _stand_in(key: str, root: Mapping) -> Text:
    text = Text(_STAND_INS[key])
    text.start = text.end = root.start
    text.plain = key == "version"
    return text
