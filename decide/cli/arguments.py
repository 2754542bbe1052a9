"""Options that several commands share, and what the shell completes for them."""

from __future__ import annotations

import contextlib
import enum
from pathlib import Path
from typing import Annotated, Any, TypeAlias, TypeVar

import typer

from decide.errors import WrongUse


class Format(enum.StrEnum):
    """How a result is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class CheckFormat(enum.StrEnum):
    """How the result of a check is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    GITHUB = "github"


C = TypeVar("C", bound=enum.StrEnum)


def one_of(kind: type[C], *names: str, help: str) -> Any:  # noqa: A002, ANN401 - Typer's names and types
    """A choice of words; any other is refused as all wrong use is, where Typer would show the name of an exception."""
    words = [word.value for word in kind]

    def read(text: str) -> C:
        if text not in words:
            listed = ", ".join(f"'{word}'" for word in words)
            raise WrongUse(f"'{text[:60]}' is no choice for {names[0]}", f"one of {listed}")
        return kind(text)

    return typer.Option(
        *names,
        parser=read,
        metavar=f"<{'|'.join(words)}>",
        autocompletion=lambda incomplete: [word for word in words if word.startswith(incomplete)],
        help=help,
        show_default=False,
    )


FORMAT_HELP = "Default: table, or what the name of --output says."
_BY_SUFFIX = {".json": Format.JSON, ".csv": Format.CSV, ".md": Format.MARKDOWN}


def chosen(form: Format | None, output: Path | None) -> Format:
    """The format asked for; else the one that the output's name asks for; else a table."""
    if form is not None:
        return form
    return _BY_SUFFIX.get(output.suffix, Format.TABLE) if output else Format.TABLE


def drawn(kind: type[C], form: C | None, output: Path | None) -> C:
    """The same for a command that can also draw: to a file that ends with .svg, it does."""
    if form is None and output is not None and output.suffix == ".svg":
        return kind("svg")
    return form or kind(chosen(None, output))


def _names(context: typer.Context, subfolder: str) -> list[str]:
    from decide.workspace.locate import find_workspace  # noqa: PLC0415 - completion only
    from decide.workspace.source import SUFFIX, Folder  # noqa: PLC0415 - completion only

    with contextlib.suppress(Exception):  # a shell that completes must never see an error
        root = find_workspace(Path(context.params.get("directory") or "."))
        return [name.removesuffix(SUFFIX) for name in Folder(root).names(subfolder) if name.endswith(SUFFIX)]
    return []


def complete_option(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids of options."""
    return [name for name in _names(ctx, "options") if name.startswith(incomplete)]


def complete_scenario(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of scenarios."""
    return [name for name in _names(ctx, "scenarios") if name.startswith(incomplete)]


def complete_profile(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of weight profiles."""
    return [name for name in _names(ctx, "weights") if name.startswith(incomplete)]


Directory: TypeAlias = Annotated[
    Path,
    typer.Option("--directory", "-C", metavar="DIR", help="The workspace, or a folder below it.", show_default=False),
]
Weights: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--weights",
        "-w",
        metavar="PROFILE",
        autocompletion=complete_profile,
        help="Weight profile, by name or file. Default: the one named in criteria.yaml.",
        show_default=False,
    ),
]
Form: TypeAlias = Annotated[
    Format | None,
    one_of(Format, "--format", "-f", help=FORMAT_HELP),
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead.", show_default=False),
]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="The table only, no words around it.")]
