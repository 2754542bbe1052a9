"""One more item at the end of a list, whatever the style, and no other byte."""

from __future__ import annotations

import pytest

from decide.workspace.append import append_item
from decide.workspace.document import parsed

ITEM = "{must: [b]}"

LISTS = {
    "block": ("relations:\n  - must: [a]   # why\n", "relations:\n  - must: [a]   # why\n  - {must: [b]}\n"),
    "to the left": ("relations:\n- must: [a]\n", "relations:\n- must: [a]\n- {must: [b]}\n"),
    "in the middle": (
        "relations:\n  - must: [a]\n\n# below\nlimits: {budget: 1}\n",
        "relations:\n  - must: [a]\n  - {must: [b]}\n\n# below\nlimits: {budget: 1}\n",
    ),
    "several lines": (
        "relations:\n  - must:\n      - a\n    note: >-\n      why\n      not\n",
        "relations:\n  - must:\n      - a\n    note: >-\n      why\n      not\n  - {must: [b]}\n",
    ),
    "no end of line": ("relations:\n  - must: [a]", "relations:\n  - must: [a]\n  - {must: [b]}\n"),
    "flow": ("relations: [{must: [a]}]\n", "relations: [{must: [a]}, {must: [b]}]\n"),
    "empty flow": ("relations: []  # none yet\n", "relations: [{must: [b]}]  # none yet\n"),
    "missing": ("version: 1\n", "version: 1\nrelations:\n  - {must: [b]}\n"),
    "missing, no end of line": ("version: 1\n# end", "version: 1\n# end\nrelations:\n  - {must: [b]}\n"),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("before", "after"), LISTS.values(), ids=LISTS.keys())
def test_an_item_is_added_and_no_other_byte_changes(before: str, after: str, end: str) -> None:
    before, after = before.replace("\n", end), after.replace("\n", end)
    assert append_item(parsed("f.yaml", before), "relations", ITEM) == after


@pytest.mark.parametrize("text", ["{version: 1}\n", "relations: none\n", "relations: {a: 1}\n", "a: [\n"])
def test_where_the_style_does_not_allow_it_nothing_is_added(text: str) -> None:
    assert append_item(parsed("f.yaml", text), "relations", ITEM) is None
