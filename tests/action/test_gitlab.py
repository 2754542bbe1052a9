"""The job for GitLab: the same report as a note of the merge request."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.action import files, pulls

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = files.needs_bash

_API = "https://gitlab.example/api/v4"
_NOTES = f"{_API}/projects/5/merge_requests/{pulls.NUMBER}/notes"
_ME = {"id": 99}
_MARKER = "<!-- decide:diff workspace=. -->"
_CURL = f"""#!{sys.executable}
import json, sys
from pathlib import Path

state = Path(__file__).with_name("lab.json")
lab = json.loads(state.read_text())
start = ["--fail", "--silent", "--show-error", "--header", "PRIVATE-TOKEN: secret"]
assert sys.argv[1:6] == start, sys.argv
match sys.argv[6:]:
    case ["{_API}/user"]:
        answer = {_ME!r}
    case [url] if url.startswith("{_NOTES}?per_page=100&page="):
        at = 2 * (int(url.rpartition("=")[2]) - 1)
        answer = lab["notes"][at : at + 2]
    case ["--request", "POST" | "PUT" | "DELETE" as verb, *given, url]:
        body = Path(given[1].removeprefix("body@")).read_text() if given else None
        answer = {{"id": 1}}
        lab["wrote"].append([verb, url.removeprefix("{_NOTES}"), body])
    case other:
        sys.exit(22)
state.write_text(json.dumps(lab))
sys.stdout.write(json.dumps(answer))
"""


def _note(number: int, author: int, body: str) -> dict[str, Any]:
    return {"id": number, "author": {"id": author}, "body": body}


def _ran(
    tmp_path: Path, program: Path, pull: pulls.Pull, *notes: dict[str, Any], **variables: str
) -> tuple[int, str, list[tuple[str, str, str | None]]]:
    """How the job ended, what it said, and what it wrote to GitLab."""
    job = files.content(files.GITLAB)["decide-review"]
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "lab.json").write_text(json.dumps({"notes": notes, "wrote": []}))
    for name, text in (("curl", _CURL), ("pip", "#!/bin/sh\n")):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    (folder / "decide").symlink_to(program)
    (folder / "python").symlink_to(sys.executable)
    shown = subprocess.run(
        [files.program("bash"), "-eo", "pipefail", "-c", "\n".join(job["script"])],
        cwd=pulls.checked_out(pull, tmp_path / "checkout"),
        env={
            "PATH": f"{folder}:/usr/bin:/bin",
            "HOME": str(tmp_path),
            "LANG": "C.UTF-8",
            "CI_API_V4_URL": _API,
            "CI_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_IID": str(pulls.NUMBER),
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": pull.base,
            "CI_COMMIT_SHA": pull.head,
            "DECIDE_TOKEN": "secret",
            **job["variables"],
            **variables,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    wrote = json.loads((folder / "lab.json").read_text())["wrote"]
    return shown.returncode, shown.stdout, [(verb, url, body) for verb, url, body in wrote]


def test_a_note_is_written_once(tmp_path: Path, program: Path) -> None:
    others = [_note(1, 5, "One."), _note(2, 5, f"{_MARKER}\nforged"), _note(3, _ME["id"], "Mine, but no review.")]
    code, _, [(verb, place, body)] = _ran(tmp_path, program, pulls.opened(tmp_path, pulls.BETA_FIRST), *others)
    assert (code, verb, place) == (0, "POST", "")
    assert body is not None
    assert body.startswith(f"{_MARKER}\n### First place moves from Alpha to Beta")


def test_and_kept_up_to_date(tmp_path: Path, program: Path) -> None:
    notes = [_note(number, 5, "Talk.") for number in range(1, 6)] + [_note(6, _ME["id"], f"{_MARKER}\nold")]
    pull = pulls.opened(tmp_path, pulls.BETA_FIRST)
    code, _, [(verb, place, body)] = _ran(tmp_path, program, pull, *notes, FAIL_ON="winner")
    assert (code, verb, place) == (10, "PUT", "/6")
    assert body is not None
    assert "First place moves" in body


@pytest.mark.parametrize("ours", [[], [6]])
def test_where_nothing_moves_it_goes(tmp_path: Path, program: Path, ours: list[int]) -> None:
    notes = [_note(1, 5, f"{_MARKER}\nforged")] + [_note(number, _ME["id"], f"{_MARKER}\nold") for number in ours]
    code, _, wrote = _ran(tmp_path, program, pulls.opened(tmp_path, pulls.OTHER_FORM), *notes)
    assert (code, wrote) == (0, [("DELETE", f"/{number}", None) for number in ours])


def test_files_that_cannot_be_read_fail_the_job_and_are_reported(tmp_path: Path, program: Path) -> None:
    code, _, [(verb, _, body)] = _ran(tmp_path, program, pulls.opened(tmp_path, pulls.REFUSED))
    assert (code, verb) == (3, "POST")
    assert body is not None
    assert "weights/even.yaml:3" in body


def test_without_a_token_the_log_has_it(tmp_path: Path, program: Path) -> None:
    pull = pulls.opened(tmp_path, pulls.BETA_FIRST)
    code, said, wrote = _ran(tmp_path, program, pull, DECIDE_TOKEN="", FAIL_ON="rank")
    assert (code, wrote) == (10, [])
    assert "### First place moves" in said
    assert "no note is written" in said


@pytest.mark.parametrize("variables", [{"WORKSPACE": "nowhere"}, {"WEIGHTS": "odd"}, {"CI_API_V4_URL": "other"}])
def test_failing_to_report_is_a_failure(tmp_path: Path, program: Path, variables: dict[str, str]) -> None:
    code, _, wrote = _ran(tmp_path, program, pulls.opened(tmp_path, pulls.BETA_FIRST), **variables)
    assert code not in {0, 3, 10}
    assert wrote == []
