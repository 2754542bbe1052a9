"""What is kept between runs saves time and changes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import decide
from decide.studies import history as study
from decide.workspace import cache as cache_module
from tests import choices
from tests.history.repository import change, commit, git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

FORMATS = ("table", "json", "csv", "markdown", "svg")


def _files(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("history-*") if path.is_file())


def _one(cache: Path) -> Path:
    (path,) = _files(cache)
    return path


@pytest.fixture
def untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked of git's files from here on is an error."""

    def refuse(*_: object) -> None:
        pytest.fail("something was read although it was kept")

    monkeypatch.setattr(study, "contents", refuse)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("more", [[], ["--option", "c"], ["--no-portfolio"]], ids=["all", "one", "ranks"])
def test_what_was_kept_is_what_comes_out(run: Run, root: Path, cache: Path, form: str, more: list[str]) -> None:
    if form == "svg":
        pytest.importorskip("matplotlib", reason="the extra `charts` is not installed")
    change(root, {"options/d.yaml": choices.option(99, 25, 0)})
    commit(root, "Broken", {"options/a.yaml": "x: ["})
    commit(root, "Mended", {"options/a.yaml": choices.option(1 / 3, 10, 0.1)})
    fresh = run("history", "--no-cache", "-f", form, *more, cwd=root)
    assert _files(cache) == []
    first = run("history", "-f", form, *more, cwd=root)
    assert len(_files(cache)) == 1
    again = run("history", "-f", form, *more, cwd=root)
    assert (fresh.returncode, fresh.stderr) == (0, "")
    assert fresh.stdout == first.stdout == again.stdout


def test_the_second_time_nothing_is_read(root: Path, request: pytest.FixtureRequest) -> None:
    change(root, {"options/a.yaml": choices.option(99, 10, 0.1)})
    found = decide.history(root)
    request.getfixturevalue("untouched")
    assert decide.history(root) == found
    assert decide.history(root, limit=3).entries == found.entries[-3:]


def test_the_same_content_is_worked_out_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (root / "options/a.yaml").read_text(encoding="utf-8")
    for number in range(3):
        commit(root, f"There {number}", {"options/a.yaml": choices.option(99, 10, 0.1)})
        commit(root, f"And back {number}", {"options/a.yaml": text})
        commit(root, f"Source {number}", {"seeds/a.yaml": f"x: {number}"})
    counted: list[str] = []
    keep = cache_module.Cache.put
    monkeypatch.setattr(cache_module.Cache, "put", lambda self, key, one: (counted.append(key), keep(self, key, one)))
    found = decide.history(root)
    assert len(found.entries) == 6 + 9
    assert len(counted) == len(set(counted)) == 6 + 1 + 1  # what was there, without any file, and with another a


def test_a_change_back_costs_nothing(root: Path, request: pytest.FixtureRequest) -> None:
    text = (root / "options/a.yaml").read_text(encoding="utf-8")
    decide.history(root)
    commit(root, "Committed elsewhere", {"options/a.yaml": text + "# a word\n"})
    commit(root, "And back", {"options/a.yaml": text})
    decide.history(root)
    git(root, "reset", "--quiet", "--hard", "HEAD~2")
    request.getfixturevalue("untouched")
    assert decide.history(root).entries[-1].subject == "e is new"


@pytest.mark.parametrize("profile", ["two", "one"])
def test_profiles_do_not_mix(root: Path, profile: str) -> None:
    commit(root, "Two", {"weights/two.yaml": "version: 1\ntitle: Two\nweights: {gain: 1}\nlimits: {budget: 0}\n"})
    for name in (profile, "one", "two"):
        portfolio = decide.history(root, name).entries[-1].standing.portfolio
        assert portfolio == (() if name == "two" else ("c",))


def test_another_version_works_it_out_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decide.history(root)
    monkeypatch.setattr(study, "__version__", "0.0.0")
    asked: list[object] = []
    read = study.contents
    monkeypatch.setattr(study, "contents", lambda *given: (asked.append(given), read(*given))[1])
    decide.history(root)
    assert asked


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\x00\xff",
        b"[]",
        b"null",
        b'{"schema": 2, "commits": {}}',
        b'{"schema": 1, "commits": []}',
        b'{"schema": 1}',
        b"[" * 100_000,
        b'{"schema": 1, "commits": {"x": ' + b"9" * 5000 + b"}}",
    ],
    ids=["empty", "bytes", "list", "null", "newer", "commits", "nothing", "deep", "digits"],
)
def test_a_damaged_file_is_written_anew(root: Path, cache: Path, damage: bytes) -> None:
    found = decide.history(root)
    path = _one(cache)
    sound = path.read_bytes()
    path.write_bytes(damage)
    assert decide.history(root) == found
    assert path.read_bytes() == sound


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        {"ranks": {}},
        [0, True, [["a", 1, 1.0]], "optimal"],
        [-1, True, [], "", None],
        [True, True, [], "", None],
        [0, 1, [], "", None],
        [0, True, [["a", 1]], "", None],
        [0, True, [["a", 0, 1.0]], "", None],
        [0, True, [["a", 1.0, 1.0]], "", None],
        [0, True, [["a", True, 1.0]], "", None],
        [0, True, [["a", 1, "1"]], "", None],
        [0, True, [["a", 1, float("nan")]], "", None],
        [0, True, [["a", 1, float("inf")]], "", None],
        [0, True, [["\u001b[2J", 1, 1.0]], "", None],
        [0, True, [[["a"], 1, 1.0]], "", None],
        [0, True, [["a", 1, 1.0]], "best_found", None],
        [0, True, [["a", 1, 1.0]], "optimal", [["=a", ""]]],
        [0, True, [["a", 1, 1.0]], "optimal", [["a", "\n"]]],
        [0, True, [["a", 1, 1.0]], "optimal", ["a"]],
        [0, True, [["a", 1, 1.0]], "optimal", {"a": ""}],
    ],
)
def test_no_value_is_believed_for_standing_there(root: Path, cache: Path, record: object) -> None:
    found = decide.history(root)
    path = _one(cache)
    content = json.loads(path.read_bytes())
    content["commits"] = dict.fromkeys(content["commits"], record)
    path.write_text(json.dumps(content), encoding="utf-8")
    assert decide.history(root) == found


@pytest.mark.skipif(sys.platform == "win32", reason="rights and pipes are others on Windows")
@pytest.mark.parametrize("how", ["pipe", "folder", "file in the way", "closed", "link to nowhere"])
def test_where_nothing_can_be_kept_nothing_is_lost(run: Run, root: Path, cache: Path, how: str) -> None:
    sound = run("history", "--no-cache", cwd=root).stdout
    decide.history(root)
    path = _one(cache)
    path.unlink()
    if how == "pipe":
        os.mkfifo(path)
    elif how == "folder":
        path.mkdir()
    elif how == "closed":
        path.parent.chmod(0o500)
    elif how == "link to nowhere":
        path.symlink_to("/nowhere/at/all")
    else:
        path.parent.rmdir()
        path.parent.write_text("x", encoding="utf-8")
    try:
        found = run("history", cwd=root)
    finally:
        path.parent.chmod(0o700)
    assert (found.returncode, found.stdout, found.stderr) == (0, sound, "")


@pytest.mark.parametrize("off", ["1", "yes"])
def test_it_can_be_switched_off(run: Run, root: Path, cache: Path, off: str) -> None:
    run("history", "--no-cache", cwd=root)
    run("history", cwd=root, env={"DECIDE_NO_CACHE": off})
    decide.history(root, cache=False)
    assert _files(cache) == []
    run("history", cwd=root, env={"DECIDE_NO_CACHE": "0"})
    assert len(_files(cache)) == 1


def test_switched_off_it_is_not_even_looked_at(root: Path, cache: Path) -> None:
    found = decide.history(root)
    path = _one(cache)
    content = json.loads(path.read_bytes())
    content["commits"] = {key: [7, True, [], "", None] for key in content["commits"]}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert decide.history(root).entries[0].standing.faults == 7
    assert decide.history(root, cache=False) == found


def test_it_stands_in_the_cache_folder_of_the_user_and_nobody_else_reads_it(root: Path, cache: Path) -> None:
    decide.history(root)
    path = _one(cache)
    assert path.parent.name in {"decide", "Cache"}
    if sys.platform == "linux":
        assert path.parent == cache / "decide"
        assert path.parent.stat().st_mode & 0o077 == 0


def test_folders_of_the_systems(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cache_module.Path, "home", lambda: tmp_path)
    for system, place in (("darwin", "Library/Caches/decide"), ("linux", ".cache/decide")):
        monkeypatch.setattr(cache_module.sys, "platform", system)
        monkeypatch.setenv("XDG_CACHE_HOME", "relative")
        assert cache_module.cache_folder() == tmp_path / place
    monkeypatch.setattr(cache_module.sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert cache_module.cache_folder() == tmp_path / "Local/decide/Cache"


def test_two_workspaces_of_a_repository_have_their_own(tmp_path: Path, root: Path, cache: Path) -> None:
    commit(root, "Another", {f"below/{name}": text for name, text in choices.BASE.items()})
    decide.history(root)
    decide.history(root / "below")
    assert len(_files(cache)) == 2
    git(tmp_path, "clone", "--quiet", str(root), "clone")
    decide.history(tmp_path / "clone")
    assert len(_files(cache)) == 2


def test_two_at_once_do_no_harm(program: Path, root: Path, cache: Path) -> None:
    sound = decide.history(root, cache=False)
    begun = [subprocess.Popen([program, "history", "-q"], cwd=root, stdout=subprocess.PIPE) for _ in range(4)]
    said = [one.communicate()[0] for one in begun]
    assert [one.returncode for one in begun] == [0] * 4
    assert len(set(said)) == 1
    assert decide.history(root) == sound
    assert [path.suffix for path in _files(cache)] == [".json"]


def test_what_another_run_kept_meanwhile_stays(root: Path, cache: Path) -> None:
    first, second = cache_module.Cache("origin"), cache_module.Cache("origin")
    standing = decide.history(root, cache=False).entries[0].standing
    first.put("one", standing)
    second.put("two", standing)
    first.save()
    second.save()
    both = cache_module.Cache("origin")
    assert (both.get("one"), both.get("two")) == (standing, standing)
    assert cache.exists()


def test_only_so_many_are_kept_and_those_used_last(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "_MOST", 3)
    standing = decide.history(root, cache=False).entries[0].standing
    for name in ("one", "two", "three"):
        kept = cache_module.Cache("origin")
        kept.put(name, standing)
        kept.save()
    kept = cache_module.Cache("origin")
    kept.get("one")
    kept.put("four", standing)
    kept.save()
    assert list(json.loads(_one(cache).read_bytes())["commits"]) == ["three", "one", "four"]


def test_interrupted_nothing_is_kept(root: Path, cache: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        decide.history(root, advance=stop)
    assert _files(cache) == []


def test_what_a_clone_lacks_is_a_fault_that_is_not_kept(root: Path, tmp_path: Path, cache: Path) -> None:
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", root.as_uri(), "clone")
    found = decide.history(tmp_path / "clone")
    assert found.partial
    assert any(entry.standing.faults for entry in found.entries)
    sound = decide.history(root, cache=False)
    assert not sound.partial
    assert found.entries[-1] == sound.entries[-1], "what is checked out is there"
    git(tmp_path / "clone", "fetch", "--quiet", "--refetch", "--no-filter")
    again = decide.history(tmp_path / "clone")
    assert (again.entries, again.partial) == (sound.entries, False)
    assert len(_files(cache)) == 1
