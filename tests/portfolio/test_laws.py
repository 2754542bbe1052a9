"""Laws of portfolios: more room never hurts, more rules never help, and names and order mean nothing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from decide.selection.answer import names
from decide.selection.front import COST, front, risk_column
from decide.selection.programme import Fix, Needs, Tally, measure
from decide.selection.solve import DYNAMIC, ENUMERATION, Engine, solve
from tests.portfolio.programmes import RISK_LIMITS, UNTIMED, programmes, with_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.selection.programme import Picks, Programme, Rule

PROGRAMMES = programmes()
ENGINES = st.sampled_from([Engine(ENUMERATION), Engine(DYNAMIC)])
FEW = 3


def _best(whole: Programme, engine: Engine) -> float:
    """The best value; minus infinity where nothing keeps to rules and limits."""
    answer = solve(whole, engine=engine)
    return measure(whole, answer.portfolios[0]).value if answer.portfolios else float("-inf")


def _place(whole: Programme, picks: Picks) -> tuple[int, int, Fraction]:
    """What puts portfolios in order before their names do."""
    found = measure(whole, picks)
    return found.value, found.uses[0], found.survival


def _limits(whole: Programme) -> list[int | None]:
    return [account.limit for account in whole.accounts]


def _risk(whole: Programme) -> Fraction | None:
    return None if whole.least_survival is None else 1 - whole.least_survival


@UNTIMED
@given(PROGRAMMES, ENGINES, st.data())
def test_a_larger_limit_never_lowers_the_best_value(whole: Programme, engine: Engine, data: st.DataObject) -> None:
    limits, risk = _limits(whole), _risk(whole)
    wider = [None if limit is None else limit + data.draw(st.integers(0, 9)) for limit in limits]
    safer = None if risk is None else min(risk + Fraction(data.draw(st.integers(0, 30)), 100), Fraction(99, 100))
    assert _best(with_limits(whole, wider, safer), engine) >= _best(whole, engine)


@UNTIMED
@given(PROGRAMMES, ENGINES)
def test_no_limit_at_all_is_the_largest_one(whole: Programme, engine: Engine) -> None:
    assert _best(with_limits(whole, [None] * len(whole.accounts), None), engine) >= _best(whole, engine)


@UNTIMED
@given(PROGRAMMES, PROGRAMMES, ENGINES)
def test_a_further_option_never_lowers_the_best_value(whole: Programme, other: Programme, engine: Engine) -> None:
    assume(other.items and len(other.accounts) == len(whole.accounts))
    more = replace(whole, items=(*whole.items, replace(other.items[0], id="further", trigger="")))
    risk = _risk(whole)
    assert _best(with_limits(more, _limits(whole), risk), engine) >= _best(whole, engine)


@UNTIMED
@given(PROGRAMMES, ENGINES, st.data())
def test_an_option_forced_in_or_out_never_raises_the_best_value(
    whole: Programme, engine: Engine, data: st.DataObject
) -> None:
    assume(whole.items)
    item = data.draw(st.integers(0, len(whole.items) - 1))
    free = _best(whole, engine)
    forced = [_best(replace(whole, rules=(*whole.rules, Fix(item, taken))), engine) for taken in (True, False)]
    assert max(forced) == free, "one of the two is no loss"


@UNTIMED
@given(PROGRAMMES, ENGINES, st.data())
def test_a_further_rule_never_raises_the_best_value(whole: Programme, engine: Engine, data: st.DataObject) -> None:
    assume(len(whole.items) > 1)
    members = tuple(data.draw(st.permutations(range(len(whole.items))))[:FEW])
    rule = data.draw(st.sampled_from([Needs(members[0], members[1:]), Tally(members, 1, FEW), Tally(members, 0, 1)]))
    assert _best(replace(whole, rules=(*whole.rules, rule)), engine) <= _best(whole, engine)


@UNTIMED
@given(PROGRAMMES, ENGINES, st.data())
def test_the_front_contains_the_best_value_for_every_limit_on_money_and_risk(
    whole: Programme, engine: Engine, data: st.DataObject
) -> None:
    rest = _limits(whole)[1:]
    free = with_limits(whole, [None, *rest], None)
    points = [measure(free, picks) for picks in front(free, (COST, risk_column(free)))]
    budgets = [*(point.uses[0] for point in points if point.uses[0] >= 0), 0, 1, 7, 25]
    risks = [*(1 - point.survival for point in points), *(Fraction(percent, 100) for percent in RISK_LIMITS)]
    for budget, risk in data.draw(
        st.lists(st.tuples(st.sampled_from(budgets), st.sampled_from(risks)), min_size=4, max_size=4)
    ):
        within = [point.value for point in points if point.uses[0] <= budget and 1 - point.survival <= risk]
        assert _best(with_limits(whole, [budget, *rest], risk), engine) == max(within, default=float("-inf"))


def _moved(whole: Programme, order: Sequence[int]) -> Programme:
    """The items in another order, with every rule and bonus moved along."""
    place = {item: new for new, item in enumerate(order)}

    def moved(rule: Rule) -> Rule:
        match rule:
            case Needs(member, needed):
                return Needs(place[member], tuple(place[other] for other in needed))
            case Tally(members, least, most):
                return Tally(tuple(place[member] for member in members), least, most)
            case Fix(member, taken):
                return Fix(place[member], taken)

    bonuses = (
        replace(bonus, members=tuple(sorted(place[member] for member in bonus.members))) for bonus in whole.bonuses
    )
    return replace(
        whole,
        items=tuple(whole.items[item] for item in order),
        bonuses=tuple(reversed([*bonuses])),
        rules=tuple(reversed([moved(rule) for rule in whole.rules])),
    )


@UNTIMED
@given(PROGRAMMES, ENGINES, st.data())
def test_the_order_of_options_rules_and_bonuses_changes_nothing(
    whole: Programme, engine: Engine, data: st.DataObject
) -> None:
    moved = _moved(whole, data.draw(st.permutations(range(len(whole.items)))))
    before, after = solve(whole, 4, engine), solve(moved, 4, engine)
    assert [names(moved, picks) for picks in after.portfolios] == [names(whole, picks) for picks in before.portfolios]
    assert (after.status, after.equals, after.bound) == (before.status, before.equals, before.bound)


@UNTIMED
@given(PROGRAMMES, ENGINES)
def test_other_names_in_the_same_alphabetical_order_change_nothing(whole: Programme, engine: Engine) -> None:
    items = tuple(
        replace(item, id=f"aid-{item.id}", trigger=item.trigger and f"{item.trigger} 2") for item in whole.items
    )
    before, after = solve(whole, 4, engine), solve(replace(whole, items=items), 4, engine)
    assert after.portfolios == before.portfolios
    assert (after.status, after.equals, after.bound) == (before.status, before.equals, before.bound)


@UNTIMED
@given(PROGRAMMES, ENGINES, st.data())
def test_any_other_names_change_no_more_than_the_order_of_equals(
    whole: Programme, engine: Engine, data: st.DataObject
) -> None:
    ids = data.draw(st.permutations([item.id for item in whole.items]))
    items = tuple(replace(item, id=name) for item, name in zip(whole.items, ids, strict=True))
    renamed = replace(whole, items=items)
    before, after = solve(whole, 4, engine), solve(renamed, 4, engine)
    assert [_place(renamed, picks) for picks in after.portfolios] == [
        _place(whole, picks) for picks in before.portfolios
    ]
    assert (after.status, after.equals, after.bound) == (before.status, before.equals, before.bound)
