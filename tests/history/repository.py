"""Throw-away repositories whose commits are known: same files, same hashes."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import decide
from tests import choices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from decide.model.history import Standing

_FIRST = 1_700_000_000  # 2023-11-14, in seconds
_DAY = 86_400
ADA = "Ada <ada@example.org>"
Change = dict[str, str | bytes | None]  # None: removed


def git(root: Path, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """What git says, with a name of its own and nothing of the machine's settings."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    name = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "core.autocrlf=false"]
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *name, *arguments],  # noqa: S607 - whichever git the tester has
        cwd=root,
        env=plain | quiet | dict(env or {}),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout.strip()


def begin(root: Path, *more: str) -> Path:
    """An empty repository."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch", "main", *more)
    return root


def change(root: Path, changes: Change) -> None:
    """Write some files, and remove others."""
    for name, content in changes.items():
        path = root / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(root: Path, subject: str, changes: Change, *, author: str = ADA) -> str:
    """Commit some changes, a day after the commit before; the new commit."""
    change(root, changes)
    git(root, "add", "--all")
    count = int(git(root, "rev-list", "--count", "--all") or 0)
    name, _, mail = author.rpartition(" <")
    when = f"{_FIRST + count * _DAY} +0000"
    env = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("DATE", when),)}
    env |= {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": mail.rstrip(">")}
    git(root, "commit", "--quiet", "--allow-empty", "--message", subject, env=env)
    return git(root, "rev-parse", "HEAD")


def story(root: Path) -> list[str]:
    """Six commits of a small case: first place moves twice, the portfolio once more, and one changes a note."""
    begin(root)
    base: Change = dict(choices.BASE)
    return [
        commit(root, "The case as it was", base),
        commit(root, "b is better than we thought", {"options/b.yaml": choices.option(60, 10, 0.2)}),
        commit(root, "A word about a", {"options/a.yaml": choices.option(40, 10, 0.1, "summary: A word.\n")}),
        commit(root, "No money at all", {"portfolio.yaml": "version: 1\nlimits: {budget: 10}\n"}),
        commit(root, "c after all", {"options/c.yaml": choices.option(70, 10, 0.25)}),
        commit(root, "e is new", {"options/e.yaml": choices.option(65, 10, 0)}),
    ]


def alone(root: Path, revision: str, folder: Path, weights: str | None = None) -> tuple[dict[str, float], object]:
    """The ranks, scores and portfolio that `rank` and `portfolio` find in a commit that is checked out elsewhere."""
    git(root, "worktree", "add", "--quiet", "--force", "--detach", str(folder), revision)
    ranking = decide.rank(folder, weights)
    best = decide.portfolio(folder, weights).best
    ranked = {line.option.id: (line.rank, line.score) for line in ranking.options}
    return ranked, None if best is None else (best.options, best.sizes)


def told(standing: Standing) -> tuple[object, object]:
    """The same of an entry."""
    ranked = {name: (rank, standing.scores[name]) for name, rank in standing.ranks.items()}
    return ranked, None if standing.portfolio is None else (standing.portfolio, standing.sizes)
