"""The commands under test: the installed console script, beside the Python that runs the benchmarks."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def decide() -> str:
    """The console script of this environment."""
    found = shutil.which("decide", path=str(Path(sys.executable).parent))
    if found is None:
        raise SystemExit("decide is not installed beside this Python; run `pip install -e .` first")
    return found
