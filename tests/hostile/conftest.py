"""The cases of a module are tried side by side, since each is a process of its own that mostly starts up."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol, cast

import pytest

from tests import workspaces
from tests.hostile.cases import attempt
from tests.workbook import back, rich

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.cases import Case


class Try(Protocol):
    """Tries a case, or waits for it where it is under way; fails as the case fails."""

    def __call__(self, case: Case, run: Run) -> None: ...


def _asked_for(request: pytest.FixtureRequest) -> list[Case]:
    """The cases of this module that were selected, in their order."""
    mine = [item for item in request.session.items if item.path == request.path and isinstance(item, pytest.Function)]
    return [cast("Case", item.callspec.params["case"]) for item in mine if "attempted" in item.fixturenames]


@pytest.fixture(scope="module")
def attempted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Try]:
    begun: dict[str, Future[None]] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:

        def result(case: Case, run: Run) -> None:
            for one in [] if begun else _asked_for(request):
                begun[one.id] = pool.submit(attempt, one, tmp_path_factory.mktemp("case"), run)
            begun[case.id].result()

        yield result


# The workbooks that come back are of two workspaces: the small one, and one where everything occurs.


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    return back.export(workspaces.write(folder / "workspace", {}), folder / "book.xlsx")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rich")
    return back.export(rich.write(folder / "workspace"), folder / "book.xlsx", "all")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return workspaces.write(tmp_path / "workspace", {})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return rich.write(tmp_path / "workspace")
