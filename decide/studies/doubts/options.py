"""Doubts about options: dominated, alone, alike in name, or a status quo that drifts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.dominance import dominance
from decide.methods.value_table import status_quo_values
from decide.studies.doubts.ask import doubt
from decide.workspace.load import OPTIONS
from decide.workspace.locate import CRITERIA
from decide.workspace.source import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from decide.errors import Issue
    from decide.methods.value_table import ValueTable
    from decide.model.problem import Problem
    from decide.workspace.document import Document

_NAMED = 3


def about_options(problem: Problem, table: ValueTable, documents: Mapping[str, Document]) -> Iterator[Issue]:
    """Options that another dominates, that share a title, or that mark the status quo and differ from it."""
    pages = {option.id: documents[f"{OPTIONS}/{option.id}{SUFFIX}"] for option in problem.options}
    if len(problem.options) == 1:
        yield doubt(pages[problem.options[0].id], "one-option", "one option: nothing to compare", ("title",))
    if not any(option.baseline for option in problem.options):
        yield doubt(
            documents[CRITERIA],
            "no-baseline",
            "no option is marked `baseline: true`",
            ("criteria",),
            "rank doing nothing beside the others",
        )
    beaten = dominance(table.values)
    for column, option in enumerate(problem.options):
        by = [table.options[row] for row in np.flatnonzero(beaten[:, column]).tolist()]
        if by:
            more = f" and {len(by) - _NAMED} more" if len(by) > _NAMED else ""
            yield doubt(
                pages[option.id],
                "dominated-option",
                f"'{option.id}' is nowhere better and somewhere worse than {', '.join(by[:_NAMED])}{more}",
                ("performance",),
                "on best scores; is something missing that speaks for it?",
            )
    yield from _same_titles(problem, pages)
    yield from _drift(problem, table, pages)


def _same_titles(problem: Problem, pages: Mapping[str, Document]) -> Iterator[Issue]:
    titled: dict[str, list[str]] = defaultdict(list)
    for option in problem.options:
        titled[option.title.casefold()].append(option.id)
    for ids in titled.values():
        for name in ids[1:]:
            yield doubt(
                pages[name],
                "same-title",
                f"'{name}' has the title of '{ids[0]}'",
                ("title",),
                "readers cannot tell them apart",
            )


def _drift(problem: Problem, table: ValueTable, pages: Mapping[str, Document]) -> Iterator[Issue]:
    nothing = status_quo_values(problem)
    for row, option in enumerate(problem.options):
        if option.baseline:
            differs = [table.criteria[column] for column in np.flatnonzero(table.values[row] != nothing).tolist()]
            if differs:
                message = f"doing nothing is scored otherwise than status_quo on: {', '.join(differs)}"
                yield doubt(
                    pages[option.id],
                    "baseline-drift",
                    message,
                    ("performance",),
                    "value added is measured from status_quo",
                )
