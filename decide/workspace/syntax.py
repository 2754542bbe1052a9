"""What is wrong with a text that is no YAML, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.workspace.source import Fault

if TYPE_CHECKING:
    import yaml

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


def syntax_fault(text: str, error: yaml.MarkedYAMLError) -> Fault:
    """The fault that a parser's error is, in words of ours where there are any."""
    mark = error.problem_mark or error.context_mark
    start = min(mark.index, len(text)) if mark else 0
    said = f"{error.context or ''} {error.problem or ''}"
    for words, message, hint in _PLAIN_WORDS:
        if words in said:
            return Fault("yaml-syntax", message, start, start + 1, hint)
    return Fault("yaml-syntax", f"not valid YAML: {error.problem or 'the text cannot be read'}", start, start + 1)
