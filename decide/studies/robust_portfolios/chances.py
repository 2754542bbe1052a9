"""How often portfolios keep to their limits where costs and risks are not certain, and which does so often enough."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from decide.methods.amounts import Amounts, draw_number, within_limits
from decide.methods.drawing import is_open
from decide.model.relation import Together
from decide.model.robust_portfolios import Confident, Kept
from decide.model.sampled import Sampled
from decide.robustness.sampling import standard_error
from decide.selection.answer import Status
from decide.selection.columns import columns_of
from decide.selection.formulate import accounts_of, limit_of, parts_used
from decide.selection.programme import MONEY, measure
from decide.selection.search import at_least
from decide.selection.solve import ANY_ENGINE, solve
from decide.selection.sweep import TooLarge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from decide.model.option import Cost, NumberJudgement, Option, Size
    from decide.model.quantity import Number
    from decide.selection.programme import Picks, Programme
    from decide.studies.choosing.question import Question
    from decide.workspace.load_rules import Case

_OTHER = "*"  # all periods that no budget names; there is no money, and seldom a cost
_KEY = 2  # of the stream: 0 draws weights, 1 scores
_MOST = 10_000  # samples
_STEPS = 12  # of halving the room that limits leave
_BLOCK = 256  # portfolios looked at together
_MOST_ROWS = 1_000_000


class Chances:
    """What everything takes in some thousand cases, for one question."""

    def __init__(self, question: Question, whole: Programme, samples: int, seed: int) -> None:
        """`whole` has every `together` relation, worth something or not, and else the question's own numbers."""
        self.question, self.whole = question, whole
        self.samples = min(samples, _MOST)
        programme = question.programme
        # Not the programme's: what a limit leaves below the smallest unit of best estimates counts here.
        limits = [limit_of(question.case.rules, account) for account in accounts_of(question.case.rules)]
        self.limits = [None if limit is None else float(limit) for limit in limits]
        self.risk = None if programme.least_survival is None else float(1 - programme.least_survival)
        stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(0, _KEY))))
        self.amounts, self.varies = _drawn(question.case, whole, self.samples, stream)

    def kept(self, picks: Picks) -> Kept | None:
        """How often one portfolio keeps to each limit, and to all; None where nothing varies, or nothing is limited."""
        if not self.varies or (self.risk is None and all(limit is None for limit in self.limits)):
            return None
        within: NDArray[np.bool_] = self._within([picks])[:, 0]
        accounts = zip(self.question.programme.accounts, within, strict=False)  # the risk stands after them
        return Kept(
            accounts={
                (one.key, one.period): self._share(row)
                for one, row in accounts
                if one.limit is not None and not (one.period == _OTHER and row.all())
            },
            risk=None if self.risk is None else self._share(within[-1]),
            together=self._share(np.asarray(within.all(axis=0))),
        )

    def together(self, portfolios: Sequence[Picks]) -> list[Sampled | None]:
        """How often each of several keeps to all limits; None where nothing varies, or nothing is limited."""
        if not portfolios or self.kept(portfolios[0]) is None:
            return [None] * len(portfolios)
        blocks = [portfolios[start : start + _BLOCK] for start in range(0, len(portfolios), _BLOCK)]
        return [_sampled(share, self.samples) for block in blocks for share in self._shares(block).tolist()]

    def often_enough(self, confidence: float, first: Picks | None) -> Confident:
        """The best portfolio that keeps to all limits in such a share of cases, and by best estimates as well.

        One that does so is looked for by tightening the limits. Then everything that is worth as much is listed, so
        that the best of it is the best there is; where none was found, everything there is.
        """
        programme = self.question.programme
        best = self._tightened(confidence, first)
        least = -_most_value(programme) if best is None else measure(programme, best).value
        try:
            listed = at_least(programme, least, _MOST_ROWS)
        except TooLarge:
            return self._confident(confidence, best, proved=False)
        ordered = sorted(listed, key=lambda picks: _order(programme, picks))
        for start in range(0, len(ordered), _BLOCK):
            block = ordered[start : start + _BLOCK]
            enough = np.flatnonzero(self._shares(block) >= confidence)
            if len(enough):
                return self._confident(confidence, block[int(enough[0])], proved=True)
        return self._confident(confidence, best, proved=True)

    def _confident(self, confidence: float, best: Picks | None, *, proved: bool) -> Confident:
        if best is None:
            return Confident(confidence, None, None, proved)
        return Confident(confidence, self.question.portfolio(best), self.kept(best), proved)

    def _tightened(self, confidence: float, first: Picks | None) -> Picks | None:
        """A good portfolio that keeps to all limits often enough: the best under limits that leave less room."""
        if first is not None and self._shares([first])[0] >= confidence:
            return first
        found: Picks | None = None
        low, high = 0.0, 1.0
        for _ in range(_STEPS):
            share = (low + high) / 2
            answer = solve(_scaled(self.question.programme, share), 1, ANY_ENGINE)
            if answer.status is Status.OPTIMAL and self._shares(answer.portfolios[:1])[0] >= confidence:
                low, found = share, answer.portfolios[0]
            elif answer.status is Status.OPTIMAL:
                high = share
            else:
                low = share  # too tight for the rules
        return found

    def _within(self, portfolios: Sequence[Picks]) -> NDArray[np.bool_]:
        rows = columns_of(self.whole, portfolios)
        return within_limits(self.amounts, rows, self.limits, self.risk)

    def _shares(self, portfolios: Sequence[Picks]) -> NDArray[np.float64]:
        return np.asarray(self._within(portfolios).all(axis=0).mean(axis=1))

    def _share(self, kept: NDArray[np.bool_]) -> Sampled:
        return _sampled(float(np.mean(kept)), self.samples)


def _sampled(share: float, samples: int) -> Sampled:
    return Sampled(share, standard_error(share, samples))


def _order(programme: Programme, picks: Picks) -> tuple[int, int, float, Picks]:
    """The best portfolio first; of equal value, by cost, then risk, then options."""
    found = measure(programme, picks)
    return -found.value, found.uses[MONEY], float(1 - found.survival), picks


def _most_value(programme: Programme) -> int:
    """What no portfolio is worth more than, nor, with the other sign, less."""
    values = [choice.value for item in programme.items for choice in item.choices]
    return sum(map(abs, values)) + sum(abs(bonus.value) for bonus in programme.bonuses)


def _scaled(programme: Programme, share: float) -> Programme:
    """The programme with so much of the room that its limits leave."""
    accounts = tuple(
        account if account.limit is None else replace(account, limit=int(account.limit * share))
        for account in programme.accounts
    )
    if programme.least_survival is None or programme.risk_limit is None:
        return replace(programme, accounts=accounts)
    limit = int(programme.risk_limit * share)
    least = max(Fraction(math.exp(-limit * programme.risk_unit)), programme.least_survival)
    return replace(programme, accounts=accounts, risk_limit=limit, least_survival=least)


def _drawn(case: Case, programme: Programme, samples: int, stream: np.random.Generator) -> tuple[Amounts, bool]:
    """What everything takes, and whether any of it varies."""
    keys = accounts_of(case.rules)
    things = _things(case, programme)
    triggers = {name: number for number, name in enumerate(sorted({thing.trigger for thing in things} - {""}), 1)}
    used = np.zeros((samples, len(keys), len(things)))
    risks = np.zeros((samples, len(things)))
    varies = False
    for column, thing in enumerate(things):
        for place, key in enumerate(keys):
            parts = parts_used(key, thing.cost, thing.uses, keys)
            varies |= any(is_open(part) for part in parts)
            used[:, place, column] = draw_number(parts, stream, samples)
        varies |= is_open(thing.risk)
        risks[:, column] = np.clip(draw_number([thing.risk], stream, samples), 0.0, 1.0)
    return Amounts(used, risks, np.array([triggers.get(thing.trigger, 0) for thing in things], dtype=np.int64)), varies


class _Thing(NamedTuple):
    """What takes something: an option in one of its sizes, or a relation."""

    cost: Cost
    uses: Mapping[str, NumberJudgement]
    risk: Number
    trigger: str


def _things(case: Case, programme: Programme) -> list[_Thing]:
    """One a column of the programme."""
    options = {option.id: option for option in case.loaded.problem.options}
    found: list[_Thing] = []
    for item in programme.items:
        option = options[item.id]
        ways: dict[str, Option | Size] = {"": option} | {size.id: size for size in option.sizes}
        for choice in item.choices:
            way = ways[choice.size]
            found.append(_Thing(way.cost, way.uses or {}, way.escalation_risk.quantity, option.trigger))
    together = [relation for relation in case.rules.relations if isinstance(relation, Together)]
    return found + [_Thing(one.cost, {}, one.escalation_risk.quantity, "") for one in together]
