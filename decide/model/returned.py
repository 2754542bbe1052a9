"""A workbook that came back: what was changed in its inputs, and what else was touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.errors import Issue
    from decide.model.workbook import Stamp

Plain: TypeAlias = "str | float"
InputKey: TypeAlias = tuple[str, str, str]
"""Of an input: its range (see `decide.model.exchange`), the id of its row, the key of its column."""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """An input that is no longer as published."""

    cell: str  # Scores!E5
    key: InputKey
    title: str  # what the row and the column say to a reader
    before: Plain
    after: Plain


@dataclass(frozen=True, slots=True)
class Returned:
    """What a workbook of ours holds."""

    name: str  # of the file
    stamp: Stamp
    profiles: tuple[str, ...]  # the one it opened with first
    edits: tuple[CellEdit, ...]
    toggles: tuple[CellEdit, ...]  # of the portfolio: 0 and 1
    inputs: Mapping[InputKey, Plain]  # every input as it is now
    outside: tuple[str, ...]  # what was changed besides inputs, in words
    faults: tuple[Issue, ...]  # inputs that cannot be read
    toggle_faults: tuple[Issue, ...]
