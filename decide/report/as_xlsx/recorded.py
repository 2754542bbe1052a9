"""A worksheet that remembers where its formulas stand: the way back looks whether one was typed over."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from xlsxwriter.worksheet import Worksheet

from decide.report.as_xlsx.places import letters

if TYPE_CHECKING:
    from collections.abc import Iterator


class Sheet(Worksheet):  # type: ignore[misc]
    """XlsxWriter's worksheet, and the rows of its formulas by column."""

    def __init__(self) -> None:
        super().__init__()
        self._formulas: dict[int, list[int]] = {}

    def write_formula(self, row: int, column: int, *rest: Any) -> Any:  # noqa: ANN401 - as XlsxWriter has it
        """Write a formula, and remember its place."""
        self._formulas.setdefault(column, []).append(row)
        return super().write_formula(row, column, *rest)

    def formula_runs(self) -> Iterator[str]:
        """Cells with formulas, as ranges of one column: Values!D10:D36."""
        for column, rows in sorted(self._formulas.items()):
            for _, run in itertools.groupby(enumerate(sorted(rows)), lambda pair: pair[1] - pair[0]):
                found = [row for _, row in run]
                name = letters(column)
                yield f"{self.get_name()}!{name}{found[0] + 1}:{name}{found[-1] + 1}"
