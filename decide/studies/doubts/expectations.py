"""Doubts about expectations: those that do not hold, and those of which nobody can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.errors import Severity
from decide.model.expectation import Broken
from decide.studies.expecting import judged
from decide.workspace.load_all import EXPECTATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.errors import Issue
    from decide.workspace.load_all import Whole


def about_expectations(whole: Whole) -> Iterator[Issue]:
    """Expectations that are broken or could not be checked, at the key that says what is expected."""
    for one in judged(whole):
        document, where = whole.documents[EXPECTATIONS], one.expectation.where or ()
        if isinstance(one, Broken):
            message = f"{one.profile}: {one.found}"
            hint = f"{' '.join(one.expectation.reason.split())} ({one.expectation.owner})"
            yield document.issue("expectation-broken", message, where, hint, Severity.DOUBT)
        else:
            message = f"{one.profile}: {one.why}"
            hint = f"`decide portfolio --weights {one.profile}` takes the time that it needs"
            yield document.issue("expectation-not-checked", message, where, hint, Severity.DOUBT)
