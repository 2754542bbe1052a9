"""Pull requests: a remote where main has moved on since the branch began, and what actions/checkout makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests import workspaces
from tests.diff.repositories import commit, git, repository

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NUMBER = 7
REPOSITORY = 4711
ALPHA_FIRST = {"weights/even.yaml": workspaces.EVEN.replace("effect: 50", "effect: 60")}
BETA_FIRST = {"weights/even.yaml": workspaces.EVEN.replace("effect: 50", "effect: 40")}
OTHER_FORM = {"weights/even.yaml": "version: 1\ntitle: Even\n# as agreed\nweights:\n  price: 50.0\n  effect: 60\n"}
REFUSED = {"weights/even.yaml": workspaces.EVEN.replace("effect: 50", "effect: -5")}
_MEANWHILE = "version: 1\ntitle: Gamma\nperformance: {effect: 100, price: 0}\n"  # would come first


@dataclass(frozen=True)
class Pull:
    """A pull request."""

    remote: Path
    branch: str
    base: str  # commit of main when it was opened
    head: str

    @property
    def github(self) -> dict[str, Any]:
        """What a runner knows of it."""
        return {
            "event_name": "pull_request",
            "head_ref": self.branch,
            "repository": "someone/somewhere",
            "event": {
                "pull_request": {
                    "number": NUMBER,
                    "title": self.branch,
                    "base": {"sha": self.base},
                    "head": {"sha": self.head, "ref": self.branch, "repo": {"id": REPOSITORY}},
                }
            },
        }


def opened(
    folder: Path,
    after: Mapping[str, str | None],
    *,
    before: Mapping[str, str | None] = ALPHA_FIRST,
    branch: str = "change",
    place: str = ".",
    also: Mapping[str, str] | None = None,
) -> Pull:
    """Open a pull request that replaces some files of a workspace, and adds others beside it."""
    work = folder / "work"
    workspaces.write(work / place, before)
    base = repository(work)
    git(work, "checkout", "--quiet", "-b", branch)
    workspaces.write(work / place, after, base={})
    workspaces.write(work, also or {}, base={})
    head = commit(work)
    git(work, "checkout", "--quiet", "main")
    workspaces.write(work / place, {"options/gamma.yaml": _MEANWHILE}, base={})
    commit(work)
    git(work, "checkout", "--quiet", "-b", "merged")
    git(work, "merge", "--quiet", "--no-ff", "--no-edit", branch)
    remote = folder / "remote.git"
    remote.mkdir()
    git(remote, "init", "--quiet", "--bare")
    main, ours = "refs/heads/main:refs/heads/main", f"refs/heads/{branch}:refs/heads/{branch}"
    git(work, "push", "--quiet", remote.as_uri(), main, ours, f"refs/heads/merged:refs/pull/{NUMBER}/merge")
    return Pull(remote, branch, base, head)


def checked_out(pull: Pull, folder: Path, *, shallow: bool = False) -> Path:
    """As actions/checkout does by `fetch-depth: 0`, or without it: what merging would make of main, on no branch."""
    folder.mkdir(parents=True)
    merge = f"refs/remotes/pull/{NUMBER}/merge"
    git(folder, "init", "--quiet")
    git(folder, "remote", "add", "origin", pull.remote.as_uri())
    names = [f"+refs/pull/{NUMBER}/merge:{merge}"]
    names += [] if shallow else ["+refs/heads/*:refs/remotes/origin/*"]
    git(folder, "fetch", "--quiet", "--no-tags", "--prune", *(["--depth=1"] if shallow else []), "origin", *names)
    git(folder, "checkout", "--quiet", "--progress", "--force", merge)
    return folder
