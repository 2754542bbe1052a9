"""What no workflow of ours may do, whoever opens the pull request."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.action import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_READING, _WRITING = ([folder / name for folder in (files.WORKFLOWS, files.TEMPLATES)] for name in files.PAIR)
_OURS = {"./", "OWNER/decide@v1"}

every_file = pytest.mark.parametrize("path", files.ON_GITHUB, ids=lambda path: f"{path.parent.name}/{path.name}")


def _every_value(found: Any, key: str) -> Iterator[Any]:  # noqa: ANN401 - whatever YAML holds
    """What stands under a key, at any depth."""
    if isinstance(found, dict):
        for name, value in found.items():
            if name == key:
                yield value
            yield from _every_value(value, key)
    elif isinstance(found, list):
        for value in found:
            yield from _every_value(value, key)


@every_file
def test_no_expression_stands_in_a_program(path: Path) -> None:
    programs = list(files.scripts(path))
    assert programs
    for text in programs:
        assert "${{" not in text
        assert "GITHUB_ENV" not in text
        assert "GITHUB_PATH" not in text


@every_file
def test_nothing_is_run_but_by_github_or_us(path: Path) -> None:
    for uses in _every_value(files.content(path), "uses"):
        assert re.fullmatch(r"actions/[a-z-]+@v[0-9]+", uses) or uses in _OURS


@every_file
def test_what_a_branch_or_text_is_called_is_not_asked_for_by_any_step(path: Path) -> None:
    told = re.compile(r"head_ref|\.ref\b|head_branch|\.title|\.body|\.label|\.message|\.login|\.email|\.name\b")
    for step in files.steps(path):
        assert not told.search(str({key: step.get(key) for key in ("env", "with", "if", "name")}))


@pytest.mark.parametrize("path", _READING, ids=["own", "template"])
def test_the_workflow_that_reads_files_may_not_write(path: Path) -> None:
    found = files.content(path)
    assert found["permissions"] == {"contents": "read"}
    assert list(_every_value(found["jobs"], "permissions")) == []
    assert list(found[True]) == ["pull_request"]  # to YAML 1.1, `on` is a flag
    assert "secrets" not in path.read_text(encoding="utf-8")
    checkout = next(step for step in files.steps(path) if step.get("uses", "").startswith("actions/checkout@"))
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


@pytest.mark.parametrize("path", _WRITING, ids=["own", "template"])
def test_the_workflow_that_writes_comments_runs_nothing_of_a_pull_request(path: Path) -> None:
    found = files.content(path)
    assert found["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert list(_every_value(found["jobs"], "permissions")) == []
    assert found[True] == {"workflow_run": {"workflows": ["review"], "types": ["completed"]}}
    assert "checkout" not in path.read_text(encoding="utf-8")
    assert [uses.partition("@")[0] for uses in _every_value(found, "uses")] == ["actions/download-artifact"]
    [posting] = [step for step in files.steps(path) if "run" in step]
    assert posting["shell"] == "python3 -I {0}"
    started = [
        node.func.attr
        for node in ast.walk(ast.parse(posting["run"]))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if isinstance(node.func.value, ast.Name) and node.func.value.id in {"subprocess", "os"}
    ]
    assert started == ["run"]
    assert '["gh", "api", *arguments, *given]' in posting["run"]


def test_what_one_workflow_waits_for_is_what_the_other_is_called_and_hands_over() -> None:
    review, comment = (files.content(files.WORKFLOWS / name) for name in files.PAIR)
    assert comment[True]["workflow_run"]["workflows"] == [review["name"]]
    given = files.step(files.WORKFLOWS / files.PAIR[0], "Hand over")["with"]
    taken = files.step(files.WORKFLOWS / files.PAIR[1], "Take over")["with"]
    assert (given["name"], given["path"]) == (taken["name"], taken["path"])
    assert review["env"] == comment["env"]


@pytest.mark.parametrize("name", files.PAIR)
def test_the_templates_are_our_own_workflows(name: str) -> None:
    own, template = ((folder / name).read_text(encoding="utf-8") for folder in (files.WORKFLOWS, files.TEMPLATES))
    differ = [
        pair for pair in zip(own.splitlines(), template.splitlines(), strict=True) if pair[0].strip() != pair[1].strip()
    ]
    assert [(mine.strip(), theirs.strip().partition(" #")[0]) for mine, theirs in differ] == (
        [("uses: ./", "uses: OWNER/decide@v1")] if name == files.PAIR[0] else []
    )


def test_in_gitlab_no_text_of_others_is_used() -> None:
    told = re.compile(r"TITLE|DESCRIPTION|COMMIT_MESSAGE|COMMIT_REF|BRANCH_NAME|COMMIT_AUTHOR|LABELS")
    for text in files.content(files.GITLAB)["decide-review"]["script"]:
        assert not told.search(text)
        assert not re.search(r"\beval\b", text)
