"""About: what this workbook is, how to use it, what it was made from, and whether it still says what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.report.as_xlsx import rules
from decide.report.as_xlsx.checks import OVERALL, overall_at_first
from decide.report.as_xlsx.draft import CONTROL
from decide.report.as_xlsx.layout import SELECTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decide.report.as_xlsx.draft import Draft
    from decide.report.as_xlsx.layout import Layout

_SHEETS = {
    "Weights": "how much each criterion counts (yellow)",
    "Scores": "how options perform, what they cost and risk (yellow)",
    "Ranking": "options in rank order",
    "Portfolio": "what is chosen (yellow), and what that comes to",
    "Frontier": "the portfolios that nothing beats",
    "Robustness": "how far the ranking can be trusted",
    "Portfolios": "which portfolios stand if weights were others",
    "Compare": "every profile side by side",
    "Pictures": "where scores come from, and what they cost",
    "Scales": "what each criterion asks, and how levels become values",
    "Values": "workings, from levels to scores",
    "Evidence": "what every number rests on",
    "Checks": "what holds, and what was changed",
}
_HOW = (
    "Change a yellow cell. Everything follows: scores, ranks, pictures, and the portfolio's value, cost and risk.",
    "A changed cell turns orange. Where a result is no longer as published, its Check says CHANGED.",
    "To try without losing anything, change what you like and close without saving; or set the cell back.",
    "To propose a change, save it as .xlsx and send it back: decide import brings orange cells into the files.",
    "Sheets are locked outside the yellow cells, so that no formula is overwritten by a slip. There is no password.",
)


def write(draft: Draft) -> None:
    """The sheet."""
    layout, styles, book = draft.layout, draft.styles, draft.book
    sheet = draft.sheet(
        "About", book.problem.context or "A decision, its criteria, and what follows from them.", CONTROL, width=3
    )
    sheet.write_string(0, 1, book.problem.decision, styles["title"])
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 60)
    sheet.set_column(3, 3, 60)
    sheet.set_row(1, 78 if book.problem.context else 32)
    sheet.write_string(3, 1, "Is it as published?", styles["strong"])
    sheet.write_formula(3, 2, f"={OVERALL}", styles["flag"], overall_at_first(layout))
    rules.mark_cells(draft, sheet, (3, 2, 3, 2))
    row = 4
    for title, text in _facts(layout):
        sheet.write_string(row, 1, title, styles["strong"])
        if title == "Profile shown":
            sheet.write_formula(row, 2, f"={SELECTED}", styles["text"], text)
        else:
            sheet.merge_range(row, 2, row, 3, text, styles["long"])
            sheet.set_row(row, max(15, 14 * (1 + len(text) // 125)))
        row += 1
    row += 1
    sheet.write_string(row, 1, "How to use it", styles["part"])
    for text in _HOW:
        row += 1
        sheet.merge_range(row, 1, row, 3, text, styles["prose"])
    row += 2
    sheet.write_string(row, 1, "Sheets", styles["part"])
    for name, what in _SHEETS.items():
        if name != "Compare" or len(layout.profiles) > 1:
            row += 1
            sheet.write_url(row, 1, f"internal:'{name}'!A1", styles["link"], name)
            sheet.write_string(row, 2, what, styles["plain"])
    sheet.fit_to_pages(1, 1)


def _facts(layout: Layout) -> Iterator[tuple[str, str]]:
    book = layout.book
    profile = layout.views[0].profile
    yield "Profile shown", profile.id
    if len(layout.profiles) == 1 and profile.rationale:
        yield "Whose view", f"{profile.title}: {profile.rationale}"
    elif len(layout.profiles) > 1:
        yield "Profiles", ", ".join(view.profile.title for view in layout.views)
    yield "Counted in", f"{book.problem.currency}, over {book.problem.horizon}"
    commit = book.stamp.commit
    if commit:
        yield "Made from commit", f"{commit}{', and changes that were not committed' if book.stamp.changed else ''}"
    yield "Inputs", book.stamp.inputs
    yield "Made by", f"decide {book.stamp.version}"
