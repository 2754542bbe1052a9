"""The portfolios of `decide.robust`, against all subsets added up in fractions from the files."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest

import decide
from decide.errors import InputsRefused, WrongUse
from decide.model.relation import Together
from decide.model.robust_portfolios import Role
from decide.report import sentences_robust_portfolios as say
from decide.report.as_json import robust as as_json
from decide.selection.columns import columns_of
from decide.selection.programme import measure
from decide.selection.search import at_least
from decide.selection.sweep import TooLarge
from decide.studies.choosing.question import question
from decide.studies.robust_portfolios import chances, portfolios
from decide.studies.robust_portfolios.chances import Chances
from decide.studies.robust_portfolios.worth import contributions
from decide.workspace.load_rules import load_case
from tests import choices, workspaces
from tests.studies import standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from decide.model.portfolio import Portfolio
    from decide.model.robust_portfolios import Kept, RobustPortfolios
    from decide.selection.programme import Picks
    from tests.studies.standing import Oracle, Subset, Weights

F = Fraction
ONE, TWO, THREE = (
    standing.normal(weights)
    for weights in (
        {"reach": 60, "gain": 40, "calm": 0},
        {"reach": 20, "gain": 50, "calm": 30},
        {"reach": 25, "gain": 5, "calm": 70},
    )
)
ANY: list[Weights] = [(F(1), F(0), F(0)), (F(0), F(1), F(0)), (F(0), F(0), F(1))]
ORDERED: list[Weights] = [
    (F(1), F(0), F(0)),
    (F(1, 2), F(0), F(1, 2)),
    (F(1, 3), F(1, 3), F(1, 3)),
]  # calm, reach, gain


def _near(weights: Weights, share: str) -> list[Weights]:
    bounds = (tuple(one * (1 + sign * F(share)) for one in weights) for sign in (-1, 1))
    return standing.corners_of(*bounds)


ASKED: dict[str, tuple[dict[str, object], list[Weights]]] = {
    "near": ({}, _near(TWO, "0.2")),
    "far": ({"within": 0.6}, _near(TWO, "0.6")),
    "any": ({"any_weights": True}, ANY),
    "order": ({"order": ("calm", "reach", "gain")}, ORDERED),
    "between": ({"between": ("two", "three", "one")}, [TWO, THREE, ONE]),
}


def _stands(root: Path, weights: str | None = "two", **asked: object) -> RobustPortfolios:
    found = decide.robust(root, weights, **{"samples": 2000, "workers": 1, **asked}).portfolios
    assert found is not None
    return found


def _chosen(one: Portfolio) -> tuple[tuple[str, str], ...]:
    return tuple((name, one.sizes.get(name, "")) for name in one.options)


def _shares(found: Sequence[Subset], oracle: Oracle) -> dict[str, float]:
    return {name: float(F(sum(name in one.options for one in found), len(found))) for name in oracle.sizes}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return standing.write(tmp_path_factory.mktemp("standing"))


@pytest.fixture(scope="module")
def oracles(root: Path) -> dict[bool, Oracle]:
    return {scores: standing.Oracle(root, scores=scores) for scores in (False, True)}


@pytest.mark.parametrize("scores", [False, True], ids=["best-scores", "scores-vary"])
@pytest.mark.parametrize("which", ASKED)
def test_what_stands_and_every_figure_of_it(
    which: str,
    scores: bool,  # noqa: FBT001 - a case of the table
    root: Path,
    oracles: dict[bool, Oracle],
) -> None:
    asked, corners = ASKED[which]
    oracle = oracles[scores]
    found = _stands(root, scores=scores, **asked)
    expected = {one.chosen: one for one in oracle.standing(corners)}
    assert found.complete
    assert {_chosen(one.portfolio) for one in found.found} == expected.keys()
    middle = TWO
    for one in found.found:
        subset = expected[_chosen(one.portfolio)]
        assert one.least == pytest.approx(float(oracle.least(subset, corners)), abs=1e-8)
        assert one.regret == pytest.approx(float(oracle.regret(subset, corners)), abs=1e-8)
        assert one.portfolio.value == pytest.approx(float(oracle.value(subset, middle)), abs=1e-8)
        assert one.keeps is not None
        assert 0 <= one.keeps.share <= 1
    assert found.usual is not None
    assert found.kept is not None
    assert found.usual.keeps == found.kept.together
    assert found.core_index == _shares(list(expected.values()), oracle)
    for name, share in found.core_index.items():
        assert found.role(name) is (Role.CORE if share == 1 else Role.EXTERIOR if share == 0 else Role.BORDERLINE)

    safest = max(expected.values(), key=lambda one: (oracle.least(one, corners), oracle.value(one, middle)))
    calmest = min(expected.values(), key=lambda one: (oracle.regret(one, corners), -oracle.value(one, middle)))
    assert found.maximin is not None
    assert found.least_regret is not None
    assert _chosen(found.maximin.portfolio) == safest.chosen
    assert _chosen(found.least_regret.portfolio) == calmest.chosen
    assert found.oftenest == found.found[0]
    assert [one.best.share for one in found.found] == sorted((one.best.share for one in found.found), reverse=True)
    assert sum(one.best.share for one in found.found) == pytest.approx(1)


def test_the_case_has_something_of_each_kind(oracles: dict[bool, Oracle]) -> None:
    """Else the tests above would not tell much."""
    kinds = {which: oracles[False].standing(corners) for which, (_, corners) in ASKED.items()}
    counts = {which: len(found) for which, found in kinds.items()}
    assert counts == {"near": 1, "far": 3, "any": 6, "order": 3, "between": 4}
    assert any(one.sizes for one in kinds["any"])
    assert {"+2", "+3"} <= {key for one in kinds["any"] for key in one.ways}
    shares = _shares(kinds["any"], oracles[False])
    assert shares["east"] == 1
    assert 0 < shares["base"] < 1
    assert "today" not in shares, "what is done anyway is no choice"


def test_how_often_each_is_best(root: Path, oracles: dict[bool, Oracle]) -> None:
    """Against weights drawn by another generator, among all subsets."""
    samples = 20_000
    found = _stands(root, any_weights=True, samples=samples)
    assert found.samples == samples
    oracle = oracles[False]
    weights = np.random.Generator(np.random.MT19937(5)).dirichlet(np.ones(3), samples)
    added = np.array([[float(oracle.value(one, corner)) for corner in ANY] for one in oracle.all])
    counts = np.bincount((weights @ added.T).argmax(axis=1), minlength=len(oracle.all)) / samples
    seen = {one.chosen: share for one, share in zip(oracle.all, counts.tolist(), strict=True)}
    for one in found.found:
        share = seen.pop(_chosen(one.portfolio))
        assert abs(one.best.share - share) <= 4 * max(np.sqrt(2 * share * (1 - share) / samples), 1 / samples)
        assert one.best.error == pytest.approx(np.sqrt(one.best.share * (1 - one.best.share) / samples))
    assert not any(seen.values()), "nothing that does not stand is ever alone the best"


def test_a_bonus_worth_nothing_under_the_profile_counts_under_other_weights(tmp_path: Path) -> None:
    """`calm` weighs nothing in the profile, and the bonus has no cost and no risk either."""
    rules = (
        "version: 1\nresources: {crews: {title: Crews}}\nlimits: {budget: 46}\n"
        "relations:\n  - {together: [far, west], adds: {calm: 50}}\n"
    )
    one = {name: text for name, text in standing.FILES.items() if name != "options/base.yaml"}
    one["portfolio.yaml"] = rules
    root = workspaces.write(tmp_path, {}, base=one)
    oracle = standing.Oracle(root)
    for asked, corners in (({}, _near(ONE, "0.2")), ({"any_weights": True}, ANY)):
        found = _stands(root, "one", **asked)
        assert {_chosen(x.portfolio) for x in found.found} == {x.chosen for x in oracle.standing(corners)}
        assert found.usual is not None
        assert _chosen(found.usual.portfolio) == oracle.best(ONE).chosen
    worth_calm = oracle.best((F(1), F(0), F(0)))
    assert {"far", "west"} <= set(worth_calm.options)
    assert not {"far", "west"} <= set(oracle.best(ONE).options)
    assert found.maximin is not None
    assert found.usual is not None
    assert found.usual.least == pytest.approx(float(oracle.least(oracle.best(ONE), ANY)))


@pytest.mark.parametrize("weights", ["one", "two", "three"])
def test_contributions_times_weights_is_the_value_added(weights: str, root: Path) -> None:
    """To the last digit that a double has, for every portfolio that `decide portfolio` ranks, bonuses among it."""
    case = load_case(root, weights)
    added, asking = contributions(case), question(case)
    shares = np.array([float(case.loaded.profile.weights[one.id]) for one in case.loaded.problem.criteria])
    best = decide.portfolio(root, weights, top=40).portfolios
    assert len(best) == 40
    everything = {_chosen(asking.portfolio(picks)): picks for picks in at_least(asking.programme, -(10**15)) if picks}
    for one in best:
        if one.options:
            row = columns_of(added.programme, [everything[_chosen(one)]])[0]
            assert float(row @ (added.best @ shares)) == pytest.approx(one.value, abs=1e-9)
    together = [relation for relation in case.rules.relations if isinstance(relation, Together)]
    assert len(added.best) == sum(len(item.choices) for item in added.programme.items) + len(together)
    assert (added.low <= added.best).all()
    assert (added.best <= added.high).all()
    assert (added.low < added.high).any()


def test_the_usual_one_is_what_portfolio_chooses(root: Path) -> None:
    for weights in ("one", "two", "three"):
        best = decide.portfolio(root, weights).best
        found = _stands(root, weights)
        assert found.usual is not None
        assert found.usual.portfolio == best
        assert found.usual in found.found


def test_the_usual_one_may_fall_outside_where_its_weights_are_not_admissible(
    root: Path, oracles: dict[bool, Oracle]
) -> None:
    oracle = oracles[False]
    found = _stands(root, "one", order=("calm", "reach", "gain"))
    assert found.usual is not None
    assert found.usual.portfolio == decide.portfolio(root, "one").best
    assert found.usual.portfolio not in [one.portfolio for one in found.found]
    mine = oracle.best(ONE)
    assert _chosen(found.usual.portfolio) == mine.chosen
    assert found.usual.best.share == 0
    assert found.usual.least == pytest.approx(float(oracle.least(mine, ORDERED)))
    assert found.usual.regret == pytest.approx(float(oracle.regret(mine, ORDERED)))
    text = say.usual(found, decide.robust(root, "one", samples=200, order=("calm", "reach", "gain")))
    assert "stays the best for 0% of all these weights" in text


def test_the_usual_one_is_told_beside_the_only_one_that_stands(tmp_path: Path) -> None:
    """Its own weights are not admissible: nothing may hide that something else stands."""
    criteria = (
        choices.CRITERIA + "  ease:\n    title: Ease\n    scale: {unit: p, worst: 0, best: 100}\n    status_quo: 0\n"
    )
    files = {
        "criteria.yaml": criteria,
        "portfolio.yaml": "version: 1\nlimits: {budget: 10}\n",
        "weights/one.yaml": "version: 1\ntitle: One\nweights: {gain: 9, ease: 1}\n",
        "weights/p.yaml": "version: 1\ntitle: P\nweights: {gain: 1, ease: 9}\n",
        "weights/q.yaml": "version: 1\ntitle: Q\nweights: {gain: 1, ease: 8}\n",
        "options/a.yaml": choices.option(40, 10, 0).replace("gain: 40", "gain: 40, ease: 0"),
        "options/b.yaml": choices.option(10, 10, 0).replace("gain: 10", "gain: 10, ease: 60"),
    }
    root = workspaces.write(tmp_path, files, base={})
    ranking = decide.robust(root, "one", samples=200, order=("ease", "gain"))
    found = ranking.portfolios
    assert found is not None
    assert found.usual is not None
    assert [one.portfolio.options for one in found.found] == [("b",)]
    assert found.usual.portfolio.options == ("a",)
    assert "stays the best for 0%" in say.usual(found, ranking)
    assert say.others(found)[0].startswith("Best at its worst, 35.0: +b -a; ")
    single = decide.robust(root, "p", samples=200)
    assert single.portfolios is not None
    assert say.usual(single.portfolios, single) == ""
    assert say.others(single.portfolios) == []


def test_of_equals_in_least_value_and_regret_the_better_under_the_profile_is_told(tmp_path: Path) -> None:
    criteria = (
        choices.CRITERIA + "  ease:\n    title: Ease\n    scale: {unit: p, worst: 0, best: 100}\n    status_quo: 0\n"
    )
    files = {
        "criteria.yaml": criteria,
        "portfolio.yaml": choices.relations("excludes: [a, b]", limits="{budget: 100}"),
        "weights/one.yaml": "version: 1\ntitle: One\nweights: {gain: 1, ease: 9}\n",
        "options/a.yaml": choices.option(40, 10, 0).replace("gain: 40", "gain: 40, ease: 0"),
        "options/b.yaml": choices.option(40, 20, 0).replace("gain: 40", "gain: 0, ease: 40"),
    }
    for weights, best in (("{gain: 1, ease: 9}", "b"), ("{gain: 9, ease: 1}", "a")):
        files["weights/one.yaml"] = f"version: 1\ntitle: One\nweights: {weights}\n"
        found = _stands(workspaces.write(tmp_path / best, files, base={}), "one", any_weights=True)
        assert {one.portfolio.options for one in found.found} == {("a",), ("b",)}
        assert {(one.least, one.regret) for one in found.found} == {(0.0, 40.0)}
        for one in (found.maximin, found.least_regret):
            assert one is not None
            assert one.portfolio.options == (best,)


def _drawn(said: object, stream: np.random.Generator, samples: int) -> np.ndarray:
    """Plain draws of what a file says, by another way than the program's."""
    if isinstance(said, str):
        return np.full(samples, float(said))
    assert isinstance(said, dict)
    low, best, high = (float(said[key]) for key in ("low", "best", "high"))
    return stream.triangular(low, best, high, samples)


def _plain_kept(files: dict[str, object], chosen: Sequence[tuple[str, str]], samples: int) -> dict[str, np.ndarray]:
    """In which cases a portfolio keeps to each limit of the case."""
    stream = np.random.Generator(np.random.MT19937(11))
    used = {key: np.zeros(samples) for key in ("2027", "2028", "crews")}
    survival, sparks = np.ones(samples), np.zeros(samples)
    for name, size in chosen:
        way: dict[str, object] = dict(files[name])  # type: ignore[call-overload]
        if size:
            way |= way["sizes"][size]  # type: ignore[index]
        for period, cost in way.get("cost", {}).items():  # type: ignore[attr-defined]
            used[period] += _drawn(cost, stream, samples)
        for key, much in way.get("uses", {}).items():  # type: ignore[attr-defined]
            used[key] += _drawn(much, stream, samples)
        risk = _drawn(way.get("escalation_risk", "0"), stream, samples)
        if "trigger" in way:
            sparks = np.maximum(sparks, risk)
        else:
            survival *= 1 - risk
    names = {name for name, _ in chosen}
    if {"base", "east"} <= names:
        used["2027"] -= 4
    if {"far", "west"} <= names:
        survival *= 1 - 0.02
    limits = {"2027": 60, "2028": 50, "crews": 12}
    found = {key: used[key] <= limit + 1e-9 for key, limit in limits.items()}
    found["risk"] = 1 - survival * (1 - sparks) <= 0.3 + 1e-9
    return found | {"together": np.logical_and.reduce(list(found.values()))}


def _files(root: Path) -> dict[str, object]:
    return {path.stem: standing.read(path) for path in sorted((root / "options").glob("*.yaml"))}


def _compare(kept: Kept | None, plain: dict[str, np.ndarray], samples: int) -> None:
    assert kept is not None
    mine = {period or key: sampled for (key, period), sampled in kept.accounts.items()}
    assert kept.risk is not None
    mine |= {"risk": kept.risk, "together": kept.together}
    assert mine.keys() == plain.keys(), "periods without a cost are not told"
    for key, row in plain.items():
        share = float(row.mean())
        error = np.sqrt(2 * max(share * (1 - share), 1e-9) / samples)
        assert abs(mine[key].share - share) <= 4 * error, key
        assert mine[key].error == pytest.approx(np.sqrt(mine[key].share * (1 - mine[key].share) / samples))


def test_how_often_the_usual_one_keeps_to_its_limits(root: Path) -> None:
    samples = 10_000
    for weights in ("one", "three"):
        found = _stands(root, weights, samples=samples)
        assert found.usual is not None
        _compare(found.kept, _plain_kept(_files(root), _chosen(found.usual.portfolio), samples), samples)


def test_how_often_any_portfolio_does(root: Path, oracles: dict[bool, Oracle]) -> None:
    """Sizes, triggers and bonuses of all kinds."""
    samples = 10_000
    case = load_case(root, "two")
    asking = question(case)
    drawn = Chances(asking, contributions(case).programme, samples, 3)
    everything = {_chosen(asking.portfolio(picks)): picks for picks in at_least(asking.programme, -(10**15))}
    assert everything.keys() == {one.chosen for one in oracles[False].all}
    for chosen, picks in list(everything.items())[::7]:
        _compare(drawn.kept(picks), _plain_kept(_files(root), chosen, samples), samples)


def test_where_all_is_certain_nothing_is_said(tmp_path: Path) -> None:
    found = _stands(choices.write(tmp_path), "one", confidence=1.0)
    assert found.kept is None
    assert say.kept(found) == ""
    assert found.confident is not None
    assert found.usual is not None
    assert (found.confident.portfolio, found.confident.proved) == (found.usual.portfolio, True)
    assert found.confident.kept is None


def test_where_nothing_is_limited_nothing_is_said_of_limits(tmp_path: Path) -> None:
    open_cost = choices.option(40, 10, 0.1).replace("cost: 10", "cost: {low: 5, best: 10, high: 40}")
    rules = "version: 1\nrelations:\n  - {excludes: [a, b]}\n"
    found = _stands(choices.write(tmp_path, {"portfolio.yaml": rules, "options/a.yaml": open_cost}), "one")
    assert found.kept is None
    assert say.kept(found) == ""
    assert say.limits(found) == "within all relations"


def _often_enough(asking: object, drawn: Chances, confidence: float) -> Picks | None:
    """Every subset, looked at."""
    programme = asking.programme  # type: ignore[attr-defined]
    found = []
    for picks in at_least(programme, -(10**15)):
        kept = drawn.kept(picks)
        assert kept is not None
        if kept.together.share >= confidence:
            one = measure(programme, picks)
            found.append((-one.value, one.uses[0], 1 - one.survival, picks))
    return min(found)[-1] if found else None


@pytest.mark.parametrize("weights", ["one", "two", "three"])
def test_the_best_that_keeps_to_all_limits_often_enough(weights: str, root: Path) -> None:
    case = load_case(root, weights)
    asking = question(case)
    drawn = Chances(asking, contributions(case).programme, 1000, 0)
    seen = set()
    for confidence in (0.1, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0):
        best = _often_enough(asking, drawn, confidence)
        assert best is not None
        found = _stands(root, weights, samples=1000, confidence=confidence).confident
        assert found is not None
        assert (found.portfolio, found.proved) == (asking.portfolio(best), True)
        assert found.kept == drawn.kept(best)
        assert found.kept is not None
        assert found.kept.together.share >= confidence
        seen.add(_chosen(found.portfolio))
    assert len(seen) > 1


def test_a_share_that_is_reached_exactly_is_enough(root: Path) -> None:
    found = _stands(root, "one", samples=500)
    assert found.kept is not None
    again = _stands(root, "one", samples=500, confidence=found.kept.together.share).confident
    assert again is not None
    assert found.usual is not None
    assert again.portfolio == found.usual.portfolio


def _rising(high: int) -> str:
    return choices.option(40, 0, 0).replace("cost: 0", f"cost: {{low: 0, best: 0, high: {high}}}")


def test_nothing_at_all_may_be_the_only_one_that_always_keeps(tmp_path: Path) -> None:
    """By best estimates both cost nothing, so that no tighter limit ever leads there."""
    files = {
        "options/c.yaml": None,
        "options/d.yaml": None,
        "options/a.yaml": _rising(500),
        "options/b.yaml": _rising(900),
    }
    found = _stands(choices.write(tmp_path, files), "one", confidence=1.0).confident
    assert found is not None
    assert found.portfolio is not None
    assert (found.portfolio.options, found.proved) == ((), True)


def test_none_may_keep_often_enough_and_this_is_proved(tmp_path: Path) -> None:
    files = {
        "options/c.yaml": None,
        "options/d.yaml": None,
        "options/a.yaml": _rising(500),
        "options/b.yaml": _rising(900),
    }
    found = _stands(choices.write(tmp_path, files), "one", confidence=0.9, must=["b"])
    assert found.confident is not None
    assert (found.confident.portfolio, found.confident.kept, found.confident.proved) == (None, None, True)
    assert say.confident(found) == "No portfolio keeps to all limits in 90% of cases."


def test_one_that_is_worth_less_than_nothing_is_found_where_something_must_be_done(tmp_path: Path) -> None:
    files = {
        "criteria.yaml": choices.CRITERIA.replace("status_quo: 0", "status_quo: 50"),
        "portfolio.yaml": choices.relations("at_least: 1, of: [a, b]", limits="{budget: 30}"),
        "options/a.yaml": _rising(500),
        "options/b.yaml": _rising(20).replace("gain: 40", "gain: 30"),
        "options/c.yaml": None,
        "options/d.yaml": None,
    }
    found = _stands(choices.write(tmp_path, files), "one", confidence=1.0).confident
    assert found is not None
    assert found.portfolio is not None
    assert (found.portfolio.options, found.portfolio.value, found.proved) == (("b",), -20.0, True)


def test_of_equals_that_keep_often_enough_the_cheapest_is_taken(tmp_path: Path) -> None:
    files = {
        "portfolio.yaml": choices.relations("excludes: [a, b, c]", limits="{budget: 30}"),
        "options/a.yaml": _rising(500),
        "options/b.yaml": choices.option(40, 20, 0),
        "options/c.yaml": choices.option(40, 10, 0),
        "options/d.yaml": None,
    }
    found = _stands(choices.write(tmp_path, files), "one", confidence=1.0).confident
    assert found is not None
    assert found.portfolio is not None
    assert (found.portfolio.options, found.proved) == (("c",), True)


def test_a_risk_may_be_all_that_varies(tmp_path: Path) -> None:
    open_risk = choices.option(40, 10, 0.1).replace("risk: 0.1", "risk: {low: 0.05, best: 0.1, high: 0.6}")
    found = _stands(choices.write(tmp_path, {"options/a.yaml": open_risk}), "one", must=["a"])
    assert found.kept is not None
    assert found.kept.accounts["budget", ""].share == 1
    assert found.kept.risk is not None
    assert 0 < found.kept.risk.share == found.kept.together.share < 1


def test_where_too_many_would_have_to_be_listed_nothing_is_called_proved(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_large(*_: object) -> None:
        raise TooLarge

    proved = _stands(root, "one", confidence=0.95)
    monkeypatch.setattr(chances, "at_least", too_large)
    found = _stands(root, "one", confidence=0.95)
    assert found.confident is not None
    assert proved.confident is not None
    assert found.confident.portfolio is not None
    assert proved.confident.portfolio is not None
    assert not found.confident.proved
    assert found.confident.portfolio.value > 50, "limits are tightened no further than need be"
    assert found.confident.kept is not None
    assert found.confident.kept.together.share >= 0.95
    assert found.confident.portfolio.value <= proved.confident.portfolio.value
    assert say.confident(found).endswith(" A better one may exist.")
    files = {
        "options/c.yaml": None,
        "options/d.yaml": None,
        "options/a.yaml": _rising(500),
        "options/b.yaml": _rising(900),
    }
    none = _stands(choices.write(tmp_path, files), "one", confidence=0.9, must=["b"])
    assert say.confident(none) == "No portfolio was found that keeps to all limits in 90% of cases."


def test_a_confident_one_of_other_sizes_says_so(tmp_path: Path) -> None:
    sized = choices.option(40, 10, 0).replace("cost: 10", "cost: {low: 5, best: 10, high: 90}")
    sized += "sizes: {small: {cost: 9, performance: {gain: 30}}}\n"
    files = {"options/a.yaml": sized} | dict.fromkeys([f"options/{name}.yaml" for name in "bcd"])
    found = _stands(choices.write(tmp_path, files), "one", confidence=0.9)
    assert found.confident is not None
    assert found.confident.portfolio is not None
    assert found.confident.portfolio.sizes == {"a": "small"}
    assert say.confident(found).endswith("costs 9 at an escalation risk of 0%: the same options in other sizes.")


@pytest.mark.parametrize("scores", [False, True])
def test_other_budgets_are_as_if_the_limit_were_another(scores: bool, root: Path) -> None:  # noqa: FBT001 - a case of the table
    """Also where the budget goes by period: then it is one sum."""
    asked = [90, "30", Decimal("60.5"), 0]
    found = _stands(root, budgets=asked, scores=scores, within=0.5)
    assert [one.budget for one in found.by_budget] == [0, 30, Decimal("60.5"), 90]
    for one in found.by_budget:
        again = _stands(root, limits={"budget": one.budget}, scores=scores, within=0.5)
        assert (one.portfolios, one.core_index) == (len(again.found), again.core_index)
        oracle = standing.Oracle(root, scores=scores, budget=str(one.budget))
        expected = oracle.standing(_near(TWO, "0.5"))
        assert one.portfolios == len(expected)
        assert one.core_index == _shares(expected, oracle)
    assert found.by_budget[0].core_index["north"] == 0
    assert len({tuple(one.core_index.values()) for one in found.by_budget}) > 2


def test_a_criterion_that_measures_cost_does_not_count_at_other_budgets(tmp_path: Path) -> None:
    """Without a limit on money it does."""
    criteria = choices.CRITERIA + (
        "  cost:\n    title: Cost\n    scale: {unit: USD million, worst: 100, best: 0}\n"
        "    status_quo: 0\n    measures: cost\n"
    )
    files = {
        "criteria.yaml": criteria,
        "portfolio.yaml": "version: 1\nlimits: {escalation_risk: 0.9}\n",
        "weights/one.yaml": "version: 1\ntitle: One\nweights: {gain: 50, cost: 50}\n",
        "options/d.yaml": choices.option(10, 25, 0),
    }
    root = choices.write(tmp_path, files)
    found = _stands(root, "one", budgets=[1000])
    assert found.core_index["d"] == 0
    (one,) = found.by_budget
    assert one.core_index["d"] == 1
    assert one.core_index == _stands(root, "one", limits={"budget": 1000}).core_index


def test_budgets_at_which_nothing_or_too_much_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = _stands(root, must=["north"], budgets=[5, 20])
    assert [one.portfolios for one in found.by_budget] == [
        0,
        len(_stands(root, must=["north"], limits={"budget": 20}).found),
    ]
    assert found.by_budget[0].core_index == {}
    assert say.budgets(found) == ["No portfolio keeps to all limits at 5."]
    monkeypatch.setattr(portfolios, "nondominated", lambda *_: None)
    found = _stands(root, budgets=[5, 20], samples=100)
    assert [(one.portfolios, one.core_index) for one in found.by_budget] == [(None, {}), (None, {})]
    assert say.budgets(found) == ["Too many portfolios stand to be listed at 5, 20."]


@pytest.mark.parametrize("scores", [False, True])
def test_where_too_many_stand_the_best_for_some_weights_are_found(
    scores: bool,  # noqa: FBT001 - a case of the table
    root: Path,
    oracles: dict[bool, Oracle],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(portfolios, "nondominated", lambda *_: None)
    found = _stands(root, any_weights=True, scores=scores)
    assert (found.complete, found.samples) == (False, 200)
    assert sum(round(one.best.share * 200) for one in found.found) == 200
    assert all(one.best.share > 0 for one in found.found)
    shares = dict.fromkeys(found.core_index, F(0))
    for one in found.found:
        for name in one.portfolio.options:
            shares[name] += F(round(one.best.share * 200), 200)
    assert found.core_index == {name: float(share) for name, share in shares.items()}
    allowed = {one.chosen for one in oracles[scores].standing(ANY)}
    assert {_chosen(one.portfolio) for one in found.found} <= allowed
    assert found.usual is not None
    assert found.usual.portfolio == decide.portfolio(root, "two").best
    said = say.headline(found, "weights")
    assert said.startswith("Too many portfolios stand for all weights to be listed. Of 200 weights drawn, ")
    assert say.notes(found) != []
    document = json.loads(as_json.render(decide.robust(root, "two", any_weights=True, scores=scores, samples=300)))
    assert document["portfolios"]["non_dominated"] is None
    if not scores:
        weights = np.random.Generator(np.random.MT19937(5)).dirichlet(np.ones(3), 4000)
        added = np.array([[float(oracles[False].value(one, corner)) for corner in ANY] for one in oracles[False].all])
        best = (weights @ added.T).argmax(axis=1)
        for name, share in found.core_index.items():
            true = np.mean([name in oracles[False].all[place].options for place in best])
            assert abs(share - true) <= 4 * max(np.sqrt(true * (1 - true) / 200), 1 / 200)


def test_too_many_to_be_compared_in_pairs_are_too_many(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolios, "_MOST_COMPARED", 21)
    assert _stands(root, any_weights=True, scores=True).complete
    monkeypatch.setattr(portfolios, "_MOST_COMPARED", 5)
    found = _stands(root, any_weights=True, scores=True, budgets=[90])
    assert not found.complete
    assert found.by_budget[0].portfolios is None
    assert _stands(root, any_weights=True).complete, "at best scores, corners tell all"


def test_less_work_is_done_where_scores_vary(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def asked(*arguments: object) -> None:
        seen.append(arguments[-1])

    monkeypatch.setattr(portfolios, "nondominated", asked)
    for scores in (False, True):
        _stands(root, scores=scores)
    assert seen == [portfolios.MOST_WORK, portfolios._WORK_WITH_SCORES]  # noqa: SLF001 - the number is the point


def test_scores_are_drawn_where_too_many_stand(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With them, more portfolios are the best for some."""
    monkeypatch.setattr(portfolios, "nondominated", lambda *_: None)
    fixed, varied = (_stands(root, within=0.05, scores=scores) for scores in (False, True))
    assert len(fixed.found) < len(varied.found)


def test_fewer_weights_where_options_are_many(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolios, "nondominated", lambda *_: None)
    monkeypatch.setattr(portfolios, "_SLOW", 70)
    assert _stands(root).samples == 10  # of 7 options
    monkeypatch.setattr(portfolios, "_SLOW", 1)
    assert _stands(root).samples == 1


def test_no_portfolio_within_limits_is_explained(root: Path) -> None:
    found = _stands(root, must=["north"], limits={"budget": 5}, budgets=[5, 20], confidence=0.5)
    assert found.clash is not None
    assert [limit.key for limit in found.clash.limits] == ["budget"]
    assert (found.found, found.usual, found.maximin, found.least_regret, found.oftenest, found.kept) == (
        (), None, None, None, None, None
    )  # fmt: skip
    assert found.core_index == {}
    assert found.by_budget[0].portfolios == 0
    assert found.by_budget[1].portfolios
    assert found.confident is not None
    assert (found.confident.portfolio, found.confident.proved) == (None, True)
    assert say.headline(found, "weights") == "No portfolio keeps to all limits and relations."


def test_without_rules_there_are_no_portfolios(tmp_path: Path) -> None:
    root = workspaces.write(tmp_path, {})
    assert decide.robust(root, samples=200).portfolios is None
    found = decide.robust(root, samples=200, limits={"budget": 100}).portfolios
    assert found is not None
    for asked in ({"confidence": 0.9}, {"budgets": [300]}):
        with pytest.raises(WrongUse, match="nothing limits what is chosen together"):
            decide.robust(root, samples=200, **asked)


def test_a_faulty_portfolio_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputsRefused):
        decide.robust(choices.write(tmp_path, {"portfolio.yaml": "version: 1\nlimits: {budgt: 3}\n"}), samples=200)


@pytest.mark.parametrize("confidence", [0, -0.5, 1.0000001, float("nan"), float("inf")])
def test_a_confidence_that_is_no_share_is_refused(confidence: float, root: Path) -> None:
    with pytest.raises(WrongUse, match="is no share of cases"):
        decide.robust(root, "two", confidence=confidence)


def test_the_same_bytes_again_and_with_two_processes(root: Path) -> None:
    texts = [
        as_json.render(
            decide.robust(
                root, "two", any_weights=True, samples=9000, confidence=0.9, budgets=[30, 90], workers=workers
            )
        )
        for workers in (None, 2, None)
    ]
    assert texts[0] == texts[1] == texts[2]
    other = _stands(root, "two", any_weights=True, samples=9000, confidence=0.9, seed=1)
    same = _stands(root, "two", any_weights=True, samples=9000, confidence=0.9)
    assert sorted(map(_chosen, (one.portfolio for one in other.found))) == sorted(
        map(_chosen, (one.portfolio for one in same.found))
    )
    assert other.kept != same.kept, "another seed draws other costs"


def test_the_order_of_criteria_in_the_file_changes_nothing(root: Path, tmp_path: Path) -> None:
    parts = standing.CRITERIA.split("criteria:\n")
    blocks = parts[1].split("  gain:")
    reach, (gain, calm) = blocks[0], blocks[1].split("  calm:")
    turned = f"{parts[0]}criteria:\n  calm:{calm}  gain:{gain}{reach}"
    again = standing.write(tmp_path, {"criteria.yaml": turned})
    one, other = (_stands(where, any_weights=True, confidence=0.9, samples=500) for where in (root, again))
    assert replace(one, rules=other.rules) == other
