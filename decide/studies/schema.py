"""`schema`: JSON Schemas, so that an editor completes keys and marks faults while one types."""

from __future__ import annotations

from pathlib import Path

from decide.errors import WrongUse
from decide.workspace.locate import find_workspace
from decide.workspace.names import suggestion
from decide.workspace.schemas import KINDS, SCHEMAS, json_schema, schema_file
from decide.workspace.write import write_whole


def schema(kind: str) -> str:
    """The JSON Schema of one kind of file: criteria, option, weights, portfolio, scenario, expectations or source.

    Raises
    ------
    WrongUse : there is no such kind
    """
    if kind not in KINDS:
        raise WrongUse(f"there is no kind of file '{kind}'", suggestion(kind, KINDS))
    return json_schema(kind)


def write_schemas(workspace: str | Path = ".") -> list[Path]:
    """Write every schema into the workspace's `schemas/`, where the first line of each file looks for it.

    Raises
    ------
    WrongUse : no workspace
    CannotWrite : the folder may not be written
    """
    root = find_workspace(Path(workspace))
    (root / SCHEMAS).mkdir(exist_ok=True)
    written = [root / schema_file(kind) for kind in KINDS]
    for kind, path in zip(KINDS, written, strict=True):
        write_whole(path, json_schema(kind).encode())
    return written
