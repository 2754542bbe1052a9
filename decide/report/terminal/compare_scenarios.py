"""One profile in several worlds, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_compare_scenarios as say
from decide.report import words
from decide.report.layout import columns, line, natural_widths, paragraph
from decide.report.terminal.shortened import letters, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.model.worlds import Candidate, Fate, World, Worlds
    from decide.report.canvas import Canvas
    from decide.report.layout import Line

_GAP = 2
_NARROW_GAP = 1
_LEAST_TITLE = 12
_LEAST_FIRST = 10  # columns in which a leader's title says something
_STAR = "*"
_SHOWN = 4  # changes that are listed for one break
_INDENT = 2
_SIGNS = "abcdefghijklmnopqrstuvwxyz"


def render(found: Worlds, canvas: Canvas, *, quiet: bool = False) -> str:
    """The verdict, the worlds, the options and the portfolios in each, and which assumption breaks what."""
    return canvas.text(_Page(found, canvas.width).lines(quiet=quiet))


class _Page:
    """Lays out one result at one width."""

    def __init__(self, found: Worlds, width: int) -> None:
        self.found, self.width = found, width
        self.letters = [letters(place) for place in range(len(found.worlds))]
        self.shown = len(found.worlds)  # that every table has room for

    def lines(self, *, quiet: bool) -> list[Line]:
        found = self.found
        table = [*self._worlds(), line(""), *self._options(), line(""), *self._regrets()]
        if quiet:
            return table
        head = f"{found.profile.title}: {found.problem.decision}"
        lines = [*self._told(head, "bold"), line("")]
        for text in (say.verdict(found), say.choice(found), say.least_regret(found)):
            lines += self._told(text)
        for text in say.clashes(found):
            lines += paragraph(text.lstrip(), self.width, indent=len(text) - len(text.lstrip()))
        lines += [line(""), *table, *self._portfolios(), line(""), *self._breaks()]
        for text in say.notes(found):
            lines += self._told(text, "dim")
        more = f"More: decide portfolio --weights {found.profile.id}"
        if self.shown < len(self.letters):
            rest = ", ".join(self.letters[self.shown :])
            more = f"No room here for: worlds {rest}. All of it: --format json.    {more}"
        return [*lines, *self._told(more, "dim")]

    def _told(self, text: str, style: str = "", indent: int = 0) -> list[Line]:
        return paragraph(text, self.width, style, indent) if text else []

    def _worlds(self) -> list[Line]:
        """A row a world: who is first there, and what its best portfolio comes to."""
        titles = {option.id: option.title for option in self.found.problem.options}
        rows = [[line(head, "bold") for head in ("World", "First", "Value", "Cost", "Risk")]]
        for letter, one in zip(self.letters, self.found.worlds, strict=True):
            first = say.listed([titles[name] for name in one.leaders])
            rows.append([line(f"{letter} {say.title(one)}"), line(first), *_totals(one)])
        widths = natural_widths(rows)
        room = self.width - sum(widths[2:]) - _GAP * (len(widths) - 1)
        if len({one.leaders for one in self.found.worlds}) == 1 or room < _LEAST_TITLE + _LEAST_FIRST:
            return self._fitted([[row[0], *row[2:]] for row in rows], _GAP)  # the verdict says who is first
        widths[0] = max(_LEAST_TITLE, min(widths[0], room - min(widths[1], room // 2)))
        widths[1] = min(widths[1], room - widths[0])
        return columns(_cut(rows, widths[0]), widths, set(range(2, len(widths))), _GAP)

    def _options(self) -> list[Line]:
        """Each option's rank in each world, marked where it is chosen."""
        found = self.found
        titles = {option.id: option.title for option in found.problem.options}

        def rows(shown: int) -> list[list[Line]]:
            made = [[line(head, "bold") for head in ("Rank", *self.letters[:shown])]]
            for head, names in say.groups(found):
                made.append([line(head, "dim"), *(line("") for _ in range(shown))])
                for name in names:
                    cells = [_place(one, name) for one in found.worlds[:shown]]
                    made.append([line(f"{' ' * _INDENT}{titles[name]}"), *cells])
            return made

        return [*self._as_many(rows), *self._told(f"{_STAR}: chosen in that world.", "dim")]

    def _as_many(self, rows: Callable[[int], list[list[Line]]]) -> list[Line]:
        """As many worlds as there is room for."""
        shown = len(self.letters)
        while shown > 1 and not self._fits(rows(shown), _NARROW_GAP):
            shown -= 1
        self.shown = min(self.shown, shown)
        made = rows(shown)
        return self._fitted(made, _GAP if self._fits(made, _GAP) else _NARROW_GAP)

    def _regrets(self) -> list[Line]:
        """A row a portfolio: what it loses in each world, or which limit it breaks there."""
        found = self.found
        keys = list(dict.fromkeys(key for one in found.candidates for fate in one.fates for key in fate.breaks))
        signs = dict(zip(keys, [*_SIGNS, *(f"{number}." for number in range(len(keys)))], strict=False))

        def named(fate: Fate) -> str:
            return ", ".join(map(say.limit_name, fate.breaks))

        def signed(fate: Fate) -> str:
            return "".join(signs[key] for key in fate.breaks)

        def rows(shown: int, broken: Callable[[Fate], str] = signed) -> list[list[Line]]:
            heads = ["Points lost", *self.letters[:shown], "Most"]
            made = [[line(head, "bold") for head in heads]]
            for number, one in enumerate(found.candidates, 1):
                cells = [_fate(fate, broken) for fate in one.fates[:shown]]
                most = "" if one.largest is None else say.lost(one.largest)
                made.append([line(f"{number} {self._stand(one)}"), *cells, line(most)])
            return made

        if not found.candidates:
            return []
        whole = rows(len(self.letters), named)
        if self._fits(whole, _NARROW_GAP):
            lines = self._fitted(whole, _GAP if self._fits(whole, _GAP) else _NARROW_GAP)
            said = "A word in place of points: the limit that the portfolio breaks there." if keys else ""
        else:
            lines = self._as_many(rows)
            said = " ".join(f"{signs[key]}: it breaks {say.limit_in_words(key)} there." for key in keys)
        return [*lines, *self._told(said, "dim")]

    def _stand(self, one: Candidate) -> str:
        """Where a portfolio is the best; nowhere, if it is there for its least regret alone."""
        names = [self.letters[place] for place in one.best_in]
        gap = "" if max(map(len, self.letters)) == 1 else " "
        return f"best in {gap.join(names)}" if names else "least regret"

    def _portfolios(self) -> list[Line]:
        """What the portfolios of the table are."""
        lines: list[Line] = []
        for number, one in enumerate(self.found.candidates, 1):
            first = self.found.candidates[0]
            whole = one is first or one.least_regret
            text = say.contents(one) if whole else f"as 1, but {say.against(one, first)}"
            lines += self._told(f"{number}: {text}.")
        return lines

    def _breaks(self) -> list[Line]:
        """For each recommendation that a scenario breaks, the changes that are enough."""
        lines: list[Line] = []
        for what in self.found.breaks:
            lines += self._told(say.broken(self.found, what))
            lines += self._told(say.enough(what), indent=_INDENT)
            told = say.change_lines(what)
            for text, where in told[:_SHOWN]:
                lines += self._told(f"{text}  {where}", indent=2 * _INDENT)
            if len(told) > _SHOWN:
                lines += self._told(f"and {len(told) - _SHOWN} more: --format json", "dim", 2 * _INDENT)
        return [line("What breaks it", "bold"), *lines, line("")] if lines else []

    def _fits(self, rows: Sequence[Sequence[Line]], gap: int) -> bool:
        widths = natural_widths(rows)
        return min(_LEAST_TITLE, widths[0]) + sum(widths[1:]) + gap * (len(widths) - 1) <= self.width

    def _fitted(self, rows: list[list[Line]], gap: int) -> list[Line]:
        """The first column gives way; it is cut, so that every row is one line."""
        widths = natural_widths(rows)
        spare = self.width - sum(widths) - gap * (len(widths) - 1)
        widths[0] = max(_LEAST_TITLE, widths[0] + min(spare, 0))
        return columns(_cut(rows, widths[0]), widths, set(range(1, len(widths))), gap)


def _cut(rows: list[list[Line]], width: int) -> list[list[Line]]:
    return [[line(shortened(row[0][0].text, width), row[0][0].style), *row[1:]] for row in rows]


def _totals(one: World) -> list[Line]:
    best = one.portfolio
    if best is None:
        return [line("none"), line(""), line("")]
    return [line(words.points(best.value)), line(words.number(best.cost)), line(words.percent(best.escalation_risk))]


def _place(one: World, name: str) -> Line:
    chosen = one.portfolio is not None and name in one.portfolio.options
    return line(f"{one.ranks[name]}{_STAR if chosen else ' '}", "" if chosen else "dim")


def _fate(fate: Fate, broken: Callable[[Fate], str]) -> Line:
    if fate.lost is None:
        return line(broken(fate) or "none", "dim")
    return line(say.lost(fate.lost))
