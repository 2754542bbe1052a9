"""One file against its schema: the entry it holds, and everything wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from decide.workspace.document import Document
from decide.workspace.names import meant
from decide.workspace.salvage import salvage
from decide.workspace.source import Fault, Unreadable
from decide.workspace.tree import MAX_FAULTS, Mapping, Sequence, Text, compose

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from decide.errors import Issue
    from decide.workspace.schema.base import Schema
    from decide.workspace.source import Folder

S = TypeVar("S", bound="Schema")

_ROUNDS = 8  # what is taken out may leave something around it incomplete, which is taken out next


class Reading(Generic[S]):
    """A file that was read. It may have an entry in spite of its faults, so that further ones are found at once."""

    __slots__ = ("document", "entry", "issues")

    def __init__(self, document: Document, entry: S | None, issues: list[Issue]) -> None:
        self.document, self.entry, self.issues = document, entry, issues


def read(folder: Folder, file: str, schema: type[S], shown: str | None = None) -> Reading[S]:
    """Read one file and check it against a schema.

    Parameters
    ----------
    folder, file : where it stands
    schema : what it may contain
    shown : the name by which messages call it, where that is not `file`
    """
    name = shown or file
    try:
        found = folder.read(file)
    except Unreadable as refusal:
        document = Document(name, refusal.text, None)
        return Reading(document, None, [document.of_fault(refusal.fault)])
    root, faults = compose(found.text)
    document = Document(name, found.text, root, found.encoding)
    entry: S | None = None
    if root is not None:
        entry, more = validate(root, schema)
        faults = faults + more
    return Reading(document, entry, [document.of_fault(fault) for fault in faults[:MAX_FAULTS]])


def validate(root: Mapping, schema: type[S]) -> tuple[S | None, list[Fault]]:
    """Check a tree against a schema.

    Returns
    -------
    What could be read, with the faulty parts left out, or None where too little is left; and the faults, unknown
    keys first.
    """
    faults: list[Fault] = []
    entry, errors = _attempt(root, schema, faults)
    faults += [_fault(error, root) for error in errors if not _misspelt(error, faults)]
    newer = [fault for fault in faults if fault.code == "unknown-version"]
    if newer:  # what a newer version may contain is not ours to judge
        return None, newer
    rest: Mapping | None = root
    for _ in range(_ROUNDS):
        if entry is not None or rest is None:
            break
        rest = salvage(rest, errors)
        if rest is not None:
            entry, errors = _attempt(rest, schema, [])
    return entry, faults


def _attempt(root: Mapping, schema: type[S], faults: list[Fault]) -> tuple[S | None, list[ErrorDetails]]:
    """One validation; unknown keys go to `faults`, the rest of what is wrong comes back."""
    try:
        return schema.model_validate(root, context=faults), []
    except ValidationError as refusal:
        return None, refusal.errors(include_url=False)


def _misspelt(error: ErrorDetails, faults: list[Fault]) -> bool:
    """Whether a missing key is there after all, under a name whose fault already says so."""
    node = error["input"]
    if error["type"] != "missing" or not isinstance(node, Mapping):
        return False
    said = meant(str(error["loc"][-1]))
    return any(fault.hint == said and node.start <= fault.start < node.end for fault in faults)


def _fault(error: ErrorDetails, root: Mapping) -> Fault:
    context: dict[str, Any] = error.get("ctx", {})
    node = error["input"]
    if "message" in context:  # one of our own readers spoke
        start, end = _span(node, error["loc"], root)
        return Fault(error["type"], context["message"], start, end, context["hint"])
    if error["type"] == "missing":
        start, end = _owner(node, error["loc"][:-1], root)
        return Fault(
            "missing-key",
            f"the key '{error['loc'][-1]}' is missing",
            start,
            end,
            f"write {error['loc'][-1]}: …",
        )
    start, end = _span(node, error["loc"], root)
    due = {"list_type": "a list"}.get(error["type"], "a mapping of `key: value`")
    if isinstance(node, Text) and node.plain and not node:
        return Fault("empty-value", f"the value is empty where {due} is due", start, end, "write it, or remove the key")
    found = (
        "a list" if isinstance(node, Sequence) else "a mapping" if isinstance(node, Mapping) else f"'{str(node)[:40]}'"
    )
    return Fault("wrong-type", f"{found} where {due} is due", start, end)


def _span(node: object, loc: tuple[int | str, ...], root: Mapping) -> tuple[int, int]:
    if isinstance(node, Text):
        return node.start, node.end
    if isinstance(node, Mapping | Sequence):
        return _owner(node, loc, root)
    return root.start, root.start + 1


def _owner(node: object, loc: tuple[int | str, ...], root: Mapping) -> tuple[int, int]:
    """The key under which a mapping or list stands: a better place to point at than its first character."""
    owner: object = root
    found: Text | None = None
    for step in loc:
        if isinstance(owner, Mapping) and step in owner:
            found = owner.key(str(step))
            owner = owner[str(step)]
        elif isinstance(owner, Sequence) and isinstance(step, int) and step < len(owner):
            owner, found = owner[step], None
    if owner is node and found is not None:
        return found.start, found.end
    if isinstance(node, Mapping | Sequence):
        return node.start, node.start + 1
    return root.start, root.start + 1
