"""The files of one commit after another: what did not change from one to the next is neither read nor built again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from decide.model.rules import Rules
from decide.workspace.build.page import Page
from decide.workspace.build.references import check_limit_names
from decide.workspace.committed import Committed
from decide.workspace.load import OPTIONS, Desk, read_problem, read_profile
from decide.workspace.load_rules import PORTFOLIO, check_periods, limits_of, read_rules
from decide.workspace.locate import CRITERIA, WEIGHTS, ProfileFile
from decide.workspace.source import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from decide.model.option import Option
    from decide.model.problem import Problem
    from decide.model.weights import WeightProfile
    from decide.workspace.read import Reading

_IN_OPTIONS = f"{OPTIONS}/"


def profile_file(profile: str) -> str:
    """Where a profile stands."""
    return f"{WEIGHTS}/{profile}{SUFFIX}"


def relevant(files: Mapping[str, str], profile: str, *, portfolio: bool) -> dict[str, str]:
    """The files that ranks, and where it is asked for the portfolio, are made from."""
    wanted = {CRITERIA, profile_file(profile), *([PORTFOLIO] if portfolio else [])}
    return {name: blob for name, blob in files.items() if name in wanted or name.startswith(_IN_OPTIONS)}


@dataclass(frozen=True, slots=True)
class Found:
    """What the files of a commit hold: how many faults, and what is whole in spite of them."""

    faults: int
    problem: Problem | None  # None where criteria, options or profile have faults, or there is no such profile
    profile: WeightProfile | None
    rules: Rules | None  # those in force; None where anything has faults, or they were not asked for


NOTHING = Found(0, None, None, None)


@dataclass
class Past:
    """Reads commits one after another; one that differs from the last in one file costs one file.

    What an option is depends on its own file and on criteria.yaml. So where that is as it was, a commit is read as if
    it had only the options that are new or changed, and the others are added to them.
    """

    root: Path
    profile: str
    contents: Mapping[str, bytes | None]  # by hash; a file that the clone lacks is not there
    readings: dict[str, tuple[str, Reading[Any]]] = field(default_factory=dict)  # of each file the last, with its hash
    built: dict[str, tuple[str, Option]] = field(default_factory=dict)  # options without faults, likewise
    last: tuple[str, Problem] | None = None  # whose criteria.yaml they were built with, and its hash

    def read(self, files: Mapping[str, str], *, portfolio: bool) -> Found:
        """What the files of one commit hold; they are named with their hashes."""
        if self.last is None or self.last[0] != files.get(CRITERIA):
            self.last = None
            self.built.clear()
        known = {name: reading for name, (blob, reading) in self.readings.items() if files.get(name) == blob}
        same = {name: option for name, (blob, option) in self.built.items() if name in known and files[name] == blob}
        held = {name: self.contents.get(blob) for name, blob in files.items() if name not in same}
        desk = Desk(Committed(self.root, held), known=known)
        problem = self._problem(desk, files, same)
        desk.documents |= {name: known[name].document for name in same}
        found = self._found(desk, files, problem, portfolio=portfolio)
        self.readings |= {name: (files[name], reading) for name, reading in desk.readings.items() if name in files}
        return found

    def _problem(self, desk: Desk, files: Mapping[str, str], same: Mapping[str, Option]) -> Problem | None:
        """criteria.yaml and all options; None where criteria.yaml is of no use."""
        names = [name for name in sorted(files) if name.startswith(_IN_OPTIONS)]
        options = dict(same)
        if self.last is None or not names or len(same) < len(names):
            part = read_problem(desk)
            if part is None:
                return None
            new = {f"{_IN_OPTIONS}{option.id}{SUFFIX}": option for option in part.options}
            options |= new
            self.last = self.last or (files[CRITERIA], part)
            if not desk.issues:
                self.built |= {name: (files[name], option) for name, option in new.items()}
        _, last = self.last
        return replace(last, options=tuple(options[name] for name in names if name in options))

    def _found(self, desk: Desk, files: Mapping[str, str], problem: Problem | None, *, portfolio: bool) -> Found:
        file = profile_file(self.profile)
        chosen = None
        if file in files:
            chosen = read_profile(desk, ProfileFile(desk.folder, file, file, self.profile), problem)
        whole = not desk.issues
        rules = self._rules(desk, problem, chosen) if portfolio else None
        return Found(
            faults=len(desk.issues),
            problem=problem if whole and chosen is not None else None,
            profile=chosen if whole else None,
            rules=None if desk.issues else rules,
        )

    def _rules(self, desk: Desk, problem: Problem | None, chosen: WeightProfile | None) -> Rules | None:
        """The profile's limits go before those of portfolio.yaml, as in `portfolio`."""
        stated = read_rules(desk, problem)
        if problem is None or stated is None or chosen is None:
            return None
        file = profile_file(self.profile)
        page = Page(desk.documents[file], desk.issues)
        check_limit_names(chosen.limits or {}, [resource.id for resource in stated.resources], page)
        limits = {**stated.limits, **limits_of(desk, chosen, file)}
        check_periods(desk, problem, stated, limits)
        return Rules(stated.resources, limits, stated.relations)
