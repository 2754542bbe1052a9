"""The verbs. Each is one file, and loads its study only when it is called."""

from __future__ import annotations

from typing import Annotated

import typer

from decide import __version__
from decide.cli import (
    check,
    compare,
    diff,
    export,
    frontier,
    history,
    import_,
    init,
    portfolio,
    rank,
    robust,
    schema,
    weights,
    why,
)

app = typer.Typer(
    name="decide",
    help="Rank policy options on weighted criteria, choose the best portfolio, and explain both.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
)
app.command()(rank.rank)
app.command()(why.why)
app.command()(portfolio.portfolio)
app.command()(frontier.frontier)
app.command()(robust.robust)
app.command()(compare.compare)
app.command()(diff.diff)
app.command()(history.history)
app.command()(export.export)
app.command("import")(import_.import_)
app.command()(check.check)
app.command()(init.init)
app.command()(schema.schema)
app.add_typer(weights.app, name="weights")


def _version(asked: bool) -> None:
    if asked:
        import platform  # noqa: PLC0415 - for this answer only

        import yaml  # noqa: PLC0415 - likewise

        parser = "with libyaml" if yaml.__with_libyaml__ else "without libyaml: files are read more slowly"
        typer.echo(f"decide {__version__} (Python {platform.python_version()}, PyYAML {yaml.__version__} {parser})")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Rank policy options on weighted criteria, choose the best portfolio, and explain both.

    A workspace is a folder with a criteria.yaml; commands find it from any folder below.

    First steps:  decide rank    decide why OPTION    decide portfolio    decide check
    """
