"""A workbook's weights as a new profile, and its portfolio as relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from decide.errors import InputsRefused, WrongUse
from decide.studies.import_workbook import import_workbook
from decide.workspace.load_all import load_all
from decide.workspace.source import Folder
from tests import workspaces
from tests.hostile.cases import snapshot
from tests.workbook import rich
from tests.workbook.back import WEIGHT, cell, edited, export
from tests.workbook.oracle import opened

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("profile", ["grouped", "flat"])
def test_a_new_profile_has_the_workbooks_weights(everything: Path, tmp_path: Path, profile: str) -> None:
    book = edited(
        export(everything, tmp_path / "book.xlsx", profile),
        "ann.xlsx",
        ("Weights", "look", f"swing:{profile}", 77.5),
        ("Scores", "tunnel", "performance:noise", 41),
    )
    before = (everything / f"weights/{profile}.yaml").read_bytes()
    found = import_workbook(book, everything, as_profile="ann-s_own")
    assert (everything / f"weights/{profile}.yaml").read_bytes() == before
    assert found.files == ("weights/ann-s_own.yaml", "options/tunnel.yaml")
    old = yaml.safe_load(before)
    new = yaml.safe_load((everything / "weights/ann-s_own.yaml").read_text(encoding="utf-8"))
    assert new["weights"] == old["weights"] | {"look": 77.5}
    assert new["limits"] == old["limits"]
    assert new["title"] == "Ann s own"
    with pytest.raises(WrongUse, match="there is a profile 'ann-s_own' already"):
        import_workbook(book, everything, as_profile="ann-s_own")


def test_a_profile_that_is_not_in_the_files_is_made_on_request(small: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(workspaces.EVEN.replace("Even", "Mine").replace("price: 50", "price: 5"), encoding="utf-8")
    book = edited(export(small, tmp_path / "book.xlsx", str(mine)), "ann.xlsx", ("Weights", "effect", "swing:mine", 66))
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(book, small)
    assert [(issue.code, issue.hint) for issue in refusal.value.issues] == [
        ("edit-lost", "--as NAME makes a new profile of it")
    ]
    import_workbook(book, small, as_profile="mine")
    assert yaml.safe_load((small / "weights/mine.yaml").read_text(encoding="utf-8"))["weights"] == {
        "effect": 66,
        "price": 5,
    }


def test_of_several_profiles_the_one_that_was_changed_is_meant(everything: Path, tmp_path: Path) -> None:
    book = export(everything, tmp_path / "all.xlsx", "all")
    one = edited(book, "one.xlsx", ("Weights", "look", "swing:flat", 15))
    import_workbook(one, everything, as_profile="new")
    assert yaml.safe_load((everything / "weights/new.yaml").read_text(encoding="utf-8"))["weights"]["look"] == 15
    both = edited(book, "both.xlsx", ("Weights", "look", "swing:flat", 15), ("Weights", "look", "swing:grouped", 15))
    for path, which in ((both, "several profiles"), (book, "no profile")):
        with pytest.raises(WrongUse, match=f"the weights of {which} were changed"):
            import_workbook(path, everything, as_profile="newer")
    with pytest.raises(WrongUse, match="is not an id"):
        import_workbook(one, everything, as_profile="../up")


def test_toggles_come_back_as_relations_only_when_asked(small: Path, tmp_path: Path) -> None:
    (small / "portfolio.yaml").write_text("version: 1\nrelations: []\n", encoding="utf-8")
    gamma = workspaces.BETA.replace("Beta", "Gamma").replace("effect: 40", "effect: 90")
    (small / "options/gamma.yaml").write_text(gamma, encoding="utf-8")
    book = export(small, tmp_path / "book.xlsx")
    ann = edited(book, "ann.xlsx", ("Portfolio", "gamma", "in", 0), ("Portfolio", "alpha", "in", 1))
    before = snapshot(small)
    found = import_workbook(ann, small)
    assert (found.changes, found.toggled, snapshot(small)) == ((), 2, before)
    found = import_workbook(ann, small, portfolio=True)
    assert (small / "portfolio.yaml").read_text(encoding="utf-8").splitlines()[1] == (
        'relations: [{must: [alpha], note: "As in the workbook ann.xlsx."}, '
        '{must_not: [gamma], note: "As in the workbook ann.xlsx."}]'
    )
    assert {one.line for one in found.changes} == {2}
    assert import_workbook(ann, small, portfolio=True).changes == ()
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(edited(book, "ben.xlsx", ("Portfolio", "alpha", "in", 0.5)), small, portfolio=True)
    assert [issue.code for issue in refusal.value.issues] == ["not-0-or-1"]
    (small / "portfolio.yaml").write_text("version: 1\nrelations:\n  - must_not: alpha\n", encoding="utf-8")
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(edited(book, "ben.xlsx", ("Portfolio", "alpha", "in", 1)), small, portfolio=True)
    assert [issue.message for issue in refusal.value.issues] == ["Portfolio!C11: must_not is said of 'alpha' already"]


def test_toggles_without_a_portfolio_file_make_one(small: Path, tmp_path: Path) -> None:
    book = export(small, tmp_path / "book.xlsx")
    ann = edited(book, "ann.xlsx", ("Portfolio", "alpha", "in", 1))
    import_workbook(ann, small, portfolio=True)
    content = yaml.safe_load((small / "portfolio.yaml").read_text(encoding="utf-8"))
    assert content["relations"][0]["must"] == ["alpha"]


def test_a_toggled_option_that_is_gone_is_refused(small: Path, tmp_path: Path) -> None:
    book = edited(export(small, tmp_path / "book.xlsx"), "ann.xlsx", ("Portfolio", "alpha", "in", 1))
    (small / "options/alpha.yaml").unlink()
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(book, small, portfolio=True)
    assert [issue.message for issue in refusal.value.issues] == ["Portfolio!C11: there is no option 'alpha' any more"]


def test_a_limit_and_a_relation_go_into_one_file(everything: Path, tmp_path: Path) -> None:
    book = export(everything, tmp_path / "book.xlsx", "flat")
    chosen = int(cell(opened(book)["Portfolio"], "tunnel", "in").value)
    edits = (("Portfolio", "crews", "common", 44), ("Portfolio", "tunnel", "in", 1 - chosen))
    import_workbook(edited(book, "ann.xlsx", *edits), everything, portfolio=True)
    content = yaml.safe_load((everything / "portfolio.yaml").read_text(encoding="utf-8"))
    assert content["limits"]["crews"] == 44
    assert content["relations"][-1]["must_not" if chosen else "must"] == ["tunnel"]


def test_what_is_wrong_in_the_portfolio_matters_only_where_it_is_brought_back(small: Path, tmp_path: Path) -> None:
    book = edited(export(small, tmp_path / "book.xlsx"), "ann.xlsx", ("Portfolio", "alpha", "in", None), WEIGHT)
    assert len(import_workbook(book, small, dry_run=True).changes) == 1
    with pytest.raises(InputsRefused):
        import_workbook(book, small, portfolio=True)


def test_a_portfolio_that_was_sorted_without_its_ids_is_refused(everything: Path, tmp_path: Path) -> None:
    book = opened(export(everything, tmp_path / "book.xlsx", "flat"), formulas=True)
    sheet = book["Portfolio"]
    for column in (2, 3):
        upper, lower = sheet.cell(11, column), sheet.cell(12, column)
        upper.value, lower.value = lower.value, upper.value
    book.save(tmp_path / "sorted.xlsx")
    assert import_workbook(tmp_path / "sorted.xlsx", everything).changes == ()
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(tmp_path / "sorted.xlsx", everything, portfolio=True)
    assert {issue.code for issue in refusal.value.issues} == {"row-moved"}
    sheet.cell(12, 1).value = sheet.cell(11, 1).value
    book.save(tmp_path / "copied.xlsx")
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(tmp_path / "copied.xlsx", everything, portfolio=True)
    assert "row-twice" in {issue.code for issue in refusal.value.issues}


def test_what_is_no_single_number_of_the_file_is_not_imported_but_named(everything: Path, tmp_path: Path) -> None:
    """The middle of a uniform range is grey: typed over, it is outside the inputs."""
    book = edited(export(everything, tmp_path / "book.xlsx"), "ann.xlsx", ("Scores", "widen", "performance:title", 4))
    found = import_workbook(book, everything)
    assert (found.changes, len(found.outside)) == ((), 1)
    assert found.outside[0].startswith("Scores!")


def test_a_profile_can_be_copied_as_it_is(everything: Path, tmp_path: Path) -> None:
    text = rich.GROUPED.replace("limits: {crews: 40}", "limits: {crews: 40, budget: {2027: 90, 2028: 280}}")
    (everything / "weights/grouped.yaml").write_text(text, encoding="utf-8")
    import_workbook(export(everything, tmp_path / "book.xlsx", "grouped"), everything, as_profile="copy")
    [old, new] = (load_all(Folder(everything)).profiles[name] for name in ("grouped", "copy"))
    assert (new.swings, new.limits) == (old.swings, old.limits)


def test_another_size_is_no_relation(everything: Path, tmp_path: Path) -> None:
    text = rich.PORTFOLIO.replace("  - {at_least: 1, of: [widen, tunnel, ferry]}", "  - must: widen")
    (everything / "portfolio.yaml").write_text(text, encoding="utf-8")
    book = export(everything, tmp_path / "book.xlsx", "flat")
    whole = int(cell(opened(book)["Portfolio"], "widen", "in").value)
    edits = [("Portfolio", "widen", "in", 1 - whole), ("Portfolio", "widen:small", "in", whole)]
    with pytest.raises(InputsRefused) as refusal:
        import_workbook(edited(book, "ann.xlsx", *edits), everything, portfolio=True)
    assert [issue.hint for issue in refusal.value.issues] == ["a relation fixes options, not their sizes"]
