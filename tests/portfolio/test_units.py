"""Sums of whole numbers stand in for sums of decimals and for products of survivals, and hide nothing."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decide.selection.units import LARGEST, common_unit, coprime_base, risk_logs, risk_unit

PERCENTS = st.integers(1, 100).map(lambda percent: Fraction(percent, 100))
THOUSANDTHS = st.integers(1, 1000).map(lambda part: Fraction(part, 1000))
DECIMALS = st.decimals(-(10**6), 10**6, places=4).map(Fraction)
NUMBERS = st.lists(st.one_of(st.integers(1, 10**4), st.integers(1, 10**24)), max_size=8)


def _sum(logs: dict[Fraction, int], survivals: list[Fraction]) -> int:
    return sum(logs[survival] for survival in survivals)


def _grouped(survivals: list[Fraction], groups: list[int]) -> list[Fraction]:
    """The products of the survivals of each group."""
    return [
        math.prod((own for own, place in zip(survivals, groups, strict=True) if place == group), start=Fraction(1))
        for group in sorted(set(groups))
    ]


@given(st.data())
def test_equal_products_have_equal_sums(data: st.DataObject) -> None:
    survivals = data.draw(st.lists(st.one_of(PERCENTS, THOUSANDTHS), min_size=1, max_size=8))
    places = st.lists(st.integers(0, 3), min_size=len(survivals), max_size=len(survivals))
    one, other = _grouped(survivals, data.draw(places)), _grouped(survivals, data.draw(places))
    others = data.draw(st.lists(PERCENTS, max_size=4))
    logs = dict(risk_logs([*one, *other, *others], risk_unit([*one, *other, *others])))
    assert _sum(logs, one) == _sum(logs, other)


def test_nine_tenths_and_eight_tenths_are_seventy_two_hundredths() -> None:
    one, other = [Fraction("0.9"), Fraction("0.8")], [Fraction("0.72")]
    logs = dict(risk_logs([*one, *other], risk_unit([*one, *other])))
    assert _sum(logs, one) == _sum(logs, other)
    assert math.log(0.9) + math.log(0.8) != math.log(0.72), "floats would tell them apart"


@given(st.lists(PERCENTS, max_size=5), st.lists(PERCENTS, max_size=5))
def test_the_larger_sum_is_the_smaller_product(one: list[Fraction], other: list[Fraction]) -> None:
    logs = dict(risk_logs([*one, *other], risk_unit([*one, *other])))
    assert (_sum(logs, one) > _sum(logs, other)) == (math.prod(one) < math.prod(other))


@given(st.lists(THOUSANDTHS, min_size=4, max_size=4), st.integers(-1, 1))
def test_products_that_differ_by_one_part_in_a_million_million_are_told_apart(
    survivals: list[Fraction], sign: int
) -> None:
    product = math.prod(survivals)
    near = product * (1 + sign * Fraction(1, 10**12))
    logs = dict(risk_logs([*survivals, near], risk_unit([*survivals, near])))
    assert (_sum(logs, survivals) > logs[near]) - (_sum(logs, survivals) < logs[near]) == sign


@given(st.lists(PERCENTS, min_size=1, max_size=20))
def test_a_log_is_what_its_name_says(survivals: list[Fraction]) -> None:
    unit = risk_unit(survivals)
    logs = risk_logs(survivals, unit)
    assert set(logs) == set(survivals)
    for survival, log in logs.items():
        assert log * unit == pytest.approx(-math.log(survival), rel=1e-12, abs=1e-15)


def test_certainty_has_no_log_and_safety_has_none_to_add() -> None:
    survivals = [Fraction(0), Fraction(1), Fraction(1, 2)]
    assert set(risk_logs(survivals, risk_unit(survivals))) == {Fraction(1), Fraction(1, 2)}
    assert risk_logs(survivals, risk_unit(survivals))[Fraction(1)] == 0


@pytest.mark.parametrize("count", [0, 1, 30, 1000, 100_000])
def test_the_sum_of_all_logs_fits_whatever_their_number(count: int) -> None:
    survivals = [Fraction(1, 100)] * count
    unit = risk_unit(survivals)
    logs = risk_logs(survivals, unit)
    assert math.frexp(unit)[0] == 0.5, "a power of two"
    assert unit >= 2.0**-54
    assert _sum(dict(logs), survivals) <= LARGEST
    assert unit == 2.0**-54 or _sum(dict(logs), survivals) > LARGEST // 4, "and no coarser than it must be"


@given(NUMBERS)
def test_every_number_is_a_product_of_a_base_without_common_factors(numbers: list[int]) -> None:
    base = coprime_base(numbers)
    assert base == sorted(base)
    assert all(member > 1 for member in base)
    assert all(math.gcd(one, other) == 1 for place, one in enumerate(base) for other in base[:place])
    for number in numbers:
        left = number
        for member in base:
            while left % member == 0:
                left //= member
        assert left == 1


@given(NUMBERS)
def test_no_member_of_the_base_is_idle(numbers: list[int]) -> None:
    assert all(any(number % member == 0 for number in numbers) for member in coprime_base(numbers))


@given(st.data())
def test_the_base_does_not_depend_on_order_or_repetition(data: st.DataObject) -> None:
    numbers = data.draw(NUMBERS)
    assert coprime_base(data.draw(st.permutations(numbers + numbers[:2]))) == coprime_base(numbers)


@pytest.mark.parametrize(
    ("numbers", "base"),
    [
        ([], []),
        ([1], []),
        ([7], [7]),
        ([12, 18], [2, 3]),
        ([4, 8], [2]),
        ([100, 95, 90], [2, 5, 9, 19]),
        ([6, 35], [6, 35]),
    ],
)
def test_bases_by_hand(numbers: list[int], base: list[int]) -> None:
    assert coprime_base(numbers) == base


@given(st.lists(DECIMALS, max_size=8))
def test_every_number_is_a_whole_multiple_of_the_common_unit_and_of_no_larger_one(numbers: list[Fraction]) -> None:
    unit = common_unit(numbers)
    multiples = [number / unit for number in numbers]
    assert all(multiple.denominator == 1 for multiple in multiples)
    assert math.gcd(*(multiple.numerator for multiple in multiples)) == (1 if any(numbers) else 0)


@pytest.mark.parametrize(
    ("numbers", "unit"),
    [
        ([], "1"),
        (["0"], "1"),
        (["1.5", "-0.25"], "0.25"),
        (["0.1", "0.2"], "0.1"),
        (["1/3", "1/2"], "1/6"),
        (["2000", "-300"], "100"),
    ],
)
def test_common_units_by_hand(numbers: list[str], unit: str) -> None:
    assert common_unit(map(Fraction, numbers)) == Fraction(unit)
