"""A ranking on a terminal."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from decide.report import sentences, words
from decide.report.canvas import dim
from decide.report.terminal.bars import bar, legend, parts

if TYPE_CHECKING:
    from decide.model.ranking import RankedOption, Ranking
    from decide.report.canvas import Canvas

_GAP = 1  # blanks between columns
_LEAST_BAR = 13  # as wide as its heading
_LEAST_TITLE = 8
_MOST_BAR = 60
_MOST_BRANCHES = 7
_NARROW = 60  # below this, only rank, title and score are shown
_WIDE = 116  # from here on, ids stand beside the titles


def render(ranking: Ranking, canvas: Canvas, *, quiet: bool = False) -> str:
    """The ranking as a table with contribution bars; with `quiet` without the words around it."""
    coloured = canvas.colours is not None and canvas.encoding.lower().replace("-", "").startswith("utf")
    table = _table(ranking, canvas.width, coloured=coloured)
    if quiet:
        return canvas.text(table)
    first = Text(f"{ranking.profile.title}: {ranking.problem.decision}", style="bold")
    looks = parts(_branch_names(ranking))
    top = _top(ranking)
    below: list[Text] = []
    if canvas.width >= _NARROW:
        below = [
            legend(looks, canvas.width, coloured=coloured),
            dim(f"Bars run to {top} points. Cost in {ranking.problem.currency} over {ranking.problem.horizon}."),
        ]
    said = [sentences.why_first(ranking), sentences.what_would_change_it(ranking)]
    best = ranking.options[0].option.id
    return canvas.text(
        first,
        "",
        table,
        "",
        *below,
        *([""] if below else []),
        *[Text(sentence) for sentence in said if sentence],
        *[dim(note) for note in sentences.notes(ranking)],
        dim(f"More: decide why {best} --weights {ranking.profile.id}"),
    )


def _table(ranking: Ranking, width: int, *, coloured: bool) -> Table:
    """Each row is made whole first, so that the bars can take what the other columns leave."""
    full, wide = width >= _NARROW, width >= _WIDE
    heads = ["#", "Option", *(["Id"] if wide else []), "Score", *(["Cost", "Risk", "Lead"] if full else [])]
    # Where the ids have no room, options that share a title are told apart by theirs.
    shared = Counter(line.option.title for line in ranking.options)
    rows = [
        _cells(line, full=full, wide=wide, named=not wide and shared[line.option.title] > 1) for line in ranking.options
    ]
    widths = [max(len(head), *(len(row[place]) for row in rows)) for place, head in enumerate(heads)]
    # Where room is short the titles give way, never a number.
    spare = width - sum(widths) - _GAP * (len(widths) - 1) - (_LEAST_BAR + _GAP if full else 0)
    widths[1] = max(_LEAST_TITLE, widths[1] + min(0, spare))
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        if head == "Cost":
            table.add_column("Contributions", no_wrap=True)
        right = head not in {"Option", "Id"}
        table.add_column(
            head, justify="right" if right else "left", no_wrap=True, overflow="ellipsis", width=widths[place]
        )
    room = width - sum(widths) - _GAP * len(heads)
    cells = max(_LEAST_BAR, min(_MOST_BAR, room))
    looks, top = parts(_branch_names(ranking)), _top(ranking)
    for line, row in zip(ranking.options, rows, strict=True):
        if full:
            lengths = [part * cells / top for part in _branch_points(ranking, line)]
            row.insert(heads.index("Cost"), bar(lengths, looks, coloured=coloured))
        table.add_row(*row)
    return table


def _cells(line: RankedOption, *, full: bool, wide: bool, named: bool) -> list[Text]:
    option = line.option
    row = [Text(_place(line)), Text(f"{option.id}: {option.title}" if named else option.title)]
    if wide:
        row.append(Text(option.id, style="dim"))
    row.append(_score(line))
    if full:
        row += [
            Text(words.cost(option.cost)),
            Text(words.risk(option)),
            Text(words.lead_time(option.lead_time)),
        ]
    return row


def _place(line: RankedOption) -> str:
    return words.place(line.rank, tied=line.tied) + ("~" if line.too_close else " ")


def _score(line: RankedOption) -> Text:
    text = Text(words.points(line.score))
    if line.unknown:
        low, high = line.interval
        text.append(f"? {words.points(low)}–{words.points(high)}", style="dim")
    return text


def _top(ranking: Ranking) -> int:
    """Where the longest bar may end: the best score, up to the next ten."""
    return max(10, math.ceil(ranking.options[0].score / 10) * 10)


def _branch_names(ranking: Ranking) -> list[str]:
    names = [node.title for node, _ in ranking.problem.tree.branches]
    return [*names[: _MOST_BRANCHES - 1], "other"] if len(names) > _MOST_BRANCHES else names


def _branch_points(ranking: Ranking, line: RankedOption) -> list[float]:
    """Points of each branch of the value tree; from the seventh on they are one part."""
    sums = [sum(line.contributions[leaf] for leaf in leaves) for _, leaves in ranking.problem.tree.branches]
    if len(sums) > _MOST_BRANCHES:
        return [*sums[: _MOST_BRANCHES - 1], sum(sums[_MOST_BRANCHES - 1 :])]
    return sums
