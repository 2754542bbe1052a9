"""How far a ranking can be trusted, on a terminal: one screen, the most important first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_robust as say
from decide.report import words
from decide.report.layout import Piece, columns, line, natural_widths, paragraph
from decide.report.terminal import heat
from decide.report.terminal.robust_portfolios import section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.model.robust import Robustness, RobustOption, Swing
    from decide.report.canvas import Canvas
    from decide.report.layout import Line

_GAP = 2  # blanks between columns
_LEAST_TITLE = 12
_NARROW = 60  # below this, the map is left out
_SHOWN = 6  # weights and scores that are shown
_WIDEST_MAP = 40  # ranks that have a column
_HALF = 5  # cells of a bar on either side of level


def render(found: Robustness, canvas: Canvas, *, quiet: bool = False) -> str:
    """The sentence, every option's ranks, and what would move first place; with `quiet` the table only."""
    shaded = canvas.encoding.lower().replace("-", "").startswith("utf")
    page = _Page(found, canvas.width, shaded=shaded)
    return canvas.text(page.table() if quiet else page.whole())


class _Page:
    """Lays out one result at one width."""

    def __init__(self, found: Robustness, width: int, *, shaded: bool) -> None:
        self.found, self.width, self.shaded = found, width, shaded

    def whole(self) -> list[Line]:
        found = self.found
        head = f"{found.ranking.profile.title}: {found.ranking.problem.decision}"
        lines = [*paragraph(head, self.width, "bold"), line("")]
        lines += [*paragraph(say.headline(found), self.width), *self._told(say.rivals(found)), line("")]
        lines += [*self.table(), line(""), *self._key(), line("")]
        if found.leader is not None:
            lines += [*self._rooms(), *self._scores()]
        lines += section(found, say.which(found), self.width, shaded=self.shaded)
        profile = found.ranking.profile.id
        more = f"More: decide robust --weights {profile} --scores    decide why {found.options[0].line.option.id}"
        for text in (say.research(found), say.nearest(found), *say.choices(found)):
            lines += self._told(text)
        for text in (say.method(found), *say.notes(found), f"{more} --weights {profile}"):
            lines += self._told(text, "dim")
        return lines

    def table(self) -> list[Line]:
        mapped = self.width >= _NARROW and len(self.found.options) <= _WIDEST_MAP
        heads = ["#", "Option", "Ranks", "First", "±scores", *([self._ruler()] if mapped else [])]
        rows = [[line(head, "bold") for head in heads]]
        rows += [self._cells(one, mapped=mapped) for one in self.found.options]
        widths = natural_widths(rows)
        spare = self.width - sum(widths) - _GAP * (len(widths) - 1)
        widths[1] = max(_LEAST_TITLE, widths[1] + min(0, spare))
        return columns(rows, widths, {0, 2, 3, 4}, _GAP)

    def _cells(self, one: RobustOption, *, mapped: bool) -> list[Line]:
        row = [
            line(words.place(one.line.rank, tied=one.line.tied)),
            line(one.line.option.title),
            line(words.ranks(*one.ranks)),
            line(words.roughly(one.acceptability[0].share)),
            line(words.roughly(one.with_scores[0].share)),
        ]
        if mapped:
            shares = [sampled.share for sampled in one.with_scores]
            row.append(heat.cells(shares, one.line.rank - 1, shaded=self.shaded))
        return row

    def _ruler(self) -> str:
        """Ranks above the columns of the map: the first, and every fifth."""
        signs = [" "] * len(self.found.options)
        for place in (1, *range(5, len(signs) + 1, 5)):
            text = str(place)
            for offset, sign in enumerate(text):
                at = place - len(text) + offset
                signs[max(at, 0)] = sign
        return "".join(signs).rstrip()

    def _key(self) -> list[Line]:
        said = (
            f"Ranks: best and worst, for all {say.which(self.found)}. First: how often first. ±scores: the same where "
            f"scores vary as well, and so the map, by rank: {heat.legend(shaded=self.shaded)}."
        )
        return paragraph(said, self.width, "dim")

    def _rooms(self) -> list[Line]:
        """How far single weights may go."""
        leader = self.found.leader
        if leader is None:
            return []
        movable = [one for one in leader.rooms if one.down or one.up]
        if not movable:
            return self._told("No change of one weight alone would move first place.")
        rows = [[line("First place holds while the weight of", "bold"), line("Now", "bold")]]
        rows += [[line(say.room(self.found, one)), line(words.percent(one.weight))] for one in movable[:_SHOWN]]
        lines = [*self._fitted(rows), *self._rest(len(movable))]
        if fixed := len(leader.rooms) - len(movable):
            said = f"The other {fixed} may weigh anything." if fixed > 1 else "The other one may weigh anything."
            lines += self._told(said, "dim")
        return [*lines, line("")]

    def _scores(self) -> list[Line]:
        """What single scores do to the lead."""
        leader = self.found.leader
        if leader is None or not leader.swings:
            return []
        shown = leader.swings[:_SHOWN]
        widest = max(max(map(abs, one.leads)) for one in shown)
        drawn = self.width >= _NARROW
        head = "Lead, score low to high" if drawn else "Lead"
        rows = [[line("First place holds while the score of", "bold"), line(head, "bold")]]
        rows += [[line(say.turn(self.found, one)), _span(one, widest) if drawn else _ends(one)] for one in shown]
        return [*self._fitted(rows), *self._rest(len(leader.swings)), line("")]

    def _fitted(self, rows: Sequence[list[Line]]) -> list[Line]:
        """Two columns, of which the first gives way."""
        widths = natural_widths(rows)
        widths[0] = max(_LEAST_TITLE, min(widths[0], self.width - widths[1] - _GAP))
        return columns(rows, widths, {1}, _GAP)

    def _rest(self, count: int) -> list[Line]:
        return self._told(f"And {count - _SHOWN} more.", "dim") if count > _SHOWN else []

    def _told(self, text: str, style: str = "") -> list[Line]:
        return paragraph(text, self.width, style) if text else []


def _ends(one: Swing) -> Line:
    return line(" to ".join(words.points(lead, signed=True) for lead in one.leads))


def _span(one: Swing, widest: float) -> Line:
    """A bar from the lead at the low end to that at the high end, around the line where scores are level."""
    low, high = sorted(round(lead / widest * _HALF) for lead in one.leads)
    signs = ["-" if low <= place < high or place == low == high else " " for place in range(-_HALF, _HALF + 1)]
    signs[_HALF] = "|"
    text = f"{words.points(one.leads[0], signed=True):>6} "
    return (Piece(text), Piece("".join(signs)), Piece(f" {words.points(one.leads[1], signed=True):>6}"))
