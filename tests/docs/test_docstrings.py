"""Every public function of the numerical rooms says what goes in, what comes out, what is raised, and its source."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING

import pytest

import decide.methods
import decide.review
import decide.robustness

if TYPE_CHECKING:
    from collections.abc import Callable

_MODULES = [
    importlib.import_module(f"{room.__name__}.{found.name}")
    for room in (decide.methods, decide.review, decide.robustness)
    for found in pkgutil.iter_modules(room.__path__)
]
FUNCTIONS = [
    function
    for module in _MODULES
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_the_docstring_is_whole(function: Callable[..., object]) -> None:
    text = inspect.getdoc(function) or ""
    for section in ("Parameters", "Returns", "Raises", "References"):
        assert f"\n{section}\n{'-' * len(section)}\n" in text, f"{function.__name__} lacks {section}"
    told = text.split("Parameters\n")[1].split("\nReturns\n")[0]
    for name in inspect.signature(function).parameters:
        assert name in told, f"{function.__name__} does not tell of {name}"
