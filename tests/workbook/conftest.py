"""LibreOffice, once for all tests of workbooks in a process, and the workspaces they work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import workspaces
from tests.workbook import rich
from tests.workbook.oracle import office

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workbook.oracle import Office


@pytest.fixture(scope="session")
def libre(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return workspaces.write(tmp_path / "workspace", {})


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    return rich.write(tmp_path / "workspace")
