"""Finding the workspace and its profiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from decide.errors import WrongUse
from decide.workspace.locate import find_profile, find_workspace
from tests import workspaces


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspaces.write(tmp_path / "w", {"weights/second.yaml": workspaces.EVEN})


def test_the_workspace_is_found_from_below(root: Path) -> None:
    assert find_workspace(root / "options") == root
    assert find_workspace(root) == root


def test_without_a_workspace_the_way_to_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as refusal:
        find_workspace(tmp_path)
    assert "decide init" in refusal.value.hint
    with pytest.raises(WrongUse, match="there is no folder"):
        find_workspace(tmp_path / "nowhere")


@pytest.mark.parametrize("asked", ["even", "even.yaml", "weights/even.yaml"])
def test_a_profile_is_found_by_name_and_by_file(root: Path, asked: str) -> None:
    found = find_profile(root, root, asked)
    assert (found.name, found.shown) == ("even", "weights/even.yaml")


def test_a_file_as_given_comes_before_one_of_the_same_name_in_weights(root: Path) -> None:
    (root / "even.yaml").write_text(workspaces.EVEN)
    assert find_profile(root, root, "even.yaml").shown.endswith(str(Path("w") / "even.yaml"))
    assert find_profile(root, root, "even").shown == "weights/even.yaml"


def test_an_unknown_profile_gets_the_nearest_name_or_the_list(root: Path) -> None:
    with pytest.raises(WrongUse) as near:
        find_profile(root, root, "EVEN")
    assert near.value.hint == "did you mean 'even'?"
    with pytest.raises(WrongUse) as far:
        find_profile(root, root, "zzz")
    assert far.value.hint == "there is: even, second"
