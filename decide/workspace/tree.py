"""YAML as a tree of values that know where they stand.

Only the events of PyYAML are used, never its constructor: texts stay texts until a schema says what they are.
What YAML hides from a reader is refused here: duplicate keys, anchors, aliases, tags, merges, deep nesting.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from decide.workspace.source import Fault
from decide.workspace.syntax import syntax_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]

except ImportError:  # a PyYAML built without libyaml: slower, same refusals; `decide --version` says so
    from yaml import Loader as _Parser  # type: ignore[assignment]


MAX_DEPTH = 20
MAX_VALUES = 100_000
MAX_FAULTS = 100
_LONGEST = 10_000


class Text(str):
    """A scalar, as written; `plain` means without quotes."""

    __slots__ = ("end", "plain", "start")
    start: int
    end: int
    plain: bool


class Mapping(dict[str, Any]):
    """A mapping; its keys are `Text`."""

    __slots__ = ("end", "start")
    start: int
    end: int

    def key(self, name: str) -> Text | None:
        """The key as it stands in the file."""
        return next((key for key in self if key == name and isinstance(key, Text)), None)


class Sequence(list[Any]):
    """A list."""

    __slots__ = ("end", "start")
    start: int
    end: int


Node: TypeAlias = Text | Mapping | Sequence


class _Stop(Exception):
    """Reading cannot go on after this fault."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.message)


def compose(text: str) -> tuple[Mapping | None, list[Fault]]:
    """The mapping at the root of a YAML text, and all that is wrong with the text.

    Returns
    -------
    The root, or None where a fault makes the rest unreadable, and the faults in the order of the text.
    """
    composer = _Composer(text)
    try:
        root = composer.document()
    except _Stop as stop:
        return None, [*composer.faults, stop.fault]
    return root, composer.faults


class _Composer:
    """One pass over the events of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.values = 0
        self.events = self._events()

    def _events(self) -> Iterator[Any]:
        parser = _Parser(self.text)
        try:
            while (event := parser.get_event()) is not None:
                yield event
        except yaml.MarkedYAMLError as error:
            raise _Stop(syntax_fault(self.text, error)) from None
        except yaml.YAMLError:
            raise _Stop(Fault("yaml-syntax", "this is not YAML", 0, 0)) from None

    def document(self) -> Mapping:
        root: Node | None = None
        for event in self.events:
            match event:
                case yaml.DocumentStartEvent():
                    if root is not None:
                        start, _ = _span(event)
                        raise _Stop(
                            Fault(
                                "two-documents",
                                "a second document begins here",
                                start,
                                start + 3,
                                "one file holds one document; remove the line ---",
                            )
                        )
                case yaml.NodeEvent():
                    root = self.node(event, 1)
                case _:
                    pass
        if root is None or (isinstance(root, Text) and root.plain and not root):
            raise _Stop(Fault("empty-file", "the file is empty", 0, 0, "start with `decide init`"))
        if not isinstance(root, Mapping):
            what = "a list" if isinstance(root, Sequence) else "text"
            raise _Stop(
                Fault(
                    "wrong-root",
                    f"expected a mapping of `key: value` lines, found {what}",
                    root.start,
                    root.start + 1,
                )
            )
        return root

    def node(self, event: Any, depth: int) -> Node:  # noqa: ANN401 - one of PyYAML's node events
        self.values += 1
        if self.values > MAX_VALUES:
            raise _Stop(Fault("too-many-values", f"more than {MAX_VALUES:,} values in one file", *_span(event)))
        if event.anchor is not None:
            self.anchor(event)
        if event.__class__ is yaml.AliasEvent:
            return _text(event)
        if event.tag is not None:
            self.tag(event)
        if event.__class__ is yaml.ScalarEvent:
            return _text(event)
        if depth > MAX_DEPTH:
            raise _Stop(Fault("too-deep", f"nested deeper than {MAX_DEPTH} levels", *_span(event)))
        start, _ = _span(event)
        return self.mapping(start, depth) if event.__class__ is yaml.MappingStartEvent else self.sequence(start, depth)

    def sequence(self, start: int, depth: int) -> Sequence:
        result = Sequence()
        result.start = start
        for event in self.events:
            if event.__class__ is yaml.SequenceEndEvent:
                _, result.end = _span(event)
                break
            result.append(self.node(event, depth + 1))
        return result

    def mapping(self, start: int, depth: int) -> Mapping:
        result = Mapping()
        result.start = start
        events = self.events
        for event in events:
            if event.__class__ is yaml.MappingEndEvent:
                _, result.end = _span(event)
                break
            key = self.node(event, depth + 1)
            value = self.node(next(events), depth + 1)
            if key.__class__ is Text and key and key not in result and key != "<<":
                result[key] = value
            else:
                self.fault(self.wrong_key(key, result))
        return result

    def wrong_key(self, key: Node, result: Mapping) -> Fault:
        if not isinstance(key, Text):
            return Fault("not-a-key", "a key must be one word or text", key.start, key.start + 1)
        if not key:
            return Fault("empty-key", "an empty key", key.start, key.start + 1)
        if key == "<<":
            return Fault("merge-key", "merge keys (<<) are not allowed", key.start, key.end, "write the values out")
        earlier = result.key(key) or key
        lines = [self.text.count("\n", 0, place.start) + 1 for place in (earlier, key)]
        message = f"key '{key}' is given twice, in lines {lines[0]} and {lines[1]}"
        return Fault("duplicate-key", message, key.start, key.end, "keep one of them")

    def anchor(self, event: Any) -> None:  # noqa: ANN401 - one of PyYAML's node events
        what = f"alias *{event.anchor}" if isinstance(event, yaml.AliasEvent) else f"anchor &{event.anchor}"
        message = f"{what}: anchors and aliases are not allowed"
        self.fault(Fault("anchor-or-alias", message, *_span(event), "write the value out"))

    def tag(self, event: Any) -> None:  # noqa: ANN401 - one of PyYAML's node events
        self.fault(Fault("tag", f"tag {event.tag}: tags are not allowed", *_span(event), "remove the tag"))

    def fault(self, fault: Fault) -> None:
        self.faults.append(fault)
        if len(self.faults) >= MAX_FAULTS:
            message = f"{MAX_FAULTS} faults in this file; reading stops here"
            raise _Stop(Fault("too-many-faults", message, fault.start, fault.end, "mend these first"))


def _span(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    return start.index if start else 0, end.index if end else 0


def _text(event: Any) -> Text:  # noqa: ANN401 - a scalar, or an alias, which is refused and stands for an empty text
    value = event.value if event.__class__ is yaml.ScalarEvent else ""
    # Putting very long runs of marks in order takes very long; a text of that length is refused anyway.
    text = Text(value if value.isascii() or len(value) > _LONGEST else unicodedata.normalize("NFC", value))
    text.start, text.end = event.start_mark.index, event.end_mark.index
    text.plain = event.__class__ is yaml.ScalarEvent and not event.style
    return text
