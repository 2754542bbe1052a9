"""How cells look: few styles, one meaning each, told apart without colour too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

INK, PALE, RULE, YELLOW = "#1F2933", "#6B7785", "#C5CCD3", "#FFF2B3"
BLUE, GREEN, ORANGE, RED = "#DCE6F2", "#DDF0DD", "#FBE3C8", "#F6D0D0"
FONT = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "vcenter"}

_CELL: Mapping[str, Any] = {"border": 1, "border_color": RULE}
_NUMBER: Mapping[str, Any] = {**_CELL, "align": "right"}
_INPUT: Mapping[str, Any] = {"bg_color": YELLOW, "border": 1, "border_color": "#B89B1D", "locked": False}
_WRAP: Mapping[str, Any] = {"text_wrap": True, "valign": "top"}

_HEAD: Mapping[str, Any] = {
    "bold": True,
    "bg_color": BLUE,
    "text_wrap": True,
    "valign": "bottom",
    "bottom": 2,
    "border": 1,
    "border_color": RULE,
}

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_size": 16, "bold": True},
    "lead": {"font_size": 11, "font_color": PALE, **_WRAP},
    "part": {"font_size": 12, "bold": True},
    "plain": {},
    "pale": {"font_color": PALE},
    "prose": dict(_WRAP),
    "link": {"font_color": "#1F5FA8", "underline": 1},
    "hidden": {"font_color": PALE, "num_format": "@"},
    "head": dict(_HEAD),
    "head_of_numbers": {**_HEAD, "align": "right"},
    "head_of_marks": {**_HEAD, "align": "center"},
    "text": dict(_CELL),
    "long": {**_CELL, **_WRAP},
    "strong": {**_CELL, "bold": True},
    "centre": {**_CELL, "align": "center"},
    "whole": {**_NUMBER, "num_format": "0"},
    "count": {**_CELL, "align": "center", "num_format": "0"},
    "amount": {**_NUMBER, "num_format": "#,##0.##########"},
    "money": {**_NUMBER, "num_format": "#,##0.##"},
    "points": {**_NUMBER, "num_format": "0.0"},
    "fine": {**_NUMBER, "num_format": "0.00000"},
    "percent": {**_NUMBER, "num_format": "0.0%"},
    "share": {**_CELL, "align": "center", "num_format": "[>=0.005]0%;;", "font_size": 8},
    "flag": {**_CELL, "align": "center", "bold": True},
    "input": {**_INPUT, "align": "right", "num_format": "#,##0.##########"},
    "input_percent": {**_INPUT, "align": "right", "num_format": "0.0###%"},
    "input_choice": {**_INPUT, "align": "center", "num_format": "0"},
    "input_word": {**_INPUT, "align": "right"},
}


class Styles:
    """The styles of one workbook, each made once and only if it is used."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            self._made[name] = self._workbook.add_format({**FONT, **_STYLES[name]})
        return self._made[name]

    def fill(self, colour: str) -> Format:
        """What a rule paints over a cell."""
        name = f"fill {colour}"
        if name not in self._made:
            self._made[name] = self._workbook.add_format({"bg_color": colour})
        return self._made[name]
