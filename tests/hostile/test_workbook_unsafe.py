"""Files that are no workbook of ours, or not safe to open, rows E01 to E06."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import zipfile
import zlib
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests import workspaces
from tests.hostile.cases import WRONG_USE, Case, snapshot
from tests.hostile.test_fuzz import MEGABYTES, cost_of
from tests.hostile.workbooks import altered, imported, nothing_came, part_of, refused, renamed, repacked
from tests.workbook import back

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

    from tests.conftest import Run

CASES: tuple[Case, ...] = ()
NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

PATIENCE = 20
POSIX = pytest.mark.skipif(os.name != "posix", reason="limits on processes, and pipes with names, are POSIX")
HEAD = "[Content_Types].xml"
PROPERTIES = "docProps/custom.xml"
BOOK = "xl/workbook.xml"
NAMES = ("Inputs_Weights", "Inputs_Scores", "Inputs_Portfolio")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    return back.export(workspaces.write(folder / "workspace", {}), folder / "book.xlsx")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspaces.write(tmp_path / "workspace", {})


def cost_of_import(program: Path, root: Path, book: Path) -> dict[str, object]:
    """What an import costs; it is ended where it takes more than seconds of processor or gigabytes."""
    before = snapshot(root)
    found = cost_of(program, "import", book, "-C", root)
    assert "Traceback" not in str(found["said"]), found
    assert float(str(found["megabytes"])) < MEGABYTES, found
    assert snapshot(root) == before
    return found


# E01


def bomb(book: Path, to: Path) -> Path:
    """60 MB of nothing in 60 KB."""
    return repacked(book, to, {}, {"xl/media/nothing.bin": bytes(60_000_000)})


def tight(book: Path, to: Path) -> Path:
    """Allowed in all, but packed to a thousandth."""
    return repacked(book, to, {}, {"xl/media/nothing.bin": bytes(3_000_000)})


def crowd(book: Path, to: Path) -> Path:
    """Parts that are too small to be looked at one by one, and too many."""
    return repacked(book, to, {}, {f"xl/media/{number}.bin": bytes(95_000) for number in range(560)})


def rows_of_nothing(book: Path, to: Path) -> Path:
    """The sheet of three million empty rows."""
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 3_000_001))
    sheet = part_of(book, "Scores")
    return repacked(book, to, {sheet: lambda text: text.replace(b"</sheetData>", rows + b"</sheetData>")})


def liar(book: Path, to: Path) -> Path:
    """60 MB that say of themselves that they are a kilobyte."""
    bomb(book, to)
    data, said = to.read_bytes(), struct.pack("<I", 60_000_000)
    assert data.count(said) == 2
    to.write_bytes(data.replace(said, struct.pack("<I", 1_000)))
    return to


def good_liar(book: Path, to: Path) -> Path:
    """The same with a checksum of that kilobyte."""
    data = liar(book, to).read_bytes()
    true, false = (struct.pack("<I", zlib.crc32(bytes(size))) for size in (60_000_000, 1_000))
    assert data.count(true) == 2
    to.write_bytes(data.replace(true, false))
    return to


BOMBS: dict[str, tuple[Callable[[Path, Path], Path], int, str]] = {
    "60-megabytes": (bomb, WRONG_USE, "would unpack to more than 50,000,000 bytes"),
    "too-tight": (tight, WRONG_USE, "packed more tightly than any workbook"),
    "many-parts": (crowd, WRONG_USE, "would unpack to more than 50,000,000 bytes"),
    "three-million-rows": (rows_of_nothing, WRONG_USE, "would unpack to more than 50,000,000 bytes"),
    "false-size": (liar, WRONG_USE, "damaged"),
    "false-size-and-checksum": (good_liar, 0, "Nothing to change"),
}


@POSIX
@pytest.mark.parametrize("name", BOMBS)
def test_e01_zip_bomb(name: str, book: Path, root: Path, tmp_path: Path, program: Path) -> None:
    """Nothing is unpacked that is large, or that does not end where it says it does."""
    make, code, says = BOMBS[name]
    packed = make(book, tmp_path / "bomb.xlsx")
    assert packed.stat().st_size < 20_000_000
    found = cost_of_import(program, root, packed)
    assert found["code"] == code, found
    assert says in str(found["said"])


@POSIX
def test_e01_large_and_not_packed(book: Path, root: Path, tmp_path: Path, program: Path) -> None:
    """A file with holes of 60 GB is refused by its size, not read."""
    large = tmp_path / "large.xlsx"
    shutil.copy(book, large)
    try:
        os.truncate(large, 60_000_000_000)
    except OSError:
        pytest.skip("this file system has no files with holes")
    found = cost_of_import(program, root, large)
    assert found["code"] == WRONG_USE, found
    assert "more than 50,000,000 bytes" in str(found["said"])


# E02, E03

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
LAUGHING = [
    ("Scores", "utf-8"),
    ("Scores", "utf-16-le"),
    ("Scores", "utf-16-be"),
    (BOOK, "utf-8"),
    (PROPERTIES, "utf-16-le"),
    (HEAD, "utf-8"),
    ("xl/_rels/workbook.xml.rels", "utf-8"),
    ("xl/sharedStrings.xml", "utf-16-be"),
]


def declared(doctype: str, code: str) -> Callable[[bytes], bytes]:
    """A part with a document type, in another encoding."""
    mark = b"" if code == "utf-8" else "\ufeff".encode(code)
    name = "UTF-8" if code == "utf-8" else "UTF-16"
    return lambda text: (
        mark + text.decode().replace("?>", f"?>{doctype}", 1).replace('"UTF-8"', f'"{name}"').encode(code)
    )


@pytest.mark.parametrize(("where", "code"), LAUGHING, ids=lambda value: value.rpartition("/")[2])
def test_e02_billion_laughs(where: str, code: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    part = part_of(book, where) if where == "Scores" else where
    sent = repacked(book, tmp_path / "laughs.xlsx", {part: declared(LAUGHS, code)})
    refused(run, root, sent, says=("laughs.xlsx holds a DOCTYPE",), code=WRONG_USE)


@pytest.mark.parametrize("ending", ["dat", "XML"])
def test_e02_document_type_in_a_part_of_another_name(
    ending: str, book: Path, root: Path, tmp_path: Path, run: Run
) -> None:
    """What a part is called is up to who made the file; refused, and in words that are ours."""
    part = part_of(book, "Scores")
    plain = repacked(book, tmp_path / "plain.xlsx", {part: declared(LAUGHS, "utf-8")})
    other = part.removesuffix("xml") + ending
    sent = tmp_path / "laughs.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).replace(part.removeprefix("xl/").encode(), other.removeprefix("xl/").encode())
            new.writestr(other if name == part else name, content)
    said = refused(run, root, sent, says=("laughs.xlsx",), code=WRONG_USE)
    assert "\\u000A" not in said, said
    assert "holds a DOCTYPE" in said, said


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le"])
def test_e03_xxe(code: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """No other file is read, and none is named back."""
    secret = tmp_path / "secret.txt"
    secret.write_text("seven-and-seventy", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'

    def alluding(text: bytes) -> bytes:
        return declared(doctype, code)(text.replace(b"<t>Alpha</t>", b"<t>&e;</t>"))

    sent = repacked(book, tmp_path / "xxe.xlsx", {"xl/sharedStrings.xml": alluding})
    said = refused(run, root, sent, says=("xxe.xlsx holds a DOCTYPE",), code=WRONG_USE)
    assert "seven-and-seventy" not in said


def test_e03_the_word_in_a_title_is_no_document_type(tmp_path: Path, run: Run) -> None:
    files = {"options/alpha.yaml": workspaces.ALPHA.replace("Alpha", "'<!DOCTYPE html>'")}
    root = workspaces.write(tmp_path / "workspace", files)
    assert run("export", tmp_path / "book.xlsx", cwd=root).returncode == 0
    assert nothing_came(imported(run, root, tmp_path / "book.xlsx"))


def test_e03_other_encodings_are_read(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """UTF-16 alone is no reason to refuse a workbook."""
    sent = repacked(book, tmp_path / "wide.xlsx", {part_of(book, "Scores"): declared("", "utf-16-le")})
    assert nothing_came(imported(run, root, sent))


# E04


@POSIX
@pytest.mark.parametrize("sheet", ["Weights", "Scores", "Portfolio", "Published", "Ranking"])
def test_e04_far_cell(sheet: str, book: Path, root: Path, tmp_path: Path, program: Path) -> None:
    """A cell at the end of the world is not walked to."""

    def far(found: Workbook) -> None:
        found[sheet]["XFD1048576"] = 1

    found = cost_of_import(program, root, altered(book, tmp_path / "far.xlsx", far))
    assert (found["code"], "Nothing to change" in str(found["said"])) == (0, True), found


@pytest.mark.parametrize("name", NAMES)
def test_e04_name_of_a_whole_sheet(name: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    change = renamed(name, "Scores!$A$1:$XFD$1048576")
    sent = repacked(book, tmp_path / "wide.xlsx", {BOOK: change})
    refused(run, root, sent, says=(f"wide.xlsx: the range {name} is not where decide has put it",), code=WRONG_USE)


@POSIX
@pytest.mark.parametrize("name", ["Inputs_Weights", "Inputs_Scores", "Published_Scores"])
def test_e04_name_of_a_large_part_of_a_sheet(name: str, book: Path, root: Path, tmp_path: Path, program: Path) -> None:
    """Half a thousand million cells that are empty: refused or read, but not looked at one by one."""
    change = renamed(name, f"{name.rpartition('_')[2]}!$A$8:$GJH$100000")
    found = cost_of_import(program, root, repacked(book, tmp_path / "wide.xlsx", {BOOK: change}))
    assert found["code"] in {0, WRONG_USE}, found


@POSIX
def test_e04_formulas_of_a_large_part_of_a_sheet(book: Path, root: Path, tmp_path: Path, program: Path) -> None:
    """The list of where formulas stood is no more to be trusted than a name."""

    def claim(found: Workbook) -> None:
        sheet = found["Published"]
        listed = next(one for row in sheet.iter_rows() for one in row if one.value == "About!C4:C5")
        listed.value = "Scores!A8:GJH100000"

    found = cost_of_import(program, root, altered(book, tmp_path / "wide.xlsx", claim))
    assert found["code"] in {0, WRONG_USE}, found


# E05


def old_excel(book: Path, to: Path) -> None:
    to.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + book.read_bytes())


def comma_separated(_: Path, to: Path) -> None:
    to.write_text("option,effect\nalpha,80\n", encoding="utf-8")


def empty(_: Path, to: Path) -> None:
    to.write_bytes(b"")


def folder(_: Path, to: Path) -> None:
    to.mkdir()


def missing(_: Path, __: Path) -> None:
    pass


def half(book: Path, to: Path) -> None:
    to.write_bytes(book.read_bytes()[: book.stat().st_size // 2])


def without_its_end(book: Path, to: Path) -> None:
    to.write_bytes(book.read_bytes()[:-10])


def other_archive(_: Path, to: Path) -> None:
    with zipfile.ZipFile(to, "w") as archive:
        archive.writestr("letter.txt", "Dear all,")


def text_document(_: Path, to: Path) -> None:
    with zipfile.ZipFile(to, "w") as archive:
        archive.writestr(HEAD, "<Types/>")
        archive.writestr("word/document.xml", "<document/>")


def hollow(_: Path, to: Path) -> None:
    with zipfile.ZipFile(to, "w") as archive:
        archive.writestr(HEAD, "x")
        archive.writestr("xl/workbook.xml", "x")


def locked(book: Path, to: Path) -> None:
    """Every part says that a password is needed."""
    data = bytearray(book.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(mark, place + 1)
    to.write_bytes(data)


NO_WORKBOOK = "sent.xlsx is no .xlsx workbook, or a damaged one"
WRONG: dict[str, tuple[Callable[[Path, Path], None], str]] = {
    "xls": (old_excel, "sent.xlsx is an old .xls file, or protected by a password"),
    "csv": (comma_separated, NO_WORKBOOK),
    "empty": (empty, NO_WORKBOOK),
    "folder": (folder, "sent.xlsx cannot be read"),
    "missing": (missing, "sent.xlsx cannot be read: no such file or directory"),
    "half": (half, NO_WORKBOOK),
    "without-its-end": (without_its_end, NO_WORKBOOK),
    "other-archive": (other_archive, NO_WORKBOOK),
    "docx": (text_document, NO_WORKBOOK),
    "hollow": (hollow, "sent.xlsx is a damaged workbook"),
    "password": (locked, "sent.xlsx is protected by a password"),
}


@pytest.mark.parametrize("name", WRONG)
def test_e05_wrong_extension(name: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    make, says = WRONG[name]
    make(book, tmp_path / "sent.xlsx")
    refused(run, root, tmp_path / "sent.xlsx", says=(says,), code=WRONG_USE)


@pytest.mark.parametrize("place", [0.001, 0.2, 0.5, 0.8, 0.97, 0.9995])
def test_e05_damaged_on_the_way(place: float, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """One byte is another: refused, or of no consequence."""
    data = bytearray(book.read_bytes())
    data[int(place * len(data))] ^= 0x5A
    sent = tmp_path / "sent.xlsx"
    sent.write_bytes(data)
    before = snapshot(root)
    result = run("import", sent, cwd=root)
    assert "Traceback" not in result.stderr, result.stderr
    assert result.returncode in {0, WRONG_USE}, result.stderr
    assert "sent.xlsx" in result.stdout + result.stderr
    assert snapshot(root) == before


DAMAGE: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "no-xml": (BOOK, lambda text: text[: len(text) // 2], "sent.xlsx is a damaged workbook"),
    "sheet-ends-early": ("Scores", lambda text: text[: len(text) // 2], "sent.xlsx is a damaged workbook"),
    "no-such-string": (
        "Scores",
        lambda text: text.replace(b't="s"><v>', b't="s"><v>99999'),
        "sent.xlsx is a damaged workbook",
    ),
    "no-stamp": (PROPERTIES, lambda _: b"<Properties/>", "sent.xlsx"),
    "no-sheets": (BOOK, lambda text: text.replace(b"sheetId=", b"noId="), "sent.xlsx is a damaged workbook"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_e05_damaged_inside(name: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """A whole archive with broken parts: one line that names the file, whatever broke."""
    where, change, says = DAMAGE[name]
    part = part_of(book, where) if where == "Scores" else where
    sent = repacked(book, tmp_path / "sent.xlsx", {part: change})
    refused(run, root, sent, says=(says,), code=WRONG_USE)


@POSIX
def test_e05_pipe_with_a_name(root: Path, tmp_path: Path, program: Path) -> None:
    """Whoever waits for a pipe waits forever; only regular files are read."""
    os.mkfifo(tmp_path / "sent.xlsx")
    result = subprocess.run(
        [program, "import", tmp_path / "sent.xlsx"],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert (result.returncode, result.stdout) == (WRONG_USE, ""), result.stderr
    assert "Traceback" not in result.stderr


@POSIX
@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this system has no device without an end")  # noqa: PTH110 - a device
def test_e05_device_without_an_end(root: Path, tmp_path: Path, program: Path) -> None:
    (tmp_path / "sent.xlsx").symlink_to("/dev/zero")
    found = cost_of_import(program, root, tmp_path / "sent.xlsx")
    assert found["code"] == WRONG_USE, found


# E06


def test_e06_foreign_workbook(root: Path, tmp_path: Path, run: Run) -> None:
    mine = openpyxl.Workbook()
    mine.active.append(["option", "effect"])
    mine.save(tmp_path / "mine.xlsx")
    refused(run, root, tmp_path / "mine.xlsx", says=("mine.xlsx was not exported by decide",), code=WRONG_USE)


STAMPS: dict[str, tuple[str, str, str]] = {
    "another-format": ('"decide-format"><vt:i4>1<', '"decide-format"><vt:i4>2<', "was exported by decide"),
    "no-format": ('name="decide-format"', 'name="format"', "was not exported by decide"),
    "words-for-a-format": ('"decide-format"><vt:i4>1<', '"decide-format"><vt:i4>one<', "sent.xlsx"),
    "no-profiles": ('name="decide-profiles"', 'name="profiles"', "was not exported by decide"),
}


@pytest.mark.parametrize("name", STAMPS)
def test_e06_another_stamp(name: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    before, after, says = STAMPS[name]
    change = {PROPERTIES: lambda text: text.replace(before.encode(), after.encode())}
    sent = repacked(book, tmp_path / "sent.xlsx", change)
    refused(run, root, sent, says=("sent.xlsx", says), code=WRONG_USE)


def test_e06_nothing_but_the_stamp(book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    """Somebody else's sheets under our properties."""

    def emptied(found: Workbook) -> None:
        found.create_sheet("Mine")
        for name in [name for name in found.sheetnames if name != "Mine"]:
            del found[name]
        for name in list(found.defined_names):
            del found.defined_names[name]

    sent = altered(book, tmp_path / "sent.xlsx", emptied)
    refused(run, root, sent, says=("sent.xlsx: the range Inputs_Weights is gone",), code=WRONG_USE)


@pytest.mark.parametrize("sheet", ["Scores", "Weights", "Portfolio", "Published"])
def test_e06_without_one_of_our_sheets(sheet: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    def removed(found: Workbook) -> None:
        del found[sheet]

    sent = altered(book, tmp_path / "sent.xlsx", removed)
    refused(run, root, sent, says=(f"sent.xlsx: the sheet {sheet} is gone",), code=WRONG_USE)


@pytest.mark.parametrize("name", [*NAMES, "Published_Weights", "Published_Scores", "Published_Formulas"])
def test_e06_without_one_of_our_names(name: str, book: Path, root: Path, tmp_path: Path, run: Run) -> None:
    def removed(found: Workbook) -> None:
        del found.defined_names[name]

    sent = altered(book, tmp_path / "sent.xlsx", removed)
    refused(run, root, sent, says=(f"sent.xlsx: the range {name} is gone",), code=WRONG_USE)
