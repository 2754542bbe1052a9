"""`init`: a new workspace, empty and commented, or a copy of a shipped case."""

from __future__ import annotations

from pathlib import Path

from decide.errors import CannotWrite, WrongUse
from decide.workspace.load_all import EXPECTATIONS
from decide.workspace.load_rules import PORTFOLIO
from decide.workspace.locate import CRITERIA
from decide.workspace.names import suggestion
from decide.workspace.schemas import KINDS, SCHEMAS, json_schema, schema_file
from decide.workspace.source import SUFFIX
from decide.workspace.write import write_whole

STARTER = "starter"
CASES = ("kazakhstan",)
_PACKAGE = Path(__file__).resolve().parents[1]
_PARTS = ("options", "scenarios", "seeds", "weights")


def init(directory: str | Path = ".", case: str | None = None) -> list[Path]:
    """Start a workspace.

    Parameters
    ----------
    directory : where it shall stand; made where it does not exist
    case : a shipped case to copy; without it, the starter

    Returns
    -------
    The files that were written.

    Raises
    ------
    WrongUse : there is no such case
    CannotWrite : a file of the new workspace stands there already, or the folder may not be written
    """
    if case is not None and case not in CASES:
        raise WrongUse(f"there is no shipped case '{case}'", suggestion(case, CASES))
    origin = _origin(case or STARTER)
    root = Path(directory)
    files = {path.relative_to(origin): path.read_bytes() for path in _files(origin)}
    files |= {Path(schema_file(kind)): json_schema(kind).encode() for kind in KINDS}
    try:
        taken = sorted(str(name) for name in files if (root / name).exists())
        if taken:
            raise CannotWrite(str(root / taken[0]), "it exists already; choose an empty folder")
        for folder in (root, root / SCHEMAS, *(root / name for name in {file.parent for file in files})):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(str(root), (error.strerror or "").lower()) from None
    for name, data in files.items():
        write_whole(root / name, data)
    return [root / name for name in files]


def _origin(case: str) -> Path:
    """Where a case stands: inside the package, or, in a checkout, around it."""
    inside = _PACKAGE / "cases" / case
    return inside if (inside / CRITERIA).is_file() else _PACKAGE.parent


def _files(origin: Path) -> list[Path]:
    top = [path for path in (origin / CRITERIA, origin / PORTFOLIO, origin / EXPECTATIONS) if path.is_file()]
    return top + [path for part in _PARTS for path in sorted((origin / part).glob(f"*{SUFFIX}"))]
