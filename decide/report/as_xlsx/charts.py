"""Charts: plain, with words for those who cannot see them, in colours that colour-blind readers tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

    from decide.report.as_xlsx.draft import Draft

# Paul Tol's muted scheme.
PALETTE = ("#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255", "#AA4499", "#BBBBBB")
DOT: Mapping[str, Any] = {"type": "circle", "size": 6, "fill": {"color": "#4477AA"}, "border": {"color": "#FFFFFF"}}
AXIS: Mapping[str, Any] = {
    "num_font": {"size": 9},
    "name_font": {"size": 10, "bold": False},
    "line": {"color": "#6B7785"},
}
_GRID: Mapping[str, Any] = {"visible": True, "line": {"color": "#E3E7EB", "width": 0.75}}
_WIDTH, _HEIGHT = 960, 560
_NARROWER = 800  # of a chart on a sheet with narrow tables
_ROW = 18  # pixels a bar
_MARKS = ("circle", "square", "diamond", "triangle", "x")  # so that lines are told apart without colour


def _text(name: str) -> str:
    """A name that XlsxWriter does not take for the address of a cell: an invisible joiner behind each !."""
    return name.replace("!", "!\u2060")


def _place(  # noqa: PLR0913, PLR0917 - a chart, and where it stands
    sheet: Worksheet, cell: tuple[int, int], chart: Chart, size: tuple[int, int], title: str, said: str
) -> None:
    """Put a chart on its sheet, with its title, and the words for those who cannot see it."""
    chart.set_title({"name": _text(title), "name_font": {"size": 13, "bold": True}, "overlay": False})
    chart.set_size({"width": size[0], "height": size[1]})
    sheet.insert_chart(*cell, chart, {"description": said, "object_position": 2})


def scatter(  # noqa: PLR0913, PLR0917 - a chart, and where it stands
    draft: Draft,
    sheet: Worksheet,
    cell: tuple[int, int],
    series: Sequence[Mapping[str, Any]],
    axes: tuple[str, str],
    title: str,
    said: str,
    *,
    named: bool = False,
) -> None:
    """Points by two numbers; `said` is what a screen reader reads out; `named` series are labelled, not listed."""
    chart = draft.workbook.add_chart({"type": "scatter"})
    for one in series:
        options = {
            "name": _text(one["name"]),
            "categories": f"={one['x']}",
            "values": f"={one['y']}",
            "marker": dict(one.get("marker", DOT)),
        }
        if named:
            options["data_labels"] = {"series_name": True, "position": "right", "font": {"size": 8}}
        chart.add_series(options)
    chart.set_x_axis({**AXIS, "name": _text(axes[0]), "major_gridlines": dict(_GRID)})
    chart.set_y_axis({**AXIS, "name": _text(axes[1]), "major_gridlines": dict(_GRID)})
    chart.set_legend({"none": True} if named else {"position": "bottom"})
    _place(sheet, cell, chart, (_WIDTH, _HEIGHT), title, said)


def bars(  # noqa: PLR0913, PLR0917 - likewise
    draft: Draft,
    sheet: Worksheet,
    cell: tuple[int, int],
    names: str,
    series: Sequence[tuple[str, str]],
    count: int,
    title: str,
    said: str,
) -> int:
    """Stacked bars from top to bottom; each series is a name and its cells. Returns the height in pixels."""
    chart = draft.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for place, (name, cells) in enumerate(series):
        fill = {"color": PALETTE[place % len(PALETTE)]}
        chart.add_series(
            {"name": _text(name), "categories": f"={names}", "values": f"={cells}", "fill": fill, "gap": 40}
        )
    chart.set_y_axis({**AXIS, "reverse": True, "interval_unit": 1})
    chart.set_x_axis(
        {**AXIS, "name": "Points", "major_gridlines": dict(_GRID), "num_format": "0", "label_position": "low"}
    )
    chart.set_legend({"position": "bottom"})
    chart.show_hidden_data()
    height = max(_HEIGHT, 140 + _ROW * count)
    _place(sheet, cell, chart, (_WIDTH, height), title, said)
    return height


def tornado(  # noqa: PLR0913, PLR0917 - likewise
    draft: Draft,
    sheet: Worksheet,
    cell: tuple[int, int],
    names: str,
    series: Sequence[tuple[str, str]],
    size: tuple[int, int],
    title: str,
    said: str,
) -> int:
    """Bars to both sides of where things stand, the widest on top. Returns the height in pixels.

    `size` is how wide it may be, in pixels, and how many bars there are.
    """
    room, count = size
    chart = draft.workbook.add_chart({"type": "bar"})
    for place, (name, cells) in enumerate(series):
        fill = {"color": ("#CC6677", "#4477AA")[place]}
        chart.add_series(
            {"name": _text(name), "categories": f"={names}", "values": f"={cells}", "fill": fill}
            | {"gap": 40, "overlap": 100}
        )
    chart.set_y_axis({**AXIS, "reverse": True, "interval_unit": 1, "label_position": "low"})
    chart.set_x_axis(
        {**AXIS, "name": "Points of lead, against now", "major_gridlines": dict(_GRID), "num_format": "0.0"}
    )
    chart.set_legend({"position": "bottom"})
    height = 160 + 2 * _ROW * count
    _place(sheet, cell, chart, (min(_WIDTH, room), height), title, said)
    return height


def lines(  # noqa: PLR0913, PLR0917 - likewise
    draft: Draft,
    sheet: Worksheet,
    cell: tuple[int, int],
    across: str,
    series: Sequence[tuple[str, str]],
    axes: tuple[str, str],
    title: str,
    said: str,
) -> int:
    """A line a series over common categories. Returns the height in pixels."""
    chart = draft.workbook.add_chart({"type": "line"})
    for place, (name, cells) in enumerate(series):
        colour = {"color": PALETTE[place % len(PALETTE)], "width": 2.25}
        mark = {"type": _MARKS[place % len(_MARKS)], "size": 6, "fill": {"color": colour["color"]}}
        chart.add_series(
            {"name": name, "categories": f"={across}", "values": f"={cells}", "line": colour, "marker": mark}
        )
    chart.set_x_axis({**AXIS, "name": _text(axes[0])})
    chart.set_y_axis(
        {**AXIS, "name": _text(axes[1]), "major_gridlines": dict(_GRID), "min": 0, "max": 1, "num_format": "0%"}
    )
    chart.set_legend({"position": "right"})
    _place(sheet, cell, chart, (_NARROWER, _HEIGHT), title, said)
    return _HEIGHT
