"""YAML 1.2 scalars, read strictly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from decide.workspace import scalars
from decide.workspace.tree import Text, compose


def _node(text: str) -> Text:
    root, faults = compose(f"k: {text}\n")
    assert not faults
    assert root is not None
    node = root["k"]
    assert isinstance(node, Text)
    return node


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("-3", "-3"),
        ("+3", "3"),
        ("0.25", "0.25"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e3", "1000"),
        ("1.5E-2", "0.015"),
        ("0e0", "0"),
    ],
)
def test_numbers_are_exact_decimals(text: str, value: str) -> None:
    assert scalars.number(_node(text)) == Decimal(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_decimal_comes_back_as_written(number: Decimal) -> None:
    assert scalars.number(_node(f"{number:f}")) == number


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1_000", "write 1000"),
        ("010", "write 10 or 0.10"),
        ("0,5", "write 0.5"),
        ("1,000", "write 1000, or 1.000 if the comma is a decimal point"),
        ("30%", "write 0.3 for a share, or 30 for points"),
        ("'5'", "remove the quotes"),
        ("0x1F", ""),
        ("1:30", ""),
        ("true", "a number is due, not a yes or no"),
        (".nan", "write `unknown` for a score that nobody has given"),
        (".inf", ""),
        ("1e999", ""),
        ("9" * 65, "at most 64 are read"),
        ("~", "write it, or remove the key"),
    ],
)
def test_what_is_no_number_is_refused_with_a_remedy(text: str, hint: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        scalars.number(_node(text))
    assert (refusal.value.context or {})["hint"] == hint


@pytest.mark.parametrize("text", ["no", "off", "on", "yes", "NO", "2026-01-02", "1:30", "'1.10'", "'true'"])
def test_texts_of_yaml_1_1_lore_are_texts(text: str) -> None:
    assert scalars.prose(_node(text)) == text.strip("'")


@pytest.mark.parametrize("text", ["1.10", "7", "true", "1e3"])
def test_a_text_that_reads_as_a_number_must_be_quoted(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        scalars.prose(_node(text))
    assert (refusal.value.context or {})["hint"] == f"put it in quotes: '{text}'"


@pytest.mark.parametrize(("text", "months"), [("18 months", 18), ("1 month", 1), ("2 years", 24), ("1.5 years", 18)])
def test_durations_are_months(text: str, months: int) -> None:
    assert scalars.months(_node(text)) == months


@pytest.mark.parametrize("text", ["18", "18 weeks", "months", "-3 months"])
def test_other_durations_are_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        scalars.months(_node(text))
