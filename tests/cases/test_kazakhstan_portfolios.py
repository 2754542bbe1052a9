"""The shipped case: every profile's portfolio, by three engines that share little."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import decide

if TYPE_CHECKING:
    from decide.model.portfolio import PortfolioResult

ROOT = Path(__file__).resolve().parents[2]
PROFILES = sorted(path.stem for path in (ROOT / "weights").glob("*.yaml"))


@pytest.fixture(scope="module", params=PROFILES)
def found(request: pytest.FixtureRequest, case: Path) -> PortfolioResult:
    return decide.portfolio(case, request.param)


def test_enumeration_and_highs_agree(found: PortfolioResult, case: Path) -> None:
    for solver in ("enumeration", "highs"):
        other = decide.portfolio(case, found.profile.id, top=1, solver=solver)
        assert (other.status, other.portfolios, other.equals) == (found.status, found.portfolios, found.equals)
        assert other.engine == solver


def test_it_is_within_its_limits_and_proved(found: PortfolioResult) -> None:
    assert found.best is not None
    assert (found.status, found.gap) == ("optimal", 0.0)
    assert found.best.cost <= found.rules.limits["budget"].total
    assert found.best.escalation_risk <= float(found.rules.limits["escalation_risk"].total)


def test_parts_add_up_to_the_whole(found: PortfolioResult) -> None:
    assert found.best is not None
    chosen = [stand for stand in found.stands if stand.chosen]
    assert sum(stand.value_added + stand.bonus for stand in chosen) == pytest.approx(found.best.value, abs=1e-9)
    assert sum(stand.cost for stand in chosen) == found.best.cost
    assert sum(stand.value_added for stand in chosen) + sum(points for _, points in found.earned) == pytest.approx(
        found.best.value, abs=1e-9
    )


def test_every_loss_is_what_forcing_costs(found: PortfolioResult, case: Path) -> None:
    assert found.best is not None
    for stand in found.stands[::5]:
        asked = {"must_not" if stand.chosen else "must": [stand.option.id]}
        other = decide.portfolio(case, found.profile.id, top=1, **asked).best
        if other is None:
            assert (stand.loss, stand.possible) == (None, False)
        else:
            assert stand.loss == pytest.approx(found.best.value - other.value, abs=1e-8)


def test_it_fits_on_one_screen(found: PortfolioResult) -> None:
    from decide.report.canvas import Canvas  # noqa: PLC0415 - this test alone looks at text
    from decide.report.terminal.portfolio import render  # noqa: PLC0415 - likewise

    assert render(found, Canvas(100)).count("\n") <= 60


def test_the_frontier_holds_the_best(found: PortfolioResult, case: Path) -> None:
    assert found.best is not None
    points = decide.frontier(case, found.profile.id).points
    assert max(point.portfolio.value for point in points) == found.best.value
