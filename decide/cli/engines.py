"""Which engine chooses, and for how long."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

_NAMES = ("auto", "enumeration", "dynamic", "highs", "cbc")


def _complete(incomplete: str) -> list[str]:
    return [name for name in _NAMES if name.startswith(incomplete)]


Solver: TypeAlias = Annotated[
    str,
    typer.Option(
        "--solver",
        metavar="ENGINE",
        autocompletion=_complete,
        help=f"{', '.join(_NAMES)}; auto takes the quickest exact one, cbc proves nothing.",
    ),
]
Seconds: TypeAlias = Annotated[
    float,
    typer.Option("--time-limit", metavar="SECONDS", min=0.001, max=1e6, help="For the solver, where one is used."),
]
