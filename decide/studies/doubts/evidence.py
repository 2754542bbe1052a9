"""Doubts about grounds: no evidence, evidence that no card has, wide ranges, much judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.errors import Issue, Severity
from decide.methods.value_functions import numeric_values
from decide.model.criterion import Scale
from decide.model.quantity import Unknown, spread
from decide.studies.doubts.ask import doubt
from decide.workspace.load import OPTIONS
from decide.workspace.locate import CRITERIA
from decide.workspace.source import SUFFIX
from decide.workspace.tree import Mapping as Node
from decide.workspace.tree import Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from decide.model.criterion import Criterion
    from decide.model.evidence import Source
    from decide.model.option import Judgement, Option
    from decide.model.problem import Problem
    from decide.workspace.document import Document

WIDE = 0.5  # of the way from worst to best, in value


def about_evidence(
    problem: Problem, sources: Mapping[str, Source], documents: Mapping[str, Document]
) -> Iterator[Issue]:
    """Scores whose ground is missing, unknown, weak or wide."""
    scored = judged = 0
    for option in problem.options:
        document = documents[f"{OPTIONS}/{option.id}{SUFFIX}"]
        cells = list(_written(option, problem, document))
        scored += len(cells)
        judged += sum(judgement.judged for _, judgement in cells)
        yield from _about_cells(cells, document)
    if judged:
        share = f"{judged} of {scored} scores ({judged / scored:.0%}) are judgement without a passage"
        yield doubt(
            documents[CRITERIA],
            "judgement-share",
            share,
            ("criteria",),
            "a second scorer should begin with these",
        )
    known = {f"{source.id}#{claim}" for source in sources.values() for claim in source.claims}
    for document in documents.values():
        for text in _references(document.root):
            if text not in known:
                where = document.location(text.start, text.end)
                yield document.issue(
                    "unknown-claim",
                    f"no source card has the claim {text}",
                    where,
                    "add it to its card in seeds/, or correct it",
                    Severity.DOUBT,
                )


def _written(option: Option, problem: Problem, document: Document) -> Iterator[tuple[Criterion, Judgement]]:
    """The performances that the option's file states; what it inherits or measures elsewhere does not count."""
    stated = document.node(("performance",))
    for criterion in problem.criteria:
        judgement = option.performance[criterion.id]
        if isinstance(stated, Node) and criterion.id in stated and not isinstance(judgement.quantity, Unknown):
            yield criterion, judgement


def _about_cells(cells: list[tuple[Criterion, Judgement]], document: Document) -> Iterator[Issue]:
    bare = [criterion.id for criterion, judgement in cells if not judgement.evidence and not judgement.judged]
    if bare:
        yield doubt(
            document,
            "no-evidence",
            f"no evidence for: {', '.join(bare)}",
            ("performance",),
            "name claims (CARD#N), or write evidence: judgement",
        )
    wide = [criterion.id for criterion, judgement in cells if _width(criterion, judgement) >= WIDE]
    if wide:
        yield doubt(
            document,
            "wide-range",
            f"the range covers half of the value scale or more on: {', '.join(wide)}",
            ("performance", wide[0]),
            "what would narrow it?",
        )


def _width(criterion: Criterion, judgement: Judgement) -> float:
    ends = spread(judgement.quantity)
    if ends is None or not isinstance(criterion.scale, Scale):
        return 0.0
    low, high = numeric_values(criterion, np.array(ends, dtype=np.float64))
    return float(abs(high - low))


def _references(node: object, *, inside: bool = False) -> Iterator[Text]:
    """Every claim named under an `evidence` key, wherever it stands."""
    if isinstance(node, Node):
        for key, value in node.items():
            yield from _references(value, inside=key == "evidence")
    elif isinstance(node, Sequence):
        for value in node:
            yield from _references(value, inside=inside)
    elif inside and isinstance(node, Text) and "#" in node:
        yield node
