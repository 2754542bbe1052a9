"""The pictures of docs/workbook.md: the shipped case's workbook with one weight changed, as LibreOffice prints it.

    python -m tests.workbook.pictures docs/pictures

It needs LibreOffice and pdftotext and pdftoppm of Poppler.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

from tests.conftest import ROOT
from tests.workbook.back import cell, export
from tests.workbook.oracle import office, opened

PROFILE = "hawkish"
ROW, KEY, NEW = "counterweight", f"swing:{PROFILE}", 30
SHEETS = ("About", "Weights", "Ranking", "Portfolio", "Pictures")
_DPI = 110
_WIDTH = 1100  # pixels
_MARGIN = 12
_COLOURS = 64


def main(folder: Path) -> None:
    """Write a PNG for the first page of each sheet."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        book = _typed(export(ROOT, work / f"{PROFILE}.xlsx", PROFILE), work / "edited.xlsx")
        pdf = office(work / "office").printed(book, work)
        pages = _text(pdf).split("\f")
        for sheet in SHEETS:
            number = next(place for place, text in enumerate(pages, 1) if text.split("\n")[0].endswith(sheet))
            _picture(pdf, number, folder / f"{sheet.lower()}.png")


def _typed(book: Path, to: Path) -> Path:
    """A copy with one number typed over; openpyxl would lose the charts."""
    there = cell(opened(book, formulas=True)["Weights"], ROW, KEY)
    number = re.compile(rf'(<c r="{there.coordinate}"[^>]*><v>){there.value}(</v>)'.encode())
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            is_weights = name == "xl/worksheets/sheet2.xml"
            new.writestr(name, number.sub(rb"\g<1>%d\g<2>" % NEW, data) if is_weights else data)
    return to


def _text(pdf: Path) -> str:
    command = [_found("pdftotext"), "-layout", pdf, "-"]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


def _found(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is not installed")
    return found


def _picture(pdf: Path, page: int, path: Path) -> None:
    """One page without its white margins, in few colours: small enough to stand under git."""
    stem = pdf.with_name(path.stem)
    pages = ("-f", str(page), "-l", str(page), "-r", str(_DPI))
    subprocess.run([_found("pdftoppm"), *pages, "-singlefile", "-png", pdf, stem], check=True)
    with Image.open(stem.with_suffix(".png")) as full:
        rgb = full.convert("RGB")
        body = rgb.crop((0, round(0.055 * rgb.height), rgb.width, round(0.94 * rgb.height)))  # without head and foot
        box = ImageChops.difference(body, Image.new("RGB", body.size, "white")).getbbox()
        left, top, right, bottom = box or (0, 0, *body.size)
        kept = ImageOps.expand(body.crop((left, top, right, bottom)), _MARGIN, "white")
        kept.thumbnail((_WIDTH, _WIDTH))
        kept.quantize(_COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
