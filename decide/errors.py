"""What can go wrong, as values: issues in the user's files, and the few exceptions that stop a command.

A fault in a file is an `Issue`, because files are checked whole and all faults are shown at once.
An exception is for what a command cannot continue from; `decide.cli.boundary` turns each into an exit code.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def visible(text: str) -> str:
    r"""The text with everything that is no sign on a page, such as a control character, written out as \uXXXX.

    What a file or a command line holds comes back in messages; it must never move a cursor or forge a line.
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04X}" for sign in text)


class Severity(enum.StrEnum):
    """How much an issue matters."""

    ERROR = "error"  # the file cannot be used as it stands
    DOUBT = "doubt"  # usable, but a careful reader would ask


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file of the workspace: lines and columns count characters from 1; line 0 is the file as a whole."""

    file: str
    line: int
    column: int
    width: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", visible(self.file))


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to mend: what was found, where, and what to do about it."""

    code: str
    message: str
    where: Location
    hint: str = ""
    severity: Severity = Severity.ERROR
    excerpt: str = ""  # the line of the file, as it stands there

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", visible(self.message))
        object.__setattr__(self, "hint", visible(self.hint))


class DecideError(Exception):
    """Stops a command; each subclass has its exit code."""


class InputsRefused(DecideError):
    """The files of the workspace have faults; carries every one of them, in file order."""

    def __init__(self, issues: Iterable[Issue], outcome: str = "nothing was computed") -> None:
        self.issues = tuple(sorted(issues, key=lambda issue: issue.where))
        self.outcome = outcome
        super().__init__(f"{len(self.issues)} faults in the workspace")


class WrongUse(DecideError):
    """The command line names something that does not exist, or asks for what cannot be done."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = visible(hint)
        super().__init__(visible(message))


class GitRefused(DecideError):
    """Git lacks what was asked for, or does not do what was asked."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = visible(hint)
        super().__init__(visible(message))


class CannotWrite(DecideError):
    """The output cannot be written; nothing was changed."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(visible(f"cannot write {path}: {why}"))


class InternalError(DecideError):
    """A check of our own result failed: our bug, never the user's."""
