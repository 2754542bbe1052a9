"""Which scenarios a command looks at."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from decide.cli.arguments import complete_scenario

Scenarios: TypeAlias = Annotated[
    bool, typer.Option("--scenarios", help="One profile as it stands and under every scenario.")
]
Named: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--scenario",
        metavar="NAME",
        autocompletion=complete_scenario,
        help="Under this scenario only; may be repeated.",
        show_default=False,
    ),
]
