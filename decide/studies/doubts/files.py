"""Doubts about files and profiles: stale stamps, names that clash, files that nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.errors import Issue, Location, Severity
from decide.studies.doubts.ask import doubt
from decide.workspace.fingerprint import scales_fingerprint
from decide.workspace.load import OPTIONS
from decide.workspace.load_all import SCENARIOS, SEEDS
from decide.workspace.locate import WEIGHTS
from decide.workspace.source import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from decide.model.problem import Problem
    from decide.model.weights import WeightProfile
    from decide.workspace.document import Document
    from decide.workspace.source import Folder


def about_profiles(
    problem: Problem, profiles: Mapping[str, WeightProfile], documents: Mapping[str, Document]
) -> Iterator[Issue]:
    """Profiles that were agreed for other scales."""
    now = scales_fingerprint(problem.criteria)
    for profile in profiles.values():
        if profile.agreed_for and profile.agreed_for != now:
            document = documents[f"{WEIGHTS}/{profile.id}{SUFFIX}"]
            yield doubt(
                document,
                "stale-profile",
                f"the weights of '{profile.id}' were agreed for other scales",
                ("agreed_for",),
                f"look at them again, then `decide weights confirm {profile.id}`",
            )


def about_files(folder: Folder, documents: Mapping[str, Document]) -> Iterator[Issue]:
    """Files that are not read, that clash in case, or that git cannot compare."""
    for subfolder in (OPTIONS, WEIGHTS, SCENARIOS, SEEDS):
        names = folder.names(subfolder)
        folded: dict[str, str] = {}
        for name in names:
            where = Location(f"{subfolder}/{name}", 1, 1)
            if name.casefold() in folded:
                yield Issue(
                    "case-clash",
                    f"{name} and {folded[name.casefold()]} are one file on Windows and Mac",
                    where,
                    "rename one",
                    Severity.DOUBT,
                )
            folded.setdefault(name.casefold(), name)
            if name.endswith((".yml", ".YAML", ".YML")):
                yield Issue("not-read", f"{name} is not read", where, "name it .yaml", Severity.DOUBT)
    for document in documents.values():
        if document.encoding != "utf-8":
            yield Issue(
                "not-utf8",
                "the file is UTF-16: git cannot show its changes",
                Location(document.file, 1, 1),
                "save it as UTF-8",
                Severity.DOUBT,
            )
