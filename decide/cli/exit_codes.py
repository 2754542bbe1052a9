"""What the exit codes mean; docs/errors.md tells the user."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
WRONG_USE: Final = 2
INPUTS_REFUSED: Final = 3
GIT_REFUSED: Final = 4
NO_PORTFOLIO: Final = 5
NOT_PROVED: Final = 6
CANNOT_WRITE: Final = 7
CONDITION_MET: Final = 10
OUR_BUG: Final = 70
INTERRUPTED: Final = 130
