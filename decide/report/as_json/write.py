"""One way of writing JSON: the order given, two blanks of indent, no needless digits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decimal import Decimal

SCHEMA = 1


def dumps(fields: dict[str, Any]) -> str:
    """JSON text of a result, with a newline at the end."""
    return json.dumps({"schema": SCHEMA} | fields, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def exact(number: Decimal) -> int | float:
    """A number of a file as JSON writes it: 300, 0.07."""
    return int(number) if number == number.to_integral_value() else float(number)
