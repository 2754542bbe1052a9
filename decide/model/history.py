"""What `history` finds: ranks and portfolios, commit by commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True, slots=True)
class Standing:
    """What the files of one commit come to under a weight profile; no ranks where they have faults, or lack it."""

    faults: int
    has_profile: bool
    ranks: Mapping[str, int]  # best first, equals in the order of their ids
    scores: Mapping[str, float]
    status: str  # of the portfolio: optimal, best_found, infeasible or unknown; empty where none was chosen
    portfolio: tuple[str, ...] | None  # ids, in order
    sizes: Mapping[str, str]  # where another size than the option itself is chosen

    @property
    def first(self) -> tuple[str, ...]:
        """The options that come first."""
        return tuple(name for name, rank in self.ranks.items() if rank == 1)

    @property
    def chosen(self) -> frozenset[str]:
        """The portfolio, an option in another size as OPTION:SIZE."""
        return frozenset(f"{name}:{self.sizes[name]}" if name in self.sizes else name for name in self.portfolio or ())


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit, or what is not committed: that has no hash, no date and no author."""

    commit: str
    date: str
    author: str
    subject: str
    standing: Standing

    @property
    def committed(self) -> bool:
        """Whether it is a commit."""
        return bool(self.commit)


@dataclass(frozen=True, slots=True)
class Step:
    """An entry against the one before it; one without ranks, or without a portfolio, is passed over."""

    entry: Entry
    before: Standing | None  # the last with ranks
    was_chosen: frozenset[str] | None  # by the last with a portfolio

    @property
    def moved_first(self) -> bool:
        """Whether other options come first than before."""
        now = self.entry.standing
        return bool(self.before is not None and now.ranks and now.first != self.before.first)

    @property
    def moved(self) -> int | None:
        """How many options have another rank than before, or are new; None where there is nothing to compare."""
        now = self.entry.standing
        if self.before is None or not now.ranks:
            return None
        return sum(self.before.ranks.get(name) != rank for name, rank in now.ranks.items())

    @property
    def enters(self) -> tuple[str, ...]:
        """What the portfolio gains."""
        return self._new(self.entry.standing.chosen, self.was_chosen)

    @property
    def leaves(self) -> tuple[str, ...]:
        """What the portfolio loses."""
        return () if self.was_chosen is None else self._new(self.was_chosen, self.entry.standing.chosen)

    def _new(self, now: frozenset[str], before: frozenset[str] | None) -> tuple[str, ...]:
        if before is None or self.entry.standing.portfolio is None:
            return ()
        return tuple(sorted(now - before))


@dataclass(frozen=True, slots=True)
class History:
    """Ranks and portfolios commit by commit, oldest first."""

    profile: str
    entries: tuple[Entry, ...]
    before: Standing | None  # what the first entry changed; None where nothing was there, or it is not known
    with_portfolios: bool
    older: bool  # there are older commits, which were not asked for
    shallow: bool  # the clone lacks older commits
    partial: bool  # the clone lacks some old files
    option: str = ""  # the one to be followed; empty: all

    @property
    def steps(self) -> tuple[Step, ...]:
        """Each entry with what it is compared with."""
        ranked = self.before if self.before is not None and self.before.ranks else None
        chosen = self.before.chosen if self.before is not None and self.before.portfolio is not None else None
        found: list[Step] = []
        for entry in self.entries:
            found.append(Step(entry, ranked, chosen))
            now = entry.standing
            ranked = now if now.ranks else ranked
            chosen = now.chosen if now.portfolio is not None else chosen
        return tuple(found)

    @property
    def moved_first(self) -> tuple[Entry, ...]:
        """The entries that moved first place."""
        return tuple(step.entry for step in self.steps if step.moved_first)

    @property
    def options(self) -> tuple[str, ...]:
        """Every option that was ever ranked, in order."""
        return tuple(sorted({name for entry in self.entries for name in entry.standing.ranks}))

    def to_frame(self) -> pd.DataFrame:
        """One row a commit and option: rank, score, and whether the portfolio has it."""
        import pandas as pd  # noqa: PLC0415 - pandas is slow to load, and only frames need it

        rows = [
            {
                "commit": entry.commit,
                "date": entry.date,
                "author": entry.author,
                "subject": entry.subject,
                "option": name,
                "rank": rank,
                "score": entry.standing.scores[name],
                "chosen": None if entry.standing.portfolio is None else name in entry.standing.portfolio,
            }
            for entry in self.entries
            for name, rank in entry.standing.ranks.items()
            if self.option in {"", name}
        ]
        head = ["commit", "date", "author", "subject", "option", "rank", "score", "chosen"]
        return pd.DataFrame(rows, columns=head)
