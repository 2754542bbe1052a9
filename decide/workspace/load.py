"""Files → model. Each loader reads what its verb needs, and refuses with every fault at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from decide.errors import InputsRefused, Issue, Location, WrongUse
from decide.model.problem import Problem
from decide.workspace.build.criteria import value_tree
from decide.workspace.build.option import option
from decide.workspace.build.page import Page
from decide.workspace.build.profile import profile
from decide.workspace.fingerprint import inputs_fingerprint, scales_fingerprint
from decide.workspace.locate import (
    CRITERIA,
    WEIGHTS,
    ProfileFile,
    find_profile,
    find_workspace,
    profile_names,
)
from decide.workspace.names import suggestion
from decide.workspace.read import Reading, read
from decide.workspace.scalars import ID
from decide.workspace.schema.criteria import CriteriaFile
from decide.workspace.schema.option import OptionFile
from decide.workspace.schema.weights import WeightsFile
from decide.workspace.source import SUFFIX, Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from decide.model.criterion import ValueTree
    from decide.model.option import Option
    from decide.model.weights import WeightProfile
    from decide.workspace.document import Document
    from decide.workspace.schema.base import Schema

OPTIONS = "options"


@dataclass
class Desk:
    """The files read so far, what was found wrong with them, and who wants to know how far it is."""

    folder: Folder
    issues: list[Issue] = field(default_factory=list)
    refused: frozenset[str] = frozenset()  # criteria that exist but cannot be used: their names are no faults elsewhere
    documents: dict[str, Document] = field(default_factory=dict)
    readings: dict[str, Reading[Any]] = field(default_factory=dict)
    known: Mapping[str, Reading[Any]] = field(default_factory=dict)  # files that were read before, and are as they were
    built: Mapping[str, Option] = field(default_factory=dict)  # options of files that are known, on the same criteria
    counted: dict[str, str] = field(default_factory=dict)  # files of profiles asked for, and as what they count
    advance: Callable[[], None] = lambda: None

    def read(
        self, file: str, schema: type[Schema], folder: Folder | None = None, shown: str | None = None
    ) -> Reading[Schema]:
        """Read one file and keep its document and faults."""
        name = shown or file
        reading = self.known.get(name) or read(folder or self.folder, file, schema, shown)
        self.readings[name] = reading
        self.documents[name] = reading.document
        self.issues += reading.issues
        self.advance()
        return reading

    def page(self, reading: Reading[Schema]) -> Page:
        """The page on which a builder reports."""
        return Page(reading.document, self.issues)

    def names(self, subfolder: str) -> list[str]:
        """Ids of the files in a subfolder; a name that is no id is reported."""
        found: list[str] = []
        for name in self.folder.names(subfolder):
            stem = name.removesuffix(SUFFIX)
            if not name.endswith(SUFFIX):
                continue
            if ID.fullmatch(stem):
                found.append(stem)
            else:
                hint = "an id begins with a letter a-z; then a-z, 0-9, _ and -"
                where = Location(f"{subfolder}/{name}", 1, 1)
                self.issues.append(Issue("bad-id", f"the file's name '{stem}' is not an id", where, hint))
        return found

    def refuse(self) -> None:
        """Stop here if anything is wrong."""
        if self.issues:
            raise InputsRefused(self.issues)


@dataclass(frozen=True)
class Loaded:
    """A problem and one weight profile, with what they were read from."""

    root: Path
    problem: Problem
    profile: WeightProfile
    stale: bool
    inputs: str


def load(start: Path, weights: str | None, advance: Callable[[], None] = lambda: None) -> Loaded:
    """The problem of the workspace at or above `start`, and one weight profile.

    Raises
    ------
    WrongUse : no workspace, or no such profile, or none named and none given in criteria.yaml
    InputsRefused : faults in criteria.yaml, an option, or the profile
    """
    desk = Desk(Folder(find_workspace(start)), advance=advance)
    problem = read_problem(desk)
    chosen, _ = read_chosen(desk, start, weights, problem)
    return finished(desk, problem, chosen)


def read_chosen(
    desk: Desk, start: Path, weights: str | None, problem: Problem | None
) -> tuple[WeightProfile | None, str]:
    """The profile asked for, as far as it can be read, and the name by which messages call its file."""
    found = find_profile(desk.folder.root, start, weights) if weights else _default_profile(desk, problem)
    # A profile of one's own counts by its name, wherever on this machine its file stands.
    desk.counted[found.shown] = f"{WEIGHTS}/{found.name}{SUFFIX}"
    return read_profile(desk, found, problem), found.shown


def finished(desk: Desk, problem: Problem | None, chosen: WeightProfile | None) -> Loaded:
    """What a verb works on, once everything is read; refuses if anything is wrong."""
    desk.refuse()
    if problem is None or chosen is None:  # cannot be: what is None has left an issue
        raise InputsRefused(desk.issues)
    stale = bool(chosen.agreed_for) and chosen.agreed_for != scales_fingerprint(problem.criteria)
    read = ((desk.counted.get(name, name), document.text) for name, document in desk.documents.items())
    return Loaded(desk.folder.root, problem, chosen, stale, inputs_fingerprint(read))


def read_problem(desk: Desk) -> Problem | None:
    """criteria.yaml and the options; None where criteria.yaml is of no use."""
    reading = desk.read(CRITERIA, CriteriaFile)
    entry = reading.entry
    tree = None
    if isinstance(entry, CriteriaFile):
        tree, desk.refused = value_tree(entry, desk.page(reading))
    options = _read_options(desk, tree)
    if tree is None or not isinstance(entry, CriteriaFile):
        return None
    return Problem(
        decision=entry.decision,
        currency=entry.currency,
        horizon=entry.horizon,
        tree=tree,
        options=options,
        profile=entry.profile or "",
        context=entry.context or "",
    )


def _read_options(desk: Desk, tree: ValueTree | None) -> tuple[Option, ...]:
    found: list[Option] = []
    names = desk.names(OPTIONS)
    if not names and not desk.folder.names(OPTIONS):
        where = Location(f"{OPTIONS}/", 1, 1)
        desk.issues.append(Issue("no-options", "there is no option", where, "add a file options/ID.yaml for each"))
    for name in names:
        reading = desk.read(f"{OPTIONS}/{name}{SUFFIX}", OptionFile)
        # Without a usable tree the option's own text is still checked, its performances are not.
        if name in desk.built and reading is desk.known.get(f"{OPTIONS}/{name}{SUFFIX}"):
            found.append(desk.built[name])
        elif isinstance(reading.entry, OptionFile) and tree is not None:
            found.append(option(name, reading.entry, tree.criteria, desk.page(reading), desk.refused))
    return tuple(found)


def read_profile(desk: Desk, found: ProfileFile, problem: Problem | None) -> WeightProfile | None:
    """One weight profile; None where it or the tree is of no use."""
    reading = desk.read(found.file, WeightsFile, found.folder, found.shown)
    if problem is None or not isinstance(reading.entry, WeightsFile):
        return None
    return profile(found.name, reading.entry, problem.tree, desk.page(reading), desk.refused)


def read_profiles(desk: Desk, problem: Problem | None) -> Mapping[str, WeightProfile]:
    """Every weight profile of the workspace."""
    profiles: dict[str, WeightProfile] = {}
    for name in desk.names(WEIGHTS):
        file = f"{WEIGHTS}/{name}{SUFFIX}"
        chosen = read_profile(desk, ProfileFile(desk.folder, file, file, name), problem)
        if chosen is not None:
            profiles[name] = chosen
    return profiles


def _default_profile(desk: Desk, problem: Problem | None) -> ProfileFile:
    """The profile that criteria.yaml names, else the only one there is."""
    desk_names = profile_names(desk.folder.root)
    named = problem.profile if problem else ""
    if named and named not in desk_names:
        document = desk.documents[CRITERIA]
        issue = document.issue(
            "unknown-profile",
            f"there is no weight profile '{named}'",
            ("profile",),
            suggestion(named, desk_names),
        )
        desk.issues.append(issue)
        desk.refuse()
    if not named and len(desk_names) == 1:
        named = desk_names[0]
    if not named:
        if desk.issues:  # a broken criteria.yaml may have named one: its faults come first
            desk.refuse()
        listed = ", ".join(desk_names) or "none yet: add a file weights/NAME.yaml"
        raise WrongUse("which weight profile?", f"name one with --weights: {listed}")
    file = f"{WEIGHTS}/{named}{SUFFIX}"
    return ProfileFile(desk.folder, file, file, named)
