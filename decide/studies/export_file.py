"""`export` to a file: what its name asks for, written whole, and never over a workbook that is somebody else's."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from decide.errors import CannotWrite, WrongUse
from decide.model.exchange import STAMP
from decide.studies.export import ALL, MARKDOWN, REPORTS, WORKBOOK, outputs, workbook
from decide.studies.rank import rank
from decide.studies.snapshot import snapshot
from decide.workspace.write import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.model.ranking import Ranking
    from decide.model.workbook import Book

_PROPERTIES = "docProps/custom.xml"
_LARGEST = 1_000_000  # bytes of the properties of a document, and characters of a text that are looked at
_SIGNS = {
    ".csv": ("rank,tied,option,title,score,",),
    ".json": ('"inputs": "sha256:',),
    MARKDOWN: ("Inputs `sha256:", "<!-- decide:snapshot"),
}


def export(  # noqa: PLR0913 - one option of the command each
    file: str | Path,
    workspace: str | Path = ".",
    weights: Sequence[str] = (),
    *,
    force: bool = False,
    csv_raw: bool = False,
    make_folder: bool = False,
    advance: Callable[[], None] = lambda: None,
) -> Path:
    """Write a workbook (.xlsx), a ranking (.csv, .json, .md), or a snapshot of all profiles (.md).

    Parameters
    ----------
    file : where to
    workspace : the workspace, or any folder below it
    weights : profiles, by name or by file; `all` is every profile, for a workbook or a snapshot; without any, Markdown
        is a snapshot, and all else shows the usual profile
    force : overwrite a file that decide has not made
    csv_raw : put no apostrophe before texts that a spreadsheet would take for a formula
    make_folder : make the folder it goes into where that is missing
    advance : called after each file that was read

    Returns
    -------
    The path that was written.

    Raises
    ------
    WrongUse : no workspace or profile; another kind of file; a file of that name which decide has not made
    InputsRefused : faults in the files
    CannotWrite : the folder does not exist, or the file is open in Excel, or may not be written
    """
    path = Path(file)
    outputs(workspace, (path,), weights)
    refuse_foreign(path, force=force)
    if path.suffix == WORKBOOK:
        save(workbook(workspace, weights, advance=advance), path, make_folder=make_folder)
    elif path.suffix == MARKDOWN and tuple(weights) in {(), (ALL,)}:
        from decide.report.as_markdown import snapshot as as_snapshot  # noqa: PLC0415 - see `_text`

        found = as_snapshot.render(snapshot(workspace, advance=advance))
        if make_folder or path.parent.name == REPORTS:
            _make(path.parent)
        write_whole(path, found.encode())
    else:
        ranking = rank(workspace, weights[0] if weights else None, advance=advance)
        write_whole(path, _text(ranking, path.suffix, csv_raw=csv_raw).encode())
    return path


def refuse_foreign(path: Path, *, force: bool) -> None:
    """Leave alone what decide has not made; of several files, each is looked at before the first is written.

    Raises
    ------
    WrongUse : there is such a file, and `force` does not say that it may go
    """
    if path.exists() and not force and not _is_ours(path):
        raise WrongUse(f"{path} is there already, and decide has not made it", "take another name, or --force")


def _text(ranking: Ranking, suffix: str, *, csv_raw: bool) -> str:
    """A ranking in the format of a file; only the renderer that is asked for is loaded."""
    if suffix == ".csv":
        from decide.report.as_csv import rank as as_csv  # noqa: PLC0415 - see above

        return as_csv.render(ranking, raw=csv_raw)
    if suffix == ".json":
        from decide.report.as_json import rank as as_json  # noqa: PLC0415 - see above

        return as_json.render(ranking)
    from decide.report.as_markdown import rank as as_markdown  # noqa: PLC0415 - see above

    return as_markdown.render(ranking)


def save(book: Book, path: Path, *, make_folder: bool = False) -> None:
    """Write a workbook whole.

    Raises
    ------
    CannotWrite : the folder does not exist, or the file is open in Excel, or may not be written
    """
    from decide.report.as_xlsx import render  # noqa: PLC0415 - only workbooks need XlsxWriter

    if make_folder:
        _make(path.parent)
    try:
        write_whole(path, render(book))
    except CannotWrite as error:
        if path.exists() and "permission" in str(error).lower():
            raise CannotWrite(str(path), f"close {path.name} in Excel, then run again") from None
        raise


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise CannotWrite(str(folder), (error.strerror or str(error)).lower()) from None


def _is_ours(path: Path) -> bool:
    """Whether a file has our stamp; of a workbook nothing is unpacked but a few properties."""
    try:
        if path.suffix in _SIGNS:
            with path.open(encoding="utf-8") as file:
                text = file.read(_LARGEST)
                return any(sign in text for sign in _SIGNS[path.suffix])
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo(_PROPERTIES)
            return entry.file_size <= _LARGEST and STAMP.encode() in archive.read(entry)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
        return False
