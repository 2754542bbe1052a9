"""What a profile was stamped for, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.criterion import CategoryScale
from decide.report import words
from decide.report.layout import columns, line, natural_widths, paragraph

if TYPE_CHECKING:
    from decide.model.confirmation import Confirmation
    from decide.model.criterion import Scale
    from decide.report.canvas import Canvas


def render(found: Confirmation, canvas: Canvas) -> str:
    """Each criterion with its scale and its share of the weight, then what was done."""
    heads = ("Criterion", "From worst", "to best", "Weight")
    rows = [[line(head, "bold") for head in heads]]
    for criterion in found.problem.criteria:
        worst, best = _ends(criterion.scale)
        rows.append(
            [line(text) for text in (criterion.title, worst, best, words.share(found.profile.weights[criterion.id]))]
        )
    done = f"agreed_for is now {found.after}" if found.changed else "the stamp was right already"
    table = columns(rows, natural_widths(rows), {3})
    return canvas.text([*table, line(""), *paragraph(f"{found.file}: {done}", canvas.width, "bold")])


def _ends(scale: Scale | CategoryScale) -> tuple[str, str]:
    if isinstance(scale, CategoryScale):
        return scale.categories[0], scale.categories[-1]
    return words.number(scale.worst), f"{words.number(scale.best)} {scale.unit}"
