"""Start-up of whole processes, against the least that any program on the same libraries must wait for."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.commands import ROOT, decide
from benchmarks.rows import Row, at_most
from benchmarks.timing import DidNotRun, process, take_turns, walls

_ROUNDS = 15
_HELP_LIMIT = 1.3
_RANK_LIMIT = 1.8
_HEAVY = ("openpyxl", "pandas", "pulp", "scipy")
_RANK = ("rank", "--weights", "hawkish.yaml")
_IMPORTS = "import numpy, yaml, typer; from pydantic import BaseModel"
_BARE_APP = '''\
import typer

app = typer.Typer({options})


@app.command()
def hello(name: str) -> None:
    """Say hello."""
    typer.echo(f"Hello {{name}}")


@app.command()
def goodbye(name: str) -> None:
    """Say goodbye."""
    typer.echo(f"Goodbye {{name}}")


app()
'''


def rows() -> list[Row]:
    """`decide --help` and `decide rank` on the shipped workspace, and what they load."""
    with tempfile.TemporaryDirectory() as folder:
        plain, rich = Path(folder, "bare_plain.py"), Path(folder, "bare.py")
        plain.write_text(_BARE_APP.format(options="rich_markup_mode=None"), encoding="utf-8")
        rich.write_text(_BARE_APP.format(options=""), encoding="utf-8")
        return [
            _against("decide --help / bare Typer app", ["--help"], [str(rich), "--help"], _HELP_LIMIT),
            _against("decide --help / bare Typer app, plain help", ["--help"], [str(plain), "--help"], _HELP_LIMIT),
            _against("decide rank / importing its libraries", _RANK, ["-c", _IMPORTS], _RANK_LIMIT),
            _loads_little(["--help"]),
            _loads_little(_RANK),
        ]


def _against(what: str, ours: list[str] | tuple[str, ...], python: list[str], limit: float) -> Row:
    actions = {
        "ours": process([decide(), *ours], ROOT),
        "reference": process([sys.executable, *python], ROOT),
    }
    spent = take_turns(actions, _ROUNDS)
    cpu = {name: median(one.cpu for one in runs) for name, runs in spent.items()}
    note = f"whole processes, {_ROUNDS} pairs"
    if cpu["reference"]:
        note += f"; CPU ratio {cpu['ours'] / cpu['reference']:.2f}"
    return at_most(what, walls(spent["ours"]), walls(spent["reference"]), limit, note)


def _loads_little(arguments: list[str] | tuple[str, ...]) -> Row:
    """A check, not a timing: libraries that only other commands need are not imported."""
    command = [sys.executable, "-X", "importtime", "-m", "decide", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise DidNotRun(f"decide {' '.join(arguments)}: exit code {done.returncode}")
    names = set(re.findall(r"^import time:.*\|\s*(\S+)$", done.stderr, re.MULTILINE))
    heavy = sorted({name.partition(".")[0] for name in names} & set(_HEAVY))
    return Row(
        f"decide {arguments[0]} loads no {', '.join(_HEAVY)}",
        ", ".join(heavy) or "none",
        target="none",
        met=not heavy,
        note=f"{len(names)} modules loaded",
    )
