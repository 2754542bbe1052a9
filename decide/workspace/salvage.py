"""What is left of a tree when its faulty parts are taken out, so that the rest can still be checked.

Without this, a slip in one value would hide the faults in all others until it is mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decide.workspace.tree import Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

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


def _path(root: Mapping, loc: tuple[int | str, ...]) -> list[str]:
    """The keys to the faulty part; where the way leads into a list, the way to the whole list.

    An item taken out of a list would give all later ones another place.
    """
    node: Any = root
    path: list[str] = []
    for step in loc:
        if isinstance(node, Mapping) and step in node:
            path.append(str(step))
            node = node[str(step)]
    return path


def _cut(node: Mapping, path: list[str]) -> None:
    for step in path[:-1]:
        inner = node.get(step)
        if not isinstance(inner, Mapping):  # taken out already, with something around it
            return
        node = inner
    node.pop(path[-1], None)


def _copy(node: Any) -> Any:  # noqa: ANN401 - any node of a tree
    if not isinstance(node, Mapping):
        return node
    copy = Mapping((key, _copy(value)) for key, value in node.items())
    copy.start, copy.end = node.start, node.end
    return copy


def _stand_in(key: str, root: Mapping) -> Text:
    text = Text(_STAND_INS[key])
    text.start = text.end = root.start
    text.plain = key == "version"
    return text
