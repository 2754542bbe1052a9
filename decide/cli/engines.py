"""Which engine chooses, and for how long."""

from __future__ import annotations

import enum
from typing import Annotated, TypeAlias

import typer


class Solver(enum.StrEnum):
    """The engines by name."""

    AUTO = "auto"
    ENUMERATION = "enumeration"
    DYNAMIC = "dynamic"
    HIGHS = "highs"
    CBC = "cbc"


Engine: TypeAlias = Annotated[
    Solver, typer.Option("--solver", help="auto takes the quickest exact one; cbc proves nothing.")
]
Seconds: TypeAlias = Annotated[
    float,
    typer.Option("--time-limit", metavar="SECONDS", min=0.001, max=1e6, help="For the solver, where one is used."),
]
