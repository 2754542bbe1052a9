"""Changing one value leaves every other byte as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decide.studies.confirm import confirm_weights
from decide.workspace.document import Document
from decide.workspace.splice import set_scalars
from decide.workspace.tree import compose
from tests import workspaces

if TYPE_CHECKING:
    from pathlib import Path

    from decide.workspace.document import Route

PROFILE = """\
# who agreed, and when
version: 1
title: "Even"   # a title

agreed_for: "sha256:000000000000"   # the stamp
weights: {effect: 50,   price: 50}
"""


def _confirm(root: Path, text: str) -> tuple[str, str]:
    workspaces.write(root, {"weights/even.yaml": text.encode()})
    after = confirm_weights("even", root).after
    return after, (root / "weights/even.yaml").read_bytes().decode()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_stamp_is_replaced_in_place(tmp_path: Path, end: str) -> None:
    text = PROFILE.replace("\n", end)
    after, now = _confirm(tmp_path, text)
    assert now == text.replace("sha256:000000000000", after)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_missing_stamp_is_one_new_line(tmp_path: Path, end: str) -> None:
    text = PROFILE.replace('agreed_for: "sha256:000000000000"   # the stamp\n', "").replace("\n", end)
    after, now = _confirm(tmp_path, text)
    assert now == text.replace("weights:", f'agreed_for: "{after}"{end}weights:')


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    workspaces.write(tmp_path, {"weights/even.yaml": b"\xef\xbb\xbf" + PROFILE.encode()})
    confirm_weights("even", tmp_path)
    assert (tmp_path / "weights/even.yaml").read_bytes().startswith(b"\xef\xbb\xbf# who")


def test_confirming_twice_writes_once(tmp_path: Path) -> None:
    _confirm(tmp_path, PROFILE)
    path = tmp_path / "weights/even.yaml"
    before = path.stat().st_mtime_ns
    assert not confirm_weights("even", tmp_path).changed
    assert path.stat().st_mtime_ns == before


def _document(text: str) -> Document:
    root, faults = compose(text)
    assert not faults
    return Document("file.yaml", text, root)


STYLES = """\
# a comment: with a colon
version: 1
block:
  one:   12.50   # dearer than before
  two: {low: 1, best: 2,   high: 3, note: "a, b: c"}  # flow
  three: 'it''s quoted'
  four: "say \\"so\\""
  five:
    - 7   # first
    - [8, 9, {ten: 10}]
  six:    # nothing here
  long: >-
    folded
    text
last: 99
"""
CHANGES = [
    (("block", "one"), "13", "12.50", "13"),
    (("block", "one"), "unknown", "12.50", "unknown"),
    (("block", "two", "best"), "0.5", "best: 2,", "best: 0.5,"),
    (("block", "two", "high"), "1e-7", "high: 3,", "high: 1e-7,"),
    (("block", "three"), "it's new", "'it''s quoted'", "'it''s new'"),
    (("block", "four"), 'a "b" \\ c', '"say \\"so\\""', '"a \\"b\\" \\\\ c"'),
    (("block", "five", 0), "-7", "- 7 ", "- -7 "),
    (("block", "five", 1, 2, "ten"), "11", "ten: 10", "ten: 11"),
    (("last",), "very much", "last: 99", "last: very much"),
    (("last",), "no", "last: 99", 'last: "no"'),
    (("last",), "a: b # c", "last: 99", 'last: "a: b # c"'),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("route", "value", "before", "after"), CHANGES)
def test_one_scalar_is_changed_and_no_other_byte(route: Route, value: str, before: str, after: str, end: str) -> None:
    text = STYLES.replace("\n", end)
    assert text.count(before) == 1
    assert set_scalars(_document(text), {route: value}) == text.replace(before, after)


@pytest.mark.parametrize(
    ("route", "value"),
    [
        (("block",), "1"),
        (("block", "five"), "1"),
        (("block", "seven"), "1"),
        (("block", "five", 2), "1"),
        (("block", "one", "more"), "1"),
        (("block", "long"), "1"),
        (("last",), "two\nlines"),
        (("last",), "\x00"),
        (("last",), "\ud800"),
    ],
)
def test_what_is_no_scalar_or_cannot_be_written_is_left_alone(route: Route, value: str) -> None:
    assert set_scalars(_document(STYLES), {route: value}) is None


def test_an_empty_value_gets_its_place_behind_the_colon() -> None:
    assert set_scalars(_document(STYLES), {("block", "six"): "5"}) == STYLES.replace("six:    #", "six: 5    #")


@given(value=st.text(min_size=1, max_size=30), route=st.sampled_from([route for route, *_ in CHANGES]))
def test_whatever_is_written_reads_back_as_it_is(value: str, route: Route) -> None:
    text = set_scalars(_document(STYLES), {route: value})
    if text is not None:
        node = _document(text).node(route)
        assert node == value
        assert len(text.splitlines()) == len(STYLES.splitlines())
