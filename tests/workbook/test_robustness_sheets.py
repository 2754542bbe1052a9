"""The sheets Robustness and Portfolios: the study's figures as published, and nothing that recalculates."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import decide
from decide.report import sentences_robust, words
from decide.report import sentences_robust_portfolios as say
from decide.report.as_xlsx.portfolios import _UNLIMITED
from decide.report.as_xlsx.robustness import TOO_MANY
from decide.studies import export as study
from decide.studies.import_workbook import import_workbook
from tests import choices, workspaces
from tests.studies import standing
from tests.workbook import rich
from tests.workbook.back import SCORE, edited, export
from tests.workbook.oracle import cells, opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from decide.model.robust import Robustness

SHEETS = ("Robustness", "Portfolios")
BY_SHARE = (Decimal("0.5"), Decimal("0.75"), Decimal(1), Decimal("1.25"), Decimal("1.5"))
LIMITED = standing.PORTFOLIO.replace("{2027: 60, 2028: 50}", "100")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A budget in one sum, so that others can be shown beside it; two has wide ranges."""
    two = standing.FILES["weights/two.yaml"] + "ranges: {reach: [5, 60], gain: [20, 80], calm: [10, 90]}\n"
    return standing.write(tmp_path / "workspace", {"portfolio.yaml": LIMITED, "weights/two.yaml": two})


def _table(sheet: Worksheet, head: str) -> list[dict[str, object]]:
    """The table that has a head: a row by heads, down to the first empty row."""
    rows = list(sheet.iter_rows(min_col=2, values_only=True))
    top = next(place for place, row in enumerate(rows) if head in row)
    heads = [one for one in rows[top] if one is not None]
    found = []
    for row in rows[top + 1 :]:
        if row[0] is None:
            break
        found.append(dict(zip(map(str, heads), row, strict=False)))
    return found


def _texts(sheet: Worksheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def _robust(root: Path, budgets: Sequence[Decimal] = ()) -> Robustness:
    return decide.robust(root, "two", budgets=budgets, workers=1)


def test_the_sheet_robustness_holds_what_the_study_finds(root: Path, tmp_path: Path) -> None:
    sheet = opened(export(root, tmp_path / "two.xlsx", "two"))["Robustness"]
    found = _robust(root)
    lines = _table(sheet, "Often first")
    assert len(lines) == len(found.options) == 7
    for line, one in zip(lines, found.options, strict=True):
        assert line["Rank"] == words.place(one.line.rank, tied=one.line.tied)
        assert line["Option"] == one.line.option.title
        assert (line["Best rank"], line["Worst rank"]) == one.ranks
        assert line["Often first"] == one.acceptability[0].share
        assert line["With scores"] == one.with_scores[0].share
        assert [line[str(rank)] for rank in range(1, 8)] == [sampled.share for sampled in one.with_scores]
    texts = _texts(sheet)
    assert f"{sentences_robust.headline(found)} {sentences_robust.rivals(found)}" in texts
    assert sentences_robust.method(found) in texts
    assert found.leader is not None
    rooms = [one for one in found.leader.rooms if one.down or one.up]
    assert rooms
    for line, room in zip(_table(sheet, "Weight of"), rooms, strict=True):
        assert line["Now"] == room.weight
        assert line["Weight of"] == sentences_robust.room(found, room)
        assert line["From"] == ("–" if room.down is None else room.down.weight)
        assert line["To"] == ("–" if room.up is None else room.up.weight)
    first, second = sorted((one.line.score for one in found.options), reverse=True)[:2]
    for number, (line, swing) in enumerate(
        zip(_table(sheet, "Score of"), found.leader.swings[:12], strict=True), start=1
    ):
        assert line["No."] == number
        assert (line["Lead at low"], line["Lead at high"]) == pytest.approx(swing.leads, rel=1e-14)
        assert line["Low, less now"] == pytest.approx(swing.leads[0] - (first - second), abs=1e-9)
        assert line["High, less now"] == pytest.approx(swing.leads[1] - (first - second), abs=1e-9)


def test_the_sheet_portfolios_holds_what_the_study_finds(root: Path, tmp_path: Path) -> None:
    sheet = opened(export(root, tmp_path / "two.xlsx", "two"))["Portfolios"]
    ranking = _robust(root, [100 * share for share in BY_SHARE])
    found = ranking.portfolios
    assert found is not None
    assert len(found.found) > 2
    names = sorted(found.core_index, key=lambda name: (-found.core_index[name], name))
    for line, name in zip(_table(sheet, "Core index"), names, strict=True):
        assert line["Role"] == str(found.role(name))
        assert line["Core index"] == pytest.approx(found.core_index[name], rel=1e-14)
        assert [line[head] for head in ("50", "75", "100", "125", "150")] == [
            pytest.approx(one.core_index[name], rel=1e-14) for one in found.by_budget
        ]
    ids = [row[0].value for row in sheet.iter_rows() if row[0].value in found.core_index]
    assert ids == names
    lines = _table(sheet, "Often best")
    for line, one in zip(lines, found.found, strict=True):
        assert line["Options"] == len(one.portfolio.options)
        assert line["Value, points"] == pytest.approx(one.portfolio.value, rel=1e-14)
        assert line["Cost"] == float(one.portfolio.cost)
        assert line["Escalation risk"] == pytest.approx(one.portfolio.escalation_risk, rel=1e-14)
        assert (line["Value at its worst"], line["Largest regret"]) == pytest.approx((one.least, one.regret), rel=1e-14)
        assert line["Often best"] == one.best.share
        assert line["Which"] == ", ".join(one.portfolio.options)
    against = [line["Against the best under the profile's weights"] for line in lines]
    assert found.usual is not None
    expected = [
        "the same" if one == found.usual else say.instead(one.portfolio, found.usual.portfolio) for one in found.found
    ]
    assert against == expected
    assert against.count("the same") == 1
    told = " ".join(_texts(sheet))
    for text in (say.headline(found, sentences_robust.which(ranking)), say.usual(found, ranking), say.kept(found)):
        assert text
        assert text in told


def test_nothing_there_is_a_formula_or_can_be_changed(root: Path, tmp_path: Path) -> None:
    written = opened(export(root, tmp_path / "two.xlsx", "two"), formulas=True)
    for name in SHEETS:
        assert written[name].protection.sheet
        for row in written[name].iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{name}!{cell.coordinate}"
                assert cell.protection.locked, f"{name}!{cell.coordinate}"


def test_an_edit_elsewhere_comes_back_and_changes_there_do_not(root: Path, tmp_path: Path) -> None:
    book = export(root, tmp_path / "two.xlsx", "two")
    found = import_workbook(book, root, dry_run=True, portfolio=True)
    assert (found.changes, found.already, found.outside, found.toggled) == ((), (), (), 0)
    one = edited(book, "edited.xlsx", ("Scores", "south", "performance:gain", 35))
    found = import_workbook(one, root, dry_run=True)
    assert [(change.file, change.before, change.after) for change in found.changes] == [
        ("options/south.yaml", "34", "35")
    ]
    other = opened(book, formulas=True)
    index = next(cell for row in other["Portfolios"].iter_rows() for cell in row if cell.value == "Core index")
    other["Portfolios"].cell(index.row + 1, index.column).value = 0.123
    other.save(tmp_path / "other.xlsx")
    found = import_workbook(tmp_path / "other.xlsx", root, dry_run=True)
    assert found.changes == ()


def test_the_sheets_are_of_the_profile_that_it_opens_with(root: Path, tmp_path: Path) -> None:
    all_of_them = cells(export(root, tmp_path / "all.xlsx", "all"))
    alone = cells(export(root, tmp_path / "one.xlsx", "one"))
    for name in SHEETS:
        assert all_of_them[name] == alone[name]
    assert list(all_of_them)[5:8] == ["Frontier", "Robustness", "Portfolios"]


def test_too_many_options_are_said_to_be_so(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "_MOST_OPTIONS", 7)
    assert TOO_MANY not in _texts(opened(export(root, tmp_path / "enough.xlsx", "two"))["Robustness"])
    monkeypatch.setattr(study, "_MOST_OPTIONS", 6)
    found = opened(export(root, tmp_path / "many.xlsx", "two"))
    for name in SHEETS:
        assert _texts(found[name])[-1] == TOO_MANY


def test_sixty_one_options_are_too_many(tmp_path: Path) -> None:
    files = {f"options/o{number}.yaml": workspaces.BETA for number in range(59)}
    root = workspaces.write(tmp_path / "many", files)
    assert study.workbook(root).robustness is None
    (root / "options" / "o0.yaml").unlink()
    (root / "options" / "o1.yaml").unlink()
    assert study.workbook(root).robustness is not None


def test_without_rules_this_is_said(tmp_path: Path) -> None:
    root = workspaces.write(tmp_path / "small", {})
    found = opened(export(root, tmp_path / "small.xlsx"))
    assert _texts(found["Portfolios"])[-1] == _UNLIMITED
    assert len(_table(found["Robustness"], "Often first")) == 2


@pytest.mark.parametrize(
    "limits",
    ["{escalation_risk: 0.3}", "{budget: {2027: 60, 2028: 50}}", "{budget: 0}"],
    ids=["none", "by-period", "nothing"],
)
def test_without_a_budget_in_one_sum_there_are_no_others(limits: str, tmp_path: Path) -> None:
    rules = standing.PORTFOLIO.replace("{budget: {2027: 60, 2028: 50}, escalation_risk: 0.3, crews: 12}", limits)
    root = standing.write(tmp_path / "workspace", {"portfolio.yaml": rules})
    sheet = opened(export(root, tmp_path / "two.xlsx", "two"))["Portfolios"]
    lines = _table(sheet, "Core index")
    assert {tuple(line) for line in lines} == {("Option", "Role", "Core index")}
    found = decide.robust(root, "two").portfolios
    assert found is not None
    assert [line["Core index"] for line in lines] == pytest.approx(sorted(found.core_index.values(), reverse=True))
    assert [line["Which"] for line in _table(sheet, "Often best")] == [
        ", ".join(one.portfolio.options) or "none" for one in found.found
    ]


def test_where_no_portfolio_keeps_to_the_limits(tmp_path: Path) -> None:
    rules = choices.relations("must: d", limits="{budget: 20}")
    root = choices.write(tmp_path / "workspace", {"portfolio.yaml": rules})
    sheet = opened(export(root, tmp_path / "one.xlsx"))["Portfolios"]
    assert _texts(sheet)[-1] == "No portfolio keeps to all limits and relations."


def test_pictures_are_told_in_words_and_fit_the_page(root: Path, tmp_path: Path) -> None:
    """A chart that is wider than what is printed would be cut."""
    for name, where in (("two", root), ("grouped", rich.write(tmp_path / "rich"))):
        book = export(where, tmp_path / f"{name}.xlsx", name)
        sheet = opened(book)["Robustness"]
        with zipfile.ZipFile(book) as archive:
            drawings = [archive.read(one).decode() for one in archive.namelist() if "drawings/drawing" in one]
        said = [text for text in drawings if "By how much the lead of the first option changes" in text]
        assert len(said) == 1
        to = said[0].split("<xdr:to><xdr:col>")[1].split("<")[0]
        last = max(column for area in sheet.print_area.split(",") for column in _columns(area))
        assert int(to) <= last
    assert not any("The share of the portfolios that stand with each option" in text for text in drawings)
    with zipfile.ZipFile(tmp_path / "two.xlsx") as archive:
        texts = [archive.read(one).decode() for one in archive.namelist() if "drawings/drawing" in one]
    assert any("The share of the portfolios that stand with each option" in text for text in texts)


def _columns(area: str) -> list[int]:
    """The places of the columns in an area such as 'Sheet'!$A$1:$M$9, from 0."""
    found = []
    for corner in area.rpartition("!")[2].split(":"):
        place = 0
        for letter in corner.replace("$", "").rstrip("0123456789"):
            place = place * 26 + ord(letter) - 64
        found.append(place - 1)
    return found


def test_the_edit_of_a_small_workspace_comes_back(tmp_path: Path) -> None:
    root = workspaces.write(tmp_path / "small", {})
    book = edited(export(root, tmp_path / "small.xlsx"), "edited.xlsx", SCORE)
    assert [change.after for change in import_workbook(book, root, dry_run=True).changes] == ["310"]
