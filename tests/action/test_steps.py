"""The action, step by step, on pull requests of all kinds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests import workspaces
from tests.action import files, pulls, steps
from tests.conftest import ROOT
from tests.diff.repositories import git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = files.needs_bash

_NASTY = "$(touch${IFS}pwned);`touch${IFS}pwned`;|&touch${IFS}pwned;'\"%0Achanged=x"
_SAYS = "$(touch pwned) `touch pwned` \"; touch pwned; ' --> <script>x</script> ::set-output name=changed::x @all"
_PLANTED = "from pathlib import Path\nPath('pwned').touch()\n"
_KNOWN = re.compile(
    r"changed=(?P<changed>true|false|)\nwinner-changed=(?P<winner>true|false|)\n"
    r"comment-file=(?P<comment>|/[^\n]+/decide-review\.\w{6}/comment\.md)\n"
)


def _job(tmp_path: Path, program: Path, pull: pulls.Pull, *, shallow: bool = False) -> steps.Job:
    checkout = pulls.checked_out(pull, tmp_path / "checkout", shallow=shallow)
    return steps.Job(tmp_path / "runner", checkout, pull.github, path=str(steps.install(tmp_path / "bin", program)))


def _reviewed(job: steps.Job, **inputs: str) -> tuple[steps.Ended, str]:
    """How the action ended, and the comment; whatever happened, the outputs are three and clean."""
    ended = job.action({name.replace("_", "-"): text for name, text in inputs.items()})
    known = _KNOWN.fullmatch(ended.output)
    assert known is not None, ended.output + ended.log
    assert ended.outputs == {
        "changed": known["changed"],
        "winner-changed": known["winner"],
        "comment-file": known["comment"],
    }
    assert bool(known["comment"]) == (known["changed"] == "true")
    assert not list(job.folder.parent.rglob("pwned"))
    if not known["comment"]:
        return ended, ""
    comment = (job.temp / known["comment"]).read_text(encoding="utf-8")
    assert ended.summary == comment
    return ended, comment


def test_the_winner_moves(tmp_path: Path, program: Path) -> None:
    pull = pulls.opened(tmp_path, pulls.BETA_FIRST)
    ended, comment = _reviewed(_job(tmp_path, program, pull))
    assert (ended.code, ended.outputs["changed"], ended.outputs["winner-changed"]) == (0, "true", "true")
    assert comment.startswith("<!-- decide:diff workspace=. -->\n### First place moves from Alpha to Beta")
    # What main did meanwhile is none of the pull request's doing.
    assert "Gamma" not in comment
    assert pull.base[:7] in comment
    assert pull.head[:7] in comment
    assert steps.commands(ended.log) == []


def test_another_profile_than_the_usual_one_counts_too(tmp_path: Path, program: Path) -> None:
    two = {"criteria.yaml": workspaces.CRITERIA.replace("horizon", "profile: usual\nhorizon")}
    two |= {"weights/usual.yaml": workspaces.EVEN.replace("effect: 50", "effect: 90")}
    job = _job(tmp_path, program, pulls.opened(tmp_path, pulls.BETA_FIRST, before=pulls.ALPHA_FIRST | two))
    assert _reviewed(job)[0].outputs["winner-changed"] == "true"
    assert _reviewed(job, weights="even")[0].outputs["winner-changed"] == "true"
    ended, comment = _reviewed(job, weights="usual")
    assert (ended.outputs["changed"], ended.outputs["winner-changed"], comment) == ("false", "false", "")


def test_ranks_move_below_the_first(tmp_path: Path, program: Path) -> None:
    third = {"options/delta.yaml": "version: 1\ntitle: Delta\nperformance: {effect: 30, price: 100}\n"}
    after = {"options/delta.yaml": third["options/delta.yaml"].replace("30", "45")}
    job = _job(tmp_path, program, pulls.opened(tmp_path, after, before=pulls.ALPHA_FIRST | third))
    ended, comment = _reviewed(job, fail_on="winner")
    assert (ended.code, ended.outputs["changed"], ended.outputs["winner-changed"]) == (0, "true", "false")
    assert "Delta" in comment


def test_nothing_moves(tmp_path: Path, program: Path) -> None:
    job = _job(tmp_path, program, pulls.opened(tmp_path, pulls.OTHER_FORM))
    ended, comment = _reviewed(job, fail_on="winner,rank,portfolio,stale,invalid")
    assert (ended.code, ended.outputs["changed"], ended.outputs["winner-changed"]) == (0, "false", "false")
    assert comment == ""
    assert "Nothing moves" in ended.summary


@pytest.mark.parametrize(("fail_on", "code"), [("", 3), ("winner", 3), ("invalid", 10)])
def test_files_that_cannot_be_read_fail_the_step_and_are_reported(
    tmp_path: Path, program: Path, fail_on: str, code: int
) -> None:
    ended, comment = _reviewed(_job(tmp_path, program, pulls.opened(tmp_path, pulls.REFUSED)), fail_on=fail_on)
    assert (ended.code, ended.outputs["changed"], ended.outputs["winner-changed"]) == (code, "true", "false")
    assert "weights/even.yaml:3" in comment
    assert [name for name, _ in steps.commands(ended.log)] == ["error"]


def test_a_condition_fails_the_step_after_all_is_written(tmp_path: Path, program: Path) -> None:
    ended, comment = _reviewed(_job(tmp_path, program, pulls.opened(tmp_path, pulls.BETA_FIRST)), fail_on="winner")
    assert (ended.code, ended.outputs["changed"], ended.outputs["winner-changed"]) == (10, "true", "true")
    assert "First place moves" in comment
    assert steps.commands(ended.log) == [
        ("error", "Something that fail-on names has moved. The summary of this run says what.")
    ]


def test_a_shallow_clone_says_what_to_set(tmp_path: Path, program: Path) -> None:
    job = _job(tmp_path, program, pulls.opened(tmp_path, pulls.BETA_FIRST), shallow=True)
    ended, comment = _reviewed(job)
    assert (ended.code, ended.outputs["changed"], comment, ended.summary) == (4, "", "", "")
    assert "in a workflow, set `fetch-depth: 0`" in ended.log
    assert steps.commands(ended.log) == [("error", "Nothing could be compared. The log of this step says why.")]


@pytest.mark.parametrize(
    "inputs", [{"fail_on": "winer"}, {"weights": "odd"}, {"workspace": "nowhere"}, {"base": "--output=a..b"}]
)
def test_what_cannot_be_compared_fails_without_outputs(tmp_path: Path, program: Path, inputs: dict[str, str]) -> None:
    ended, comment = _reviewed(_job(tmp_path, program, pulls.opened(tmp_path, pulls.BETA_FIRST)), **inputs)
    assert ended.code in {2, 4}
    assert (ended.outputs["changed"], ended.outputs["winner-changed"], comment) == ("", "", "")


def test_a_workspace_in_a_subfolder(tmp_path: Path, program: Path) -> None:
    job = _job(tmp_path, program, pulls.opened(tmp_path, pulls.BETA_FIRST, place="cases/two roads"))
    ended, comment = _reviewed(job, workspace="cases/two roads")
    assert ended.outputs["winner-changed"] == "true"
    assert comment.startswith("<!-- decide:diff workspace=cases/two_roads -->\n### First place moves from Alpha")


@pytest.mark.parametrize("base", ["origin/main", "origin/main...origin/change"])
def test_a_base_of_ones_own(tmp_path: Path, program: Path, base: str) -> None:
    job = _job(tmp_path, program, pulls.opened(tmp_path, pulls.BETA_FIRST))
    ended, comment = _reviewed(job, base=base)
    # HEAD is what merging makes of main, where Gamma comes first and stays so.
    assert ended.outputs["winner-changed"] == ("true" if "..." in base else "false")
    assert ("Gamma" in comment) == ("..." not in base)


def test_outside_of_pull_requests_the_last_commit_is_reviewed(tmp_path: Path, program: Path) -> None:
    job = _job(tmp_path, program, pulls.opened(tmp_path, pulls.BETA_FIRST))
    git(job.checkout, "checkout", "--quiet", "--detach", "origin/change")
    ended, comment = _reviewed(steps.Job(job.folder, job.checkout, {"event": {}}, path=job.path))
    assert ended.outputs["winner-changed"] == "true"
    assert "First place moves from Alpha to Beta" in comment
    git(job.checkout, "checkout", "--quiet", "--detach", "HEAD^")
    ended, _ = _reviewed(steps.Job(job.folder, job.checkout, {"event": {}}, path=job.path))
    assert (ended.code, ended.outputs["changed"]) == (4, "")  # the first commit has none before it


def test_names_and_texts_of_a_pull_request_do_nothing(tmp_path: Path, program: Path) -> None:
    option = workspaces.ALPHA.replace("title: Alpha", f"title: {_quoted(_SAYS)}")
    assert "touch" in option
    planted = {f"{name}.py": _PLANTED for name in ("json", "secrets", "pip", "venv", "decide", "sitecustomize", "sys")}
    pull = pulls.opened(
        tmp_path, pulls.BETA_FIRST | {"options/alpha.yaml": option}, branch=_NASTY, also=planted | {"decide/x": ""}
    )
    ended, comment = _reviewed(_job(tmp_path, program, pull))
    assert (ended.code, ended.outputs["changed"], ended.outputs["winner-changed"]) == (0, "true", "true")
    assert "touch pwned" in comment
    assert comment.count("-->") == 1
    assert not re.search(r"(?<!\\)<script", comment)
    assert "@all" not in comment
    assert steps.commands(ended.log) == []


def test_a_title_of_several_lines_is_no_output(tmp_path: Path, program: Path) -> None:
    title = '"Alpha\\nchanged=false\\n::set-output name=changed::false\\ncomment-file=/etc/passwd"'
    after = {"options/alpha.yaml": workspaces.ALPHA.replace("title: Alpha", f"title: {title}")}
    ended, comment = _reviewed(_job(tmp_path, program, pulls.opened(tmp_path, after)))
    assert (ended.code, ended.outputs["changed"]) == (3, "true")
    assert "options/alpha.yaml:2" in comment
    assert [name for name, _ in steps.commands(ended.log)] == ["error"]


def test_nothing_that_decide_says_commands_the_runner(tmp_path: Path, program: Path) -> None:
    told = tmp_path / "decide"
    lines = "::set-output name=comment-file::/etc/passwd\\n  ::add-path::.\\nx ##[add-path]y\\n::stop-commands::x\\n"
    told.write_text(f"#!/bin/bash\nprintf '{lines}'\nprintf '{lines}' >&2\nexec '{program}' \"$@\"\n")
    told.chmod(0o755)
    ended, _ = _reviewed(_job(tmp_path, told, pulls.opened(tmp_path, pulls.BETA_FIRST)), fail_on="rank")
    assert "##[add-path]y" in ended.log
    assert [name for name, _ in steps.commands(ended.log)] == ["error"]


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ("exit 0", 70),  # ended well, and has written nothing
        ("exit 10", 70),
        ("exit 9", 9),
        ('case "$*" in *markdown*) exit 1;; esac', 70),
        ('case "$*" in *markdown*) "$real" "$@"; exit 10;; esac', 70),  # two answers to one question
    ],
)
def test_failing_to_report_is_a_failure(tmp_path: Path, program: Path, says: str, code: int) -> None:
    told = tmp_path / "decide"
    told.write_text(f'#!/bin/bash\nreal=\'{program}\'\n{says}\nexec "$real" "$@"\n')
    told.chmod(0o755)
    ended, _ = _reviewed(_job(tmp_path, told, pulls.opened(tmp_path, pulls.BETA_FIRST)))
    assert (ended.code != 0, ended.outputs["changed"], ended.summary) == (True, "", "")
    assert ended.code == code


def test_what_is_installed(tmp_path: Path, program: Path) -> None:
    install = files.step(files.ACTION, "Install")
    job = steps.Job(tmp_path / "runner", tmp_path / "checkout", path=str(steps.install(tmp_path / "bin", program)))
    for asked, last in [("", ["--constraint", f"{ROOT}/constraints.txt", "--", str(ROOT)]), ("-x y", ["--", "-x y"])]:
        assert job.run(install, {"inputs": {"version": asked}}).code == 0
        pip = (tmp_path / "bin" / "pip").read_text().splitlines()
        assert pip == ["-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *last]


def test_without_decide_there_is_no_review(tmp_path: Path, program: Path) -> None:
    job = _job(tmp_path, program, pulls.opened(tmp_path, pulls.BETA_FIRST))
    ended = steps.Job(
        job.folder, job.checkout, job.github, path=str(steps.install(tmp_path / "none", program, fails=True))
    ).action({})
    assert (ended.code, ended.output, ended.summary) == (1, "", "")


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
