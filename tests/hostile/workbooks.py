"""Workbooks that come back: altered as a careless hand, another program or an ill wish would, and imported."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

from tests.hostile.cases import ESCAPES, REFUSED, WIDE, snapshot
from tests.workbook.back import cell
from tests.workbook.oracle import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from openpyxl import Workbook

    from tests.conftest import Run
    from tests.workbook.back import Edit

IMPORT = ("import", "--dry-run", "--format", "json")
SHEETS = "xl/worksheets/"

# Cells of the two workspaces, by sheet, row and column.
CAPACITY: tuple[str, str, str] = ("Scores", "ferry", "performance:capacity")
DELAY: tuple[str, str, str] = ("Scores", "ferry", "performance:delay")


class Plain(str):
    """A text that stays one, whatever it begins with."""

    __slots__ = ()


def put(found: Workbook, edits: Iterable[Edit]) -> list[str]:
    """Type into cells, by the hidden ids of their rows and columns; their addresses."""
    addresses = []
    for sheet, row, key, value in edits:
        at = cell(found[sheet], row, key)
        type_into(found, f"{sheet}!{at.coordinate}", value)
        addresses.append(f"{sheet}!{at.coordinate}")
    return addresses


def type_into(found: Workbook, address: str, value: object) -> None:
    """Type into one cell."""
    sheet, _, place = address.partition("!")
    at = found[sheet][place]
    at.value = str(value) if isinstance(value, Plain) else value
    if isinstance(value, Plain):
        at.data_type = "s"


def typed(book: Path, to: Path, *edits: Edit) -> list[str]:
    """A copy with something typed into some cells; their addresses."""
    found = opened(book, formulas=True)
    addresses = put(found, edits)
    found.save(to)
    return addresses


def altered(book: Path, to: Path, change: Callable[[Workbook], object]) -> Path:
    """A copy that was changed by hand, and saved."""
    found = opened(book, formulas=True)
    change(found)
    found.save(to)
    return to


def repacked(
    book: Path, to: Path, changes: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None
) -> Path:
    """A copy with some of its parts rewritten, which must differ, and others added."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        assert changes.keys() <= set(old.namelist())
        for name in old.namelist():
            before = old.read(name)
            after = changes.get(name, bytes)(before)
            assert (after != before) is (name in changes), f"{name} is as it was"
            new.writestr(name, after)
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return to


def part_of(book: Path, sheet: str) -> str:
    """The part of the archive that holds a sheet."""
    names: list[str] = opened(book, formulas=True).sheetnames
    return f"{SHEETS}sheet{names.index(sheet) + 1}.xml"


def renamed(name: str, cells: str) -> Callable[[bytes], bytes]:
    """Let a defined name stand for other cells."""
    return lambda text: re.sub(rf'(name="{name}"[^>]*>)[^<]*'.encode(), rb"\g<1>" + cells.encode(), text)


def refused(
    run: Run,
    root: Path,
    book: Path,
    *arguments: str,
    says: Iterable[str],
    code: int = REFUSED,
    count: int | None = None,
) -> str:
    """Import for real, be refused, find every file as it was; what was said."""
    before = snapshot(root), book.read_bytes() if book.is_file() else None
    result = run("import", book, *arguments, cwd=root, env=WIDE)
    said = result.stderr
    assert "Traceback" not in said, said
    assert (result.returncode, result.stdout) == (code, ""), (said + result.stdout)[:4000]
    assert [fragment for fragment in says if fragment not in said] == [], said[:4000]
    assert [sign for sign in ESCAPES if sign in said] == [], said[:4000]
    assert count is None or said.count("error[") == count, said[:4000]
    assert (snapshot(root), book.read_bytes() if book.is_file() else None) == before, "nothing may be written"
    return said


def imported(run: Run, root: Path, book: Path, *arguments: str) -> dict[str, Any]:
    """What an import would do; no file changes."""
    before = snapshot(root)
    result = run(*IMPORT, book, *arguments, cwd=root, env=WIDE)
    assert (result.returncode, result.stderr) == (0, ""), (result.stderr + result.stdout)[:4000]
    assert snapshot(root) == before, "nothing may be written"
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def nothing_came(found: Mapping[str, Any]) -> bool:
    """Whether a workbook says what the files say, and nothing else in it was touched."""
    return not (found["changes"] or found["already"] or found["outside"] or found["toggled"])


def values(found: Mapping[str, Any]) -> dict[str, str]:
    """What each cell would change to."""
    return {one["cell"]: one["after"] for one in found["changes"]}


def write_in(root: Path, run: Run, book: Path) -> dict[str, bytes]:
    """Import for real; the files that are others now."""
    before = snapshot(root)
    result = run("import", book, cwd=root, env=WIDE)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return {name: content for name, content in snapshot(root).items() if before.get(name) != content}
