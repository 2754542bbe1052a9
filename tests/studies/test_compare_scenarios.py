"""`decide.compare_scenarios`: what holds in which world, what each portfolio loses there, and what breaks what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import decide
from decide.audit.portfolio import Auditor
from decide.errors import InputsRefused, WrongUse
from decide.model.worlds import AS_IT_STANDS, Recommendation, Regret
from decide.studies.comparing import regrets as subject
from decide.studies.scenarios.shift import shifted
from decide.workspace.load_scenarios import load_scenarios
from tests import choices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from decide.model.worlds import Worlds

# As it stands c leads, and a and b are chosen: 90 points at a joint risk of 0.28 exactly.
POOR = "{limit: budget, set: 10}"
A_UP = "{option: a, criterion: gain, add: 30}"
C_DOWN = "{option: c, criterion: gain, add: -10}"


def scenario(*changes: str, title: str = "It happens") -> str:
    """A scenario with one change a line from line 4 on."""
    return f"version: 1\ntitle: {title}\nchanges:\n" + "".join(f"  - {change}\n" for change in changes)


def worlds(root: Path, texts: Mapping[str, str], **asked: object) -> Worlds:
    """The small case with these scenarios."""
    files = {f"scenarios/{name}.yaml": text for name, text in texts.items()}
    return decide.compare_scenarios(None, choices.write(root, files), **asked)  # type: ignore[arg-type]


def test_each_world_is_ranked_and_has_its_portfolio(tmp_path: Path) -> None:
    found = worlds(tmp_path, {"poor": scenario(POOR), "rise": scenario(A_UP)})
    assert [one.name for one in found.worlds] == [AS_IT_STANDS, "poor", "rise"]
    assert [one.leaders for one in found.worlds] == [("c",), ("c",), ("a",)]
    assert found.worlds[2].ranks == {"a": 1, "b": 3, "c": 2, "d": 4}
    assert [one.portfolio and (one.portfolio.options, one.portfolio.value) for one in found.worlds] == [
        (("a", "b"), 90.0),
        (("c",), 55.0),
        (("a", "b"), 120.0),
    ]
    assert (found.always, found.sometimes, found.never) == ((), ("a", "b", "c"), ("d",))
    assert [str(one.limits["budget"].amount) for one in found.worlds] == ["30", "10", "30"]


def test_what_each_portfolio_loses_in_each_world_and_the_least_regret(tmp_path: Path) -> None:
    """In every world a budget of 10 must do, so that one option is taken: a loses 50, 15, 50; c 35, 0, 65."""
    found = worlds(tmp_path, {"poor": scenario(POOR), "rise": scenario(A_UP)})
    both, only_c, only_a = found.candidates
    assert (both.options, both.best_in, both.least_regret) == (("a", "b"), (0, 2), False)
    assert [(fate.lost, fate.breaks) for fate in both.fates] == [(0.0, ()), (None, ("budget",)), (0.0, ())]
    assert both.largest is None
    assert (only_c.options, only_c.best_in) == (("c",), (1,))
    assert [fate.lost for fate in only_c.fates] == [35.0, 0.0, 65.0]
    assert only_c.largest == 65.0
    assert (only_a.options, only_a.best_in, only_a.least_regret) == (("a",), (), True)
    assert [fate.lost for fate in only_a.fates] == [50.0, 15.0, 50.0]
    assert (found.safest, found.regret) == (only_a, Regret.PROVED)


def test_a_portfolio_that_is_best_everywhere_has_no_regret(tmp_path: Path) -> None:
    found = worlds(tmp_path, {"rise": scenario(A_UP)})
    (one,) = found.candidates
    assert (one.best_in, one.least_regret, one.largest) == ((0, 1), True, 0.0)
    assert [what.of for what in found.breaks] == [Recommendation.LEADER]


def test_where_no_portfolio_is_allowed_in_all_worlds_none_is_shown(tmp_path: Path) -> None:
    """Either b or c has to be in; c alone is too risky in the one world, and b in the other."""
    files = {
        "portfolio.yaml": choices.relations("exactly: 1, of: [b, c]"),
        "scenarios/x.yaml": scenario("{option: b, escalation_risk: {set: 0.5}}"),
        "scenarios/y.yaml": scenario("{option: c, escalation_risk: {set: 0.5}}"),
    }
    found = decide.compare_scenarios(None, choices.write(tmp_path, files))
    assert [one.portfolio is not None for one in found.worlds] == [True, True, True]
    assert (found.safest, found.regret) == (None, Regret.NONE)
    assert all(one.largest is None for one in found.candidates)


def test_a_world_without_any_portfolio_says_what_clashes(tmp_path: Path) -> None:
    files = {
        "portfolio.yaml": choices.relations("must: c"),
        "scenarios/x.yaml": scenario("{option: c, escalation_risk: {set: 0.5}}"),
    }
    found = decide.compare_scenarios(None, choices.write(tmp_path, files))
    there = found.worlds[1]
    assert (there.status, there.portfolio) == ("infeasible", None)
    assert there.clash is not None
    assert [limit.key for limit in there.clash.limits] == ["escalation_risk"]
    assert found.regret is Regret.NONE
    assert [(fate.lost, fate.breaks) for fate in found.candidates[0].fates] == [
        (0.0, ()),
        (None, ("escalation_risk",)),
    ]
    assert [(what.of, [one.whole for one in what.alone]) for what in found.breaks] == [
        (Recommendation.PORTFOLIO, [True])
    ]


def test_the_change_that_alone_moves_the_leader_is_named_with_its_line(tmp_path: Path) -> None:
    """a rises by 30 and leads; that c falls moves nobody; b rises by 10 and leads by itself, but not in the whole."""
    b_up = "{option: b, criterion: gain, add: 10}"
    found = worlds(tmp_path, {"rise": scenario(C_DOWN.replace("-10", "-1"), A_UP, b_up)})
    (leader,) = [what for what in found.breaks if what.of is Recommendation.LEADER]
    assert leader.world == 1
    said = [(one.change.where and (one.change.where.file, one.change.where.line), one.whole) for one in leader.alone]
    assert said == [(("scenarios/rise.yaml", 5), True), (("scenarios/rise.yaml", 6), False)]


def test_what_only_several_changes_do_together_has_no_change_alone(tmp_path: Path) -> None:
    """c has 55: b passes it only if it rises by 4 and c falls by 2."""
    found = worlds(
        tmp_path,
        {"both": scenario("{option: b, criterion: gain, add: 4}", C_DOWN.replace("-10", "-2"))},
    )
    (leader,) = found.breaks
    assert (leader.of, leader.alone) == (Recommendation.LEADER, ())


def test_the_change_that_alone_moves_the_portfolio(tmp_path: Path) -> None:
    """The budget alone leaves c; that d costs less by itself brings it in, which the budget then forbids."""
    found = worlds(tmp_path, {"poor": scenario("{option: d, cost: {set: 5}}", POOR, "{weight: gain, times: 2}")})
    assert found.worlds[1].portfolio is not None
    assert found.worlds[1].portfolio.options == ("c",)
    (what,) = found.breaks
    assert [(one.change.target.says, one.whole) for one in what.alone] == [
        ("the cost of 'd'", False),
        ("the limit on 'budget'", True),
    ]


def test_changes_that_were_cut_off_or_not_applied_are_kept(tmp_path: Path) -> None:
    files = {
        "portfolio.yaml": "version: 1\nresources: {crews: {title: Crews}}\nlimits: {budget: 30}\n",
        "scenarios/x.yaml": scenario("{option: a, criterion: gain, add: -90}", "{limit: crews, set: 4}"),
    }
    there = decide.compare_scenarios(None, choices.write(tmp_path, files)).worlds[1]
    assert [(str(note.would), str(note.end)) for note in there.clipped] == [("-50", "0")]
    assert [note.why for note in there.not_applied] == ["no-limit"]


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["riise"], "no scenario 'riise'"),
        (["rise", "rise"], "'rise' is named twice"),
        (["rise", "scenarios/rise.yaml"], "'rise' is named twice"),
        ([""], "no scenario ''"),
    ],
)
def test_a_scenario_that_cannot_be_meant_is_refused(names: list[str], says: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=says):
        worlds(tmp_path, {"rise": scenario(A_UP)}, scenarios=names)


def test_a_workspace_without_scenarios_is_told_where_they_go(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="there is no scenario"):
        worlds(tmp_path, {})


def test_faults_of_a_scenario_are_refused_with_all_others(tmp_path: Path) -> None:
    files = {"x": scenario("{option: z, criterion: gain, add: 1}"), "y": scenario("{limit: bugdet, set: 1}")}
    with pytest.raises(InputsRefused) as refused:
        worlds(tmp_path, files)
    assert [issue.code for issue in refused.value.issues] == ["unknown-option", "unknown-limit"]
    with pytest.raises(InputsRefused) as one:
        decide.compare_scenarios(None, tmp_path, scenarios=["y"])
    assert [issue.code for issue in one.value.issues] == ["unknown-limit"]


def test_some_scenarios_stand_in_the_order_that_they_are_named_in(tmp_path: Path) -> None:
    found = worlds(tmp_path, {"poor": scenario(POOR), "rise": scenario(A_UP)}, scenarios=["rise", "poor"])
    assert [one.name for one in found.worlds] == [AS_IT_STANDS, "rise", "poor"]


def test_limits_that_are_asked_for_hold_in_every_world_unless_a_scenario_moves_them(tmp_path: Path) -> None:
    found = worlds(
        tmp_path, {"poor": scenario("{limit: budget, times: 0.5}"), "rise": scenario(A_UP)}, limits={"budget": 20}
    )
    assert [str(one.limits["budget"].amount.normalize()) for one in found.worlds] == ["2E+1", "1E+1", "2E+1"]  # type: ignore[union-attr]
    forced = worlds(tmp_path, {"poor": scenario(POOR)}, must=["d"], must_not=["a"], limits={"budget": 60})
    assert forced.worlds[0].portfolio is not None
    assert forced.worlds[0].portfolio.options == ("c", "d")


def test_the_frame_has_two_columns_a_world_even_if_names_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / f"{AS_IT_STANDS}.yaml"
    path.write_text(scenario(POOR), encoding="utf-8")
    frame = worlds(tmp_path, {}, scenarios=[str(path)]).to_frame()
    assert list(frame.columns) == [AS_IT_STANDS, f"{AS_IT_STANDS}: chosen"] * 2
    assert frame.loc["c"].tolist() == [1, False, 1, True]


def test_the_shipped_case_adds_up_in_every_world(case: Path) -> None:
    """What is shown of least regret is added up once more, from the shifted files, by the auditor."""
    found = decide.compare_scenarios("dovish", case)
    (loaded,), scenarios = load_scenarios(case, ["dovish"])
    assert found.regret is Regret.PROVED
    assert found.safest is not None
    chosen = {name: found.safest.sizes.get(name, "") for name in found.safest.options}
    for scenario_, world, fate in zip((None, *scenarios), found.worlds, found.safest.fates, strict=True):
        there = loaded if scenario_ is None else shifted(loaded, scenario_).case
        again = Auditor(there.loaded.problem, there.loaded.profile, there.rules).recount(chosen)
        assert again.broken == ()
        assert world.portfolio is not None
        assert fate.lost == pytest.approx(world.portfolio.value - float(again.value))


def test_least_regret_is_never_more_than_that_of_any_portfolio_that_is_best_somewhere(case: Path) -> None:
    for profile in ("hawkish", "values-first"):
        found = decide.compare_scenarios(profile, case)
        assert found.safest is not None
        known = [one.largest for one in found.candidates if one.largest is not None]
        assert found.safest.largest == min(known)


def test_unproved_worlds_make_least_regret_unproved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = subject.least_regret

    def doubtful(*arguments: object, **more: object) -> object:
        found = real(*arguments, **more)  # type: ignore[arg-type]
        return type(found)(found.picks, found.regret, proved=False)

    monkeypatch.setattr(subject, "least_regret", doubtful)
    assert worlds(tmp_path, {"poor": scenario(POOR)}).regret is Regret.BEST_FOUND
