"""YAML as a tree that knows where it stands; the same on both of PyYAML's parsers."""

from __future__ import annotations

import pytest
import yaml
from yaml.cyaml import CParser

from decide.workspace import tree
from decide.workspace.document import Document
from decide.workspace.tree import Mapping, Sequence, Text, compose


@pytest.fixture(params=[CParser, yaml.Loader], ids=["libyaml", "pure"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "_Parser", request.param)


TEXT = """\
# a comment
name: Anna
list: [one, 'two', "thr\\u00e9e"]
deep:
  inner: {a: 1, b: }
block: >-
  several
  lines
"""


def test_scalars_stay_texts_and_know_their_place() -> None:
    root, faults = compose(TEXT)
    assert faults == []
    assert root is not None
    assert root["name"] == "Anna"
    assert root["deep"]["inner"]["a"] == "1"
    assert root["block"] == "several lines"
    assert [item.plain for item in root["list"]] == [True, False, False]
    assert isinstance(root["list"], Sequence)
    assert isinstance(root["deep"], Mapping)
    for node in (root["name"], root["list"][1], root["deep"]["inner"]["a"]):
        assert isinstance(node, Text)
        assert node in TEXT[node.start : node.end]


def test_a_route_leads_to_line_and_column() -> None:
    root, _ = compose(TEXT)
    document = Document("x.yaml", TEXT, root)
    assert (document.place(("deep", "inner", "a")).line, document.place(("deep", "inner", "a")).column) == (5, 14)
    assert document.place(("deep", "inner", "a"), key=True).column == 11
    assert document.place(("list", 2)).column == 20
    assert document.place(("deep", "nowhere")).line == 5, "a route that ends early leads as far as it goes"


@pytest.mark.parametrize(
    ("text", "code", "start"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 10),
        ("caf\u00e9: 1\ncafe\u0301: 2\n", "duplicate-key", 8),
        ("a: &x 1\nb: 2\n", "anchor-or-alias", 3),
        ("a: !!str 1\n", "tag", 3),
        ("a: !own 1\n", "tag", 3),
        ("<<: {a: 1}\n", "merge-key", 0),
        ("? [a, b]\n: 1\n", "not-a-key", 2),
        ("- a\n", "wrong-root", 0),
        ("just text\n", "wrong-root", 0),
        ("", "empty-file", 0),
        ("# only this\n", "empty-file", 0),
        ("a: 1\n---\nb: 2\n", "two-documents", 5),
        ("a: [" * 25 + "]" * 25, "too-deep", None),
        ("a: 'open\n", "yaml-syntax", None),
        ("a: b: c\n", "yaml-syntax", None),
        ("a: 1\n  b: 2\n", "yaml-syntax", None),
        ("a: @x\n", "yaml-syntax", None),
    ],
)
def test_what_yaml_hides_is_refused(text: str, code: str, start: int | None) -> None:
    _, faults = compose(text)
    assert code in [fault.code for fault in faults]
    fault = next(fault for fault in faults if fault.code == code)
    assert fault.message
    if start is not None:
        assert fault.start == start


def test_all_faults_of_a_text_are_found_at_once() -> None:
    _, faults = compose("a: &x 1\nb: !t 2\na: 3\n")
    assert [fault.code for fault in faults] == ["anchor-or-alias", "tag", "duplicate-key"]


def test_a_duplicate_names_both_lines() -> None:
    _, faults = compose("a: 1\n\nb: 2\na: 3\n")
    assert "lines 1 and 4" in faults[0].message


def test_both_parsers_are_stopped_before_they_run_long() -> None:
    _, faults = compose("[" * 100_000)
    assert [fault.code for fault in faults] == ["too-deep"]
