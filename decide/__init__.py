"""Structured decision analysis: rank policy options on weighted criteria, choose the best portfolio, explain both.

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
    from decide.studies.compare import compare
    from decide.studies.compare_scenarios import compare_scenarios
    from decide.studies.confirm import confirm_weights
    from decide.studies.diff import diff
    from decide.studies.export_file import export
    from decide.studies.frontier import frontier
    from decide.studies.history import history
    from decide.studies.import_workbook import import_workbook
    from decide.studies.init import init
    from decide.studies.portfolio import portfolio
    from decide.studies.rank import rank
    from decide.studies.robust import robust
    from decide.studies.schema import schema
    from decide.studies.why import why

__version__ = "0.1.0"
__all__ = [
    "__version__",
    "check",
    "compare",
    "compare_scenarios",
    "confirm_weights",
    "diff",
    "export",
    "frontier",
    "history",
    "import_workbook",
    "init",
    "portfolio",
    "rank",
    "robust",
    "schema",
    "why",
]

_HOME = {
    "export": "decide.studies.export_file",
    "check": "decide.studies.check",
    "compare": "decide.studies.compare",
    "compare_scenarios": "decide.studies.compare_scenarios",
    "confirm_weights": "decide.studies.confirm",
    "diff": "decide.studies.diff",
    "frontier": "decide.studies.frontier",
    "history": "decide.studies.history",
    "import_workbook": "decide.studies.import_workbook",
    "init": "decide.studies.init",
    "portfolio": "decide.studies.portfolio",
    "rank": "decide.studies.rank",
    "robust": "decide.studies.robust",
    "schema": "decide.studies.schema",
    "why": "decide.studies.why",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562: any of the verbs
    # The verbs are loaded when first asked for, so that `decide --help` does not wait for NumPy.
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'decide' has no attribute {name!r}")
