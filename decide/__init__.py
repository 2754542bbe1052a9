"""Structured decision analysis: rank policy options on weighted criteria, and explain the ranking.

Each verb of the command line is a function here that returns a frozen result:

    >>> import decide
    >>> ranking = decide.rank(".", weights="hawkish")  # doctest: +SKIP
    >>> ranking.to_frame()  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decide.studies.check import check
    from decide.studies.confirm import confirm_weights
    from decide.studies.init import init
    from decide.studies.rank import rank
    from decide.studies.schema import schema
    from decide.studies.why import why

__version__ = "0.1.0"
__all__ = ["__version__", "check", "confirm_weights", "init", "rank", "schema", "why"]

_HOME = {
    "check": "decide.studies.check",
    "confirm_weights": "decide.studies.confirm",
    "init": "decide.studies.init",
    "rank": "decide.studies.rank",
    "schema": "decide.studies.schema",
    "why": "decide.studies.why",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562: any of the verbs
    # The verbs are loaded when first asked for, so that `decide --help` does not wait for NumPy.
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'decide' has no attribute {name!r}")
