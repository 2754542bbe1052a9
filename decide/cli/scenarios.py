"""Which scenarios a command looks at."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Annotated, TypeAlias

import typer


def _complete(ctx: typer.Context, incomplete: str) -> list[str]:
    from decide.workspace.locate import find_workspace  # noqa: PLC0415 - completion only
    from decide.workspace.source import SUFFIX, Folder  # noqa: PLC0415 - completion only

    with contextlib.suppress(Exception):  # a shell that completes must never see an error
        names = Folder(find_workspace(Path(ctx.params.get("directory") or "."))).names("scenarios")
        found = [name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)]
        return [name for name in found if name.startswith(incomplete)]
    return []


Scenarios: TypeAlias = Annotated[
    bool, typer.Option("--scenarios", help="One profile as it stands and under every scenario.")
]
Named: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--scenario",
        metavar="NAME",
        autocompletion=_complete,
        help="Under this scenario only; may be repeated.",
        show_default=False,
    ),
]
