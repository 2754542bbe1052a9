"""What a history says in words, the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report import words

if TYPE_CHECKING:
    from decide.model.history import Entry, History, Standing, Step

BEST = 5  # places; who was ever among them is drawn
_NAMED = 5  # commits that a sentence names
_DIGITS = 10  # of a hash
_DAY = len("2026-01-31")
HERE = "working"  # stands for the hash of what is not committed
NOT_COMMITTED = "not committed"
_NO_PORTFOLIO = {"infeasible": "none possible", "unknown": "none found"}


def short(entry: Entry) -> str:
    """A commit as people name it."""
    return entry.commit[:_DIGITS] or HERE


def day(entry: Entry) -> str:
    """The day of a commit."""
    return entry.date[:_DAY]


def subject(entry: Entry) -> str:
    """What a commit says of itself."""
    return words.one_line(entry.subject) if entry.committed else NOT_COMMITTED


def drawn(found: History) -> tuple[str, ...]:
    """The options that a picture shows: those ever among the best, or the one asked for."""
    if found.option:
        return (found.option,)
    ranked = (entry.standing.ranks for entry in found.entries)
    return tuple(sorted({name for ranks in ranked for name, rank in ranks.items() if rank <= BEST}))


def why_unranked(found: History, standing: Standing) -> str:
    """Why there are no ranks; empty where there are."""
    if standing.ranks:
        return ""
    return _count(standing.faults, "fault") if standing.faults else f"no profile '{found.profile}'"


def place(standing: Standing, name: str) -> str:
    """The rank of an option; equals carry the sign =."""
    rank = standing.ranks.get(name)
    if rank is None:
        return "–"
    return words.place(rank, tied=list(standing.ranks.values()).count(rank) > 1)


def member(standing: Standing, name: str) -> str:
    """Whether the portfolio has an option."""
    if standing.portfolio is None:
        return _NO_PORTFOLIO.get(standing.status, "")
    if name not in standing.portfolio:
        return "out"
    return f"in ({standing.sizes[name]})" if name in standing.sizes else "in"


def moves(step: Step, *, named: bool = True) -> str:
    """What the portfolio gains and loses, or how many."""
    now = step.entry.standing
    if now.portfolio is None:
        return _NO_PORTFOLIO.get(now.status, "")
    if named:
        return " ".join([*(f"+{name}" for name in step.enters), *(f"-{name}" for name in step.leaves)])
    return " ".join(f"{sign}{len(part)}" for sign, part in (("+", step.enters), ("-", step.leaves)) if part)


def headline(found: History) -> str:
    """How often first place moved, and when."""
    count = len(found.entries)
    if not count:
        return "Nothing has changed the workspace."
    if found.option:
        return _of_one(found)
    ranked = [entry for entry in found.entries if entry.standing.ranks]
    if not ranked:
        return f"None of {_commits(found)} can be ranked."
    steps = [step for step in found.steps if step.moved_first]
    if not steps:
        return f"First place never moved in {_commits(found, len(ranked))}: {_first(ranked[-1].standing)}."
    told = [_told(step) for step in steps[::-1][:_NAMED]]
    more = f"; and {len(steps) - _NAMED} more before" if len(steps) > _NAMED else ""
    return f"First place moved in {len(steps)} of {_commits(found)}: {'; '.join(told)}{more}."


def _told(step: Step) -> str:
    before = "" if step.before is None else _first(step.before)
    return f"{short(step.entry)} ({before} → {_first(step.entry.standing)})"


def _first(standing: Standing) -> str:
    return ", ".join(standing.first)


def _of_one(found: History) -> str:
    """An option's way through the commits."""
    name = found.option
    ranked = [entry for entry in found.entries if name in entry.standing.ranks]
    best = min(ranked, key=lambda entry: entry.standing.ranks[name])
    worst = max(ranked, key=lambda entry: entry.standing.ranks[name])
    last = found.entries[-1].standing
    if best.standing.ranks[name] == worst.standing.ranks[name]:
        said = f"{name} ranked {best.standing.ranks[name]} in all of {_commits(found, len(ranked))}"
    else:
        ends = [
            f"{entry.standing.ranks[name]} at {word} ({short(entry)})"
            for word, entry in (("best", best), ("worst", worst))
        ]
        said = f"{name} ranked {' and '.join(ends)} in {_commits(found, len(ranked))}"
    said += f", and ranks {place(last, name)} now." if name in last.ranks else "; the last of all does not rank it."
    chosen = [entry for entry in found.entries if entry.standing.portfolio is not None]
    if not chosen:
        return said
    times = sum(name in (entry.standing.portfolio or ()) for entry in chosen)
    return f"{said} The portfolio had it in {times} of {len(chosen)}."


def notes(found: History) -> list[str]:
    """What a reader must know of gaps, and what was left out."""
    said: list[str] = []
    faulty = [entry for entry in found.entries if not entry.standing.ranks and entry.standing.faults]
    without = [entry for entry in found.entries if not entry.standing.ranks and not entry.standing.faults]
    half = [entry for entry in found.entries if entry.standing.ranks and entry.standing.faults]
    if faulty:
        said.append(f"No ranks, because files had faults: {_some(faulty)}.")
    if without:
        said.append(f"No ranks, because there was no profile '{found.profile}': {_some(without)}.")
    if half:
        said.append(f"No portfolio, because of faults: {_some(half)}.")
    unsure = [entry for entry in found.entries if entry.standing.status in {"best_found", "unknown"}]
    if unsure:
        said.append(f"Portfolios that were not proved best in the time allowed: {_some(unsure)}.")
    if found.partial:
        said.append("The clone is partial: some old files are missing; `git fetch --refetch --no-filter` brings them.")
    if found.shallow:
        said.append("The clone is shallow: older commits are missing; `git fetch --unshallow` brings them.")
    if found.older:
        said.append("Older commits were left out; --limit 0 shows all.")
    return said


def _some(entries: list[Entry]) -> str:
    named = [short(entry) for entry in entries[::-1][:_NAMED]]
    more = f" and {len(entries) - _NAMED} more" if len(entries) > _NAMED else ""
    return ", ".join(named) + more


def _commits(found: History, count: int | None = None) -> str:
    """So many commits; what is not committed is an entry only."""
    total = len(found.entries) if count is None else count
    if all(entry.committed for entry in found.entries):
        return _count(total, "commit")
    return "1 entry" if total == 1 else f"{total} entries"


def _count(number: int, word: str) -> str:
    return f"{number} {word if number == 1 else word + 's'}"
