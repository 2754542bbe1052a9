"""Changing one value leaves every other byte as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from decide.studies.confirm import confirm_weights
from tests import workspaces

if TYPE_CHECKING:
    from pathlib import Path

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
