"""Each case is written once, and read by all of its tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests import workspaces
from tests.cases_portfolio.cases import CASES
from tests.cases_portfolio.command import asked
from tests.cases_portfolio.workspaces_of import STATED, stated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tests.cases_portfolio.command import Said
    from tests.cases_portfolio.workspaces_of import Stated, Vector


@dataclass(frozen=True, eq=False)
class Home:
    """A case, and the workspace it was written to."""

    case: Stated
    path: Path

    def ask(self, verb: str, *arguments: str, profile: str = STATED) -> Said:
        """Call a verb of `decide` for this case, and have JSON back."""
        return asked(verb, self.path, "--weights", profile, *arguments)


@pytest.fixture
def settle(tmp_path: Path) -> Callable[[Vector], Home]:
    """Writes a case that differs from its file."""

    def make(vector: Vector) -> Home:
        case = stated(vector)
        return Home(case, workspaces.write(tmp_path, case.files, base={}))

    return make


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Home]:
    """The workspace of a case, by the name of its file; with profiles, if it is to have others than its own."""
    known: dict[str, Home] = {}

    def find(name: str, profiles: Mapping[str, Sequence[Any]] | None = None) -> Home:
        if name not in known:
            case = stated(CASES[name], profiles)
            known[name] = Home(case, workspaces.write(tmp_path_factory.mktemp(name), case.files, base={}))
        return known[name]

    return find
