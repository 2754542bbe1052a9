"""LibreOffice, once for all tests of workbooks in a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workbook.oracle import office

if TYPE_CHECKING:
    from tests.workbook.oracle import Office


@pytest.fixture(scope="session")
def libre(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office(tmp_path_factory.mktemp("office"))
