"""What the rounding of the inputs can explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from decide.methods.ranking import rank_options
from decide.methods.rounding import rounding_errors
from decide.workspace.load import load
from tests import workspaces

if TYPE_CHECKING:
    from pathlib import Path


def test_half_a_unit_of_the_last_digit_goes_through_to_the_score(tmp_path: Path) -> None:
    workspaces.write(tmp_path, {"options/beta.yaml": workspaces.BETA.replace("effect: 40", "effect: 40.00")})
    loaded = load(tmp_path, "even")
    # alpha: 80 +- 0.5 of 100 and 300 +- 0.5 of 500, each of weight one half; beta: 40.00 +- 0.005 and 100 +- 0.5.
    expected = [np.hypot(50 * 0.5 / 100, 50 * 0.5 / 500), np.hypot(50 * 0.005 / 100, 50 * 0.5 / 500)]
    assert rounding_errors(loaded.problem, np.array([0.5, 0.5])) == pytest.approx(expected)


@pytest.mark.parametrize(("effect", "close"), [("79.5", True), ("79", False), ("80", False)])
def test_only_a_lead_within_rounding_is_too_close_and_a_tie_is_none(tmp_path: Path, effect: str, close: bool) -> None:  # noqa: FBT001
    beta = workspaces.ALPHA.replace("Alpha", "Beta").replace("80", effect)
    workspaces.write(tmp_path, {"options/beta.yaml": beta})
    loaded = load(tmp_path, "even")
    # Alpha leads by half of what effect differs: 0.25 for 79.5 and 0.5 for 79. Rounding explains about 0.26 and 0.36.
    assert rank_options(loaded.problem, loaded.profile).options[0].too_close is close
