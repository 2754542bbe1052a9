"""The comment: what the reading workflow hands over, and what the writing one makes of it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.action import files, hub, pulls, steps

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = files.needs_bash

_REVIEW, _POSTING = (files.WORKFLOWS / name for name in files.PAIR)
_MARKER = "<!-- decide:diff workspace=. -->"
_OLD = f"{_MARKER}\n### Nothing to see yet\n"
_NEW = f"{_MARKER}\n### First place moves from Alpha to Beta\n"
_HEAD = "a" * 40
_PULL = {"number": pulls.NUMBER, "head": {"sha": _HEAD, "repo": {"id": pulls.REPOSITORY}}}


def _handed(tmp_path: Path, *, number: str | bytes | None = f"{pulls.NUMBER}\n", comment: str | bytes | None) -> None:
    packed = tmp_path / "temp" / "packed"
    packed.mkdir(parents=True)
    for name, text in (("number", number), ("comment.md", comment)):
        if text is not None:
            (packed / name).write_bytes(text.encode() if isinstance(text, str) else text)


def _post(tmp_path: Path, found: hub.Hub, *, workspace: str = ".", sha: str = _HEAD) -> steps.Ended:
    (found.folder / "python3").unlink(missing_ok=True)
    (found.folder / "python3").symlink_to(sys.executable)
    run = {"head_sha": sha, "head_repository": {"id": pulls.REPOSITORY}, "head_branch": "$(touch pwned)"}
    github = {"repository": "someone/somewhere", "token": "secret", "event": {"workflow_run": run}}
    env = files.content(_POSTING)["env"] | {"WORKSPACE": workspace}
    job = steps.Job(tmp_path, tmp_path / "empty", github, env, path=str(found.folder))
    return job.run(files.step(_POSTING, "Post"), {})


def _start(tmp_path: Path, *comments: tuple[str, str], pull: dict[str, Any] | None = None) -> hub.Hub:
    return hub.start(tmp_path / "hub", _PULL if pull is None else pull, *comments)


def test_the_first_time_a_comment_is_posted(tmp_path: Path) -> None:
    _handed(tmp_path, comment=_NEW)
    found = _start(tmp_path, ("ann", "Nice."))
    assert _post(tmp_path, found).code == 0
    assert found.comments == [("ann", "Nice."), (hub.BOT, _NEW)]


def test_after_that_ours_is_kept_up_to_date_on_whichever_page_it_stands(tmp_path: Path) -> None:
    _handed(tmp_path, comment=_NEW)
    others = [("ann", "One."), ("ben", "Two."), ("ann", "Three."), ("", "Who left.")]
    found = _start(tmp_path, *others, (hub.BOT, _OLD), ("ben", "Last."))
    assert _post(tmp_path, found).code == 0
    assert found.comments == [*others, (hub.BOT, _NEW), ("ben", "Last.")]
    assert found.wrote == ["PATCH"]


@pytest.mark.parametrize(
    "other",
    [
        ("mallory", _OLD),  # somebody else with our first line
        ("github-actions", _OLD),
        ("other[bot]", _OLD),
        (hub.BOT, "Coverage is 100 %."),  # another workflow
        (hub.BOT, f"Quoted: {_OLD}"),
        (hub.BOT, _OLD.replace("workspace=.", "workspace=cases")),  # another workspace
    ],
)
def test_no_comment_but_ours_is_touched(tmp_path: Path, other: tuple[str, str]) -> None:
    _handed(tmp_path, comment=_NEW)
    found = _start(tmp_path, other)
    assert _post(tmp_path, found).code == 0
    assert found.comments == [other, (hub.BOT, _NEW)]


def test_of_several_of_ours_one_stays(tmp_path: Path) -> None:
    _handed(tmp_path, comment=_NEW)
    found = _start(tmp_path, (hub.BOT, _OLD), ("ann", _OLD), (hub.BOT, _OLD))
    assert _post(tmp_path, found).code == 0
    assert found.comments == [(hub.BOT, _NEW), ("ann", _OLD)]


def test_where_nothing_moves_nothing_is_said(tmp_path: Path) -> None:
    _handed(tmp_path, comment=None)
    found = _start(tmp_path, ("ann", _OLD), (hub.BOT, "Coverage is 100 %."))
    assert _post(tmp_path, found).code == 0
    assert found.wrote == []


def test_where_nothing_moves_any_more_ours_goes(tmp_path: Path) -> None:
    _handed(tmp_path, comment=None)
    found = _start(tmp_path, ("ann", _OLD), (hub.BOT, _OLD), (hub.BOT, "Coverage is 100 %."))
    assert _post(tmp_path, found).code == 0
    assert found.comments == [("ann", _OLD), (hub.BOT, "Coverage is 100 %.")]


@pytest.mark.parametrize(
    ("handed", "says"),
    [
        ({"number": "7a"}, "is no number"),
        ({"number": "7/../8"}, "is no number"),
        ({"number": "٧"}, "is no number"),  # noqa: RUF001 - a digit to Python's isdigit
        ({"number": ""}, "is no number"),
        ({"number": "7\n8\n"}, "is no number"),
        ({"number": None}, "is no number"),
        ({"number": "7" * 99}, "number is longer"),
        ({"comment": _NEW + "x" * 60_000}, "comment.md is longer"),
        ({"comment": "Pay here.\n" + _NEW}, "does not begin with"),
        ({"comment": _NEW.replace("workspace=.", "workspace=cases")}, "does not begin with"),
        ({"comment": _NEW.replace(" -->", "")}, "does not begin with"),
        ({"comment": ""}, "does not begin with"),
        ({"comment": _NEW.encode("utf-16")}, "codec can't decode"),
    ],
)
def test_what_does_not_look_right_is_refused(tmp_path: Path, handed: dict[str, Any], says: str) -> None:
    _handed(tmp_path, **({"comment": _NEW} | handed))
    found = _start(tmp_path, (hub.BOT, _OLD))
    ended = _post(tmp_path, found)
    assert ended.code == 1
    assert says in ended.log
    assert found.wrote == []


@pytest.mark.parametrize(
    "head",
    [
        {"sha": "b" * 40, "repo": {"id": pulls.REPOSITORY}},  # another pull request, or newer commits
        {"sha": _HEAD, "repo": {"id": 1}},  # the same commit, offered from a repository of somebody else
        {"sha": _HEAD, "repo": None},  # a fork that is gone
    ],
)
def test_a_report_on_something_else_is_refused(tmp_path: Path, head: dict[str, Any]) -> None:
    _handed(tmp_path, comment=_NEW)
    found = _start(tmp_path, pull=_PULL | {"head": head})
    ended = _post(tmp_path, found)
    assert ended.code == 1
    assert "than the one that was reviewed" in ended.log
    assert found.wrote == []


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text(_NEW)
    _handed(tmp_path, comment=None)
    (tmp_path / "temp" / "packed" / "comment.md").symlink_to(tmp_path / "elsewhere")
    found = _start(tmp_path)
    assert _post(tmp_path, found).code == 0
    assert found.wrote == []


@pytest.mark.parametrize("comment", [_NEW, None])
def test_failing_to_post_is_a_failure(tmp_path: Path, comment: str | None) -> None:
    _handed(tmp_path, comment=comment)
    found = hub.start(tmp_path / "hub", _PULL, (hub.BOT, _OLD), locked=True)
    assert _post(tmp_path, found).code == 1


def test_a_pull_request_that_is_not_there_is_refused(tmp_path: Path) -> None:
    _handed(tmp_path, number="8", comment=_NEW)
    found = _start(tmp_path)
    assert _post(tmp_path, found).code == 1


def _packed(tmp_path: Path, program: Path, pull: pulls.Pull, place: str) -> tuple[int, Path]:
    """Run the reading workflow; how it ended, and what it would hand over."""
    (tmp_path / "runs").mkdir(exist_ok=True)
    folder = tmp_path / "runs" / str(len(os.listdir(tmp_path / "runs")))  # noqa: PTH208 - their number
    env = files.content(_REVIEW)["env"] | {"WORKSPACE": place}
    checkout = pulls.checked_out(pull, folder / "checkout")
    job = steps.Job(folder, checkout, pull.github, env, path=str(steps.install(folder / "bin", program)))
    review = files.step(_REVIEW, "Review")
    ended = job.action({name: steps.resolved(text, {"env": env}) for name, text in review["with"].items()})
    context = {"steps": {review["id"]: {"outputs": ended.outputs}}}
    pack, hand_over = (files.step(_REVIEW, name) for name in ("Pack", "Hand over"))
    assert steps.holds(pack["if"], context) == steps.holds(hand_over["if"], context)
    if steps.holds(pack["if"], context):
        assert job.run(pack, context).code == 0
        assert steps.resolved(hand_over["with"]["path"], {"runner": {"temp": str(job.temp)}}) == f"{job.temp}/packed"
    return ended.code, folder


@pytest.mark.parametrize("place", [".", "cases/two roads"])
def test_from_a_pull_request_to_its_comment(tmp_path: Path, program: Path, place: str) -> None:
    """What moves is posted; files that cannot be read take its place, though the check fails; then nothing moves."""
    first = pulls.opened(tmp_path / "1", pulls.BETA_FIRST, place=place)
    refused = pulls.opened(tmp_path / "2", pulls.REFUSED, place=place)
    quiet = pulls.opened(tmp_path / "3", pulls.OTHER_FORM, place=place)
    comments: list[tuple[str, str]] = [("ann", "Hello.")]
    for pull, code, says in ((first, 0, "First place moves"), (refused, 3, "cannot be read"), (quiet, 0, None)):
        ended, folder = _packed(tmp_path, program, pull, place)
        assert ended == code
        found = hub.start(folder / "hub", pull.github["event"]["pull_request"], *comments)
        posted = _post(folder, found, workspace=place, sha=pull.head)
        assert posted.code == 0, posted.log
        comments = found.comments
        assert [login for login, _ in comments] == ["ann", *([hub.BOT] if says else [])]
        assert says is None or says in comments[-1][1]


def test_without_a_report_nothing_is_handed_over(tmp_path: Path, program: Path) -> None:
    pull = pulls.opened(tmp_path, pulls.BETA_FIRST)
    code, folder = _packed(tmp_path, program, pull, "nowhere")
    assert code == 2
    assert not (folder / "temp" / "packed").exists()


def test_the_place_is_written_as_decide_writes_it(tmp_path: Path) -> None:
    _handed(tmp_path, comment=_NEW.replace("workspace=.", "workspace=cases/caf_"))
    found = _start(tmp_path)
    assert _post(tmp_path, found, workspace="./cases/café/").code == 0
    assert found.wrote == ["POST"]
