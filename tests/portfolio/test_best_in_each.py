"""The best portfolio in many states at once, against each state solved alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from decide.selection import best_in_each as subject
from decide.selection.answer import names
from decide.selection.best_in_each import best_in_each
from decide.selection.programme import Account, Bonus, Choice, Fix, Item, Needs, Programme, Tally
from decide.selection.solve import Engine, solve
from decide.selection.states import States
from decide.selection.units import LARGEST, risk_logs, risk_unit


def drawn(seed: int, edits: int = 4, items: int = 9) -> States:
    """A problem of sizes, bonuses, triggers, rules and limits, in which each edit changes one or two of them."""
    dice = np.random.default_rng(seed)
    made = (np.arange(1 << edits)[:, None] >> np.arange(edits) & 1).astype(np.bool_)
    n = len(made)
    choices = [(item, size) for item in range(items) for size in (("", "small") if item % 3 == 0 else ("",))]
    bonuses = [tuple(sorted(dice.choice(items, 2, replace=False).tolist())) for _ in range(3)]
    columns = len(choices) + len(bonuses)
    survivals = tuple(sorted({Fraction(100 - p, 100) for p in (0, 1, 2, 5, 7, 10, 15, 20, 30)}))
    rules = (
        Needs(0, (1, 2)),
        Tally((2, 3, 4), 0, 1),
        Tally((5, 6, 7), 1, 3),
        Fix(8, bool(seed % 2)),
    )

    def per_state(shape: tuple[int, ...], draw: object, steady: float = 0.75) -> np.ndarray:
        """The same in all states, but where an edit changes it."""
        base = np.array(draw(shape))  # type: ignore[operator]
        found = np.repeat(base[None], n, axis=0)
        for edit in range(edits):
            other = np.array(draw(shape))  # type: ignore[operator]
            changed = dice.random(shape) > (steady + 0.2)
            found[made[:, edit]] = np.where(changed, other, found[made[:, edit]])
        return found

    values = per_state((columns,), lambda s: np.round(dice.normal(3, 4, s), 2), 0.5)
    uses = per_state((columns, 2), lambda s: dice.integers(0, 9, s))
    survival = per_state((columns,), lambda s: dice.integers(3, len(survivals), s))
    limits = per_state((2,), lambda s: dice.integers(12, 25, s), 0.6)
    limits[:, 1] = np.where(dice.random() < 0.3, LARGEST, limits[:, 1])
    least = per_state((), lambda s: dice.integers(0, 3, s), 0.6)
    return States(
        items=tuple(f"o{item}" for item in range(items)),
        choices=tuple(choices),
        bonuses=tuple(bonuses),
        rules=rules,
        edits=made,
        present=per_state((len(choices),), lambda s: dice.random(s) < 0.95),
        values=values,
        uses=uses,
        units=(Fraction(1), Fraction(1)),
        limits=limits,
        survivals=survivals,
        survival=survival,
        least=np.where(dice.random() < 0.2, -1, least),
        trigger=per_state((items,), lambda s: dice.integers(0, 3, s)),
        in_force=per_state((len(rules),), lambda s: dice.random(s) < 0.7),
    )


def programme(states: States, state: int) -> Programme:
    """One state as the engines read it."""
    unit = risk_unit([one for one in states.survivals if one])
    logs = risk_logs(states.survivals, unit)

    def parts(column: int) -> tuple[int, tuple[int, ...], int, Fraction]:
        survival = states.survivals[states.survival[state, column]]
        value = round(Fraction(float(states.values[state, column])) * 10**9)
        return value, tuple(states.uses[state, column].tolist()), logs[survival], survival

    items: list[list[Choice]] = [[] for _ in states.items]
    for column, (item, size) in enumerate(states.choices):
        if states.present[state, column]:
            items[item].append(Choice(size, *parts(column)))
    least = None if states.least[state] < 0 else states.survivals[states.least[state]]
    return Programme(
        items=tuple(
            Item(name, tuple(own), str(trigger) if trigger else "")
            for name, own, trigger in zip(states.items, items, states.trigger[state].tolist(), strict=True)
        ),
        bonuses=tuple(
            Bonus(members, *parts(len(states.choices) + place)) for place, members in enumerate(states.bonuses)
        ),
        rules=tuple(rule for rule, holds in zip(states.rules, states.in_force[state].tolist(), strict=True) if holds),
        accounts=tuple(
            Account(str(place), "", Fraction(1), None if limit >= LARGEST else int(limit))
            for place, limit in enumerate(states.limits[state].tolist())
        ),
        least_survival=least,
        risk_limit=None if least is None else logs[least],
        value_unit=Fraction(1, 10**9),
        risk_unit=unit,
    )


def check(states: States) -> None:
    found = best_in_each(states)
    assert found is not None
    for state in range(len(states)):
        alone = programme(states, state)
        answer = solve(alone, 1, Engine("enumeration"))
        if not answer.portfolios:
            assert found.place[state] == -1
            assert found.values[state] == 0
            continue
        assert found.portfolios[found.place[state]] == tuple(names(alone, answer.portfolios[0]))
        assert answer.bound is not None
        assert found.values[state] == pytest.approx(float(answer.bound), abs=1e-7)


@pytest.mark.parametrize("seed", range(60))
def test_as_each_state_alone(seed: int) -> None:
    check(drawn(seed))


@pytest.mark.parametrize("seed", range(10))
def test_groups_that_are_halved(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_MOST_LISTED", 2)
    check(drawn(100 + seed))


def test_ties_go_by_cost_then_risk_then_id() -> None:
    states = drawn(3, edits=1)
    free = replace(
        states,
        values=np.zeros_like(states.values),
        in_force=np.zeros_like(states.in_force),
        limits=np.full_like(states.limits, 100),
        present=np.ones_like(states.present),
    )
    found = best_in_each(free)
    assert found is not None
    assert [found.portfolios[place] for place in found.place.tolist()] == [(), ()]  # nothing costs nothing
    check(free)


def test_a_limit_that_is_just_kept() -> None:
    states = drawn(5, edits=1)
    tight = replace(states, least=states.survival[:, 0], limits=states.uses[:, 0])
    check(tight)


def test_too_much_is_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_MOST_LISTS", 1)
    monkeypatch.setattr(subject, "_MOST_LISTED", 1)
    assert best_in_each(drawn(1)) is None


def small(
    values: list[list[float]], costs: list[int], risks: list[Fraction], least: Fraction, **more: object
) -> States:
    """Options without sizes, bonuses or limits on money, whose values alone differ between states."""
    n, count = len(values), len(costs)
    survivals = tuple(sorted({*(1 - risk for risk in risks), least}))
    found = States(
        items=tuple(f"o{item}" for item in range(count)),
        choices=tuple((item, "") for item in range(count)),
        bonuses=(),
        rules=(Tally(tuple(range(count)), 1, count),),
        edits=(np.arange(n)[:, None] >> np.arange(max((n - 1).bit_length(), 1)) & 1).astype(np.bool_),
        present=np.ones((n, count), dtype=np.bool_),
        values=np.array(values, dtype=np.float64),
        uses=np.repeat(np.array(costs, dtype=np.int64)[None, :, None], n, axis=0),
        units=(Fraction(1),),
        limits=np.full((n, 1), LARGEST, dtype=np.int64),
        survivals=survivals,
        survival=np.array([[survivals.index(1 - risk) for risk in risks]] * n),
        least=np.full(n, survivals.index(least)),
        trigger=np.zeros((n, count), dtype=np.int64),
        in_force=np.ones((n, 1), dtype=np.bool_),
    )
    return replace(found, **more)  # type: ignore[arg-type]


def chosen(states: States) -> list[list[str]]:
    found = best_in_each(states)
    assert found is not None
    return [[name for name, _ in found.portfolios[place]] for place in found.place.tolist()]


TENTH = Fraction(1, 10)


def test_of_equals_the_cheaper_and_of_these_the_safer() -> None:
    most_one = (Tally((0, 1, 2), 1, 1),)
    states = small([[3, 3, 3]], [2, 1, 1], [Fraction(0), 2 * TENTH, TENTH], Fraction(1, 2), rules=most_one)
    assert chosen(states) == [["o2"]]


def test_a_joint_risk_that_equals_its_limit_is_allowed_and_a_hair_more_is_not() -> None:
    risks = [TENTH, 3 * TENTH]
    exactly = (1 - TENTH) * (1 - 3 * TENTH)
    assert chosen(small([[1, 2]], [0, 0], risks, exactly)) == [["o0", "o1"]]
    assert chosen(small([[1, 2]], [0, 0], risks, exactly + Fraction(1, 10**17))) == [["o1"]]


def test_of_one_trigger_the_riskiest_counts_next_to_the_limit_too() -> None:
    shared = np.ones((1, 2), dtype=np.int64)
    states = small([[1, 2]], [0, 0], [TENTH, 3 * TENTH], 1 - 3 * TENTH, trigger=shared)
    assert chosen(states) == [["o0", "o1"]]
    states = small([[1, 2]], [0, 0], [TENTH, 3 * TENTH], 1 - 3 * TENTH + Fraction(1, 10**17), trigger=shared)
    assert chosen(states) == [["o0"]]


@pytest.mark.parametrize("seed", range(20))
def test_states_that_want_the_contrary(seed: int) -> None:
    states = drawn(300 + seed)
    values = states.values.copy()
    values[1::2] *= -0.9
    check(replace(states, values=values))


@pytest.mark.parametrize("seed", range(20))
def test_where_nothing_is_possible_in_many_states(seed: int) -> None:
    states = drawn(400 + seed, edits=6)
    tight = states.limits.copy()
    tight[:, 0] = np.where(states.edits[:, 0] | states.edits[:, 3], 0, 12)
    check(replace(states, limits=tight, in_force=np.ones_like(states.in_force)))
