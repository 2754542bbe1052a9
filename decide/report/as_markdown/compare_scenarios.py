"""One profile in several worlds, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import sentences_compare_scenarios as say
from decide.report import words
from decide.report.as_markdown.text import escape, lines, table

if TYPE_CHECKING:
    from decide.model.worlds import Break, Candidate, Fate, World, Worlds


def render(found: Worlds) -> str:
    """The verdict, the worlds, the options and the portfolios in each, and which assumption breaks what."""
    return lines(
        f"## {escape(found.profile.title)}: {escape(found.problem.decision)}",
        escape(say.verdict(found)),
        escape(say.choice(found)),
        *(f"- {escape(text.strip())}" for text in say.clashes(found)),
        escape(say.least_regret(found)),
        _worlds(found),
        _options(found),
        "Ranks; *in* where the portfolio of that world has the option.",
        _regrets(found),
        *(_portfolio(number, one, found) for number, one in enumerate(found.candidates, 1)),
        *(_break(found, what) for what in found.breaks),
        *(f"- {escape(text)}" for text in say.notes(found)),
        f"Inputs `{found.inputs}`.",
    )


def _worlds(found: Worlds) -> str:
    titles = {option.id: option.title for option in found.problem.options}
    rows = [
        [escape(say.title(one)), escape(say.listed([titles[name] for name in one.leaders])), *_totals(one)]
        for one in found.worlds
    ]
    return table(["World", "First", "Value", "Cost", "Escalation risk"], rows, right=(2, 3, 4))


def _totals(one: World) -> list[str]:
    best = one.portfolio
    if best is None:
        return ["none", "", ""]
    return [words.points(best.value), words.number(best.cost), words.percent(best.escalation_risk)]


def _options(found: Worlds) -> str:
    titles = {option.id: option.title for option in found.problem.options}
    head = ["Option", *(escape(say.title(one)) for one in found.worlds), "Chosen"]
    rows = [
        [escape(titles[name]), *(_place(one, name) for one in found.worlds), group]
        for group, names in say.groups(found)
        for name in names
    ]
    return table(head, rows, right=range(1, len(head) - 1))


def _place(one: World, name: str) -> str:
    if one.portfolio is None or name not in one.portfolio.options:
        return str(one.ranks[name])
    size = one.portfolio.sizes.get(name)
    return f"{one.ranks[name]} *in* ({escape(size)})" if size else f"{one.ranks[name]} *in*"


def _regrets(found: Worlds) -> str:
    if not found.candidates:
        return ""
    head = ["Points lost", *(escape(say.title(one)) for one in found.worlds), "Most"]
    rows = [
        [
            f"{number}{' (least regret)' if one.least_regret else ''}",
            *map(_fate, one.fates),
            "" if one.largest is None else say.lost(one.largest),
        ]
        for number, one in enumerate(found.candidates, 1)
    ]
    return table(head, rows, right=range(1, len(head)))


def _fate(fate: Fate) -> str:
    if fate.lost is not None:
        return say.lost(fate.lost)
    return f"breaks {escape(say.listed([say.limit_in_words(key) for key in fate.breaks]))}" if fate.breaks else "none"


def _portfolio(number: int, one: Candidate, found: Worlds) -> str:
    where = say.listed([say.title(found.worlds[place]) for place in one.best_in]) if one.best_in else ""
    best = f" (best in: {escape(where)})" if where else ""
    return f"{number}\\.{best} {escape(say.contents(one))}"


def _break(found: Worlds, what: Break) -> str:
    said = [escape(f"{say.broken(found, what)} {say.enough(what)}")]
    return "\n".join(
        [*said, *([""] if what.alone else []), *(f"- {escape(t)} `{where}`" for t, where in say.change_lines(what))]
    )
