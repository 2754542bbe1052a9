"""What an import did, in words that every format shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.model.imported import Imported, ImportedChange

_MOST_OUTSIDE = 12  # cells that are named


def origin(found: Imported) -> str:
    """Which workbook, and what it was compared with."""
    stamp = found.stamp
    if not stamp.commit:
        made = f"exported by decide {stamp.version}"
    else:
        made = f"exported from commit {stamp.commit[:10]}{' and changes' if stamp.changed else ''}"
    base = "" if found.from_commit else ", compared with what it says was published"
    return f"{found.name}, {made}{base}"


def done(found: Imported) -> str:
    """What became of the changes."""
    count = _count(len(found.changes), "change")
    if not found.changes:
        return "Nothing to change: the files say all of it already." if found.already else "Nothing to change."
    files = _count(len(found.files), "file")
    if found.commit:
        return f"{count} in {files}, committed as {found.commit[:10]} on the branch {found.branch}."
    return f"{count} written to {files}." if found.written else f"{count} in {files}; a dry run, nothing was written."


def change(one: ImportedChange) -> str:
    """What a file said, and says now."""
    return f"{one.before} → {one.after}" if one.before else one.after


def asides(found: Imported) -> Iterator[str]:
    """What was left alone."""
    if found.already:
        cells = ", ".join(one.cell for one in found.already)
        yield f"The files say this already: {cells}."
    if found.outside:
        listed = "; ".join(found.outside[:_MOST_OUTSIDE])
        more = f"; and {len(found.outside) - _MOST_OUTSIDE} more" if len(found.outside) > _MOST_OUTSIDE else ""
        yield f"Changed outside the input cells, and not imported: {listed}{more}."
    if found.toggled:
        yield (
            f"The portfolio was changed in {_count(found.toggled, 'row')}, and not imported: "
            "--portfolio brings it back as must and must_not."
        )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
