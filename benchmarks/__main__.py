"""`python -m benchmarks [GROUP …] [--fail-on-miss]`: run the benchmarks and print their table."""

from __future__ import annotations

import argparse
import os
import platform

import numpy as np

from benchmarks import history, kernel, portfolio, review, robust, scale, start_up, workbook
from benchmarks.rows import Row, table
from benchmarks.timing import DidNotRun

_GROUPS = {
    "start-up": start_up.rows,
    "kernel": kernel.rows,
    "scale": scale.rows,
    "portfolio": portfolio.rows,
    "robust": robust.rows,
    "workbook": workbook.rows,
    "review": review.rows,
    "history": history.rows,
}


def main() -> int:
    """Run the groups asked for, all of them by default; the exit code is 1 only if a miss shall fail."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(_GROUPS))
    parser.add_argument("--fail-on-miss", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.groups if name not in _GROUPS]:
        parser.error(f"no group {unknown[0]!r}; there are {', '.join(_GROUPS)}")
    print(
        f"Python {platform.python_version()}, NumPy {np.__version__}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors\n"
    )
    rows = [row for name in _GROUPS if name in (arguments.groups or _GROUPS) for row in _run(name)]
    print(table(rows))
    missed = [row for row in rows if row.met is False]
    return 1 if missed and arguments.fail_on_miss else 0


def _run(name: str) -> list[Row]:
    """The rows of a group; one that says so where a command under test failed."""
    try:
        return _GROUPS[name]()
    except DidNotRun as failure:
        return [Row(name, met=False, note=f"did not run: {failure}")]


if __name__ == "__main__":
    raise SystemExit(main())
