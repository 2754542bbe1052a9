"""Workbooks: whole commands, and writing 2,000 options against bare XlsxWriter."""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from benchmarks import synthetic
from benchmarks.commands import ROOT, decide
from benchmarks.rows import Row, at_most, seconds
from benchmarks.timing import call, peak, process, take_turns, walls
from decide.report.as_xlsx import render
from decide.studies.export import workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMAND_ROUNDS, _WRITE_ROUNDS = 9, 3
_COMMAND_LIMIT = 1.0  # seconds
_WRITE_LIMIT = 3.0
_OPTIONS = 2_000
_IMPORT_ROUNDS = 3
_IMPORT_LIMIT = 5.0  # seconds
_IMPORT_BYTES = 500e6
_WEIGHT = re.compile(rb'(<c r="C11"[^>]*><v>)[^<]*')  # the first criterion's, on the second sheet
_KINDS = ("_write_string", "_write_number", "_write_formula")


def rows() -> list[Row]:
    """The three rows."""
    return [_command(), _writing(), _import()]


def _command() -> Row:
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "hawkish.xlsx"))
        action = process([decide(), "export", path, "--weights", "hawkish"], ROOT)
        spent = walls(take_turns({"export": action}, _COMMAND_ROUNDS)["export"])
    return seconds("decide export, 25 options", spent, _COMMAND_LIMIT, f"whole process, {_COMMAND_ROUNDS} runs")


def _import() -> Row:
    """A workbook of 2,000 options with one edited weight, back into the files, on paper."""
    with tempfile.TemporaryDirectory() as folder:
        root, path = Path(folder, "workspace"), Path(folder, "edited.xlsx")
        synthetic.write(root, _OPTIONS)
        path.write_bytes(_typed(render(workbook(root, [synthetic.PROFILE]))))
        action = process([decide(), "import", str(path), "--dry-run", "--quiet", "-C", str(root)], ROOT)
        spent = walls(take_turns({"import": action}, _IMPORT_ROUNDS)["import"])
        largest = peak([decide(), "import", str(path), "--dry-run", "--quiet", "-C", str(root)], ROOT)
    note = f"whole process, {_IMPORT_ROUNDS} runs; {largest / 1e6:.0f} MB at most (target {_IMPORT_BYTES / 1e6:.0f})"
    return seconds(f"decide import, {_OPTIONS:,} options", spent, _IMPORT_LIMIT, note)


def _writing() -> Row:
    with tempfile.TemporaryDirectory() as folder:
        synthetic.write(Path(folder), _OPTIONS)
        book = workbook(folder, [synthetic.PROFILE])
    with _recorded() as cells:
        render(book)
    actions = {"ours": call(lambda: render(book)), "bare": call(lambda: _bare(cells))}
    spent = take_turns(actions, _WRITE_ROUNDS)
    note = f"{len(cells):,} cells, without formats, charts and rules in the bare one; {_WRITE_ROUNDS} pairs"
    what = f"writing {_OPTIONS:,} options / bare XlsxWriter, the same cells"
    return at_most(what, walls(spent["ours"]), walls(spent["bare"]), _WRITE_LIMIT, note)


def _typed(book: bytes) -> bytes:
    """The workbook with one weight typed over."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _WEIGHT.sub(rb"\g<1>33", data) if name == "xl/worksheets/sheet2.xml" else data)
    return out.getvalue()


@contextlib.contextmanager
def _recorded() -> Iterator[list[tuple[str, str, tuple[Any, ...]]]]:
    """Sheet, kind and content of every cell that is written meanwhile."""
    cells: list[tuple[str, str, tuple[Any, ...]]] = []
    kept = {kind: getattr(Worksheet, kind) for kind in _KINDS}

    def recording(kind: str) -> Any:  # noqa: ANN401 - a method of a library without types
        def write(self: Worksheet, row: int, column: int, content: Any, *rest: Any) -> Any:  # noqa: ANN401 - likewise
            value = rest[1:2] if kind == "_write_formula" else ()
            cells.append((self.get_name(), kind, (row, column, content, None, *value)))
            return kept[kind](self, row, column, content, *rest)

        return write

    for kind in _KINDS:
        setattr(Worksheet, kind, recording(kind))
    try:
        yield cells
    finally:
        for kind, method in kept.items():
            setattr(Worksheet, kind, method)


def _bare(cells: list[tuple[str, str, tuple[Any, ...]]]) -> None:
    """The same cells, sheet by sheet, and nothing else."""
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    sheets = {name: book.add_worksheet(name) for name in dict.fromkeys(name for name, _, _ in cells)}
    for name, kind, content in cells:
        getattr(sheets[name], kind[1:])(*content)
    book.close()
