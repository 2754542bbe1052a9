"""Who does the heavy work: processes of this machine, or a cluster."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

Workers: TypeAlias = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", help="Processes. Default: one for each processor.", show_default=False),
]
Cluster: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--cluster", metavar="ADDRESS", help="Of a Dask scheduler, such as tcp://10.0.0.5:8786.", show_default=False
    ),
]
