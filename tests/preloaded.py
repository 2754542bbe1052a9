"""What is loaded before the program is forked: every module of it, and what those load when they are called."""

from __future__ import annotations

import importlib
import pkgutil

import decide

_LATER = (
    "numpy.random",
    "highspy",
    "openpyxl",
    "xlsxwriter",
    "rich.console",
    "rich.progress",
    "defusedxml.ElementTree",
)

for _module in pkgutil.walk_packages(decide.__path__, "decide."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)
for _name in _LATER:
    importlib.import_module(_name)
