"""What an import did, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decide.report.as_json.diff import fields as review
from decide.report.as_json.write import dumps

if TYPE_CHECKING:
    from decide.model.imported import Imported, ImportedChange
    from decide.model.ranking import Ranking


def render(found: Imported) -> str:
    """Everything: numbers of files are texts, as the files have them."""
    return dumps(
        {
            "workbook": found.name,
            "commit": found.stamp.commit,
            "compared_with": "commit" if found.from_commit else "workbook",
            "changes": [_change(one) for one in found.changes],
            "already": [_change(one) for one in found.already],
            "outside": list(found.outside),
            "toggled": found.toggled,
            "written": found.written,
            "branch": found.branch,
            "new_commit": found.commit,
            "before": {ranking.profile.id: _ranks(ranking) for ranking in found.before},
            "after": {ranking.profile.id: _ranks(ranking) for ranking in found.after},
            "review": review(found.review),
        }
    )


def _change(one: ImportedChange) -> dict[str, Any]:
    names = ("cell", "title", "file", "line", "before", "after")
    return {name: getattr(one, name) for name in names}


def _ranks(ranking: Ranking) -> list[dict[str, Any]]:
    return [{"option": line.option.id, "rank": line.rank, "score": line.score} for line in ranking.options]
