"""Verifying locators: whoever holds the essays can check that each cited paragraph says what was read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from decide.errors import Issue, WrongUse
from decide.workspace.locate import is_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from decide.model.evidence import Source
    from decide.workspace.document import Document


def verify(folder: Path, sources: Mapping[str, Source], documents: Mapping[str, Document]) -> tuple[int, list[Issue]]:
    """Compare every card with the text it was made from.

    A paragraph is the n-th non-empty line of the UTF-8 text, stripped. A text is found by its fingerprint, whatever
    its name.

    Returns
    -------
    How many paragraphs agree, and an issue for each that does not and for each card whose text is not there.

    Raises
    ------
    WrongUse : `folder` is no folder
    """
    if not is_folder(folder):
        raise WrongUse(f"there is no folder {folder}")
    texts = {hashlib.sha256(data).hexdigest(): data for data in _files(folder)}
    agreed, issues = 0, []
    for source in sources.values():
        document = documents[f"seeds/{source.id}.yaml"]
        data = texts.get(source.sha256)
        if data is None:
            issues.append(
                document.issue(
                    "essay-missing",
                    f"no text in {folder} has this fingerprint",
                    ("sha256",),
                    "the text changed, or is not there",
                )
            )
            continue
        paragraphs = [line.strip() for line in data.decode("utf-8").split("\n") if line.strip()]
        for claim in source.claims.values():
            if claim.paragraph > len(paragraphs):
                issues.append(
                    document.issue(
                        "paragraph-missing",
                        f"the text has {len(paragraphs)} paragraphs only",
                        ("claims", claim.id, "paragraph"),
                    )
                )
            elif hashlib.sha256(paragraphs[claim.paragraph - 1].encode()).hexdigest() != claim.sha256:
                issues.append(
                    document.issue(
                        "paragraph-differs",
                        f"paragraph {claim.paragraph} has another fingerprint",
                        ("claims", claim.id, "sha256"),
                        "is it the right paragraph?",
                    )
                )
            else:
                agreed += 1
    return agreed, issues


def _files(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            yield path.read_bytes()
