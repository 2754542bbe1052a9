"""What is edited in a workbook comes back as one changed line of the file it belongs to, and nothing else does."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decide.errors import CannotWrite, InputsRefused
from decide.model import exchange
from decide.model.returned import CellEdit
from decide.studies.import_workbook import import_workbook
from decide.studies.merging.merge import merge
from decide.studies.merging.plan import Asked, plan
from decide.studies.rank import rank
from decide.workspace.document import parsed
from decide.workspace.load_all import load_all
from decide.workspace.source import FileText, Folder
from decide.workspace.workbook.read import read_workbook
from tests import workspaces
from tests.hostile.cases import snapshot
from tests.workbook import rich
from tests.workbook.back import SCORE, WEIGHT, changed_lines, edited, export, repository
from tests.workbook.oracle import opened

if TYPE_CHECKING:
    from decide.model.returned import Plain
    from tests.workbook.back import Edit
    from tests.workbook.oracle import Office


def _ends(root: Path, end: str) -> None:
    for path in root.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", end.encode()))


# Nothing edited, nothing changed


@pytest.mark.parametrize("resaved", [False, True], ids=["as-exported", "resaved"])
def test_without_an_edit_no_byte_changes(case: Path, tmp_path: Path, resaved: bool) -> None:  # noqa: FBT001 - a parameter of the test
    root = tmp_path / "case"
    shutil.copytree(case, root, ignore=shutil.ignore_patterns(".*", "tests", "decide", "docs", "benchmarks", "reports"))
    rich_root = rich.write(tmp_path / "rich")
    for workspace in (root, rich_root):
        book = export(workspace, tmp_path / f"{workspace.name}.xlsx", "all")
        before = snapshot(workspace)
        found = import_workbook(edited(book, "again.xlsx") if resaved else book, workspace, portfolio=True)
        assert (found.changes, found.already, found.outside, found.toggled) == ((), (), (), 0)
        assert found.from_commit, "nothing had to be compared with anything else"
        assert not found.written
        assert snapshot(workspace) == before


def test_what_libreoffice_saved_is_still_ours(libre: Office, everything: Path, tmp_path: Path) -> None:
    """Stamp, names and ids survive; formulas that it writes in its own way are still formulas."""
    book = edited(
        export(everything, tmp_path / "all.xlsx", "all"), "edited.xlsx", ("Weights", "look", "swing:flat", 55)
    )
    (tmp_path / "out").mkdir()
    [saved] = libre.saved([book], tmp_path / "out")
    found = import_workbook(saved, everything, dry_run=True)
    assert [(one.file, one.before, one.after) for one in found.changes] == [("weights/flat.yaml", "10", "55")]
    assert found.outside == ()


# One edit, one line


def _other(value: Plain, key: tuple[str, str, str], mark: str) -> Plain:
    """Another value that is allowed in the same place."""
    if mark == exchange.CATEGORY:
        return next(word for word in ("plain", "fine", "some", "much") if word != value and _fits(word, value))
    if value == exchange.UNKNOWN:
        return 11
    if key[1] == "escalation_risk" or key[2] == "escalation_risk":
        return float(value) + 0.01
    return float(value) + 1 if float(value) < 30 else float(value) - 0.5


def _fits(word: str, value: Plain) -> bool:
    looks, charms = {"ugly", "plain", "fine"}, {"none", "some", "much", "very much"}
    return {word, str(value)} <= looks or {word, str(value)} <= charms


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_each_input_is_one_line_of_its_file(everything: Path, tmp_path: Path, end: str) -> None:
    """Block and flow style, groups, sizes, periods, ranges, quotes: every input of a workspace where all occur."""
    _ends(everything, end)
    returned = read_workbook(export(everything, tmp_path / "all.xlsx", "all"))
    whole = load_all(Folder(everything))
    assert whole.issues == ()
    seen = set()
    for key, value in returned.inputs.items():
        mark = exchange.CATEGORY if isinstance(value, str) and value != exchange.UNKNOWN else exchange.LEVEL
        after = _other(value, key, mark)
        edit = CellEdit("cell", key, "title", value, after)
        found = plan(everything, replace(returned, edits=(edit,)), whole, Asked())
        [(file, data)] = found.files.items()
        old = (everything / file).read_bytes()
        [(was, now)] = changed_lines(old, data)
        assert was.split("#")[-1] == now.split("#")[-1] or "#" not in was
        assert (data.count(b"\r\n"), data.count(b"\n")) == (old.count(b"\r\n"), old.count(b"\n"))
        seen.add(key[0])
    assert seen == {exchange.WEIGHTS, exchange.SCORES, exchange.LIMITS}
    assert len(returned.inputs) > 50


def test_every_yellow_cell_has_its_place_in_a_file(case: Path, tmp_path: Path) -> None:
    returned = read_workbook(export(case, tmp_path / "all.xlsx", "all"))
    edits = tuple(CellEdit("", key, "", value, float(value) + 0.001) for key, value in returned.inputs.items())
    found = plan(
        case, replace(returned, edits=edits, stamp=replace(returned.stamp, commit="")), load_all(Folder(case)), Asked()
    )
    assert len(found.changes) == len(edits)


def test_edits_come_back_and_the_workbook_says_the_same(libre: Office, everything: Path, tmp_path: Path) -> None:
    """The circle: what LibreOffice makes of the edited workbook is what decide makes of the edited files."""
    book = export(everything, tmp_path / "all.xlsx", "all")
    changed = edited(
        book,
        "edited.xlsx",
        ("Weights", "flow", "swing:grouped", 65),
        ("Scores", "widen", "performance:look", "fine"),
        ("Scores", "widen", "performance:delay", 8),
        ("Scores", "widen:small", "performance:capacity", 27000),
        ("Scores", "ferry", "cost:2028", 7.5),
        ("Scores", "tunnel", "escalation_risk", 0.03),
        ("Scores", "ferry", "uses:crews", 7),
        ("Portfolio", "budget:2027", "common", 120),
        ("Portfolio", "crews", "own:grouped", 41),
    )
    (tmp_path / "out").mkdir()
    [calculated] = libre.recalculated([changed], tmp_path / "out")
    found = import_workbook(changed, everything)
    assert found.written
    assert len(found.changes) == 9
    assert found.outside == ()
    scores = [calculated["Ranking"][f"D{row}"] for row in range(10, 15)]
    after = rank(everything, "grouped")
    assert scores == pytest.approx([line.score for line in after.options], abs=1e-9)
    assert [one.profile.id for one in found.after] == ["grouped", "flat"]
    assert [line.score for line in found.after[0].options] == [line.score for line in after.options]


# Three ways


def test_two_peoples_edits_of_different_cells_merge(small: Path, tmp_path: Path) -> None:
    book = export(small, tmp_path / "even.xlsx")
    import_workbook(edited(book, "ann.xlsx", WEIGHT), small)
    found = import_workbook(edited(book, "ben.xlsx", SCORE), small)
    assert [one.cell for one in found.changes] == ["Scores!D11"]
    assert "weights: {effect: 70, price: 50}" in (small / "weights/even.yaml").read_text(encoding="utf-8")
    assert "price: 310" in (small / "options/alpha.yaml").read_text(encoding="utf-8")


def test_two_peoples_edits_of_one_cell_conflict_and_nothing_is_written(small: Path, tmp_path: Path) -> None:
    book = export(small, tmp_path / "even.xlsx")
    import_workbook(edited(book, "ann.xlsx", WEIGHT), small)
    before = snapshot(small)
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(edited(book, "ben.xlsx", (*WEIGHT[:3], 40), SCORE), small)
    [issue] = refusal.value.issues
    assert (issue.code, issue.where.file, issue.where.line) == ("edit-conflict", "weights/even.yaml", 3)
    assert issue.message == "Weights!C11 says 40, the file says 70; it was 50 in both"
    assert snapshot(small) == before


def test_what_both_say_alike_is_no_conflict(small: Path, tmp_path: Path) -> None:
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT)
    import_workbook(book, small)
    before = snapshot(small)
    found = import_workbook(book, small)
    assert (found.changes, [one.cell for one in found.already], found.written) == ((), ["Weights!C11"], False)
    assert snapshot(small) == before


LEVELS = st.sampled_from([10, 20, 30, 40])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(sides=st.lists(st.tuples(LEVELS, LEVELS, LEVELS), min_size=1, max_size=6))
def test_three_sides_by_the_book(small: Path, sides: list[tuple[int, int, int]]) -> None:
    """What one side changed is taken, what neither changed stays, what both changed apart conflicts."""
    names = [f"c{place}" for place in range(len(sides))]

    def text(side: int) -> str:
        return "weights:\n" + "".join(f"  {name}: {row[side]}\n" for name, row in zip(names, sides, strict=True))

    file = "weights/even.yaml"
    edits = [
        CellEdit(f"Weights!C{name}", (exchange.WEIGHTS, name, "swing:even"), name, base, theirs)
        for name, (base, _, theirs) in zip(names, sides, strict=True)
    ]
    problem = load_all(Folder(small)).problem
    assert problem is not None
    found = merge(edits, {file: parsed(file, text(0))}, {file: parsed(file, text(1))}, problem, "a.xlsx")
    rows = dict(zip(names, sides, strict=True))
    conflicts = {name for name, (base, ours, theirs) in rows.items() if base != ours != theirs != base}
    taken = {name: theirs for name, (base, ours, theirs) in rows.items() if base == ours != theirs}
    assert {issue.message.partition(" ")[0].removeprefix("Weights!C") for issue in found.issues} == conflicts
    assert {route[-1]: int(value) for route, value in found.values.get(file, {}).items()} == taken


def test_the_base_is_the_commit_whatever_the_hidden_sheet_says(small: Path, tmp_path: Path) -> None:
    """A hidden sheet can be edited too: with the commit at hand it decides what counts as an edit."""
    repository(small)
    book = export(small, tmp_path / "even.xlsx")
    forged = edited(book, "forged.xlsx", ("Published", "effect", "swing:even", 45))
    found = import_workbook(forged, small)
    assert found.from_commit
    assert (found.changes, found.already) == ((), ())
    path = small / "weights/even.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("effect: 50", "effect: 60"), encoding="utf-8")
    hidden = edited(book, "hidden.xlsx", ("Published", "effect", "swing:even", 60), WEIGHT)
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(hidden, small)
    assert [issue.code for issue in refusal.value.issues] == ["edit-conflict"]


@pytest.mark.parametrize("forged", ["HEAD", "main", "HEAD~1\nHEAD", "--output=x"])
def test_a_stamp_that_is_no_commit_is_none(small: Path, tmp_path: Path, forged: str) -> None:
    """What the stamp says goes to git: a hash, or nothing."""
    repository(small)
    book = opened(edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT), formulas=True)
    for one in book.custom_doc_props.props:
        if one.name == exchange.COMMIT:
            one.value = forged
    book.save(tmp_path / "forged.xlsx")
    found = import_workbook(tmp_path / "forged.xlsx", small)
    assert (found.from_commit, found.stamp.commit) == (False, "")
    assert [one.after for one in found.changes] == ["70"]


def test_a_workbook_from_files_that_were_not_committed_is_its_own_base(small: Path, tmp_path: Path) -> None:
    repository(small)
    path = small / "weights/even.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("effect: 50", "effect: 60"), encoding="utf-8")
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT)
    found = import_workbook(book, small)
    assert not found.from_commit
    assert [(one.before, one.after) for one in found.changes] == [("60", "70")]


def test_a_range_keeps_its_ends(small: Path, tmp_path: Path) -> None:
    text = workspaces.ALPHA.replace("price: 300", "price: {low: 250, best: 300, high: 305}")
    (small / "options/alpha.yaml").write_text(text, encoding="utf-8")
    book = export(small, tmp_path / "even.xlsx")
    before = snapshot(small)
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(edited(book, "ann.xlsx", SCORE), small)
    [issue] = refusal.value.issues
    assert (issue.code, issue.where.file) == ("range-order", "options/alpha.yaml")
    assert "(from Scores!D11)" in issue.message
    assert snapshot(small) == before
    import_workbook(edited(book, "ben.xlsx", (*SCORE[:3], 304)), small)
    assert "{low: 250, best: 304, high: 305}" in (small / "options/alpha.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("edit", "hint"),
    [
        (("options/alpha.yaml", None), "it was removed since"),
        (("options/alpha.yaml", workspaces.ALPHA.replace("300", "{uniform: [300, 310]}")), "change the file by hand"),
    ],
    ids=["option-gone", "now-a-range"],
)
def test_an_edit_of_what_is_gone_is_refused(
    small: Path, tmp_path: Path, edit: tuple[str, str | None], hint: str
) -> None:
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", SCORE)
    file, text = edit
    (small / file).unlink() if text is None else (small / file).write_text(text, encoding="utf-8")
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(book, small)
    assert [(issue.code, issue.hint) for issue in refusal.value.issues] == [("edit-lost", hint)]


def test_faulty_files_are_refused_before_anything_is_merged(small: Path, tmp_path: Path) -> None:
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT)
    (small / "options/beta.yaml").write_text(workspaces.BETA.replace("40", "4000"), encoding="utf-8")
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(book, small)
    assert [issue.code for issue in refusal.value.issues] == ["off-scale"]
    (small / "criteria.yaml").write_text("version: 1\n", encoding="utf-8")
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(book, small)
    assert len(refusal.value.issues) == len(set(refusal.value.issues)), "each fault is told once"


def test_a_file_that_changes_meanwhile_is_not_overwritten(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT)
    monkeypatch.setattr("decide.studies.merging.plan.decode", lambda _: FileText("title: other", "utf-8"))
    before = snapshot(small)
    with pytest.raises(CannotWrite, match="changed at the same moment"):
        import_workbook(book, small)
    assert snapshot(small) == before


def test_a_cost_is_no_level_of_a_criterion_called_cost(tmp_path: Path) -> None:
    cost = "  cost:\n    title: Cost\n    scale: {unit: verdict, categories: [dear, cheap]}\n    status_quo: cheap\n"
    files = {
        "criteria.yaml": workspaces.CRITERIA + cost,
        "options/alpha.yaml": workspaces.ALPHA.replace("price: 300}", "price: 300, cost: dear}") + "cost: 20\n",
        "options/beta.yaml": workspaces.BETA.replace("price: 100}", "price: 100, cost: cheap}"),
        "weights/even.yaml": workspaces.EVEN.replace("price: 50}", "price: 50, cost: 10}"),
    }
    root = workspaces.write(tmp_path / "workspace", files)
    edits: tuple[Edit, ...] = (("Scores", "alpha", "cost", 25), ("Scores", "alpha", "performance:cost", "cheap"))
    import_workbook(edited(export(root, tmp_path / "even.xlsx"), "ann.xlsx", *edits), root)
    alpha = yaml.safe_load((root / "options/alpha.yaml").read_text(encoding="utf-8"))
    assert (alpha["cost"], alpha["performance"]["cost"]) == (25, "cheap")


def test_a_file_that_cannot_be_written_leaves_the_others_as_they_were(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT, SCORE)
    before, moved = snapshot(small), []
    replace_file = Path.replace

    def once(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 2:
            raise PermissionError(13, "Permission denied")
        return replace_file(self, target)

    monkeypatch.setattr(Path, "replace", once)
    with pytest.raises(CannotWrite):
        import_workbook(book, small)
    assert snapshot(small) == before
