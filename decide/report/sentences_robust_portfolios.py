"""Which portfolios stand whatever the admissible weights, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.robust_portfolios import Role
from decide.model.rules import BUDGET, ESCALATION_RISK
from decide.report import words
from decide.report.sentences_portfolio import amount

if TYPE_CHECKING:
    from decide.model.portfolio import Portfolio
    from decide.model.robust import Robustness
    from decide.model.robust_portfolios import Kept, RobustPortfolio, RobustPortfolios

_EQUAL = 1e-9  # points


def headline(found: RobustPortfolios, which: str) -> str:
    """How many portfolios stand, and what they agree on."""
    if not found.found:
        return "No portfolio keeps to all limits and relations."
    core, exterior = len(with_role(found, Role.CORE)), len(with_role(found, Role.EXTERIOR))
    if not found.complete:
        return (
            f"Too many portfolios stand for all {which} to be listed. Of {found.samples} weights drawn, "
            f"{counted(len(found.found))} {'is' if len(found.found) == 1 else 'are'} the best for some: "
            f"{_options(core)} in all of them, {exterior} in none."
        )
    if len(found.found) == 1:
        return f"One portfolio beats all others, for all {which}."
    return (
        f"{len(found.found):,} portfolios stand: no other one beats them for all {which}. "
        f"{_options(core)} in all of them, {exterior} in none."
    )


def counted(portfolios: int) -> str:
    """How many portfolios."""
    return _count(portfolios, "portfolio")


def _options(count: int) -> str:
    return "No option is" if count == 0 else f"{_count(count, 'option')} {'is' if count == 1 else 'are'}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word if number == 1 else word + 's'}"


def with_role(found: RobustPortfolios, role: Role) -> list[str]:
    """The options that play a role, by id; borderline ones by core index, the largest first."""
    names = sorted(found.core_index, key=lambda name: (-found.core_index[name], name))
    return [name for name in names if found.role(name) is role]


def usual(found: RobustPortfolios, ranking: Robustness) -> str:
    """How the portfolio of the profile does for other admissible weights."""
    mine = found.usual
    if mine is None or _alone(mine, found):
        return ""
    return (
        f"The best under the weights of {ranking.ranking.profile.title} themselves stays the best for "
        f"{words.roughly(mine.best.share)} of all these weights; at its worst it is worth {words.points(mine.least)} "
        f"points (of {words.points(mine.portfolio.value)}), and at most {words.points(mine.regret)} less than another."
    )


def others(found: RobustPortfolios) -> list[str]:
    """Portfolios that other rules would choose, each with what it has instead."""
    mine = found.usual
    if mine is None or _alone(mine, found):
        return []
    said = []
    safest, least, oftenest = found.maximin, found.least_regret, found.oftenest
    if safest is not None and safest.least > mine.least + _EQUAL:
        said.append(
            f"Best at its worst, {words.points(safest.least)}: {instead(safest.portfolio, mine.portfolio)}; "
            f"{words.points(safest.portfolio.value)} points under those weights."
        )
    if least is not None and least.regret < mine.regret - _EQUAL:
        said.append(
            f"At most {words.points(least.regret)} less than another: {instead(least.portfolio, mine.portfolio)}."
        )
    if oftenest is not None and oftenest.best.share > mine.best.share:
        said.append(f"Best for {words.roughly(oftenest.best.share)}: {instead(oftenest.portfolio, mine.portfolio)}.")
    return said


def _alone(mine: RobustPortfolio, found: RobustPortfolios) -> bool:
    """Whether the portfolio of the profile is the only one that stands; it is not where its weights are not allowed."""
    return [one.portfolio for one in found.found] == [mine.portfolio]


def instead(one: Portfolio, mine: Portfolio) -> str:
    """What a portfolio has that another has not, and the other way round."""
    come = [f"+{name}" for name in one.options if name not in mine.options]
    moves = " ".join([*come, *(f"-{name}" for name in mine.options if name not in one.options)])
    return moves or "the same options in other sizes"


def kept(found: RobustPortfolios) -> str:
    """How often the portfolio of the profile keeps to its limits."""
    if found.kept is None or found.usual is None:
        return ""
    return f"When costs and risks vary within their ranges, it keeps {_keeps(found.kept)}."


def _keeps(one: Kept) -> str:
    parts = [
        f"to {_limit(key, period)} in {words.roughly(sampled.share)} of cases"
        for (key, period), sampled in one.accounts.items()
    ]
    if one.risk is not None:
        parts.append(f"to the limit on escalation risk in {words.roughly(one.risk.share)} of cases")
    if len(parts) > 1:
        parts.append(f"and to all of them in {words.roughly(one.together.share)}")
    return ", ".join(parts)


def _limit(key: str, period: str) -> str:
    if key == BUDGET:
        return {"": "the budget", "*": "the budget of periods without one"}.get(period, f"the budget of {period}")
    return f"the limit on {key}"


def confident(found: RobustPortfolios) -> str:
    """The best portfolio that keeps to all limits often enough."""
    one = found.confident
    if one is None or found.usual is None:
        return ""
    share = words.percent(one.confidence)
    if one.portfolio is None:
        found_none = "No portfolio keeps" if one.proved else "No portfolio was found that keeps"
        return f"{found_none} to all limits in {share} of cases."
    if one.portfolio.options == found.usual.portfolio.options and one.portfolio.sizes == found.usual.portfolio.sizes:
        return f"No other one that keeps to all limits in {share} of cases is worth more."
    less = found.usual.portfolio.value - one.portfolio.value
    proof = "" if one.proved else " A better one may exist."
    return (
        f"The best that keeps to all limits in {share} of cases is worth {words.points(one.portfolio.value)} points, "
        f"{words.points(less)} less, and costs {amount(BUDGET, one.portfolio.cost)} at an escalation risk of "
        f"{words.percent(one.portfolio.escalation_risk)}: "
        f"{instead(one.portfolio, found.usual.portfolio)}.{proof}"
    )


def budgets(found: RobustPortfolios) -> list[str]:
    """At which other budgets there is no core index, and why."""
    said = []
    for what, count in (("Too many portfolios stand to be listed", None), ("No portfolio keeps to all limits", 0)):
        if which := [words.number(one.budget) for one in found.by_budget if one.portfolios == count]:
            said.append(f"{what} at {', '.join(which)}.")
    return said


def limits(found: RobustPortfolios) -> str:
    """The limits that portfolios keep to."""
    parts = []
    for limit in found.rules.limits.values():
        key = {BUDGET: "a budget", ESCALATION_RISK: "an escalation risk"}.get(limit.key, f"a limit on {limit.key}")
        if isinstance(limit.amount, tuple):
            parts.append(f"{key} of {', '.join(f'{words.number(much)} in {period}' for period, much in limit.amount)}")
        else:
            parts.append(f"{key} of {amount(limit.key, limit.amount)}")
    if len(parts) > 1:
        parts = [", ".join(parts[:-1]), parts[-1]]
    return f"within {' and '.join(parts)}" if parts else "within all relations"


def notes(found: RobustPortfolios) -> list[str]:
    """What a reader must know of the figures."""
    if found.complete or not found.found:
        return []
    return ["Least values and regrets are among these portfolios only; --within or --order says more of the weights."]
