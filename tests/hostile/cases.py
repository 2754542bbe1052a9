"""What a hostile case is, and how one is tried.

A case's id begins with its row: a letter for the kind of input, and a number. Every module says which rows it
answers for and checks that each of them has a case, a test of its own, or a reason why there can be none.
"""

from __future__ import annotations

import json
import re
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.workspaces import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from types import ModuleType

    from tests.conftest import Run

RANK = ("rank",)
CHECK = ("check",)
AS_JSON = ("rank", "--format", "json")
AS_CSV = ("rank", "--format", "csv")
REFUSED, WRONG_USE, CANNOT_WRITE = 3, 2, 7
WIDE = {"COLUMNS": "300"}  # so that no message is broken over lines
ESCAPES = ("\x1b", "\x9b", "\x07")

_OWN_ROW = re.compile(r"(?<=_)[a-g][0-9]{2}(?=_)")


@dataclass(frozen=True)
class Case:
    """One hostile input: files replaced, added or (None) left out, and what must come of it."""

    id: str
    files: Mapping[str, str | bytes | None]
    says: tuple[str, ...] = ()
    code: int = REFUSED
    arguments: tuple[str, ...] = RANK
    never: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


def attempt(case: Case, root: Path, run: Run) -> None:
    """Make the case's workspace, run its command there, and compare everything with what is due."""
    write(root, case.files)
    before = snapshot(root)
    result = run(*case.arguments, cwd=root, env=WIDE | dict(case.environment))
    said = result.stderr if case.code and case.arguments[0] != "check" else result.stdout
    assert "Traceback" not in result.stderr, result.stderr
    assert result.returncode == case.code, (result.stdout + result.stderr)[:4000]
    assert [fragment for fragment in case.says if fragment not in said] == [], said[:4000]
    assert [fragment for fragment in (*case.never, *ESCAPES) if fragment in said] == [], said[:4000]
    assert not (case.code and case.arguments[0] == "rank" and result.stdout), "a refused command prints no result"
    assert snapshot(root) == before, "nothing may be written"


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes; of what is no regular file, its kind."""
    found: dict[str, bytes] = {}
    for path in sorted(root.rglob("*")):
        mode = path.lstat().st_mode
        found[str(path.relative_to(root))] = path.read_bytes() if stat.S_ISREG(mode) else oct(mode).encode()
    return found


def ids(cases: Iterable[Case]) -> list[str]:
    return [case.id for case in cases]


def ranking(root: Path, run: Run, *arguments: str) -> dict[str, Any]:
    """What `rank --format json` says of a workspace, with the lines of the ranking by option id under `by`."""
    result = run(*AS_JSON, *arguments, cwd=root)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found | {"by": {line["option"]: line for line in found["ranking"]}}


def doubts(root: Path, run: Run, *arguments: str) -> dict[str, dict[str, Any]]:
    """The doubts of `check` by their code; there must be no error."""
    result = run("check", "--format", "json", *arguments, cwd=root)
    assert (result.returncode, result.stderr) == (0, ""), (result.stdout + result.stderr)[:4000]
    return {issue["code"]: issue for issue in json.loads(result.stdout)["issues"]}


def rows(letter: str, first: int, last: int) -> set[str]:
    """Rows by their numbers: A01 to A40."""
    return {f"{letter}{number:02}" for number in range(first, last + 1)}


def covered(module: ModuleType) -> set[str]:
    """The rows that a module answers for: by a case, by a test of its own, or by a reason."""
    own = {row.upper() for name in vars(module) if name.startswith("test_") for row in _OWN_ROW.findall(name)}
    return own | {case.id[:3] for case in module.CASES} | {row for row, _ in module.NO_COUNTERPART}
