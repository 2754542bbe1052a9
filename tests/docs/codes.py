"""The codes of issues that the source can report, read off the source itself."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_REPORTERS = {"Fault", "Issue", "fail", "_whole", "report", "issue", "doubt", "_known", "fault", "NotAnInput"}
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def reported(package: Path) -> set[str]:
    """Every code that stands as, or inside, one of the first three arguments of a call that reports an issue."""
    found: set[str] = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in _REPORTERS:
                found |= set(_codes(node))
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _codes(call: ast.Call) -> list[str]:
    place = {"doubt": 1, "_known": 2}.get(_name(call.func), 0)
    if len(call.args) <= place:
        return []
    code = call.args[place]
    parts = [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return [text for text in texts if _CODE.fullmatch(text)]
