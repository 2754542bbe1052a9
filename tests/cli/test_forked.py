"""Most tests fork the program from a process that has loaded it: that must be no other program."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests import forked

if TYPE_CHECKING:
    from pathlib import Path

CALLS = (
    ("rank", "--weights", "hawkish.yaml"),
    ("portfolio", "--format", "json"),
    ("rank", "--help"),
    ("rank", "--weights", "hawkisch"),
    ("portfolio", "--budget", "1", "--must", "middle-corridor"),
    ("nothing",),
    (),
)


@pytest.mark.skipif(not forked.AVAILABLE, reason="here the program is not forked")
@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
def test_a_forked_program_answers_like_a_new_one(arguments: tuple[str, ...], program: Path, case: Path) -> None:
    command, env = [str(program), *arguments], dict(os.environ)
    alone = subprocess.run(command, cwd=case, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert vars(forked.call(command, case, env, 60)) == vars(alone)


@pytest.mark.parametrize("name", ["PYTHONHASHSEED", "LC_ALL", "TZ"])
def test_what_an_interpreter_reads_at_its_start_needs_a_new_one(name: str) -> None:
    assert not forked.can_fork({name: "0"})


@pytest.mark.skipif(not forked.AVAILABLE, reason="here the program is not forked")
def test_a_program_that_hangs_is_ended(program: Path, case: Path) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        forked.call([str(program), "check"], case, dict(os.environ), 0.01)
