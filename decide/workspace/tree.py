"""YAML as a tree of values that know where they stand.

Only the events of PyYAML are used, never its constructor: texts stay texts until a schema says what they are.
What YAML hides from a reader is refused here: duplicate keys, anchors, aliases, tags, merges, deep nesting.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from decide.workspace.source import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]

    PARSER = "libyaml"
except ImportError:  # a PyYAML built without libyaml: slower, same refusals; `decide --version` says so
    from yaml import Loader as _Parser  # type: ignore[assignment]

    PARSER = "PyYAML"

MAX_DEPTH = 20
MAX_VALUES = 100_000


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
            raise _Stop(_syntax_fault(self.text, error)) from None
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
        start, end = _span(event)
        self.values += 1
        if self.values > MAX_VALUES:
            raise _Stop(Fault("too-many-values", f"more than {MAX_VALUES:,} values in one file", start, end))
        if event.anchor is not None:
            alias = isinstance(event, yaml.AliasEvent)
            what = f"alias *{event.anchor}" if alias else f"anchor &{event.anchor}"
            self.faults.append(
                Fault(
                    "anchor-or-alias",
                    f"{what}: anchors and aliases are not allowed",
                    start,
                    end,
                    "write the value out",
                )
            )
            if alias:
                return _text("", start, end, plain=False)
        if event.tag is not None:
            self.faults.append(Fault("tag", f"tag {event.tag}: tags are not allowed", start, end, "remove the tag"))
        if isinstance(event, yaml.ScalarEvent):
            return _text(event.value, start, end, plain=event.style in (None, ""))
        if depth > MAX_DEPTH:
            raise _Stop(Fault("too-deep", f"nested deeper than {MAX_DEPTH} levels", start, end))
        return self.mapping(start, depth) if isinstance(event, yaml.MappingStartEvent) else self.sequence(start, depth)

    def sequence(self, start: int, depth: int) -> Sequence:
        result = Sequence()
        result.start = start
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                _, result.end = _span(event)
                break
            result.append(self.node(event, depth + 1))
        return result

    def mapping(self, start: int, depth: int) -> Mapping:
        result = Mapping()
        result.start = start
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                _, result.end = _span(event)
                break
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Text):
                self.faults.append(Fault("not-a-key", "a key must be one word or text", key.start, key.start + 1))
            elif key == "<<":
                self.faults.append(
                    Fault(
                        "merge-key",
                        "merge keys (<<) are not allowed",
                        key.start,
                        key.end,
                        "write the values out",
                    )
                )
            elif not key:
                self.faults.append(Fault("empty-key", "an empty key", key.start, key.start + 1))
            elif key in result:
                self.faults.append(self._duplicate(key, result.key(key) or key))
            else:
                result[key] = value
        return result

    def _duplicate(self, key: Text, earlier: Text) -> Fault:
        lines = [self.text.count("\n", 0, place.start) + 1 for place in (earlier, key)]
        return Fault(
            "duplicate-key",
            f"key '{key}' is given twice, in lines {lines[0]} and {lines[1]}",
            key.start,
            key.end,
            "keep one of them",
        )


def _span(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    return start.index if start else 0, end.index if end else 0


def _text(value: str, start: int, end: int, *, plain: bool) -> Text:
    text = Text(value if value.isascii() else unicodedata.normalize("NFC", value))
    text.start, text.end, text.plain = start, end, plain
    return text


# What the parser says, and what a person needs to hear.
_PLAIN_WORDS = (
    ("mapping values are not allowed", "a second `: ` on one line", "put texts that hold `: ` in quotes"),
    (
        "could not find expected ':'",
        "a line without `key:`",
        "write `key: value`, or indent a continued text",
    ),
    (
        "did not find expected key",
        "this does not fit the lines above",
        "check indentation, quotes and brackets",
    ),
    ("did not find expected '-' indicator", "this does not fit the list above", "check the indentation"),
    ("did not find expected ',' or ']'", "a list in [ ] is not closed, or lacks a comma", ""),
    ("did not find expected ',' or '}'", "a mapping in { } is not closed, or lacks a comma", ""),
    ("found unexpected end of stream", "the file ends inside quotes", "close the quotes"),
    (
        "found character that cannot start any token",
        "a text cannot begin with this character",
        "put it in quotes",
    ),
    (
        "found unknown escape character",
        "an unknown escape after a backslash",
        "use '…' quotes, or write \\\\",
    ),
    ("block sequence entries are not allowed", "a list cannot begin here", "put `-` on a line of its own"),
    ("did not find expected <document start>", "text after the end of the document", ""),
    ("found undefined tag handle", "tags are not allowed", "remove the tag, or put the text in quotes"),
    ("did not find URI escape", "tags are not allowed", "remove the tag, or put the text in quotes"),
    (
        "while scanning an alias",
        "anchors and aliases are not allowed",
        "put texts that begin with * in quotes",
    ),
    (
        "while scanning an anchor",
        "anchors and aliases are not allowed",
        "put texts that begin with & in quotes",
    ),
    ("expected <block end>", "this does not fit the lines above", "check indentation, quotes and brackets"),
    ("expected the node content", "a value is missing here", ""),
)


def _syntax_fault(text: str, error: yaml.MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    start = min(mark.index, len(text)) if mark else 0
    said = f"{error.context or ''} {error.problem or ''}"
    for words, message, hint in _PLAIN_WORDS:
        if words in said:
            return Fault("yaml-syntax", message, start, start + 1, hint)
    return Fault("yaml-syntax", f"not valid YAML: {error.problem or 'the text cannot be read'}", start, start + 1)
