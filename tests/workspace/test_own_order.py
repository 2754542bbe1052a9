"""A profile's own order of criteria, which its own weights have to keep to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workspaces import SMALL, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

PROFILE = "version: 1\ntitle: Even\nweights: {{effect: {effect}, price: {price}}}\norder: [{order}]\n"


def _ranked(run: Run, root: Path, effect: str, price: str, order: str) -> str:
    write(root, SMALL | {"weights/even.yaml": PROFILE.format(effect=effect, price=price, order=order)})
    found = run("rank", cwd=root)
    assert found.returncode in {0, 3}
    assert not found.returncode or not found.stdout
    return found.stderr


@pytest.mark.parametrize(("effect", "price"), [("60", "40"), ("50", "50"), ("1", "0"), ("0.1", "0.1")])
def test_weights_that_do_not_rise_keep_to_it(run: Run, tmp_path: Path, effect: str, price: str) -> None:
    assert not _ranked(run, tmp_path, effect, price, "effect, price")


@pytest.mark.parametrize(
    ("effect", "price", "says"),
    [("40", "60", "'price' weighs 60% of all, more than 'effect' before it, 40%"), ("50", "50.001", "50% of all")],
)
def test_a_weight_that_rises_is_refused_by_its_place(
    run: Run, tmp_path: Path, effect: str, price: str, says: str
) -> None:
    error = _ranked(run, tmp_path, effect, price, "effect, price")
    assert "error[bad-order]" in error
    assert says in error
    assert "weights/even.yaml:4:17" in error


def test_all_that_rise_are_told_at_once(run: Run, tmp_path: Path) -> None:
    """Names that are wrong are told besides, and passed over here."""
    error = _ranked(run, tmp_path, "40", "60", "effect, prize, price")
    assert "error[bad-order]" in error
    assert "there is no criterion 'prize'" in error
