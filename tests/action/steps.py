"""Steps of a workflow, run as a GitHub runner would: expressions, environment, shells, outputs, commands in the log."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.action import files
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_PATH = re.compile(r"[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+")
_COMPARED = re.compile(r"(\S+) (==|!=) '([^']*)'")
_SHELLS = {"bash": "bash --noprofile --norc -e -o pipefail {0}", "": "bash -e {0}"}
_COMMANDS = (
    "add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|notice|remove-matcher|save-state|set-env|set-output"
    "|stop-commands|warning"
)


@dataclass(frozen=True)
class Ended:
    """How steps ended."""

    code: int
    output: str  # the file of outputs, as it was written
    summary: str
    log: str
    outputs: Mapping[str, str]


@dataclass(frozen=True)
class Job:
    """Where steps run, and what they are told of the event."""

    folder: Path  # of the runner, for everything below
    checkout: Path
    github: Mapping[str, Any] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)  # of the workflow
    path: str = ""  # looked through before the system's

    @property
    def temp(self) -> Path:
        return self.folder / "temp"

    def run(self, step: Mapping[str, Any], context: Mapping[str, Any]) -> Ended:
        """One step that runs a program."""
        known = {"github": self.github, "runner": {"temp": str(self.temp)}, "env": self.env} | context
        for one in (self.temp, self.checkout, self.folder / "home"):
            one.mkdir(parents=True, exist_ok=True)
        script, output, summary = (self.folder / name for name in ("script", "output", "summary"))
        script.write_text(resolved(step["run"], known), encoding="utf-8")
        output.write_text("")
        summary.write_text("")
        named = {name: resolved(text, known) for name, text in step.get("env", {}).items()}
        # A runner's own variables win, so that no step can be led astray by its `env`.
        mine = {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_HEAD_REF": str(self.github.get("head_ref", "")),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REPOSITORY": str(self.github.get("repository", "")),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_WORKSPACE": str(self.checkout),
            "HOME": str(self.folder / "home"),
            "LANG": "C.UTF-8",
            "PATH": ":".join([self.path, *(str(Path(files.program(name)).parent) for name in ("bash", "git", "ls"))]),
            "RUNNER_TEMP": str(self.temp),
        }
        shell = _SHELLS.get(step.get("shell", ""), step.get("shell"))
        program, *arguments = shlex.split(str(shell))
        done = subprocess.run(
            [files.program(program), *(str(script) if one == "{0}" else one for one in arguments)],
            cwd=self.checkout,
            env={**self.env, **named, **mine},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        said = output.read_text(encoding="utf-8")
        return Ended(done.returncode, said, summary.read_text(encoding="utf-8"), done.stdout, parsed(said))

    def action(self, inputs: Mapping[str, str]) -> Ended:
        """All steps of the action but the one that sets up Python; the outputs are those of the action."""
        found = files.content(files.ACTION)
        assert set(inputs) <= set(found["inputs"])
        given = {name: one.get("default", "") for name, one in found["inputs"].items()} | inputs
        context: dict[str, Any] = {"inputs": given, "steps": {}}
        ended = Ended(0, "", "", "", {})
        output = summary = log = ""
        for step in found["runs"]["steps"]:
            if "uses" in step:
                assert step["uses"].startswith("actions/setup-python@")
                continue
            ended = self.run(step, context)
            output, summary, log = output + ended.output, summary + ended.summary, log + ended.log
            if "id" in step:
                context["steps"][step["id"]] = {"outputs": ended.outputs}
            if ended.code:
                break
        outputs = {name: resolved(one["value"], context) for name, one in found["outputs"].items()}
        return Ended(ended.code, output, summary, log, outputs)


def resolved(text: object, context: Mapping[str, Any]) -> str:
    """A text with its expressions put in, wherever it stands: that is what makes them dangerous in a script."""
    return _EXPRESSION.sub(lambda found: _value(found[1], context), str(text))


def _value(path: str, context: Mapping[str, Any]) -> str:
    assert _PATH.fullmatch(path), f"this test knows no expression like {path}"
    found: Any = context
    for part in path.split("."):
        found = found.get(part, "") if hasattr(found, "get") else ""
    return str(found).lower() if isinstance(found, bool) else str(found)


def holds(condition: str, context: Mapping[str, Any]) -> bool:
    """Whether an `if` holds; the job is not cancelled."""
    inner = _EXPRESSION.fullmatch(condition.strip())
    terms = [term.strip() for term in (inner[1] if inner else condition).split("&&")]
    found = []
    for term in terms:
        compared = _COMPARED.fullmatch(term)
        if compared is None:
            assert term == "!cancelled()", f"this test knows no condition like {term}"
        else:
            found.append((_value(compared[1], context) == compared[3]) == (compared[2] == "=="))
    return all(found)


def parsed(output: str) -> dict[str, str]:
    """The outputs in the file of a step; a runner would also read texts of several lines, which ours never writes."""
    found = {}
    for line in output.splitlines():
        name, sign, value = line.partition("=")
        assert sign, f"not an output: {line}"
        found[name] = value
    return found


def commands(log: str) -> list[tuple[str, str]]:
    """The commands in a log that a runner obeys (ActionCommandManager.TryProcessCommand): name, and what follows it."""
    found: list[tuple[str, str]] = []
    stopped = ""
    for line in log.splitlines():
        names = _COMMANDS + (f"|{stopped}" if stopped else "")
        new = re.match(rf"\s*::({names})(?: [^:]*(?::[^:]+)*)?::(.*)", line)
        old = re.search(rf"##\[({names})(?: [^\]]*)?\](.*)", line)
        match = new or old
        if match is None:
            continue
        if stopped:
            stopped = "" if match[1] == stopped else stopped
        elif match[1] == "stop-commands":
            stopped = re.escape(match[2])
        else:
            found.append((match[1], match[2]))
    assert not stopped, "the runner is left deaf"
    return found


def install(folder: Path, program: Path, *, fails: bool = False) -> Path:
    """A folder with a `python` whose virtual environments have this decide; their pip only notes what it is asked."""
    folder.mkdir(parents=True)
    inside = folder / "inside"
    inside.write_text(
        f"""#!/bin/bash
if [ "$1 $2 $3" = "-I -m pip" ]; then
  printf '%s\\n' "$@" > {shlex.quote(str(folder / "pip"))}
  exit {int(fails)}
fi
exec {shlex.quote(sys.executable)} "$@"
"""
    )
    python = folder / "python"
    python.write_text(
        f"""#!/bin/bash
[ "$1 $2 $3 $#" = "-I -m venv 4" ] || exit 99
mkdir -p "$4/bin"
cp {shlex.quote(str(inside))} "$4/bin/python"
ln -sf {shlex.quote(str(program))} "$4/bin/decide"
"""
    )
    for one in (inside, python):
        one.chmod(0o755)
    return folder
