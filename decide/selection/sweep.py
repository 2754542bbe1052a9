"""The dynamic programme: options are decided in turn, and what another portfolio beats is dropped on the way.

Portfolios are rows of whole numbers. Two of them with the same open counters (`decide.selection.watch`) can be
completed in the same ways, so that the one which is nowhere better needs no completing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from decide.selection.order import closing_order
from decide.selection.pareto import unbeaten
from decide.selection.programme import MONEY
from decide.selection.risk import SLACK, within_risk
from decide.selection.watch import BonusWatch, TriggerWatch, fixed_in, watches

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from decide.selection.programme import Picks, Programme
    from decide.selection.watch import Watch

    Whole = NDArray[np.int64]

VALUE = 0  # the first row of `Front.columns`; then the accounts, and last the risk
MOST_ROWS = 400_000
MOST_WORK = 200_000_000
_WORD = 62  # bits of a word that are used


class Reach(Protocol):
    """What portfolios can still come to; those that cannot come to enough are dropped."""

    @property
    def enough(self) -> float:
        """The least that a row must be able to reach."""

    def reach(self, columns: Whole, place: int, open_bonuses: Sequence[tuple[int, Whole]]) -> NDArray[np.float64]:
        """The most that each row can reach, after the item at `place` was decided.

        `open_bonuses` are those with undecided members, by number, each with a 0 for the rows that may still earn it.
        """


class TooLarge(Exception):
    """More portfolios must be kept than fit: another engine has to do it."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while sweeping; `front` has what was begun, with all options left out that were not decided yet."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.front = front


@dataclass(frozen=True)
class Front:
    """Portfolios as rows.

    Attributes
    ----------
    programme : what they are portfolios of
    columns : (2 + n_accounts, n) integers: value, accounts, risk, in the programme's units
    picks : (n_words, n) integers, one bit a choice
    work : how many rows were looked at to find them
    """

    programme: Programme
    columns: Whole
    picks: Whole
    work: int = 0

    def __len__(self) -> int:
        return int(self.columns.shape[1])

    def portfolio(self, row: int) -> Picks:
        """One row as (item, choice) pairs."""
        words = self.picks[:, row].tolist()
        return tuple(pair for bit, pair in enumerate(_choices(self.programme)) if words[bit // _WORD] & _mask(bit))

    def portfolios(self, rows: Whole) -> list[Picks]:
        """Several rows, decoded at once."""
        pairs = _choices(self.programme)
        found: list[list[tuple[int, int]]] = [[] for _ in range(len(rows))]
        for bit, pair in enumerate(pairs):
            for place in np.flatnonzero(self.picks[bit // _WORD, rows] & _mask(bit)).tolist():
                found[place].append(pair)
        return [tuple(picks) for picks in found]

    def taken(self) -> NDArray[np.bool_]:
        """(n_items, n) of bool: which items each row takes."""
        taken = np.zeros((len(self.programme.items), len(self)), dtype=np.bool_)
        for bit, (item, _) in enumerate(_choices(self.programme)):
            taken[item] |= self.picks[bit // _WORD] & _mask(bit) != 0
        return taken

    def take(self, rows: NDArray[np.int64]) -> Front:
        """Some of the rows."""
        return Front(self.programme, self.columns[:, rows], self.picks[:, rows])


def _mask(bit: int) -> int:
    """Earlier choices stand in higher bits, so that of two portfolios the larger number has the earlier option."""
    return 1 << (_WORD - 1 - bit % _WORD)


def _choices(programme: Programme) -> list[tuple[int, int]]:
    return [(number, choice) for number, item in enumerate(programme.items) for choice in range(len(item.choices))]


def sweep(  # noqa: PLR0913, PLR0917 - what to keep, and who wants to know how far it is
    programme: Programme,
    watched: Sequence[int] | None,
    bound: Reach | None = None,
    order: Sequence[int] | None = None,
    most_rows: int = MOST_ROWS,
    most_work: int = MOST_WORK,
    beam: int | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Front:
    """Every portfolio within rules and limits, less those that another one beats.

    Parameters
    ----------
    programme : with few rules that span many items, or the bits that must be remembered do not fit
    watched : columns that count, of those of `Front`; value is larger the better, all others smaller. Limited
        accounts and a limited risk always count while options are open. None drops nothing for being beaten.
    bound : drops what can no longer reach enough
    order : of the items; the default closes relations soon
    most_rows, most_work : that may be kept at once, and over all items together
    beam : keep only so many rows, those that can reach most; the result is then no longer complete
    advance : called after each item

    Returns
    -------
    The rows in a fixed order. Of portfolios equal in all that counts, the cheapest is kept, of these the least risky,
    and of these the one whose options come first.

    Raises
    ------
    TooLarge : more than `most_rows` or `most_work`, or more than 62 bits to remember
    """
    counters = watches(programme)
    turns = order if order is not None else closing_order([w.members for w in counters], [0.0] * len(programme.items))
    return _Sweep(programme, counters, turns, watched, bound, most_rows, most_work, beam).run(advance)


class _Sweep:
    """One run; its rows change from item to item."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts of one run
        self,
        programme: Programme,
        counters: list[Watch],
        turns: Sequence[int],
        watched: Sequence[int] | None,
        bound: Reach | None,
        most_rows: int,
        most_work: int,
        beam: int | None,
    ) -> None:
        self.programme, self.turns, self.bound = programme, turns, bound
        self.most_rows, self.most_work, self.beam = most_rows, most_work, beam
        self.work = 0
        self.risk = 1 + len(programme.accounts)
        self.fixed = fixed_in(programme)
        self.number = {id(bonus): number for number, bonus in enumerate(programme.bonuses)}
        self.bit = {pair: place for place, pair in enumerate(_choices(programme))}
        turn = {item: place for place, item in enumerate(turns)}
        # Where each counter reads: it opens at the first of these places and closes at the last.
        self.reads = {counter: sorted({turn[member] for member in counter.members}) for counter in counters}
        self.reading: list[list[Watch]] = [[] for _ in turns]
        for counter, places in self.reads.items():
            for place in places:
                self.reading[place].append(counter)
        self.shift: dict[Watch, int] = {}
        self.watched = None if watched is None else sorted({VALUE, *watched, *self._limited()})
        self.at_end = watched
        self.saves = self._later_savings()
        words = (len(self.bit) + _WORD - 1) // _WORD
        self.columns: Whole = np.zeros((self.risk + 1, 1), dtype=np.int64)
        self.state: Whole = np.zeros(1, dtype=np.int64)
        self.picks: Whole = np.zeros((max(words, 1), 1), dtype=np.int64)

    def _limited(self) -> list[int]:
        limited = [1 + place for place, account in enumerate(self.programme.accounts) if account.limit is not None]
        return limited + ([self.risk] if self.programme.risk_limit is not None else [])

    def _later_savings(self) -> list[Whole]:
        """After each turn, how much of each account bonuses that are still open may give back at most."""
        total = np.zeros(len(self.programme.accounts), dtype=np.int64)
        left = [total] * len(self.turns)
        for place in reversed(range(len(self.turns))):
            left[place] = total
            uses = [choice.uses for choice in self.programme.items[self.turns[place]].choices]
            given = [min(0, *column) for column in zip(*uses, strict=True)]
            for counter in self.reading[place]:
                if isinstance(counter, BonusWatch) and self.reads[counter][-1] == place:
                    back = (min(used, 0) for used in counter.bonus.uses)
                    given = [sum(pair) for pair in zip(given, back, strict=True)]
            if any(given):
                total = total + np.array(given, dtype=np.int64)
        return left

    def run(self, advance: Callable[[], None]) -> Front:
        settled = self._take_settled()
        for place, item in enumerate(self.turns[settled:], settled):
            so_far = Front(self.programme, self.columns, self.picks)
            try:
                self._open(place)
                self._decide(item, place)
                self._close(place)
                self._drop(place)
                advance()
            except KeyboardInterrupt:
                raise Interrupted(so_far) from None
        front = Front(self.programme, self.columns, self.picks)
        self._keep(np.flatnonzero(within_risk(self.programme, self.columns[self.risk], front.portfolio)))
        if self.at_end is not None:
            self._keep(self._unbeaten(sorted({VALUE, *self.at_end})))
        return Front(self.programme, self.columns, self.picks, self.work)

    def _take_settled(self) -> int:
        """Take at once the first items of which nothing is open; returns how many these are."""
        amounts = np.zeros(self.risk + 1, dtype=np.int64)
        for place, item in enumerate(self.turns):
            choices = self.programme.items[item].choices
            if item not in self.fixed or len(choices) > 1 or self.reading[place]:
                break
            amounts += [choices[0].value, *choices[0].uses, choices[0].risk]
            bit = self.bit[item, 0]
            self.picks[bit // _WORD] |= _mask(bit)
        else:
            place = len(self.turns)  # all of them
        self.columns = self.columns + amounts[:, None]
        if place:
            self._drop(place - 1)
        return place

    def _open(self, place: int) -> None:
        for counter in self.reading[place]:
            if self.reads[counter][0] == place:
                self.shift[counter] = self._room(counter.bits)

    def _room(self, bits: int) -> int:
        taken = sum(((1 << other.bits) - 1) << shift for other, shift in self.shift.items())
        for shift in range(_WORD - bits + 1):
            if not taken >> shift & ((1 << bits) - 1):
                return shift
        raise TooLarge

    def _decide(self, item: int, place: int) -> None:
        """Each row once with the item left out, and once with each of its choices."""
        choices: list[int | None] = [*range(len(self.programme.items[item].choices))]
        if item not in self.fixed:
            choices.insert(0, None)
        made = [self._decided(item, choice, place) for choice in choices]
        self.columns = np.concatenate([columns for columns, _, _ in made], axis=1)
        self.state = np.concatenate([state for _, state, _ in made])
        self.picks = np.concatenate([picks for _, _, picks in made], axis=1)

    def _decided(self, item: int, choice: int | None, place: int) -> tuple[Whole, Whole, Whole]:
        columns, state, picks = self.columns, self.state, self.picks
        alone = True
        alive: NDArray[np.bool_] | None = None
        for counter in self.reading[place]:
            old = self._field(counter, state)
            new = counter.step(old, item, choice)
            state = state + ((new - old) << self.shift[counter])
            wrong = counter.broken(new, sum(other > place for other in self.reads[counter]))
            if wrong is not None:
                alive = ~wrong if alive is None else alive & ~wrong
            if isinstance(counter, TriggerWatch):
                alone = False
                if choice is not None:
                    levels = np.array(counter.levels, dtype=np.int64)
                    columns = columns.copy()
                    columns[self.risk] += levels[new] - levels[old]
        if choice is not None:
            way = self.programme.items[item].choices[choice]
            columns = columns + np.array([way.value, *way.uses, way.risk if alone else 0], dtype=np.int64)[:, None]
            picks = picks.copy()
            bit = self.bit[item, choice]
            picks[bit // _WORD] |= _mask(bit)
        if alive is not None and not alive.all():
            columns, state, picks = columns[:, alive], state[alive], picks[:, alive]
        return columns, state, picks

    def _field(self, counter: Watch, state: Whole) -> Whole:
        return (state >> self.shift[counter]) & ((1 << counter.bits) - 1)

    def _close(self, place: int) -> None:
        for counter in self.reading[place]:
            if self.reads[counter][-1] != place:
                continue
            found = self._field(counter, self.state)
            if isinstance(counter, BonusWatch):
                bonus = counter.bonus
                amounts = np.array([bonus.value, *bonus.uses, bonus.risk], dtype=np.int64)
                self.columns = self.columns + amounts[:, None] * (found == 0)
            self.state = self.state - (found << self.shift[counter])
            del self.shift[counter]

    def _drop(self, place: int) -> None:
        """Strike out what breaks a limit, what cannot reach the bound, and what another row beats."""
        alive = np.ones(len(self.state), dtype=np.bool_)
        for number, account in enumerate(self.programme.accounts):
            if account.limit is not None:
                alive &= self.columns[1 + number] + self.saves[place][number] <= account.limit
        if self.programme.risk_limit is not None:
            alive &= self.columns[self.risk] <= self.programme.risk_limit + SLACK
        if not alive.all():
            self._keep(np.flatnonzero(alive))
        reach = None if self.bound is None else self._keep_promising(self.bound, place)
        if self.watched is not None:
            kept = self._unbeaten(self.watched)
            self._keep(kept)
            reach = None if reach is None else reach[kept]
        if self.beam is not None and reach is not None and len(reach) > self.beam:
            self._keep(np.sort(np.argsort(-reach, kind="stable")[: self.beam]))
        self.work += len(self.state)
        if len(self.state) > self.most_rows or self.work > self.most_work:
            raise TooLarge

    def _keep_promising(self, bound: Reach, place: int) -> NDArray[np.float64]:
        """Strike out what cannot reach the bound; returns how far the rest can reach."""
        open_bonuses = [
            (self.number[id(counter.bonus)], self._field(counter, self.state))
            for counter in self.shift
            if isinstance(counter, BonusWatch)
        ]
        reach = bound.reach(self.columns, place, open_bonuses)
        rows = np.flatnonzero(reach >= bound.enough)
        self._keep(rows)
        return reach[rows]

    def _unbeaten(self, watched: Sequence[int]) -> Whole:
        columns = self.columns[list(watched)]
        columns[0] = -columns[0]
        prefer = np.concatenate((self.columns[[1 + MONEY, self.risk]], -self.picks))
        return unbeaten(columns, self.state, prefer)

    def _keep(self, rows: Whole) -> None:
        if len(rows) < len(self.state):
            self.columns, self.state, self.picks = self.columns[:, rows], self.state[rows], self.picks[:, rows]
