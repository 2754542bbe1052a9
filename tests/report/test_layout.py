"""Columns and paragraphs: nothing wider than the screen, nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decide.report.canvas import Canvas
from decide.report.layout import Piece, cells, columns, folded, line, natural_widths, paragraph

WORDS = st.text(st.sampled_from("ab–é漢字 "), max_size=60).map(lambda text: " ".join(text.split()))


@given(WORDS, st.integers(4, 40), st.integers(0, 3))
def test_a_paragraph_fits_and_keeps_every_word(text: str, width: int, indent: int) -> None:
    lines = paragraph(text, width, indent=indent)
    shown = ["".join(piece.text for piece in row) for row in lines]
    assert all(cells(row) <= max(width, indent + 2) for row in shown)
    assert "".join("".join(shown).split()) == "".join(text.split())


@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(2, 30))
def test_a_line_that_is_too_wide_is_broken_and_keeps_its_styles(texts: list[str], width: int) -> None:
    row = tuple(Piece(text, str(place)) for place, text in enumerate(texts))
    broken = folded(row, width)
    assert all(cells("".join(piece.text for piece in part).rstrip()) <= width for part in broken)
    kept = [(sign, piece.style) for part in broken for piece in part for sign in piece.text if sign != " "]
    assert kept == [(sign, piece.style) for piece in row for sign in piece.text if sign != " "]


def test_columns_stand_in_line_whatever_letters_they_hold() -> None:
    rows = [[line("Name"), line("n")], [line("漢字"), line("1")], [line("Zoë"), line("22")]]
    text = Canvas(20).text(columns(rows, natural_widths(rows), {1}))
    assert text == "Name  n\n漢字  1\nZoë  22\n"


def test_what_is_too_long_is_cut_with_a_sign_and_the_first_column_is_folded() -> None:
    rows = [[line("one two"), line("abcdefgh")]]
    assert Canvas(20).text(columns(rows, [4, 5], set())) == "one  abcd…\ntwo\n"


def test_styles_are_shown_only_where_there_are_colours() -> None:
    row = [(Piece("red", "#ff0000"), Piece(" plain"))]
    assert Canvas(20).text(row) == "red plain\n"
    assert Canvas(20, "truecolor").text(row) == "\x1b[38;2;255;0;0mred\x1b[0m plain\n"
    assert Canvas(20, encoding="ascii").text([line("a–b…")]) == "a-b.\n"
