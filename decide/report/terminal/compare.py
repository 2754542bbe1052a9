"""Rankings and portfolios of several profiles side by side on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_compare as say
from decide.report import words
from decide.report.layout import columns, line, natural_widths, paragraph
from decide.report.terminal.shortened import letters, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from decide.model.comparison import Comparison, Side
    from decide.report.canvas import Canvas
    from decide.report.layout import Line

    Cell: TypeAlias = Callable[[int, str], Line]

_GAP = 2
_NARROW_GAP = 1
_LEAST_TITLE = 12
_READABLE_TITLE = 20  # narrower than this, the cells say less instead
_IN = "in"
_STAR = "*"


def render(found: Comparison, canvas: Canvas, *, quiet: bool = False) -> str:
    """Each option's rank under each profile, marked where it is chosen; totals; what agrees, and what differs why."""
    return canvas.text(_Page(found, canvas.width).lines(quiet=quiet))


class _Page:
    """Lays out one result at one width."""

    def __init__(self, found: Comparison, width: int) -> None:
        self.found, self.width = found, width
        self.titles = [side.profile.title for side in found.sides]
        self.letters = [letters(place) for place in range(len(found.sides))]
        self.left_out: list[str] = []
        self.lettered = False

    def lines(self, *, quiet: bool) -> list[Line]:
        found = self.found
        table = [*self._options(), line(""), *self._profiles()]
        if len(found.sides) > 2:  # noqa: PLR2004 - of two, a sentence says it
            table += self._tau()
        if quiet:
            return table
        lines = [*paragraph(found.problem.decision, self.width, "bold"), line(""), *self._told(say.headline(found))]
        for text in say.clashes(found):
            lines += paragraph(text.lstrip(), self.width, indent=len(text) - len(text.lstrip()))
        for text in say.order(found):
            lines += self._told(text)
        lines += [line(""), *table, line("")]
        for text in (*say.fairest(found), *say.reasons(found)):
            lines += self._told(text)
        more = f"More: decide portfolio --weights {found.sides[0].profile.id}"
        if self.left_out:
            more = f"No room here for: {', '.join(self.left_out)}. All of it: --format json.    {more}"
        for text in (*say.notes(found), self.key, say.elsewhere(found), more):
            lines += self._told(text, "dim")
        return lines

    def _told(self, text: str, style: str = "") -> list[Line]:
        return paragraph(text, self.width, style) if text else []

    def _options(self) -> list[Line]:
        """Agreed options first, then those in dispute, then those that nobody chooses; as much as the width allows."""
        full = "A profile's column: the rank; in, if it is chosen; what it adds alone."
        short = "A profile's column: the rank; in, if it is chosen."
        tight = f"A profile's column: the rank; {_STAR} if it is chosen."
        forms: list[tuple[Cell, list[str], int, str, bool]] = [
            (self._full, self.titles, _GAP, full, True),
            (self._short, self.titles, _GAP, short, True),
            (self._full, self.letters, _GAP, full, True),
            (self._short, self.letters, _GAP, short, True),
            (self._tight, self.letters, _NARROW_GAP, tight, True),
            (self._tight, self.letters, _NARROW_GAP, tight, False),
        ]
        shown = len(self.titles)
        for form in forms:
            cell, heads, gap, key, borda = form
            rows = self._rows(cell, heads, shown, borda=borda)
            if self._fits(rows, gap):
                break
        while shown > 1 and not self._fits(rows, gap):
            shown -= 1
            rows = self._rows(cell, heads, shown, borda=borda)
        if shown < len(self.titles):
            self.left_out.append(f"profiles {', '.join(self.letters[shown:])}")
        self.key = f"{key} All: the consensus of the rankings.{' Borda: by mean rank.' if borda else ''}"
        self.lettered = heads is self.letters
        if not borda:
            self.left_out.append("Borda's ranking")
        return self._fitted(rows, gap)

    def _fits(self, rows: list[list[Line]], gap: int) -> bool:
        widths = natural_widths(rows)
        least = _LEAST_TITLE if gap == _NARROW_GAP else min(_READABLE_TITLE, widths[0])
        return least + sum(widths[1:]) + gap * (len(widths) - 1) <= self.width

    def _rows(self, cell: Cell, heads: Sequence[str], shown: int, *, borda: bool) -> list[list[Line]]:
        found, ranked = self.found, self.found.rankings
        rows = [[line(head, "bold") for head in ("Option", *heads[:shown], "All", *(["Borda"] if borda else []))]]
        indent = "" if cell == self._tight else "  "
        titles = {option.id: option.title for option in found.problem.options}
        order = sorted(titles, key=lambda name: (ranked.consensus[name], ranked.borda[name]))
        idle = [option.id for option in found.problem.options if option.baseline]
        nobody = [name for name in order if name not in {*found.agreed, *found.disputed, *idle}]
        groups = {
            "Agreed": [name for name in order if name in found.agreed],
            "In dispute": [name for name in order if name in found.disputed],
            "Chosen by nobody": nobody,
            "Doing nothing": idle,
        }
        for head, names in groups.items():
            if names:
                rows.append([line(head, "dim"), *(line("") for _ in rows[0][1:])])
            for name in names:
                told = [line(str(ranked.consensus[name])), *([line(str(ranked.borda[name]))] if borda else [])]
                rows.append([line(f"{indent}{titles[name]}"), *(cell(place, name) for place in range(shown)), *told])
        return rows

    def _full(self, place: int, name: str) -> Line:
        side = self.found.sides[place]
        marks = self._widest_mark(side)
        baseline = any(option.baseline and option.id == name for option in self.found.problem.options)
        added = "" if baseline else words.points(side.added[name], signed=True)
        return self._cell(place, name, f" {_mark(side, name):{marks}} {added:>5}")

    def _short(self, place: int, name: str) -> Line:
        side = self.found.sides[place]
        return self._cell(place, name, f" {_mark(side, name):{self._widest_mark(side)}}")

    def _tight(self, place: int, name: str) -> Line:
        return self._cell(place, name, _STAR if _mark(self.found.sides[place], name) else " ")

    def _cell(self, place: int, name: str, rest: str) -> Line:
        chosen = bool(_mark(self.found.sides[place], name))
        return line(f"{self.found.rankings.ranks[name][place]}{rest}", "" if chosen else "dim")

    def _widest_mark(self, side: Side) -> int:
        return max((len(_mark(side, option.id)) for option in self.found.problem.options), default=0)

    def _profiles(self) -> list[Line]:
        """A row a profile: what its portfolio comes to, within which limits, and what it keeps of a shared one."""
        found = self.found
        keys = list(dict.fromkeys(key for side in found.sides for key in side.limits))
        heads = ["Value", "Cost", "Risk"]
        limits = [f"Limit: {key}" for key in keys]
        shares = bool(found.fairest.shares)
        rows = [[line(head, "bold") for head in ("Profile", *heads, *limits, *(["Fairest"] if shares else []))]]
        many = len(found.sides) > 2 or self.lettered  # noqa: PLR2004 - the matrix of the rankings has letters
        for place, side in enumerate(found.sides):
            one = side.portfolio
            cells = [f"{self.letters[place]} {side.profile.title}" if many else side.profile.title]
            cells += ["none", "", ""] if one is None else []
            cells += (
                []
                if one is None
                else [words.points(one.value), words.number(one.cost), words.percent(one.escalation_risk)]
            )
            cells += [say.limit_amount(side, key) for key in keys]
            cells += [words.share(found.fairest.shares[place])] if shares else []
            rows.append([line(cell) for cell in cells])
        room = sum(natural_widths(rows)[1:]) + _GAP * (len(rows[0]) - 1) + _LEAST_TITLE
        if room > self.width:
            rows = [row[:4] + row[4 + len(keys) :] for row in rows]
            self.left_out.append("each profile's limits")
        return self._fitted(rows, _GAP)

    def _tau(self) -> list[Line]:
        """How far each two rankings agree, where there is room."""
        tau = self.found.rankings.tau
        rows = [[line("Kendall's tau", "bold"), *(line(letter, "bold") for letter in self.letters[:-1])]]
        for place in range(1, len(tau)):
            numbers = [line(f"{value:.2f}") for value in tau[place][:place]]
            rest = [line("")] * (len(tau) - 1 - place)
            rows.append([line(f"{self.letters[place]} {self.titles[place]}"), *numbers, *rest])
        widths = natural_widths(rows)
        if sum(widths[1:]) + _NARROW_GAP * (len(widths) - 1) + _LEAST_TITLE > self.width:
            self.left_out.append("Kendall's tau")
            return []
        return [line(""), *self._fitted(rows, _NARROW_GAP)]

    def _fitted(self, rows: list[list[Line]], gap: int) -> list[Line]:
        """The first column gives way; it is cut, so that every row is one line."""
        widths = natural_widths(rows)
        spare = self.width - sum(widths) - gap * (len(widths) - 1)
        widths[0] = max(_LEAST_TITLE, widths[0] + min(spare, 0))
        rows = [[line(shortened(row[0][0].text, widths[0]), row[0][0].style), *row[1:]] for row in rows]
        return columns(rows, widths, set(range(1, len(widths))), gap)


def _mark(side: Side, name: str) -> str:
    if side.portfolio is None or name not in side.portfolio.options:
        return ""
    size = side.portfolio.sizes.get(name, "")
    return f"{_IN}:{size}" if size else _IN
