"""What an import did, in words that every format shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from decide.report import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.model.imported import Imported, ImportedChange
    from decide.model.ranking import RankedOption, Ranking

_MOST_OUTSIDE = 12  # cells that are named


class Move(NamedTuple):
    """One option before and after."""

    now: RankedOption
    was: RankedOption | None

    @property
    def moved(self) -> bool:
        """Whether its rank is another."""
        return self.was is None or self.was.rank != self.now.rank


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


def moves(found: Imported) -> Iterator[tuple[Ranking, list[Move]]]:
    """Each ranking that is another now, with the options in their new order."""
    before = {ranking.profile.id: ranking for ranking in found.before}
    for ranking in found.after:
        old = before.get(ranking.profile.id)
        was = {line.option.id: line for line in old.options} if old is not None else {}
        lines = [Move(line, was.get(line.option.id)) for line in ranking.options]
        if any(line.was is None or line.was.score != line.now.score for line in lines):
            yield ranking, lines


def verdict(ranking: Ranking, lines: list[Move]) -> str:
    """What the change does to first place, and to how many ranks."""
    first = ranking.options[0].option
    old = next((line.now.option for line in lines if line.was is not None and line.was.rank == 1), None)
    count = sum(line.moved for line in lines)
    moved = "no rank moves" if not count else f"{_count(count, 'rank moves', 'ranks move')}"
    if old is None:
        return f"{ranking.profile.title}: {first.title} comes first"
    if old.id == first.id:
        return f"{ranking.profile.title}: {first.title} stays first; {moved}"
    return f"{ranking.profile.title}: first place goes from {old.title} to {first.title}; {moved}"


def ranks(line: Move) -> tuple[str, str, str, str]:
    """Rank, rank before, score, score before."""
    was = line.was
    if was is None:
        return words.place(line.now.rank, tied=line.now.tied), "", words.points(line.now.score), ""
    return (
        words.place(line.now.rank, tied=line.now.tied),
        words.place(was.rank, tied=was.tied),
        words.points(line.now.score),
        words.points(was.score),
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
