"""The snapshot of a workspace as Markdown: one line an option and profile, so that a change of judgement shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.rules import BUDGET, ESCALATION_RISK
from decide.report import sentences, words
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.ranking import RankedOption
    from decide.model.snapshot import Snapshot, Standing

SIGN = "<!-- decide:snapshot, written by `decide export reports/ranking.md`; do not edit -->"
_RARE = 0.005
_STATES = {
    "optimal": "proved best",
    "best_found": "the best found, not proved",
    "infeasible": "none is possible",
    "unknown": "none was found in time",
}


def render(found: Snapshot) -> str:
    """An overview, then a section a profile."""
    return lines(
        f"{SIGN}\n# {escape(found.problem.decision)}",
        "What the files say under each weight profile, kept beside them so that every change of a judgement shows in "
        "its own diff. `decide check` says when it is out of date.",
        _overview(found),
        *(part for one in found.standings for part in _section(found, one)),
        f"Near by: {found.samples:,} weights drawn uniformly within {words.percent(found.near)} of each weight, seed "
        f"{found.seed}; the share of them under which an option is first, with a standard error of at most "
        f"{found.error * 100:.1f} percentage points. Cost in {escape(found.problem.currency)} over "
        f"{escape(found.problem.horizon)}.",
    )


def _overview(found: Snapshot) -> str:
    rows = []
    for one in found.standings:
        first = [line for line in one.ranking.options if line.rank == 1]
        names = ", ".join(line.option.title for line in first)
        share = max(one.firsts[line.option.id] for line in first) / found.samples
        chosen = one.portfolio
        rows.append(
            [
                escape(one.ranking.profile.title),
                escape(names),
                _lead(one),
                _share(share),
                "" if chosen is None else str(len(chosen.options)),
                "none" if chosen is None else f"{chosen.value:.2f}",
                "" if chosen is None else words.number(chosen.cost),
                "" if chosen is None else words.percent(chosen.escalation_risk),
            ]
        )
    head = ["Profile", "First", "Lead", "First near by", "Portfolio", "Value", "Cost", "Risk"]
    return table(head, rows, right=range(2, 8))


def _lead(one: Standing) -> str:
    options = one.ranking.options
    return f"{options[0].score - options[1].score:.2f}" if len(options) > 1 else ""


def _share(share: float) -> str:
    """A share of samples, no finer than it is known."""
    if 0 < share < _RARE:
        return escape("<1%")
    if 1 - _RARE < share < 1:
        return escape(">99%")
    return f"{share:.0%}" if share else ""


def _section(found: Snapshot, one: Standing) -> list[str]:
    ranking = one.ranking
    weights = ", ".join(f"{name} {words.share(weight)}" for name, weight in ranking.weights.items())
    chosen = set() if one.portfolio is None else set(one.portfolio.options)
    rows = [_row(found, one, line, chosen) for line in ranking.options]
    return [
        f"## {escape(ranking.profile.title)}",
        escape(f"Weights: {weights}."),
        escape(
            " ".join(text for text in (sentences.why_first(ranking), sentences.what_would_change_it(ranking)) if text)
        ),
        *(escape(text) for text in sentences.caveats(ranking)),
        table(["#", "Option", "Score", "First near by", "Portfolio"], rows, right=(0, 2, 3)),
        escape(_portfolio(one)),
    ]


def _row(found: Snapshot, one: Standing, line: RankedOption, chosen: set[str]) -> list[str]:
    name = line.option.id
    size = "" if one.portfolio is None else one.portfolio.sizes.get(name, "")
    return [
        words.place(line.rank, tied=line.tied),
        escape(line.option.title),
        f"{line.score:.2f}" + (" ?" if line.unknown else ""),
        _share(one.firsts[name] / found.samples),
        escape(f"in ({size})" if size else "in") if name in chosen else "",
    ]


def _portfolio(one: Standing) -> str:
    chosen, state = one.portfolio, _STATES[one.status]
    if chosen is None:
        return f"Portfolio: {state}."
    limits = {key: limit.total for key, limit in one.limits.items()}
    parts = [f"value {chosen.value:.2f}", _of("cost", words.number(chosen.cost), limits.get(BUDGET), words.number)]
    parts.append(
        _of("escalation risk", words.percent(chosen.escalation_risk), limits.get(ESCALATION_RISK), words.percent)
    )
    parts += [
        _of(key, words.number(used), limits.get(key), words.number)
        for key, used in chosen.uses.items()
        if used or key in limits
    ]
    return f"Portfolio: {', '.join(parts)}; {state}."


def _of(name: str, taken: str, limit: object, show: object) -> str:
    return f"{name} {taken}" + (f" of {show(limit)}" if limit is not None else "")  # type: ignore[operator]
