"""How far a ranking can be trusted, as a picture: the map of ranks, core indices, and what single scores do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_robust as say
from decide.report import sentences_robust_portfolios as of_portfolios
from decide.report import words
from decide.report.as_svg.drawing import drawing, plain, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from decide.model.robust import Robustness

_MOST = 40  # options that are drawn
_SWINGS = 10  # scores that are drawn
_ROW, _AROUND = 0.26, 1.5  # inches: a row, and what stands above and below
_WIDE = 11.0  # inches
_SMALL = 8  # points
_SEEN = 0.005  # of a share that has a number in its cell
_DARK_FROM = 0.45  # the share from which numbers are white
_LOW, _HIGH, _BAR, _NOW = "#cc6677", "#4477aa", "#88ccee", "#333333"


def render(found: Robustness) -> str:
    """SVG text; the same input gives the same bytes.

    Raises
    ------
    WrongUse : matplotlib is not installed
    """
    rows = min(len(found.options), _MOST)
    swings = min(len(found.leader.swings), _SWINGS) if found.leader else 0
    core = found.portfolios is not None and bool(found.portfolios.found)
    heights = [_AROUND + _ROW * rows, *([_AROUND + _ROW * swings] if swings else [])]
    with drawing((_WIDE, sum(heights))) as figure:
        grid = figure.add_gridspec(
            len(heights), 2 if core else 1, height_ratios=heights, width_ratios=[3, 1][: 1 + core]
        )
        _map(figure.add_subplot(grid[0, 0]), found, rows)
        if core:
            _core(figure.add_subplot(grid[0, 1]), found, rows)
        if swings:
            _swings(figure.add_subplot(grid[1, :]), found, swings)
        figure.suptitle(plain(say.headline(found)), fontsize=10, ha="left", x=0.01, wrap=True)
        return svg(figure)


def _map(axes: Axes, found: Robustness, rows: int) -> None:
    """How often each option has each rank where scores vary."""
    shares = [[sampled.share for sampled in one.with_scores[:rows]] for one in found.options[:rows]]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=0.8, aspect="auto")
    for row, of_row in enumerate(shares):
        for column, share in enumerate(of_row):
            if share >= _SEEN:
                colour = "white" if share > _DARK_FROM else _NOW
                axes.text(column, row, f"{share:.0%}"[:-1], ha="center", va="center", fontsize=6, color=colour)
    names = [plain(one.line.option.title) for one in found.options[:rows]]
    axes.set_yticks(range(rows), names, fontsize=_SMALL)
    axes.set_xticks(range(rows), [str(rank) for rank in range(1, rows + 1)], fontsize=_SMALL)
    axes.tick_params(length=0)
    axes.xaxis.tick_top()
    axes.spines[:].set_visible(False)
    axes.set_title("How often each rank, in percent, when weights and scores vary", loc="left", fontsize=9)


def _core(axes: Axes, found: Robustness, rows: int) -> None:
    """The core index of each option, in the same order."""
    stands = found.portfolios
    index = {} if stands is None else stands.core_index
    shares = {
        row: index[one.line.option.id] for row, one in enumerate(found.options[:rows]) if one.line.option.id in index
    }
    axes.barh(list(shares), list(shares.values()), color=_BAR, height=0.7)
    for row, share in shares.items():
        axes.text(min(share, 0.8) + 0.02, row, words.roughly(share), va="center", fontsize=7, color=_NOW)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.set_yticks([])
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    count = 0 if stands is None else len(stands.found)
    axes.set_title(f"Core index, {of_portfolios.counted(count)}", loc="left", fontsize=9)


def _swings(axes: Axes, found: Robustness, rows: int) -> None:
    """The lead of the first over the range of each score."""
    leader = found.leader
    shown = () if leader is None else leader.swings[:rows]
    now = found.lead
    titles = words.titles(found.ranking)
    options = found.titles
    for row, one in enumerate(shown):
        for lead, colour in zip(one.leads, (_LOW, _HIGH), strict=True):
            axes.barh(row, lead - now, left=now, color=colour, height=0.7)
    axes.axvline(now, color=_NOW, linewidth=1)
    axes.axvline(0, color=_NOW, linewidth=1, linestyle=":")
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_yticks(
        range(rows), [plain(f"{options[one.option]} on {titles[one.criterion]}") for one in shown], fontsize=_SMALL
    )
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    said = "Points by which the first leads while one score goes from its low end (red) to its high end (blue)"
    axes.set_title(said, loc="left", fontsize=9)
