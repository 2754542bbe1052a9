"""What a profile was stamped for, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from decide.model.criterion import CategoryScale
from decide.report import words

if TYPE_CHECKING:
    from decide.model.confirmation import Confirmation
    from decide.model.criterion import Scale
    from decide.report.canvas import Canvas


def render(found: Confirmation, canvas: Canvas) -> str:
    """Each criterion with its scale and its share of the weight, then what was done."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("Criterion")
    table.add_column("From worst")
    table.add_column("to best")
    table.add_column("Weight", justify="right")
    for criterion in found.problem.criteria:
        worst, best = _ends(criterion.scale)
        table.add_row(Text(criterion.title), Text(worst), Text(best), words.share(found.profile.weights[criterion.id]))
    done = (
        f"{found.file}: agreed_for is now {found.after}"
        if found.changed
        else f"{found.file}: the stamp was right already"
    )
    return canvas.text(table, "", Text(done, style="bold"))


def _ends(scale: Scale | CategoryScale) -> tuple[str, str]:
    if isinstance(scale, CategoryScale):
        return scale.categories[0], scale.categories[-1]
    return words.number(scale.worst), f"{words.number(scale.best)} {scale.unit}"
