"""expectations.yaml → expectations, each with its place; every name must exist."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.expectation import Expectation, Kind
from decide.workspace.names import suggestion

if TYPE_CHECKING:
    from collections.abc import Collection

    from decide.workspace.build.page import Page
    from decide.workspace.document import Route
    from decide.workspace.schema.expectations import ExpectationEntry, ExpectationsFile


def expectations(
    entry: ExpectationsFile, options: Collection[str], profiles: Collection[str], page: Page
) -> tuple[Expectation, ...]:
    """The expectations, in the order of the file.

    Of those whose shape was refused the names are checked too, but they are left out.
    """
    found: list[Expectation] = []
    for place, part in enumerate(entry.expectations):
        if part is None:
            continue
        route: Route = ("expectations", place)
        named = _options(part, options, page, route)
        _check_profiles(part, profiles, page, route)
        kinds = [kind for kind in Kind if getattr(part, kind) is not None]
        if len(kinds) == 1 and named:
            found.append(
                Expectation(
                    kind=kinds[0],
                    options=named,
                    reason=part.reason,
                    owner=part.owner,
                    number=Decimal(part.top or part.robust_first or 0),
                    wanted=part.in_portfolio is not False,
                    profiles=tuple(name for name in part.profiles or () if name),
                    where=page.document.place((*route, kinds[0].value), key=True),
                )
            )
    return tuple(found)


def _options(entry: ExpectationEntry, options: Collection[str], page: Page, route: Route) -> tuple[str, ...]:
    """The options that an entry is about; each must exist."""
    named: list[tuple[str, Route]] = [] if entry.option is None else [(entry.option, (*route, "option"))]
    named += [(name, (*route, "ranks_above", place)) for place, name in enumerate(entry.ranks_above or ()) if name]
    for name, at in named:
        if name not in options:
            page.report("unknown-option", f"there is no option '{name}'", at, suggestion(name, sorted(options)))
    return tuple(name for name, _ in named)


def _check_profiles(entry: ExpectationEntry, profiles: Collection[str], page: Page, route: Route) -> None:
    named = entry.profiles or []
    for place, name in enumerate(named):
        at = (*route, "profiles", place)
        if name is None:
            continue
        if name not in profiles:
            hint = suggestion(name, sorted(profiles))
            page.report("unknown-profile", f"there is no weight profile '{name}'", at, hint)
        if name in named[:place]:
            page.report("duplicate-id", f"'{name}' stands twice in this expectation", at, "name it once")
