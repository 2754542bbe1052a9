"""A ranking on a terminal."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from decide.report import sentences, words
from decide.report.layout import Piece, columns, line, natural_widths, paragraph
from decide.report.terminal.bars import bar, legend, parts

if TYPE_CHECKING:
    from decide.model.ranking import RankedOption, Ranking, Seen
    from decide.report.canvas import Canvas
    from decide.report.layout import Line

_GAP = 1  # blanks between columns
_LEAST_BAR = 9
_HEADINGS = ("Contributions", "Parts")  # of the bars: the first that fits
_LEAST_TITLE = 8
_MOST_BAR = 60
_MOST_BRANCHES = 7
_NARROW = 60  # below this, only rank, title and score are shown
_WIDE = 126  # from here on, ids stand beside the titles
_ROOMY = 80  # from here on, ranks near by stand beside the ranks


def render(ranking: Ranking, canvas: Canvas, *, quiet: bool = False) -> str:
    """The ranking as a table with contribution bars; with `quiet` without the words around it."""
    coloured = canvas.colours is not None and canvas.encoding.lower().replace("-", "").startswith("utf")
    table = _table(ranking, canvas.width, coloured=coloured)
    if quiet:
        return canvas.text(table)
    width = canvas.width
    below: list[Line] = []
    if width >= _NARROW:
        extent = (
            f"Bars run to {_top(ranking)} points. Cost in {ranking.problem.currency} over {ranking.problem.horizon}."
        )
        below = [
            *legend(parts(_branch_names(ranking)), width, coloured=coloured),
            *paragraph(extent, width, "dim"),
            line(""),
        ]
    shift = ranking.nearby.shift if ranking.nearby else None
    said = [
        sentences.why_first(ranking),
        sentences.what_would_change_it(ranking),
        sentences.least_shift(ranking, shift) if shift else "",
    ]
    notes = [*([sentences.near(ranking)] if ranking.nearby and width >= _ROOMY else []), *sentences.notes(ranking)]
    more = f"More: decide why {ranking.options[0].option.id} --weights {ranking.profile.id}"
    return canvas.text(
        [
            *paragraph(f"{ranking.profile.title}: {ranking.problem.decision}", width, "bold"),
            line(""),
            *table,
            line(""),
            *below,
            *[row for sentence in said if sentence for row in paragraph(sentence, width)],
            *[row for note in (*notes, more) for row in paragraph(note, width, "dim")],
        ]
    )


def _table(ranking: Ranking, width: int, *, coloured: bool) -> list[Line]:
    """Each row is made whole first, so that the bars can take what the other columns leave."""
    full, wide = width >= _NARROW, width >= _WIDE
    near = ranking.nearby if width >= _ROOMY else None
    heads = [
        "#",
        *([f"±{near.within:.0%}"] if near else []),
        "Option",
        *(["Id"] if wide else []),
        "Score",
        *(["Cost", "Risk", "Lead"] if full else []),
    ]
    # Where the ids have no room, options that share a title are told apart by theirs.
    shared = Counter(ranked.option.title for ranked in ranking.options)
    rows = [[line(head, "bold") for head in heads]]
    for ranked in ranking.options:
        named = not wide and shared[ranked.option.title] > 1
        row = _cells(ranked, full=full, wide=wide, named=named)
        if near:
            row.insert(1, _seen(near.options[ranked.option.id]))
        rows.append(row)
    widths = natural_widths(rows)
    # Where room is short the titles give way, never a number.
    spare = width - sum(widths) - _GAP * (len(widths) - 1) - (_LEAST_BAR + _GAP if full else 0)
    title = heads.index("Option")
    widths[title] = max(_LEAST_TITLE, widths[title] + min(0, spare))
    right = {place for place, head in enumerate(heads) if head not in {"Option", "Id"}}
    if full:
        at = heads.index("Cost")
        room = max(_LEAST_BAR, min(_MOST_BAR, width - sum(widths) - _GAP * len(heads)))
        for row, cell in zip(rows, _bars(ranking, room, coloured=coloured), strict=True):
            row.insert(at, cell)
        widths.insert(at, room)
        right = {place if place < at else place + 1 for place in right}
    return columns(rows, widths, right, _GAP)


def _bars(ranking: Ranking, room: int, *, coloured: bool) -> list[Line]:
    """The column of contribution bars, its head first."""
    looks, top = parts(_branch_names(ranking)), _top(ranking)
    column = [line(next(name for name in _HEADINGS if len(name) <= room), "bold")]
    for ranked in ranking.options:
        lengths = [part * room / top for part in _branch_points(ranking, ranked)]
        column.append(bar(lengths, looks, coloured=coloured))
    return column


def _cells(ranked: RankedOption, *, full: bool, wide: bool, named: bool) -> list[Line]:
    option = ranked.option
    row = [line(_place(ranked)), line(f"{option.id}: {option.title}" if named else option.title)]
    if wide:
        row.append(line(option.id, "dim"))
    row.append(_score(ranked))
    if full:
        row += [line(words.cost(option.cost)), line(words.risk(option)), line(words.lead_time(option.lead_time))]
    return row


def _seen(seen: Seen) -> Line:
    return (Piece(words.ranks(*seen.ranks)), Piece(f" {words.roughly(seen.share)}", "dim"))


def _place(ranked: RankedOption) -> str:
    return words.place(ranked.rank, tied=ranked.tied) + ("~" if ranked.too_close else " ")


def _score(ranked: RankedOption) -> Line:
    score = Piece(words.points(ranked.score))
    if not ranked.unknown:
        return (score,)
    low, high = ranked.interval
    return (score, Piece(f"? {words.points(low)}–{words.points(high)}", "dim"))


def _top(ranking: Ranking) -> int:
    """Where the longest bar may end: the best score, up to the next ten."""
    return max(10, math.ceil(ranking.options[0].score / 10) * 10)


def _branch_names(ranking: Ranking) -> list[str]:
    names = [node.title for node, _ in ranking.problem.tree.branches]
    return [*names[: _MOST_BRANCHES - 1], "other"] if len(names) > _MOST_BRANCHES else names


def _branch_points(ranking: Ranking, ranked: RankedOption) -> list[float]:
    """Points of each branch of the value tree; from the seventh on they are one part."""
    sums = [sum(ranked.contributions[leaf] for leaf in leaves) for _, leaves in ranking.problem.tree.branches]
    if len(sums) > _MOST_BRANCHES:
        return [*sums[: _MOST_BRANCHES - 1], sum(sums[_MOST_BRANCHES - 1 :])]
    return sums
